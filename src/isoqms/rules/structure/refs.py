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
from typing import Final, NamedTuple

from isoqms.problem import Ground, Position, Severity
from isoqms.procedure import Office, Organisation, Procedure, Step
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message

ID = "wf/refs"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("4.4.1", "5.3")

_STEP: Final = Message("step")
_VARIANT: Final = Message("variant")
_STAGE: Final = Message("stage")
_PROCEDURE: Final = Message("procedure")
_CHANNEL: Final = Message("channel")
_FORM: Final = Message("form")
_RECORD: Final = Message("record")
_LEGAL_RULE: Final = Message("legal rule")
_FEE: Final = Message("fee")
_ROLE: Final = Message("role")
_OFFICE: Final = Message("office")
_POST: Final = Message("post")
_SYSTEM: Final = Message("system")
_UNIT: Final = Message("unit")
_COUNTER: Final = Message("counter")
"""What a name may stand for: made once, for a procedure holds hundreds of names."""


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
    for found in _unknown_names(procedure, context):
        message = Message("there is no {kind} “{id}”", kind=found.kind, id=found.id)
        near = _near(found, procedure)
        if near is not None:
            fix = Message(
                "write “{near}” if that is meant, or add “{id}” under {place}",
                near=near,
                id=found.id,
                place=found.place,
            )
        else:
            fix = Message("add “{id}” under {place}, or correct the name", id=found.id, place=found.place)
        yield Objection(found.at, found.subject, message, fix)


def _near(found: Reference, procedure: Procedure) -> str | None:
    """Return the name that may be meant: the same in other letters, the step of that number, or one much alike."""
    small = {id_.casefold(): id_ for id_ in sorted(found.known)}
    if found.kind is _STEP:
        small |= {str(step.number).casefold(): id_ for id_, step in procedure.steps.items() if step.number is not None}
    alike = get_close_matches(found.id.casefold(), list(small), n=1, cutoff=0.6)
    return small[alike[0]] if alike else None


def _unknown_names(procedure: Procedure, context: Context) -> Iterator[Reference]:
    organisation = context.organisation
    yield from _of_procedure(procedure, context)
    for step in procedure.steps.values():
        yield from _of_ways(step, procedure)
        yield from _inside(step, procedure)
        if organisation:
            yield from _of_step_in(organisation, step, procedure)
    if organisation:
        yield from _of_procedure_in(organisation, procedure)


def _unknown(
    at: Position, subject: str, kind: Message, ids: Iterable[str | None], known: Collection[str], place: str
) -> list[Reference]:
    return [Reference(at, subject, kind, id_, known, place) for id_ in ids if id_ is not None and id_ not in known]


def _of_procedure(procedure: Procedure, context: Context) -> Iterator[Reference]:
    yield from _unknown(procedure.at, "start", _STEP, [procedure.start], procedure.steps, "steps")
    for name, limit in procedure.limits.named().items():
        yield from _unknown(limit.at, name, _VARIANT, limit.variants, procedure.variants, "variants")
        yield from _unknown(limit.at, name, _STAGE, limit.stages, procedure.stages, "stages")
    known, place = context.procedures, "processes"
    for paper in procedure.dossier:
        yield from _unknown(paper.at, "dossier", _PROCEDURE, [paper.from_procedure], known, place)
    for step in procedure.steps.values():
        yield from _unknown(step.at, step.id, _PROCEDURE, [step.hands_over_to], known, place)


def _of_ways(step: Step, procedure: Procedure) -> Iterator[Reference]:
    for way in step.next:
        targets = [way.to, way.at_bound]
        yield from _unknown(way.at, step.id, _STEP, targets, procedure.steps, "steps")
        yield from _unknown(way.at, step.id, _VARIANT, way.variants, procedure.variants, "variants")
        if procedure.channels:
            yield from _unknown(way.at, step.id, _CHANNEL, way.channels, procedure.channels, "channels")
    yield from _unknown(step.at, step.id, _STEP, step.parallel, procedure.steps, "steps")


def _inside(step: Step, procedure: Procedure) -> Iterator[Reference]:
    at, id_ = step.at, step.id
    yield from _unknown(at, id_, _FORM, step.forms, procedure.forms, "forms")
    yield from _unknown(at, id_, _RECORD, step.records, procedure.records, "records")
    yield from _unknown(at, id_, _LEGAL_RULE, step.legal_basis, procedure.legal_basis, "legal_basis")
    yield from _unknown(at, id_, _FEE, step.pays, procedure.fees, "fees")
    yield from _unknown(at, id_, _STAGE, [step.stage], procedure.stages, "stages")
    variants = (*step.variants, *step.in_variant)
    yield from _unknown(at, id_, _VARIANT, variants, procedure.variants, "variants")


def _of_procedure_in(organisation: Organisation, procedure: Procedure) -> Iterator[Reference]:
    roles, place = organisation.roles, "organisation.yaml: roles"
    offices, posts, at = organisation.offices, organisation.posts, procedure.at
    yield from _unknown(at, "owner", _ROLE, [procedure.owner], roles, place)
    yield from _unknown(at, "office", _OFFICE, [procedure.office], offices, "organisation.yaml: offices")
    for id_, indicator in procedure.kpis.items():
        yield from _unknown(indicator.at, id_, _ROLE, [indicator.owner], roles, place)
    for id_, risk in procedure.risks.items():
        yield from _unknown(risk.at, id_, _ROLE, [risk.owner], roles, place)
    for person in (*procedure.authors, *procedure.reviewers, *procedure.approvers):
        yield from _unknown(person.at, "", _POST, [person.post], posts, "organisation.yaml: posts")


def _of_step_in(organisation: Organisation, step: Step, procedure: Procedure) -> Iterator[Reference]:
    at, id_, file = step.at, step.id, "organisation.yaml"
    roles = (*step.role, *(role for special in step.in_variant.values() for role in special.role))
    yield from _unknown(at, id_, _ROLE, roles, organisation.roles, f"{file}: roles")
    yield from _unknown(at, id_, _SYSTEM, step.systems, organisation.systems, f"{file}: systems")
    if (step.unit or step.counter) and (offices := _offices(organisation, roles, procedure)):
        units = {unit for office in offices for unit in office.units}
        counters = {counter for office in offices for counter in office.counters}
        yield from _unknown(at, id_, _UNIT, [step.unit], units, f"{file}: offices, units")
        yield from _unknown(at, id_, _COUNTER, [step.counter], counters, f"{file}: offices, counters")


def _offices(organisation: Organisation, roles: Iterable[str], procedure: Procedure) -> list[Office]:
    """Return the offices a step may be done in: that of the procedure and those of its roles."""
    named = [organisation.roles[role].office for role in roles if role in organisation.roles]
    offices = (organisation.office(id_) for id_ in dict.fromkeys([procedure.office, *filter(None, named)]))
    return [office for office in offices if office is not None]
