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
    from isoqms.simulate import uncompiled as cython  # type: ignore[no-redef]

from isoqms.simulate.course import Course

if not cython.compiled:
    from math import log, log1p
    from math import inf as INFINITY

    from isoqms.simulate.chance import mix, uniform
    from isoqms.simulate.codes import (
        BINS,
        DELAY,
        D_ARRIVED,
        D_COLUMNS,
        D_COMMITTED,
        D_ENDING,
        D_FINISHED,
        D_KIND,
        D_LEGAL,
        D_NUMBER,
        D_PROCEDURE,
        D_RECEIVED,
        D_REQUESTED,
        D_REQUESTS,
        D_STARTED,
        D_STATUTORY,
        D_STREAM,
        DONE,
        ENDED,
        GROW,
        IN_WORK,
        MARGIN,
        MOST_ROLES,
        MOST_STOPS,
        N_BATCH,
        N_COLUMNS,
        N_CRITICAL,
        N_CRITICAL_TIME,
        N_ELAPSED,
        N_OFF_HOURS,
        N_OTHER_WORK,
        N_QUEUE,
        N_VISITS,
        N_WAIT,
        N_WORK,
        OFF_HOURS,
        OTHER_WORK,
        P_CARRIED,
        P_CAUSES,
        P_COLUMNS,
        P_COMMITTED,
        P_COMMITTED_IN_TIME,
        P_COUNTED,
        P_ENDINGS,
        P_FINISHED,
        P_FIRST_TIME_RIGHT,
        P_IN_PROGRESS,
        P_INDEX,
        P_INDEX_IN_TIME,
        P_LEAD,
        P_LEGAL,
        P_LEGAL_IN_TIME,
        P_OPEN,
        P_RECEIVED,
        P_REPORT,
        P_REPORT_IN_TIME,
        P_REWORK,
        P_STARTED,
        P_STATUTORY,
        P_WORK,
        BATCH,
        PASS,
        QUEUE,
        STUCK,
        V_COLUMNS,
        V_ENDED,
        V_ENTERED,
        V_JOINED,
        V_NODE,
        V_NUMBER,
        V_POOL,
        V_PROCEDURE,
        V_STARTED,
        WORK,
    )
    from isoqms.simulate.due import Dues

if TYPE_CHECKING:
    from isoqms.simulate.tables import Tables

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""

MASK = cython.declare(cython.ulonglong, 0xFFFFFFFFFFFFFFFF)
LOWEST = cython.declare(cython.double, 0.01)
PER_CENT = cython.declare(cython.double, 1.01)
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
    ) -> None:
        Course.__init__(self, tables, detail or log)
        self._dues = Dues(tables.offices, tables.limits, tables.steady)
        self._rules = tables.rules
        streams = len(tables.stream_key)
        self._stream_key = array("Q", seeds)
        self._stream_at = array("q", tables.stream_windows)
        self._stream_base = array("d", [0.0]) * max(streams, 1)
        self._stream_place = array("d", [0.0]) * max(streams, 1)
        self._stream_count = array("q", [0]) * max(streams, 1)
        self._stream_number = array("q", [0]) * max(streams, 1)
        self._stream_next = array("Q", [0]) * max(streams, 1)
        self._procedure_count = array("q", [0]) * max(tables.procedures, 1)
        self._warm_up, self._cases, self._begin, self._end = warm_up, cases, begin, end
        self._came, self._open, self._now = 0, 0, 0.0
        self._since, self._until = -1.0, -1.0
        self._log = log
        self._visits = array("d", [0.0]) * (V_COLUMNS * 8192 if log else 1)
        self._dossiers = array("d", [0.0]) * (D_COLUMNS * 4096 if log else 1)
        self._visit_count, self._dossier_count = 0, 0
        self._series = array("d", [-1.0]) * max(series, 1)
        self._series_room = series
        self._mark_events = self._lot_events - len(tables.batch_size)
        self._state = DONE
        for stream in range(streams):
            self._next_arrival(stream)
        if not cases:
            self.agenda.add(begin, 0, self._mark_events)
            self.agenda.add(end, 0, self._mark_events - 1)

    def run(self) -> int:
        """Run until every dossier counted has ended; return how it went (`DONE`, `ENDED`, `STUCK`)."""
        while True:
            with cython.nogil:
                self._state = self._run()
            if self._state != GROW:
                self._close()
                return self._state
            self.grow()
            if self._log:
                self._grow_logs()

    def result(self) -> dict[str, object]:
        """Return what was added up, as arrays, and the minutes counted."""
        return {
            "nodes": array("d", self.node_sums),
            "procedures": array("d", self.procedure_sums),
            "lead": array("q", self.lead_bins),
            "statutory": array("q", self.statutory_bins),
            "busy": array("d", self.pool_busy),
            "open": array("d", self.pool_open),
            "since": self._since,
            "until": self._until,
            "came": self._came,
            "inside": self.slot_room - self.slots_free,
            "series": array("d", self._series)[: self._series_room],
        }

    def logs(self) -> tuple[array[float], array[float]]:
        """Return the log of visits and the log of dossiers, row after row."""
        return (
            array("d", self._visits)[: self._visit_count * V_COLUMNS],
            array("d", self._dossiers)[: self._dossier_count * D_COLUMNS],
        )

    @cython.cfunc
    def _grow_logs(self) -> cython.void:
        if (self._visit_count + MARGIN * 2) * V_COLUMNS > len(self._visits):
            self._visits = array("d", self._visits) + array("d", [0.0]) * len(self._visits)
        if (self._dossier_count + MARGIN * 2) * D_COLUMNS > len(self._dossiers):
            self._dossiers = array("d", self._dossiers) + array("d", [0.0]) * len(self._dossiers)

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    def _run(self) -> cython.longlong:
        """Let events happen until the run is over or room is short."""
        what: cython.longlong
        now: cython.double
        while self.agenda.size > 0:
            if self.tokens_free < MARGIN or self.slots_free < 1 or (self._log and self._log_is_full()):
                return GROW
            self.agenda.take()
            what = self.agenda.what
            now = self.agenda.time
            self._now = now
            if what >= 0:
                self.happen(what, now)
            elif what > self._wake_events:
                self._arrive(-1 - what, now)
            else:
                self._other(what, now)
            if not self.agenda.now_again():
                self.take_up(now)
            if self._open == 0 and self._is_over(now):
                return DONE
            if self._until >= 0.0 and now > self._until + NEVER_ENDS:
                return STUCK
        return DONE if self._open == 0 else ENDED

    @cython.cfunc
    @cython.inline
    @cython.nogil
    @cython.exceptval(check=False)
    def _is_over(self, now: cython.double) -> cython.bint:
        """Say whether no dossier that is counted is still to come."""
        if self._cases > 0:
            return self._came >= self._warm_up + self._cases
        return now >= self._end and self._until >= 0.0

    @cython.cfunc
    @cython.inline
    @cython.nogil
    @cython.exceptval(check=False)
    def _log_is_full(self) -> cython.bint:
        return (self._visit_count + MARGIN) * V_COLUMNS > self._visits.shape[0] or (
            self._dossier_count + MARGIN
        ) * D_COLUMNS > self._dossiers.shape[0]

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
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
            self._judge_unfinished(now)
            self._observe_no_more(now)

    # arriving

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    @cython.boundscheck(False)
    @cython.wraparound(False)
    @cython.cdivision(True)
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
            gap = -log1p(-uniform(mix(key ^ ARRIVAL_KEY)))
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
        self.agenda.add(place, self.procedure_tie[procedure] | (number << 16), -1 - stream)

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    @cython.boundscheck(False)
    @cython.wraparound(False)
    def _arrive(self, stream: cython.longlong, now: cython.double) -> cython.void:
        """Let a dossier come to the office, and note when the next one does."""
        i: cython.longlong
        procedure: cython.longlong = self.stream_procedure[stream]
        number: cython.longlong = self._stream_number[stream]
        key: cython.ulonglong = self._stream_next[stream]
        kind: cython.longlong = self.stream_kinds[stream]
        slot: cython.longlong
        u: cython.double
        self.slots_free -= 1
        slot = self.free_slots[self.slots_free]
        if self.stream_kinds[stream + 1] - kind > 1:
            u = uniform(mix(key ^ KIND_KEY))
            while kind < self.stream_kinds[stream + 1] - 1 and u >= self.stream_share[kind]:
                kind += 1
        kind = self.stream_kind[kind]
        self.slot_kind[slot] = kind
        self.slot_stream[slot] = stream
        self.slot_number[slot] = number
        self.slot_key[slot] = key
        self.slot_tie[slot] = self.procedure_tie[procedure] | (number << 16)
        self.slot_arrived[slot] = now
        self.slot_alive[slot] = 1
        self.slot_tokens[slot] = -1
        self.slot_work[slot] = 0.0
        self.slot_back[slot] = -1.0
        self.clock_runs[slot] = 0
        self.clock_stops[slot] = 0
        self.clock_lost[slot] = 0.0
        self.clock_start[slot] = now
        self.stop_count[slot] = 0
        self.extended[slot] = 0
        self.requests[slot] = 0
        self.requested[slot] = 0.0
        self.slot_received[slot] = self.hours.opening(self.kind_reception[kind], now)
        for i in range(slot * self.counters, (slot + 1) * self.counters):
            self.counts[i] = 0
        for i in range(slot * self.joins, (slot + 1) * self.joins):
            self.arrived[i] = 0
        if self.detail:
            self.slot_opened[slot] = self.hours.worked(self.kind_office[kind], now)
        if self.kind_at_receipt[kind]:
            self.start_clock(slot, now)
        self._count_in(slot, procedure, now)
        self.enter(self.token(slot, self.kind_start[kind], -1, -1), now)
        self._next_arrival(stream)

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    @cython.boundscheck(False)
    @cython.wraparound(False)
    def _count_in(self, slot: cython.longlong, procedure: cython.longlong, now: cython.double) -> cython.void:
        """Decide whether an arriving dossier is counted."""
        counted: cython.bint = self._begin <= now < self._end
        if self._cases > 0:
            counted = self._warm_up <= self._came < self._warm_up + self._cases
            if self._came == self._warm_up:
                self._observe(now)
            if self._came == self._warm_up + self._cases - 1:
                self._observe_no_more(now)
        # below: the place among those counted, for the series; -1 when it is not counted
        self.slot_counted[slot] = self._came - self._warm_up if counted else -1
        if counted and not self._cases:
            self.slot_counted[slot] = 0
        self._came += 1
        if counted:
            self._open += 1
            self.procedure_sums[procedure * P_COLUMNS + P_COUNTED] += 1.0

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    @cython.boundscheck(False)
    @cython.wraparound(False)
    def _observe(self, now: cython.double) -> cython.void:
        """Begin to count how busy people are."""
        i: cython.longlong
        self.observing = True
        self._since = now
        for i in range(self.pool_people.shape[0]):
            self.pool_open[i] = -self.hours.worked(self.pool_hours[i], now)

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    @cython.boundscheck(False)
    @cython.wraparound(False)
    def _observe_no_more(self, now: cython.double) -> cython.void:
        """Count how busy people are no longer; a run in which nothing was observed counts no time."""
        i: cython.longlong
        self.observing = False
        self._until = now
        for i in range(self.pool_people.shape[0]):
            self.pool_open[i] += self.hours.worked(self.pool_hours[i], now)

    # noting

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    @cython.boundscheck(False)
    @cython.wraparound(False)
    def note_visit(self, token: cython.longlong, now: cython.double) -> cython.void:
        """Add up what a visit took, for dossiers that are counted, and log it if that is asked for."""
        node: cython.longlong = self.token_node[token]
        slot: cython.longlong = self.token_slot[token]
        row: cython.longlong = node * N_COLUMNS
        if self.slot_counted[slot] >= 0 and self.node_kind[node] != PASS:
            self.node_sums[row + N_VISITS] += 1.0
            self.node_sums[row + N_ELAPSED] += now - self.token_entered[token]
            if self.node_kind[node] == WORK:
                # when work begins the line's open time is what was not off hours
                self.node_sums[row + N_WAIT] += self.token_order[token] - self.token_entered[token]
                self.node_sums[row + N_BATCH] += self.token_joined[token] - self.token_order[token]
                self.node_sums[row + N_QUEUE] += self.token_opened[token]
                self.node_sums[row + N_OFF_HOURS] += (
                    now
                    - self.token_joined[token]
                    - self.token_opened[token]
                    - self.token_dwell[token]
                )
                self.node_sums[row + N_WORK] += self.token_work[token]
                self.node_sums[row + N_OTHER_WORK] += self.token_dwell[token] - self.token_work[token]
        if self._log and self.node_kind[node] != PASS:
            self._log_visit(token, node, slot, now)

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    @cython.boundscheck(False)
    @cython.wraparound(False)
    def _log_visit(
        self, token: cython.longlong, node: cython.longlong, slot: cython.longlong, now: cython.double
    ) -> cython.void:
        row: cython.longlong = self._visit_count * V_COLUMNS
        worked: cython.bint = self.node_kind[node] == WORK
        self._visits[row + V_PROCEDURE] = self.kind_procedure[self.slot_kind[slot]]
        self._visits[row + V_NUMBER] = self.slot_number[slot]
        self._visits[row + V_NODE] = node
        self._visits[row + V_ENTERED] = self.token_entered[token]
        self._visits[row + V_JOINED] = self.token_joined[token] if worked else self.token_entered[token]
        self._visits[row + V_STARTED] = self.token_started[token] if worked else self.token_entered[token]
        self._visits[row + V_ENDED] = now
        self._visits[row + V_POOL] = self.token_pools[token * MOST_ROLES] if worked else -1.0
        self._visit_count += 1

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    @cython.boundscheck(False)
    @cython.wraparound(False)
    def note_dossier(
        self, slot: cython.longlong, token: cython.longlong, ending: cython.longlong, now: cython.double
    ) -> cython.void:
        """Add up what a dossier took, if it is counted, and what it adds to the period."""
        kind: cython.longlong = self.slot_kind[slot]
        row: cython.longlong = self.kind_procedure[kind] * P_COLUMNS
        counted: cython.longlong = self.slot_counted[slot]
        lead: cython.double = now - self.slot_arrived[slot]
        if counted >= 0:
            self._open -= 1
            self.procedure_sums[row + P_LEAD] += lead
            self.lead_bins[self.kind_procedure[kind] * BINS + self._bin(lead)] += 1
            if counted < self._series_room:
                self._series[counted] = lead
        if self.detail:
            self._note_period(slot, row, now)
            self._judge(slot, row, ending, now, False)
            if counted >= 0:
                self._note_time(slot, row, now)
                self.procedure_sums[row + P_ENDINGS + ending] += 1.0
                self._note_causes(slot, row, token, now)
            if self._log:
                self._log_dossier(slot, ending, now)
        self.slot_alive[slot] = 0

    @cython.cfunc
    @cython.inline
    @cython.nogil
    @cython.exceptval(check=False)
    @cython.cdivision(True)
    def _bin(self, minutes: cython.double) -> cython.longlong:
        """Return the cell of the histogram a time belongs to; cell 0 holds what is at most a hundredth of a minute."""
        cell: cython.longlong
        if minutes <= LOWEST:
            return 0
        cell = 1 + cython.cast(cython.longlong, log(minutes / LOWEST) / log(PER_CENT))
        return cell if cell < BINS else BINS - 1

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    @cython.boundscheck(False)
    @cython.wraparound(False)
    def _note_time(self, slot: cython.longlong, row: cython.longlong, now: cython.double) -> cython.void:
        kind: cython.longlong = self.slot_kind[slot]
        opened: cython.double = self.hours.worked(self.kind_office[kind], now)
        statutory: cython.double
        self.procedure_sums[row + P_WORK] += self.slot_work[slot]
        self.procedure_sums[row + P_OPEN] += opened - self.slot_opened[slot]
        if self.slot_back[slot] < 0.0:
            self.procedure_sums[row + P_FIRST_TIME_RIGHT] += 1.0
        else:
            self.procedure_sums[row + P_REWORK] += now - self.slot_back[slot]
        if self.clock_runs[slot]:
            statutory = opened - self.clock_opened[slot] - self.clock_lost[slot]
            self.procedure_sums[row + P_STARTED] += 1.0
            self.procedure_sums[row + P_STATUTORY] += statutory
            self.statutory_bins[self.kind_procedure[kind] * BINS + self._bin(statutory)] += 1

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    @cython.boundscheck(False)
    @cython.wraparound(False)
    def _note_period(self, slot: cython.longlong, row: cython.longlong, now: cython.double) -> cython.void:
        """Add what a dossier that ends at `now` is to the time counted: its presence, received, carried, finished."""
        since: cython.double = self._since
        until: cython.double = self._until if self._until >= 0.0 else INFINITY
        if since < 0.0:
            return
        if min(now, until) > max(self.slot_arrived[slot], since):
            self.procedure_sums[row + P_IN_PROGRESS] += min(now, until) - max(self.slot_arrived[slot], since)
        if self._cases > 0:
            return
        if self.slot_received[slot] < since:
            self.procedure_sums[row + P_CARRIED] += 1.0
        elif self.slot_received[slot] < until:
            self.procedure_sums[row + P_RECEIVED] += 1.0
        if now < until and self.slot_received[slot] < until:
            self.procedure_sums[row + P_FINISHED] += 1.0

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    @cython.boundscheck(False)
    @cython.wraparound(False)
    def _note_causes(
        self, slot: cython.longlong, row: cython.longlong, token: cython.longlong, now: cython.double
    ) -> cython.void:
        """Follow a dossier back from its last visit along the visits that decided when it ended."""
        node: cython.longlong
        causes: cython.longlong = row + P_CAUSES
        until: cython.double = now
        own: cython.double
        while token >= 0:
            node = self.token_node[token]
            if self.node_kind[node] != PASS:
                self.node_sums[node * N_COLUMNS + N_CRITICAL] += 1.0
                self.node_sums[node * N_COLUMNS + N_CRITICAL_TIME] += until - self.token_entered[token]
                if self.node_kind[node] == WORK:
                    own = self.token_dwell[token] + self.token_opened[token]
                    self.procedure_sums[causes + self.node_wait_cause[node]] += (
                        self.token_order[token] - self.token_entered[token]
                    )
                    self.procedure_sums[causes + BATCH] += self.token_joined[token] - self.token_order[token]
                    self.procedure_sums[causes + QUEUE] += self.token_opened[token]
                    self.procedure_sums[causes + IN_WORK] += self.token_work[token]
                    self.procedure_sums[causes + OTHER_WORK] += self.token_dwell[token] - self.token_work[token]
                    self.procedure_sums[causes + OFF_HOURS] += until - self.token_joined[token] - own
                else:
                    self.procedure_sums[causes + self.node_cause[node]] += until - self.token_entered[token]
            until = self.token_entered[token]
            token = self.token_before[token]

    # on time

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    @cython.boundscheck(False)
    @cython.wraparound(False)
    def _due(self, slot: cython.longlong, which: cython.longlong, now: cython.double) -> cython.double:
        """Return a due moment: 0 by law, 1 as committed, 2 as told at receipt; -1 where there is none."""
        limits: cython.longlong = self.slot_kind[slot] * 4
        limit: cython.longlong
        count: cython.longlong = self.stop_count[slot]
        if which == 2:
            limit = self.kind_limits[limits + 1] if self.kind_limits[limits + 1] >= 0 else self.kind_limits[limits]
            return self._dues.plain(limit, self.slot_received[slot]) if limit >= 0 else -1.0
        limit = self.kind_limits[limits + which + 2 * self.extended[slot]]
        if limit < 0 or not self.clock_runs[slot]:
            return -1.0
        return self._dues.due(limit, self.clock_start[slot], self.stops, slot * 2 * MOST_STOPS, count)

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    @cython.boundscheck(False)
    @cython.wraparound(False)
    def _judge(
        self,
        slot: cython.longlong,
        row: cython.longlong,
        ending: cython.longlong,
        now: cython.double,
        unfinished: cython.bint,
    ) -> cython.void:
        """Add to the shares on time what a dossier is that ended, or is unfinished as the period ends."""
        which: cython.longlong
        verdict: cython.longlong
        rule: cython.longlong
        in_period: cython.bint = self.slot_counted[slot] >= 0
        if self._cases == 0:
            in_period = self._since >= 0.0 and self._until < 0.0
        for which in range(4):
            rule = which * 9
            if self._rules[rule + 7] == 0:
                if unfinished or self.slot_counted[slot] < 0:
                    continue
            elif not in_period and not unfinished:
                continue
            verdict = self._verdict(slot, rule, ending, now, unfinished)
            if verdict >= 0:
                self.procedure_sums[row + P_LEGAL + 2 * which] += 1.0
                self.procedure_sums[row + P_LEGAL_IN_TIME + 2 * which] += verdict

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    @cython.boundscheck(False)
    @cython.wraparound(False)
    @cython.cdivision(True)
    def _verdict(
        self,
        slot: cython.longlong,
        rule: cython.longlong,
        ending: cython.longlong,
        end: cython.double,
        unfinished: cython.bint,
    ) -> cython.longlong:
        """Return 1 for on time, 0 for late, -1 for neither, under a rule set of `metrics.rule_sets`."""
        due: cython.double
        waits: cython.bint = self.requests[slot] > 0 and self.request_since[slot] >= 0.0
        if not unfinished and not (self._rules[rule + 1] >> ending) & 1:
            return -1
        if unfinished:
            if self._rules[rule + 7] == 2:
                return -1
            if waits and self._rules[rule + 8] == 2:
                return -1
            if waits and self._rules[rule + 8] == 3:
                return 1
            if waits and self._rules[rule + 8] == 1:
                end = self.request_since[slot]
        if self._rules[rule + 3] >= 0 and self.requests[slot] > self._rules[rule + 3]:
            return 0
        if self._rules[rule + 2]:
            end -= self.requested[slot]
        due = self._due(slot, self._rules[rule], end)
        if due < 0.0:
            return 1 if self._rules[rule + 6] == 1 or self._rules[rule + 6] == 2 else -1
        if self._rules[rule + 5]:
            return (
                1
                if cython.cast(cython.longlong, end / 1440.0) <= cython.cast(cython.longlong, due / 1440.0)
                else 0
            )
        return 1 if end <= due else 0

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    @cython.boundscheck(False)
    @cython.wraparound(False)
    def _judge_unfinished(self, now: cython.double) -> cython.void:
        """Judge, as the period ends, the dossiers that are still under way."""
        slot: cython.longlong
        if not self.detail:
            return
        for slot in range(self.slot_room):
            if self.slot_alive[slot] > 0:
                self._judge(slot, self.kind_procedure[self.slot_kind[slot]] * P_COLUMNS, -1, now, True)

    @cython.cfunc
    def _close(self) -> cython.void:
        """Add what dossiers are to the period that are still under way when the run is over."""
        slot: cython.longlong
        if not self.detail:
            return
        for slot in range(self.slot_room):
            if self.slot_alive[slot] > 0:
                self._note_period(slot, self.kind_procedure[self.slot_kind[slot]] * P_COLUMNS, INFINITY)

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    @cython.boundscheck(False)
    @cython.wraparound(False)
    def _log_dossier(self, slot: cython.longlong, ending: cython.longlong, now: cython.double) -> cython.void:
        row: cython.longlong = self._dossier_count * D_COLUMNS
        self._dossiers[row + D_PROCEDURE] = self.kind_procedure[self.slot_kind[slot]]
        self._dossiers[row + D_NUMBER] = self.slot_number[slot]
        self._dossiers[row + D_KIND] = self.slot_kind[slot]
        self._dossiers[row + D_STREAM] = self.slot_stream[slot]
        self._dossiers[row + D_ARRIVED] = self.slot_arrived[slot]
        self._dossiers[row + D_RECEIVED] = self.slot_received[slot]
        self._dossiers[row + D_STARTED] = self.clock_start[slot] if self.clock_runs[slot] else -1.0
        self._dossiers[row + D_FINISHED] = now
        self._dossiers[row + D_ENDING] = ending
        self._dossiers[row + D_LEGAL] = self._due(slot, 0, now)
        self._dossiers[row + D_COMMITTED] = self._due(slot, 1, now)
        self._dossiers[row + D_REQUESTS] = self.requests[slot]
        self._dossiers[row + D_REQUESTED] = self.requested[slot]
        self._dossiers[row + D_STATUTORY] = (
            self.hours.worked(self.kind_office[self.slot_kind[slot]], now)
            - self.clock_opened[slot]
            - self.clock_lost[slot]
        )
        self._dossier_count += 1
