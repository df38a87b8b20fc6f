# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""One replication, event by event: dossiers come, go their way, and what they took is added up.

Compiled where a compiler is at hand; run by the interpreter the same source gives the same result bit by bit.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython

from isoqms.simulate.course import Course

if not cython.compiled:
    from math import inf as INFINITY  # noqa: N812 -- its name in C
    from math import log

    from isoqms.simulate.chance import mix, uniform
    from isoqms.simulate.codes import DONE, ENDED, GROW, P_COLUMNS, P_COUNTED, STUCK
    from isoqms.simulate.columns import keys, reals, wholes

if TYPE_CHECKING:
    from isoqms.simulate.tables import Tables

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""

MASK = cython.declare(cython.ulonglong, 0xFFFFFFFFFFFFFFFF)
ARRIVAL_KEY = cython.declare(cython.ulonglong, 0x243F6A8885A308D3)
KIND_KEY = cython.declare(cython.ulonglong, 0x13198A2E03707344)
NEVER_ENDS = cython.declare(cython.double, 26280000.0)
"""Minutes in fifty years: a dossier counted that has not ended so long after the last one came never will."""


@cython.final
@cython.cclass
class Kernel(Course):
    """One replication of an office.

    Either the dossiers counted are those from number `warm_up` on, `cases` of them, in order of arrival; or, where
    `cases` is 0, those that arrive from minute `begin` to `end`. All of them are followed to their end while later ones
    keep coming.

    Args:
        tables: what dossiers go through and who works on them.
        seeds: the key of each procedure in this replication.
        warm_up: how many dossiers come before those counted.
        cases: how many are counted.
        begin, end: the time in which arriving dossiers are counted, in minutes.
        detail: whether sums by node and the critical way are kept, or lead times alone.
        on_time: whether dossiers are judged all the same.
        log: whether visits and dossiers are logged.
        series: how many lead times to keep in order of arrival.
    """

    def __init__(
        self,
        tables: Tables,
        seeds: Sequence[int],
        warm_up: int,
        cases: int,
        begin: float,
        end: float,
        detail: bool = True,
        log: bool = False,
        series: int = 0,
        on_time: bool = False,
    ) -> None:
        Course.__init__(self, tables, cases, detail, log, series)
        self.judged = self.judged or on_time
        streams = len(tables.stream_key)
        self._stream_key = keys(self.kept("_stream_key", array("Q", seeds)))
        self._stream_at = wholes(self.kept("_stream_at", array("q", tables.stream_windows)))
        self._stream_base = reals(self.kept("_stream_base", array("d", [0.0]) * max(streams, 1)))
        self._stream_place = reals(self.kept("_stream_place", array("d", [0.0]) * max(streams, 1)))
        self._stream_count = wholes(self.kept("_stream_count", array("q", [0]) * max(streams, 1)))
        self._stream_number = wholes(self.kept("_stream_number", array("q", [0]) * max(streams, 1)))
        self._stream_next = keys(self.kept("_stream_next", array("Q", [0]) * max(streams, 1)))
        self._procedure_count = wholes(self.kept("_procedure_count", array("q", [0]) * max(tables.procedures, 1)))
        self._warm_up, self._first_minute, self._last_minute = warm_up, begin, end
        self._came, self._never = 0, INFINITY
        self._mark_events = self._lot_events - len(tables.batch_size)
        self._state = DONE
        for stream in range(streams):
            self._next_arrival(stream)
        if not cases:
            self.expect(begin, 0, self._mark_events)
            self.expect(end, 0, self._mark_events - 1)

    def run(self) -> int:
        """Run until every dossier counted has ended; return how it went (`DONE`, `ENDED`, `STUCK`)."""
        while True:
            with cython.nogil:
                self._state = self._run()
            if self._state != GROW:
                self.note_the_rest()
                return self._state
            self.grow()
            if self.log:
                self.grow_logs()

    def _run(self) -> cython.longlong:
        """Let events happen until the run is over or room is short."""
        what: cython.longlong
        token: cython.longlong
        now: cython.double
        while True:
            if self.is_short or (self.log and self.log_is_full()):
                return GROW
            if not self.take():
                return DONE if self.counted_open == 0 else ENDED
            what = self.what
            now = self.time
            self.at_ease = self._groups_to_look == 0 and not self.now_again()
            token = -1
            if what >= 0:
                token = self.ended(what, now)
            elif what > self._wake_events:
                if now > self._never:
                    return STUCK
                token = self._arrive(-1 - what, now)
            else:
                self.at_ease = False
                self._other(what, now)
            self.go_on(token, now)
            if self._groups_to_look > 0 and not self.now_again():
                self.take_up(now)
            if self.counted_open == 0 and self._is_over(now):
                return DONE

    def _is_over(self, now: cython.double) -> cython.bint:
        """Say whether no dossier that is counted is still to come."""
        if self.cases > 0:
            return self._came >= self._warm_up + self.cases
        return now >= self._last_minute and self.until >= 0.0

    def _other(self, what: cython.longlong, now: cython.double) -> cython.void:
        """An opening, somebody who has caught up, a release, or the time counted begins or ends."""
        if what > self._free_events:
            self.woken(self._wake_events - what)
        elif what > self._lot_events:
            self.free_somebody(self._free_events - what)
        elif what > self._mark_events:
            self.release(self._lot_events - what, now)
        elif what == self._mark_events:
            self._observe(now)
        else:
            self.judge_unfinished(now)
            self._observe_no_more(now)

    # arriving

    def _next_arrival(self, stream: cython.longlong) -> cython.void:
        """Note when the next dossier of a stream comes: a gap of mean one along the stream's rate."""
        procedure: cython.longlong = self.stream_procedure[stream]
        number: cython.longlong = self._procedure_count[procedure]
        gap: cython.double = 1.0
        left: cython.double
        at: cython.longlong = self._stream_at[stream]
        base: cython.double = self._stream_base[stream]
        place: cython.double = self._stream_place[stream]
        key: cython.ulonglong = mix((self._stream_key[stream] + self._stream_count[stream]) & MASK)
        if not self.stream_even[stream]:
            gap = -log(1.0 - uniform(mix(key ^ ARRIVAL_KEY)))
        while True:
            if place < self.coming_opens[at] + base:
                place = self.coming_opens[at] + base
            left = (self.coming_closes[at] + base - place) * self.coming_rate[at]
            if gap <= left:
                break
            gap -= left
            at += 1
            if at == self.stream_windows[stream + 1]:
                at = self.stream_windows[stream]
                base += self.stream_period[stream]
                if base == INFINITY:
                    return
        place += gap / self.coming_rate[at]
        self._stream_at[stream] = at
        self._stream_base[stream] = base
        self._stream_place[stream] = place
        self._stream_count[stream] += 1
        self._stream_number[stream] = number
        self._stream_next[stream] = key
        self._procedure_count[procedure] += 1
        self.expect(place, self.procedure_tie[procedure] | (number << 16), -1 - stream)

    def _arrive(self, stream: cython.longlong, now: cython.double) -> cython.longlong:
        """Let a dossier come to the office, and note when the next one does; return its first token."""
        i: cython.longlong
        procedure: cython.longlong = self.stream_procedure[stream]
        number: cython.longlong = self._stream_number[stream]
        key: cython.ulonglong = self._stream_next[stream]
        kind: cython.longlong = self.stream_kinds[stream]
        slot: cython.longlong
        u: cython.double
        self.slots_free -= 1
        if self.slots_free == 0:
            self.is_short = True
        slot = self.free_slots[self.slots_free]
        if self.stream_kinds[stream + 1] - kind > 1:
            u = uniform(mix(key ^ KIND_KEY))
            while kind < self.stream_kinds[stream + 1] - 1 and u >= self.stream_share[kind]:
                kind += 1
        kind = self.stream_kind[kind]
        self.slots[slot].kind = kind
        self.slots[slot].stream = stream
        self.slots[slot].number = number
        self.slots[slot].key = key
        self.slots[slot].tie = self.procedure_tie[procedure] | (number << 16)
        self.slots[slot].arrived = now
        self.slots[slot].alive = 1
        self.slots[slot].tokens = -1
        self.slots[slot].back = -1.0
        for i in range(slot * self.counters, (slot + 1) * self.counters):
            self.counts[i] = 0
        for i in range(slot * self.joins, (slot + 1) * self.joins):
            self.arrived[i] = 0
        if self.detail:
            self.slots[slot].opened = self.hours.worked(self.kind_office[kind], now)
        if self.judged:
            self.receive(slot, kind, now)
        else:
            self.slots[slot].clock_runs = 1
        self.foresee(slot, kind)
        self._count_in(slot, procedure, now)
        self._next_arrival(stream)
        return self.token(slot, self.kind_start[kind], -1, -1)

    def _count_in(self, slot: cython.longlong, procedure: cython.longlong, now: cython.double) -> cython.void:
        """Decide whether an arriving dossier is counted."""
        counted: cython.bint = self._first_minute <= now < self._last_minute
        if self.cases > 0:
            counted = self._warm_up <= self._came < self._warm_up + self.cases
            if self._came == self._warm_up:
                self._observe(now)
            if self._came == self._warm_up + self.cases - 1:
                self._observe_no_more(now)
        # below: the place among those counted, for the series; -1 when it is not counted
        self.slots[slot].counted = self._came - self._warm_up if counted else -1
        if counted and not self.cases:
            self.slots[slot].counted = 0
        self._came += 1
        if counted:
            self.counted_open += 1
            self.procedure_sums[procedure * P_COLUMNS + P_COUNTED] += 1.0

    def _observe(self, now: cython.double) -> cython.void:
        """Begin to count how busy people are."""
        i: cython.longlong
        self.observing = True
        self.since = now
        self.count_served(now, 1.0)
        for i in range(self.pools):
            self.pool_open[i] = -self.hours.worked(self.pool_hours[i], now)

    def _observe_no_more(self, now: cython.double) -> cython.void:
        """Count how busy people are no longer; a run in which nothing was observed counts no time."""
        i: cython.longlong
        self.observing = False
        self.until = now
        self.count_served(now, -1.0)
        self._never = now + NEVER_ENDS
        for i in range(self.pools):
            self.pool_open[i] += self.hours.worked(self.pool_hours[i], now)
