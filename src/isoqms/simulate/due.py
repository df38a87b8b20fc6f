# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""When a dossier of a run is due: what `worktime.due` counts day by day, looked up in tables of the office's days.

The rules are those of `worktime.counting`: the first day is not counted; a day counts when the clock runs as the office
closes; hours run along working time; a limit that ends on a day off ends on the next working day. A test holds the two
against each other to the minute.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython

if not cython.compiled:
    from math import inf as INFINITY  # noqa: N812 -- its name in C

    from isoqms.simulate.columns import reals
    from isoqms.simulate.workdays import WorkDays

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""

DAY = cython.declare(cython.double, 1440.0)
TOUCH = cython.declare(cython.double, 1e-7)
"""Minutes below which two moments are one: sums of times are not exact to the last bit."""

CLOSING = cython.declare(cython.longlong, 0)
HOURS = cython.declare(cython.longlong, 1)
DAYS = cython.declare(cython.longlong, 2)
"""What a limit is counted in: to the next closing, along working time, or in days."""


@cython.final
@cython.cclass
class Dues:
    """The limits of a run, by their numbers, counted along the days of its offices.

    The days are told as `WorkDays` wants them. Each limit is the number of its office; months as days to add for every
    day (none: empty); calendar days; whole working days; the minute of every day at which a part of a working day is
    over (none: empty); minutes of working time; the minute of the day after which a receipt counts from the next
    working day (none: -1).

    A due date after the last day is infinite: whatever ends within the days is in time.
    """

    def __init__(
        self,
        offices: Sequence[Sequence[tuple[bool, Sequence[tuple[int, int]]]]],
        limits: Sequence[tuple[int, Sequence[int], int, int, Sequence[int], float, int]],
        steady: bool,
    ) -> None:
        self._days = WorkDays(offices, steady)
        by_day: array[int] = array("q", [0])  # never empty
        known: dict[tuple[int, ...], int] = {(): -1}
        rows: list[list[int]] = []
        for office, months, calendar, working, part, minutes, cutoff in limits:
            kind = 2 if months or calendar or working or part else 1 if minutes else 0
            for table in (tuple(months), tuple(part)):
                if table not in known:
                    known[table] = len(by_day)
                    by_day.extend(table)
            rows.append([office, kind, known[tuple(months)], calendar, working, known[tuple(part)], cutoff])
        columns = [array("q", column) for column in zip(*(rows or [[0] * 7]), strict=True)]
        self._office, self._kind, self._months, self._calendar, self._working, self._part, self._cutoff = columns
        self._minutes = array("d", [limit[5] for limit in limits] or [0.0])
        self._by_day = by_day

    def due_at(self, limit: int, start: float, stops: Iterable[float] = ()) -> float:
        """Return when a dossier is due whose clock started at `start`.

        Args:
            limit: the number of the limit.
            start: minutes from the origin.
            stops: the beginning and the end of each stop of the clock, in order.
        """
        told = array("d", stops)
        kept = told or array("d", [0.0])
        return self.due(limit, start, reals(kept), 0, len(told) // 2)

    def late_at(self, limit: int, start: float, finish: float, stops: Iterable[float] = ()) -> bool:
        """Say whether a dossier that is done at `finish` is late; the rest as for `due_at`."""
        told = array("d", stops)
        kept = told or array("d", [0.0])
        return bool(self.late(limit, start, finish, reals(kept), 0, len(told) // 2))

    def due(
        self,
        limit: cython.longlong,
        start: cython.double,
        stops: cython.p_double,
        first: cython.longlong,
        count: cython.longlong,
    ) -> cython.double:
        """Return when a dossier is due whose clock started at `start`.

        Of its `count` stops the first begins at `stops[first]` and ends at the number after that, and so on; they are
        in order and do not overlap.
        """
        if count == 0:
            return self.plain(limit, start)
        return self._stopped(limit, start, stops, first, count)

    def late(
        self,
        limit: cython.longlong,
        start: cython.double,
        finish: cython.double,
        stops: cython.p_double,
        first: cython.longlong,
        count: cython.longlong,
    ) -> cython.bint:
        """Say whether a dossier that is done at `finish` is late; the rest as for `due`."""
        return finish > self.due(limit, start, stops, first, count)

    def plain(self, limit: cython.longlong, start: cython.double) -> cython.double:
        """Return when a dossier is due whose clock started at `start` and was never stopped."""
        office: cython.longlong = self._office[limit]
        moment: cython.double = self._counted_from(limit, start)
        if moment == INFINITY:
            return INFINITY
        if self._kind[limit] == HOURS:
            return self._days.add(office, moment, self._minutes[limit])
        day: cython.longlong = cython.cast(cython.longlong, moment / DAY)
        if self._kind[limit] == CLOSING:
            moment = self._days.closing(office, self._days.open_from(office, day))
            return moment if moment > start else self._days.closing(office, self._days.open_from(office, day + 1))
        if self._months[limit] >= 0:
            day += self._at(self._months[limit], day)
        day += self._calendar[limit]
        if self._working[limit] > 0:
            day = self._days.date(office, self._days.rank(office, day) + self._working[limit])
        if self._part[limit] >= 0:
            moment = self._part_of(self._part[limit], self._days.open_from(office, day + 1))
        else:
            moment = self._days.closing(office, self._days.open_from(office, day))
        return self._days.add(office, moment, self._minutes[limit]) if self._minutes[limit] > 0.0 else moment

    def _stopped(
        self,
        limit: cython.longlong,
        start: cython.double,
        stops: cython.p_double,
        first: cython.longlong,
        count: cython.longlong,
    ) -> cython.double:
        """Return when a dossier is due whose clock started at `start` and was stopped since."""
        office: cython.longlong = self._office[limit]
        moment: cython.double = self._counted_from(limit, start)
        if moment == INFINITY:
            return INFINITY
        if self._kind[limit] == HOURS:
            return self._minutes_after(office, moment, self._minutes[limit], stops, first, count)
        day: cython.longlong = cython.cast(cython.longlong, moment / DAY)
        if self._kind[limit] == CLOSING:
            moment = self._closing_from(office, day, stops, first, count)
            return moment if moment > start else self._closing_from(office, day + 1, stops, first, count)
        day = self._first_day(day, stops, first, count)
        if not self._days.listed(day):
            return INFINITY
        number: cython.longlong = self._calendar[limit]
        if self._months[limit] >= 0:
            number += self._at(self._months[limit], day)
        day = self._after(office, False, day, number, stops, first, count)
        day = self._after(office, True, day, self._working[limit], stops, first, count)
        if self._part[limit] >= 0:
            moment = self._part_after(office, self._part[limit], day, stops, first, count)
        else:
            moment = self._closing_from(office, day, stops, first, count)
        if self._minutes[limit] > 0.0:
            return self._minutes_after(office, moment, self._minutes[limit], stops, first, count)
        return moment

    def _counted_from(self, limit: cython.longlong, start: cython.double) -> cython.double:
        """Return from when a limit counts: later than the start after the cut-off hour; infinity past the last day."""
        office: cython.longlong = self._office[limit]
        cutoff: cython.longlong = self._cutoff[limit]
        day: cython.longlong = cython.cast(cython.longlong, start / DAY)
        if cutoff >= 0 and self._days.listed(day):
            before: cython.longlong = self._days.rank(office, day - 1) if day > 0 else 0
            if self._days.rank(office, day) == before or start - day * DAY > cutoff:
                day = self._days.date(office, self._days.rank(office, day) + 1)
                start = day * DAY
        return start if self._days.listed(day) else INFINITY

    def _at(self, table: cython.longlong, day: cython.longlong) -> cython.longlong:
        """Return what a table by days says of a day that is listed."""
        return self._by_day[table + self._days.place(day)]

    def _part_of(self, table: cython.longlong, day: cython.longlong) -> cython.double:
        """Return when a part of a working day is over."""
        return day * DAY + self._at(table, day) if self._days.listed(day) else INFINITY

    def _first_day(
        self, day: cython.longlong, stops: cython.p_double, first: cython.longlong, count: cython.longlong
    ) -> cython.longlong:
        """Return the day not counted: that of the start, or if the clock stops then, the day it runs again."""
        each: cython.longlong
        for each in range(count):
            if stops[first + 2 * each] < (day + 1) * DAY <= stops[first + 2 * each + 1]:
                day = cython.cast(cython.longlong, stops[first + 2 * each + 1] / DAY)
        return day

    def _after(
        self,
        office: cython.longlong,
        working: cython.bint,
        day: cython.longlong,
        number: cython.longlong,
        stops: cython.p_double,
        first: cython.longlong,
        count: cython.longlong,
    ) -> cython.longlong:
        """Return the day, or the working day, of this number after `day`, those left out which a stop loses."""
        each: cython.longlong
        if number == 0:
            return day
        wanted: cython.longlong = number + (self._days.rank(office, day) if working else day)
        found: cython.longlong = self._days.date(office, wanted) if working else wanted
        for each in range(count):
            lost: cython.longlong = self._days.lost_from(office, stops[first + 2 * each])
            last: cython.longlong = self._days.lost_to(office, stops[first + 2 * each + 1])
            if lost > found:
                break
            lost = lost if lost > day else day + 1
            if last >= lost:
                if working:
                    wanted += self._days.rank(office, last) - self._days.rank(office, lost - 1)
                else:
                    wanted += last - lost + 1
                found = self._days.date(office, wanted) if working else wanted
        return found

    def _closing_from(
        self,
        office: cython.longlong,
        day: cython.longlong,
        stops: cython.p_double,
        first: cython.longlong,
        count: cython.longlong,
    ) -> cython.double:
        """Return when the office closes on a day, or on the next one with working time on which the clock runs."""
        each: cython.longlong
        day = self._days.open_from(office, day)
        for each in range(count):
            last: cython.longlong = self._days.lost_to(office, stops[first + 2 * each + 1])
            if self._days.lost_from(office, stops[first + 2 * each]) <= day <= last:
                day = self._days.open_from(office, last + 1)
        return self._days.closing(office, day)

    def _part_after(
        self,
        office: cython.longlong,
        table: cython.longlong,
        day: cython.longlong,
        stops: cython.p_double,
        first: cython.longlong,
        count: cython.longlong,
    ) -> cython.double:
        """Return when a part of the next day after `day` is over and the clock runs, or that day's closing if later."""
        moment: cython.double
        while True:
            day = self._days.open_from(office, day + 1)
            moment = self._part_of(table, day)
            if moment == INFINITY or not self._stopped_at(moment, stops, first, count):
                return moment
            moment = self._days.closing(office, day)
            if not self._stopped_at(moment, stops, first, count):
                return moment

    def _stopped_at(
        self, moment: cython.double, stops: cython.p_double, first: cython.longlong, count: cython.longlong
    ) -> cython.bint:
        """Say whether the clock is stopped; at the very minute it stops, it has still run."""
        each: cython.longlong
        for each in range(count):
            if stops[first + 2 * each + 1] >= moment:
                return stops[first + 2 * each] < moment
        return False

    def _minutes_after(
        self,
        office: cython.longlong,
        start: cython.double,
        minutes: cython.double,
        stops: cython.p_double,
        first: cython.longlong,
        count: cython.longlong,
    ) -> cython.double:
        """Return when minutes of working time have run since `start`, stops left out exactly."""
        each: cython.longlong
        for each in range(count):
            stop: cython.double = stops[first + 2 * each]
            end: cython.double = stops[first + 2 * each + 1]
            if end <= start:
                continue
            if stop > start:
                before: cython.double = self._days.until(office, stop) - self._days.until(office, start)
                if minutes <= before + TOUCH:
                    break
                minutes -= before
            start = end
        return self._days.add(office, start, minutes)
