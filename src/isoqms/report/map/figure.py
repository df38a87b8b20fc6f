"""The figure on one sheet: boxes, start signs and connectors as nodes, arrows as links, and the rank of each node."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from isoqms.report.map.diagram import Arrow, Box, Diagram, Lane
from isoqms.report.map.geometry import BoxKind
from isoqms.report.map.typeface import plain


@dataclass(frozen=True, slots=True)
class Node:
    """Something that stands in a lane; `lane` counts from 0, `number` and `sheets` belong to connectors only."""

    id: str
    kind: BoxKind
    lane: int
    box: Box | None = None
    number: int = 0
    sheets: tuple[int, ...] = ()
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow between two nodes, by their place in the figure; a bound is a line of its own in the label."""

    source: int
    target: int
    label: str = ""
    critical: bool = False
    loop: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """Nodes in written order (signs that stand before everything else first) and the links between them."""

    lanes: tuple[Lane, ...]
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    lang: str


def figure_of(diagram: Diagram) -> Figure:
    """Return the whole of a diagram as one figure: start signs added, unused lanes dropped, equal arrows joined."""
    used = {box.lane for box in diagram.boxes}
    lanes = tuple(lane for lane in diagram.lanes if lane.id in used)
    lane_of = {lane.id: place for place, lane in enumerate(lanes)}
    starts = [
        Node(f":start:{box.id}", "start", lane_of[box.lane], critical=box.critical)
        for box in diagram.boxes
        if box.start
    ]
    steps = [
        Node(box.id, "end" if box.end else "step", lane_of[box.lane], box, critical=box.critical)
        for box in diagram.boxes
    ]
    nodes = (*starts, *steps)
    place = {node.id: at for at, node in enumerate(nodes)}
    entries = [Link(place[node.id], place[node.id.removeprefix(":start:")], "", node.critical) for node in starts]
    return Figure(lanes, nodes, (*entries, *_links(diagram.arrows, place)), diagram.lang)


def _links(arrows: Iterable[Arrow], place: dict[str, int]) -> Iterable[Link]:
    """Yield one link for each pair of boxes, the labels of equal arrows joined."""
    joined: dict[tuple[int, int], Link] = {}
    for arrow in arrows:
        ends = (place[arrow.source], place[arrow.target])
        label, bound = plain(arrow.label), plain(arrow.bound)
        label = f"{label}\n({bound})" if label and bound else label or bound
        link = Link(*ends, label, arrow.critical, loop=ends[1] <= ends[0])
        if ends in joined:
            before = joined[ends]
            words = "; ".join(word for word in (before.label, label) if word)
            link = replace(before, label=words, critical=before.critical or arrow.critical)
        joined[ends] = link
    return joined.values()


def ranks(figure: Figure) -> tuple[int, ...]:
    """Return the rank of each node: the longest way to it from any node nothing leads to, loops left out.

    A link to a node written earlier, or to itself, is a loop. Signs before a node stand on the rank just before it.
    """
    rank = [0] * len(figure.nodes)
    forward = sorted((link for link in figure.links if link.target > link.source), key=lambda link: link.source)
    for link in forward:
        rank[link.target] = max(rank[link.target], rank[link.source] + 1)
    for link in forward:
        if figure.nodes[link.source].kind in ("start", "from_sheet"):
            rank[link.source] = rank[link.target] - 1
    return tuple(rank)
