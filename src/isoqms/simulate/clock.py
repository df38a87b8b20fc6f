# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The statutory clock of each dossier: started, stopped, run again, begun anew, and what it has counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython

from isoqms.simulate.state import State

if not cython.compiled:
    from isoqms.simulate.codes import EXTENDS, MOST_STOPS, NOT_STARTED, RESTARTS, STOPS, SUPPLEMENT

if TYPE_CHECKING:
    from isoqms.simulate.tables import Tables

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""


@cython.cclass
class Clock(State):
    """The memory of a run with the clocks of its dossiers, which run where it is judged who is on time."""

    def __init__(self, tables: Tables, detail: bool) -> None:
        State.__init__(self, tables, detail)

    def receive(self, slot: cython.longlong, kind: cython.longlong, now: cython.double) -> cython.void:
        """Set the clock of a dossier that comes to the office; it runs at once where the limit counts from receipt."""
        self.slots[slot].clock_runs = 0
        self.slots[slot].clock_stops = 0
        self.slots[slot].clock_lost = 0.0
        self.slots[slot].clock_start = now
        self.slots[slot].stop_count = 0
        self.slots[slot].extended = 0
        self.slots[slot].requests = 0
        self.slots[slot].requested = 0.0
        self.slots[slot].received = self.hours.opening(self.kind_reception[kind], now)
        if self.kind_at_receipt[kind]:
            self.start_clock(slot, now)

    def clock_in(self, slot: cython.longlong, flags: cython.longlong, now: cython.double) -> cython.void:
        """Start or stop the clock of a dossier that begins a step."""
        if self.slots[slot].clock_runs == 0 and not flags & NOT_STARTED:
            self.start_clock(slot, now)
        if flags & STOPS:
            self.slots[slot].clock_stops += 1
            if self.slots[slot].clock_stops == 1:
                self.slots[slot].stop_since = now
                self.slots[slot].stop_opened = self.hours.worked(self.kind_office[self.slots[slot].kind], now)
        if flags & SUPPLEMENT:
            self.slots[slot].requests += 1
            self.slots[slot].request_since = now
        if flags & EXTENDS:
            self.slots[slot].extended = 1

    def start_clock(self, slot: cython.longlong, now: cython.double) -> cython.void:
        """Let the statutory clock run from now, or from receipt when that is later, with nothing counted yet."""
        self.slots[slot].clock_runs = 1
        self.slots[slot].clock_start = max(now, self.slots[slot].received)
        self.slots[slot].clock_opened = self.hours.worked(self.kind_office[self.slots[slot].kind], now)
        self.slots[slot].clock_lost = 0.0
        self.slots[slot].stop_count = 0

    def clock_out(self, slot: cython.longlong, flags: cython.longlong, now: cython.double) -> cython.void:
        """Let the clock of a dossier that ends a step run again; stops beyond the sixteenth lengthen the last one."""
        place: cython.longlong
        if flags & STOPS:
            self.slots[slot].clock_stops -= 1
            if self.slots[slot].clock_stops == 0 and self.slots[slot].clock_runs:
                self.slots[slot].clock_lost += (
                    self.hours.worked(self.kind_office[self.slots[slot].kind], now) - self.slots[slot].stop_opened
                )
                if self.slots[slot].stop_count < MOST_STOPS:
                    place = slot * 2 * MOST_STOPS + 2 * self.slots[slot].stop_count
                    self.stops[place] = max(self.slots[slot].stop_since, self.slots[slot].clock_start)
                    self.stops[place + 1] = max(now, self.slots[slot].clock_start)
                    self.slots[slot].stop_count += 1
                else:
                    self.stops[slot * 2 * MOST_STOPS + 2 * MOST_STOPS - 1] = now
        if flags & SUPPLEMENT:
            self.slots[slot].requested += now - self.slots[slot].request_since
            self.slots[slot].request_since = -1.0
        if flags & RESTARTS:
            self.start_clock(slot, now)
