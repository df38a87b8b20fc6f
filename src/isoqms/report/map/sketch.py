"""A plan drawn at a place and scale on a sheet: lanes, boxes, arrows and labels with their coordinates on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from isoqms.report.map.across import Across
from isoqms.report.map.along import Along
from isoqms.report.map.figure import Node
from isoqms.report.map.geometry import (
    PlacedArrow,
    PlacedBox,
    PlacedLabel,
    PlacedLane,
    PlacedText,
    Point,
    Rect,
)
from isoqms.report.map.labels import Label
from isoqms.report.map.plan import Plan
from isoqms.report.map.routes import BODY, Column, Route
from isoqms.report.map.sizes import MARK, START, Block
from isoqms.report.map.style import LEADING, SMALL_SIZE, TEXT_PAD, TITLE_SIZE
from isoqms.report.map.typeface import Face, Line, Run

_HALF_CAPITAL = 0.36
"""Half the height of a capital over the font size: what centres a line of text on its middle."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A plan with coordinates; `x`, `y` is the top left corner of the map on the sheet, `scale` points per point."""

    plan: Plan
    across: Across
    along: Along
    x: float
    y: float
    scale: float

    @property
    def frame(self) -> Rect:
        """Return the area of the whole map, lane titles included."""
        return self._rect(-self.plan.head, 0.0, self.along.extent + self.plan.head, self.across.extent)

    def lanes(self) -> tuple[PlacedLane, ...]:
        """Return every lane with its title."""
        placed = []
        for at, lane in enumerate(self.plan.figure.lanes):
            low, high = self.across.edges[at], self.across.edges[at + 1]
            head = self._rect(-self.plan.head, low, self.plan.head, high - low)
            body = self._rect(0.0, low, self.along.extent, high - low)
            texts = self._centred(self.plan.heads[at], TITLE_SIZE, head)
            placed.append(PlacedLane(lane, head, body, texts))
        return tuple(placed)

    def boxes(self) -> tuple[PlacedBox, ...]:
        """Return every step, ending, start sign and connector."""
        return tuple(self._box(at, node) for at, node in enumerate(self.plan.figure.nodes))

    def arrows(self) -> tuple[PlacedArrow, ...]:
        """Return every arrow with its label."""
        nodes = self.plan.figure.nodes
        labels = {label.tag.link: label for zone in self.plan.labels.values() for label in zone}
        placed = []
        for route in self.plan.routes:
            link = self.plan.figure.links[route.link]
            label = self._label(labels[route.link]) if route.link in labels else None
            points = tuple(self._point(u, v) for u, v in _straightened(self._path(route)))
            source, target = nodes[link.source].id, nodes[link.target].id
            placed.append(PlacedArrow(source, target, points, label, link.critical, link.loop))
        return tuple(placed)

    def _point(self, u: float, v: float) -> Point:
        along, over = self.x, self.y
        if self.plan.style.orientation == "columns":
            return along + v * self.scale, over + (u + self.plan.head) * self.scale
        return along + (u + self.plan.head) * self.scale, over + v * self.scale

    def _rect(self, u: float, v: float, du: float, dv: float) -> Rect:
        x, y = self._point(u, v)
        w, h = (dv, du) if self.plan.style.orientation == "columns" else (du, dv)
        return Rect(x, y, w * self.scale, h * self.scale)

    def _path(self, route: Route) -> list[Point]:
        """Return the corners of a link, in flow coordinates."""
        spots, link = self.plan.shape.spots, self.plan.figure.links[route.link]
        source, target = spots[link.source], spots[link.target]
        begin = self.along.middles[source.rank] + source.du / 2 + source.exit
        end = self.along.middles[target.rank] - target.du / 2 - target.entry
        path = [(begin, self.across.v(route.begin))]
        for leaving, gap in ((True, route.leave), (False, route.arrive)):
            level = self.plan.track.get((route.link, leaving))
            if level is not None:
                u = self.along.track(gap, level)
                after = route.end if route.run is None or not leaving else route.run
                path += [(u, path[-1][1]), (u, self.across.v(after))]
        return [*path, (end, self.across.v(route.end))]

    def _box(self, at: int, node: Node) -> PlacedBox:
        spot, block = self.plan.shape.spots[at], self.plan.blocks[at]
        u = self.along.middles[spot.rank] - spot.du / 2
        v = self.across.v(Column(spot.lane, BODY, spot.offset)) - spot.dv / 2
        rect = self._rect(u, v, spot.du, spot.dv)
        foot_h = block.foot_h * self.scale
        foot = Rect(rect.x, rect.bottom - foot_h, rect.w, foot_h) if foot_h else None
        return PlacedBox(
            id=node.id,
            kind=node.kind,
            lane=self.plan.figure.lanes[node.lane].id,
            box=node.box,
            rect=rect,
            foot=foot,
            split_sign=self._sign(node, u + spot.du, spot.exit, v, spot.dv, "split"),
            join_sign=self._sign(node, u - spot.entry, spot.entry, v, spot.dv, "join"),
            texts=self._box_texts(node, block, rect, foot),
            number=node.number,
            critical=node.critical,
            disc=self._disc(node, rect) if node.kind in ("start", "to_sheet", "from_sheet") else None,
        )

    def _sign(
        self, node: Node, u: float, du: float, v: float, dv: float, which: Literal["split", "join"]
    ) -> Rect | None:
        """Return the area of a split or join sign: a diamond on the middle of the border, or a bar along all of it."""
        if not du or node.box is None:
            return None
        if which == "split" and node.box.split == "one":
            return self._rect(u, v + dv / 2 - du / 2, du, du)
        return self._rect(u, v, du, dv)

    def _box_texts(self, node: Node, block: Block, rect: Rect, foot: Rect | None) -> tuple[PlacedText, ...]:
        s = self.scale
        if node.kind == "step":
            title = Rect(rect.x, rect.y, rect.w, rect.h - (foot.h if foot else 0.0))
            room = Rect(rect.x, foot.y, rect.w - block.marks * MARK * s, foot.h) if foot else rect
            return (*self._centred(block.lines, TITLE_SIZE, title), *self._centred(block.foot, SMALL_SIZE, room))
        if node.kind == "end":
            indent = (TEXT_PAD + MARK) * s
            return self._centred(block.lines, SMALL_SIZE, Rect(rect.x + indent, rect.y, rect.w - indent, rect.h))
        if node.kind == "start":
            return ()
        disc = self._disc(node, rect)
        if self.plan.style.orientation == "columns":
            top = rect.y if node.kind == "from_sheet" else disc.bottom + 2 * s
            words = Rect(rect.x, top, rect.w, rect.h - disc.h - 2 * s)
        else:
            left = rect.x if node.kind == "from_sheet" else disc.right + 3 * s
            words = Rect(left, rect.y, rect.w - disc.w - 3 * s, rect.h)
        number = self._centred(((Run(str(node.number), Face.BOLD),),), SMALL_SIZE, disc)
        return (*number, *self._centred(block.lines, SMALL_SIZE, words))

    def _disc(self, node: Node, rect: Rect) -> Rect:
        """Return the area of a connector's disc, or of a start sign: on the side of its arrow."""
        size = START * self.scale
        late = node.kind == "from_sheet"
        if self.plan.style.orientation == "columns":
            return Rect(rect.centre[0] - size / 2, rect.bottom - size if late else rect.y, size, size)
        return Rect(rect.right - size if late else rect.x, rect.centre[1] - size / 2, size, size)

    def _centred(self, lines: Sequence[Line], size: float, room: Rect) -> tuple[PlacedText, ...]:
        """Set lines one under another in the middle of `room`."""
        size *= self.scale
        x, y = room.centre
        first = y - (len(lines) - 1) / 2 * size * LEADING + size * _HALF_CAPITAL
        return tuple(PlacedText(x, first + at * size * LEADING, line, size) for at, line in enumerate(lines))

    def _label(self, label: Label) -> PlacedLabel:
        zone = label.tag.zone
        begin, end = self.along.rows[(zone, label.row)]
        u = end - label.du if zone[1] else begin
        rect = self._rect(u, self.across.v(label.tag.column) + label.low, label.du, label.dv)
        return PlacedLabel(rect, self._centred(label.lines, SMALL_SIZE, rect))


def _straightened(path: list[Point]) -> list[Point]:
    """Leave out corners at which the line does not turn."""
    kept: list[Point] = []
    for point in path:
        if kept and abs(kept[-1][0] - point[0]) < 1e-6 and abs(kept[-1][1] - point[1]) < 1e-6:
            continue
        if len(kept) > 1 and any(abs(kept[-2][i] - kept[-1][i]) < 1e-6 > abs(kept[-1][i] - point[i]) for i in (0, 1)):
            kept.pop()
        kept.append(point)
    return kept
