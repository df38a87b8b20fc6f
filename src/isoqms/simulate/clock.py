# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The statutory clock of each dossier: started, stopped, run again, begun anew, and what it has counted."""

from __future__ import annotations

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython

from isoqms.simulate.state import State

if not cython.compiled:
    from isoqms.simulate.codes import EXTENDS, MOST_STOPS, NOT_STARTED, RESTARTS, STOPS, SUPPLEMENT

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""


@cython.cclass
class Clock(State):
    """The memory of a run with the clocks of its dossiers, which run where it is judged who is on time."""

    def receive(self, slot: cython.longlong, kind: cython.longlong, now: cython.double) -> cython.void:
        """Set the clock of a dossier that comes to the office; it runs at once where the limit counts from receipt."""
        self.clock_runs[slot] = 0
        self.clock_stops[slot] = 0
        self.clock_lost[slot] = 0.0
        self.clock_start[slot] = now
        self.stop_count[slot] = 0
        self.extended[slot] = 0
        self.requests[slot] = 0
        self.requested[slot] = 0.0
        self.slot_received[slot] = self.hours.opening(self.kind_reception[kind], now)
        if self.kind_at_receipt[kind]:
            self.start_clock(slot, now)

    def clock_in(self, slot: cython.longlong, flags: cython.longlong, now: cython.double) -> cython.void:
        """Start or stop the clock of a dossier that begins a step."""
        if self.clock_runs[slot] == 0 and not flags & NOT_STARTED:
            self.start_clock(slot, now)
        if flags & STOPS:
            self.clock_stops[slot] += 1
            if self.clock_stops[slot] == 1:
                self.stop_since[slot] = now
                self.stop_opened[slot] = self.hours.worked(self.kind_office[self.slot_kind[slot]], now)
        if flags & SUPPLEMENT:
            self.requests[slot] += 1
            self.request_since[slot] = now
        if flags & EXTENDS:
            self.extended[slot] = 1

    def start_clock(self, slot: cython.longlong, now: cython.double) -> cython.void:
        """Let the statutory clock run from now, or from receipt when that is later, with nothing counted yet."""
        self.clock_runs[slot] = 1
        self.clock_start[slot] = max(now, self.slot_received[slot])
        self.clock_opened[slot] = self.hours.worked(self.kind_office[self.slot_kind[slot]], now)
        self.clock_lost[slot] = 0.0
        self.stop_count[slot] = 0

    def clock_out(self, slot: cython.longlong, flags: cython.longlong, now: cython.double) -> cython.void:
        """Let the clock of a dossier that ends a step run again; stops beyond the sixteenth lengthen the last one."""
        place: cython.longlong
        if flags & STOPS:
            self.clock_stops[slot] -= 1
            if self.clock_stops[slot] == 0 and self.clock_runs[slot]:
                self.clock_lost[slot] += (
                    self.hours.worked(self.kind_office[self.slot_kind[slot]], now) - self.stop_opened[slot]
                )
                if self.stop_count[slot] < MOST_STOPS:
                    place = slot * 2 * MOST_STOPS + 2 * self.stop_count[slot]
                    self.stops[place] = max(self.stop_since[slot], self.clock_start[slot])
                    self.stops[place + 1] = max(now, self.clock_start[slot])
                    self.stop_count[slot] += 1
                else:
                    self.stops[slot * 2 * MOST_STOPS + 2 * MOST_STOPS - 1] = now
        if flags & SUPPLEMENT:
            self.requested[slot] += now - self.request_since[slot]
            self.request_since[slot] = -1.0
        if flags & RESTARTS:
            self.start_clock(slot, now)
