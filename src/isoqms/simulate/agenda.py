# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The agenda of a run: what happens next, in order of time, and at the same time in order of procedure and dossier."""

from __future__ import annotations

from array import array

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython  # type: ignore[no-redef]

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""


@cython.final
@cython.cclass
class Agenda:
    """Events by time and rank, the next one first: a binary heap.

    An event is the minute at which it happens, a rank that orders events of the same minute, and a number that says
    what it is. `size` events are held; the one taken last is in `time` and `what`.
    """

    def __init__(self, room: int) -> None:
        self._times = array("d", bytes(8 * room))
        self._ranks = array("Q", bytes(8 * room))
        self._whats = array("q", bytes(8 * room))
        self.size = 0
        self.room = room
        self.time = 0.0
        self.what = 0

    def grow(self) -> cython.void:
        """Make room for twice as many events."""
        spare = bytes(8 * self.room)
        self._times = array("d", bytes(self._times) + spare)
        self._ranks = array("Q", bytes(self._ranks) + spare)
        self._whats = array("q", bytes(self._whats) + spare)
        self.room *= 2

    def add(self, time: cython.double, rank: cython.ulonglong, what: cython.longlong) -> cython.void:
        """Note an event; there must be room."""
        here: cython.longlong = self.size
        above: cython.longlong
        self.size += 1
        while here > 0:
            above = (here - 1) >> 1
            if self._times[above] < time or (self._times[above] == time and self._ranks[above] <= rank):
                break
            self._times[here] = self._times[above]
            self._ranks[here] = self._ranks[above]
            self._whats[here] = self._whats[above]
            here = above
        self._times[here] = time
        self._ranks[here] = rank
        self._whats[here] = what

    def take(self) -> cython.void:
        """Take the next event; there must be one."""
        last: cython.longlong = self.size - 1
        here: cython.longlong = 0
        below: cython.longlong = 1
        time: cython.double = self._times[last]
        rank: cython.ulonglong = self._ranks[last]
        self.time = self._times[0]
        self.what = self._whats[0]
        self.size = last
        while below < last:
            if below + 1 < last and (
                self._times[below + 1] < self._times[below]
                or (self._times[below + 1] == self._times[below] and self._ranks[below + 1] < self._ranks[below])
            ):
                below += 1
            if time < self._times[below] or (time == self._times[below] and rank <= self._ranks[below]):
                break
            self._times[here] = self._times[below]
            self._ranks[here] = self._ranks[below]
            self._whats[here] = self._whats[below]
            here = below
            below = 2 * here + 1
        self._times[here] = time
        self._ranks[here] = rank
        self._whats[here] = self._whats[last]

    def now_again(self) -> cython.bint:
        """Say whether another event happens at the time of the one taken last."""
        return self.size > 0 and self._times[0] <= self.time
