# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The agenda of a run: what happens next, in order of time, and at the same time in order of procedure and dossier."""

from __future__ import annotations

from array import array
from typing import Any

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython

if not cython.compiled:
    from math import inf as INFINITY  # noqa: N812 -- its name in C

    from isoqms.simulate.columns import keys, reals, twice, wholes

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""


@cython.cclass
class Agenda:
    """Events by time and rank, the next one first: a binary heap.

    An event is the minute at which it happens, a number that says what it is, and the rank of that number, which orders
    events of the same minute. `events` are held; the one taken last is in `time` and `what`. Taking one leaves a
    hole at the top, which the next event added fills: most events bring about another. Behind the last event stands
    what never happens, so that the way down the heap ends without asking how many events there are.

    Runs have it as part of themselves, for nothing is asked as often.

    Args:
        room: how many events there is room for; no number of an event is as high.
        below: how far numbers of events go below 0.
    """

    def __init__(self, room: int, below: int) -> None:
        self._below = below + 1
        self._nothing = -self._below
        columns: list[array[Any]] = [
            array("d", [INFINITY]) * (2 * room + 2),
            array("Q", [(1 << 64) - 1]) + array("Q", bytes(8 * (room + below))),
            array("q", [-below - 1]) * (2 * room + 2),
        ]
        self._event_columns = columns
        self._point_events()
        self.events = 0
        self.event_room = room
        self.time = 0.0
        self.what = 0
        self._hole = False

    def _point_events(self) -> cython.void:
        self._times = reals(self._event_columns[0])
        self._ranks = keys(self._event_columns[1])
        self._whats = wholes(self._event_columns[2])

    def grow_agenda(self) -> cython.void:
        """Make room for twice as many events."""
        times, ranks, whats = self._event_columns
        self._event_columns = [
            times + array("d", [INFINITY]) * (2 * self.event_room),
            twice(ranks),
            whats + array("q", [self._nothing]) * (2 * self.event_room),
        ]
        self._point_events()
        self.event_room *= 2

    def expect(self, time: cython.double, rank: cython.ulonglong, what: cython.longlong) -> cython.void:
        """Note an event, unless it never happens; there must be room."""
        here: cython.longlong
        above: cython.longlong
        if time == INFINITY:
            return
        self._ranks[what + self._below] = rank
        if self._hole:
            self._hole = False
            self._sink(time, what)
            return
        here = self.events
        self.events += 1
        while here > 0:
            above = (here - 1) >> 1
            if self._times[above] < time or (self._times[above] == time and self._rank(self._whats[above]) <= rank):
                break
            self._times[here] = self._times[above]
            self._whats[here] = self._whats[above]
            here = above
        self._times[here] = time
        self._whats[here] = what

    def take(self) -> cython.bint:
        """Take the next event; say whether there is one."""
        self.fill()
        self.time = self._times[0]
        self.what = self._whats[0]
        self._hole = self.events > 0
        return self._hole

    def fill(self) -> cython.void:
        """Fill the hole at the top, if there is one, with the last event."""
        time: cython.double
        what: cython.longlong
        if self._hole:
            self._hole = False
            self.events -= 1
            time = self._times[self.events]
            what = self._whats[self.events]
            self._times[self.events] = INFINITY
            self._whats[self.events] = self._nothing
            if self.events > 0:
                self._sink(time, what)

    def _rank(self, what: cython.longlong) -> cython.ulonglong:
        """Return the rank of an event."""
        return self._ranks[what + self._below]

    def _sink(self, time: cython.double, what: cython.longlong) -> cython.void:
        """Put an event at the top and let it go down to its place."""
        here: cython.longlong = 0
        below: cython.longlong = 1
        left: cython.double
        right: cython.double
        earlier: cython.double
        while True:
            left = self._times[below]
            right = self._times[below + 1]
            below += right < left  # adding what is true, not asking, spares the processor a guess
            earlier = self._times[below]
            if time < earlier:
                break
            if left == right or time == earlier:
                if left == right and self._rank(self._whats[below + 1]) < self._rank(self._whats[below]):
                    below += 1
                if time == earlier and self._rank(what) <= self._rank(self._whats[below]):
                    break
            self._times[here] = earlier
            self._whats[here] = self._whats[below]
            here = below
            below = 2 * here + 1
        self._times[here] = time
        self._whats[here] = what

    def now_again(self) -> cython.bint:
        """Say whether another event happens at the time of the one taken last."""
        if self._hole:
            return min(self._times[1], self._times[2]) <= self.time
        return self._times[0] <= self.time
