# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""What a run knows: the tables it follows, the dossiers under way with their tokens, and the sums it keeps.

A *slot* holds a dossier under way. A *token* is one visit of a dossier to one node; parallel branches are tokens of one
slot beside each other. Slots and tokens are used again, so that a run needs room for the dossiers under way only.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython

from isoqms.simulate.agenda import Agenda

if not cython.compiled:
    from isoqms.simulate.chance import Laws
    from isoqms.simulate.codes import B_COLUMNS, BINS, MARGIN, MOST_ROLES, MOST_STOPS, P_COLUMNS, STARTING
    from isoqms.simulate.columns import keys, reals, twice, wholes
    from isoqms.simulate.hours import Hours
    from isoqms.simulate.records import Slot, Token

if TYPE_CHECKING:
    from isoqms.simulate.tables import Tables

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""

TABLE_COLUMNS = [
    "node_kind",
    "node_flags",
    "node_work",
    "node_wait",
    "node_hours",
    "node_wait_hours",
    "node_cause",
    "node_wait_cause",
    "node_batch",
    "node_rank",
    "node_visits",
    "node_join",
    "node_roles",
    "node_pool",
    "node_last",
    "node_ahead",
    "roles_needed",
    "node_ways",
    "way_to",
    "way_count",
    "way_most",
    "way_bound",
    "way_back",
    "way_bit",
    "join_groups",
    "kind_procedure",
    "kind_start",
    "kind_level",
    "kind_office",
    "kind_reception",
    "kind_limits",
    "kind_any",
    "kind_at_receipt",
    "kind_ahead",
    "nodes_ahead",
    "stream_procedure",
    "stream_even",
    "stream_kinds",
    "stream_kind",
    "stream_windows",
    "role_pools",
    "pools_of_role",
    "role_hours",
    "role_group",
    "role_pool",
    "pool_people",
    "pool_hours",
    "pool_group",
    "group_plain",
    "group_roles",
    "roles_of_group",
    "line_groups",
    "groups_of_line",
    "batch_size",
    "batch_releases",
    "node_work_key",
    "node_wait_key",
    "node_branch_key",
    "way_region",
    "group_ways",
    "stream_key",
    "procedure_tie",
    "way_share",
    "stream_share",
    "stream_period",
    "coming_opens",
    "coming_closes",
    "coming_rate",
    "pool_stretch",
    "batch_period",
    "releases",
]
"""What is read off the tables; their meaning is in `tables.py`."""

WIDE_COLUMNS = {"stops": "d", "counts": "q", "arrived": "Q", "slot_ahead": "d"}
"""What is known of a dossier under way besides its record, several numbers of a kind."""


def _more(free: array[Any], room: int) -> array[Any]:
    """Return the numbers that are free once there is room for twice as many, with space for all."""
    return free + array("q", range(room, 2 * room)) + array("q", bytes(8 * (room - len(free))))


@cython.cclass
class State(Agenda):
    """The memory of one replication.

    Args:
        tables: what dossiers go through and who works on them.
        detail: whether sums by node and the critical way of every dossier are kept, or lead times alone.
    """

    def __init__(self, tables: Tables, detail: bool) -> None:
        self._columns: dict[str, array[Any]] = {}
        for name in TABLE_COLUMNS:
            self.kept(name, getattr(tables, name))
        self.counters, self.joins, self.ahead = tables.counters, tables.joins, tables.ahead
        self.procedures, self.levels = tables.procedures, tables.levels
        self.pools = len(tables.pool_people)
        self.hours = Hours(tables.timelines)
        self.laws = Laws(tables.laws, tables.law_tables)
        self.detail = detail
        self.is_short = False
        # one event for each token, and those that belong to no dossier
        self.other_events = (
            len(tables.timelines) + len(tables.stream_key) + len(tables.batch_size) + 64 * len(tables.pool_people) + 8
        )
        self.slot_room, self.token_room = 64, 256
        self.slots_free, self.tokens_free = self.slot_room, self.token_room
        Agenda.__init__(self, self.token_room + self.other_events, self.other_events)
        wide = {
            "stops": 2 * MOST_STOPS,
            "counts": max(1, self.counters),
            "arrived": max(1, self.joins),
            "slot_ahead": max(1, self.ahead),
        }
        for name, code in WIDE_COLUMNS.items():
            self._columns[name] = array(code, bytes(8 * self.slot_room * wide[name]))
        self._columns["token_pools"] = array("q", bytes(8 * self.token_room * MOST_ROLES))
        self._columns["free_slots"] = array("q", range(self.slot_room))
        self._columns["free_tokens"] = array("q", range(self.token_room))
        self._columns["procedure_sums"] = array("d", bytes(8 * self.procedures * P_COLUMNS))
        for name in ("lead_bins", "statutory_bins"):
            self._columns[name] = array("d", bytes(8 * self.procedures * BINS * B_COLUMNS))
        for name in ("pool_busy", "pool_open"):
            self._columns[name] = array("d", bytes(8 * max(1, self.pools)))
        if cython.compiled:
            self._columns["slots"] = array("q", bytes(cython.sizeof(Slot) * self.slot_room))
            self._columns["tokens"] = array("q", bytes(cython.sizeof(Token) * self.token_room))
        else:
            self._columns["slots"], self._columns["tokens"] = array("q"), array("q")
            self.slots, self.tokens = list[Slot](), list[Token]()
        self._point_nodes(self._columns)
        self._point_kinds(self._columns)
        self._point_slots(self._columns)
        self._point_tokens(self._columns)

    def kept(self, name: str, column: array[Any]) -> array[Any]:
        """Keep a column under a name, and return it; an empty one gets room for one number."""
        self._columns[name] = column or array(column.typecode, [0])
        return self._columns[name]

    def column(self, name: str) -> array[Any]:
        """Return a copy of a column by its name."""
        return self._columns[name][:]

    def grow(self) -> cython.void:
        """Make room for twice as many dossiers, or visits and events, as far as they are short of it."""
        if self.slots_free < 2:
            for name in (*WIDE_COLUMNS, "slots"):
                self._columns[name] = twice(self._columns[name])
            self._columns["free_slots"] = _more(self._columns["free_slots"][: self.slots_free], self.slot_room)
            self.slots_free, self.slot_room = self.slots_free + self.slot_room, 2 * self.slot_room
            self._point_slots(self._columns)
        if self.tokens_free < 2 * MARGIN:
            for name in ("token_pools", "tokens"):
                self._columns[name] = twice(self._columns[name])
            self._columns["free_tokens"] = _more(self._columns["free_tokens"][: self.tokens_free], self.token_room)
            self.tokens_free, self.token_room = self.tokens_free + self.token_room, 2 * self.token_room
            self._point_tokens(self._columns)
        while self.event_room < self.token_room + self.other_events:
            self.grow_agenda()
        self.is_short = False

    def _point_nodes(self, held: dict[str, array[Any]]) -> cython.void:
        self.node_kind = wholes(held["node_kind"])
        self.node_flags = wholes(held["node_flags"])
        self.node_work = wholes(held["node_work"])
        self.node_wait = wholes(held["node_wait"])
        self.node_hours = wholes(held["node_hours"])
        self.node_wait_hours = wholes(held["node_wait_hours"])
        self.node_cause = wholes(held["node_cause"])
        self.node_wait_cause = wholes(held["node_wait_cause"])
        self.node_batch = wholes(held["node_batch"])
        self.node_rank = wholes(held["node_rank"])
        self.node_visits = wholes(held["node_visits"])
        self.node_join = wholes(held["node_join"])
        self.node_roles = wholes(held["node_roles"])
        self.node_pool = wholes(held["node_pool"])
        self.node_last = wholes(held["node_last"])
        self.node_ahead = wholes(held["node_ahead"])
        self.roles_needed = wholes(held["roles_needed"])
        self.node_ways = wholes(held["node_ways"])
        self.way_to = wholes(held["way_to"])
        self.way_count = wholes(held["way_count"])
        self.way_most = wholes(held["way_most"])
        self.way_bound = wholes(held["way_bound"])
        self.way_back = wholes(held["way_back"])
        self.way_bit = wholes(held["way_bit"])
        self.join_groups = wholes(held["join_groups"])
        self.node_work_key = keys(held["node_work_key"])
        self.node_wait_key = keys(held["node_wait_key"])
        self.node_branch_key = keys(held["node_branch_key"])
        self.way_region = keys(held["way_region"])
        self.group_ways = keys(held["group_ways"])
        self.way_share = reals(held["way_share"])

    def _point_kinds(self, held: dict[str, array[Any]]) -> cython.void:
        self.kind_procedure = wholes(held["kind_procedure"])
        self.kind_start = wholes(held["kind_start"])
        self.kind_level = wholes(held["kind_level"])
        self.kind_office = wholes(held["kind_office"])
        self.kind_reception = wholes(held["kind_reception"])
        self.kind_limits = wholes(held["kind_limits"])
        self.kind_any = wholes(held["kind_any"])
        self.kind_at_receipt = wholes(held["kind_at_receipt"])
        self.kind_ahead = wholes(held["kind_ahead"])
        self.nodes_ahead = wholes(held["nodes_ahead"])
        self.stream_procedure = wholes(held["stream_procedure"])
        self.stream_even = wholes(held["stream_even"])
        self.stream_kinds = wholes(held["stream_kinds"])
        self.stream_kind = wholes(held["stream_kind"])
        self.stream_windows = wholes(held["stream_windows"])
        self.role_pools = wholes(held["role_pools"])
        self.pools_of_role = wholes(held["pools_of_role"])
        self.role_hours = wholes(held["role_hours"])
        self.role_group = wholes(held["role_group"])
        self.role_pool = wholes(held["role_pool"])
        self.pool_people = wholes(held["pool_people"])
        self.pool_hours = wholes(held["pool_hours"])
        self.pool_group = wholes(held["pool_group"])
        self.group_plain = wholes(held["group_plain"])
        self.group_roles = wholes(held["group_roles"])
        self.roles_of_group = wholes(held["roles_of_group"])
        self.line_groups = wholes(held["line_groups"])
        self.groups_of_line = wholes(held["groups_of_line"])
        self.batch_size = wholes(held["batch_size"])
        self.batch_releases = wholes(held["batch_releases"])
        self.stream_key = keys(held["stream_key"])
        self.procedure_tie = keys(held["procedure_tie"])
        self.stream_share = reals(held["stream_share"])
        self.stream_period = reals(held["stream_period"])
        self.coming_opens = reals(held["coming_opens"])
        self.coming_closes = reals(held["coming_closes"])
        self.coming_rate = reals(held["coming_rate"])
        self.pool_stretch = reals(held["pool_stretch"])
        self.batch_period = reals(held["batch_period"])
        self.releases = reals(held["releases"])
        self.procedure_sums = reals(held["procedure_sums"])
        self.lead_bins = reals(held["lead_bins"])
        self.statutory_bins = reals(held["statutory_bins"])
        self.pool_busy = reals(held["pool_busy"])
        self.pool_open = reals(held["pool_open"])

    def _point_slots(self, held: dict[str, array[Any]]) -> cython.void:
        self.free_slots = wholes(held["free_slots"])
        self.counts = wholes(held["counts"])
        self.arrived = keys(held["arrived"])
        self.stops = reals(held["stops"])
        self.slot_ahead = reals(held["slot_ahead"])
        if cython.compiled:
            self.slots = cython.cast(cython.pointer(Slot), wholes(held["slots"]))
        else:
            self.slots += [Slot() for _ in range(self.slot_room - len(self.slots))]

    def _point_tokens(self, held: dict[str, array[Any]]) -> cython.void:
        self.free_tokens = wholes(held["free_tokens"])
        self.token_pools = wholes(held["token_pools"])
        if cython.compiled:
            self.tokens = cython.cast(cython.pointer(Token), wholes(held["tokens"]))
        else:
            self.tokens += [Token() for _ in range(self.token_room - len(self.tokens))]

    def token(
        self, slot: cython.longlong, node: cython.longlong, way: cython.longlong, before: cython.longlong
    ) -> cython.longlong:
        """Return a token of the dossier in `slot` that comes to `node` by `way` after the visit `before`."""
        token: cython.longlong
        self.tokens_free -= 1
        if self.tokens_free < MARGIN:
            self.is_short = True
        token = self.free_tokens[self.tokens_free]
        self.tokens[token].slot = slot
        self.tokens[token].node = node
        self.tokens[token].way = way
        self.tokens[token].state = STARTING
        self.tokens[token].before = before
        self.tokens[token].mate = self.slots[slot].tokens
        self.slots[slot].tokens = token
        return token

    def forget(self, slot: cython.longlong) -> cython.void:
        """Free the slot of a dossier that has ended, and its tokens."""
        token: cython.longlong = self.slots[slot].tokens
        following: cython.longlong
        while token >= 0:
            following = self.tokens[token].mate
            self.free_token(token)
            token = following
        self.free_slots[self.slots_free] = slot
        self.slots_free += 1

    def free_token(self, token: cython.longlong) -> cython.void:
        """Let a token be used again."""
        self.free_tokens[self.tokens_free] = token
        self.tokens_free += 1
