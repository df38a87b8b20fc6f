"""A figure: a value with its interval and unit, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite
from typing import Any, Final

from isoqms.words import LANGUAGES, Message


class Unit(StrEnum):
    """What a figure is counted in; the value is what other programs read."""

    MINUTES = "min"
    """Minutes of the wall clock."""
    WORKING_MINUTES = "working min"
    """Minutes of the office's working time."""
    HOURS = "h"
    SHARE = "share"
    """A part of the whole, from 0 to 1."""
    DOSSIERS = "dossiers"
    TIMES = "times"
    PEOPLE = "people"
    PAPERS = "papers"
    FIELDS = "fields"


_BOUNDED: Final = (Unit.SHARE,)


@dataclass(frozen=True, slots=True)
class Samples:
    """What a figure was estimated from: in each replication a sum and what it is divided by.

    A mean over replications has 1 below each value; a replication without data has 0 below.
    """

    tops: Sequence[float]
    bottoms: Sequence[float]

    def __post_init__(self) -> None:
        if len(self.tops) != len(self.bottoms):
            raise ValueError(f"{len(self.tops)} sums and {len(self.bottoms)} divisors")


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, from where to where it almost certainly lies (95 %), and its unit.

    Without a value, or without an interval, `reason` says why. `samples` are kept for comparing two runs in which the
    same dossiers meet the same luck.

    Raises ValueError for a number that is none, an interval without a value, and a gap nobody explains.
    """

    value: float | None
    low: float | None
    high: float | None
    unit: Unit
    reason: Message | None = None
    samples: Samples | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        numbers = [each for each in (self.value, self.low, self.high) if each is not None]
        if not all(map(isfinite, numbers)):
            raise ValueError(f"not a figure: {self.value}, from {self.low} to {self.high}")
        if len(numbers) < 3 and self.reason is None:
            raise ValueError(f"no reason for what is missing: {self.value}, from {self.low} to {self.high}")
        if (self.low is None) != (self.high is None) or (self.value is None and self.low is not None):
            raise ValueError(f"half an interval: {self.value}, from {self.low} to {self.high}")

    @classmethod
    def exact(cls, value: float, unit: Unit) -> Figure:
        """Return a figure that nothing random went into: its interval is the value."""
        return cls(value, value, value, unit)

    @classmethod
    def none(cls, unit: Unit, reason: Message) -> Figure:
        """Return a figure without a value, and why."""
        return cls(None, None, None, unit, reason)

    @property
    def half_width(self) -> float | None:
        """Half of the interval, in the unit of the value."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2

    def clipped(self) -> Figure:
        """Return the figure with a share kept within 0 and 1."""
        if self.unit not in _BOUNDED or self.value is None:
            return self
        low, high = (None if each is None else min(1.0, max(0.0, each)) for each in (self.low, self.high))
        return Figure(min(1.0, max(0.0, self.value)), low, high, self.unit, self.reason, self.samples)

    def to_data(self) -> dict[str, Any]:
        """Return the figure for other programs: `{value, low, high, unit}`, with the reason for what is missing."""
        if self.value is None:
            return {"value": None, "unit": str(self.unit), "reason": self._reasons()}
        given = {"value": self.value, "low": self.low, "high": self.high, "unit": str(self.unit)}
        return given if self.reason is None else {**given, "reason": self._reasons()}

    def _reasons(self) -> dict[str, str]:
        return {lang: self.reason.render(lang) for lang in LANGUAGES} if self.reason else {}
