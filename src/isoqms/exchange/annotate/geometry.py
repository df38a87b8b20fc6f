"""Where a note of a sheet lies: beside its cell, as large as its text."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from isoqms.exchange.annotate.splice import Tree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
"""Namespace of the parts of a workbook."""
_PIXELS_PER_SIGN = 7
"""Width of a digit in the usual font of a sheet, by which widths of columns are stated."""
_PIXELS_PER_POINT = 4 / 3
_NOTE_WIDTH = 300
_SIGNS_PER_LINE = 44
_LINE_HEIGHT = 15
_PADDING = 14
_LAST_COLUMN, _LAST_ROW = 16_383, 1_048_575


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns and rows of a sheet in pixels, where they differ from its usual ones."""

    column_width: float = 64
    row_height: float = 20
    columns: tuple[tuple[int, int, float], ...] = ()
    rows: dict[int, float] = field(default_factory=dict)

    def width(self, column: int) -> float:
        """Return the width of a column, counted from 0, in pixels."""
        return next((width for first, last, width in self.columns if first <= column <= last), self.column_width)

    def height(self, row: int) -> float:
        """Return the height of a row, counted from 0, in pixels."""
        return self.rows.get(row, self.row_height)


def grid(sheet: Tree) -> Grid:
    """Read the widths and heights a sheet states."""
    width, height = 64.0, 20.0
    for element in sheet.named(f"{MAIN} sheetFormatPr"):
        width = _number(element.attributes.get("defaultColWidth")) * _PIXELS_PER_SIGN or width
        height = _number(element.attributes.get("defaultRowHeight")) * _PIXELS_PER_POINT or height
    columns = []
    for element in sheet.named(f"{MAIN} col"):
        values = element.attributes
        shown = 0.0 if values.get("hidden") in ("1", "true") else _number(values.get("width")) * _PIXELS_PER_SIGN
        columns.append((int(_number(values.get("min"))) - 1, int(_number(values.get("max"))) - 1, shown))
    rows = {}
    for element in sheet.named(f"{MAIN} row"):
        values, number = element.attributes, int(_number(element.attributes.get("r"))) - 1
        if values.get("hidden") in ("1", "true"):
            rows[number] = 0.0
        elif "ht" in values:
            rows[number] = _number(values["ht"]) * _PIXELS_PER_POINT
    return Grid(width, height, tuple(columns), rows)


def _number(text: str | None) -> float:
    try:
        value = float(text or 0)
    except ValueError:
        return 0.0
    return value if math.isfinite(value) else 0.0


def height_of(text: str) -> int:
    """Return how high a note must be for its text, in pixels."""
    lines = sum(max(1, math.ceil(len(line) / _SIGNS_PER_LINE)) for line in text.split("\n"))
    return lines * _LINE_HEIGHT + _PADDING


def anchor(column: int, row: int, text: str, sheet: Grid) -> str:
    """Return the place of a note beside a cell: column, pixels, row, pixels, first corner and last."""
    left, top = min(column + 1, _LAST_COLUMN), max(row - 1, 0)
    return reaching(left, 15, top, 2, text, sheet)


def reaching(left: int, left_pixels: int, top: int, top_pixels: int, text: str, sheet: Grid) -> str:
    """Return the place of a note which begins at a corner and is large enough for `text`."""
    right, rest = left, left_pixels + float(_NOTE_WIDTH)
    while right < _LAST_COLUMN and rest > sheet.width(right):
        rest -= sheet.width(right)
        right += 1
    bottom, below = top, top_pixels + float(height_of(text))
    while bottom < _LAST_ROW and below > sheet.height(bottom):
        below -= sheet.height(bottom)
        bottom += 1
    return f"{left}, {left_pixels}, {top}, {top_pixels}, {right}, {round(rest)}, {bottom}, {round(below)}"
