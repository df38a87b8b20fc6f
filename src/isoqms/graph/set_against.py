"""Sums of allowances set against the time stated for them: a limit they may not exceed, or a total they should be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from isoqms.graph.sums import StepSum
from isoqms.graph.yardstick import Amounts, Order, Yardstick, added, stated
from isoqms.procedure import Limit, Procedure, Step
from isoqms.worktime import Duration, Kind


@dataclass(frozen=True, slots=True)
class Unlike:
    """A sum that is not the time stated for it: `order` says how the sum compares, `figure` what of it was compared.

    `variants` say for which dossiers, `condition` in the words of the document for which of these alone.
    """

    sum: StepSum
    figure: Amounts
    stated: Duration
    order: Order
    variants: tuple[str | None, ...]
    condition: str = ""


def limit_of(limit: Limit, variant: str | None) -> Duration | None:
    """Return the time a limit gives dossiers of `variant`; appointments add up where nothing is said of the whole."""
    within = limit.for_variant(variant)
    parts = [appointment.within for appointment in limit.appointments]
    if within is not None or not parts:
        return within
    figures = [stated(part) for part in parts]
    if not all(len(each) == 1 for each in figures):
        return None
    return Duration.fixed(*added(amount for [amounts] in figures for amount in amounts))


def _by_condition(one: StepSum, within: Duration) -> Iterator[tuple[str, StepSum, Duration]]:
    """Yield a sum and the time stated for it, taken apart by condition where every dossier does all steps."""
    limits = {case.condition: case.duration for case in within.cases}
    if one.special is None or not (limits or one.special):
        yield "", one, within
        return
    base = replace(within, cases=())
    yield "", one, base
    for condition in dict.fromkeys((*limits, *one.special)):
        amounts = one.special.get(condition)
        special = one if amounts is None else replace(one, least=amounts, most=amounts)
        yield condition, special, limits.get(condition, base)


def exceeding(each: Iterable[StepSum], limit: Limit, procedure: Procedure, yardstick: Yardstick) -> tuple[Unlike, ...]:
    """Return the sums that are surely more than a limit, also where the extensions on their course are granted.

    A limit has to hold when every step takes all it may.
    """
    found = []
    for whole in each:
        within = limit_of(limit, whole.variant)
        granted = [amount for step in whole.path for amount in _granted(procedure.steps[step])]
        for condition, one, stated_for in _by_condition(whole, within) if within else ():
            cases = stated(stated_for)
            if cases and all(yardstick.compare(one.most, (*case, *granted)) is Order.MORE for case in cases):
                found.append(Unlike(one, one.most, stated_for, Order.MORE, (one.variant,), condition))
    return _joined(found)


def _granted(step: Step) -> Amounts:
    return step.extends_by.high if step.extends_by else ()


def unlike(
    each: Iterable[StepSum],
    of: Callable[[str | None], Duration | None],
    own: Callable[[str | None], bool],
    yardstick: Yardstick,
) -> tuple[Unlike, ...]:
    """Return the sums that are surely not the time stated for them.

    Dossiers for which nothing of their own is stated share one time: it is kept when the longest of them takes it.

    Args:
        each: the sums of every kind of dossier.
        of: the time stated for dossiers of a variant.
        own: whether it is stated for that variant alone.
        yardstick: by what to compare.
    """
    groups: dict[tuple[str | None, str | None, str], list[Unlike]] = {}
    for whole in each:
        within = of(whole.variant)
        for condition, one, duration in _by_condition(whole, within) if within else ():
            if cases := stated(duration):
                key = (one.variant if own(one.variant) else None, one.case, condition)
                order = _order(one, cases, duration, yardstick)
                figure = one.most if order is Order.LESS else one.least
                groups.setdefault(key, []).append(Unlike(one, figure, duration, order, (one.variant,), condition))
    found = []
    for group in groups.values():
        wrong = [each for each in group if each.order is Order.MORE]
        if not wrong and all(each.order is Order.LESS for each in group):
            wrong = [_largest(group, yardstick)]
        found += wrong
    return _joined(found)


def _largest(group: list[Unlike], yardstick: Yardstick) -> Unlike:
    largest = group[0]
    for each in group[1:]:
        if yardstick.compare(each.sum.most, largest.sum.most) is Order.MORE:
            largest = each
    return largest


def _order(one: StepSum, cases: tuple[Amounts, ...], duration: Duration, yardstick: Yardstick) -> Order:
    """Compare a sum with a stated time: with every case it tells apart, and words taken as they agree best."""
    over = {yardstick.compare(one.least, case) for case in cases}
    if over == {Order.MORE}:
        return Order.MORE
    is_figure = duration.kind in (Kind.FIXED, Kind.RANGE, Kind.AT_MOST)
    under = {yardstick.compare(one.most, case) for case in cases}
    if under == {Order.LESS} and is_figure and not one.open:
        return Order.LESS
    return Order.SAME


def _joined(found: list[Unlike]) -> tuple[Unlike, ...]:
    """Put together what is said alike of several kinds of dossiers."""
    joined: dict[tuple[Amounts, Duration], Unlike] = {}
    for each in found:
        key = (each.figure, each.stated)
        known = joined.get(key)
        joined[key] = replace(known, variants=(*known.variants, *each.variants), condition="") if known else each
    return tuple(joined.values())
