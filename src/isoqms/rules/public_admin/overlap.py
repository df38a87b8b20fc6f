"""No two roles or agencies do the same thing.

Asks: Within a procedure, do two roles or agencies never do the same or give the same on one course, and do, in the
    procedures of one field, not two roles of one office do the same?
Why: What two do, each leaves to the other when it goes wrong, and the applicant pays for both.
Ground: convention
Clause: 4.4.1, 5.3
Decided how: By the titles of steps (verb and object) and by their outputs, capitals and spaces aside. Steps for
    different variants or channels do not meet. A step done by several roles together counts as one. Across procedures
    only titles are compared.
Left to the auditor: Is the second one a check that somebody asked for, or a habit?
Bad:
    id: CL-01
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps:
      receive: {title: {vi: Kiểm tra hồ sơ, en: Check the dossier}, role: officer, next: check}
      check: {title: {vi: Kiểm tra  hồ sơ, en: Check the dossier}, role: head, next: sign}  # here
      sign: {title: {vi: Ký, en: Sign}, role: head, outputs: [Giấy phép], next: issue}
      issue:  # here
        {title: {vi: Cấp, en: Issue}, actor: agency, agency: Sở, outputs: [giấy phép], end: completed}
    ---
    # file: procedure.yaml
    id: CL-02
    title: {vi: Khai sinh, en: Birth}
    field: {vi: Hộ tịch, en: Civil status}
    steps: {enter: {title: {vi: Ghi sổ, en: Enter the register}, role: officer, end: completed}}
    # file: procedure-2.yaml
    id: CL-03
    title: {vi: Khai tử, en: Death}
    field: {vi: Hộ tịch, en: Civil status}
    steps:
      enter: {title: {vi: Ghi sổ, en: Enter the register}, role: head, end: completed}  # here
Good:
    id: CL-04
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps:
      receive: {title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}, role: officer, next: sign}
      sign: {title: {vi: Ký giấy phép, en: Sign the permit}, role: head, outputs: [Giấy phép], end: completed}
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from isoqms.graph.flow import Node, ways
from isoqms.graph.reach import onward, reached
from isoqms.problem import Ground, Severity
from isoqms.procedure import Actor, Procedure, Step, once
from isoqms.rules.engine import Objection
from isoqms.rules.results import Evidence, Found
from isoqms.rules.system import System
from isoqms.words import Message, Text

ID = "public/overlap"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("4.4.1", "5.3")
EVIDENCE = (Evidence.PROCEDURE, Evidence.ORGANISATION)

Doer: TypeAlias = frozenset[str]
Duty: TypeAlias = tuple[str, str, str]
"""An office, a field and what is done there, in plain words."""


class Done(NamedTuple):
    """Where a duty is first met: the procedure, its step, and who does it."""

    procedure: str
    step: str
    doer: Doer


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Object to what two roles or agencies do, or give."""
    steps = [step for step in procedure.steps.values() if _doer(step)]
    for number, step in enumerate(steps):
        for other in steps[:number]:
            if (
                _doer(other) != _doer(step)
                and (what := _shared(step, other))
                and _on_one_course(procedure, other, step)
            ):
                yield _overlap(step, procedure.id, other.id, what)
                break
        else:
            yield from _in_field(procedure, step, system)


def _in_field(procedure: Procedure, step: Step, system: System) -> Iterator[Found]:
    duty = _duty(procedure, step, system)
    first = _duties(system).get(duty) if duty else None
    if first is not None and first.procedure != procedure.id and not first.doer & _doer(step) and step.title:
        yield _overlap(step, first.procedure, first.step, step.title)


def _overlap(step: Step, procedure: str, other: str, what: Text) -> Objection:
    message = Message(
        "“{what}” is done both in “{step}” and in “{other}” of {procedure}, by different people",
        what=what,
        step=step.id,
        other=other,
        procedure=procedure,
    )
    fix = Message("leave it to one of them, or say in title and output what the other one adds")
    return Objection(step.at, step.id, message, fix)


def _doer(step: Step) -> Doer:
    if step.actor is Actor.AGENCY and step.agency:
        return frozenset((_plain(step.agency),))
    return frozenset(step.role) if step.actor is None else frozenset()


def _shared(step: Step, other: Step) -> Text | None:
    """Return what two steps both do or give."""
    if step.title and other.title and _plain(step.title) == _plain(other.title):
        return step.title
    given = {_plain(output) for output in other.outputs}
    return next((output for output in step.outputs if _plain(output) in given), None)


def _on_one_course(procedure: Procedure, first: Step, second: Step) -> bool:
    if first.variants and second.variants and not set(first.variants) & set(second.variants):
        return False
    return second.id in _after(procedure, first.id) or first.id in _after(procedure, second.id)


@once
def _after(procedure: Procedure, step: str) -> Collection[Node]:
    start: Node = step
    return reached(onward((way.source, way.target) for way in ways(procedure)), start)


def _duty(procedure: Procedure, step: Step, system: System) -> Duty | None:
    if step.actor is not None or not step.title or not procedure.field:
        return None
    return procedure.office or "", _plain(procedure.field), _plain(step.title)


@once
def _duties(system: System) -> Mapping[Duty, Done]:
    """Return what is done in each field of each office, with the first procedure, by its id, in which it is."""
    found: dict[Duty, Done] = {}
    for procedure in sorted(system.covered(), key=lambda each: each.id):
        for step in procedure.steps.values():
            if duty := _duty(procedure, step, system):
                found.setdefault(duty, Done(procedure.id, step.id, _doer(step)))
    return found


def _plain(text: Text) -> str:
    return " ".join(text.render("vi").casefold().split())
