# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Dossiers that are taken together: gathered until an hour comes, or until enough of them wait."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython

from isoqms.simulate.staffing import Staffing

if not cython.compiled:
    from isoqms.simulate.codes import GATHERED
    from isoqms.simulate.columns import reals, wholes

if TYPE_CHECKING:
    from isoqms.simulate.tables import Tables

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""


@cython.cclass
class Lots(Staffing):
    """The memory of a run with what is gathered for the steps that are done for several dossiers together."""

    def __init__(self, tables: Tables, cases: int, detail: bool, log: bool, series: int) -> None:
        Staffing.__init__(self, tables, cases, detail, log, series)
        batches = len(tables.batch_size)
        self._lot_events = self._free_events - len(tables.pool_people)
        self._lot_first = wholes(self.kept("_lot_first", array("q", [-1]) * max(batches, 1)))
        self._lot_last = wholes(self.kept("_lot_last", array("q", [-1]) * max(batches, 1)))
        self._lot_count = wholes(self.kept("_lot_count", array("q", [0]) * max(batches, 1)))
        self._release_at = wholes(self.kept("_release_at", array("q", tables.batch_releases or [0])))
        self._release_base = reals(self.kept("_release_base", array("d", [0.0]) * max(batches, 1)))
        self._releases_next = reals(self.kept("_releases_next", array("d", [-1.0]) * max(batches, 1)))

    def come_to_work(self, token: cython.longlong, now: cython.double) -> cython.void:
        """Join the line before the role, or wait for the hour or the number at which dossiers are taken together."""
        batch: cython.longlong = self.node_batch[self.tokens[token].node]
        self.tokens[token].order = now
        if batch < 0:
            self.join_line(token, now)
            return
        self.tokens[token].state = GATHERED
        self.tokens[token].next_in_line = -1
        self.tokens[token].last_in_line = self._lot_last[batch]
        if self._lot_last[batch] >= 0:
            self.tokens[self._lot_last[batch]].next_in_line = token
        else:
            self._lot_first[batch] = token
        self._lot_last[batch] = token
        self._lot_count[batch] += 1
        if self._lot_count[batch] == self.batch_size[batch]:
            self.release(batch, now)
        else:
            self._await_release(batch, now)

    def _await_release(self, batch: cython.longlong, now: cython.double) -> cython.void:
        """Note the next hour at which what is gathered is released, unless it is noted already."""
        if self._releases_next[batch] >= now:
            return
        while self.releases[self._release_at[batch]] + self._release_base[batch] < now:
            self._release_at[batch] += 1
            if self._release_at[batch] == self.batch_releases[batch + 1]:
                self._release_at[batch] = self.batch_releases[batch]
                self._release_base[batch] += self.batch_period[batch]
        self._releases_next[batch] = self.releases[self._release_at[batch]] + self._release_base[batch]
        self.expect(self._releases_next[batch], 0, self._lot_events - batch)

    def release(self, batch: cython.longlong, now: cython.double) -> cython.void:
        """Let all that is gathered join the line, in the order in which it was gathered."""
        token: cython.longlong = self._lot_first[batch]
        following: cython.longlong
        self._lot_first[batch] = -1
        self._lot_last[batch] = -1
        self._lot_count[batch] = 0
        while token >= 0:
            following = self.tokens[token].next_in_line
            self.join_line(token, now)
            token = following

    def leave_lot(self, token: cython.longlong) -> cython.void:
        """Take a token out of what is gathered."""
        batch: cython.longlong = self.node_batch[self.tokens[token].node]
        before: cython.longlong = self.tokens[token].last_in_line
        after: cython.longlong = self.tokens[token].next_in_line
        self._lot_count[batch] -= 1
        if before >= 0:
            self.tokens[before].next_in_line = after
        else:
            self._lot_first[batch] = after
        if after >= 0:
            self.tokens[after].last_in_line = before
        else:
            self._lot_last[batch] = before
