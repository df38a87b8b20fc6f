"""Every name written in a procedure stands for something.

Asks: Does every step, role, office, unit, counter, system, form, record, legal rule, fee, stage, variant and procedure
    that is referred to exist?
Why: A reference that leads nowhere is a duty given to nobody, a form nobody has, a law nobody can look up.
Ground: iso
Clause: 4.4.1, 5.3
Decided how: Steps, forms, records, legal rules, fees, stages and variants are looked for in the same file; roles,
    offices, posts and systems in the nearest organisation.yaml, units and counters in the offices concerned; procedures
    in the workspace. Where there is no organisation, what belongs to it is not judged. Channels are compared when the
    procedure lists its own.
Left to the auditor: Is it the right role, form or rule?
Bad:
    id: CT-01
    title: {vi: Chứng thực bản sao, en: Certify a copy}
    steps:
      receive:  # here
        title: {vi: Tiếp nhận, en: Receive}
        role: oficer
        next: sign
      sign: {title: {vi: Ký chứng thực, en: Sign}, role: head, end: completed}
    ---
    id: CT-02
    title: {vi: Chứng thực bản sao, en: Certify a copy}
    fees: {copy: {title: {vi: Phí chứng thực bản sao, en: Fee for a certified copy}}}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, pays: [copies], next: sign}  # here
      sign: {title: {vi: Ký chứng thực, en: Sign}, role: head, end: completed}
    ---
    id: CT-03
    title: {vi: Chứng thực bản sao, en: Certify a copy}
    steps:
      receive:
        title: {vi: Tiếp nhận, en: Receive}
        role: officer
        next:
          - {to: sing, when: {vi: đủ, en: complete}}  # here
          - {end: returned, when: {vi: thiếu, en: incomplete}}
      sign: {title: {vi: Ký chứng thực, en: Sign}, role: head, end: completed}
Good:
    id: CT-04
    title: {vi: Chứng thực bản sao, en: Certify a copy}
    fees: {copy: {title: {vi: Phí chứng thực bản sao, en: Fee for a certified copy}}}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, pays: [copy], next: sign}
      sign: {title: {vi: Ký chứng thực, en: Sign}, role: head, end: completed}
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from isoqms.problem import Ground, Position, Severity
from isoqms.procedure import Office, Organisation, Procedure, Step
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message

ID = "wf/refs"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("4.4.1", "5.3")


class Reference(NamedTuple):
    """A name written in a procedure: where, in what object, what kind of thing it should be, and where those stand."""

    at: Position
    subject: str
    kind: Message
    id: str
    known: Collection[str]
    place: str


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to every name that stands for nothing."""
    for found in _references(procedure, context):
        if found.id in found.known:
            continue
        message = Message("there is no {kind} “{id}”", kind=found.kind, id=found.id)
        near = get_close_matches(found.id, sorted(found.known), n=1, cutoff=0.6)
        if near:
            fix = Message(
                "write “{near}” if that is meant, or add “{id}” under {place}",
                near=near[0],
                id=found.id,
                place=found.place,
            )
        else:
            fix = Message("add “{id}” under {place}, or correct the name", id=found.id, place=found.place)
        yield Objection(found.at, found.subject, message, fix)


def _references(procedure: Procedure, context: Context) -> Iterator[Reference]:
    organisation = context.organisation
    yield from _of_procedure(procedure, context)
    for step in procedure.steps.values():
        yield from _of_ways(step, procedure)
        yield from _inside(step, procedure)
        if organisation:
            yield from _of_step_in(organisation, step, procedure)
    if organisation:
        yield from _of_procedure_in(organisation, procedure)


def _all(
    at: Position, subject: str, kind: Message, ids: Iterable[str | None], known: Collection[str], place: str
) -> Iterator[Reference]:
    return (Reference(at, subject, kind, id_, known, place) for id_ in ids if id_ is not None)


def _of_procedure(procedure: Procedure, context: Context) -> Iterator[Reference]:
    yield from _all(procedure.at, "start", Message("step"), [procedure.start], procedure.steps, "steps")
    for name, limit in procedure.limits.named().items():
        yield from _all(limit.at, name, Message("variant"), limit.variants, procedure.variants, "variants")
        yield from _all(limit.at, name, Message("stage"), limit.stages, procedure.stages, "stages")
    known, place = context.procedures, "processes"
    for paper in procedure.dossier:
        yield from _all(paper.at, "dossier", Message("procedure"), [paper.from_procedure], known, place)
    for step in procedure.steps.values():
        yield from _all(step.at, step.id, Message("procedure"), [step.hands_over_to], known, place)


def _of_ways(step: Step, procedure: Procedure) -> Iterator[Reference]:
    for way in step.next:
        targets = [way.to, way.at_bound]
        yield from _all(way.at, step.id, Message("step"), targets, procedure.steps, "steps")
        yield from _all(way.at, step.id, Message("variant"), way.variants, procedure.variants, "variants")
        if procedure.channels:
            yield from _all(way.at, step.id, Message("channel"), way.channels, procedure.channels, "channels")
    yield from _all(step.at, step.id, Message("step"), step.parallel, procedure.steps, "steps")


def _inside(step: Step, procedure: Procedure) -> Iterator[Reference]:
    at, id_ = step.at, step.id
    yield from _all(at, id_, Message("form"), step.forms, procedure.forms, "forms")
    yield from _all(at, id_, Message("record"), step.records, procedure.records, "records")
    yield from _all(at, id_, Message("legal rule"), step.legal_basis, procedure.legal_basis, "legal_basis")
    yield from _all(at, id_, Message("fee"), step.pays, procedure.fees, "fees")
    yield from _all(at, id_, Message("stage"), [step.stage], procedure.stages, "stages")
    variants = (*step.variants, *step.in_variant)
    yield from _all(at, id_, Message("variant"), variants, procedure.variants, "variants")


def _of_procedure_in(organisation: Organisation, procedure: Procedure) -> Iterator[Reference]:
    roles, place = organisation.roles, "organisation.yaml: roles"
    offices, posts, at = organisation.offices, organisation.posts, procedure.at
    yield from _all(at, "owner", Message("role"), [procedure.owner], roles, place)
    yield from _all(at, "office", Message("office"), [procedure.office], offices, "organisation.yaml: offices")
    for id_, indicator in procedure.kpis.items():
        yield from _all(indicator.at, id_, Message("role"), [indicator.owner], roles, place)
    for id_, risk in procedure.risks.items():
        yield from _all(risk.at, id_, Message("role"), [risk.owner], roles, place)
    for person in (*procedure.authors, *procedure.reviewers, *procedure.approvers):
        if posts:
            yield from _all(person.at, "", Message("post"), [person.post], posts, "organisation.yaml: posts")


def _of_step_in(organisation: Organisation, step: Step, procedure: Procedure) -> Iterator[Reference]:
    at, id_, file = step.at, step.id, "organisation.yaml"
    roles = (*step.role, *(role for special in step.in_variant.values() for role in special.role))
    yield from _all(at, id_, Message("role"), roles, organisation.roles, f"{file}: roles")
    yield from _all(at, id_, Message("system"), step.systems, organisation.systems, f"{file}: systems")
    if offices := _offices(organisation, roles, procedure):
        units = {unit for office in offices for unit in office.units}
        counters = {counter for office in offices for counter in office.counters}
        yield from _all(at, id_, Message("unit"), [step.unit], units, f"{file}: offices, units")
        yield from _all(at, id_, Message("counter"), [step.counter], counters, f"{file}: offices, counters")


def _offices(organisation: Organisation, roles: Iterable[str], procedure: Procedure) -> list[Office]:
    """Return the offices a step may be done in: that of the procedure and those of its roles."""
    named = [organisation.roles[role].office for role in roles if role in organisation.roles]
    offices = (organisation.office(id_) for id_ in dict.fromkeys([procedure.office, *filter(None, named)]))
    return [office for office in offices if office is not None]
