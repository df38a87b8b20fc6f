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
from isoqms.report.map.routes import BODY, Column, Route
from isoqms.report.map.style import LEADING, SMALL_SIZE, Orientation
from isoqms.report.map.tracks import Gap
from isoqms.report.map.typeface import Face, Line, Run, line_width, wrap

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
    """A label in place: `low` is where it begins across the flow, relative to its line; `row` counts from the rank before."""

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
        side = _side(route, gap)
        return Tag(route.link, (route.leave, False), route.begin, side) if side else run_tag(route)
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


def _side(route: Route, gap: Gap) -> int:
    """Return to which side of its split a loop leads off alone and next to the label zone, or 0 when it does not."""
    if route.run is None:
        return 0
    low, high = sorted((route.begin, route.run))
    side = -1 if route.run < route.begin else 1
    own = next(at for at, trunk in enumerate(gap.trunks) if trunk.carries(route.link, route.begin))
    mates = [pin.column for pin in gap.trunks[own].pins if pin.link != route.link]
    if any((column < route.begin) == (side < 0) and column != route.begin for column in mates):
        return 0
    for at, trunk in enumerate(gap.trunks):
        if gap.levels[at] > gap.levels[own] and not (trunk.high < low or high < trunk.low):
            return 0
    return side


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
    tag: Tag, text: str, lines: list[tuple[Column, int]], where: Across, orientation: Orientation
) -> Label:
    """Return the label broken and placed so that it touches no line but its own.

    Raises:
        CrowdedError: when it fits in no way.
    """
    v = where.v(tag.column)
    others = [where.v(column) for column, link in lines if link != tag.link]
    low = max((other for other in others if other < v), default=where.edges[0]) - v + BESIDE
    high = min((other for other in others if other > v), default=where.edges[-1]) - v - BESIDE
    best: tuple[float, Label] | None = None
    narrowest = float("inf")
    for room in WIDTHS:
        broken = wrap([Run(text, Face.ITALIC)], SMALL_SIZE, room)
        w = max(line_width(line, SMALL_SIZE) for line in broken) + 2
        h = len(broken) * SMALL_SIZE * LEADING + 1
        dv, du = (w, h) if orientation == "columns" else (h, w)
        narrowest = min(narrowest, dv)
        for begin, penalty in _positions(tag, dv, v, where, orientation):
            cost = du + 0.3 * dv + penalty
            if low <= begin and begin + dv <= high and (best is None or cost < best[0]):
                best = cost, Label(tag, broken, begin, dv, du)
    if best is None:
        raise CrowdedError(tag, narrowest + 2 * BESIDE - (high - low))
    return best[1]


def _positions(
    tag: Tag, dv: float, v: float, where: Across, orientation: Orientation
) -> list[tuple[float, float]]:
    """Return where a label may begin relative to its line, each with a penalty for looking worse."""
    before, after, upon = -BESIDE - dv, BESIDE, -dv / 2
    if tag.side:
        return [(before if tag.side < 0 else after, 0.0)]
    if tag.column.zone == BODY:
        preferred = [(upon, 0.0), (after, 2.0), (before, 4.0)]
        if orientation == "rows":
            preferred = [(before, 0.0), (after, 3.0), (upon, 20.0)]
    else:
        preferred = [(before, 0.0), (after, 0.0), (upon, 6.0)]
    edges = where.edges[tag.column.lane], where.edges[tag.column.lane + 1]
    inside = [edges[0] + 1 <= v + begin and v + begin + dv <= edges[1] - 1 for begin, _ in preferred]
    return [(begin, cost + (0 if fits else 25)) for (begin, cost), fits in zip(preferred, inside, strict=True)]


def stacked(labels: list[Label], where: Across) -> list[Label]:
    """Give labels of one zone rows so that none lies on another."""
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
    return placed


def _apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]
