"""Procedures that follow each other for one applicant are asked for at once.

Why: The result of one is carried by the applicant to the next counter of the same office; once would do.
Found: A paper of the dossier is the result of another procedure of the workspace, which hands in at the same office.
Decides: The issuer of the highest rule the two procedures stand on.
Takes for granted: Everybody asks for both at once, and handing in both takes no longer than handing in the first.
    Only the trip to hand in the second is priced: what is received once instead of twice is left out.
Left to people: Do both events happen together for most applicants? May the offices pass the dossier on?
Example:
    id: MT-01
    title: {vi: Mai táng phí, en: Funeral grant}
    dossier:
      - {paper: {vi: Trích lục khai tử, en: Death certificate}, from_procedure: KT-01}  # here
    steps:
      submit: {title: {vi: Nộp, en: Hand in}, actor: applicant, visits: 1, clock: not_started, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}
    ---
    id: KT-01
    title: {vi: Khai tử, en: Register a death}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}}
Near miss:
    id: MT-02
    title: {vi: Mai táng phí, en: Funeral grant}
    dossier:
      - {paper: {vi: Trích lục khai tử, en: Death certificate}, from_procedure: KT-02}
    office: ward
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}}
    ---
    id: KT-02
    title: {vi: Khai tử, en: Register a death}
    office: city
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.improve.opportunities.deciding import highest, of_whole
from isoqms.improve.opportunities.opportunity import Effort, Found, Relief
from isoqms.improve.opportunities.view import View
from isoqms.problem import Position
from isoqms.procedure import Actor, Clock, Procedure, Step
from isoqms.words import Message

ID = "linked-one-stop"
EFFORT = Effort.INVEST


def look(procedure: Procedure, view: View) -> Iterator[Found | Message]:
    """Yield the procedures of the same office whose result the applicant brings, and ask for those not at hand."""
    for paper in procedure.dossier:
        named = paper.from_procedure
        if named is None or named == procedure.id:
            continue
        other = view.procedures.get(named)
        if other is None:
            yield Message(
                "“{paper}” is the result of {procedure}, of which there is no file here: what would it spare to ask "
                "for both at once?",
                paper=paper.paper,
                procedure=named,
            )
        elif other.office == procedure.office:
            yield _linked(procedure, other, paper.at)


def _linked(procedure: Procedure, other: Procedure, at: Position) -> Found:
    steps = [step for step in procedure.steps.values() if _hands_in(step, procedure)]
    spared = {"visits": 0, "counter": None}
    return Found(
        at=at,
        place=other.id,
        title=Message("Ask for “{other}” and “{procedure}” at once", other=other.title, procedure=procedure.title),
        decision=highest([of_whole(procedure), of_whole(other)]),
        steps=tuple(step.id for step in steps),
        changes=tuple({"procedure": procedure.id, "step": step.id, "set": spared} for step in steps),
        not_simulated=None
        if steps
        else Message("no step says that the applicant comes to hand in; the papers are told"),
        assumes=Message(
            "everybody asks for both at once, and handing in both takes no longer than handing in the first"
        ),
        questions=(Message("do both come together for most applicants?"),),
        relief=Relief(visits=1, papers=1) if steps else Relief(papers=1),
    )


def _hands_in(step: Step, procedure: Procedure) -> bool:
    """Say whether the applicant comes to hand in at a step: before the time begins to count, or first of all."""
    begins = step.clock is Clock.NOT_STARTED or step.id == procedure.first
    return step.actor is Actor.APPLICANT and begins and bool(step.visits)
