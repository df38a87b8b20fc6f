"""A small matter is decided at the counter, while the applicant waits.

Why: Where reading and deciding take minutes, the days go into carrying the dossier from line to line.
Found: Between receipt and return all steps are done by people of the office in at most 60 minutes together, in one row,
    with nobody else to ask; the result is handed out at the counter where the dossier came in.
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
from typing import Final

from isoqms.improve.opportunities.deciding import of_substance
from isoqms.improve.opportunities.opportunity import Effort, Found, Relief
from isoqms.improve.opportunities.rows import of_office, rows
from isoqms.improve.opportunities.times import added_work, usual_work
from isoqms.improve.opportunities.view import View
from isoqms.procedure import Procedure, Step
from isoqms.words import Message

ID = "counter-decision"
EFFORT = Effort.INVEST

MOST_MINUTES: Final = 60
"""Usual minutes of all work between receipt and return of what an applicant can wait for."""


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield once a procedure whose work fits on the counter."""
    for row in rows(procedure):
        receive, *inner, back = row
        if not inner or not _at_one_counter(receive, back) or not all(map(_can_be_done_there, inner)):
            continue
        work, usual = added_work(inner, view.convention(procedure)), usual_work(inner, view.convention(procedure))
        elsewhere = {step.role for step in inner} - {receive.role}
        if work is not None and usual is not None and usual <= MOST_MINUTES and elsewhere:
            yield _found(procedure, view, row, work)


def _at_one_counter(receive: Step, back: Step) -> bool:
    return receive.counter is not None and receive.counter == back.counter and receive.role == back.role


def _can_be_done_there(step: Step) -> bool:
    return of_office(step) and not (step.wait or step.in_variant or step.join or step.visits)


def _found(procedure: Procedure, view: View, row: tuple[Step, ...], work: dict[str, object]) -> Found:
    receive, first, *others, back = row
    comes_again = (back.visits or 0) > 0 and (receive.visits or 0) > 0
    there = {"role": list(receive.role), "work": work, **({"batch": None} if first.batch else {})}
    waits = [{"procedure": procedure.id, "step": back.id, "set": {"visits": 0}}] if comes_again else []
    return Found(
        at=receive.at,
        place=receive.id,
        title=Message("Receive, appraise and decide “{procedure}” at the counter", procedure=procedure.title),
        decision=of_substance(view, procedure, (first, *others)),
        steps=tuple(step.id for step in row),
        changes=(
            {"procedure": procedure.id, "step": first.id, "set": there},
            *({"procedure": procedure.id, "step": each.id, "remove": True} for each in others),
            *waits,
        ),
        assumes=Message("whoever receives the dossier does all of it, in the minutes it takes today"),
        questions=(Message("can somebody with the power to decide sit at the counter, all day or at fixed hours?"),),
        relief=Relief(visits=int(comes_again)),
    )
