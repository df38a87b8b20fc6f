# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The sums a run keeps: what visits and dossiers took, who was on time, and the logs of both where asked for."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython

from isoqms.simulate.visits import Visits

if not cython.compiled:
    from math import inf as INFINITY  # noqa: N812 -- its name in C
    from math import log

    from isoqms.simulate.codes import (
        B_COLUMNS,
        B_COUNT,
        B_LONGEST,
        B_SHORTEST,
        BINS,
        D_ARRIVED,
        D_COLUMNS,
        D_COMMITTED,
        D_COUNTED,
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
        MARGIN,
        MOST_ROLES,
        P_CARRIED,
        P_COLUMNS,
        P_ENDINGS,
        P_FINISHED,
        P_FIRST_TIME_RIGHT,
        P_IN_PROGRESS,
        P_LATE,
        P_LATE_LEAD,
        P_LEAD,
        P_OPEN,
        P_RECEIVED,
        P_REWORK,
        P_STARTED,
        P_STATUTORY,
        PASS,
        V_COLUMNS,
        V_ENDED,
        V_ENTERED,
        V_NODE,
        V_NUMBER,
        V_POOL,
        V_PROCEDURE,
        V_STARTED,
        WORK,
    )
    from isoqms.simulate.columns import reals, twice

if TYPE_CHECKING:
    from isoqms.simulate.tables import Tables

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""

LOWEST = cython.declare(cython.double, 0.01)
PER_CENT = cython.declare(cython.double, 1.01)
CELLS = cython.declare(cython.double, 100.49917080713044)
"""Where the cells of the histogram begin, in minutes; how much longer each is than the one before; 1 / log(1.01)."""


@cython.cclass
class Ledger(Visits):
    """The memory of a run with what it adds up.

    Args:
        tables: what dossiers go through and who works on them.
        cases: how many dossiers are counted; 0 where a period says which.
        detail: whether sums by node and the critical way are kept, or lead times alone.
        log: whether visits and dossiers are logged.
        series: how many lead times to keep in order of arrival.
    """

    def __init__(self, tables: Tables, cases: int, detail: bool, log: bool, series: int) -> None:
        Visits.__init__(self, tables, cases, detail or log)
        self.counted_open = 0
        self.log = log
        self._visit_room, self._dossier_room = (8192, 4096) if log else (1, 1)
        self._visits = reals(self.kept("_visits", array("d", bytes(8 * V_COLUMNS * self._visit_room))))
        self._dossiers = reals(self.kept("_dossiers", array("d", bytes(8 * D_COLUMNS * self._dossier_room))))
        self._visit_count, self._dossier_count = 0, 0
        self._series = reals(self.kept("_series", array("d", [-1.0]) * max(series, 1)))
        self._series_room = series

    def result(self, shares: Sequence[float] = ()) -> dict[str, Any]:
        """Return what was added up, as arrays, and the minutes counted.

        Args:
            shares: the shares of the dossiers for which it is told within what time they are done.
        """
        procedures = self.column("procedure_sums")
        self.add_causes(procedures)
        return {
            "nodes": self.visit_sums(),
            "procedures": procedures,
            "lead": [[self._quantile(self.lead_bins, n, p) for p in shares] for n in range(self.procedures)],
            "statutory": [[self._quantile(self.statutory_bins, n, p) for p in shares] for n in range(self.procedures)],
            "busy": self.column("pool_busy"),
            "open": self.column("pool_open"),
            "since": self.since,
            "until": self.until,
            "inside": self.slot_room - self.slots_free,
            "series": self.column("_series")[: self._series_room],
        }

    def bins(self) -> tuple[array[float], array[float]]:
        """Return the histograms of lead times on the wall clock and on the statutory clock, procedure by procedure."""
        return self.column("lead_bins"), self.column("statutory_bins")

    def _quantile(self, bins: cython.p_double, procedure: cython.longlong, share: cython.double) -> cython.double:
        """Return the time within which a share of the dossiers are done, as its cell tells it; -1 for no dossiers."""
        cell: cython.longlong
        first: cython.longlong = procedure * BINS * B_COLUMNS
        last: cython.longlong = first + BINS * B_COLUMNS
        total: cython.double = 0.0
        passed: cython.double = 0.0
        for cell in range(first, last, B_COLUMNS):
            total += bins[cell + B_COUNT]
        if total == 0.0:
            return -1.0
        for cell in range(first, last, B_COLUMNS):
            passed += bins[cell + B_COUNT]
            if passed >= share * total * (1.0 - 1e-12):
                return (bins[cell + B_SHORTEST] + bins[cell + B_LONGEST]) / 2.0
        return -1.0

    def logs(self) -> tuple[array[float], array[float]]:
        """Return the log of visits and the log of dossiers, row after row."""
        return (
            self.column("_visits")[: self._visit_count * V_COLUMNS],
            self.column("_dossiers")[: self._dossier_count * D_COLUMNS],
        )

    def grow_logs(self) -> cython.void:
        """Make room for twice as many rows of the log, as far as it is short of them."""
        if (self._visit_count + 2 * MARGIN) > self._visit_room:
            self._visit_room *= 2
            self._visits = reals(self.kept("_visits", twice(self._columns["_visits"])))
        if (self._dossier_count + 2 * MARGIN) > self._dossier_room:
            self._dossier_room *= 2
            self._dossiers = reals(self.kept("_dossiers", twice(self._columns["_dossiers"])))

    def log_is_full(self) -> cython.bint:
        """Say whether one event may need more rows of the log than there are."""
        return self._visit_count + MARGIN > self._visit_room or self._dossier_count + MARGIN > self._dossier_room

    def note_visit(
        self, token: cython.longlong, node: cython.longlong, slot: cython.longlong, now: cython.double
    ) -> cython.void:
        """Add up what a visit took, for dossiers that are counted, and log it if that is asked for."""
        if self.slots[slot].counted >= 0:
            self.add_visit(token, node, slot, now)
        if self.log and self.node_kind[node] != PASS:
            self._log_visit(token, node, slot, now)

    def _log_visit(
        self, token: cython.longlong, node: cython.longlong, slot: cython.longlong, now: cython.double
    ) -> cython.void:
        row: cython.longlong = self._visit_count * V_COLUMNS
        worked: cython.bint = self.node_kind[node] == WORK
        self._visits[row + V_PROCEDURE] = self.kind_procedure[self.slots[slot].kind]
        self._visits[row + V_NUMBER] = self.slots[slot].number
        self._visits[row + V_NODE] = node
        self._visits[row + V_ENTERED] = self.tokens[token].entered
        self._visits[row + V_STARTED] = self.tokens[token].started if worked else self.tokens[token].entered
        self._visits[row + V_ENDED] = now
        self._visits[row + V_POOL] = self.token_pools[token * MOST_ROLES] if worked else -1.0
        self._visit_count += 1

    def note_dossier(self, slot: cython.longlong, ending: cython.longlong, now: cython.double) -> cython.void:
        """Add up what a dossier took, if it is counted, and what it adds to the period."""
        kind: cython.longlong = self.slots[slot].kind
        row: cython.longlong = self.kind_procedure[kind] * P_COLUMNS
        counted: cython.longlong = self.slots[slot].counted
        lead: cython.double = now - self.slots[slot].arrived
        late: cython.double = 2 * counted >= self.cases
        if counted >= 0:
            self.counted_open -= 1
            self.procedure_sums[row + P_LEAD] += lead
            self.procedure_sums[row + P_LATE] += late
            self.procedure_sums[row + P_LATE_LEAD] += late * lead
            self._count(self.lead_bins, self.kind_procedure[kind], lead)
            if counted < self._series_room:
                self._series[counted] = lead
        if self.detail:
            self._note_period(slot, row, now)
            self.judge(slot, row, ending, now, False)
            if counted >= 0:
                self._note_time(slot, row, now)
                self.procedure_sums[row + P_ENDINGS + ending] += 1.0
            if self.log:
                self._log_dossier(slot, ending, now)
        elif self.judged:
            self.judge(slot, row, ending, now, False)
        self.slots[slot].alive = 0

    def _count(self, bins: cython.p_double, procedure: cython.longlong, minutes: cython.double) -> cython.void:
        """Count a time in the histogram of its procedure."""
        cell: cython.longlong = (procedure * BINS + self._bin(minutes)) * B_COLUMNS
        if bins[cell + B_COUNT] == 0.0:
            bins[cell + B_SHORTEST] = minutes
        bins[cell + B_COUNT] += 1.0
        bins[cell + B_SHORTEST] = min(bins[cell + B_SHORTEST], minutes)
        bins[cell + B_LONGEST] = max(bins[cell + B_LONGEST], minutes)

    def _bin(self, minutes: cython.double) -> cython.longlong:
        """Return the cell of the histogram a time belongs to; cell 0 holds what is at most a hundredth of a minute."""
        cell: cython.longlong
        if minutes <= LOWEST:
            return 0
        cell = 1 + cython.cast(cython.longlong, log(minutes / LOWEST) * CELLS)
        return cell if cell < BINS else BINS - 1

    def _note_time(self, slot: cython.longlong, row: cython.longlong, now: cython.double) -> cython.void:
        kind: cython.longlong = self.slots[slot].kind
        opened: cython.double = self.hours.worked(self.kind_office[kind], now)
        statutory: cython.double
        self.procedure_sums[row + P_OPEN] += opened - self.slots[slot].opened
        if self.slots[slot].back < 0.0:
            self.procedure_sums[row + P_FIRST_TIME_RIGHT] += 1.0
        else:
            self.procedure_sums[row + P_REWORK] += now - self.slots[slot].back
        if self.slots[slot].clock_runs:
            statutory = opened - self.slots[slot].clock_opened - self.slots[slot].clock_lost
            self.procedure_sums[row + P_STARTED] += 1.0
            self.procedure_sums[row + P_STATUTORY] += statutory
            self._count(self.statutory_bins, self.kind_procedure[kind], statutory)

    def _note_period(self, slot: cython.longlong, row: cython.longlong, now: cython.double) -> cython.void:
        """Add what a dossier that ends at `now` is to the time counted: its presence, received, carried, finished."""
        since: cython.double = self.since
        until: cython.double = self.until if self.until >= 0.0 else INFINITY
        if since < 0.0:
            return
        if min(now, until) > max(self.slots[slot].arrived, since):
            self.procedure_sums[row + P_IN_PROGRESS] += min(now, until) - max(self.slots[slot].arrived, since)
        if self.cases > 0:
            return
        if self.slots[slot].received < since:
            self.procedure_sums[row + P_CARRIED] += 1.0
        elif self.slots[slot].received < until:
            self.procedure_sums[row + P_RECEIVED] += 1.0
        if now < until and self.slots[slot].received < until:
            self.procedure_sums[row + P_FINISHED] += 1.0

    # on time

    def _log_dossier(self, slot: cython.longlong, ending: cython.longlong, now: cython.double) -> cython.void:
        row: cython.longlong = self._dossier_count * D_COLUMNS
        self._dossiers[row + D_PROCEDURE] = self.kind_procedure[self.slots[slot].kind]
        self._dossiers[row + D_NUMBER] = self.slots[slot].number
        self._dossiers[row + D_KIND] = self.slots[slot].kind
        self._dossiers[row + D_STREAM] = self.slots[slot].stream
        self._dossiers[row + D_ARRIVED] = self.slots[slot].arrived
        self._dossiers[row + D_RECEIVED] = self.slots[slot].received
        self._dossiers[row + D_STARTED] = self.slots[slot].clock_start if self.slots[slot].clock_runs else -1.0
        self._dossiers[row + D_FINISHED] = now
        self._dossiers[row + D_ENDING] = ending
        self._dossiers[row + D_LEGAL] = self.due_of(slot, 0)
        self._dossiers[row + D_COMMITTED] = self.due_of(slot, 1)
        self._dossiers[row + D_REQUESTS] = self.slots[slot].requests
        self._dossiers[row + D_REQUESTED] = self.slots[slot].requested
        self._dossiers[row + D_STATUTORY] = (
            self.hours.worked(self.kind_office[self.slots[slot].kind], now)
            - self.slots[slot].clock_opened
            - self.slots[slot].clock_lost
        )
        self._dossiers[row + D_COUNTED] = self.slots[slot].counted
        self._dossier_count += 1

    def note_the_rest(self) -> cython.void:
        """Add what dossiers are to the period that are still under way when the run is over."""
        slot: cython.longlong
        if not self.detail:
            return
        for slot in range(self.slot_room):
            if self.slots[slot].alive > 0:
                self._note_period(slot, self.kind_procedure[self.slots[slot].kind] * P_COLUMNS, INFINITY)
