# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Working time along opening hours, for a clock that only goes forward: a cursor on each timeline moves with it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython

if not cython.compiled:
    from math import inf as INFINITY  # noqa: N812 -- its name in C

    from isoqms.simulate.columns import reals, wholes

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
        opens, closes, before = array("d", [0.0]), array("d", [0.0]), array("d", [0.0])  # never empty
        first, last, period, whole = array("q", [0]), array("q", [0]), array("d", [0.0]), array("d", [0.0])
        for starts, ends, length in timelines:
            first.append(len(opens))
            worked = 0.0
            for opening, closing in zip(starts, ends, strict=True):
                opens.append(opening)
                closes.append(closing)
                before.append(worked)
                worked += closing - opening
            last.append(len(opens))
            period.append(length)
            whole.append(worked)
        self._columns = (
            opens, closes, before, first, last, period, whole,
            first[:], array("d", bytes(8 * len(first))), array("d", bytes(8 * len(first))),
        )  # fmt: skip
        self._opens, self._closes, self._before = reals(opens), reals(closes), reals(before)
        self._first, self._last = wholes(first), wholes(last)
        self._period, self._whole = reals(period), reals(whole)
        self._at = wholes(self._columns[7])
        self._base, self._done = reals(self._columns[8]), reals(self._columns[9])
        self.begun, self.begun_after = 0.0, 0.0

    def follow(self, timeline: int) -> int:
        """Return a number by which a timeline is known a second time, so that other questions come in order there."""
        if timeline < 0:
            return timeline
        columns: Any = self._columns
        for column in columns[3:]:
            column.append(column[timeline + 1])
        self._first, self._last = wholes(columns[3]), wholes(columns[4])
        self._period, self._whole = reals(columns[5]), reals(columns[6])
        self._at = wholes(columns[7])
        self._base, self._done = reals(columns[8]), reals(columns[9])
        return len(columns[3]) - 2

    def _advance(self, line: cython.longlong, now: cython.double) -> cython.void:
        """Move the cursor to the first window that closes after `now`."""
        while self._closes[self._at[line]] + self._base[line] <= now:
            self._at[line] += 1
            if self._at[line] == self._last[line]:
                self._at[line] = self._first[line]
                self._base[line] += self._period[line]
                self._done[line] += self._whole[line]

    def worked(self, timeline: cython.longlong, now: cython.double) -> cython.double:
        """Return the minutes the timeline has been open since the beginning."""
        line: cython.longlong = timeline + 1
        opens: cython.double
        if timeline < 0:
            return now
        self._advance(line, now)
        opens = self._opens[self._at[line]] + self._base[line]
        if now <= opens:
            return self._done[line] + self._before[self._at[line]]
        return self._done[line] + self._before[self._at[line]] + (now - opens)

    def opening(self, timeline: cython.longlong, now: cython.double) -> cython.double:
        """Return `now` while the timeline is open, else when it next opens."""
        line: cython.longlong = timeline + 1
        opens: cython.double
        if timeline < 0:
            return now
        self._advance(line, now)
        opens = self._opens[self._at[line]] + self._base[line]
        return opens if now < opens else now

    def closing(self, timeline: cython.longlong, now: cython.double) -> cython.double:
        """Return when the window that is open at `now`, or the next one, closes."""
        line: cython.longlong = timeline + 1
        if timeline < 0:
            return INFINITY
        self._advance(line, now)
        return self._closes[self._at[line]] + self._base[line]

    def reopening(self, timeline: cython.longlong, now: cython.double) -> cython.double:
        """Return when the window after the one of `closing` opens."""
        line: cython.longlong = timeline + 1
        following: cython.longlong
        if timeline < 0:
            return INFINITY
        self._advance(line, now)
        following = self._at[line] + 1
        if following == self._last[line]:
            return self._opens[self._first[line]] + self._base[line] + self._period[line]
        return self._opens[following] + self._base[line]

    def carry_out(self, timeline: cython.longlong, moment: cython.double, minutes: cython.double) -> cython.double:
        """Return when `minutes` of open time have run since `moment`, or since the next opening.

        When they begin is then in `begun`, and the minutes the timeline had been open until then in `begun_after`. It
        is what `opening`, `worked` and `finish` tell, of a timeline with a number, in one go.
        """
        line: cython.longlong = timeline + 1
        at: cython.longlong = self._at[line]
        base: cython.double = self._base[line]
        opens: cython.double
        closes: cython.double = self._closes[at] + base
        if closes <= moment:
            self._advance(line, moment)
            at = self._at[line]
            base = self._base[line]
            closes = self._closes[at] + base
        opens = self._opens[at] + base
        self.begun = opens if moment < opens else moment
        self.begun_after = self._done[line] + self._before[at] + (self.begun - opens)
        if minutes <= closes - self.begun:
            return self.begun + minutes
        return self.finish(timeline, moment, self.begun, minutes)

    def finish(
        self, timeline: cython.longlong, now: cython.double, start: cython.double, minutes: cython.double
    ) -> cython.double:
        """Return when `minutes` of open time have run since `start`, which is not before `now`.

        Time that runs out at closing ends then, not at the next opening.
        """
        line: cython.longlong = timeline + 1
        at: cython.longlong
        base: cython.double
        opens: cython.double
        if timeline < 0:
            return start + minutes
        self._advance(line, now)
        at = self._at[line]
        base = self._base[line]
        if minutes <= 0.0:
            return start
        while self._closes[at] + base <= start:
            at += 1
            if at == self._last[line]:
                at = self._first[line]
                base += self._period[line]
        opens = self._opens[at] + base
        if start < opens:
            start = opens
        while minutes > self._closes[at] + base - start:
            minutes -= self._closes[at] + base - start
            at += 1
            if at == self._last[line]:
                at = self._first[line]
                base += self._period[line]
                while minutes > self._whole[line]:
                    minutes -= self._whole[line]
                    base += self._period[line]
                    if base > 1e300:
                        return base
            start = self._opens[at] + base
        return start + minutes
