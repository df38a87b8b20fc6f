"""What complying costs the applicant, told on a terminal: item by item, before and after, and what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from isoqms.improve.cost.amounts import Saving
from isoqms.improve.cost.bill import Bill
from isoqms.improve.cost.comparison import Comparison, ItemPair
from isoqms.improve.cost.income import Income
from isoqms.improve.cost.waiting import WaitingDays, waiting_saving
from isoqms.procedure import Provenance
from isoqms.report.cost_words import SOURCES, decimal, grouped, money, percent
from isoqms.words import Message

HEADS: Final = (Message("Item"), Message("Times"), Message("Minutes"), Message("Money"), Message("A dossier"))
"""The columns of a bill."""
HEADS_COMPARED: Final = (*HEADS[:-1], Message("Before"), Message("After"), Message("Saved"), Message("Rate"))
"""The columns of a bill before and after a change."""


def income_line(income: Income, lang: str) -> str:
    """Return what an hour counts as, with its source."""
    each = money(income.per_hour, income.currency, lang)
    source = f"{income.source} ({income.year})" if income.year else income.source
    return Message("An hour of the applicant counts as {amount}. Source: {source}", amount=each, source=source).render(
        lang
    )


def rows(comparison: Comparison, lang: str, compared: bool) -> Iterator[list[str]]:
    """Yield a row for each item, and the sums: tasks (W), fees (F), and both (C)."""
    for pair in comparison.items():
        yield [*_of_item(pair, lang), *_amounts(pair.saving, lang, compared)]
    for label, of in SUMS:
        yield [sum_label(label, comparison).render(lang), "", "", "", *_amounts(comparison.saving(of), lang, compared)]


def sum_label(label: Message, comparison: Comparison) -> Message:
    """Return what a sum is called: at least so much, where something is not known, or so before or after the change."""
    before, after = bool(comparison.before.unknown), bool(comparison.after.unknown)
    if before and after:
        return Message("{what}, at least", what=label)
    if before:
        return Message("{what}, before and saved at least", what=label)
    return Message("{what}, after it at least, saved at most", what=label) if after else label


SUMS: Final[tuple[tuple[Message, Callable[[Bill], int]], ...]] = (
    (Message("Tasks (W)"), lambda bill: bill.tasks),
    (Message("Fees and charges (F)"), lambda bill: bill.fees),
    (Message("A dossier (C = W + F)"), lambda bill: bill.per_dossier),
)
"""The sums of a bill."""


def _of_item(pair: ItemPair, lang: str) -> list[str]:
    return [pair.item.title.render(lang), *particulars(pair, lang)]


def particulars(pair: ItemPair, lang: str) -> list[str]:
    """Return how often an item arises in a dossier, and the minutes and money of one time; what it becomes beside."""
    item, then = pair.item, pair.after or pair.item
    values = ((item.times, then.times), (item.minutes, then.minutes), (item.money, then.money))
    shown = [(decimal(now, lang), decimal(later, lang)) for now, later in values]
    return [now if now == later else f"{now} → {later}" for now, later in shown]


def _amounts(saving: Saving, lang: str, compared: bool) -> list[str]:
    if not compared:
        return [grouped(saving.before, lang)]
    numbers = [grouped(amount, lang) for amount in (saving.before, saving.after, saving.saved)]
    return [*numbers, percent(saving.percent, lang)]


def year_line(comparison: Comparison, income: Income, lang: str, compared: bool) -> str:
    """Return what all dossiers of a year cost, or that it cannot be said."""
    before, after, yearly = comparison.before, comparison.after, comparison.yearly
    if before.nothing_known:
        return Message("What it costs cannot be said.").render(lang)
    if yearly is None or before.dossiers is None or after.dossiers is None:
        return Message("What a year costs cannot be said: the number of dossiers is not stated.").render(lang)
    if not compared:
        said = Message(
            "A year: T = C × n × N = {each} × {dossiers} = {whole}",
            each=grouped(before.per_dossier, lang),
            dossiers=decimal(before.dossiers, lang),
            whole=money(yearly.before, income.currency, lang),
        )
        return _of_what_is_known(said, comparison).render(lang)
    said = Message(
        "A year: T = C × n × N = {before}, then {after}: {saved} saved ({rate})",
        before=money(yearly.before, income.currency, lang),
        after=money(yearly.after, income.currency, lang),
        saved=money(yearly.saved, income.currency, lang),
        rate=percent(yearly.percent, lang),
    )
    return _of_what_is_known(said, comparison).render(lang)


def by_number(comparison: Comparison, currency: str | None, lang: str) -> Message | None:
    """Return how much of the saving of a year another number of dossiers makes; None where the number stays."""
    found, before, after = comparison.by_number, comparison.before.dossiers, comparison.after.dossiers
    if found is None or before is None or after is None:
        return None
    return Message(
        "Of this, {saved} ({rate}) is saved by what a dossier costs, with as many dossiers as now; {rest} comes only "
        "of {after} dossiers a year instead of {before}, which the scenario assumes: that is no simplification.",
        saved=money(found.alike.saved, currency, lang),
        rate=percent(found.alike.percent, lang),
        rest=money(found.by_number, currency, lang),
        after=decimal(after, lang),
        before=decimal(before, lang),
    )


def _of_what_is_known(said: Message, comparison: Comparison) -> Message:
    """Return a sentence about a year, which says so where not all of the cost is known."""
    return Message("{said} (of what is known alone)", said=said) if comparison.unknown else said


def remarks(comparison: Comparison, lang: str) -> Iterator[str]:
    """Yield what is not known, what was assumed, and what the figures stand on."""
    if comparison.unknown:
        yield Message("Not known:").render(lang)
        yield from (f"  {each.render(lang)}" for each in comparison.unknown)
    yield from (Message("Assumed: {what}", what=each).render(lang) for each in comparison.assumed)
    if found := comparison.before.items:
        weakest = min((item.source for item in found), key=list(Provenance).index)
        yield Message("Rests on figures that are at the weakest: {source}", source=SOURCES[weakest]).render(lang)


def method_lines(lang: str) -> Iterator[str]:
    """Yield how it is counted."""
    yield Message(
        "Counted by article 27 of Thông tư 02/2017/TT-VPCP: what the applicant spends on tasks and fees. Days in the "
        "office are no cost and are not added. Each item is rounded once, half up."
    ).render(lang)


def waiting_lines(
    before: WaitingDays | Message, after: WaitingDays | Message, income: Income, lang: str
) -> Iterator[str]:
    """Yield what the method `waiting_days` gives, with its warning."""
    yield Message(
        "Method waiting_days: prices the days of the limit as hours of the applicant. This contradicts article 27 of "
        "Thông tư 02/2017/TT-VPCP (what that time might have earned is not counted); it is never added to the cost "
        "above."
    ).render(lang)
    if isinstance(before, Message) or isinstance(after, Message):
        why = before if isinstance(before, Message) else after
        yield Message("It cannot be worked out: {reason}", reason=why).render(lang)
        return
    for one in dict.fromkeys((before, after)):
        yield Message(
            "working days: {days} × {hours} h × {each} × dossiers: {dossiers} = {whole}",
            days=decimal(one.days, lang),
            hours=decimal(one.hours_per_day, lang),
            each=money(one.per_hour, income.currency, lang),
            dossiers=decimal(one.dossiers, lang),
            whole=money(one.yearly, income.currency, lang),
        ).render(lang)
    if before != after:
        saving = waiting_saving(before, after)
        saved = money(saving.saved, income.currency, lang)
        yield Message("Saved: {saved} ({rate})", saved=saved, rate=percent(saving.percent, lang)).render(lang)
