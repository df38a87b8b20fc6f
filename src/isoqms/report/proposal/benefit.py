"""What a proposal brings: cost before, after, saved and its rate; limits before and after; what the changes share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from isoqms.improve.comparison import Comparison
from isoqms.improve.cost.amounts import Saving
from isoqms.improve.cost.comparison import Comparison as CostComparison
from isoqms.improve.proposal.content import Case, Cut, LimitCut
from isoqms.report import comparison_text
from isoqms.report.cost_text import SUMS, by_number, particulars, sum_label
from isoqms.report.cost_words import decimal, grouped, percent
from isoqms.report.document.content import Block, Cell, Row, Table
from isoqms.report.names import LIMITS
from isoqms.report.proposal.telling import Telling
from isoqms.report.proposal.words import limit_before
from isoqms.words import Message

_COSTS: Final = (
    ("item", Message("Item"), 14.0),
    ("times", Message("Times"), 9.0),
    ("minutes", Message("Minutes"), 11.0),
    ("money", Message("Money"), 10.0),
    ("before", Message("Before"), 15.5),
    ("after", Message("After"), 15.0),
    ("saved", Message("Saved"), 13.5),
    ("rate", Message("Rate"), 12.0),
)
_TIMES: Final = (
    ("limit", Message("Limit"), 30.0),
    ("before", Message("Before"), 20.0),
    ("after", Message("After"), 20.0),
    ("saved", Message("Working days saved"), 16.0),
    ("rate", Message("Rate of time"), 14.0),
)


ALL_CHANGES: Final = Message("All changes together")
"""The last row of a table of shares."""


def benefit(telling: Telling, case: Case) -> Iterator[Block]:
    """Yield what the changes of a procedure bring; cost and days stand apart and are never added."""
    yield from _cost(telling, case)
    yield from _time(telling, case)
    yield from shares(telling, case)


def _cost(telling: Telling, case: Case) -> Iterator[Block]:
    income = telling.proposal.incomes.get(case.id)
    if case.cost is None or income is None:
        reason = Message("Cost of complying: not worked out, the income per hour and its source are not stated.")
        yield telling.paragraph(reason)
        return
    if case.priced is None:
        yield telling.paragraph(Message("Cost of complying: cannot be said."))
    else:
        yield telling.paragraph(
            Message(
                "Cost of complying, on average for a dossier (C = W + F), in {currency}. An hour counts as {amount}. "
                "Source: {source}",
                currency=income.currency or Message("units of the currency"),
                amount=telling.amount(case, income.per_hour),
                source=income.source,
            )
        )
        yield telling.table(f"cost-{case.id}", _COSTS, list(_cost_rows(telling, case, case.priced)))
        if parts := by_number(case.priced, income.currency, telling.lang):
            yield telling.paragraph(parts)
    for each in case.cost.unknown:
        yield telling.item(Message("Not known: {what}", what=each))
    for each in case.cost.assumed:
        yield telling.item(Message("Assumed: {what}", what=each))


def _cost_rows(telling: Telling, case: Case, cost: CostComparison) -> Iterator[Row]:
    for pair in cost.items():
        yield _row(telling, [pair.item.title, *particulars(pair, telling.lang)], pair.saving)
    for label, of in SUMS:
        yield _row(telling, [sum_label(label, cost), "", "", ""], cost.saving(of), total=True)
    if cost.yearly:
        label = Message("A year (T = C × n × N)")
        yield _row(telling, [label, _dossiers(telling, case), "", ""], cost.yearly, total=True)


def _dossiers(telling: Telling, case: Case) -> str:
    assert case.cost is not None
    found = [
        decimal(each, telling.lang)
        for each in (case.cost.before.dossiers, case.cost.after.dossiers)
        if each is not None
    ]
    return " → ".join(dict.fromkeys(found))


def _row(telling: Telling, first: list[object], saving: Saving, total: bool = False) -> Row:
    numbers = [grouped(each, telling.lang) for each in (saving.before, saving.after, saving.saved)]
    cells = [Cell(telling.say(each), strong=total, centred=number > 0) for number, each in enumerate(first)]
    cells += [Cell(each, strong=total, centred=True) for each in (*numbers, percent(saving.percent, telling.lang))]
    return Row(tuple(cells), total=total)


def _time(telling: Telling, case: Case) -> Iterator[Block]:
    if not case.limits:
        yield telling.paragraph(Message("Time limits: no change."))
    else:
        yield telling.paragraph(Message("Time limits before and after; they are no cost and are not added to it."))
        yield telling.table(f"limits-{case.id}", _TIMES, [_limit(telling, each) for each in case.limits])
    yield from (telling.paragraph(Message("Mind: {warning}", warning=each)) for each in case.too_short)


def _limit(telling: Telling, cut: LimitCut) -> Row:
    saved, rate = cut.days_saved, None
    if saved is not None and cut.days_before:
        rate = 100 * saved / cut.days_before
    texts = [
        telling.say(before) if (before := limit_before(cut)) else "–",
        telling.say(cut.after) if cut.after else "–",
        "–" if saved is None else decimal(saved, telling.lang),
        "–" if rate is None else f"{decimal(rate, telling.lang)} %",
    ]
    return Row((Cell(telling.say(LIMITS[cut.name])), *(Cell(each, centred=True) for each in texts)))


def shares(telling: Telling, case: Case) -> Iterator[Block]:
    """Yield the share of each change in the time saved by simulation, and in the cost saved."""
    found = telling.simulated
    if reason := why_no_shares(telling, case):
        yield telling.paragraph(Message("Share of each change in the time saved: {reason}.", reason=reason))
    elif found is not None:
        said = Message(
            "Share of each change in the time saved, estimated by simulation (± is the margin of error, 95 %):"
        )
        yield telling.paragraph(said)
        yield _shares_of_time(telling, case, found)
        yield from (telling.paragraph(each) for each in comparison_text.foundations(found, telling.lang, case.id))
    if case.cost_shares:
        yield telling.paragraph(Message("Share of each change in the cost of a dossier saved:"))
        yield telling.table(f"cost-shares-{case.id}", _SHARED, list(_shared(telling, case)))
        yield from _by_rounding(telling, case)


def why_no_shares(telling: Telling, case: Case) -> Message | None:
    """Return why nothing tells the shares in the time saved; None where a simulation does."""
    found = telling.simulated
    if found is not None and case.id in found.procedures and comparison_text.has_shares(found, case.id):
        return None
    return telling.unsimulated or _without_shares(found, case) or Message("not simulated")


def _without_shares(found: Comparison | None, case: Case) -> Message | None:
    """Return why a procedure that was simulated has no shares."""
    attributions = found.attributions if found else ()
    return next((each.saving.reason for each in attributions if each.procedure == case.id), None)


def _shares_of_time(telling: Telling, case: Case, found: Comparison) -> Table:
    heads = comparison_text.heads(found, case.id, telling.lang)
    rows = comparison_text.rows(found, case.id, telling.lang)
    told = tuple(Row(tuple(Cell(each, centred=at > 0) for at, each in enumerate(row))) for row in rows)
    keys, others = tuple(f"column{at}" for at in range(len(heads))), max(1, len(heads) - 1)
    return Table(f"shares-{case.id}", keys, tuple(heads), (40.0, *(60.0 / others for _ in heads[1:])), told)


_SHARED: Final = (("change", Message("Change"), 70.0), ("saved", Message("Saved in a dossier"), 30.0))


def rounded_share(case: Case, cut: Cut) -> int | None:
    """Return the share of a change in the cost saved, in whole units of the currency; None where it has none."""
    share = case.cost_shares.get(cut.id)
    return None if share is None else round(share)


def _by_rounding(telling: Telling, case: Case) -> Iterator[Block]:
    """Say by how much the shares as printed miss the whole, as each is rounded by itself."""
    assert case.cost is not None
    left = case.cost.per_dossier.saved - sum(rounded_share(case, cut) or 0 for cut in case.cuts)
    if left:
        said = Message(
            "Each share is rounded by itself: what is left over by rounding is {amount}.",
            amount=telling.amount(case, left),
        )
        yield telling.paragraph(said)


def _shared(telling: Telling, case: Case) -> Iterator[Row]:
    for cut in case.cuts:
        share = rounded_share(case, cut)
        text = "–" if share is None else grouped(share, telling.lang)
        yield Row((Cell(telling.title(case, cut)), Cell(text, centred=True)))
    assert case.cost is not None
    whole = grouped(case.cost.per_dossier.saved, telling.lang)
    yield Row(
        (Cell(telling.say(ALL_CHANGES), strong=True), Cell(whole, strong=True, centred=True)),
        total=True,
    )
