"""What is missing is seen before or while the dossier is handed in.

Why: A dossier that goes back for papers costs the applicant a trip and days, and is read twice.
Found: Loops in which the applicant supplements something, with a stated share of the dossiers that go this way; all
    loops of a procedure together, since one check serves them all.
Decides: The office: guidance and a thorough check at receipt are its own arrangement.
Takes for granted: Half of those dossiers are complete the first time, and each receipt takes a fifth longer. These are
    assumptions, to be replaced by what the office finds out.
Left to people: Which papers are missing most often, and why?
Example:
    id: TN-01
    title: {vi: Hỗ trợ, en: Support}
    steps:
      receive:
        title: {vi: Tiếp nhận, en: Receive}
        role: officer
        work: 10 phút
        next: [{to: sign, default: true}, {to: more, share: 20 %, at_most: 1}]  # here
      more: {title: {vi: Bổ sung, en: Supplement}, actor: applicant, wait: 2 ngày, clock: stopped, next: receive}
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}
Near miss:
    id: TN-02
    title: {vi: Hỗ trợ, en: Support}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, work: 10 phút, next: check}
      check:
        title: {vi: Soát, en: Check}
        role: expert
        work: 5 phút
        next: [{to: sign, default: true}, {to: receive, share: 20 %, at_most: 1}]
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from isoqms.graph.loops import Loop, loops
from isoqms.improve.opportunities.deciding import own_arrangement
from isoqms.improve.opportunities.opportunity import Effort, Found
from isoqms.improve.opportunities.rows import of_office
from isoqms.improve.opportunities.view import View
from isoqms.improve.opportunities.words import named, percent
from isoqms.procedure import Actor, Branch, Procedure, Step
from isoqms.words import Message

ID = "check-at-intake"
EFFORT = Effort.ARRANGE

STILL_SHARE: Final = 0.5
"""The share of those dossiers that still has to be supplemented."""
LONGER: Final = 1.2
"""By how much each receipt takes longer."""


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield once a procedure in which dossiers go back to the applicant, with all the ways on which they do."""
    found: dict[tuple[str, str | None], tuple[Step, Branch]] = {}
    for loop in loops(procedure):
        entry = _entry(procedure, loop) if any(step.actor is Actor.APPLICANT for step in loop.steps) else None
        if entry is not None:
            found.setdefault((entry[0].id, entry[1].to), entry)
    if found:
        yield _found(procedure, list(found.values()))


def _entry(procedure: Procedure, loop: Loop) -> tuple[Step, Branch] | None:
    """Return the step of the office at which a dossier is sent into the loop, and the branch with its share."""
    inside = {step.id for step in loop.steps}
    for step in loop.steps:
        for branch in step.next:
            goes_round = branch.to in inside and len(step.next) > 1 and branch.share is not None
            if of_office(step) and goes_round and _leads_to_applicant(procedure, branch.to or ""):
                return step, branch
    return None


def _leads_to_applicant(procedure: Procedure, id_: str) -> bool:
    """Say whether the applicant acts at a step, or right after it."""
    step = procedure.steps[id_]
    after = [procedure.steps[str(branch.to)] for branch in step.next if branch.to in procedure.steps]
    return any(each.actor is Actor.APPLICANT for each in (step, *after))


def _found(procedure: Procedure, entries: list[tuple[Step, Branch]]) -> Found:
    intake = next((each for each in procedure.steps.values() if of_office(each)), entries[0][0])
    fewer = [
        {"procedure": procedure.id, "step": step.id, "to": branch.to, "scale": {"share": STILL_SHARE}}
        for step, branch in entries
    ]
    longer = {"procedure": procedure.id, "step": intake.id, "scale": {"work": LONGER}}
    percents = [percent(branch.share or Fraction(0)) for _, branch in entries]
    return Found(
        at=entries[0][1].at,
        place=intake.id,
        title=Message("Check thoroughly in “{intake}”, so that fewer dossiers are sent back", intake=named(intake)),
        decision=own_arrangement(),
        steps=tuple(dict.fromkeys((intake.id, *(step.id for step, _ in entries)))),
        changes=(*fewer, *([longer] if intake.work else [])),
        assumes=Message(
            "half of the dossiers that are sent back today ({shares} of those that come to the step) are complete the "
            "first time; each receipt takes 20 % longer",
            shares=percents,
        ),
        questions=(Message("which papers are missing most often, and why?"),),
    )
