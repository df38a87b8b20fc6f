"""When an office is open, and working time counted along its opening hours; all moments are local and without zone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from math import ceil
from typing import Final

from isoqms.worktime.calendar import Calendar, DayKind
from isoqms.worktime.hours_data import WEEKDAYS, Window, hours_faults, read_window

_DAY: Final = timedelta(days=1)
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The opening hours of an office or counter for each weekday, Monday first.

    A counter may open on Saturdays without the day counting as a working day: it receives dossiers then, but working
    time runs on working days only. A Saturday worked by a swap has the hours of the weekday it stands in for.
    """

    weekdays: tuple[tuple[Window, ...], ...]

    @classmethod
    def from_data(cls, data: Mapping[str, Sequence[str]]) -> WorkingHours:
        """Build from plain data such as `{"mon": ["07:30..11:30", "13:30..17:30"]}`; a weekday left out is closed.

        Raises ValueError when `hours_faults` finds something wrong in the data: ask it first.
        """
        if faults := hours_faults(data):
            raise ValueError(f"opening hours: {faults[0].message.render('en')} at {faults[0].path}")
        windows = (tuple(w for w in map(read_window, data.get(name, ())) if w) for name in WEEKDAYS)
        return cls(tuple(windows))

    @property
    def day_minutes(self) -> int:
        """Working minutes of the longest ordinary day, the office's length of a working day."""
        return max(map(_length, self.weekdays))

    def opening(self, day: date, calendar: Calendar) -> tuple[Window, ...]:
        """Return when the counter is open on `day`, for receiving: never on a day off by the calendar."""
        entry = calendar.entry(day)
        if entry is None:
            return self.weekdays[day.weekday()]
        return self.working(day, calendar) if entry.kind is DayKind.SWAP_WORK else ()

    def working(self, day: date, calendar: Calendar) -> tuple[Window, ...]:
        """Return the stretches in which working time runs on `day`: none unless it is a working day."""
        if not calendar.is_working_day(day):
            return ()
        entry = calendar.entry(day)
        if entry is None or entry.kind is not DayKind.SWAP_WORK:
            return self.weekdays[day.weekday()]
        swapped = self.weekdays[entry.in_place_of.weekday()] if entry.in_place_of else ()
        return swapped or max(self.weekdays, key=_length)

    def is_open(self, at: datetime, calendar: Calendar) -> bool:
        """Say whether the counter is open at that moment; at the closing minute it is not any more."""
        minute = at.hour * 60 + at.minute
        return any(window.opens <= minute < window.closes for window in self.opening(at.date(), calendar))

    def next_open(self, at: datetime, calendar: Calendar) -> datetime:
        """Return `at` itself when working time runs then, else the moment it next starts to run."""
        for start, _ in self._stretches(at, calendar):
            return start
        raise AssertionError("a calendar ends by raising")  # pragma: no cover

    def close_of(self, day: date, calendar: Calendar) -> datetime | None:
        """Return when the office closes on `day` as a working day, or None when it does not work then."""
        windows = self.working(day, calendar)
        return _moment(day, windows[-1].closes) if windows else None

    def add_working_minutes(self, start: datetime, minutes: Fraction | int, calendar: Calendar) -> datetime:
        """Return the moment at which `minutes` of working time have run since `start`.

        Time that runs out at closing ends then, not at the next opening. Parts of a minute are rounded up.
        Raises ValueError for negative minutes, CalendarEndsError where the calendar ends first.
        """
        if minutes < 0:
            raise ValueError(f"cannot add {minutes} working minutes")
        for opens, closes in self._stretches(start, calendar):
            length = _minutes(closes - opens)
            if minutes <= length:
                return opens + ceil(minutes) * _MINUTE
            minutes -= length
        raise AssertionError("a calendar ends by raising")  # pragma: no cover

    def working_minutes_between(self, start: datetime, end: datetime, calendar: Calendar) -> Fraction:
        """Return how much working time runs from `start` to `end`, exactly.

        Raises ValueError when `end` is before `start`.
        """
        if end < start:
            raise ValueError(f"{end} is before {start}")
        total, day = Fraction(0), start.date()
        while day <= end.date():
            for opens, closes in self._on(day, calendar):
                total += _minutes(max(timedelta(0), min(end, closes) - max(start, opens)))
            day += _DAY
        return total

    def _stretches(self, start: datetime, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
        """Yield the stretches of working time from `start` on, the first one cut to begin there; ends by raising."""
        day = start.date()
        while True:
            for opens, closes in self._on(day, calendar):
                if start < closes:
                    yield max(start, opens), closes
            day += _DAY

    def _on(self, day: date, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
        for window in self.working(day, calendar):
            yield _moment(day, window.opens), _moment(day, window.closes)


def _moment(day: date, minute: int) -> datetime:
    return datetime.combine(day, time()) + minute * _MINUTE


def _minutes(length: timedelta) -> Fraction:
    return Fraction(length // timedelta(microseconds=1), 60_000_000)


def _length(windows: tuple[Window, ...]) -> int:
    return sum(window.minutes for window in windows)
