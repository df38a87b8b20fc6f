"""The loops of a procedure: where a dossier may come round again, how often, and how it gets out."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from isoqms.graph.flow import Node, Passage, Way, ways
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

    @property
    def exit_named(self) -> bool:
        """Whether the procedure says where a dossier goes when it has made all the rounds allowed."""
        return bool(self.bounding) and all(way.branch and way.branch.at_bound for way in self.bounding)


def loops(procedure: Procedure) -> tuple[Loop, ...]:
    """Return the loops, one for each way that goes back, in the order written."""
    every = ways(procedure)
    if not any(way.loop for way in every):
        return ()
    forward = nx.DiGraph((way.source, way.target) for way in every if not way.loop)
    forward.add_nodes_from(procedure.steps)
    return tuple(_loop(procedure, back, every, forward) for back in every if back.loop)


def _loop(procedure: Procedure, back: Way, every: tuple[Way, ...], forward: nx.DiGraph[Node]) -> Loop:
    head, inside = str(back.target), _inside(back, every, forward)
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


def _inside(back: Way, every: tuple[Way, ...], forward: nx.DiGraph[Node]) -> set[Node]:
    """Return the steps of the loop closed by `back`: those between its ends, or the circle if that goes back twice."""
    head, last = str(back.target), back.source
    inside = {head, *nx.descendants(forward, head)} & {last, *nx.ancestors(forward, last)}
    if inside:
        return inside
    circles = nx.strongly_connected_components(nx.DiGraph((way.source, way.target) for way in every))
    return next(set(circle) for circle in circles if head in circle)


def _comes_round(back: Way, within: list[Way], closed: tuple[Way, ...]) -> bool:
    """Say whether a dossier inside a loop can come round by `back` again and again when some ways are `closed`."""
    graph = nx.DiGraph((way.source, way.target) for way in within if way not in closed)
    begins = [back.target]
    if back in closed:
        begins = [way.target for way in within if way.passage is Passage.AT_BOUND and way.branch is back.branch]
    return any(back.source == node or (node in graph and _leads(graph, node, back.source)) for node in begins)


def _leads(graph: nx.DiGraph[Node], node: Node, to: str) -> bool:
    return to in graph and nx.has_path(graph, node, to)
