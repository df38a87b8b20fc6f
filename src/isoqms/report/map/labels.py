"""Where the labels of links stand: right after the split, where no strange line passes.

Every gap between ranks has two zones for labels: before its tracks (beside the links as they leave) and after them
(beside the links as they arrive, and beside runs). Only lines along the flow pass through a zone, so a label is clear
when it fits between the two lines next to its own. Labels that would lie on one another take rows of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from isoqms.report.map.across import Across
from isoqms.report.map.figure import Link
from isoqms.report.map.routes import BODY, LEFT, Column, Route
from isoqms.report.map.style import LEADING, SMALL_SIZE, Orientation
from isoqms.report.map.tracks import Gap
from isoqms.report.map.typeface import Face, Line, Run, line_width, width, wrap

WIDTHS = (42.0, 50.0, 58.0, 66.0, 76.0, 88.0, 100.0, 116.0, 132.0)
"""Widths at which a label may be broken into lines, in points."""
BESIDE = 3.0
"""From a line to a label beside it, and from a label to anything strange."""

Zone = tuple[int, bool]
"""A gap, and whether the zone before its tracks is meant."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A label to be placed: its link, and the zone and column of the line it belongs to.

    `side` is set for labels that stand along the piece of a loop which leads away from the split: -1 when it leads to
    lower columns, 1 when to higher ones.
    """

    link: int
    zone: Zone
    column: Column
    side: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """A label in place: `low` is where it begins across the flow, relative to its line; rows count along the flow."""

    tag: Tag
    lines: tuple[Line, ...]
    low: float
    dv: float
    du: float
    row: int = 0


def tag(route: Route, links: tuple[Link, ...], routes: tuple[Route, ...], gap: Gap) -> Tag:
    """Return where the label of a route belongs: on the first piece of its link that the link has to itself.

    `gap` is the one the link leaves into, tracks laid.
    """
    if route.run is not None and route.arrive < route.leave:
        zone = _beside_trunk(route, gap)
        side = -1 if route.run < route.begin else 1
        return run_tag(route) if zone is None else Tag(route.link, zone, route.begin, side)
    if route.run is not None and route.leave < route.arrive:
        return run_tag(route)
    mates = [at for at, other in enumerate(links) if other.target == links[route.link].target]
    shared = any(at != route.link and routes[at].end.touches(route.end) for at in mates)
    return Tag(route.link, (route.leave, shared), route.begin if shared else route.end)


def run_tag(route: Route) -> Tag:
    """Return the place beside the run of a route, as near to its source as a run allows.

    Raises:
        ValueError: when the route has no run past a rank.
    """
    if route.run is None or route.leave == route.arrive:
        raise ValueError(f"link {route.link} has no run")
    gap = route.leave if route.leave < route.arrive else route.leave - 1
    return Tag(route.link, (gap, False), route.run)


def _beside_trunk(route: Route, gap: Gap) -> Zone | None:
    """Return the zone next to the trunk on which a loop leaves, or None where other trunks lie between."""
    if route.run is None:
        return None
    low, high = sorted((route.begin, route.run))
    own = next(at for at, trunk in enumerate(gap.trunks) if trunk.carries(route.link, route.begin))
    near = [gap.levels[at] for at, trunk in enumerate(gap.trunks) if not (trunk.high < low or high < trunk.low)]
    if max(near) == gap.levels[own]:
        return route.leave, False
    return (route.leave, True) if min(near) == gap.levels[own] else None


def zone_lines(routes: Iterable[Route]) -> dict[Zone, list[tuple[Column, int]]]:
    """Return the lines that pass through each zone, with their links."""
    lines: dict[Zone, list[tuple[Column, int]]] = {}

    def add(gap: int, before: bool, column: Column, link: int) -> None:
        lines.setdefault((gap, before), []).append((column, link))

    for route in routes:
        run = route.run
        add(route.leave, True, route.begin, route.link)
        add(route.arrive, False, route.end, route.link)
        if run is None or route.leave == route.arrive:
            continue
        forward = route.leave < route.arrive
        add(route.leave, not forward, run, route.link)
        add(route.arrive, forward, run, route.link)
        for gap in range(route.span[0] + 1, route.span[1]):
            add(gap, True, run, route.link)
            add(gap, False, run, route.link)
    return lines


class CrowdedError(Exception):
    """A label finds no room beside its line; `short` is the room it lacks across the flow."""

    def __init__(self, tag: Tag, short: float) -> None:
        super().__init__(tag, short)
        self.tag = tag
        self.short = short


def place_label(
    tag: Tag,
    text: str,
    lines: list[tuple[Column, int]],
    where: Across,
    orientation: Orientation,
    free: float = 0.0,
) -> Label:
    """Return the label broken and placed so that it touches no line but its own.

    `free` is how far other labels already stretch the zone along the flow: that much costs nothing.

    Raises:
        CrowdedError: when it fits in no way.
    """
    v = where.v(tag.column)
    others = [where.v(column) for column, link in lines if link != tag.link]
    low = max((other for other in others if other < v), default=where.edges[0]) - v + BESIDE
    high = min((other for other in others if other > v), default=where.edges[-1]) - v - BESIDE
    choices = [
        (cost, at, begin, shape)
        for at, shape in enumerate(_shapes(text, orientation))
        for begin, cost in _positions(tag, shape, v, where, orientation, free)
        if low <= begin and begin + shape.dv <= high
    ]
    if not choices:
        narrowest = min(shape.dv for shape in _shapes(text, orientation))
        raise CrowdedError(tag, narrowest + BESIDE - (high if tag.column.zone == LEFT else -low))
    _, _, begin, shape = min(choices)
    return Label(tag, shape.lines, begin, shape.dv, shape.du)


@dataclass(frozen=True, slots=True, order=True)
class _Shape:
    """One way to break a label into lines: its extents across and along the flow."""

    dv: float
    du: float
    lines: tuple[Line, ...]


def _shapes(text: str, orientation: Orientation) -> list[_Shape]:
    """Return the ways to break a label into lines, words kept whole unless they are wider than any label."""
    shapes = []
    longest = max(width(word, SMALL_SIZE, Face.ITALIC) for word in text.split())
    for room in [room for room in WIDTHS if room >= longest] or WIDTHS[-1:]:
        lines = tuple(line for part in text.split("\n") for line in wrap([Run(part, Face.ITALIC)], SMALL_SIZE, room))
        w = max(line_width(line, SMALL_SIZE) for line in lines) + 2
        h = len(lines) * SMALL_SIZE * LEADING + 1
        shapes.append(_Shape(w, h, lines) if orientation == "columns" else _Shape(h, w, lines))
    return shapes


def _positions(
    tag: Tag, shape: _Shape, v: float, where: Across, orientation: Orientation, free: float
) -> list[tuple[float, float]]:
    """Return where a label may begin relative to its line, each with what it costs in room and looks.

    Long labels are cheaper broad and low; beside a level line text stands above it, on an upright line it breaks it.
    """
    before, after, upon = -BESIDE - shape.dv, BESIDE, -shape.dv / 2
    many = 10.0 * max(len(shape.lines) - 3, 0)
    cost = max(shape.du, free) + (0.3 if orientation == "columns" else 0.8) * shape.dv + many
    if tag.side:
        return [(before if tag.side < 0 else after, cost)]
    if tag.column.zone != BODY:
        preferred = [(before, 0.0), (after, 0.0), (upon, 6.0)]
    elif orientation == "columns":
        preferred = [(upon, 0.0), (after, 2.0), (before, 4.0)]
    else:
        preferred = [(before, 0.0), (after, 3.0), (upon, 25.0)]
    low, high = where.edges[tag.column.lane] + 1 - v, where.edges[tag.column.lane + 1] - 1 - v
    return [
        (begin, cost + penalty + (0.0 if low <= begin and begin + shape.dv <= high else 25.0))
        for begin, penalty in preferred
    ]


def stacked(labels: list[Label], where: Across) -> list[Label]:
    """Give labels of one zone rows so that none lies on another; those along a trunk come next to the tracks."""
    rows: list[list[tuple[float, float]]] = []
    placed = []
    for label in sorted(labels, key=lambda label: (not label.tag.side, label.tag.link)):
        low = where.v(label.tag.column) + label.low
        span = (low - BESIDE, low + label.dv + BESIDE)
        row = next((at for at, row in enumerate(rows) if all(_apart(span, other) for other in row)), len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append(span)
        placed.append(replace(label, row=row))
    if labels and labels[0].tag.zone[1]:
        return [replace(label, row=len(rows) - 1 - label.row) for label in placed]
    return placed


def astray(labels: list[Label]) -> list[Label]:
    """Return the labels along a trunk which are not next to the tracks."""
    last = max((label.row for label in labels), default=0)
    return [label for label in labels if label.tag.side and label.row != (last if label.tag.zone[1] else 0)]


def _apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[1] <= other[0] + 0.01 or other[1] <= one[0] + 0.01
