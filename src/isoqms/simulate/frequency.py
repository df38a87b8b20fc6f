"""How often a dossier comes to each step of its course, on average: worked out from shares and bounds, without chance.

A dossier is followed as one walker over pairs of a step and how often ways with a bound were taken. Where a course
splits, the walker takes the branch that leads to the step asked for; of a sound course with no join of `any`, that
walker comes to the step as often as the dossier does. Source: van der Aalst, The application of Petri nets to workflow
management, Journal of Circuits, Systems and Computers 8, 1998 (a sound free-choice net is covered by state machines).
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from math import inf
from typing import Final, TypeAlias

from isoqms.procedure import Ending
from isoqms.simulate import codes
from isoqms.simulate.nodes import Course, Exit

_LOST: Final = 1e-12
"""A part of a dossier too small to be followed further."""
_MOST_MOVES: Final = 100_000

_Taken: TypeAlias = tuple[tuple[int, int], ...]
"""How often ways with a bound were taken, by the identity of the way."""
_Branches: TypeAlias = Mapping[str, Exit]
"""The branch to be taken at each step that splits."""


def frequencies(course: Course) -> dict[str, float] | None:
    """Return how often a dossier comes to each step where people work; None where that depends on who is quicker.

    >>> frequencies(Course(None, "a", {}))
    {}
    """
    if any(node.flags & codes.JOIN_ANY for node in course.nodes.values()):
        return None
    splits = [id_ for id_, node in course.nodes.items() if node.flags & codes.SPLIT]
    walked: dict[tuple[int, ...], dict[str, float]] = {}
    found = {}
    for id_ in (id_ for id_, node in course.nodes.items() if node.times.kind == codes.WORK):
        far = _steps_to(course, id_) if splits else {}
        branches = {each: min(course.nodes[each].exits, key=lambda way: _far(far, way)) for each in splits}
        key = tuple(id(way) for way in branches.values())
        if key not in walked:
            walked[key] = _walk(course, branches)
        found[id_] = walked[key].get(id_, 0.0)
    return found


def _far(far: Mapping[str, float], way: Exit) -> float:
    return inf if isinstance(way.to, Ending) else far.get(way.to, inf)


def _ways(course: Course, id_: str) -> Iterator[Exit]:
    """Yield all ways out of a step, also those taken at bounds."""
    for way in course.nodes[id_].exits:
        yield way
        if way.bound is not None:
            yield way.bound


def _steps_to(course: Course, goal: str) -> dict[str, float]:
    """Return how many ways lie between each step and a goal, for those that lead there."""
    before: dict[str, list[str]] = defaultdict(list)
    for id_ in course.nodes:
        for to in (way.to for way in _ways(course, id_)):
            if not isinstance(to, Ending):
                before[to].append(id_)
    far = {goal: 0.0}
    waiting = deque([goal])
    while waiting:
        here = waiting.popleft()
        for id_ in before[here]:
            if id_ not in far:
                far[id_] = far[here] + 1
                waiting.append(id_)
    return far


def _walk(course: Course, branches: _Branches) -> dict[str, float]:
    """Return how often a walker comes to each step: parts of it move on, one way at a time, until all ended."""
    visits: dict[str, float] = defaultdict(float)
    under_way: dict[tuple[str, _Taken], float] = {(course.start, ()): 1.0} if course.nodes else {}
    for _ in range(_MOST_MOVES):
        if not under_way:
            break
        moved: dict[tuple[str, _Taken], float] = defaultdict(float)
        for (id_, taken), part in under_way.items():
            visits[id_] += part
            for to, share, after in _moves(course, id_, taken, branches):
                if not isinstance(to, Ending) and part * share > _LOST:
                    moved[to, after] += part * share
        under_way = moved
    return visits


def _moves(
    course: Course, id_: str, taken: _Taken, branches: _Branches
) -> Iterator[tuple[str | Ending, float, _Taken]]:
    """Yield where a walker goes on from a step, with the share and the bounded ways taken by then."""
    if id_ in branches:
        yield branches[id_].to, 1.0, taken
        return
    for way in course.nodes[id_].exits:
        if way.share > 0.0:
            to, after = _taken(way, taken)
            yield to, way.share, after


def _taken(way: Exit, taken: _Taken) -> tuple[str | Ending, _Taken]:
    """Return where a way leads that was chosen: at its bound to the exit named there."""
    if way.at_most is None:
        return way.to, taken
    times = dict(taken).get(id(way), 0)
    if times >= way.at_most and way.bound is not None:
        return way.bound.to, taken
    counts = {**dict(taken), id(way): min(times + 1, way.at_most)}
    return way.to, tuple(sorted(counts.items()))
