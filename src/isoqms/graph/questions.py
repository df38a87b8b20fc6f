"""Questions asked of the course of a procedure, by name."""

from __future__ import annotations

from collections.abc import Mapping

from isoqms.graph.flow import ANY, Dossiers, End, Node, Way, going_apart, is_open, kinds, ways
from isoqms.graph.meeting import meetings
from isoqms.graph.net import net
from isoqms.graph.reach import circles, onward, reached
from isoqms.procedure import Ending, Join, Procedure, Step, once


@once
def unreached(procedure: Procedure) -> tuple[Step, ...]:
    """Return the steps no dossier of any variant comes to, in the order written."""
    found: dict[Node, None] = {}
    for kind in kinds(procedure) if procedure.steps else ():
        found |= reached(_places(procedure, kind), procedure.first)
    return tuple(step for id_, step in procedure.steps.items() if id_ not in found)


@once
def _places(procedure: Procedure, dossiers: Dossiers = ANY) -> Mapping[Node, Mapping[Node, None]]:
    """Return where one comes to next from each step."""
    if dossiers is not ANY and not going_apart(procedure):
        return _places(procedure)
    steps: dict[Node, dict[Node, None]] = {id_: {} for id_ in procedure.steps}
    return steps | onward((way.source, way.target) for way in ways(procedure, dossiers))


def orphans(procedure: Procedure) -> tuple[Step, ...]:
    """Return the unreached steps where a row of them begins; led to, they would bring the others with them."""
    lost = {step.id for step in unreached(procedure)}
    everywhere = _places(procedure)
    places: dict[Node, set[Node]] = {id_: everywhere[id_].keys() & lost for id_ in lost}
    entered = set().union(*places.values())
    found: list[Step] = []
    led_to: set[Node] = set()
    # a row begins at a step nobody leads to; what is left then are circles, which begin where they are written first
    begins = [id_ for id_ in procedure.steps if id_ in lost and id_ not in entered]
    for id_ in (*begins, *procedure.steps):
        if id_ in lost and id_ not in led_to:
            found.append(procedure.steps[id_])
            led_to |= reached(places, id_).keys()
    return tuple(found)


def stranded(procedure: Procedure) -> Mapping[str, tuple[str | None, ...]]:
    """Return the steps whose ways are all closed to dossiers of some variant that come to them, with the variants."""
    found: dict[str, tuple[str | None, ...]] = {}
    for kind in kinds(procedure) if procedure.variants else ():
        places = _places(procedure, kind)
        for id_ in reached(places, procedure.first):
            closed = isinstance(id_, str) and not any(is_open(branch, kind) for branch in procedure.steps[id_].next)
            if closed and procedure.steps[str(id_)].next and not places[id_]:
                found[str(id_)] = (*found.get(str(id_), ()), kind)
    return {id_: found[id_] for id_ in procedure.steps if id_ in found}


@once
def is_complete(procedure: Procedure) -> bool:
    """Say whether each step goes on in exactly one manner and only to steps that exist.

    Where it does not, answers to further questions would mostly tell of the same gaps again.
    """
    return all(
        len(manners(step)) == 1
        and {*step.parallel, *(branch.to for branch in step.next if branch.end is None)} <= procedure.steps.keys()
        for step in procedure.steps.values()
    )


def manners(step: Step) -> tuple[str, ...]:
    """Return how a step says the dossier goes on: `next`, `parallel` or `end`; exactly one of them should stand."""
    held = {"next": step.next, "parallel": step.parallel, "end": step.end}
    return tuple(manner for manner, value in held.items() if value)


def idle_joins(procedure: Procedure) -> Mapping[str, int]:
    """Return the steps whose join changes nothing, with the number of ways that lead to them, loops left out.

    A join is idle when fewer than two ways lead to it, or when it takes `any` of ways that always exclude one another
    (where it waits for `all` of those, the dossier is stuck: that is a question of soundness).
    """
    reached = procedure.steps.keys() - {step.id for step in unreached(procedure)}
    idle = {id_: 0 for id_ in procedure.steps if id_ in reached and procedure.steps[id_].join is not None}
    for kind in kinds(procedure) if idle else ():
        course = net(procedure, kind)
        groups = meetings(course).groups
        for step in idle.keys() & course.joins.keys():
            meets = course.joins[step] is Join.ALL or any(len(group) > 1 for group in groups.get(step, ()))
            useful = idle[step] < 0 or (meets and step in groups)
            idle[step] = -1 if useful else max(idle[step], len(course.arriving[step]))
    return {id_: count for id_, count in idle.items() if count >= 0}


def traps(procedure: Procedure) -> tuple[tuple[Step, ...], ...]:
    """Return the circles dossiers come into and never leave, each as its steps in the order written.

    A step after which nothing is written traps nobody: that is another fault, and has a rule of its own.
    """
    found: dict[tuple[str, ...], None] = {}
    for kind in kinds(procedure) if procedure.steps else ():
        places = _places(procedure, kind)
        inner = {place: places[place] for place in reached(places, procedure.first)}
        for circle in circles(inner):
            members = set(circle)
            goes_on = any(places[place] for place in circle)
            if goes_on and all(members.issuperset(places[place]) for place in circle):
                found[tuple(id_ for id_ in procedure.steps if id_ in members)] = None
    return tuple(tuple(procedure.steps[id_] for id_ in circle) for circle in found)


def endings(procedure: Procedure) -> Mapping[Ending, tuple[Way, ...]]:
    """Return the ways by which dossiers end, by the manner of ending."""
    found: dict[Ending, tuple[Way, ...]] = {}
    for way in ways(procedure):
        if isinstance(way.target, End):
            found[way.target.ending] = (*found.get(way.target.ending, ()), way)
    return found
