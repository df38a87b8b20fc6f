"""Coordinates along the flow: how long each rank and each gap between ranks is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from isoqms.report.map.labels import Label, Zone
from isoqms.report.map.slots import Grid
from isoqms.report.map.style import ARRIVE, LEAVE, TRACK

ROW_GAP = 3.0
"""Between two rows of labels."""
OUTSIDE = 8.0
"""Free space before the first and after the last rank."""


@dataclass(frozen=True, slots=True)
class Along:
    """The middle of each rank, the first track of each gap, the ends of each row of labels, and the whole extent."""

    middles: tuple[float, ...]
    first_tracks: tuple[float, ...]
    rows: Mapping[tuple[Zone, int], tuple[float, float]]
    extent: float

    def track(self, gap: int, level: int) -> float:
        """Return the coordinate of a track."""
        return self.first_tracks[gap] + level * TRACK


def along(shape: Grid, tracks: tuple[int, ...], labels: Mapping[Zone, list[Label]], stretch: float = 0.0) -> Along:
    """Lay ranks and gaps one after another.

    Args:
        tracks: how many tracks each gap needs.
        labels: the labels of each zone.
        stretch: points to add to every gap between two ranks.
    """
    u = OUTSIDE
    middles: list[float] = []
    firsts: list[float] = []
    rows: dict[tuple[Zone, int], tuple[float, float]] = {}
    for gap in range(shape.ranks + 1):
        between = 0 < gap < shape.ranks
        used = between or tracks[gap] or labels.get((gap, True)) or labels.get((gap, False))
        spare = stretch / 2 if between else 0.0
        u += (LEAVE if used and gap else 0.0) + spare
        u = _rows(u, (gap, True), labels, rows)
        firsts.append(u)
        u += max(tracks[gap] - 1, 0) * TRACK
        if labels.get((gap, False)):
            u += TRACK / 2 if tracks[gap] else 0.0
            u = _rows(u, (gap, False), labels, rows)
        u += (ARRIVE if used and gap < shape.ranks else 0.0) + spare
        if gap < shape.ranks:
            here = [spot for spot in shape.spots if spot.rank == gap]
            u += max(spot.entry + spot.du / 2 for spot in here)
            middles.append(u)
            u += max(spot.du / 2 + spot.exit for spot in here)
    return Along(tuple(middles), tuple(firsts), rows, u + OUTSIDE)


def _rows(
    u: float,
    zone: Zone,
    labels: Mapping[Zone, list[Label]],
    rows: dict[tuple[Zone, int], tuple[float, float]],
) -> float:
    """Lay the rows of labels of one zone, from `u` on, and return where the zone ends."""
    here = labels.get(zone, [])
    for row in range(max((label.row for label in here), default=-1) + 1):
        depth = max(label.du for label in here if label.row == row)
        rows[(zone, row)] = (u, u + depth)
        u += depth + ROW_GAP
    return u
