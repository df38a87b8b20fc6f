# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The days of the offices of a run, in tables: which are worked, when each closes, how much working time has passed."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython

if not cython.compiled:
    from math import ceil
    from math import inf as INFINITY  # noqa: N812 -- its name in C

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""

DAY = cython.declare(cython.double, 1440.0)
WEEK = cython.declare(cython.double, 10080.0)
TOUCH = cython.declare(cython.double, 1e-7)
"""Minutes below which two moments are one: sums of times are not exact to the last bit."""


@cython.final
@cython.cclass
class WorkDays:
    """The days of several offices, by the numbers of both: from the origin on, or a week that repeats from Monday on.

    Each day is given as whether it is a working day and its stretches of working time, in minutes after midnight. What
    lies after the last day is infinite. Raises ValueError when in a week that repeats an office has no working time.
    """

    def __init__(self, offices: Sequence[Sequence[tuple[bool, Sequence[tuple[int, int]]]]], steady: bool) -> None:
        if steady and not all(any(windows for _, windows in days) for days in offices):
            raise ValueError("an office without working time counts no limits")
        self._days = len(offices[0]) if offices else 0
        self._steady = steady
        self._set_days(offices)
        self._set_windows(offices)

    def _set_days(self, offices: Sequence[Sequence[tuple[bool, Sequence[tuple[int, int]]]]]) -> None:
        worked, opened, close = array("q", [0]), array("q", [0]), array("q", [0])  # never empty
        dates, first = array("q", [0]), array("q", [1])
        for days in offices:
            count = 0
            opening = next((n for n, (_, windows) in enumerate(days) if windows), 0) + len(days)
            following = []
            for number, (works, windows) in enumerate(days):
                count += works
                worked.append(count)
                close.append(max((closing for _, closing in windows), default=-1))
                dates.extend([number] * works)
            for number in range(len(days) - 1, -1, -1):
                opening = number if days[number][1] else opening
                following.append(opening)
            opened.extend(reversed(following))
            first.append(len(dates))
        self._worked, self._open, self._close = worked, opened, close
        self._dates, self._first_date = dates, first

    def _set_windows(self, offices: Sequence[Sequence[tuple[bool, Sequence[tuple[int, int]]]]]) -> None:
        opens, closes, before, starts = array("d", [0.0]), array("d", [0.0]), array("d", [0.0]), array("q", [0])
        first, whole = array("q", [1]), array("d")
        for days in offices:
            total = 0.0
            for number, (_, windows) in enumerate(days):
                starts.append(len(opens))
                for opening, closing in windows:
                    opens.append(number * 1440.0 + opening)
                    closes.append(number * 1440.0 + closing)
                    before.append(total)
                    total += closing - opening
            first.append(len(opens))
            whole.append(total)
        self._opens, self._closes, self._before, self._window = opens, closes, before, starts
        self._first_window, self._whole = first, whole or array("d", [0.0])

    def listed(self, day: cython.longlong) -> cython.bint:
        """Say whether anything is known of a day."""
        return self._steady or day < self._days

    def place(self, day: cython.longlong) -> cython.longlong:
        """Return where a day stands in a table by days."""
        return day % 7 if self._steady else day

    def rank(self, office: cython.longlong, day: cython.longlong) -> cython.longlong:
        """Return how many working days there are up to a day, that day included."""
        row: cython.longlong = office * self._days + 1
        if self._steady:
            return day // 7 * self._worked[row + 6] + self._worked[row + day % 7]
        return self._worked[row + (day if day < self._days else self._days - 1)]

    def date(self, office: cython.longlong, rank: cython.longlong) -> cython.longlong:
        """Return the working day of a rank, from 1 on; the day after the last where there are not so many."""
        row: cython.longlong = self._first_date[office] - 1
        number: cython.longlong = self._first_date[office + 1] - self._first_date[office]
        if self._steady:
            return (rank - 1) // number * 7 + self._dates[row + 1 + (rank - 1) % number]
        return self._dates[row + rank] if rank <= number else self._days

    def open_from(self, office: cython.longlong, day: cython.longlong) -> cython.longlong:
        """Return the first day from `day` on with working time; a day after the last where there is none."""
        row: cython.longlong = office * self._days + 1
        if self._steady:
            return day - day % 7 + self._open[row + day % 7]
        return self._open[row + day] if day < self._days else day

    def closing(self, office: cython.longlong, day: cython.longlong) -> cython.double:
        """Return when the office closes on a day with working time."""
        if not self.listed(day):
            return INFINITY
        return day * DAY + self._close[office * self._days + 1 + self.place(day)]

    def _counts_at(self, office: cython.longlong, day: cython.longlong) -> cython.double:
        """Return the moment by which it is told whether a day counts: closing, or midnight of a day off."""
        minute: cython.longlong = -1
        if self.listed(day):
            minute = self._close[office * self._days + 1 + self.place(day)]
        return day * DAY + (minute if minute >= 0 else DAY)

    def lost_from(self, office: cython.longlong, start: cython.double) -> cython.longlong:
        """Return the first day that a stop which begins at `start` loses."""
        day: cython.longlong = cython.cast(cython.longlong, start / DAY)
        return day if self._counts_at(office, day) > start else day + 1

    def lost_to(self, office: cython.longlong, end: cython.double) -> cython.longlong:
        """Return the last day that a stop which ends at `end` loses."""
        day: cython.longlong = cython.cast(cython.longlong, end / DAY)
        return day if self._counts_at(office, day) <= end else day - 1

    def add(self, office: cython.longlong, start: cython.double, minutes: cython.double) -> cython.double:
        """Return when minutes of working time have run since `start`, rounded up; at closing rather than opening."""
        if start == INFINITY:
            return INFINITY
        first: cython.longlong = self._first_window[office]
        last: cython.longlong = self._first_window[office + 1]
        base: cython.double = self._week_of(start)
        window: cython.longlong = self._window_at(office, start - base)
        if window == last:
            if not self._steady:
                return INFINITY
            window = first
            base += WEEK
        opens: cython.double = self._opens[window]
        if base + opens < start:
            opens = start - base
        target: cython.double = self._before[window] + opens - self._opens[window] + minutes
        if minutes <= self._closes[window] - opens + TOUCH:
            return base + opens + ceil(minutes - TOUCH)
        if self._steady and target > self._whole[office] + TOUCH:
            turns: cython.double = ceil((target - TOUCH) / self._whole[office]) - 1.0
            base += turns * WEEK
            target -= turns * self._whole[office]
            window = first
        while window < last:  # the first window that has run as long as is wanted at its end
            middle: cython.longlong = (window + last) // 2
            if self._before[middle] + self._closes[middle] - self._opens[middle] < target - TOUCH:
                window = middle + 1
            else:
                last = middle
        if window == self._first_window[office + 1]:
            return INFINITY
        return base + self._opens[window] + ceil(target - self._before[window] - TOUCH)

    def until(self, office: cython.longlong, moment: cython.double) -> cython.double:
        """Return the minutes of working time from the origin to a moment."""
        base: cython.double = self._week_of(moment)
        window: cython.longlong = self._window_at(office, moment - base)
        before: cython.double = base / WEEK * self._whole[office]
        if window == self._first_window[office + 1]:
            return before + self._whole[office]
        before += self._before[window]
        return before + (moment - base - self._opens[window] if moment - base > self._opens[window] else 0.0)

    def _week_of(self, moment: cython.double) -> cython.double:
        """Return the beginning of the week of a moment; of dated days, the origin."""
        weeks: cython.longlong = cython.cast(cython.longlong, moment / WEEK)
        return weeks * WEEK if self._steady else 0.0

    def _window_at(self, office: cython.longlong, moment: cython.double) -> cython.longlong:
        """Return the first window that closes after a moment of the listed days, or one past the last."""
        day: cython.longlong = cython.cast(cython.longlong, moment / DAY)
        last: cython.longlong = self._first_window[office + 1]
        if day >= self._days:
            return last
        window: cython.longlong = self._window[office * self._days + 1 + day]
        while window < last and self._closes[window] <= moment:
            window += 1
        return window
