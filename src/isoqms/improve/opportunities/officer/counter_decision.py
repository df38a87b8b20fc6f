"""A small matter is decided at the counter, while the applicant waits.

Why: Where reading and deciding take minutes, the days go into carrying the dossier from line to line.
Found: Between receipt and return all steps are done by people of the office in at most 60 minutes together, one after
    the other, with nobody else to ask and nothing sent back; whoever receives the dossier hands out the result at a
    counter. Refusals and requests for papers at receipt do not count.
Decides: The issuer of the rule that says who decides; where none is named, the office is asked.
Takes for granted: Whoever receives the dossier does all of it, with the minutes it takes today.
Left to people: Can somebody with the power to decide sit at the counter, all day or at fixed hours?
Example:
    id: SY-01
    title: {vi: Cấp bản sao, en: Issue a copy}
    steps:
      receive: {title: {vi: Nhận, en: Receive}, role: officer, counter: c1, visits: 1, work: 5 phút, next: look}  # here
      look: {title: {vi: Tra cứu, en: Look it up}, role: expert, work: 10 phút, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 3 phút, next: return}
      return: {title: {vi: Trả, en: Return}, role: officer, counter: c1, visits: 1, work: 3 phút, end: completed}
Near miss:
    id: SY-02
    title: {vi: Cấp bản sao, en: Issue a copy}
    steps:
      receive: {title: {vi: Nhận, en: Receive}, role: officer, counter: c1, visits: 1, work: 5 phút, next: look}
      look: {title: {vi: Tra cứu, en: Look it up}, role: expert, work: 2 giờ, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 3 phút, next: return}
      return: {title: {vi: Trả, en: Return}, role: officer, counter: c1, visits: 1, work: 3 phút, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from isoqms.graph.flow import ANY, End, Node, Way, ways
from isoqms.graph.reach import onward, reached
from isoqms.improve.opportunities.deciding import of_substance
from isoqms.improve.opportunities.opportunity import Effort, Found, Relief
from isoqms.improve.opportunities.rows import of_office
from isoqms.improve.opportunities.times import added_work, usual_work
from isoqms.improve.opportunities.view import View
from isoqms.procedure import Ending, Procedure, Step
from isoqms.words import Message

ID = "counter-decision"
EFFORT = Effort.INVEST

MOST_MINUTES: Final = 60
"""Usual minutes of all work between receipt and return of what an applicant can wait for."""


class _Course(NamedTuple):
    """The way of a dossier that gets its result: received, worked on, and handed out or sent."""

    receive: Step
    inner: tuple[Step, ...]
    back: tuple[Step, ...]


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield once a procedure whose work fits on the counter."""
    course = _course(procedure)
    if course is None or not all(map(_can_be_done_there, course.inner)):
        return
    by = view.convention(procedure)
    work, usual = added_work(course.inner, by), usual_work(course.inner, by)
    elsewhere = {step.role for step in course.inner} - {course.receive.role}
    if work is not None and usual is not None and usual <= MOST_MINUTES and elsewhere:
        yield _found(procedure, view, course, work)


def _course(procedure: Procedure) -> _Course | None:
    """Return the one way to the result; None where dossiers part before it, or others hand it out."""
    forward = [way for way in ways(procedure, ANY) if not way.loop]
    backward = onward((way.target, way.source) for way in forward)
    fruitful = reached(backward, End(Ending.COMPLETED))
    receive = next((step for step in procedure.steps.values() if of_office(step)), None)
    inner: list[Step] = []
    step = receive
    while step is not None and receive is not None:
        after = _after(procedure, forward, fruitful, step)
        if after and all(each.end is Ending.COMPLETED for each in after):
            at_counter = any(each.counter for each in after) and all(each.role == receive.role for each in after)
            return _Course(receive, tuple(inner), after) if inner and at_counter else None
        step = after[0] if len(after) == 1 else None
        inner += [step] if step else []
    return None


def _after(procedure: Procedure, forward: list[Way], fruitful: dict[Node, None], step: Step) -> tuple[Step, ...]:
    """Return the steps after which a dossier may still get its result."""
    targets = dict.fromkeys(way.target for way in forward if way.source == step.id and way.target in fruitful)
    return tuple(procedure.steps[id_] for id_ in targets if isinstance(id_, str))


def _can_be_done_there(step: Step) -> bool:
    sent_on = len({branch.to for branch in step.next}) > 1 and any(branch.share for branch in step.next)
    return of_office(step) and not (step.wait or step.in_variant or step.join or step.visits or sent_on)


def _found(procedure: Procedure, view: View, course: _Course, work: dict[str, Any]) -> Found:
    receive, (first, *others), back = course
    there = {"role": list(receive.role), "work": work, **({"batch": None} if first.batch else {})}
    again = [step for step in back if step.visits]
    return Found(
        at=receive.at,
        place=receive.id,
        title=Message("Receive, appraise and decide “{procedure}” at the counter", procedure=procedure.title),
        decision=of_substance(view, procedure, (first, *others)),
        steps=tuple(step.id for step in (receive, first, *others, *back)),
        changes=(
            {"procedure": procedure.id, "step": first.id, "set": there},
            *({"procedure": procedure.id, "step": each.id, "remove": True} for each in others),
            *({"procedure": procedure.id, "step": each.id, "set": {"visits": 0}} for each in again),
        ),
        assumes=Message("whoever receives the dossier does all of it, in the minutes it takes today"),
        questions=(Message("can somebody with the power to decide sit at the counter, all day or at fixed hours?"),),
        relief=Relief(visits=int(bool(again))),
    )
