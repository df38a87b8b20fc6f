# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Whether a dossier was on time, under each of its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython

from isoqms.simulate.clock import Clock

if not cython.compiled:
    from isoqms.simulate.codes import MOST_STOPS, P_COLUMNS, P_LEGAL, P_LEGAL_IN_TIME
    from isoqms.simulate.columns import wholes
    from isoqms.simulate.due import Dues

if TYPE_CHECKING:
    from isoqms.simulate.tables import Tables

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""


@cython.cclass
class Verdict(Clock):
    """The memory of a run with the limits of its dossiers.

    The rule sets are those of `metrics.rule_sets`, in numbers. Dossiers are those of a period, from minute `since` to
    `until` once these are known, unless `cases` says how many are counted.
    """

    def __init__(self, tables: Tables, cases: int, detail: bool) -> None:
        Clock.__init__(self, tables, detail)
        self.cases = cases
        self.judged = detail
        self.since, self.until = -1.0, -1.0
        self._dues = Dues(tables.offices, tables.limits, tables.steady)
        self._asked_limit, self._asked_start, self._answer = -1, -1.0, -1.0
        self._rules = wholes(self.kept("_rules", tables.rules))

    def due_of(self, slot: cython.longlong, which: cython.longlong) -> cython.double:
        """Return a due moment: 0 by law, 1 as committed, 2 as told at receipt; -1 where there is none."""
        limits: cython.longlong = self.slots[slot].kind * 4
        limit: cython.longlong
        count: cython.longlong = self.slots[slot].stop_count
        if which == 2:
            limit = self.kind_limits[limits + 1] if self.kind_limits[limits + 1] >= 0 else self.kind_limits[limits]
            return self._plain(limit, self.slots[slot].received) if limit >= 0 else -1.0
        limit = self.kind_limits[limits + which + 2 * self.slots[slot].extended]
        if limit < 0 or not self.slots[slot].clock_runs:
            return -1.0
        if count == 0:
            return self._plain(limit, self.slots[slot].clock_start)
        return self._dues.due(limit, self.slots[slot].clock_start, self.stops, slot * 2 * MOST_STOPS, count)

    def _plain(self, limit: cython.longlong, start: cython.double) -> cython.double:
        """Return when a limit without stops is over; the same is mostly asked several times of a dossier."""
        if limit != self._asked_limit or start != self._asked_start:
            self._asked_limit = limit
            self._asked_start = start
            self._answer = self._dues.plain(limit, start)
        return self._answer

    def judge(
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
        in_period: cython.bint = self.slots[slot].counted >= 0
        if self.cases == 0:
            in_period = self.since >= 0.0 and self.until < 0.0
        for which in range(4):
            rule = which * 9
            if self._rules[rule + 7] == 0:
                if unfinished or self.slots[slot].counted < 0:
                    continue
            elif not in_period and not unfinished:
                continue
            verdict = self._verdict(slot, rule, ending, now, unfinished)
            if verdict >= 0:
                self.procedure_sums[row + P_LEGAL + 2 * which] += 1.0
                self.procedure_sums[row + P_LEGAL_IN_TIME + 2 * which] += verdict

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
        early: cython.longlong
        if unfinished:
            early = self._verdict_unfinished(slot, rule)
            if early != 2:
                return early
            if self._rules[rule + 8] == 1 and self._is_asked(slot):
                end = self.slots[slot].request_since
        elif not (self._rules[rule + 1] >> ending) & 1:
            return -1
        if self._rules[rule + 3] >= 0 and self.slots[slot].requests > self._rules[rule + 3]:
            return 0
        if self._rules[rule + 2]:
            end -= self.slots[slot].requested
        due = self.due_of(slot, self._rules[rule])
        if due < 0.0:
            return 1 if self._rules[rule + 6] == 1 or self._rules[rule + 6] == 2 else -1
        if self._rules[rule + 5]:
            return 1 if cython.cast(cython.longlong, end / 1440.0) <= cython.cast(cython.longlong, due / 1440.0) else 0
        return 1 if end <= due else 0

    def _verdict_unfinished(self, slot: cython.longlong, rule: cython.longlong) -> cython.longlong:
        """Return the verdict on a dossier that is under way as the period ends, 2 where its due moment decides."""
        if self._is_asked(slot) and self._rules[rule + 8] == 3:
            return 1
        if self._is_asked(slot) and self._rules[rule + 8] == 2:
            return -1
        if self._rules[rule + 7] == 2:
            return -1
        return 2

    def _is_asked(self, slot: cython.longlong) -> cython.bint:
        """Say whether the office waits for a supplement."""
        return self.slots[slot].requests > 0 and self.slots[slot].request_since >= 0.0

    def judge_unfinished(self, now: cython.double) -> cython.void:
        """Judge, as the period ends, the dossiers that are still under way."""
        slot: cython.longlong
        if not self.judged:
            return
        for slot in range(self.slot_room):
            if self.slots[slot].alive > 0 and self.slots[slot].received < now:
                self.judge(slot, self.kind_procedure[self.slots[slot].kind] * P_COLUMNS, -1, now, True)
