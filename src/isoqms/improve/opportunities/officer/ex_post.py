"""What hardly ever changes the decision is checked after it, not before.

Why: All dossiers wait for a check that turns back next to none.
Found: A step of another agency that is asked and after which every dossier goes on the same way, whatever the answer,
    and whose answer nothing takes up; or a check of the office after which at most 5 % of the dossiers are refused.
    What the title or the result of the procedure names, or what goes on beside other steps, is no check.
Decides: The issuer of the rule that requires the check beforehand; where none is named, the office is asked.
Takes for granted: The later check is no longer in the dossier's way. The minutes people work on it then are not
    simulated, so that what others gain is a little too high.
Left to people: What harm is done if a wrong decision is found out later, and can it be undone?
Example:
    id: XM-01
    title: {vi: Xác nhận, en: A confirmation}
    steps:
      receive: {title: {vi: Nhận, en: Receive}, role: officer, work: 5 phút, next: ask}
      ask: {title: {vi: Trả lời xác minh, en: Answer}, actor: agency, wait: 3 ngày, next: sign}  # here
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}
Near miss:
    id: XM-02
    title: {vi: Xác nhận, en: A confirmation}
    steps:
      receive: {title: {vi: Nhận, en: Receive}, role: officer, work: 5 phút, next: ask}
      ask:
        title: {vi: Trả lời xác minh, en: Answer}
        actor: agency
        wait: 3 ngày
        next: [{to: sign, default: true}, {end: refused, share: 20 %}]
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from isoqms.graph.flow import Passage
from isoqms.improve.opportunities.deciding import of_substance
from isoqms.improve.opportunities.opportunity import Effort, Found
from isoqms.improve.opportunities.rows import into, of_office, only_next
from isoqms.improve.opportunities.view import View
from isoqms.improve.opportunities.words import named, percent, plain, plain_all
from isoqms.procedure import Actor, Branch, Clock, Ending, Procedure, Step
from isoqms.words import Message

ID = "ex-post"
EFFORT = Effort.INVEST

RARE: Final = Fraction(5, 100)
"""The largest share of dossiers a check may refuse so that it can follow the decision."""
_NEGATIVE: Final = (Ending.REFUSED, Ending.RETURNED, Ending.STOPPED)


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield the checks that could follow the decision."""
    for step in procedure.steps.values():
        if step.id == procedure.first or step.clock is Clock.NOT_STARTED:
            continue
        if step.actor is Actor.AGENCY and only_next(procedure, step) and not _is_service(procedure, step):
            way: dict[str, Any] = {"procedure": procedure.id, "step": step.id, "remove": True}
            yield _found(procedure, view, step, (way,), None)
        elif refusal := _rare_refusal(procedure, view, step):
            gone = {"procedure": procedure.id, "step": step.id, "remove": True}
            ending = {"to": refusal.to} if refusal.to else {"end": str(refusal.end)}
            pass_ = {"procedure": procedure.id, "step": step.id, **ending, "set": {"share": "0 %"}}
            yield _found(procedure, view, step, (gone, pass_), refusal.share)


def _is_service(procedure: Procedure, step: Step) -> bool:
    """Say whether what another agency does is needed later, or is a part of what the applicant came for."""
    later = plain_all(procedure.result).union(*(plain_all(each.inputs) for each in procedure.steps.values()))
    wanted = [plain(procedure.title), *plain_all(procedure.result)]
    named_there = any(plain(named(step)) in words for words in wanted)
    beside = any(way.passage is Passage.ALL for way in into(procedure, step.id))
    return named_there or beside or not plain_all(step.outputs).isdisjoint(later)


def _rare_refusal(procedure: Procedure, view: View, step: Step) -> Branch | None:
    """Return the branch by which a check of the office refuses a few dossiers; None where it is not such a check."""
    if not of_office(step) or view.decides(step) or len(step.next) != 2 or _is_intake(procedure, step):
        return None
    bad = [branch for branch in step.next if _refuses(procedure, branch)]
    if len(bad) != 1 or bad[0].share is None or bad[0].share > RARE:
        return None
    return bad[0]


def _is_intake(procedure: Procedure, step: Step) -> bool:
    """Say whether the step is the first of the office: what is outside its competence must not be let in."""
    return step is next((each for each in procedure.steps.values() if of_office(each)), None)


def _refuses(procedure: Procedure, branch: Branch) -> bool:
    if branch.end is not None:
        return branch.end in _NEGATIVE
    target = procedure.steps.get(branch.to or "")
    return target is not None and target.end in _NEGATIVE and bool(into(procedure, target.id))


def _found(
    procedure: Procedure, view: View, step: Step, changes: tuple[dict[str, Any], ...], share: Fraction | None
) -> Found:
    title = Message("“{step}” after the decision instead of before", step=named(step))
    today = Message("{share} of the dossiers are refused there today", share=percent(share or Fraction(0)))
    return Found(
        at=step.at,
        place=step.id,
        title=title,
        decision=of_substance(view, procedure, [step]),
        steps=(step.id,),
        changes=changes,
        assumes=Message("the minutes of the later check are not counted; {today}", today=today)
        if share is not None
        else Message("what another agency does after the decision is not counted"),
        questions=(Message("what harm is done if a wrong decision is found out later, and can it be undone?"),),
    )
