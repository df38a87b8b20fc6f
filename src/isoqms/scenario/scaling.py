"""Times multiplied by a factor, every amount in them in its own unit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

from isoqms.procedure import Effort
from isoqms.worktime import Amount, Case, Duration, Kind

_MEASURED: Final = (Kind.FIXED, Kind.RANGE, Kind.AT_MOST, Kind.AT_LEAST)
_NOTHING: Final = (Kind.IMMEDIATE, Kind.UNCOUNTED)
"""Words for no time at all, of which any multiple is the same."""
_PARTS: Final = ("stated", "min", "usual", "max", "mean", "sd")


class NoNumberError(Exception):
    """A time is given in words that no factor can be applied to."""

    def __init__(self, duration: Duration) -> None:
        super().__init__()
        self.duration = duration


def factor_of(number: float) -> Fraction:
    """Return a factor exactly as it was written: 0.1 is a tenth, not the nearest binary number.

    >>> factor_of(0.1)
    Fraction(1, 10)
    """
    return Fraction(str(number))


def scaled(duration: Duration, factor: Fraction) -> Duration:
    """Return a duration with each of its amounts multiplied.

    Raises:
        NoNumberError: it is given in words, such as the same day.
    """
    if duration.kind in _NOTHING:
        return duration
    if duration.kind not in _MEASURED:
        raise NoNumberError(duration)
    low, high = (tuple(_times(amount, factor) for amount in end) for end in (duration.low, duration.high))
    same = bool(low) and low == high
    kind = Kind.FIXED if same and duration.kind is Kind.RANGE else duration.kind
    cases = tuple(Case(case.condition, scaled(case.duration, factor)) for case in duration.cases)
    return replace(duration, kind=kind, low=low, high=high, cases=cases)


def _times(amount: Amount, factor: Fraction) -> Amount:
    return replace(amount, value=amount.value * factor)


def scaled_effort(effort: Effort, factor: Fraction) -> Effort:
    """Return an estimate with all its times multiplied.

    Raises:
        NoNumberError: one of them is given in words.
    """
    stated: dict[str, Any] = {
        name: scaled(held, factor) for name in _PARTS if (held := getattr(effort, name)) is not None
    }
    return replace(effort, **stated, quantiles=tuple(scaled(each, factor) for each in effort.quantiles))
