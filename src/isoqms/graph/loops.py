"""The loops of a procedure: where a dossier may come round again, how often, and how it gets out."""

from __future__ import annotations

from dataclasses import dataclass

from isoqms.graph.flow import Node, Passage, Way, ways
from isoqms.graph.reach import circles, onward, reached
from isoqms.procedure import Procedure, Step


@dataclass(frozen=True, slots=True)
class Loop:
    """A part of the procedure a dossier may pass again.

    `head` is where it begins again, `back` the way that leads there, `steps` what lies between, in the order written.
    `bound` is how many rounds one dossier can make at most, or None; `bounding` the ways whose bounds say so; `exits`
    the ways that lead out of it.
    """

    head: Step
    back: Way
    steps: tuple[Step, ...]
    bound: int | None
    bounding: tuple[Way, ...]
    exits: tuple[Way, ...]


def loops(procedure: Procedure) -> tuple[Loop, ...]:
    """Return the loops, one for each way that goes back, in the order written."""
    every = ways(procedure)
    if not any(way.loop for way in every):
        return ()
    return tuple(_loop(procedure, back, every) for back in every if back.loop)


def _loop(procedure: Procedure, back: Way, every: tuple[Way, ...]) -> Loop:
    head, inside = str(back.target), _inside(back, every)
    within = [way for way in every if way.source in inside and way.target in inside]
    bounded = tuple(way for way in every if way.at_most is not None and way.source in inside)
    bounding = tuple(way for way in bounded if not _comes_round(back, within, (way,)))
    bound = None
    if bounding:
        bound = min(way.at_most or 0 for way in bounding)
    elif bounded and not _comes_round(back, within, bounded):
        bounding, bound = bounded, sum(way.at_most or 0 for way in bounded)
    return Loop(
        head=procedure.steps[head],
        back=back,
        steps=tuple(step for id_, step in procedure.steps.items() if id_ in inside),
        bound=bound,
        bounding=bounding,
        exits=tuple(way for way in every if way.source in inside and way.target not in inside),
    )


def _inside(back: Way, every: tuple[Way, ...]) -> set[Node]:
    """Return the steps of the loop closed by `back`: those between its ends, or the circle if that goes back twice."""
    head, last = str(back.target), back.source
    forward = [way for way in every if not way.loop]
    after: dict[Node, None] = reached(onward((way.source, way.target) for way in forward), head)
    before: dict[Node, None] = reached(onward((way.target, way.source) for way in forward), last)
    if inside := after.keys() & before.keys():
        return inside
    places: dict[Node, dict[Node, None]] = onward((way.source, way.target) for way in every)
    return next(set(circle) for circle in circles(places) if head in circle)


def _comes_round(back: Way, within: list[Way], closed: tuple[Way, ...]) -> bool:
    """Say whether a dossier inside a loop can come round by `back` again and again when some ways are `closed`."""
    places: dict[Node, dict[Node, None]] = onward((way.source, way.target) for way in within if way not in closed)
    begins = [back.target]
    if back in closed:
        begins = [way.target for way in within if way.passage is Passage.AT_BOUND and way.branch is back.branch]
    return any(back.source in reached(places, node) for node in begins)
