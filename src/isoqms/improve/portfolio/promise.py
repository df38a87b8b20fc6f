"""What a procedure promises beside what the law allows: whether it is due at once, and by how much it was shortened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from isoqms.graph.reductions import shortened_whole
from isoqms.graph.yardstick import Amounts, Order, Yardstick, stated, total, yardstick
from isoqms.procedure import Limit, Office, Procedure
from isoqms.worktime import Amount, Basis, Convention, Duration, Kind, Unit

_AT_ONCE: Final = (Kind.IMMEDIATE, Kind.SAME_DAY)
_DAY: Final = Amount(Fraction(1), Unit.DAY, Basis.WORKING)


@dataclass(frozen=True, slots=True)
class Promise:
    """The two limits of dossiers of one variant (None: of no variant), and which share of the legal one is taken off.

    `order` says how the committed limit compares with the legal one under every reading of the days; `taken_off` is
    given where that is certain and the lengths of days are known.
    """

    variant: str | None
    legal: Duration | None
    committed: Duration | None
    order: Order = field(metadata={"hidden": True})
    taken_off: float | None = None


def due_at_once(procedure: Procedure, office: Office | None) -> bool:
    """Say whether the law already asks for the result at once or within the day, for dossiers of every kind.

    “Ngay”, “trong ngày” and less than a working day leave nothing to shorten; one working day does.
    """
    durations = list(_durations(procedure.limits.legal))
    by = yardstick(procedure, office)
    return bool(durations) and all(each.kind in _AT_ONCE or _within_a_day(each, by) for each in durations)


def _within_a_day(duration: Duration, by: Yardstick) -> bool:
    return bool(duration.high) and by.compare(duration.high, (_DAY,)) is Order.LESS


def _durations(limit: Limit | None) -> Iterator[Duration]:
    if limit is None:
        return
    for each in (limit.within, *limit.variants.values()):
        if each is not None:
            yield each
            yield from (case.duration for case in each.cases)


def has_legal_figure(procedure: Procedure) -> bool:
    """Say whether a legal limit gives a figure, or says that the result is due at once."""
    return any(stated(each) for each in _durations(procedure.limits.legal))


def promises(procedure: Procedure, office: Office | None) -> tuple[Promise, ...]:
    """Return legal beside committed limit for each kind of dossier that has one of them.

    Where no committed limit is written, a time of the whole procedure published before and after stands for both.
    """
    by, limits = yardstick(procedure, office), procedure.limits
    if limits.committed is None:
        pair = next((each for each in shortened_whole(procedure) if each.entry is not None), None)
        if pair is not None:
            return (_promise(None, pair.before, pair.after, by),)
    held = [limit for limit in (limits.legal, limits.committed) if limit is not None]
    variants = dict.fromkeys(id_ for limit in held for id_ in limit.variants)
    kinds: list[str | None] = [None] if any(limit.within for limit in held) else []
    return tuple(
        _promise(kind, _within(limits.legal, kind), _within(limits.committed, kind), by) for kind in [*kinds, *variants]
    )


def _within(limit: Limit | None, variant: str | None) -> Duration | None:
    return limit.for_variant(variant) if limit else None


def _promise(variant: str | None, legal: Duration | None, committed: Duration | None, by: Yardstick) -> Promise:
    order, left = compared(committed, legal, by)
    taken_off = float(1 - left) if order is Order.LESS and left is not None else None
    return Promise(variant, legal, committed, order, taken_off)


def compared(one: Duration | None, other: Duration | None, by: Yardstick) -> tuple[Order, Fraction | None]:
    """Return how one limit compares with another, and which share of the other it is where that can be said.

    A limit with several cases is less when it is in some case and more in none.
    """
    mine, theirs = stated(one), stated(other)
    if not mine or len(mine) != len(theirs):
        return Order.UNSURE, None
    orders = {by.compare(here, there) for here, there in zip(mine, theirs, strict=True)} - {Order.SAME}
    order = orders.pop() if len(orders) == 1 else Order.UNSURE if orders else Order.SAME
    return order, _share(mine[0], theirs[0], by)


def _share(part: Amounts, whole: Amounts, by: Yardstick) -> Fraction | None:
    if {each.unit for each in part} != {each.unit for each in whole} and not by.day_minutes:
        return None
    convention, plain = Convention(by.day_minutes or 480), by.plain_days or Basis.WORKING
    minutes = convention.working_minutes(total(whole, plain))
    return convention.working_minutes(total(part, plain)) / minutes if minutes else None


def is_shortened(found: tuple[Promise, ...]) -> bool:
    """Say whether some kind of dossier is promised a shorter time than the legal one, and none a longer one."""
    orders = {each.order for each in found}
    return Order.LESS in orders and Order.MORE not in orders
