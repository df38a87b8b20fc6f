# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The lines of waiting dossiers before the roles, in order of priority, then of joining, then of rank."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython

from isoqms.simulate.ledger import Ledger

if not cython.compiled:
    from isoqms.simulate.columns import wholes

if TYPE_CHECKING:
    from isoqms.simulate.tables import Tables

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""


@cython.cclass
class Lines(Ledger):
    """The memory of a run with its lines.

    One line before each role for each priority; what needs several roles stands in a line of its group. `in_line` is
    how many stand before the roles of a group.
    """

    def __init__(self, tables: Tables, cases: int, detail: bool, log: bool, series: int) -> None:
        Ledger.__init__(self, tables, cases, detail, log, series)
        roles, groups = len(tables.role_hours), len(tables.group_plain)
        self._first = wholes(self.kept("_first", array("q", [-1]) * (roles * self.levels)))
        self._last = wholes(self.kept("_last", array("q", [-1]) * (roles * self.levels)))
        self.joint_first = wholes(self.kept("joint_first", array("q", [-1]) * groups))
        self.in_line = wholes(self.kept("in_line", array("q", [0]) * groups))

    def _comes_before(self, one: cython.longlong, other: cython.longlong) -> cython.bint:
        """Say whether token `one` joined before `other`, whatever their priority."""
        if self.tokens[one].order != self.tokens[other].order:
            return self.tokens[one].order < self.tokens[other].order
        return self.tokens[one].rank < self.tokens[other].rank

    def level(self, token: cython.longlong) -> cython.longlong:
        """Return the number of the priority of a token, 0 for what is taken first."""
        if self.levels == 1:
            return 0
        return self.kind_level[self.slots[self.tokens[token].slot].kind]

    def join_single(self, token: cython.longlong, line: cython.longlong) -> cython.void:
        """Put a token that needs one role into its line."""
        before: cython.longlong = self._last[line]
        after: cython.longlong = -1
        while before >= 0 and self._comes_before(token, before):
            after = before
            before = self.tokens[before].last_in_line
        self.tokens[token].last_in_line = before
        self.tokens[token].next_in_line = after
        if before >= 0:
            self.tokens[before].next_in_line = token
        else:
            self._first[line] = token
        if after >= 0:
            self.tokens[after].last_in_line = token
        else:
            self._last[line] = token

    def join_joint(self, token: cython.longlong, group: cython.longlong) -> cython.void:
        """Put a token that needs several roles into the line of their group."""
        before: cython.longlong = -1
        after: cython.longlong = self.joint_first[group]
        while after >= 0 and not self.goes_first(token, after):
            before = after
            after = self.tokens[after].next_in_line
        self.tokens[token].next_in_line = after
        if before >= 0:
            self.tokens[before].next_in_line = token
        else:
            self.joint_first[group] = token

    def goes_first(self, one: cython.longlong, other: cython.longlong) -> cython.bint:
        """Say whether token `one` is taken before `other`."""
        mine: cython.longlong = self.level(one)
        its: cython.longlong = self.level(other)
        return mine < its if mine != its else self._comes_before(one, other)

    def leave_line(self, token: cython.longlong) -> cython.void:
        """Take a token out of the line, or lines, it stands in."""
        node: cython.longlong = self.tokens[token].node
        first_role: cython.longlong = self.node_roles[node]
        role: cython.longlong = self.roles_needed[first_role]
        before: cython.longlong
        after: cython.longlong = self.tokens[token].next_in_line
        line: cython.longlong
        self.in_line[self.role_group[role]] -= 1
        if self.node_roles[node + 1] - first_role > 1:
            before = self.joint_first[self.role_group[role]]
            if before == token:
                self.joint_first[self.role_group[role]] = after
                return
            while self.tokens[before].next_in_line != token:
                before = self.tokens[before].next_in_line
            self.tokens[before].next_in_line = after
            return
        line = role * self.levels + self.level(token)
        before = self.tokens[token].last_in_line
        if before >= 0:
            self.tokens[before].next_in_line = after
        else:
            self._first[line] = after
        if after >= 0:
            self.tokens[after].last_in_line = before
        else:
            self._last[line] = before

    def first_of(self, role: cython.longlong, level: cython.longlong) -> cython.longlong:
        """Return the first token before a role from a priority on; -1 where nobody waits."""
        while level < self.levels:
            if self._first[role * self.levels + level] >= 0:
                return self._first[role * self.levels + level]
            level += 1
        return -1

    def next_of(self, role: cython.longlong, token: cython.longlong) -> cython.longlong:
        """Return the token after this one before a role; -1 for the last."""
        if self.tokens[token].next_in_line >= 0:
            return self.tokens[token].next_in_line
        return self.first_of(role, self.level(token) + 1)
