"""Of what kind a change is, who may decide it, and which texts have to be amended for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from isoqms.improve.opportunities import deciding
from isoqms.improve.opportunities.opportunity import Decision
from isoqms.improve.opportunities.view import View
from isoqms.improve.proposal.content import Amending, Content
from isoqms.procedure import Authority, LegalRule, Procedure, Step
from isoqms.procedure.differences import Difference
from isoqms.procedure.issuing import RANKS, is_decided_by, issuer, issuer_of_rule
from isoqms.scenario import Change, State
from isoqms.scenario.in_dossier import papers_called
from isoqms.scenario.scenario import Amendment
from isoqms.words import Message, Text

_FIELDS: Final = {
    "next": Content.ORDER,
    "parallel": Content.ORDER,
    "end": Content.ORDER,
    "join": Content.ORDER,
    "variants": Content.ORDER,
    "pays": Content.FEE,
    "visits": Content.TRIP,
    "counter": Content.TRIP,
    "costs": Content.TASK,
    "papers": Content.TASK,
    "fields": Content.TASK,
}
"""What a change of a field of a step is of; of any other field it is one of the time and manner of the step."""


def content_of(change: Change, differences: Collection[Difference]) -> Content:
    """Return of what kind a change is."""
    if change.post or change.role:
        return Content.PEOPLE
    if change.demand is not None and change.demand.scale == 0:
        return Content.ABOLISH
    if change.remove and change.step:
        return Content.STEP
    if change.limits:
        return Content.LIMIT
    if change.paper:
        return Content.COMPONENT
    if change.step:
        fields = [each.path[2] for each in differences if len(each.path) > 2]
        if change.leads_to:
            return Content.ORDER
        return next((_FIELDS[name] for name in fields if name in _FIELDS), Content.TIME)
    return Content.OTHER


def decision_of(change: Change, content: Content, procedure: Procedure, view: View) -> Decision:
    """Return who may decide a change: by the texts it says it amends, else by what the procedure stands on."""
    named = [_authority(each, procedure) for each in change.amends]
    if named:
        basis = tuple(Text.of(_document(each, procedure)) for each in change.amends if each.rule)
        by = None if None in named else max((each for each in named if each), key=RANKS.index)
        return Decision(by, basis, None if by else Message("who may amend the texts named?"))
    steps = [step for id_ in [change.step] if id_ and (step := procedure.steps.get(id_))]
    return _by_content(change, content, procedure, steps, view)


def _by_content(change: Change, content: Content, procedure: Procedure, steps: Sequence[Step], view: View) -> Decision:
    match content:
        case Content.ABOLISH:
            return deciding.of_whole(procedure)
        case Content.LIMIT:
            return _of_limits(change, procedure)
        case Content.COMPONENT if found := papers_called(procedure, change.paper or ""):
            return deciding.of_paper(procedure, procedure.dossier[found[0]])
        case Content.STEP | Content.TRIP | Content.TASK if steps:
            return deciding.of_substance(view, procedure, steps)
        case Content.FEE if steps:
            return deciding.of_fee(procedure, steps[0].pays)
        case Content.ORDER | Content.TIME if steps:
            return deciding.of_order(view, procedure, steps)
        case _:
            return deciding.own_arrangement()


def _of_limits(change: Change, procedure: Procedure) -> Decision:
    """Return who decides on limits: an office on what it commits itself to, the issuer of its rule on the legal one."""
    if "legal" not in change.limits:
        return deciding.own_promise()
    legal = procedure.limits.legal
    rule = procedure.legal_basis.get(legal.basis or "") if legal else None
    if rule is not None:
        return Decision(issuer_of_rule(rule), (Text.of(_cited(rule)),))
    if legal and legal.basis:
        return Decision(issuer(legal.basis), (Text.of(legal.basis),))
    return Decision(None, (), Message("which rule lays down the legal limit?"))


def amending_of(
    change: Change, decision: Decision, procedure: Procedure, differences: tuple[Difference, ...]
) -> Iterator[Amending]:
    """Yield the texts to amend: those the change names, else the office's own procedure where the office may decide."""
    for each in change.amends:
        rule = procedure.legal_basis.get(each.rule or "")
        document = Text.of(_document(each, procedure) or procedure.id)
        article = each.article or (rule.article if rule else None)
        yield Amending(document, article, each.text, _authority(each, procedure))
    if not change.amends and decision.by is Authority.OFFICE:
        own = Message("the office's own procedure {id}", id=procedure.id)
        if change.post or change.role:
            own = Message("how the office shares out its people")
        yield Amending(own, None, None, Authority.OFFICE, differences)


def lacks_power(change: Change, decision: Decision, procedure: Procedure) -> bool:
    """Say whether a change counts as decided by a paper that is not known to be of who may decide it."""
    if change.state in (None, State.PROPOSED) or decision.by in (None, Authority.OFFICE):
        return False
    return not is_decided_by(change.document, decision.by, procedure.legal_basis.values())


def _authority(amendment: Amendment, procedure: Procedure) -> Authority | None:
    rule = procedure.legal_basis.get(amendment.rule or "")
    known = rule.changed_by if rule else None
    return amendment.by or known or issuer(_document(amendment, procedure))


def _document(amendment: Amendment, procedure: Procedure) -> str:
    """Return the number of the document to amend; nothing where the change does not name one."""
    rule = procedure.legal_basis.get(amendment.rule or "")
    return rule.document if rule else amendment.rule or ""


def _cited(rule: LegalRule) -> str:
    return f"{rule.article}, {rule.document}" if rule.article else rule.document
