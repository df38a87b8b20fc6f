"""A step that no rule requires and nobody uses is left out.

Why: Every step is a line to wait in. Steps outlive the rule or the person they were once made for.
Found: A step of the office that names no rule although others of the procedure do, that decides nothing, is passed by
    every dossier, and whose outputs no later step, record or result takes up. Where no step names a rule the office is
    asked.
Decides: The office, where the procedure is its own; else the issuer of the document the step comes from.
Left to people: Does a rule require it that is not written here?
Example:
    id: TC-01
    title: {vi: Trợ cấp, en: An allowance}
    legal_basis: {nd20: {document: 20/2021/NĐ-CP, changed_by: law}}
    steps:
      receive: {title: {vi: Nhận, en: Receive}, role: officer, work: 5 phút, legal_basis: [nd20], next: book}
      book: {title: {vi: Ghi sổ riêng, en: Enter another book}, role: expert, work: 5 phút, next: sign}  # here
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, legal_basis: [nd20], end: completed}
Near miss:
    id: TC-02
    title: {vi: Trợ cấp, en: An allowance}
    legal_basis: {nd20: {document: 20/2021/NĐ-CP, changed_by: law}}
    steps:
      receive: {title: {vi: Nhận, en: Receive}, role: officer, work: 5 phút, legal_basis: [nd20], next: book}
      book: {title: {vi: Thẩm định, en: Appraise}, role: expert, work: 5 phút, legal_basis: [nd20], next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, legal_basis: [nd20], end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.improve.opportunities.deciding import of_order
from isoqms.improve.opportunities.opportunity import Effort, Found
from isoqms.improve.opportunities.rows import of_office, only_next
from isoqms.improve.opportunities.view import View
from isoqms.improve.opportunities.words import named, plain_all
from isoqms.procedure import Procedure, Step
from isoqms.words import Message

ID = "drop-step"
EFFORT = Effort.REVISE


def look(procedure: Procedure, view: View) -> Iterator[Found | Message]:
    """Yield the steps nothing requires; ask where no step names a rule."""
    inner = [step for step in procedure.steps.values() if _is_inner(procedure, view, step)]
    if not any(step.legal_basis or step.changed_by for step in procedure.steps.values()):
        if inner:
            yield Message(
                "no step names the rule that requires it: write legal_basis or changed_by at the steps of "
                "“{procedure}”, so that those no rule requires can be found",
                procedure=procedure.title,
            )
        return
    for step in inner:
        if not (step.legal_basis or step.changed_by or step.clauses or step.records or _is_used(procedure, step)):
            yield Found(
                at=step.at,
                place=step.id,
                title=Message("Leave out “{step}”, which no rule requires", step=named(step)),
                decision=of_order(view, procedure, [step]),
                steps=(step.id,),
                changes=({"procedure": procedure.id, "step": step.id, "remove": True},),
                questions=(Message("does a rule require this step that is not written in the file?"),),
            )


def _is_inner(procedure: Procedure, view: View, step: Step) -> bool:
    """Say whether a step of the office lies between others, on the way of every dossier, and decides nothing."""
    between = step.id != procedure.first and only_next(procedure, step) is not None
    return between and of_office(step) and not view.decides(step) and not step.counter and not step.visits


def _is_used(procedure: Procedure, step: Step) -> bool:
    given = plain_all(step.outputs)
    taken = plain_all(procedure.result).union(*(plain_all(each.inputs) for each in procedure.steps.values()))
    return not given.isdisjoint(taken)
