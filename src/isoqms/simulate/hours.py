# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Working time along opening hours, for a clock that only goes forward: a cursor on each timeline moves with it."""

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

    from isoqms.simulate.columns import reals, wholes
    from isoqms.simulate.records import Cursor

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""


@cython.final
@cython.cclass
class Hours:
    """The timelines of a run, each a row of open windows that repeats with its period, known by their numbers.

    Number -1 is the clock on the wall, which is always open. Questions come in order of time: `now` never goes back.
    Past the last window of a timeline that does not repeat, everything happens at infinity.
    """

    def __init__(self, timelines: Sequence[tuple[Sequence[float], Sequence[float], float]]) -> None:
        opens, closes, before = array("d"), array("d"), array("d")
        self._rows: list[tuple[int, int, float, float]] = []
        for starts, ends, period in timelines:
            first, worked = len(opens), 0.0
            for opening, closing in zip(starts, ends, strict=True):
                opens.append(opening)
                closes.append(closing)
                before.append(worked)
                worked += closing - opening
            self._rows.append((first, len(opens), period, worked))
            # behind the last window stands the first of the next period
            for column in (opens, closes, before):
                column.append(period + column[first] if column[first:] else INFINITY)
        for column in (opens, closes, before):
            column.append(INFINITY)
        self._columns = opens, closes, before
        self._opens, self._closes, self._before = reals(opens), reals(closes), reals(before)
        self.begun = 0.0
        self._set_cursors()

    def _set_cursors(self) -> cython.void:
        """Set every cursor to the first window of its timeline."""
        rows: list[tuple[int, int, float, float]] = self._rows
        if cython.compiled:
            self._cursor_column = array("q", bytes(cython.sizeof(Cursor) * max(len(rows), 1)))
            self.cursors = cython.cast(cython.pointer(Cursor), wholes(self._cursor_column))
        else:
            self.cursors = [Cursor() for _ in rows]
        for line, (first, last, period, whole) in enumerate(rows):
            self.cursors[line].first, self.cursors[line].last = first, last
            self.cursors[line].period, self.cursors[line].whole = period, whole
            self.cursors[line].at = first
            self._look(line)

    def follow(self, timeline: int) -> int:
        """Return a number by which a timeline is known a second time, so that other questions come in order there.

        It is asked for before time begins to pass.
        """
        if timeline < 0:
            return timeline
        self._rows.append(self._rows[timeline])
        self._set_cursors()
        return len(self._rows) - 1

    def _look(self, line: cython.longlong) -> cython.void:
        """Read off the window at which a cursor stands."""
        at: cython.longlong = self.cursors[line].at
        base: cython.double = self.cursors[line].base
        self.cursors[line].opens = self._opens[at] + base
        self.cursors[line].closes = self._closes[at] + base
        self.cursors[line].before = self._before[at] + self.cursors[line].done

    def _advance(self, line: cython.longlong, now: cython.double) -> cython.void:
        """Move the cursor to the first window that closes after `now`."""
        while self.cursors[line].closes <= now < INFINITY:
            self.cursors[line].at += 1
            if self.cursors[line].at == self.cursors[line].last:
                self.cursors[line].at = self.cursors[line].first
                self.cursors[line].base += self.cursors[line].period
                self.cursors[line].done += self.cursors[line].whole
            self.cursors[line].closed = self.cursors[line].closes
            self._look(line)

    def worked(self, timeline: cython.longlong, now: cython.double) -> cython.double:
        """Return the minutes the timeline has been open since the beginning."""
        if timeline < 0:
            return now
        if self.cursors[timeline].closes <= now:
            self._advance(timeline, now)
        return self.cursors[timeline].before + max(now - self.cursors[timeline].opens, 0.0)

    def opening(self, timeline: cython.longlong, now: cython.double) -> cython.double:
        """Return `now` while the timeline is open, else when it next opens."""
        if timeline < 0:
            return now
        self._advance(timeline, now)
        return max(now, self.cursors[timeline].opens)

    def closing(self, timeline: cython.longlong, now: cython.double) -> cython.double:
        """Return when the window that is open at `now`, or the next one, closes."""
        if timeline < 0:
            return INFINITY
        self._advance(timeline, now)
        return self.cursors[timeline].closes

    def reopening(self, timeline: cython.longlong, now: cython.double) -> cython.double:
        """Return when the window after the one of `closing` opens."""
        if timeline < 0:
            return INFINITY
        self._advance(timeline, now)
        return self._opens[self.cursors[timeline].at + 1] + self.cursors[timeline].base

    def carry_out(self, timeline: cython.longlong, moment: cython.double, minutes: cython.double) -> cython.double:
        """Return when `minutes` of open time have run since `moment`, or since the next opening.

        When they begin is then in `begun`. It is what `opening` and `finish` tell, in one go, of one with a number.
        """
        end: cython.double
        if self.cursors[timeline].closes <= moment:
            self._advance(timeline, moment)
        self.begun = max(moment, self.cursors[timeline].opens)
        end = self.begun + minutes
        if end <= self.cursors[timeline].closes:
            return end
        return self._interrupted(timeline, self.cursors[timeline].at, self.cursors[timeline].base, end)

    def stood(self, timeline: cython.longlong, since: cython.double) -> cython.double:
        """Return the open minutes from `since` until what `carry_out` was asked about last begins."""
        if since >= self.cursors[timeline].closed:
            return self.begun - max(since, self.cursors[timeline].opens)
        return self._stood_longer(timeline, since)

    def _stood_longer(self, line: cython.longlong, since: cython.double) -> cython.double:
        """Return the same when windows closed in the meantime."""
        at: cython.longlong = self.cursors[line].at
        base: cython.double = self.cursors[line].base
        stood: cython.double = self.begun - self.cursors[line].opens
        opens: cython.double
        while True:
            if at == self.cursors[line].first:
                if base == 0.0:
                    return stood
                at = self.cursors[line].last
                base -= self.cursors[line].period
            at -= 1
            opens = self._opens[at] + base
            if opens <= since:
                return stood + max(self._closes[at] + base - since, 0.0)
            stood += self._closes[at] + base - opens

    def finish(
        self, timeline: cython.longlong, now: cython.double, start: cython.double, minutes: cython.double
    ) -> cython.double:
        """Return when `minutes` of open time have run since `start`, which is not before `now`.

        Time that runs out at closing ends then, not at the next opening.
        """
        at: cython.longlong
        base: cython.double
        if timeline < 0:
            return start + minutes
        if minutes <= 0.0:
            return start
        self._advance(timeline, now)
        at = self.cursors[timeline].at
        base = self.cursors[timeline].base
        while self._closes[at] + base <= start < INFINITY:
            at += 1
            if at == self.cursors[timeline].last:
                at = self.cursors[timeline].first
                base += self.cursors[timeline].period
        return self._interrupted(timeline, at, base, max(start, self._opens[at] + base) + minutes)

    def _interrupted(
        self, line: cython.longlong, at: cython.longlong, base: cython.double, end: cython.double
    ) -> cython.double:
        """Return when is over what began in the window `at` and would be at `end` if this never closed."""
        turns: cython.double
        while end > self._closes[at] + base:
            end += self._opens[at + 1] - self._closes[at]
            at += 1
            if at == self.cursors[line].last:
                at = self.cursors[line].first
                base += self.cursors[line].period
                if base == INFINITY:
                    return INFINITY
                turns = self._whole_periods(line, end - base - self._opens[at])
                base += turns * self.cursors[line].period
                end += turns * (self.cursors[line].period - self.cursors[line].whole)
        return end

    def _whole_periods(self, line: cython.longlong, minutes: cython.double) -> cython.double:
        """Return how many whole periods pass before the one in which so many minutes of open time run out."""
        if minutes <= self.cursors[line].whole:
            return 0.0
        return ceil(minutes / self.cursors[line].whole) - 1.0
