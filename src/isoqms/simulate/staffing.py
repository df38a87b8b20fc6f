# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Who works on what when: lines of waiting dossiers before the roles, and the people who take them up.

People of one post are a *pool*; a pool may fill several roles and a role be filled by several pools. Roles that share
people, or that a step needs together, form a *group*, within which it is decided who is taken next.

A step that needs several roles stands in all their lines. It is taken as soon as somebody of each is free. While it is
the first in all its lines, those of its people who are free are held for it; while it is not, those behind it may pass.
Work that must not be broken off is taken only if it ends before closing; those behind it that fit may pass.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython

from isoqms.simulate.turns import Turns

if not cython.compiled:
    from math import inf as INFINITY  # noqa: N812 -- its name in C

    from isoqms.simulate.codes import MOST_ROLES, NONSTOP, QUEUED, WORKED
    from isoqms.simulate.columns import reals, wholes

if TYPE_CHECKING:
    from isoqms.simulate.tables import Tables

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""


@cython.cclass
class Staffing(Turns):
    """The memory of a run with its people, and the rules by which they take up work."""

    def __init__(self, tables: Tables, cases: int, detail: bool, log: bool, series: int) -> None:
        Turns.__init__(self, tables, cases, detail, log, series)
        roles, pools = len(tables.role_hours), len(tables.pool_people)
        self._looked_at = wholes(self.kept("_looked_at", array("q", [-1]) * max(roles, 1)))
        self._somebody_waits = wholes(self.kept("_somebody_waits", array("q", [0]) * max(roles, 1)))
        self._free = wholes(self.kept("_free", array("q", tables.pool_people or [0])))
        self._reserved = wholes(self.kept("_reserved", array("q", [0]) * max(pools, 1)))
        self._wakes = reals(self.kept("_wakes", array("d", [-1.0]) * (len(tables.timelines) + 1)))
        self._to_look = wholes(self.kept("_to_look", array("q", [0]) * max(len(tables.group_plain), 1)))
        self._is_to_look = wholes(self.kept("_is_to_look", array("q", [0]) * max(len(tables.group_plain), 1)))
        self._groups_to_look = 0
        self._wake_events = -1 - len(tables.stream_key)
        self._free_events = self._wake_events - len(tables.timelines)
        self.at_ease = False

    def look_at(self, group: cython.longlong) -> cython.void:
        """Note that somebody of a group may have something to take up."""
        if not self._is_to_look[group]:
            self._is_to_look[group] = 1
            self._to_look[self._groups_to_look] = group
            self._groups_to_look += 1

    def woken(self, timeline: cython.longlong) -> cython.void:
        """Look at every group whose people begin to work at this opening."""
        i: cython.longlong
        for i in range(self.line_groups[timeline], self.line_groups[timeline + 1]):
            self.look_at(self.groups_of_line[i])

    def take_up(self, now: cython.double) -> cython.void:
        """Let everybody who may have something to do begin it."""
        group: cython.longlong
        while self._groups_to_look > 0:
            self._groups_to_look -= 1
            group = self._to_look[self._groups_to_look]
            self._is_to_look[group] = 0
            if self.group_plain[group]:
                self._take_plain(self.roles_of_group[self.group_roles[group]], now)
            else:
                self._take_in_order(group, now)

    # lines

    def join_line(self, token: cython.longlong, now: cython.double) -> cython.void:
        """Put a token into the line before its role, or roles, at the place of its joining."""
        node: cython.longlong = self.tokens[token].node
        first_role: cython.longlong = self.node_roles[node]
        role: cython.longlong = self.roles_needed[first_role]
        group: cython.longlong = self.role_group[role]
        pool: cython.longlong
        self.tokens[token].joined = now
        # where nothing else happens now and nobody is before it, it need not stand in line
        if self.at_ease and self.in_line[group] == 0 and self.group_plain[group]:
            if self.role_pool[role] >= 0:
                self.serve(token, node, self.tokens[token].slot, self.role_pool[role], now)
                return
            pool = self._somebody(role, now, 0.0)
            if pool >= 0:
                self.token_pools[token * MOST_ROLES] = pool
                self._begin(token, 1, now)
                return
        if self.detail:
            self.tokens[token].opened = self.hours.worked(self.role_hours[role], now)
        self.tokens[token].state = QUEUED
        self.in_line[group] += 1
        if self.node_roles[node + 1] - first_role > 1:
            self.join_joint(token, group)
        else:
            self.join_single(token, role * self.levels + self.level(token))
        self.look_at(group)

    # people

    def _somebody(self, role: cython.longlong, now: cython.double, minutes: cython.double) -> cython.longlong:
        """Return the pool whose people take up work of a role: free, present, and for `minutes` still; -1 for none."""
        i: cython.longlong = self.role_pools[role]
        last: cython.longlong = self.role_pools[role + 1]
        pool: cython.longlong
        while i < last:
            pool = self.pools_of_role[i]
            if self._free[pool] > self._reserved[pool] and self._is_there(self.pool_hours[pool], now, minutes):
                return pool
            i += 1
        return -1

    def _is_there(self, hours: cython.longlong, now: cython.double, minutes: cython.double) -> cython.bint:
        """Say whether people with these hours are there now, and for `minutes` still."""
        if hours < 0:
            return True
        return self.hours.opening(hours, now) <= now and (
            minutes <= 0.0 or now + minutes <= self.hours.closing(hours, now)
        )

    def _wake(self, role: cython.longlong, now: cython.double) -> cython.void:
        """See to it that people of a role who are free but absent look at their line when they come."""
        i: cython.longlong
        pool: cython.longlong
        line: cython.longlong
        opens: cython.double
        for i in range(self.role_pools[role], self.role_pools[role + 1]):
            pool = self.pools_of_role[i]
            line = self.pool_hours[pool]
            if self._free[pool] > 0 and line >= 0:
                opens = self.hours.opening(line, now)
                if opens <= now:
                    opens = self.hours.reopening(line, now)
                if self._wakes[line] <= now or opens < self._wakes[line]:
                    self._wakes[line] = opens
                    if opens < INFINITY:
                        self.expect(opens, 0, self._wake_events - line)

    def _take_plain(self, role: cython.longlong, now: cython.double) -> cython.void:
        """Let the people of a role that shares nothing with others take up what waits before it."""
        token: cython.longlong = self.first_of(role, 0)
        pool: cython.longlong = self.role_pool[role]
        if pool >= 0:
            while token >= 0:
                self.leave_line(token)
                self.serve(token, self.tokens[token].node, self.tokens[token].slot, pool, now)
                token = self.first_of(role, 0)
            return
        while token >= 0:
            pool = self._somebody(role, now, 0.0)
            if pool < 0:
                self._wake(role, now)
                return
            self.leave_line(token)
            self.token_pools[token * MOST_ROLES] = pool
            self._begin(token, 1, now)
            token = self.first_of(role, 0)

    def _take_in_order(self, group: cython.longlong, now: cython.double) -> cython.void:
        """Go through all lines of a group in order and let those who can begin."""
        i: cython.longlong
        j: cython.longlong
        joint: cython.longlong = self.joint_first[group]
        best: cython.longlong
        role: cython.longlong
        taken: cython.longlong
        for i in range(self.group_roles[group], self.group_roles[group + 1]):
            role = self.roles_of_group[i]
            self._looked_at[role] = self.first_of(role, 0)
            self._somebody_waits[role] = 0
            for j in range(self.role_pools[role], self.role_pools[role + 1]):
                self._reserved[self.pools_of_role[j]] = 0
        while True:
            taken = self._next_role(group, joint)
            if taken >= 0:
                self._take_single(self._looked_at[taken], taken, now)
            elif joint >= 0:
                best = joint
                joint = self.tokens[best].next_in_line
                self._take_joint(best, now)
            else:
                break
        for i in range(self.group_roles[group], self.group_roles[group + 1]):
            role = self.roles_of_group[i]
            for j in range(self.role_pools[role], self.role_pools[role + 1]):
                self._reserved[self.pools_of_role[j]] = 0
            if self._somebody_waits[role]:
                self._wake(role, now)

    def _next_role(self, group: cython.longlong, joint: cython.longlong) -> cython.longlong:
        """Return the role whose next in line is before all others and before the token `joint`; -1 where that is."""
        i: cython.longlong
        role: cython.longlong
        best: cython.longlong = joint
        found: cython.longlong = -1
        for i in range(self.group_roles[group], self.group_roles[group + 1]):
            role = self.roles_of_group[i]
            if self._looked_at[role] >= 0 and (best < 0 or self.goes_first(self._looked_at[role], best)):
                best = self._looked_at[role]
                found = role
        return found

    def _take_single(self, token: cython.longlong, role: cython.longlong, now: cython.double) -> cython.void:
        """Let somebody begin what only one role is needed for, or pass on to the next in line."""
        minutes: cython.double = 0.0
        pool: cython.longlong
        following: cython.longlong = self.next_of(role, token)
        if self.node_flags[self.tokens[token].node] & NONSTOP:
            self.measure(token, self.tokens[token].node, self.tokens[token].slot)
            minutes = self.tokens[token].work
        pool = self._somebody(role, now, minutes)
        if pool >= 0:
            self.leave_line(token)
            self.token_pools[token * MOST_ROLES] = pool
            self._begin(token, 1, now)
        else:
            self._somebody_waits[role] = 1
            if minutes <= 0.0 or self._somebody(role, now, 0.0) < 0:
                following = -1
        self._looked_at[role] = following

    def _take_joint(self, token: cython.longlong, now: cython.double) -> cython.void:
        """Let people of all roles a step needs begin it together, or hold those who are free while it is the first."""
        i: cython.longlong
        node: cython.longlong = self.tokens[token].node
        start: cython.longlong = self.node_roles[node]
        count: cython.longlong = self.node_roles[node + 1] - start
        minutes: cython.double = 0.0
        found: cython.longlong = 0
        pool: cython.longlong
        first: cython.bint = not self._is_behind_anybody(start, count)
        if self.node_flags[node] & NONSTOP:
            self.measure(token, self.tokens[token].node, self.tokens[token].slot)
            minutes = self.tokens[token].work
        for i in range(count):
            pool = self._somebody(self.roles_needed[start + i], now, minutes)
            if pool < 0 and found == i:
                pool = self._given_up(token, start, i, now, minutes)
            if pool >= 0:
                self.token_pools[token * MOST_ROLES + found] = pool
                self._reserved[pool] += 1
                found += 1
        if found == count:
            for i in range(count):
                self._reserved[self.token_pools[token * MOST_ROLES + i]] -= 1
            self.leave_line(token)
            self._begin(token, count, now)
            return
        if not first:
            for i in range(found):
                self._reserved[self.token_pools[token * MOST_ROLES + i]] -= 1
        for i in range(count):
            self._somebody_waits[self.roles_needed[start + i]] = 1

    def _given_up(
        self,
        token: cython.longlong,
        start: cython.longlong,
        count: cython.longlong,
        now: cython.double,
        minutes: cython.double,
    ) -> cython.longlong:
        """Return a pool found for one of the first `count` roles that fills the next too, as others do the former."""
        i: cython.longlong
        j: cython.longlong
        role: cython.longlong = self.roles_needed[start + count]
        taken: cython.longlong
        other: cython.longlong
        for i in range(count):
            taken = self.token_pools[token * MOST_ROLES + i]
            for j in range(self.role_pools[role], self.role_pools[role + 1]):
                if self.pools_of_role[j] == taken:
                    other = self._somebody(self.roles_needed[start + i], now, minutes)
                    if other >= 0:
                        self._reserved[taken] -= 1
                        self._reserved[other] += 1
                        self.token_pools[token * MOST_ROLES + i] = other
                        return taken
        return -1

    def _is_behind_anybody(self, start: cython.longlong, count: cython.longlong) -> cython.bint:
        """Say whether before one of these roles somebody waits who is taken earlier."""
        i: cython.longlong
        found: cython.bint = False
        for i in range(start, start + count):
            found = found or self._somebody_waits[self.roles_needed[i]] > 0
        return found

    # work

    def _begin(self, token: cython.longlong, count: cython.longlong, now: cython.double) -> cython.void:
        """Begin the work on a token by the people found for it, and note when it ends."""
        node: cython.longlong = self.tokens[token].node
        pool: cython.longlong = self.token_pools[token * MOST_ROLES]
        hours: cython.longlong = self.pool_hours[pool]
        stretch: cython.double = self.pool_stretch[pool]
        work: cython.double
        i: cython.longlong
        self.measure(token, self.tokens[token].node, self.tokens[token].slot)
        work = self.tokens[token].work
        self._engage(pool, work)
        if count > 1:
            hours = self.node_hours[node]
            for i in range(1, count):
                pool = self.token_pools[token * MOST_ROLES + i]
                stretch = max(stretch, self.pool_stretch[pool])
                self._engage(pool, work)
        if self.detail:
            # from here on: the open minutes the token stood in line
            if self.tokens[token].joined == now:
                self.tokens[token].opened = 0.0
            else:
                self.tokens[token].opened = (
                    self.hours.worked(self.role_hours[self.roles_needed[self.node_roles[node]]], now)
                    - self.tokens[token].opened
                )
            self.tokens[token].started = now
        self.tokens[token].state = WORKED
        if self.node_flags[node] & NONSTOP:
            self.tokens[token].dwell = work
            self.expect(now + work, self.tokens[token].rank, token)
        else:
            self.tokens[token].dwell = work * stretch
            self.expect(self.hours.finish(hours, now, now, work * stretch), self.tokens[token].rank, token)

    def _engage(self, pool: cython.longlong, work: cython.double) -> cython.void:
        """Let one person of a pool be busy with `work` minutes of work."""
        self._free[pool] -= 1
        if self.observing:
            self.pool_busy[pool] += work * self.pool_stretch[pool]

    def end_work(self, token: cython.longlong, now: cython.double) -> cython.void:
        """Let the people who worked on a token look for the next; after work in one go they catch up on other work."""
        node: cython.longlong = self.tokens[token].node
        pool: cython.longlong
        other: cython.double
        i: cython.longlong
        first: cython.longlong = token * MOST_ROLES
        count: cython.longlong = self.node_roles[node + 1] - self.node_roles[node]
        if count == 1 and not self.node_flags[node] & NONSTOP:
            self.free_somebody(self.token_pools[first])
            return
        for i in range(first, first + count):
            pool = self.token_pools[i]
            if self.node_flags[node] & NONSTOP and self.pool_stretch[pool] > 1.0:
                other = self.tokens[token].work * (self.pool_stretch[pool] - 1.0)
                self.expect(self.hours.finish(self.pool_hours[pool], now, now, other), 0, self._free_events - pool)
            else:
                self.free_somebody(pool)

    def free_somebody(self, pool: cython.longlong) -> cython.void:
        """Let one person of a pool look for the next dossier."""
        self._free[pool] += 1
        if self.in_line[self.pool_group[pool]] > 0:
            self.look_at(self.pool_group[pool])
