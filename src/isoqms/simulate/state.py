# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""What a run knows: the tables it follows, the dossiers under way with their tokens, and the sums it keeps.

A *slot* holds a dossier under way. A *token* is one visit of a dossier to one node; parallel branches are tokens of one
slot beside each other. Slots and tokens are used again, so that a run needs room for the dossiers under way only.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython  # type: ignore[no-redef]

if not cython.compiled:
    from isoqms.simulate.agenda import Agenda
    from isoqms.simulate.chance import Laws
    from isoqms.simulate.codes import BINS, GONE, MARGIN, MOST_ROLES, MOST_STOPS, N_COLUMNS, P_COLUMNS, WAITING
    from isoqms.simulate.hours import Hours

if TYPE_CHECKING:
    from isoqms.simulate.tables import Tables

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""


def _whole(count: int, value: int = 0) -> array[int]:
    return array("q", [value]) * max(count, 1)


def _real(count: int, value: float = 0.0) -> array[float]:
    return array("d", [value]) * max(count, 1)


def _longer(held: memoryview, kind: str) -> array[int]:
    longer: array[int] = array(kind, memoryview(held).tobytes())
    longer.frombytes(bytes(memoryview(held).nbytes))
    return longer


@cython.cclass
class State:
    """The memory of one replication.

    Args:
        tables: what dossiers go through and who works on them.
        detail: whether sums by node and the critical way of every dossier are kept, or lead times alone.
    """

    def __init__(self, tables: Tables, detail: bool) -> None:
        self._read_nodes(tables)
        self._read_kinds(tables)
        self._read_people(tables)
        self.hours = Hours(tables.timelines)
        self.detail = detail
        room = 64
        fixed = len(tables.timelines) + len(tables.stream_key) + len(tables.pool_people) + len(tables.batch_size) + 8
        self.fixed_events = fixed
        self.agenda = Agenda(4 * room * MARGIN // 16 + 4 * MARGIN + fixed)
        self._open_slots(room)
        self._open_tokens(self.agenda.room - fixed)
        self.node_sums = _real(len(tables.node_kind) * N_COLUMNS)
        self.procedure_sums = _real(tables.procedures * P_COLUMNS)
        self.lead_bins = _whole(tables.procedures * BINS)
        self.statutory_bins = _whole(tables.procedures * BINS)
        self.pool_busy = _real(len(tables.pool_people))
        self.pool_open = _real(len(tables.pool_people))

    def _read_nodes(self, tables: Tables) -> cython.void:
        self.laws = Laws(tables.laws, tables.law_tables)
        self.node_kind, self.node_flags = tables.node_kind, tables.node_flags
        self.node_work, self.node_wait = tables.node_work, tables.node_wait
        self.node_hours, self.node_wait_hours = tables.node_hours, tables.node_wait_hours
        self.node_cause, self.node_wait_cause = tables.node_cause, tables.node_wait_cause
        self.node_batch, self.node_rank = tables.node_batch, tables.node_rank
        self.node_visits, self.node_join = tables.node_visits, tables.node_join
        self.node_roles, self.roles_needed = tables.node_roles, tables.roles_needed
        self.node_ways = tables.node_ways
        self.node_work_key, self.node_wait_key = tables.node_work_key, tables.node_wait_key
        self.node_branch_key = tables.node_branch_key
        self.way_to, self.way_share = tables.way_to, tables.way_share
        self.way_count, self.way_most, self.way_bound = tables.way_count, tables.way_most, tables.way_bound
        self.way_back, self.way_bit, self.way_region = tables.way_back, tables.way_bit, tables.way_region
        self.join_groups, self.group_ways = tables.join_groups, tables.group_ways
        self.counters, self.joins = tables.counters, tables.joins

    def _read_kinds(self, tables: Tables) -> cython.void:
        self.kind_procedure, self.kind_start = tables.kind_procedure, tables.kind_start
        self.kind_level, self.kind_office = tables.kind_level, tables.kind_office
        self.kind_reception, self.kind_limits = tables.kind_reception, tables.kind_limits
        self.kind_any, self.kind_at_receipt = tables.kind_any, tables.kind_at_receipt
        self.stream_procedure, self.stream_key = tables.stream_procedure, tables.stream_key
        self.stream_even, self.stream_kinds = tables.stream_even, tables.stream_kinds
        self.stream_kind, self.stream_share = tables.stream_kind, tables.stream_share
        self.stream_windows, self.stream_period = tables.stream_windows, tables.stream_period
        self.coming_opens, self.coming_closes = tables.coming_opens, tables.coming_closes
        self.coming_rate = tables.coming_rate
        self.procedure_tie = tables.procedure_tie
        self.procedures = tables.procedures

    def _read_people(self, tables: Tables) -> cython.void:
        self.role_pools, self.pools_of_role = tables.role_pools, tables.pools_of_role
        self.role_hours, self.role_group = tables.role_hours, tables.role_group
        self.pool_people, self.pool_stretch = tables.pool_people, tables.pool_stretch
        self.pool_hours, self.pool_group = tables.pool_hours, tables.pool_group
        self.group_plain, self.group_roles = tables.group_plain, tables.group_roles
        self.roles_of_group = tables.roles_of_group
        self.line_groups, self.groups_of_line = tables.line_groups, tables.groups_of_line
        self.batch_size, self.batch_releases = tables.batch_size, tables.batch_releases
        self.batch_period, self.releases = tables.batch_period, tables.releases
        self.levels = tables.levels

    def _open_slots(self, room: cython.longlong) -> cython.void:
        self.slot_kind, self.slot_number, self.slot_stream = _whole(room), _whole(room), _whole(room)
        self.slot_tie, self.slot_key = array("Q", _whole(room)), array("Q", _whole(room))
        self.slot_arrived, self.slot_received = _real(room), _real(room)
        self.slot_alive, self.slot_tokens, self.slot_counted = _whole(room), _whole(room), _whole(room)
        self.slot_opened, self.slot_work, self.slot_back = _real(room), _real(room), _real(room)
        self.clock_runs, self.clock_stops, self.stop_count = _whole(room), _whole(room), _whole(room)
        self.clock_start, self.clock_opened, self.clock_lost = _real(room), _real(room), _real(room)
        self.stop_since, self.stop_opened = _real(room), _real(room)
        self.stops = _real(room * 2 * MOST_STOPS)
        self.extended, self.requests = _whole(room), _whole(room)
        self.requested, self.request_since = _real(room), _real(room)
        self.counts = _whole(room * self.counters)
        self.arrived = array("Q", _whole(room * self.joins))
        self.free_slots = array("q", range(room))
        self.slots_free = room
        self.slot_room = room

    def _open_tokens(self, room: cython.longlong) -> cython.void:
        self.token_slot, self.token_node, self.token_way = _whole(room), _whole(room), _whole(room)
        self.token_state, self.token_visit = _whole(room, GONE), _whole(room)
        self.token_before, self.token_mate = _whole(room), _whole(room)
        self.token_rank = array("Q", _whole(room))
        self.token_entered, self.token_order, self.token_joined = _real(room), _real(room), _real(room)
        self.token_started, self.token_ended, self.token_opened = _real(room), _real(room), _real(room)
        self.token_work, self.token_dwell = _real(room), _real(room)
        self.token_pools = _whole(room * MOST_ROLES)
        self.next_in_line, self.last_in_line = _whole(room), _whole(room)
        self.free_tokens = array("q", range(room))
        self.tokens_free = room
        self.token_room = room

    def grow(self) -> cython.void:
        """Make room for twice as many dossiers, tokens and events, as far as each is short of it."""
        if self.slots_free < 2:
            self._grow_slots()
        if self.tokens_free < 2 * MARGIN:
            self._grow_tokens()
        while self.agenda.room < self.token_room + self.fixed_events:
            self.agenda.grow()

    def _grow_slots(self) -> cython.void:
        room: cython.longlong = self.slot_room
        self.slot_kind = _longer(self.slot_kind, "q")
        self.slot_number = _longer(self.slot_number, "q")
        self.slot_stream = _longer(self.slot_stream, "q")
        self.slot_tie = _longer(self.slot_tie, "Q")
        self.slot_key = _longer(self.slot_key, "Q")
        self.slot_arrived = _longer(self.slot_arrived, "d")
        self.slot_received = _longer(self.slot_received, "d")
        self.slot_alive = _longer(self.slot_alive, "q")
        self.slot_tokens = _longer(self.slot_tokens, "q")
        self.slot_counted = _longer(self.slot_counted, "q")
        self.slot_opened = _longer(self.slot_opened, "d")
        self.slot_work = _longer(self.slot_work, "d")
        self.slot_back = _longer(self.slot_back, "d")
        self.clock_runs = _longer(self.clock_runs, "q")
        self.clock_stops = _longer(self.clock_stops, "q")
        self.stop_count = _longer(self.stop_count, "q")
        self.clock_start = _longer(self.clock_start, "d")
        self.clock_opened = _longer(self.clock_opened, "d")
        self.clock_lost = _longer(self.clock_lost, "d")
        self.stop_since = _longer(self.stop_since, "d")
        self.stop_opened = _longer(self.stop_opened, "d")
        self.stops = _longer(self.stops, "d")
        self.extended = _longer(self.extended, "q")
        self.requests = _longer(self.requests, "q")
        self.requested = _longer(self.requested, "d")
        self.request_since = _longer(self.request_since, "d")
        self.counts = _longer(self.counts, "q")
        self.arrived = _longer(self.arrived, "Q")
        free: array[int] = array("q", self.free_slots[: self.slots_free])
        self.free_slots = free + array("q", range(room, 2 * room)) + array("q", bytes(8 * room))
        self.slots_free += room
        self.slot_room = 2 * room

    def _grow_tokens(self) -> cython.void:
        room: cython.longlong = self.token_room
        self.token_slot = _longer(self.token_slot, "q")
        self.token_node = _longer(self.token_node, "q")
        self.token_way = _longer(self.token_way, "q")
        self.token_state = _longer(self.token_state, "q")
        self.token_visit = _longer(self.token_visit, "q")
        self.token_before = _longer(self.token_before, "q")
        self.token_mate = _longer(self.token_mate, "q")
        self.token_rank = _longer(self.token_rank, "Q")
        self.token_entered = _longer(self.token_entered, "d")
        self.token_order = _longer(self.token_order, "d")
        self.token_joined = _longer(self.token_joined, "d")
        self.token_started = _longer(self.token_started, "d")
        self.token_ended = _longer(self.token_ended, "d")
        self.token_opened = _longer(self.token_opened, "d")
        self.token_work = _longer(self.token_work, "d")
        self.token_dwell = _longer(self.token_dwell, "d")
        self.token_pools = _longer(self.token_pools, "q")
        self.next_in_line = _longer(self.next_in_line, "q")
        self.last_in_line = _longer(self.last_in_line, "q")
        free: array[int] = array("q", self.free_tokens[: self.tokens_free])
        self.free_tokens = free + array("q", range(room, 2 * room)) + array("q", bytes(8 * room))
        self.tokens_free += room
        self.token_room = 2 * room

    def token(
        self, slot: cython.longlong, node: cython.longlong, way: cython.longlong, before: cython.longlong
    ) -> cython.longlong:
        """Return a token of the dossier in `slot` that comes to `node` by `way` after the visit `before`."""
        token: cython.longlong
        self.tokens_free -= 1
        token = self.free_tokens[self.tokens_free]
        self.token_slot[token] = slot
        self.token_node[token] = node
        self.token_way[token] = way
        self.token_state[token] = WAITING
        self.token_before[token] = before
        self.token_mate[token] = self.slot_tokens[slot]
        self.slot_tokens[slot] = token
        return token

    def free_token(self, token: cython.longlong) -> cython.void:
        """Let a token be used again."""
        self.free_tokens[self.tokens_free] = token
        self.tokens_free += 1
