"""What no run could ever come to an end with: ways that lead nowhere by chance, work that never fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import inf, log
from typing import Final

from isoqms.problem import Ground, Position, Problem, Severity
from isoqms.procedure import Ending, Procedure
from isoqms.simulate import codes
from isoqms.simulate.nodes import Course, Node
from isoqms.simulate.spread import Law
from isoqms.simulate.staff import Staff
from isoqms.simulate.tables import Tables
from isoqms.simulate.timelines import intersection
from isoqms.words import Message

_ROUNDING: Final = 0.005
"""How far shares written in whole percent may be off."""
MOST_LOAD: Final = 10.0
"""Work that is so many times what people can do is no office's: nothing is simulated."""


def error(at: Position, rule: str, message: Message, fix: Message, subject: str) -> Problem:
    """Return what keeps an operation from being simulated, at its line."""
    return Problem(at, f"simulate/{rule}", Severity.ERROR, Ground.FORMAT, message, fix, subject)


def written_problems(procedure: Procedure) -> Iterator[Problem]:
    """Yield what nobody can go by as it is written: ways to steps that are not there, more variants than dossiers."""
    for step in procedure.steps.values():
        for branch in step.next:
            for name in (branch.to, branch.at_bound):
                if name is not None and name not in procedure.steps:
                    yield _no_step(branch.at, name, step.id)
        for name in step.parallel:
            if name not in procedure.steps:
                yield _no_step(step.at, name, step.id)
    stated = [variant for variant in procedure.variants.values() if variant.share is not None]
    total = sum(float(variant.share or 0) for variant in stated)
    if total > 1.0 + _ROUNDING:
        message = Message("the shares of the variants make up {percent} %", percent=round(100 * total))
        fix = Message("correct the shares; together with those left out they make up 100 %")
        yield error(stated[0].at, "shares", message, fix, procedure.id)


def _no_step(at: Position, name: str, subject: str) -> Problem:
    fix = Message("write the id of a step, as it stands under “steps:”")
    return error(at, "way", Message("there is no step “{step}”", step=name), fix, subject)


def flow_problems(course: Course) -> Iterator[Problem]:
    """Yield what is impossible in the ways of a course: shares, bounds without an exit, steps nobody ever leaves."""
    for node in course.nodes.values():
        yield from _share_problems(node, course.variant)
        yield from _bound_problems(node)
    ending = _ending(course)
    stuck = next((id_ for id_ in course.nodes if id_ not in ending), None)
    if stuck is not None:
        message = Message("by the shares of the ways, no dossier that comes to “{step}” ever ends", step=stuck)
        fix = Message("give a way that leads on a share of more than 0 %")
        yield error(course.nodes[stuck].step.at, "endless", message, fix, stuck)


def _share_problems(node: Node, variant: str | None) -> Iterator[Problem]:
    branches = [branch for branch in node.step.next if branch.open_to(variant)]
    stated = [float(branch.share) for branch in branches if branch.share is not None]
    for_all = not any(branch.variants or branch.channels for branch in node.step.next)
    total = sum(stated)
    if total > 1.0 + _ROUNDING or (for_all and stated and len(stated) == len(branches) and total < 1.0 - _ROUNDING):
        percent = round(100 * total)
        message = Message("the shares of the ways out of “{step}” make {total} %", step=node.step.id, total=percent)
        fix = Message("make them 100 %, or leave the share of one way open: it takes the rest")
        yield error(node.step.at, "shares", message, fix, node.step.id)


def _bound_problems(node: Node) -> Iterator[Problem]:
    for branch in node.step.next:
        if branch.at_most is not None and branch.at_bound is None:
            message = Message(
                "nothing says where a dossier goes that went this way {number} times already", number=branch.at_most
            )
            fix = Message("write “at_bound:” and the step it then comes to")
            yield error(branch.at, "bound", message, fix, node.step.id)


def _ending(course: Course) -> set[str]:
    """Return the steps from which an end can be reached along ways that are ever taken."""
    found: set[str] = set()
    more = True
    while more:
        more = False
        for id_, node in course.nodes.items():
            exits = [way for way in node.exits if way.share > 0.0]
            taken = [*exits, *(way.bound for way in exits if way.bound)]
            if id_ not in found and any(isinstance(way.to, Ending) or way.to in found for way in taken):
                found.add(id_)
                more = True
    return found


def people_problems(tables: Tables, staff: Staff) -> Iterator[Problem]:
    """Yield the steps whose people are too few, never there together, or never long enough for work in one go."""
    for number, place in enumerate(tables.places):
        node, roles = place.node, tables.roles_of(number)
        if not roles:
            continue
        crews = [crew for crew in product(*(staff.roles[role].pools for role in roles)) if _are_enough(staff, crew)]
        if not crews:
            message = Message(
                "step “{step}” needs {count} people at once, and there are fewer who fill its roles: {roles}",
                step=place.step,
                count=len(roles),
                roles=[staff.roles[role].title for role in roles],
            )
            fix = Message("name one of the roles alone, or let another post fill one of them")
            yield error(node.step.at, "people", message, fix, place.step)
            continue
        longest = _longest_together(staff, crews)
        if not longest:
            message = Message("the people step “{step}” needs are never there at the same time", step=place.step)
            fix = Message("give the posts that fill these roles hours in common, or write a step for each")
            yield error(node.step.at, "never-together", message, fix, place.step)
        elif node.flags & codes.NONSTOP and node.times.work is not None and _most(node.times.work) > longest:
            message = Message(
                "the work of “{step}” must not be broken off and may be longer than the {minutes} minutes for "
                "which its people are there at most",
                step=place.step,
                minutes=round(longest),
            )
            fix = Message("state a longest time that fits, or let the work be broken off: interruptible: true")
            yield error(node.step.at, "window", message, fix, place.step)


def _are_enough(staff: Staff, crew: Sequence[int]) -> bool:
    """Say whether the pools of a crew, one for each role, have as many people as the roles need of them."""
    return all(staff.pools[pool].people >= count for pool, count in Counter(crew).items())


def _longest_together(staff: Staff, crews: Iterable[Sequence[int]]) -> float:
    """Return the longest time, in minutes, for which all people of a crew are there; 0 where those of none ever are."""
    longest = 0.0
    for lines in {frozenset(staff.pools[pool].timeline for pool in crew) for crew in crews}:
        shared = intersection(*(staff.timelines[line] for line in sorted(lines)))
        windows = zip(shared.opens, shared.closes, strict=True)
        longest = max([longest, *(closes - opens for opens, closes in windows)])
    return longest


def _most(law: Law) -> float:
    """Return the longest time of a law; infinite where it has none."""
    if law.kind == codes.EXPONENTIAL:
        return inf if law.c + law.d >= 1.0 else law.a - law.b * log(1.0 - (law.c + law.d))
    if law.kind in (codes.TABLE, codes.QUANTILES):
        return max(law.table)
    return {codes.FIXED: law.a, codes.UNIFORM: law.a + law.b, codes.TRIANGULAR: law.b}[law.kind]
