"""A finished map as geometry: what stands where on which sheet, in points from the top left corner of the sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from isoqms.report.map.diagram import Box, Diagram, Lane
from isoqms.report.map.style import Orientation
from isoqms.report.map.typeface import Line

Point = tuple[float, float]
BoxKind = Literal["step", "end", "start", "to_sheet", "from_sheet"]


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h

    @property
    def centre(self) -> Point:
        """The middle."""
        return self.x + self.w / 2, self.y + self.h / 2


@dataclass(frozen=True, slots=True)
class PlacedText:
    """One line of text; `x`, `y` is the anchor on the baseline, `size` in points."""

    x: float
    y: float
    line: Line
    size: float
    anchor: Literal["start", "middle", "end"] = "middle"


@dataclass(frozen=True, slots=True)
class PlacedLane:
    """A lane on a sheet: its title cell and the area its steps stand in."""

    lane: Lane
    head: Rect
    body: Rect
    texts: tuple[PlacedText, ...]


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A step, ending, start sign or sheet connector on a sheet.

    `rect` is the box itself, `foot` the strip at its lower edge with the allowance and the marks, `split_sign` and
    `join_sign` the signs that touch its border where arrows leave and arrive. `id` is the id of the box in the diagram
    for steps and endings, whose `box` is set. `number` is that of a
    connector, `disc` the round part of a connector or start sign.
    """

    id: str
    kind: BoxKind
    lane: str
    box: Box | None
    rect: Rect
    foot: Rect | None
    split_sign: Rect | None
    join_sign: Rect | None
    texts: tuple[PlacedText, ...]
    number: int = 0
    critical: bool = False
    disc: Rect | None = None


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """The label of an arrow: the area it fills and its lines."""

    rect: Rect
    texts: tuple[PlacedText, ...]


@dataclass(frozen=True, slots=True)
class PlacedArrow:
    """An arrow as a line of upright and level pieces from the border of its source to that of its target."""

    source: str
    target: str
    points: tuple[Point, ...]
    label: PlacedLabel | None
    critical: bool
    loop: bool


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend: `sign` names what is drawn in `rect`, the words beside it explain it."""

    sign: str
    rect: Rect
    text: PlacedText


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of paper: `frame` is the map area, `texts` the title block, notes and foot; `scale` that of the map."""

    number: int
    width: float
    height: float
    scale: float
    frame: Rect
    lanes: tuple[PlacedLane, ...]
    boxes: tuple[PlacedBox, ...]
    arrows: tuple[PlacedArrow, ...]
    legend: tuple[Key, ...]
    texts: tuple[PlacedText, ...]


@dataclass(frozen=True, slots=True)
class Sheets:
    """A map on its sheets, with the paper and orientation chosen; `print_size` is that of step titles in points."""

    diagram: Diagram
    paper: Literal["A4", "A3"]
    orientation: Orientation
    print_size: float
    sheets: tuple[Sheet, ...]
