"""A dossier does not go back and forth between two roles.

Why: Every change of hands is a wait in a line; what comes back has to be read again.
Found: A step of one role between two of another, all in a row, neither of them there to decide: the first role does
    all three. Or a way back from a step of one role to one of another inside the office: whoever finds a fault mends
    it at once.
Decides: The office, or the issuer of the rule that lays the steps down.
Takes for granted: The other role takes as many minutes for the work; mending a fault on the spot takes no more minutes
    than noticing it.
Left to people: Has the first role the knowledge and the powers for it?
Example:
    id: HT-01
    title: {vi: Thay đổi hộ tịch, en: Change a civil status entry}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, work: 10 phút, next: copy}
      copy: {title: {vi: Sao lục, en: Copy it}, role: expert, work: 5 phút, next: enter}  # here
      enter: {title: {vi: Ghi sổ, en: Enter it}, role: officer, work: 10 phút, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}
Near miss:
    id: HT-02
    title: {vi: Thay đổi hộ tịch, en: Change a civil status entry}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, work: 10 phút, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, next: enter}
      enter: {title: {vi: Ghi sổ, en: Enter it}, role: officer, work: 10 phút, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from isoqms.graph.loops import Loop, loops
from isoqms.improve.opportunities.deciding import of_order
from isoqms.improve.opportunities.opportunity import Effort, Found
from isoqms.improve.opportunities.rows import of_office, rows
from isoqms.improve.opportunities.view import View
from isoqms.improve.opportunities.words import named, percent
from isoqms.procedure import Procedure, Step
from isoqms.words import Message

ID = "end-ping-pong"
EFFORT = Effort.REVISE


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield the steps in between, and the ways back inside the office."""
    for row in rows(procedure):
        for before, step, after in zip(row, row[1:], row[2:], strict=False):
            changes_hands = before.role == after.role != step.role and all(map(of_office, (before, step, after)))
            decides = view.decides(step) or view.decides(before)
            if changes_hands and not decides and not step.in_variant:
                yield _in_between(procedure, view, before, step)
    for loop in loops(procedure):
        source = procedure.steps[loop.back.source]
        if all(map(of_office, loop.steps)) and source.role != loop.head.role and _share(loop) is not None:
            yield _back(procedure, view, source, loop)


def _in_between(procedure: Procedure, view: View, before: Step, step: Step) -> Found:
    role = {"role": list(before.role), **({"batch": None} if step.batch else {})}
    return Found(
        at=step.at,
        place=step.id,
        title=Message("“{step}” by whoever does “{before}”", step=named(step), before=named(before)),
        decision=of_order(view, procedure, [step]),
        steps=(before.id, step.id),
        changes=({"procedure": procedure.id, "step": step.id, "set": role},),
        questions=(Message("has this role the knowledge and the powers for it?"),),
    )


def _back(procedure: Procedure, view: View, source: Step, loop: Loop) -> Found:
    return Found(
        at=loop.back.at,
        place=f"{source.id}.{loop.head.id}",
        title=Message(
            "Whoever finds a fault in “{step}” mends it, instead of sending it back to “{head}”",
            step=named(source),
            head=named(loop.head),
        ),
        decision=of_order(view, procedure, [source]),
        steps=(source.id, loop.head.id),
        changes=({"procedure": procedure.id, "step": source.id, "to": loop.head.id, "set": {"share": "0 %"}},),
        assumes=Message(
            "mending on the spot takes no more minutes; {share} of the dossiers go back today",
            share=percent(_share(loop) or Fraction(0)),
        ),
        questions=(Message("how many minutes does it take to mend such a fault on the spot?"),),
    )


def _share(loop: Loop) -> Fraction | None:
    branch = loop.back.branch
    return branch.share if branch is not None and branch.to == loop.head.id else None
