# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Work that is done strictly in turn: when each dossier is taken up is known as soon as it comes.

So it is where one pool fills one role, and nobody in its line can be overtaken or given up.
"""

from __future__ import annotations

from array import array
from itertools import accumulate
from typing import TYPE_CHECKING

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython

from isoqms.simulate.lines import Lines

if not cython.compiled:
    from math import inf as INFINITY  # noqa: N812 -- its name in C

    from isoqms.simulate.chance import luck
    from isoqms.simulate.codes import MOST_ROLES, SERVED
    from isoqms.simulate.columns import reals, wholes

if TYPE_CHECKING:
    from isoqms.simulate.tables import Tables

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""


@cython.cclass
class Turns(Lines):
    """The memory of a run with those who serve in turn, and the moment from which each of them is free."""

    def __init__(self, tables: Tables, cases: int, detail: bool, log: bool, series: int) -> None:
        Lines.__init__(self, tables, cases, detail, log, series)
        pools = len(tables.pool_people)
        in_turn = {pool for pool in tables.role_pool if pool >= 0}
        people = [tables.pool_people[pool] if pool in in_turn else 0 for pool in range(pools)]
        hours = [self.hours.follow(tables.pool_hours[pool]) if pool in in_turn else -1 for pool in range(pools)]
        self._first_person = wholes(self.kept("_first_person", array("q", accumulate(people, initial=0))))
        self._free_from = reals(self.kept("_free_from", array("d", [0.0]) * sum(people)))
        self._turn_hours = wholes(self.kept("_turn_hours", array("q", hours)))
        self.observing = False

    def serve(self, token: cython.longlong, pool: cython.longlong, now: cython.double) -> cython.void:
        """Let the one of a pool who is free first work on a token: as nobody will overtake it, it is known when.

        Source: J. Kiefer, J. Wolfowitz, "On the theory of queues with many servers", 1955.
        """
        i: cython.longlong
        person: cython.longlong = self._first_person[pool]
        hours: cython.longlong = self._turn_hours[pool]
        start: cython.double = self._free_from[person]
        end: cython.double
        slot: cython.longlong = self.token_slot[token]
        ending: cython.longlong = self.node_last[self.token_node[token]]
        for i in range(person + 1, self._first_person[pool + 1]):
            if self._free_from[i] < start:
                start = self._free_from[i]
                person = i
        start = self.hours.opening(hours, max(now, start))
        self.token_joined[token] = now
        self.token_pools[token * MOST_ROLES] = pool
        self.token_state[token] = SERVED
        self.token_started[token] = start
        if start == INFINITY:
            return
        self.measure(token)
        self.token_dwell[token] = self.token_work[token] * self.pool_stretch[pool]
        end = self.hours.finish(hours, start, start, self.token_dwell[token])
        self._free_from[person] = end
        if self.observing:
            self.pool_busy[pool] += self.token_dwell[token]
        if self.detail:
            self.token_opened[token] = 0.0
            if start > now:
                self.token_opened[token] = self.hours.worked(hours, start) - self.hours.worked(
                    self.pool_hours[pool], now
                )
            self.slot_work[slot] += self.token_work[token]
        elif ending >= 0 and start == now and self.slot_alive[slot] == 1 and not self.judged:
            # nobody meets the dossier any more, and its lead time is all that is wanted
            self.note_dossier(slot, token, ending, end)
            self.forget(slot)
            return
        self.agenda.add(end, self.token_rank[token], token)

    def count_served(self, now: cython.double, sign: cython.double) -> cython.void:
        """Count as busy time, or no more, the work whose beginning is known and still to come."""
        token: cython.longlong
        for token in range(self.token_room):
            if self.token_state[token] == SERVED and now <= self.token_started[token] < INFINITY:
                self.pool_busy[self.token_pools[token * MOST_ROLES]] += sign * self.token_dwell[token]

    def measure(self, token: cython.longlong) -> cython.void:
        """Draw how long the work on a token takes; asked again it is the same."""
        node: cython.longlong = self.token_node[token]
        key: cython.ulonglong = self.slot_key[self.token_slot[token]] ^ self.node_work_key[node]
        self.token_work[token] = self.laws.draw(self.node_work[node], luck(key, self.token_visit[token]))
