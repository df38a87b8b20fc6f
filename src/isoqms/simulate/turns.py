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

    def serve(
        self,
        token: cython.longlong,
        node: cython.longlong,
        slot: cython.longlong,
        pool: cython.longlong,
        now: cython.double,
    ) -> cython.void:
        """Let the one of a pool who is free first work on a token: as nobody will overtake it, it is known when.

        Source: J. Kiefer, J. Wolfowitz, "On the theory of queues with many servers", 1955.
        """
        i: cython.longlong
        person: cython.longlong = self._first_person[pool]
        hours: cython.longlong = self._turn_hours[pool]
        start: cython.double = self._free_from[person]
        dwell: cython.double
        end: cython.double
        for i in range(person + 1, self._first_person[pool + 1]):
            if self._free_from[i] < start:
                start = self._free_from[i]
                person = i
        start = max(now, start)
        dwell = self.measure(token, node, slot) * self.pool_stretch[pool]
        if hours < 0:
            end = start + dwell
        else:
            end = self.hours.carry_out(hours, start, dwell)
            start = self.hours.begun
        self.tokens[token].joined = now
        self.token_pools[token * MOST_ROLES] = pool
        self.tokens[token].state = SERVED
        self.tokens[token].started = start
        if start == INFINITY:
            return
        self.tokens[token].dwell = dwell
        self._free_from[person] = end
        if self.observing:
            self.pool_busy[pool] += dwell
        if self.detail:
            # the open minutes it stood in line, 0 where it did not
            if hours < 0:
                self.tokens[token].opened = start - now
            else:
                self.tokens[token].opened = self.hours.stood(hours, now)
        elif self.node_last[node] >= 0 and start == now and self.slots[slot].alive == 1 and not self.judged:
            # nobody meets the dossier any more, and its lead time is all that is wanted
            self.note_dossier(slot, self.node_last[node], end)
            self.forget(slot)
            return
        self.expect(end, self.tokens[token].rank, token)

    def count_served(self, now: cython.double, sign: cython.double) -> cython.void:
        """Count as busy time, or no more, the work whose beginning is known and still to come."""
        token: cython.longlong
        for token in range(self.token_room):
            if self.tokens[token].state == SERVED and now <= self.tokens[token].started < INFINITY:
                self.pool_busy[self.token_pools[token * MOST_ROLES]] += sign * self.tokens[token].dwell

    def measure(self, token: cython.longlong, node: cython.longlong, slot: cython.longlong) -> cython.double:
        """Draw how long the work on a token takes, unless it was drawn ahead; asked again it is the same."""
        work: cython.double
        if self.node_ahead[node] >= 0 and self.tokens[token].visit == 0:
            work = self.slot_ahead[slot * self.ahead + self.node_ahead[node]]
        else:
            work = self.laws.draw(
                self.node_work[node], luck(self.slots[slot].key ^ self.node_work_key[node], self.tokens[token].visit)
            )
        self.tokens[token].work = work
        return work

    def foresee(self, slot: cython.longlong, kind: cython.longlong) -> cython.void:
        """Draw how long the work on a dossier takes that it most likely asks for, each for the first visit."""
        i: cython.longlong
        node: cython.longlong
        first: cython.longlong = self.kind_ahead[kind]
        for i in range(self.kind_ahead[kind + 1] - first):
            node = self.nodes_ahead[first + i]
            self.slot_ahead[slot * self.ahead + i] = self.laws.draw(
                self.node_work[node], luck(self.slots[slot].key ^ self.node_work_key[node], 0)
            )
