"""The sheets of the map as pictures for a page of a document: without their free edges, which the page itself has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from isoqms.report.document.content import Map
from isoqms.report.map import to_svg
from isoqms.report.map.paper import svg_to_png
from isoqms.report.map.signs import number

EDGE = 26.0
"""What is cut off on each side of a sheet in points; just less than the free edge a sheet is laid out with."""
_DPI = 220.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A sheet of the map: its SVG, what it measures in points, and the page it was laid out for."""

    svg: str
    width: float
    height: float
    page: tuple[float, float]


def pictures(drawn: Map) -> Iterator[Picture]:
    """Yield the sheets of a map, cut to what is on them."""
    for sheet, svg in zip(drawn.sheets.sheets, to_svg(drawn.sheets), strict=True):
        width, height = sheet.width - 2 * EDGE, sheet.height - 2 * EDGE
        whole = _size(0, 0, sheet.width, sheet.height)
        if whole not in svg:
            raise ValueError(f"the map does not begin with its size: {svg[:200]!r}")
        cut = svg.replace(whole, _size(EDGE, EDGE, width, height), 1)
        yield Picture(cut, width, height, (sheet.width, sheet.height))


def as_png(picture: Picture, title: str) -> bytes:
    """Return a sheet as PNG, fine enough to print.

    Raises:
        IsoqmsError: typst failed.
    """
    return svg_to_png(picture.svg, _DPI, title)


def _size(left: float, top: float, width: float, height: float) -> str:
    w, h = number(width), number(height)
    return f'width="{w}pt" height="{h}pt" viewBox="{number(left)} {number(top)} {w} {h}"'
