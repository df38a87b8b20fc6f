"""An amount of time as written: a number, a unit, and whether working or calendar time is meant."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from isoqms.worktime.numeral import write_number


class Unit(StrEnum):
    """What is counted; a half day is a morning or an afternoon of work."""

    MINUTE = "minute"
    HOUR = "hour"
    HALF_DAY = "half_day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Basis(StrEnum):
    """Whether the office's working time is meant or the time of the calendar; most published tables do not say."""

    WORKING = "working"
    CALENDAR = "calendar"
    UNSTATED = "unstated"


SPELLINGS: Final = {
    Unit.MINUTE: ("phút", "minutes", "minute", "mins", "min", "'", "′", "’"),
    Unit.HOUR: ("giờ", "hours", "hour", "hrs", "hr", "h", "tiếng"),
    Unit.HALF_DAY: ("buổi", "half-days", "half-day"),
    Unit.DAY: ("ngày", "days", "day"),
    Unit.WEEK: ("tuần", "weeks", "week"),
    Unit.MONTH: ("tháng", "months", "month"),
    Unit.YEAR: ("năm", "years", "year"),
}
"""How each unit may be written: Vietnamese first, then the English plural and singular, then short forms."""

_VIETNAMESE_BASIS: Final = {Basis.WORKING: " làm việc", Basis.CALENDAR: " theo lịch", Basis.UNSTATED: ""}
_ENGLISH_BASIS: Final = {Basis.WORKING: "working ", Basis.CALENDAR: "calendar ", Basis.UNSTATED: ""}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of units, exact.

    Raises ValueError for a negative value and for working months or years, which nobody can count.
    """

    value: Fraction
    unit: Unit
    basis: Basis = Basis.UNSTATED

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError(f"an amount of time cannot be negative: {self.value}")
        if self.basis is Basis.WORKING and self.unit in (Unit.MONTH, Unit.YEAR):
            raise ValueError(f"no working {self.unit} exists")

    @property
    def is_plain_day(self) -> bool:
        """Say whether it counts days without saying which, so that the office's own rule decides."""
        return self.unit is Unit.DAY and self.basis is Basis.UNSTATED

    def render(self, lang: str) -> str:
        """Return the amount as people write it, e.g. "0,5 ngày làm việc" or "0.5 working days"."""
        return f"{write_number(self.value, lang)} {self.unit_words(lang)}"

    def unit_words(self, lang: str) -> str:
        """Return the unit with its basis, in the number (one or many) of this amount."""
        vietnamese, many, one, *_ = SPELLINGS[self.unit]
        if lang == "vi":
            return vietnamese + _VIETNAMESE_BASIS[self.basis]
        return _ENGLISH_BASIS[self.basis] + (one if self.value == 1 else many)
