"""Days and moments in words, so that a sentence can name them in either language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

_WEEKDAYS: Final = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A day with its weekday.

    >>> Day(date(2026, 4, 24)).render("en"), Day(date(2026, 4, 24)).render("vi")
    ('Fri 24 Apr 2026', 'thứ Sáu 24/04/2026')
    """

    date: date

    def render(self, lang: str) -> str:
        """Return the day in words of `lang`."""
        day = self.date
        if lang == "vi":
            return f"{_WEEKDAYS['vi'][day.weekday()]} {day.day:02d}/{day.month:02d}/{day.year}"
        return f"{_WEEKDAYS['en'][day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A day with its weekday and the time, to the minute."""

    at: datetime

    def render(self, lang: str) -> str:
        """Return the moment in words of `lang`."""
        clock, day = f"{self.at:%H:%M}", Day(self.at.date()).render(lang)
        return f"{clock} {day}" if lang == "vi" else f"{day} {clock}"


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """A run of days, from the first to the last, both included."""

    first: date
    last: date

    def render(self, lang: str) -> str:
        """Return the run in words of `lang`; a run of one day is that day."""
        first, last = Day(self.first).render(lang), Day(self.last).render(lang)
        return first if self.first == self.last else f"{first} – {last}"
