"""When an office, a counter or a person is there: windows on the minutes of a simulated week, or of dated days."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import merge
from math import inf, lcm
from typing import Final

from isoqms.worktime import Calendar, Window, WorkingHours

DAY: Final = 1440.0
"""Minutes of a day."""
WEEK: Final = 7 * DAY


@dataclass(frozen=True, slots=True)
class Axis:
    """The minutes a simulation counts: of a week without date that repeats, or of days from a Monday on.

    Raises ValueError for an origin that is no Monday, no days, or a week without date that has not seven of them.
    """

    origin: date | None
    """The day that begins at minute 0; None for a week that repeats for ever."""
    days: int

    def __post_init__(self) -> None:
        if self.origin is None and self.days != 7:
            raise ValueError(f"a week that repeats has 7 days, not {self.days}")
        if self.origin is not None and self.origin.weekday():
            raise ValueError(f"an axis begins on a Monday, not on {self.origin}")
        if self.days < 1:
            raise ValueError(f"an axis of {self.days} days")

    @property
    def steady(self) -> bool:
        """Whether it is a week that repeats."""
        return self.origin is None

    @property
    def period(self) -> float:
        """Minutes after which everything repeats; infinite when the days are dated."""
        return WEEK if self.origin is None else inf

    @property
    def end(self) -> float:
        """Minutes that are listed: a week, or all dated days."""
        return self.days * DAY

    def day(self, number: int) -> date:
        """Return the date of day `number`, from 0 on.

        Raises:
            ValueError: the days of this axis have no dates.
        """
        if self.origin is None:
            raise ValueError("the days of a week that repeats have no dates")
        return self.origin + timedelta(days=number)


STEADY: Final = Axis(None, 7)
"""The week that repeats."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Windows of being there: in order, apart from each other, in minutes from the origin of the axis.

    They repeat after `period` minutes, or never when it is infinite. A window may go over midnight, but not over the
    end of the period.
    """

    opens: tuple[float, ...]
    closes: tuple[float, ...]
    period: float

    def __bool__(self) -> bool:
        return bool(self.opens)

    def open_minutes(self, first: float, last: float) -> float:
        """Return how many minutes it is open from `first` to `last`.

        Raises:
            ValueError: `last` is before `first`, or `first` before the origin.
        """
        if not 0.0 <= first <= last:
            raise ValueError(f"no stretch of time: {first} to {last}")
        return self._open_until(last) - self._open_until(first)

    def open_days(self) -> tuple[int, ...]:
        """Return the numbers of the days, within one period, on which it is open."""
        return Daily.of(self).days

    def _open_until(self, minute: float) -> float:
        whole, rest = divmod(minute, self.period) if self.period < inf else (0.0, minute)
        count = bisect_right(self.opens, rest)
        total = sum(self.closes) - sum(self.opens) if whole else 0.0
        past = sum(self.closes[:count]) - sum(self.opens[:count])
        return whole * total + past - max(0.0, self.closes[count - 1] - rest if count else 0.0)


ALWAYS: Final = Timeline((0.0,), (WEEK,), WEEK)
"""Round the clock, every day."""


def timeline(hours: WorkingHours, calendar: Calendar | None, axis: Axis, *, opening: bool) -> Timeline:
    """Return when an office or counter with these hours is open.

    In a week that repeats there are no holidays; the days of the calendar's weekend have no working time.

    Args:
        hours: the hours of each weekday.
        calendar: the days off of the office; may be None for a week that repeats, then the hours alone count.
        axis: the days asked about.
        opening: when the counter is open, which may be on a Saturday, else when working time runs.

    Raises:
        CalendarEndsError: the calendar does not cover the days of the axis.
        ValueError: the axis has dates and there is no calendar.
    """
    starts = ((number, window) for number, day in enumerate(_days(hours, calendar, axis, opening)) for window in day)
    return _timeline(((n * DAY + w.opens, n * DAY + w.closes) for n, w in starts), axis.period)


def _days(hours: WorkingHours, calendar: Calendar | None, axis: Axis, opening: bool) -> Iterator[tuple[Window, ...]]:
    if axis.steady:
        weekend = calendar.weekend if calendar else ()
        for weekday, windows in enumerate(hours.weekdays):
            yield windows if opening or weekday not in weekend else ()
    elif calendar is None:
        raise ValueError("days with dates need a calendar")
    else:
        on = hours.opening if opening else hours.working
        for number in range(axis.days):
            yield on(axis.day(number), calendar)


def _timeline(windows: Iterable[tuple[float, float]], period: float) -> Timeline:
    """Put windows given in order of opening together, those that touch or overlap into one."""
    opens: list[float] = []
    closes: list[float] = []
    for first, last in windows:
        if closes and first <= closes[-1]:
            closes[-1] = max(closes[-1], last)
        else:
            opens.append(first)
            closes.append(last)
    return Timeline(tuple(opens), tuple(closes), period)


def union(*timelines: Timeline) -> Timeline:
    """Return when at least one of them is open.

    Raises:
        ValueError: no timeline is given, or dated ones are put together with some that repeat, other than ALWAYS.
    """
    if ALWAYS in timelines:
        return ALWAYS
    if len(timelines) == 1:
        return timelines[0]
    period = _common_period(timelines)
    windows = {window for each in timelines for window in _windows(each, period)}  # colleagues mostly have the same
    return _timeline(sorted(windows), period)


def intersection(*timelines: Timeline) -> Timeline:
    """Return when all of them are open.

    Raises:
        ValueError: no timeline is given, or dated ones are put together with some that repeat, other than ALWAYS.
    """
    parts = [each for each in timelines if each != ALWAYS]
    if len(parts) < 2:
        return (*parts, *timelines)[0]
    period = _common_period(parts)
    changes = merge(*([end for window in _windows(each, period) for end in _ends(window)] for each in parts))
    windows, depth, since = [], 0, 0.0
    for at, step in changes:  # a closing sorts before an opening at the same minute
        if depth == len(parts) and at > since:
            windows.append((since, at))
        depth += step
        since = at
    return _timeline(windows, period)


def without(timeline: Timeline, days: Collection[int]) -> Timeline:
    """Return the timeline with whole days taken out, given by their numbers from the origin, within one period."""
    return Daily.of(timeline).without(days) if days else timeline


@dataclass(frozen=True, slots=True)
class Daily:
    """A timeline cut at every midnight, to take days out of it again and again."""

    windows: tuple[tuple[float, float, int], ...]
    """Opening and closing, with the number of the day."""
    period: float
    overnight: bool
    """Whether some window of the timeline went over midnight."""

    @classmethod
    def of(cls, timeline: Timeline) -> Daily:
        """Cut a timeline."""
        cut = [part for window in zip(timeline.opens, timeline.closes, strict=True) for part in _by_day(*window)]
        windows = tuple([(opens, closes, int(opens // DAY)) for opens, closes in cut])
        return cls(windows, timeline.period, len(cut) > len(timeline.opens))

    @property
    def days(self) -> tuple[int, ...]:
        """The numbers of the days, within one period, on which it is open."""
        return tuple(dict.fromkeys([day for _, _, day in self.windows]))

    def without(self, days: Collection[int]) -> Timeline:
        """Return the timeline with these days taken out."""
        kept = [window for window in self.windows if window[2] not in days]
        if self.overnight:
            return _timeline([(opens, closes) for opens, closes, _ in kept], self.period)
        return Timeline(tuple([window[0] for window in kept]), tuple([window[1] for window in kept]), self.period)


def repeated(timeline: Timeline, times: int) -> Timeline:
    """Return the same timeline written out for `times` periods; a dated one has only one."""
    period = timeline.period * times
    return _timeline(_windows(timeline, period), period)


def day_of(axis: Axis, minute: float) -> date:
    """Return the date of a minute of a dated axis.

    Raises:
        ValueError: the days of the axis have no dates.
    """
    return axis.day(int(minute // DAY))


def minute_of(axis: Axis, at: datetime) -> float:
    """Return the minute of a moment, local time.

    Raises:
        ValueError: the days of the axis have no dates.
    """
    return (at - datetime.combine(axis.day(0), time())) / timedelta(minutes=1)


def _common_period(timelines: Collection[Timeline]) -> float:
    periods = {each.period for each in timelines}
    if not periods or (inf in periods and len(periods) > 1):
        raise ValueError(f"no common period of {sorted(periods)}")
    return inf if inf in periods else float(lcm(*map(int, periods)))


def _windows(timeline: Timeline, period: float) -> Iterable[tuple[float, float]]:
    """Return the windows of a timeline within a multiple of its period."""
    once = list(zip(timeline.opens, timeline.closes, strict=True))
    if period == timeline.period:
        return once
    bases = (turn * timeline.period for turn in range(round(period / timeline.period)))
    return [(opens + base, closes + base) for base in bases for opens, closes in once]


def _ends(window: tuple[float, float]) -> tuple[tuple[float, int], tuple[float, int]]:
    return (window[0], 1), (window[1], -1)


def _by_day(opens: float, closes: float) -> Iterator[tuple[float, float]]:
    """Yield a window cut at every midnight."""
    midnight = (opens // DAY + 1) * DAY
    while midnight < closes:
        yield opens, midnight
        opens, midnight = midnight, midnight + DAY
    yield opens, closes
