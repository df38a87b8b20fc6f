"""Steps one person does one after the other become one step.

Why: Each step is a hand-over of its own: the dossier goes back into the line before the same person.
Found: A row of steps the same role does, each following whatever happens, none at other hours, at a counter, with a
    wait before it, or after a rule of its own.
Decides: The office, or the issuer of the rule that lays the steps down.
Takes for granted: The minutes of work stay the same; only the line between the steps goes.
Left to people: Can both be done in one sitting?
Example:
    id: XD-01
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps:
      draft: {title: {vi: Dự thảo, en: Draft}, role: officer, work: 30 phút, next: number}  # here
      number: {title: {vi: Ghi số, en: Number it}, role: officer, work: 5 phút, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}
Near miss:
    id: XD-02
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps:
      draft: {title: {vi: Dự thảo, en: Draft}, role: officer, work: 30 phút, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, next: number}
      number: {title: {vi: Ghi số, en: Number it}, role: officer, work: 5 phút, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from isoqms.improve.opportunities.deciding import of_order
from isoqms.improve.opportunities.opportunity import Effort, Found
from isoqms.improve.opportunities.rows import of_office, rows
from isoqms.improve.opportunities.times import added_work
from isoqms.improve.opportunities.view import View
from isoqms.improve.opportunities.words import all_named
from isoqms.procedure import Procedure, Step
from isoqms.words import Message

ID = "merge-steps"
EFFORT = Effort.REVISE


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield the rows of steps one role does."""
    for row in rows(procedure):
        for _, group in groupby(row, key=_doing):
            steps = tuple(group)
            if len(steps) > 1 and of_office(steps[0]):
                yield _found(procedure, view, steps)


def _doing(step: Step) -> object:
    """Return what must be the same in steps that could be one; a step that cannot be merged differs from all others."""
    alone = step.batch or step.wait or step.join or step.in_variant or step.visits or not step.work
    return step.id if alone else (step.role, step.counter, step.clock, step.stage)


def _found(procedure: Procedure, view: View, steps: tuple[Step, ...]) -> Found:
    work = added_work(steps, view.convention(procedure))
    first, *others = steps
    whole = {"procedure": procedure.id, "step": first.id, "set": {"work": work}}
    gone = ({"procedure": procedure.id, "step": each.id, "remove": True} for each in others)
    why_not = Message("the minutes of these steps are not given in a form that can be added")
    return Found(
        at=first.at,
        place=".".join(step.id for step in steps),
        title=Message("Do {steps} as one step", steps=[Message("“{step}”", step=each) for each in all_named(steps)]),
        decision=of_order(view, procedure, steps),
        steps=tuple(step.id for step in steps),
        changes=(whole, *gone) if work else (),
        not_simulated=None if work else why_not,
        questions=(Message("can they be done in one sitting, by the same person?"),),
    )
