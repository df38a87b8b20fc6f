# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The sums over visits, by node: what they took, and of that what decided when their dossiers ended.

A visit after which its dossier is in one place alone lies on the way that decides when it ends. Of visits beside other
branches this is known when one branch is left: then the way back along it is followed. So no visit need be remembered
after it but those of branches, and most are added up once.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython

from isoqms.simulate.verdict import Verdict

if not cython.compiled:
    from isoqms.simulate.codes import (
        BATCH,
        IN_WORK,
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
        P_CAUSES,
        P_COLUMNS,
        P_WORK,
        PASS,
        QUEUE,
        S_BATCH,
        S_COLUMNS,
        S_DWELL,
        S_ELAPSED,
        S_QUEUE,
        S_VISITS,
        S_WAIT,
        S_WORK,
        WORK,
    )
    from isoqms.simulate.columns import reals

if TYPE_CHECKING:
    from isoqms.simulate.tables import Tables

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""

NOTHING = cython.declare(cython.double, 1e-12)
"""The share of a sum below which what is left of it, others taken away, is rounding."""


@cython.cclass
class Visits(Verdict):
    """The memory of a run with what visits took: those of dossiers in one place alone, those beside other branches,
    and those of the latter that decided when their dossiers ended."""

    def __init__(self, tables: Tables, cases: int, detail: bool) -> None:
        Verdict.__init__(self, tables, cases, detail)
        self._nodes = len(tables.node_kind)
        self._procedure_of = [place.line for place in tables.places]
        self._sums = reals(self.kept("_sums", array("d", bytes(8 * 3 * self._nodes * S_COLUMNS))))

    def add_visit(
        self, token: cython.longlong, node: cython.longlong, slot: cython.longlong, now: cython.double
    ) -> cython.void:
        """Add up what a visit took that is over, of a dossier that is counted."""
        if self.slots[slot].alive > 1:
            if self.node_kind[node] != PASS:
                self._add(self._nodes + node, token, node, now)
            return
        if self.node_kind[node] != PASS:
            self._add(node, token, node, now)
        if self.tokens[token].before >= 0:
            self._follow_back(token)

    def _add(
        self, line: cython.longlong, token: cython.longlong, node: cython.longlong, end: cython.double
    ) -> cython.void:
        row: cython.longlong = line * S_COLUMNS
        self._sums[row + S_VISITS] += 1.0
        self._sums[row + S_ELAPSED] += end - self.tokens[token].entered
        if self.node_kind[node] == WORK:
            self._sums[row + S_QUEUE] += self.tokens[token].opened
            self._sums[row + S_WORK] += self.tokens[token].work
            self._sums[row + S_DWELL] += self.tokens[token].dwell
            if self.tokens[token].joined > self.tokens[token].entered:
                self._sums[row + S_WAIT] += self.tokens[token].order - self.tokens[token].entered
                self._sums[row + S_BATCH] += self.tokens[token].joined - self.tokens[token].order

    def _follow_back(self, token: cython.longlong) -> cython.void:
        """Go back from a visit over those before it that are not known yet to have decided when the dossier ends."""
        node: cython.longlong
        end: cython.double = self.tokens[token].entered
        before: cython.longlong = self.tokens[token].before
        self.tokens[token].before = -1
        while before >= 0:
            node = self.tokens[before].node
            if self.node_kind[node] != PASS:
                self._add(2 * self._nodes + node, before, node, end)
            end = self.tokens[before].entered
            before = self.tokens[before].before

    def visit_sums(self) -> array[float]:
        """Return the sums over visits, node by node."""
        found = array("d", bytes(8 * self._nodes * N_COLUMNS))
        held = self.column("_sums")
        for node in range(self._nodes):
            alone, beside, decided = (held[at : at + S_COLUMNS] for at in self._rows(node))
            every = [one + other for one, other in zip(alone, beside, strict=True)]
            first = node * N_COLUMNS
            found[first + N_VISITS] = every[S_VISITS]
            found[first + N_ELAPSED] = every[S_ELAPSED]
            found[first + N_CRITICAL] = alone[S_VISITS] + decided[S_VISITS]
            found[first + N_CRITICAL_TIME] = alone[S_ELAPSED] + decided[S_ELAPSED]
            if self.node_kind[node] == WORK:
                found[first + N_WAIT] = every[S_WAIT]
                found[first + N_BATCH] = every[S_BATCH]
                found[first + N_QUEUE] = every[S_QUEUE]
                found[first + N_WORK] = every[S_WORK]
                found[first + N_OTHER_WORK] = every[S_DWELL] - every[S_WORK]
                found[first + N_OFF_HOURS] = _off_hours(every)
        return found

    def add_work(self, token: cython.longlong, slot: cython.longlong) -> cython.void:
        """Add work that was begun on a visit given up: it is done to its end all the same."""
        node: cython.longlong = self.tokens[token].node
        row: cython.longlong = self.kind_procedure[self.slots[slot].kind] * P_COLUMNS
        if self.slots[slot].counted >= 0:
            self.procedure_sums[row + P_WORK] += self.tokens[token].work * (
                self.node_roles[node + 1] - self.node_roles[node]
            )

    def add_causes(self, procedures: array[float]) -> None:
        """Add to the sums of procedures the work on their dossiers, and what decided when these ended."""
        held = self.column("_sums")
        for node in range(self._nodes):
            alone, beside, decided = (held[at : at + S_COLUMNS] for at in self._rows(node))
            sums = [one + other for one, other in zip(alone, decided, strict=True)]
            first = self._procedure_of[node] * P_COLUMNS + P_CAUSES
            if self.node_kind[node] == WORK:
                people = self.node_roles[node + 1] - self.node_roles[node]
                procedures[first - P_CAUSES + P_WORK] += (alone[S_WORK] + beside[S_WORK]) * people
                procedures[first + self.node_wait_cause[node]] += sums[S_WAIT]
                procedures[first + BATCH] += sums[S_BATCH]
                procedures[first + QUEUE] += sums[S_QUEUE]
                procedures[first + IN_WORK] += sums[S_WORK]
                procedures[first + OTHER_WORK] += sums[S_DWELL] - sums[S_WORK]
                procedures[first + OFF_HOURS] += _off_hours(sums)
            else:
                procedures[first + self.node_cause[node]] += sums[S_ELAPSED]

    def _rows(self, node: int) -> list[int]:
        return [(part * self._nodes + node) * S_COLUMNS for part in range(3)]


def _off_hours(sums: list[float]) -> float:
    """Return how much of the time of visits lay outside the hours of those who work: what nothing else took."""
    left = sums[S_ELAPSED] - sums[S_WAIT] - sums[S_BATCH] - sums[S_QUEUE] - sums[S_DWELL]
    return left if abs(left) > NOTHING * sums[S_ELAPSED] else 0.0
