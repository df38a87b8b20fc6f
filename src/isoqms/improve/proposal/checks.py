"""What has to be filled in or put right before a dossier is signed, and its figures worked out once more."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from isoqms.improve.cost.amounts import Saving, to_places
from isoqms.improve.cost.published import Published, discrepancies
from isoqms.improve.proposal.content import Case, Cut, Gap, LimitCut, Proposal
from isoqms.scenario import State
from isoqms.words import Message


def gaps(proposal: Proposal) -> tuple[Gap, ...]:
    """Return what a person has to fill in or put right: reasons, texts, who amends them, dates, promises too short."""
    return tuple(gap for case in proposal.cases for gap in _of_case(case))


def _of_case(case: Case) -> Iterator[Gap]:
    for cut in case.cuts:
        yield from (Gap(case.id, cut.id, message) for message in _of_cut(cut))
    promise = next((cut.id for cut in case.cuts if "committed" in cut.change.limits), "")
    yield from (Gap(case.id, promise, message) for message in case.too_short)
    if case.cost is None:
        message = Message("the cost cannot be worked out: state the income per hour and its source (compliance_cost)")
        yield Gap(case.id, "", message)
    elif case.priced is None:
        message = Message("what it costs the applicant is not stated: write it under “costs:” of the steps")
        yield Gap(case.id, "", message)
    if case.kept:
        message = Message(
            "dossiers part or meet in these steps: write the revised order by hand: {steps}", steps=case.kept
        )
        yield Gap(case.id, "", message)


def _of_cut(cut: Cut) -> Iterator[Message]:
    change = cut.change
    if cut.reason is None:
        yield Message("the reason is missing: write it under “reason:”")
    if not cut.amending:
        yield Message("how it is carried out is missing: write under “amends:” which text is amended, and how")
    for each in change.amends:
        if each.text is None:
            yield Message(
                "the text as amended is missing: write it under “amends: text:” ({rule})", rule=each.rule or "…"
            )
    if cut.decision.by is None:
        yield cut.decision.question or Message("who may decide it is not known: write it under “amends: by:”")
    if change.roadmap is None:
        yield Message("the roadmap is missing: write it under “roadmap:”")
    if change.state is None:
        yield Message("how far it has come is missing: write it under “state:”")
    elif change.state is not State.PROPOSED and not (change.document and change.date):
        yield Message("number and date of the document that decided it are missing: “document:”, “date:”")
    if cut.lacks_power and change.document:
        yield Message(
            "“{document}” is not known to be of who may decide this: name their document (and under “legal_basis:” "
            "with “changed_by:” who issued it, where its number does not tell), or write “state: proposed”",
            document=change.document,
        )


def miscounts(proposal: Proposal) -> tuple[Message, ...]:
    """Return where the figures to be printed do not follow from one another; there should be none."""
    return tuple(message for case in proposal.cases for message in _of_figures(case))


def _of_figures(case: Case) -> Iterator[Message]:
    priced = case.priced
    sums = [each for each in (priced.per_dossier, priced.yearly) if each] if priced else []
    for saving in sums:
        yield from discrepancies(_printed(saving))
    for limit in case.limits:
        if limit.days_saved is not None:
            yield from discrepancies(_printed_days(limit))


def _printed(saving: Saving) -> Published:
    return Published(Decimal(saving.before), Decimal(saving.after), Decimal(saving.saved), saving.percent)


def _printed_days(limit: LimitCut) -> Published:
    """Return the days of a limit as the dossier prints them."""
    assert limit.days_before is not None and limit.days_after is not None and limit.days_saved is not None
    days = [to_places(each, 2) for each in (limit.days_before, limit.days_after, limit.days_saved)]
    return Published(Decimal(0), Decimal(0), days_before=days[0], days_after=days[1], days_saved=days[2])
