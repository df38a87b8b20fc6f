# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The way of dossiers through their nodes: arriving, entering, leaving, branching, meeting, and the statutory clock."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython

from isoqms.simulate.lots import Lots

if not cython.compiled:
    from isoqms.simulate.chance import luck
    from isoqms.simulate.codes import (
        APART,
        ARRIVED,
        DELAY,
        GATHERED,
        GONE,
        JOIN_ALL,
        JOIN_ANY,
        MARGIN,
        MARKED_IN,
        MARKED_OUT,
        QUEUED,
        RESTARTS,
        SERVED,
        SPLIT,
        STARTING,
        STOPS,
        SUPPLEMENT,
        VANISHING,
        WAITING,
        WORK,
        WORKED,
    )
    from isoqms.simulate.columns import wholes

if TYPE_CHECKING:
    from isoqms.simulate.tables import Tables

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""


@cython.cclass
class Course(Lots):
    """The memory of a run with the rules by which dossiers go from node to node."""

    def __init__(self, tables: Tables, cases: int, detail: bool, log: bool, series: int) -> None:
        Lots.__init__(self, tables, cases, detail, log, series)
        self._split = wholes(self.kept("_split", array("q", [0]) * (64 * MARGIN)))
        self._split_depth = 0

    def go_on(self, token: cython.longlong, now: cython.double) -> cython.void:
        """Let a token go on from node to node until time passes, and after it those that split off on its way."""
        while True:
            while token >= 0 and self._enter(token, now):
                token = self._leave(token, now)
            if self._split_depth == 0:
                return
            self._split_depth -= 1
            token = self._split[self._split_depth]
            if self.tokens[token].state == GONE:  # withdrawn by one that went before it
                token = -1

    # entering

    def _enter(self, token: cython.longlong, now: cython.double) -> cython.bint:
        """Let a token come to its node and begin what happens there; say whether that is nothing."""
        node: cython.longlong = self.tokens[token].node
        slot: cython.longlong = self.tokens[token].slot
        flags: cython.longlong = self.node_flags[node]
        pool: cython.longlong = self.node_pool[node]
        self.tokens[token].visit = 0
        if flags & MARKED_IN and not self._is_let_in(token, node, slot, flags, now):
            return False
        self.tokens[token].entered = now
        self.tokens[token].rank = self.slots[slot].tie | self.node_rank[node]
        if (self.slots[slot].clock_runs == 0 or flags & MARKED_IN) and self.judged:
            self.clock_in(slot, flags, now)
        if pool >= 0 and self.at_ease:
            self.tokens[token].order = now
            self.serve(token, node, slot, pool, now)
            return False
        self.tokens[token].state = WAITING
        return self._is_over_at_once(token, node, now)

    def _is_let_in(
        self,
        token: cython.longlong,
        node: cython.longlong,
        slot: cython.longlong,
        flags: cython.longlong,
        now: cython.double,
    ) -> cython.bint:
        """Say whether the others have met a token at a join, and count its visit where that is told apart."""
        counter: cython.longlong = self.node_visits[node]
        if flags & (JOIN_ALL | JOIN_ANY) and not self._meets(token, now):
            return False
        if counter >= 0:
            self.tokens[token].visit = self.counts[slot * self.counters + counter]
            self.counts[slot * self.counters + counter] += 1
        return True

    def _is_over_at_once(self, token: cython.longlong, node: cython.longlong, now: cython.double) -> cython.bint:
        """Begin what happens at a node: the wait before work, work, or a delay; say whether it takes no time."""
        until: cython.double
        if self.node_kind[node] == WORK:
            if self.node_wait[node] >= 0:
                self.expect(self._waited(token, node, now), self.tokens[token].rank, token)
            else:
                self.come_to_work(token, now)
            return False
        if self.node_kind[node] == DELAY:
            until = self._delayed(token, node, now)
            if until > now or self.is_short:
                self.expect(until, self.tokens[token].rank, token)
                return False
        return True

    def _waited(self, token: cython.longlong, node: cython.longlong, now: cython.double) -> cython.double:
        """Return when the wait of a node is over."""
        key: cython.ulonglong = self.slots[self.tokens[token].slot].key ^ self.node_wait_key[node]
        return self.hours.finish(
            self.node_wait_hours[node],
            now,
            now,
            self.laws.draw(self.node_wait[node], luck(key, self.tokens[token].visit)),
        )

    def _delayed(self, token: cython.longlong, node: cython.longlong, now: cython.double) -> cython.double:
        """Return when the time of a node at which nobody of the office works is over: its wait, then its work."""
        key: cython.ulonglong = self.slots[self.tokens[token].slot].key ^ self.node_work_key[node]
        start: cython.double = now
        if self.node_wait[node] >= 0:
            start = self._waited(token, node, now)
        if self.node_work[node] < 0:
            return start
        return self.hours.finish(
            self.node_hours[node],
            now,
            start,
            self.laws.draw(self.node_work[node], luck(key, self.tokens[token].visit)),
        )

    def ended(self, token: cython.longlong, now: cython.double) -> cython.longlong:
        """Return the token that goes on now that the time of `token` at its node, or its wait there, is over, or -1."""
        if self.tokens[token].state != SERVED and not self._is_done(token, now):
            return -1
        return self._leave(token, now)

    def _is_done(self, token: cython.longlong, now: cython.double) -> cython.bint:
        """Say whether a token is done with its node; only its wait before the work may be over, or it was given up."""
        state: cython.longlong = self.tokens[token].state
        if state == WORKED:
            self.end_work(token, now)
        elif state == VANISHING:
            if self.tokens[token].ended == WORKED:
                self.end_work(token, now)
            self.free_token(token)
            return False
        elif self.node_kind[self.tokens[token].node] == WORK:
            self.come_to_work(token, now)
            return False
        return True

    # leaving

    def _leave(self, token: cython.longlong, now: cython.double) -> cython.longlong:
        """Let a token be done with its node; return the token that comes to the next one, -1 for none or several."""
        node: cython.longlong = self.tokens[token].node
        slot: cython.longlong = self.tokens[token].slot
        flags: cython.longlong = self.node_flags[node]
        if self.detail:
            self.note_visit(token, node, slot, now)
        if flags & MARKED_OUT:
            return self._part(token, node, slot, flags, now)
        return self._go(token, slot, self.node_ways[node], now)

    def _part(
        self,
        token: cython.longlong,
        node: cython.longlong,
        slot: cython.longlong,
        flags: cython.longlong,
        now: cython.double,
    ) -> cython.longlong:
        """Let a token leave a node that acts on the clock, or has other ways out than one; return as `_leave` does."""
        way: cython.longlong = self.node_ways[node]
        last: cython.longlong = self.node_ways[node + 1]
        if self.judged and flags & (STOPS | RESTARTS | SUPPLEMENT):
            self.clock_out(slot, flags, now)
        if flags & SPLIT:
            if not flags & APART:  # else those who split off do not stand in each other's way
                self.at_ease = False
            self.tokens[token].state = GONE
            self._split_up(token, slot, way, last)
            return -1
        if last - way > 1 or self.way_count[way] >= 0:
            way = self._choose(token, slot, node, now)
        return self._go(token, slot, way, now)

    def _go(
        self, token: cython.longlong, slot: cython.longlong, way: cython.longlong, now: cython.double
    ) -> cython.longlong:
        """Take a way to the next node, or to the end of this branch; return the token that comes there, or -1."""
        to: cython.longlong = self.way_to[way]
        if self.way_back[way] and self.slots[slot].back < 0.0:
            self.slots[slot].back = now
        if to < 0:
            self.tokens[token].state = GONE
            self.slots[slot].alive -= 1
            if self.slots[slot].alive == 0:
                self.note_dossier(slot, -1 - to, now)
                self.forget(slot)
            return -1
        if self.detail and self.slots[slot].alive > 1:  # what the visit took may still be asked for
            self.tokens[token].state = GONE
            return self.token(slot, to, way, token)
        self.tokens[token].node = to
        self.tokens[token].way = way
        return token

    def _split_up(
        self, token: cython.longlong, slot: cython.longlong, way: cython.longlong, last: cython.longlong
    ) -> cython.void:
        """Let tokens wait to go on along all ways at the same time, that of the first way before the others."""
        i: cython.longlong
        count: cython.longlong = last - way
        before: cython.longlong = token if self.slots[slot].alive > 1 else -1
        self._split_depth += count
        self.slots[slot].alive += count - 1
        for i in range(count):
            self._split[self._split_depth - 1 - i] = self.token(slot, self.way_to[way + i], way + i, before)

    def _choose(
        self, token: cython.longlong, slot: cython.longlong, node: cython.longlong, now: cython.double
    ) -> cython.longlong:
        """Return the way a token takes out of its node, one by chance; at a bound the exit named there."""
        first: cython.longlong = self.node_ways[node]
        last: cython.longlong = self.node_ways[node + 1]
        way: cython.longlong = first
        key: cython.ulonglong = self.slots[slot].key ^ self.node_branch_key[node]
        u: cython.double
        u = luck(key, self.tokens[token].visit)
        while way < last - 1 and u >= self.way_share[way]:
            way += 1
        if self.way_count[way] < 0:
            return way
        if self.counts[slot * self.counters + self.way_count[way]] < self.way_most[way]:
            self.counts[slot * self.counters + self.way_count[way]] += 1
            return way
        if self.way_bound[way] >= 0:
            return self.way_bound[way]
        return self._choose_open(slot, first, last, way, u)

    def _choose_open(
        self,
        slot: cython.longlong,
        first: cython.longlong,
        last: cython.longlong,
        closed: cython.longlong,
        u: cython.double,
    ) -> cython.longlong:
        """Return one of the ways that are not closed by their bound, in proportion to their shares."""
        turn: cython.longlong
        way: cython.longlong
        low: cython.double = self.way_share[closed - 1] if closed > first else 0.0
        width: cython.double = self.way_share[closed] - low
        total: cython.double = 0.0
        share: cython.double
        place: cython.double
        found: cython.longlong = -1
        # where in the closed way the draw fell says which of the others is taken
        place = (u - low) / width if width > 0.0 else 0.5
        for turn in range(2):
            share = 0.0
            for way in range(first, last):
                if (
                    self.way_count[way] < 0
                    or self.counts[slot * self.counters + self.way_count[way]] < self.way_most[way]
                ):
                    share += self.way_share[way] - (self.way_share[way - 1] if way > first else 0.0)
                    found = way
                    if turn == 1 and share > place * total:
                        break
            total = share
        if found >= 0 and self.way_count[found] >= 0:
            self.counts[slot * self.counters + self.way_count[found]] += 1
        return found

    # meeting

    def _meets(self, token: cython.longlong, now: cython.double) -> cython.bint:
        """Say whether the dossier goes on from a join now that `token` has come to it; some ways pass alone."""
        i: cython.longlong
        node: cython.longlong = self.tokens[token].node
        slot: cython.longlong = self.tokens[token].slot
        join: cython.longlong = self.node_join[node]
        place: cython.longlong = slot * self.joins + join
        here: cython.ulonglong
        group: cython.ulonglong
        one: cython.ulonglong = 1
        if self.tokens[token].way < 0 or self.way_bit[self.tokens[token].way] < 0:
            return True
        if self.node_flags[node] & JOIN_ANY:
            self._withdraw_others(token, slot, join, now)
            return True
        here = self.arrived[place] | (one << self.way_bit[self.tokens[token].way])
        for i in range(self.join_groups[node], self.join_groups[node + 1]):
            group = self.group_ways[i]
            if here & group == group:
                self.arrived[place] = here ^ group
                if self.kind_any[self.slots[slot].kind]:
                    self._merge(slot, node, group)
                while group:
                    group &= group - 1
                    self.slots[slot].alive -= 1
                self.slots[slot].alive += 1
                return True
        self.arrived[place] = here
        self.tokens[token].state = ARRIVED
        return False

    def _merge(self, slot: cython.longlong, node: cython.longlong, group: cython.ulonglong) -> cython.void:
        """Let the tokens that have come to a join by the ways of `group` be one with the one that goes on."""
        token: cython.longlong = self.slots[slot].tokens
        one: cython.ulonglong = 1
        while token >= 0:
            if (
                self.tokens[token].state == ARRIVED
                and self.tokens[token].node == node
                and group & (one << self.way_bit[self.tokens[token].way])
            ):
                self.tokens[token].state = GONE
            token = self.tokens[token].mate

    def _withdraw_others(
        self, keeper: cython.longlong, slot: cython.longlong, join: cython.longlong, now: cython.double
    ) -> cython.void:
        """Give up the other branches before a join of any: what is in work or under way ends, but counts no more."""
        token: cython.longlong = self.slots[slot].tokens
        mate: cython.longlong = -1
        following: cython.longlong
        one: cython.ulonglong = 1
        while token >= 0:
            following = self.tokens[token].mate
            if (
                token != keeper
                and self.tokens[token].state < GONE
                and self.tokens[token].way >= 0
                and (self.way_region[self.tokens[token].way] >> join) & one
            ):
                self.slots[slot].alive -= 1
                self._withdraw(token, slot, now)
                if self.tokens[token].state == VANISHING:  # its event is still to come: it frees itself then
                    if mate >= 0:
                        self.tokens[mate].mate = following
                    else:
                        self.slots[slot].tokens = following
                    token = following
                    continue
            mate = token
            token = following

    def _withdraw(self, token: cython.longlong, slot: cython.longlong, now: cython.double) -> cython.void:
        node: cython.longlong = self.tokens[token].node
        state: cython.longlong = self.tokens[token].state
        one: cython.ulonglong = 1
        if state == ARRIVED:
            self.arrived[slot * self.joins + self.node_join[node]] &= ~(one << self.way_bit[self.tokens[token].way])
            self.tokens[token].state = GONE
            return
        if state == STARTING:
            self.tokens[token].state = GONE
            return
        if self.node_flags[node] & STOPS:
            self.clock_out(slot, STOPS, now)
        if state == QUEUED:
            self.leave_line(token)
            self.tokens[token].state = GONE
        elif state == GATHERED:
            self.leave_lot(token)
            self.tokens[token].state = GONE
        else:
            if state == WORKED and self.detail:
                self.add_work(token, slot)
            self.tokens[token].ended = state
            self.tokens[token].state = VANISHING

    # the statutory clock
