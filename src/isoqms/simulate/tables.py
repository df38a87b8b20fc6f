"""The flat tables a run follows, put together from courses, people, streams and limits; names are kept beside them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Final

from isoqms.metrics import ON_TIME, rule_numbers, rule_set
from isoqms.procedure import Batch, Ending
from isoqms.simulate import codes
from isoqms.simulate.chance import key, mixed
from isoqms.simulate.nodes import ENDINGS, Course, Exit, Node
from isoqms.simulate.spread import Law
from isoqms.simulate.staff import Staff
from isoqms.simulate.streams import Stream
from isoqms.simulate.terms import Days, Limit
from isoqms.simulate.timelines import DAY, Timeline, intersection

WALL: Final = -1
"""The timeline that is always open."""
_TIE_SHIFT: Final = 52
_MANY: Final = 1 << 40
"""More people than ever wait: nobody stands in line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One procedure of a run: its id, the number of its employer, its office, its courses, its limits.

    `working` and `reception` are timelines: when its office works and when it receives dossiers; `limits` the numbers,
    in the table of limits, of each course's legal and committed limit, plain and extended, -1 for none.
    """

    id: str
    employer: int
    courses: tuple[Course, ...]
    working: Timeline
    reception: Timeline
    limits: tuple[tuple[int, int, int, int], ...]
    at_receipt: tuple[bool, ...]
    priorities: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """What a node of the tables is: a step of a procedure, for dossiers of one course."""

    line: int
    course: int
    step: str
    node: Node


@dataclass(slots=True)
class Tables:
    """The arrays the kernel reads; their names and what they hold are those of `state.py`.

    `places` says of each node which step it is, `staff` who the pools and roles are. Timelines are `fixed` for all
    replications or those of the staff, which follow them.
    """

    lines: tuple[Line, ...]
    streams: tuple[Stream, ...]
    steady: bool
    places: list[Place] = field(default_factory=list)
    fixed: list[Timeline] = field(default_factory=list)
    staff: Staff | None = None
    columns: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.columns[name]
        except KeyError:
            raise AttributeError(name) from None

    def with_staff(self, staff: Staff, unlimited: bool = False) -> Tables:
        """Return these tables with the people of one replication; `unlimited`, so many that nobody stands in line."""
        columns = {**self.columns, **_people(self, staff, unlimited)}
        return Tables(self.lines, self.streams, self.steady, self.places, self.fixed, staff, columns)

    def seeds(self, seed: int, replication: int) -> list[int]:
        """Return the key of each stream in a replication."""
        run = mixed(seed, replication)
        return [mixed(run, key("procedure", each.procedure), key("channel", each.channel)) for each in self.streams]


def tables_of(
    lines: Sequence[Line],
    streams: Sequence[Stream],
    staff: Staff,
    offices: Sequence[Days],
    limits: Sequence[Limit],
    steady: bool,
) -> Tables:
    """Return the tables of a run.

    Args:
        lines: the procedures, ordered by id.
        streams: their dossiers, each of one of the lines.
        staff: the people, with the roles all courses need.
        offices: the days of the offices that count limits.
        limits: the limits, by number.
        steady: whether the week repeats.
    """
    made = Tables(tuple(lines), tuple(streams), steady)
    made.columns |= {"offices": offices, "limits": limits, "procedures": len(lines)}
    made.columns["rules"] = array("q", [each for name in ON_TIME for each in rule_numbers(rule_set(name))])
    _Writing(made, staff).write()
    return made.with_staff(staff)


def _people(tables: Tables, staff: Staff, unlimited: bool) -> dict[str, Any]:
    """Return the columns of pools, roles and groups, and all timelines: those fixed, then those of the staff."""
    offset = len(tables.fixed)
    group_of_role, group_of_pool, groups = _groups(staff, tables.columns["joint_roles"])
    plain = [len(roles) == 1 and not any(role in tables.columns["special_roles"] for role in roles) for roles in groups]
    lines_used: list[set[int]] = [set() for _ in range(offset + len(staff.timelines))]
    for number, pool in enumerate(staff.pools):
        lines_used[offset + pool.timeline].add(group_of_pool[number])
    everything = [*tables.fixed, *staff.timelines]
    return {
        "timelines": [(each.opens, each.closes, each.period) for each in everything],
        "pool_people": array("q", [_MANY if unlimited else pool.people for pool in staff.pools]),
        "pool_stretch": array("d", [pool.stretch for pool in staff.pools]),
        "pool_hours": array("q", [_number(pool.timeline, offset, staff) for pool in staff.pools]),
        "pool_group": array("q", group_of_pool),
        **_lists("role_pools", "pools_of_role", [role.pools for role in staff.roles]),
        "role_hours": array("q", [_number(role.timeline, offset, staff) for role in staff.roles]),
        "role_group": array("q", group_of_role),
        "group_plain": array("q", plain),
        **_lists("group_roles", "roles_of_group", groups),
        **_lists("line_groups", "groups_of_line", [sorted(each) for each in lines_used]),
    }


def _number(timeline: int, offset: int, staff: Staff) -> int:
    """Return the number of a timeline of the staff among all; that of the wall where it is always open."""
    return WALL if is_always(staff.timelines[timeline]) else offset + timeline


def is_always(timeline: Timeline) -> bool:
    """Say whether a timeline that repeats has no moment at which it is closed."""
    return sum(timeline.closes) - sum(timeline.opens) == timeline.period


def _groups(staff: Staff, joint: Iterable[Sequence[int]]) -> tuple[list[int], list[int], list[list[int]]]:
    """Return the group of each role and of each pool, and the roles of each group.

    Roles are in one group when a pool fills both or a step needs both.
    """
    together = list(range(len(staff.roles)))

    def root(role: int) -> int:
        while together[role] != role:
            role = together[role]
        return role

    for roles in (*(pool.roles for pool in staff.pools), *joint):
        for role in roles:
            together[root(role)] = root(roles[0])
    roots = sorted({root(role) for role in range(len(staff.roles))})
    of_role = [roots.index(root(role)) for role in range(len(staff.roles))]
    of_pool = [of_role[pool.roles[0]] for pool in staff.pools]
    return of_role, of_pool, [[role for role, group in enumerate(of_role) if group == n] for n in range(len(roots))]


def _lists(starts: str, held: str, lists: Sequence[Sequence[int]]) -> dict[str, array[int]]:
    """Return lists written one after the other, with where each begins."""
    return {
        starts: array("q", [0, *accumulate(map(len, lists))]),
        held: array("q", [each for part in lists for each in part]),
    }


@dataclass(slots=True)
class _Writing:
    """The tables being written, node after node."""

    tables: Tables
    staff: Staff
    numbers: dict[tuple[int, int, str], int] = field(default_factory=dict)
    laws: dict[Law, int] = field(default_factory=dict)
    law_rows: list[float] = field(default_factory=list)
    law_tables: list[float] = field(default_factory=list)
    table_starts: dict[tuple[float, ...], int] = field(default_factory=dict)
    timelines: dict[Timeline, int] = field(default_factory=dict)
    batches: dict[tuple[int, str], int] = field(default_factory=dict)
    releases: list[tuple[int, list[float], float]] = field(default_factory=list)
    counters: dict[tuple[int, int], int] = field(default_factory=dict)
    joins: dict[tuple[int, int], int] = field(default_factory=dict)
    join_of: list[int] = field(default_factory=list)

    def write(self) -> None:
        """Write the columns of nodes, ways, kinds and streams."""
        for number, line in enumerate(self.tables.lines):
            for which, course in enumerate(line.courses):
                for step, node in course.nodes.items():
                    self.numbers[number, which, step] = len(self.tables.places)
                    self.tables.places.append(Place(number, which, step, node))
        columns = self.tables.columns
        columns |= self._nodes()
        columns |= self._kinds()
        columns |= self._streams()
        columns |= {
            "laws": array("d", self.law_rows),
            "law_tables": array("d", self.law_tables),
            "batch_size": array("q", [size for size, _, _ in self.releases]),
            "batch_releases": array("q", [0, *accumulate(len(times) for _, times, _ in self.releases)]),
            "releases": array("d", [time for _, times, _ in self.releases for time in times] or [0.0]),
            "batch_period": array("d", [period for _, _, period in self.releases] or [0.0]),
        }
        self.tables.fixed.extend(self.timelines)

    def _nodes(self) -> dict[str, Any]:
        places = self.tables.places
        roles = [self._roles(place) for place in places]
        joint = [each for each in roles if len(each) > 1]
        nonstop = {
            role for place, each in zip(places, roles, strict=True) if place.node.flags & codes.NONSTOP for role in each
        }
        return {
            "node_kind": array("q", [place.node.times.kind for place in places]),
            "node_flags": array("q", [place.node.flags for place in places]),
            "node_work": array("q", [self._law(place.node.times.work) for place in places]),
            "node_wait": array("q", [self._law(place.node.times.wait) for place in places]),
            "node_hours": array("q", [self._hours(p, r) for p, r in zip(places, roles, strict=True)]),
            "node_wait_hours": array("q", [self._clock(place, place.node.times.wait) for place in places]),
            "node_cause": array("q", [place.node.times.cause for place in places]),
            "node_wait_cause": array("q", [codes.WAIT] * len(places)),
            "node_batch": array("q", [self._batch(place) for place in places]),
            "node_rank": array("q", self._ranks()),
            "node_visits": array("q", self._visit_counters()),
            "node_join": array("q", self._join_numbers()),
            **_lists("node_roles", "roles_needed", roles),
            "node_work_key": array("Q", [key(_purpose(place.node), place.step) for place in places]),
            "node_wait_key": array("Q", [key("wait", place.step) for place in places]),
            "node_branch_key": array("Q", [key("branch", place.step) for place in places]),
            **self._ways(),
            "joint_roles": joint,
            "special_roles": nonstop | {role for each in joint for role in each},
        }

    def _roles(self, place: Place) -> list[int]:
        employer = self.tables.lines[place.line].employer
        numbers = {role.key: number for number, role in enumerate(self.staff.roles)}
        return [numbers[employer, role] for role in place.node.roles]

    def _law(self, law: Law | None) -> int:
        if law is None:
            return -1
        if law not in self.laws:
            if law.table not in self.table_starts:
                self.table_starts[law.table] = len(self.law_tables)
                self.law_tables += law.table
            self.laws[law] = len(self.laws)
            figures = (law.kind, law.a, law.b, law.c, law.d, self.table_starts[law.table], len(law.table))
            self.law_rows += map(float, figures)
        return self.laws[law]

    def _timeline(self, timeline: Timeline) -> int:
        if is_always(timeline):
            return WALL
        return self.timelines.setdefault(timeline, len(self.timelines))

    def _clock(self, place: Place, law: Law | None) -> int:
        """Return the timeline along which a delay runs: the working time of the office, or the clock on the wall."""
        if law is None or law.wall:
            return WALL
        return self._timeline(self.tables.lines[place.line].working)

    def _hours(self, place: Place, roles: Sequence[int]) -> int:
        if place.node.times.kind != codes.WORK:
            return self._clock(place, place.node.times.work)
        if len(roles) < 2:
            return WALL
        return self._timeline(intersection(*(self.staff.timelines[self.staff.roles[role].timeline] for role in roles)))

    def _batch(self, place: Place) -> int:
        batch = place.node.step.batch
        if batch is None or place.node.times.kind != codes.WORK:
            return -1
        place_key = (place.line, place.step)
        if place_key not in self.batches:
            self.batches[place_key] = len(self.batches)
            working = self.tables.lines[place.line].working
            self.releases.append((batch.size or 0, _release_times(batch, working), working.period))
        return self.batches[place_key]

    def _ranks(self) -> list[int]:
        ranks = [
            {step: rank for rank, step in enumerate(sorted({s for c in line.courses for s in c.nodes}))}
            for line in self.tables.lines
        ]
        return [ranks[place.line][place.step] for place in self.tables.places]

    def _visit_counters(self) -> list[int]:
        """Return the counter of visits of each node that may be visited again, else -1; they are those of a dossier."""
        used: dict[tuple[int, int], int] = {}
        found = []
        for place in self.tables.places:
            here = place.line, place.course
            found.append(used.get(here, 0) if place.node.repeated else -1)
            used[here] = used.get(here, 0) + place.node.repeated
        self.counters = used
        return found

    def _join_numbers(self) -> list[int]:
        used: dict[tuple[int, int], int] = {}
        found = []
        for place in self.tables.places:
            here, joins = (place.line, place.course), bool(place.node.flags & (codes.JOIN_ALL | codes.JOIN_ANY))
            found.append(used.get(here, 0) if joins else -1)
            used[here] = used.get(here, 0) + joins
        self.joins, self.join_of = used, found
        return found

    def _ways(self) -> dict[str, Any]:
        """Return the columns of ways: those out of each node one after the other, then the exits at bounds."""
        places, starts, exits = self.tables.places, [0], list[tuple[Place, Exit]]()
        for place in places:
            exits += [(place, each) for each in place.node.exits]
            starts.append(len(exits))
        bounded = [(place, each.bound) for place, each in exits if each.bound]
        bounds = {id(bound): len(exits) + number for number, (_, bound) in enumerate(bounded)}
        everything = [*exits, *bounded]
        counters = [self._bound_counter(place, each) for place, each in everything]
        shares = [share for place in places for share in accumulate(each.share for each in place.node.exits)]
        groups = [place.node.groups for place in places]
        return {
            "node_ways": array("q", starts),
            "way_to": array("q", [self._target(place, each.to) for place, each in everything]),
            "way_share": array("d", [*shares, *(0.0 for _ in bounded)]),
            "way_count": array("q", counters),
            "way_most": array("q", [each.at_most or 0 for _, each in everything]),
            "way_bound": array("q", [bounds.get(id(each.bound), -1) for _, each in everything]),
            "way_back": array("q", [each.back for _, each in everything]),
            "way_bit": array("q", [each.bit for _, each in everything]),
            "way_region": array("Q", [self._regions(place, each) for place, each in everything]),
            "join_groups": array("q", [0, *accumulate(map(len, groups))]),
            "group_ways": array("Q", [mask for each in groups for mask in each]),
            "counters": max(self.counters.values(), default=0),
            "joins": max(self.joins.values(), default=0),
        }

    def _bound_counter(self, place: Place, way: Exit) -> int:
        if way.at_most is None:
            return -1
        here = place.line, place.course
        self.counters[here] += 1
        return self.counters[here] - 1

    def _target(self, place: Place, to: str | Ending) -> int:
        if isinstance(to, Ending):
            return -1 - ENDINGS.index(to)
        return self.numbers[place.line, place.course, to]

    def _regions(self, place: Place, way: Exit) -> int:
        return sum(1 << self.join_of[self.numbers[place.line, place.course, step]] for step in way.regions)

    def _kinds(self) -> dict[str, Any]:
        lines = self.tables.lines
        kinds = [(number, which) for number, line in enumerate(lines) for which in range(len(line.courses))]
        levels = sorted({each for line in lines for each in line.priorities})
        return {
            "kind_procedure": array("q", [number for number, _ in kinds]),
            "kind_start": array("q", [self.numbers[n, w, lines[n].courses[w].start] for n, w in kinds]),
            "kind_level": array("q", [levels.index(lines[n].priorities[w]) for n, w in kinds]),
            "kind_office": array("q", [self._timeline(lines[n].working) for n, _ in kinds]),
            "kind_reception": array("q", [self._timeline(lines[n].reception) for n, _ in kinds]),
            "kind_limits": array("q", [limit for n, w in kinds for limit in lines[n].limits[w]]),
            "kind_any": array("q", [any(e.regions for e in self._exits_of(n, w)) for n, w in kinds]),
            "kind_at_receipt": array("q", [lines[n].at_receipt[w] for n, w in kinds]),
            "levels": max(1, len(levels)),
            "procedure_tie": array("Q", [number << _TIE_SHIFT for number in range(len(lines))]),
            "kind_numbers": {pair: number for number, pair in enumerate(kinds)},
        }

    def _exits_of(self, line: int, course: int) -> Iterable[Exit]:
        return (each for node in self.tables.lines[line].courses[course].nodes.values() for each in node.exits)

    def _streams(self) -> dict[str, Any]:
        streams, lines = self.tables.streams, self.tables.lines
        numbers = {line.id: number for number, line in enumerate(lines)}
        of_stream = [
            [
                (numbers[each.procedure], w)
                for w, course in enumerate(lines[numbers[each.procedure]].courses)
                if course.kind.channel == each.channel
            ]
            for each in streams
        ]
        shares = [accumulate(lines[n].courses[w].kind.share for n, w in kinds) for kinds in of_stream]
        kind_numbers = self.tables.columns["kind_numbers"]
        windows = [_windows(each) for each in streams]
        return {
            "stream_procedure": array("q", [numbers[each.procedure] for each in streams]),
            "stream_key": array("Q", [0] * len(streams)),
            "stream_even": array("q", [each.even for each in streams]),
            **_lists("stream_kinds", "stream_kind", [[kind_numbers[pair] for pair in pairs] for pairs in of_stream]),
            "stream_share": array("d", [share for each in shares for share in each]),
            "stream_windows": array("q", [0, *accumulate(map(len, windows))]),
            "stream_period": array("d", [each.pattern.period for each in streams]),
            "coming_opens": array("d", [opens for each in windows for opens, _, _ in each] or [0.0]),
            "coming_closes": array("d", [closes for each in windows for _, closes, _ in each] or [0.0]),
            "coming_rate": array("d", [rate for each in windows for _, _, rate in each] or [0.0]),
        }


def _windows(stream: Stream) -> list[tuple[float, float, float]]:
    pattern = stream.pattern
    return [
        (opens, closes, rate)
        for opens, closes, rate in zip(pattern.opens, pattern.closes, stream.rates, strict=True)
        if rate > 0.0
    ]


def _purpose(node: Node) -> str:
    return "duration" if node.times.kind == codes.WORK or node.times.cause != codes.ALLOWANCE else "allowance"


def _release_times(batch: Batch, working: Timeline) -> list[float]:
    """Return when what is gathered is released: at its hours on working days, else as the office closes."""
    days = working.open_days()
    if batch.at_:
        return [day * DAY + at.hour * 60.0 + at.minute for day in days for at in sorted(batch.at_)]
    last: dict[int, float] = {}
    for opens, closes in zip(working.opens, working.closes, strict=True):
        last[int(opens // DAY)] = closes
    return list(last.values())
