"""Who may decide a change: read from what the file says of a step or paper, else from the number of its rule.

What a rule requires only its issuer can change; what exceeds the office is a proposal to that issuer. Where no rule is
named nobody is guessed: the question goes to the office. How its own people share their own work the office decides
itself, unless the steps come from a document issued above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from isoqms.improve.opportunities.opportunity import Decision
from isoqms.improve.opportunities.view import View
from isoqms.procedure import Authority, LegalRule, Paper, Procedure, Step
from isoqms.procedure.issuing import RANKS, issuer, issuer_of_rule
from isoqms.words import Message, Renderable, Text

_NUMBERED: Final = re.compile(r"(?:Nghị định |Thông tư |Quyết định )?\d+/")
"""How the name of a document begins that is cited by its number."""


def own_arrangement() -> Decision:
    """Return the decision on what an office arranges among its own people."""
    return Decision(Authority.OFFICE, (Message("how the office shares out its own work"),))


def own_promise() -> Decision:
    """Return the decision on the limit an office commits itself to."""
    return Decision(Authority.OFFICE, (Message("the limit to which the office commits itself"),))


def of_order(view: View, procedure: Procedure, steps: Iterable[Step]) -> Decision:
    """Return who decides in what order and by whom of its own people `steps` are done."""
    found = [_of_step(view, procedure, step) for step in steps]
    return highest([each or own_arrangement() for each in found])


def of_hours(view: View, procedure: Procedure, step: Step) -> Decision:
    """Return who decides at which hours a step is done: the office, unless the hours come with the step from above."""
    above = view.procedures.get(procedure.adopts.id) if procedure.adopts else None
    same = above is not None and step.id in above.steps and above.steps[step.id].batch == step.batch
    laid_down = same or bool(step.changed_by)
    return of_order(view, procedure, [step]) if laid_down else own_arrangement()


def of_substance(view: View, procedure: Procedure, steps: Iterable[Step]) -> Decision:
    """Return who decides whether `steps` are done at all, and by which authority."""
    decisions = []
    for step in steps:
        name = step.title or Text.of(step.id)
        asked = Message("which rule requires “{step}”? Write it under legal_basis, with who may change it", step=name)
        decisions.append(_of_step(view, procedure, step) or Decision(None, (), asked))
    return highest(decisions)


def of_paper(procedure: Procedure, paper: Paper) -> Decision:
    """Return who decides whether a paper is asked for."""
    rule = procedure.legal_basis.get(paper.required_by or "")
    if rule is not None:
        return _of_rule(rule)
    if paper.required_by:
        by = issuer(paper.required_by)
        asked = None if by else Message("who issued “{rule}”, and who may change it?", rule=paper.required_by)
        return Decision(by, (Text.of(paper.required_by),), asked)
    return Decision(None, (), Message("which rule asks for “{paper}”?", paper=paper.paper))


def of_whole(procedure: Procedure) -> Decision:
    """Return who decides whether there is such a procedure: the issuer of the highest rule it stands on."""
    if not procedure.legal_basis:
        asked = Message("which rule lays down “{procedure}”?", procedure=procedure.title)
        return Decision(None, (), asked)
    found = highest([_of_rule(rule) for rule in procedure.legal_basis.values()])
    if found.question is None and len(found.basis) > 1:
        return replace(found, question=Message("which of these rules would have to be amended?"))
    return found


def of_fee(procedure: Procedure, fees: Iterable[str]) -> Decision:
    """Return who decides how fees are paid: the issuer of the rule they stand on, else the office."""
    rules = [fee.basis for id_ in fees if (fee := procedure.fees.get(id_)) and fee.basis]
    decisions = []
    for basis in rules:
        rule = procedure.legal_basis.get(basis)
        decisions.append(_of_rule(rule) if rule else Decision(issuer(basis), (Text.of(basis),)))
    return highest(decisions or [own_arrangement()])


def _of_step(view: View, procedure: Procedure, step: Step) -> Decision | None:
    """Return who may change a step by what is written; None where nothing is."""
    rules = [rule for id_ in step.legal_basis if (rule := procedure.legal_basis.get(id_))]
    if step.changed_by is not None:
        return Decision(step.changed_by, tuple(_named(rule) for rule in rules))
    if rules:
        return highest([_of_rule(rule) for rule in rules])
    above = view.procedures.get(procedure.adopts.id) if procedure.adopts else None
    if above is None or step.id not in above.steps:
        return _issued_above(procedure)
    document = above.source.document if above.source else ""
    by = issuer(document)
    asked = None if by else Message("who issued “{procedure}”, which is adopted here?", procedure=above.title)
    return Decision(by, (Text.of(document or above.id),), asked)


def _issued_above(procedure: Procedure) -> Decision | None:
    """Return who issued a procedure that is itself a numbered document of an authority above; None where it is not."""
    held = (procedure.issue and procedure.issue.decision, procedure.source and procedure.source.document)
    for document in held:
        if document and _NUMBERED.match(document) and (by := issuer(document)):
            return Decision(by, (Text.of(document),))
    return None


def _of_rule(rule: LegalRule) -> Decision:
    by = issuer_of_rule(rule)
    asked = None if by else Message("who issued “{rule}”, and who may change it?", rule=rule.document)
    return Decision(by, (_named(rule),), asked)


def _named(rule: LegalRule) -> Renderable:
    return Text.of(f"{rule.article}, {rule.document}" if rule.article else rule.document)


def highest(decisions: list[Decision]) -> Decision:
    """Return the decision that needs the highest authority; one that is not known outweighs those that are."""
    unknown = [each for each in decisions if each.by is None]
    most = max((each.by for each in decisions if each.by), key=RANKS.index, default=None)
    top = unknown or [each for each in decisions if each.by is most]
    basis = dict.fromkeys(each for decision in top for each in decision.basis)
    question = next((each.question for each in top if each.question), None)
    return Decision(top[0].by, tuple(basis), question)
