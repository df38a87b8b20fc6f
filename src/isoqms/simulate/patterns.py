"""How the dossiers of a year, or of a week that repeats, are spread over the time in which they may come."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Final, TypeAlias

from isoqms.procedure import DemandProfile
from isoqms.simulate.timelines import DAY, WEEK, Axis
from isoqms.worktime import Calendar, Window, WorkingHours
from isoqms.worktime.hours_data import WEEKDAYS, read_window

WEEKS_A_YEAR: Final = 365.25 / 7
"""The year of a week that repeats: holidays do not count in it."""
_ROUND_THE_CLOCK: Final = (Window(0, 24 * 60),)


class Counted(StrEnum):
    """What the number of dossiers of a pattern is counted by."""

    YEAR = "year"
    """So many dossiers a year."""
    WORKING = "working"
    """One dossier for so many minutes of the office's working time."""
    CALENDAR = "calendar"
    """One dossier for so many minutes of the clock on the wall."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Windows in which dossiers come, with how many come in a minute of each where the whole demand is 1.

    The demand is a number of dossiers a year, or one for every minute of working time or of the calendar. Windows are
    as those of a timeline, but may touch.
    """

    opens: tuple[float, ...]
    closes: tuple[float, ...]
    rates: tuple[float, ...]
    period: float

    def expected(self, first: float, last: float) -> float:
        """Return how many dossiers come on average from `first` to `last`, both within the first period."""
        parts = zip(self.opens, self.closes, self.rates, strict=True)
        return sum(max(0.0, min(closes, last) - max(opens, first)) * rate for opens, closes, rate in parts)


_Piece: TypeAlias = tuple[float, float, float]
"""Opening and closing in minutes after midnight, and dossiers in a minute between, in proportion to the others."""


@dataclass(frozen=True, slots=True)
class _Day:
    """A day on which dossiers may come: its number on the axis, what it is, and when they may."""

    number: int
    month: int
    weekday: int
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """By which rules dossiers come: when they may, how they are spread, and what their number is counted by.

    `receiving` are the hours in which they come, None for round the clock; `working` the working time that a gap
    between dossiers is measured in.
    """

    calendar: Calendar | None
    receiving: WorkingHours | None
    working: WorkingHours
    profile: DemandProfile | None
    counted: Counted


def pattern(coming: Coming, axis: Axis) -> Pattern:
    """Return when dossiers come; no windows when they never do.

    Each calendar year has its whole number of dossiers, spread over that very year: by months, then by days of the
    week, then by parts of the day, each in proportion to its number; what is not stated is spread evenly over the time
    it would divide. A week that repeats has no months and no holidays.

    Raises:
        CalendarEndsError: the calendar does not cover the years of the axis.
    """
    pieces: list[_Piece] = []
    if axis.origin is None:
        number = {Counted.YEAR: 1 / WEEKS_A_YEAR, Counted.CALENDAR: WEEK}.get(coming.counted)
        days = [_Day(n, 0, n, _windows_of_week(coming, n)) for n in range(7)]
        pieces = _spread(days, coming, _working_minutes_of_week(coming) if number is None else number)
    else:
        for year in range(axis.origin.year, axis.day(axis.days - 1).year + 1):
            pieces += _of_year(coming, year, axis.origin)
    opens: list[float] = []
    closes: list[float] = []
    rates: list[float] = []
    for opening, closing, rate in pieces:
        if opening >= 0 and closing <= axis.end:
            if closes and closes[-1] == opening and rates[-1] == rate:
                closes[-1] = closing
            else:
                opens.append(opening)
                closes.append(closing)
                rates.append(rate)
    return Pattern(tuple(opens), tuple(closes), tuple(rates), axis.period)


def _windows_of_week(coming: Coming, weekday: int) -> tuple[Window, ...]:
    return coming.receiving.weekdays[weekday] if coming.receiving else _ROUND_THE_CLOCK


def _working_minutes_of_week(coming: Coming) -> float:
    weekend = coming.calendar.weekend if coming.calendar else ()
    days = (windows for day, windows in enumerate(coming.working.weekdays) if day not in weekend)
    return float(sum(window.minutes for windows in days for window in windows))


def _of_year(coming: Coming, year: int, origin: date) -> list[_Piece]:
    calendar = coming.calendar
    if calendar is None:
        raise ValueError("days with dates need a calendar")
    first = date(year, 1, 1)
    dates = [first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days)]
    hours = coming.receiving
    days = [
        _Day((day - origin).days, day.month, day.weekday(), hours.opening(day, calendar) if hours else _ROUND_THE_CLOCK)
        for day in dates
    ]
    number = {Counted.YEAR: 1.0, Counted.CALENDAR: len(dates) * DAY}.get(coming.counted)
    if number is None:
        number = float(sum(window.minutes for day in dates for window in coming.working.working(day, calendar)))
    return _spread(days, coming, number)


def _spread(days: Sequence[_Day], coming: Coming, number: float) -> list[_Piece]:
    """Return the pieces in which `number` dossiers come, in minutes from the origin."""
    profile = coming.profile or DemandProfile()
    parts = _parts(profile, online=coming.receiving is None)
    by_windows = _by_parts({day.windows for day in days}, parts)
    within = [by_windows[day.windows] for day in days]
    sums = [sum((closes - opens) * rate for opens, closes, rate in pieces) for pieces in within]
    if profile.weekdays:
        wanted = [profile.weekdays.get(name, 0.0) for name in WEEKDAYS]
        within, sums = _scaled(days, within, sums, lambda day: day.number, lambda day: wanted[day.weekday])
    if profile.months and days[0].month:
        within, sums = _scaled(days, within, sums, lambda day: day.month, lambda day: profile.months[day.month - 1])
    total = sum(sums)
    if not total:
        return []
    return [
        (day.number * DAY + opens, day.number * DAY + closes, rate * (number / total))
        for day, pieces in zip(days, within, strict=True)
        for opens, closes, rate in pieces
        if rate
    ]


def _scaled(
    days: Sequence[_Day],
    within: list[list[_Piece]],
    sums: list[float],
    kind: Callable[[_Day], int],
    wanted: Callable[[_Day], float],
) -> tuple[list[list[_Piece]], list[float]]:
    """Scale the pieces of days of one kind, which follow one another, so that together they make the number wanted."""
    scaled: list[list[_Piece]] = []
    for _, group in groupby(zip(days, within, sums, strict=True), key=lambda each: kind(each[0])):
        held = list(group)
        total = sum(each[2] for each in held)
        times = wanted(held[0][0]) / total if total else 0.0
        scaled += [[(opens, closes, rate * times) for opens, closes, rate in pieces] for _, pieces, _ in held]
    return scaled, [sum((closes - opens) * rate for opens, closes, rate in pieces) for pieces in scaled]


def _parts(profile: DemandProfile, *, online: bool) -> list[tuple[Window, float]]:
    """Return the parts of the day that have numbers of their own; none when dossiers come evenly."""
    if online:
        return [(Window(hour * 60, hour * 60 + 60), number) for hour, number in enumerate(profile.online_hours)]
    return sorted((window, number) for text, number in profile.hours.items() if (window := read_window(text)))


def _by_parts(
    days: Collection[tuple[Window, ...]], parts: Sequence[tuple[Window, float]]
) -> dict[tuple[Window, ...], list[_Piece]]:
    """Return the pieces of days by their windows, each part of the day with its number of dossiers.

    A day on which a part is open for less than on others has less of them.
    """
    if not parts:
        return {windows: [(opens, closes, 1.0) for opens, closes in windows] for windows in days}
    longest = [
        max(sum(closes - opens for opens, closes in _in(windows, part)) for windows in days) for part, _ in parts
    ]
    rates = [number / most if most else 0.0 for (_, number), most in zip(parts, longest, strict=True)]
    return {
        windows: [
            (opens, closes, rate)
            for (part, _), rate in zip(parts, rates, strict=True)
            for opens, closes in _in(windows, part)
        ]
        for windows in days
    }


def _in(windows: Iterable[Window], part: Window) -> Iterator[tuple[int, int]]:
    """Yield what lies of the windows in a part of the day."""
    for window in windows:
        opens, closes = max(window.opens, part.opens), min(window.closes, part.closes)
        if opens < closes:
            yield opens, closes
