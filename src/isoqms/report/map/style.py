"""The measures of a map before it is fitted to paper, in points at scale 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Orientation = Literal["columns", "rows"]

TITLE_SIZE = 9.0
"""Step titles and lane titles."""
SMALL_SIZE = 8.25
"""Everything else inside the map: allowances, labels, endings; the smallest text on a map."""
LEADING = 1.18
"""Line pitch over font size."""
SMALLEST_PRINT = 7.0
"""No text of a map is printed smaller than this many points."""
LEAST_SCALE = SMALLEST_PRINT / SMALL_SIZE
MOST_SCALE = 11.5 / TITLE_SIZE

TEXT_PAD = 5.0
"""Between a box border and its text."""
TRACK = 8.0
"""Between two lines that run side by side."""
CLEAR = 5.5
"""Between a line and a box it passes, or a label and a line it must not touch."""
LEAVE = 7.0
"""From a box to the first track after it."""
ARRIVE = 13.0
"""From the last track to the box after it: room for an arrowhead."""
SLOT_GAP = 14.0
"""Between two boxes side by side in one lane."""
LANE_PAD = 8.0
"""Between the lane border and the widest box, and between boxes and the tracks beside them."""
SPLIT_DEPTH = 12.0
"""How far the sign of a split or join stands out from its box."""
BAR_DEPTH = 6.0


@dataclass(frozen=True, slots=True)
class Style:
    """One way to draw a figure: which way the lanes run, and how wide a step's box is (points at scale 1)."""

    orientation: Orientation
    box_width: float
