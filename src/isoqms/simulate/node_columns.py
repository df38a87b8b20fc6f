"""The columns of the tables that steps make: nodes, the ways out of them, joins, and what is done in lots."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from math import inf
from typing import Any, TypeAlias

from isoqms.procedure import Batch, Ending
from isoqms.simulate import codes
from isoqms.simulate.chance import key
from isoqms.simulate.line import Line, Place, exits_of, numbers_of
from isoqms.simulate.nodes import ENDINGS, Exit, Node
from isoqms.simulate.register import WALL, Register, listed
from isoqms.simulate.spread import Law
from isoqms.simulate.staff import Staff
from isoqms.simulate.timelines import DAY, Timeline, intersection

_Path: TypeAlias = tuple[int, int]


def node_columns(places: Sequence[Place], lines: Sequence[Line], staff: Staff, register: Register) -> dict[str, Any]:
    """Return the columns of nodes and of the ways out of them.

    Args:
        places: what each node is.
        lines: the procedures.
        staff: the people, with all roles that are needed.
        register: takes up the laws and the hours that are met.
    """
    numbers = {role.key: number for number, role in enumerate(staff.roles)}
    roles = [[numbers[lines[place.line].employer, role] for role in place.node.roles] for place in places]
    joint = [each for each in roles if len(each) > 1]
    nonstop = {role for place, each in zip(places, roles, strict=True) if _is_nonstop(place) for role in each}
    visits, counters = _counted(places, [place.node.repeated for place in places])
    joins, most_joins = _counted(places, [_is_join(place.node) for place in places])
    return {
        **_times(places, lines, register),
        "node_hours": array("q", _hours(places, lines, staff, roles, register)),
        "node_visits": array("q", visits),
        "node_join": array("q", joins),
        **listed("node_roles", "roles_needed", roles),
        **_keys(places, lines),
        **_lots(places, lines),
        **_ways(places, joins, counters),
        "counters": max(counters.values(), default=0),
        "joins": max(most_joins.values(), default=0),
        "joint_roles": joint,
        "special_roles": nonstop | {role for each in joint for role in each},
        "overtaken_roles": _overtaken(places, lines, roles),
    }


def _overtaken(places: Sequence[Place], lines: Sequence[Line], roles: Sequence[Sequence[int]]) -> set[int]:
    """Return the roles in whose lines a dossier may be given up, or pass before those who stand there already.

    It passes by its priority, or because it was gathered before they came.
    """
    levels: dict[int, set[int]] = {}
    found = set()
    for place, needed in zip(places, roles, strict=True):
        course = lines[place.line].courses[place.course]
        for role in needed:
            levels.setdefault(role, set()).add(lines[place.line].priorities[place.course])
            if place.node.step.batch or any(way.regions for way in exits_of(course)):
                found.add(role)
    return found | {role for role, held in levels.items() if len(held) > 1}


def _is_nonstop(place: Place) -> bool:
    return bool(place.node.flags & codes.NONSTOP)


def _is_join(node: Node) -> bool:
    return bool(node.flags & (codes.JOIN_ALL | codes.JOIN_ANY))


def _counted(places: Sequence[Place], wanted: Sequence[bool]) -> tuple[list[int], dict[_Path, int]]:
    """Return the number of each node wanted among those of its course, -1 for the rest, and how many a course has."""
    used: dict[_Path, int] = {}
    found = []
    for place, want in zip(places, wanted, strict=True):
        number = used.get(place.path, 0)
        found.append(number if want else -1)
        used[place.path] = number + want
    return found, used


# times


def _times(places: Sequence[Place], lines: Sequence[Line], register: Register) -> dict[str, Any]:
    times = [place.node.times for place in places]
    clocks = [_clock(lines[p.line], each.wait, register) for p, each in zip(places, times, strict=True)]
    return {
        "node_kind": array("q", [each.kind for each in times]),
        "node_flags": array("q", [place.node.flags | _apart(place, places) | _marks(place.node) for place in places]),
        "node_work": array("q", [register.law(each.work) for each in times]),
        "node_wait": array("q", [register.law(each.wait) for each in times]),
        "node_wait_hours": array("q", clocks),
        "node_cause": array("q", [each.cause for each in times]),
        "node_wait_cause": array("q", [codes.WAIT] * len(places)),
    }


def _marks(node: Node) -> int:
    """Return the flags that spare the kernel questions: whether there is anything uncommon about coming and leaving."""
    in_, out = codes.STOPS | codes.SUPPLEMENT | codes.EXTENDS, codes.STOPS | codes.SUPPLEMENT | codes.RESTARTS
    comes = node.flags & in_ or node.repeated or _is_join(node)
    leaves = node.flags & (out | codes.SPLIT) or len(node.exits) != 1 or node.exits[0].at_most is not None
    return codes.MARKED_IN * bool(comes) + codes.MARKED_OUT * bool(leaves)


def _apart(place: Place, places: Sequence[Place]) -> int:
    """Return `APART` where all ways out of a node lead to work, each to that of other people; else nothing."""
    if not place.node.flags & codes.SPLIT:
        return 0
    ahead = {each.step: each.node for each in places if each.path == place.path}
    nodes = [ahead.get(way.to) for way in place.node.exits]
    if any(node is None or node.times.kind != codes.WORK or _is_join(node) for node in nodes):
        return 0
    roles = [role for node in nodes if node for role in node.roles]
    return codes.APART if len(set(roles)) == len(roles) else 0


def _clock(line: Line, law: Law | None, register: Register) -> int:
    """Return the timeline along which a delay runs: the working time of the office, or the clock on the wall."""
    return WALL if law is None or law.wall else register.timeline(line.working)


def _hours(
    places: Sequence[Place], lines: Sequence[Line], staff: Staff, roles: Sequence[Sequence[int]], register: Register
) -> Iterator[int]:
    """Yield the timeline of each node: of a delay its clock, of work by several roles when all of them are there."""
    together: dict[tuple[int, ...], Timeline] = {}
    for place, needed in zip(places, roles, strict=True):
        times = place.node.times
        if times.kind != codes.WORK:
            yield _clock(lines[place.line], times.work, register)
        elif len(needed) < 2:
            yield WALL
        else:
            here = tuple(sorted(staff.roles[role].timeline for role in needed))
            if here not in together:
                together[here] = intersection(*(staff.timelines[each] for each in here))
            yield register.timeline(together[here])


def _keys(places: Sequence[Place], lines: Sequence[Line]) -> dict[str, Any]:
    """Return what sets the luck of one step apart from that of another, and their order among equals."""
    steps: list[set[str]] = [set() for _ in lines]
    for place in places:
        steps[place.line].add(place.step)
    ranks = [{step: rank for rank, step in enumerate(sorted(each))} for each in steps]
    return {
        "node_rank": array("q", [ranks[place.line][place.step] for place in places]),
        "node_work_key": array("Q", [key(_purpose(place.node), place.step) for place in places]),
        "node_wait_key": array("Q", [key("wait", place.step) for place in places]),
        "node_branch_key": array("Q", [key("branch", place.step) for place in places]),
    }


def _purpose(node: Node) -> str:
    return "duration" if node.times.kind == codes.WORK or node.times.cause != codes.ALLOWANCE else "allowance"


# lots


def _lots(places: Sequence[Place], lines: Sequence[Line]) -> dict[str, Any]:
    """Return the columns of steps for which dossiers are gathered; all courses of a procedure gather in one place."""
    numbers: dict[tuple[int, str], int] = {}
    sizes, periods, times = [], [], list[list[float]]()
    of_node = []
    for place in places:
        batch, here = place.node.step.batch, (place.line, place.step)
        if batch is None or place.node.times.kind != codes.WORK:
            of_node.append(-1)
            continue
        if here not in numbers:
            numbers[here] = len(numbers)
            working = lines[place.line].working
            sizes.append(batch.size or 0)
            times.append(_release_times(batch, working))
            periods.append(working.period)
        of_node.append(numbers[here])
    return {
        "node_batch": array("q", of_node),
        "batch_size": array("q", sizes),
        "batch_releases": array("q", [0, *accumulate(map(len, times))]),
        "releases": array("d", [time for each in times for time in each] or [0.0]),
        "batch_period": array("d", periods or [0.0]),
    }


def _release_times(batch: Batch, working: Timeline) -> list[float]:
    """Return when what is gathered is released: at its hours on working days, else as the office closes.

    An office that never closes waits until enough is gathered, however long that takes.
    """
    if batch.at_:
        hours = [at.hour * 60.0 + at.minute for at in sorted(batch.at_)]
        return [day * DAY + hour for day in working.open_days() for hour in hours]
    last = {int(opens // DAY): closes for opens, closes in zip(working.opens, working.closes, strict=True)}
    # where the week that repeats goes on with its first minute, its end is no closing
    goes_on = working.opens[0] == 0.0
    return [closes for closes in last.values() if not (goes_on and closes == working.period)] or [inf]


# ways


def _ways(places: Sequence[Place], joins: Sequence[int], counters: dict[_Path, int]) -> dict[str, Any]:
    """Return the columns of ways: those out of each node one after the other, then the exits at bounds.

    Bounds are counted by the counters of a dossier that follow those of its visits.
    """
    exits = [(place, each) for place in places for each in place.node.exits]
    bounded = [(place, each.bound) for place, each in exits if each.bound]
    bounds = {id(bound): len(exits) + number for number, (_, bound) in enumerate(bounded)}
    every = [*exits, *bounded]
    shares = [share for place in places for share in accumulate(each.share for each in place.node.exits)]
    numbers = numbers_of(places)
    groups = [place.node.groups for place in places]
    regions = [sum(1 << joins[numbers[(*place.path, step)]] for step in each.regions) for place, each in every]
    sole = [_sole(numbers, place) for place in places]
    return {
        "node_last": array("q", [-1 if to is None or to >= 0 else -1 - to for to in sole]),
        "node_ways": array("q", [0, *accumulate(len(place.node.exits) for place in places)]),
        "way_to": array("q", [_target(numbers, place, each) for place, each in every]),
        "way_share": array("d", [*shares, *(0.0 for _ in bounded)]),
        "way_count": array("q", [_bound_counter(counters, place, each) for place, each in every]),
        "way_most": array("q", [each.at_most or 0 for _, each in every]),
        "way_bound": array("q", [bounds.get(id(each.bound), -1) for _, each in every]),
        "way_back": array("q", [each.back for _, each in every]),
        "way_bit": array("q", [each.bit for _, each in every]),
        "way_region": array("Q", regions),
        "join_groups": array("q", [0, *accumulate(map(len, groups))]),
        "group_ways": array("Q", [mask for each in groups for mask in each]),
    }


def _sole(numbers: Mapping[tuple[int, int, str], int], place: Place) -> int | None:
    """Return where the only way out of a node leads, as `_target` tells it; None where there are several."""
    exits = place.node.exits
    return _target(numbers, place, exits[0]) if len(exits) == 1 and exits[0].at_most is None else None


def _bound_counter(counters: dict[_Path, int], place: Place, way: Exit) -> int:
    if way.at_most is None:
        return -1
    counters[place.path] += 1
    return counters[place.path] - 1


def _target(numbers: Mapping[tuple[int, int, str], int], place: Place, way: Exit) -> int:
    """Return the number of the node a way leads to; an ending's is below 0."""
    if isinstance(way.to, Ending):
        return -1 - ENDINGS.index(way.to)
    return numbers[(*place.path, way.to)]
