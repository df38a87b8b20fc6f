"""Coordinates across the flow: how wide each lane is, and where every column lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from isoqms.report.map.routes import BODY, LEFT, RIGHT, Column, Route, margin_tracks
from isoqms.report.map.slots import Grid
from isoqms.report.map.style import LANE_PAD, TRACK


@dataclass(frozen=True, slots=True)
class Across:
    """Edges of the lanes, middles of their bodies, and the coordinate of each margin track, in points."""

    edges: tuple[float, ...]
    middles: tuple[float, ...]
    tracks: Mapping[Column, float]

    def v(self, column: Column) -> float:
        """Return the coordinate of a column."""
        if column.zone == BODY:
            return self.middles[column.lane] + column.at
        return self.tracks[column]

    @property
    def extent(self) -> float:
        """From the first lane's edge to the last one's."""
        return self.edges[-1]


def across(
    shape: Grid,
    routes: tuple[Route, ...],
    least: tuple[float, ...],
    swell: Mapping[Column, float],
    stretch: float = 0.0,
) -> Across:
    """Lay the lanes side by side.

    Args:
        least: the least extent of each lane, in points (its title needs as much).
        swell: margin tracks that need more room towards the body, for a label, and how much.
        stretch: points to add to every lane, shared between its two sides.
    """
    counts = margin_tracks(routes)
    edges, middles, tracks = [0.0], [], {}
    for lane, body in enumerate(shape.bodies):
        low = _margin(counts.get((lane, LEFT), 0), Column(lane, LEFT, 0.0), swell)
        high = _margin(counts.get((lane, RIGHT), 0), Column(lane, RIGHT, 0.0), swell)
        natural = low[-1] + high[-1] + body + 2 * LANE_PAD
        spare = max(least[lane] - natural, 0.0) + stretch
        middle = edges[-1] + low[-1] + LANE_PAD + body / 2 + spare / 2
        edges.append(edges[-1] + natural + spare)
        middles.append(middle)
        for index in range(len(low) - 1):
            tracks[Column(lane, LEFT, float(-index))] = edges[-2] + low[-1] - low[index]
        for index in range(len(high) - 1):
            tracks[Column(lane, RIGHT, float(index))] = edges[-1] - high[-1] + high[index]
    return Across(tuple(edges), tuple(middles), tracks)


def _margin(count: int, first: Column, swell: Mapping[Column, float]) -> list[float]:
    """Return the distance of each track from the body side of its margin, then the margin's whole extent."""
    places, used = [], 0.0
    for index in range(count):
        at = float(index if first.zone == RIGHT else -index)
        used += swell.get(Column(first.lane, first.zone, at), 0.0) + (TRACK if index else 0.0)
        places.append(used)
    return [*places, used + (TRACK if count else 0.0)]
