"""Context, policy, risks and legal rules were gone through in the last twelve months.

Asks: Were the context, the policy, the risks and the register of legal rules reviewed within twelve months, and each
    legal rule checked?
Why: A context written once describes the year in which it was written.
Ground: convention
Clause: 4.1, 5.2.1, 6.1.1, 7.5.3.2
Decided how: By “reviewed” of qms/context.yaml, qms/policy.yaml, qms/risks.yaml and qms/legal.yaml, as far as they
    exist, and by “checked” of the legal rules that have it. Twelve months are a custom and no requirement.
Left to the auditor: Did the review change anything?
Bad:
    # file: context.yaml
    reviewed: 2025-01-20  # here
    issues: {law: {title: Luật đổi, kind: external}}
    # file: risks.yaml
    entries: {late: {title: Trễ}}  # here
Good:
    # file: context.yaml
    reviewed: 2026-01-20
    issues: {law: {title: Luật đổi, kind: external}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from isoqms.problem import Ground, Severity
from isoqms.rules.asking import unwritten
from isoqms.rules.engine import Objection
from isoqms.rules.results import Absent, Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "4.1/issues-reviewed"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("4.1", "5.2.1", "6.1.1", "7.5.3.2")
EVIDENCE = (Evidence.DOCUMENTS,)

_AT_MOST = timedelta(days=366)
_ASKED = ("context", "policy", "risks", "legal")


def check_system(system: System) -> Iterator[Found]:
    """Object to documents nobody went through for a year."""
    held = {name: each for name, each in system.documents.written().items() if name in _ASKED}
    if not held and not system.documents.unread:
        yield Insufficient(
            system.place("context"), "", Message("there is no qms/{name}.yaml to look at", name="context")
        )
    yield from (unwritten(system, name) for name in _ASKED if name in system.documents.unread)
    for name, document in held.items():
        yield Seen(document.at, name)
        fix = Message("go through it, then write the day under “reviewed”")
        if document.reviewed is None:
            message = Message("qms/{name}.yaml does not say when it was last gone through", name=name)
            yield Absent(document.at, name, message, fix)
        elif document.reviewed + _AT_MOST < system.as_of:
            message = Message("qms/{name}.yaml was last gone through on {day}", name=name, day=document.reviewed)
            yield Objection(document.at, name, message, fix)
    legal = None if "legal" in system.documents.unread else system.documents.legal
    old = {id_: each for id_, each in (legal.rules if legal else {}).items() if _is_old(each.checked, system.as_of)}
    if old:
        first = next(iter(old.values()))
        message = Message(
            "legal rules not checked for a year: {count}, the first is “{id}”", count=len(old), id=first.document
        )
        fix = Message("look up whether each is still in force, then write the day under “checked”")
        yield Objection(first.at, "checked", message, fix)


def _is_old(checked: date | None, as_of: date) -> bool:
    return checked is not None and checked + _AT_MOST < as_of
