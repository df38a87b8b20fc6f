"""Who does part of the work outside is judged, and judged again.

Asks: Has each provider criteria, a last and a next evaluation that is not past, a result and a record?
Why: A partner nobody looks at gets slower without anybody noticing.
Ground: iso
Clause: 8.4.1
Decided how: The entries of qms/providers.yaml. An authority that acts in its own competence (“by_law”) needs no
    criteria of choice, but is followed all the same. A record that is not in qms/documents.yaml is told as not seen,
    with the result it is said to hold: what follows from a result no file says.
Left to the auditor: Are the criteria fair, and does anything follow from the result?
Bad:
    # file: providers.yaml
    providers:
      host: {title: Phần mềm, evaluated: 2025-01-06, next_evaluation: 2026-01-06, result: Đạt, record: BB-1}  # here
Good:
    # file: providers.yaml
    providers:
      host:
        title: Đơn vị phần mềm
        criteria: Ngừng dưới 4 giờ mỗi tháng
        evaluated: 2026-01-06
        next_evaluation: 2027-01-06
        result: Đạt
        record: BB-1
    # file: documents.yaml
    documents: {BB-1: {title: Biên bản đánh giá, kind: record}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Actor
from isoqms.qms import Provider
from isoqms.rules.asking import missing, required
from isoqms.rules.engine import Objection
from isoqms.rules.results import Absent, Evidence, Found, Insufficient, NotApplicable, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "8.4.1/provider-eval"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("8.4.1",)
EVIDENCE = (Evidence.DOCUMENTS, Evidence.PROCEDURE)

_NEEDED = ("evaluated", "next_evaluation", "result", "record")


def check_system(system: System) -> Iterator[Found]:
    """Miss evaluations, and object to those overdue."""
    held = system.documents.providers
    if held is None:
        outside = any(step.actor is Actor.AGENCY for each in system.covered() for step in each.steps.values())
        reason = Message("no step is done outside the office")
        yield required(system, "providers") if outside else NotApplicable(system.at, "providers", reason)
        return
    for id_, provider in held.providers.items():
        yield Seen(provider.at, id_)
        lacking = missing(provider, *_NEEDED, *([] if provider.by_law else ["criteria"]))
        if lacking:
            message = Message("the provider “{id}” lacks {fields}", id=id_, fields=lacking)
            yield Absent(provider.at, id_, message, Message("write what is missing"))
        if provider.next_evaluation is not None and provider.next_evaluation < system.as_of:
            message = Message(
                "the provider “{id}” was to be judged again on {day}", id=id_, day=provider.next_evaluation
            )
            yield Objection(provider.at, id_, message, Message("judge it, then write the result and the next day"))
        yield from _unseen_record(id_, provider, system)


def _unseen_record(id_: str, provider: Provider, system: System) -> Iterator[Insufficient]:
    """Say that the record of an evaluation is not at hand, and what it is said to have come to."""
    register = system.documents.documents
    if provider.record and provider.record not in (register.documents if register else ()):
        message = Message(
            "the record “{record}” of the judging of “{id}” is not in qms/documents.yaml; it is said to hold: {result}",
            record=provider.record,
            id=id_,
            result=provider.result or "–",
        )
        yield Insufficient(provider.at, id_, message)
