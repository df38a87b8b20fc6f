"""Published times before and after: by how much parts and the whole were shortened, and whether that adds up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from isoqms.graph.yardstick import Amounts, Order, Yardstick, added, total
from isoqms.procedure import Procedure, PublishedTime
from isoqms.worktime import Amount, Convention, Duration

_WHOLE: Final = re.compile(
    r"toàn bộ|cả (?:thủ tục|quy trình)|tổng (?:cộng|thời gian|số|thời hạn)|^tổng$|thời (?:hạn|gian) giải quyết|"
    r"\bwhole\b|\bentire\b|\btotal\b|\boverall\b|all steps",
    re.IGNORECASE,
)
"""Words that say a published time is that of the whole procedure."""


@dataclass(frozen=True, slots=True)
class Shortening:
    """A time before and after; `by` is what was taken off, in the units of both."""

    before: Duration
    after: Duration
    by: Amounts
    entry: PublishedTime | None = None

    def share(self, yardstick: Yardstick) -> Fraction | None:
        """Return which share of the time before is left; None where the two cannot be set against each other."""
        before, after = self.before.high, self.after.high
        if {amount.unit for amount in before} != {amount.unit for amount in after} and not yardstick.day_minutes:
            return None
        convention = Convention(yardstick.day_minutes or 480)
        whole = convention.working_minutes(total(before))
        return convention.working_minutes(total(after)) / whole if whole else None


def is_whole(entry: PublishedTime) -> bool:
    """Say whether a published time is that of the whole procedure, by the words of its part."""
    return any(_WHOLE.search(words) for words in entry.part)


def shortenings(procedure: Procedure) -> tuple[Shortening, ...]:
    """Return the published pairs of times that give figures and got shorter, in the order written."""
    pairs = (_shortening(entry.before, entry.after, entry) for entry in procedure.published_times)
    return tuple(pair for pair in pairs if pair is not None)


def shortened_parts(procedure: Procedure) -> tuple[Shortening, ...]:
    """Return the published pairs of times of single parts."""
    return tuple(pair for pair in shortenings(procedure) if pair.entry is not None and not is_whole(pair.entry))


def shortened_whole(procedure: Procedure) -> tuple[Shortening, ...]:
    """Return the published pairs of the whole; where there are none, the legal and the committed limit are the pair."""
    wholes = tuple(pair for pair in shortenings(procedure) if pair.entry is not None and is_whole(pair.entry))
    limits = procedure.limits
    promised = limits.committed or limits.total
    if wholes or limits.legal is None or promised is None:
        return wholes
    pair = _shortening(limits.legal.within, promised.within, None)
    return (pair,) if pair else ()


def _shortening(before: Duration | None, after: Duration | None, entry: PublishedTime | None) -> Shortening | None:
    if before is None or after is None or not before.high or not after.high or before.cases or after.cases:
        return None
    taken = _taken_off(before.high, after.high)
    return Shortening(before, after, taken, entry) if taken else None


def _taken_off(before: Amounts, after: Amounts) -> Amounts:
    """Return what is left of `before` without `after`; nothing where the units differ or nothing was taken off."""
    if len(before) != 1 or len(after) != 1 or before[0].unit is not after[0].unit or before[0].value <= after[0].value:
        return ()
    basis = before[0].basis if before[0].basis is after[0].basis else after[0].basis
    return (Amount(before[0].value - after[0].value, before[0].unit, basis),)


def sum_of(parts: Iterable[Shortening]) -> Amounts:
    """Return by how much parts were shortened together."""
    return added(amount for part in parts for amount in part.by)


def parts_of(whole: Shortening, procedure: Procedure) -> tuple[Shortening, ...]:
    """Return the shortened parts published together with a shortening of the whole."""
    source = whole.entry.source if whole.entry else None
    parts = shortened_parts(procedure)
    return tuple(part for part in parts if source is None or part.entry is None or part.entry.source in (None, source))


def unexplained(procedure: Procedure, yardstick: Yardstick) -> Shortening | None:
    """Return the shortening of the whole when those of its parts surely add up to another time."""
    wholes = [whole for whole in shortened_whole(procedure) if parts_of(whole, procedure)]
    orders = {yardstick.compare(sum_of(parts_of(whole, procedure)), whole.by) for whole in wholes}
    return wholes[0] if orders and orders <= {Order.LESS, Order.MORE} else None
