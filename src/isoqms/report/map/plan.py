"""One figure planned: ranks, slots, routes, tracks and labels settled, everything but the final coordinates."""

from __future__ import annotations

from dataclasses import dataclass, replace

from isoqms.report.map.across import Across, across
from isoqms.report.map.along import Along, along
from isoqms.report.map.figure import Figure, ranks
from isoqms.report.map.labels import (
    CrowdedError,
    Label,
    Tag,
    Zone,
    astray,
    place_label,
    run_tag,
    stacked,
    tag,
    zone_lines,
)
from isoqms.report.map.routes import BODY, Column, Finder, Route, direct_routes
from isoqms.report.map.sizes import Block, measure
from isoqms.report.map.slots import Grid, entry_ports, grid, least_extents
from isoqms.report.map.style import LEADING, TEXT_PAD, TITLE_SIZE, Style
from isoqms.report.map.tracks import Gap, KnotError, lay_tracks
from isoqms.report.map.typeface import Face, Line, Run, line_width, plain, wrap

HEAD_WIDTH = 78.0
"""Width of the title cells when lanes are rows, in points at scale 1."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A figure laid out in one style; `head` is the depth of the lane titles, `notes` the labels that found no room."""

    figure: Figure
    style: Style
    blocks: tuple[Block, ...]
    shape: Grid
    routes: tuple[Route, ...]
    gaps: tuple[Gap, ...]
    track: dict[tuple[int, bool], int]
    labels: dict[Zone, list[Label]]
    swell: dict[Column, float]
    heads: tuple[tuple[Line, ...], ...]
    head: float
    least: tuple[float, ...]
    notes: tuple[str, ...]

    def across(self, stretch: float = 0.0) -> Across:
        """Return the coordinates across the flow, every lane `stretch` points wider than it need be."""
        return across(self.shape, self.routes, self.least, self.swell, stretch)

    def along(self, stretch: float = 0.0) -> Along:
        """Return the coordinates along the flow, every gap `stretch` points longer than it need be."""
        return along(self.shape, tuple(gap.count for gap in self.gaps), self.labels, stretch)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the map on paper at scale 1, lane titles included."""
        u, v = self.along().extent + self.head, self.across().extent
        return (v, u) if self.style.orientation == "columns" else (u, v)


def plan(figure: Figure, style: Style) -> Plan:
    """Lay out one figure in one style."""
    order = ranks(figure)
    blocks = measure(figure, order, style, least_extents(figure, order, style))
    shape = grid(figure, order, blocks, style)
    routes, gaps, track = _routed(figure, shape)
    heads, head, least = _heads(figure, shape, style)
    bare = Plan(figure, style, blocks, shape, routes, gaps, track, {}, {}, heads, head, least, ())
    return _labelled(bare)


def _routed(figure: Figure, shape: Grid) -> tuple[tuple[Route, ...], tuple[Gap, ...], dict[tuple[int, bool], int]]:
    """Route every link and give every piece its track, leading links through margins where they are in a knot."""
    direct = direct_routes(shape, entry_ports(figure, shape))
    to_margin: frozenset[int] = frozenset()
    while True:
        finder = Finder(shape, direct, to_margin)
        routes = finder.packed(finder.routes())
        try:
            laid = [lay_tracks(routes, figure.links, gap) for gap in range(shape.ranks + 1)]
        except KnotError as knot:
            if knot.link in to_margin:
                raise ValueError(f"the tracks cannot be ordered, link {knot.link}") from knot
            to_margin |= {knot.link}
            continue
        track = {piece: level for _, levels in laid for piece, level in levels.items()}
        return routes, tuple(gap for gap, _ in laid), track


def _heads(figure: Figure, shape: Grid, style: Style) -> tuple[tuple[tuple[Line, ...], ...], float, tuple[float, ...]]:
    """Break the lane titles; return them with the depth of the title cells and the least extent of each lane."""
    titles = [[Run(plain(lane.title), Face.BOLD)] for lane in figure.lanes]
    if style.orientation == "rows":
        rows = tuple(wrap(title, TITLE_SIZE, HEAD_WIDTH - 2 * TEXT_PAD) for title in titles)
        return rows, HEAD_WIDTH, tuple(max(len(lines), 1) * TITLE_SIZE * LEADING + 2 * TEXT_PAD for lines in rows)
    lines = tuple(wrap(title, TITLE_SIZE, max(body, 56.0)) for title, body in zip(titles, shape.bodies, strict=True))
    deepest = max(max(len(line), 1) for line in lines) * TITLE_SIZE * LEADING + 2 * TEXT_PAD
    widest = tuple(max((line_width(row, TITLE_SIZE) for row in line), default=0.0) + 2 * TEXT_PAD for line in lines)
    return lines, deepest, widest


def _labelled(bare: Plan) -> Plan:
    """Place the labels; a label without room makes its margin wider, and failing that becomes a note under the map."""
    words = [link.label for link in bare.figure.links]
    notes: list[str] = []
    routes = bare.routes
    labelled = [route for route in routes if words[route.link]]
    todo = {route.link: tag(route, bare.figure.links, routes, bare.gaps[route.leave]) for route in labelled}
    for _ in range(4 * len(todo) + 1):
        where = across(bare.shape, routes, bare.least, bare.swell)
        try:
            zones = _zones(bare, todo, words, where)
        except CrowdedError as crowded:
            spot = crowded.tag
            if spot.side:
                todo[spot.link] = run_tag(routes[spot.link])
            elif spot.column.zone != BODY and spot.column not in bare.swell:
                bare.swell[spot.column] = crowded.short + 1
            else:
                words[spot.link] = _noted(words[spot.link], notes)
            continue
        lost = [label for labels in zones.values() for label in astray(labels)]
        if not lost:
            return replace(bare, labels=zones, notes=tuple(notes))
        todo |= {label.tag.link: run_tag(routes[label.tag.link]) for label in lost}
    raise ValueError(f"labels find no place: {words}")


def _zones(bare: Plan, todo: dict[int, Tag], words: list[str], where: Across) -> dict[Zone, list[Label]]:
    """Return the labels of each zone; after a first try, each uses the room which others of its zone need anyway."""
    lines = zone_lines(bare.routes)
    free: dict[Zone, float] = {}
    zones: dict[Zone, list[Label]] = {}
    for _ in range(2):
        zones = {}
        for link, spot in todo.items():
            label = place_label(
                spot, words[link], lines.get(spot.zone, []), where, bare.style.orientation, free.get(spot.zone, 0.0)
            )
            zones.setdefault(spot.zone, []).append(label)
        free = {zone: max(label.du for label in labels) for zone, labels in zones.items()}
    return {zone: stacked(labels, where) for zone, labels in zones.items()}


def _noted(text: str, notes: list[str]) -> str:
    """Put a label under the map; return the letter that stands for it."""
    letter = f"({chr(ord('a') + len(notes) % 26)}{len(notes) // 26 or ''})"
    notes.append(f"{letter} {text}")
    return letter
