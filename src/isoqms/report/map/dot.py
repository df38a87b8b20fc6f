"""A laid-out map as DOT text with our positions, for tools that read Graphviz: `neato -n2` draws it as placed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from isoqms.report.map.geometry import PlacedArrow, PlacedBox, PlacedLane, PlacedText, Point, Rect, Sheet, Sheets
from isoqms.report.map.signs import number
from isoqms.report.map.typeface import plain

_SHAPES = {"step": "box", "end": "box", "start": "circle", "to_sheet": "ellipse", "from_sheet": "ellipse"}
_HEAD = 6.0
"""Length of an arrowhead in points; Graphviz draws 10 at size 1."""


def to_dot(sheets: Sheets) -> tuple[str, ...]:
    """Return one DOT graph per sheet; positions in points from the bottom left, as Graphviz counts them."""
    return tuple(_graph(sheets, sheet) for sheet in sheets.sheets)


def _graph(sheets: Sheets, sheet: Sheet) -> str:
    size = number(sheets.print_size)
    font = f"fontname={_quoted('Liberation Sans')}, fontsize={size}"
    lines = [
        f"digraph {_quoted(sheets.diagram.code or sheets.diagram.title)} {{",
        f"  graph [bb={_quoted(_bounds(Rect(0, 0, sheet.width, sheet.height), sheet))},"
        f" label={_quoted(sheets.diagram.title)}, {font}, labelloc=t];",
        f"  node [{font}, fixedsize=true];",
        f"  edge [{font}, arrowsize={number(_HEAD / 10)}];",
    ]
    for at, lane in enumerate(sheet.lanes):
        lines.append(f"  subgraph {_quoted(f'cluster_{at}')} {{")
        lines.append(f"    graph [{_lane(lane, sheets, sheet)}];")
        lines += [_node(box, sheet) for box in sheet.boxes if box.lane == lane.lane.id]
        lines.append("  }")
    boxes = {box.id: box for box in sheet.boxes}
    lines += [_edge(arrow, boxes, sheet) for arrow in sheet.arrows]
    return "\n".join([*lines, "}", ""])


def _lane(lane: PlacedLane, sheets: Sheets, sheet: Sheet) -> str:
    """Return the attributes of a lane: its area with its head, and its title in the lines it is drawn in."""
    head, body = lane.head, lane.body
    area = Rect(head.x, head.y, max(head.right, body.right) - head.x, max(head.bottom, body.bottom) - head.y)
    side = "c" if sheets.orientation == "columns" else "l"
    return f"label={_lines(lane.texts)}, labeljust={side}, bb={_quoted(_bounds(area, sheet))}"


def _node(box: PlacedBox, sheet: Sheet) -> str:
    x, y = _turned(box.rect.centre, sheet)
    heavy = ", penwidth=2" if box.critical else ""
    rounded = ', style="rounded"' if box.kind == "end" else ""
    return (
        f"    {_quoted(box.id)} [shape={_SHAPES[box.kind]}, label={_lines(box.texts)},"
        f' pos="{number(x)},{number(y)}!",'
        f" width={box.rect.w / 72:.4f}, height={box.rect.h / 72:.4f}{heavy}{rounded}];"
    )


def _edge(arrow: PlacedArrow, boxes: dict[str, PlacedBox], sheet: Sheet) -> str:
    """Return an arrow as a chain of straight Bézier pieces; its head is drawn from the last of them to the tip."""
    corners = list(arrow.points)
    corners[0] = _onto(corners[0], boxes[arrow.source].rect)
    tip = _onto(corners[-1], boxes[arrow.target].rect)
    length = abs(tip[0] - corners[-2][0]) + abs(tip[1] - corners[-2][1])
    corners[-1] = _between(tip, corners[-2], min(_HEAD / length, 0.5) if length else 0.0)
    turned = [_turned(point, sheet) for point in corners]
    spline = [turned[0]]
    for before, after in pairwise(turned):
        spline += [_between(before, after, 1 / 3), _between(before, after, 2 / 3), after]
    more = ""
    if arrow.label is not None:
        more = f', label={_lines(arrow.label.texts)}, lp="{_pair(_turned(arrow.label.rect.centre, sheet))}"'
    more += ", penwidth=2" if arrow.critical else ""
    more += ", style=dashed" if arrow.loop else ""
    ends = f"{_quoted(arrow.source)} -> {_quoted(arrow.target)}"
    course = " ".join(_pair(point) for point in spline)
    return f'  {ends} [pos="e,{_pair(_turned(tip, sheet))} {course}"{more}];'


def _onto(point: Point, area: Rect) -> Point:
    """Return the point of the box nearest to `point`: the signs of splits and joins are not part of the graph."""
    return min(max(point[0], area.x), area.right), min(max(point[1], area.y), area.bottom)


def _lines(texts: Sequence[PlacedText]) -> str:
    """Return lines of text as one quoted label."""
    return '"' + "\\n".join(_escaped(" ".join(run.text for run in text.line)) for text in texts) + '"'


def _turned(point: Point, sheet: Sheet) -> Point:
    return point[0], sheet.height - point[1]


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def _pair(point: Point) -> str:
    return f"{number(point[0])},{number(point[1])}"


def _bounds(area: Rect, sheet: Sheet) -> str:
    return f"{number(area.x)},{number(sheet.height - area.bottom)},{number(area.right)},{number(sheet.height - area.y)}"


def _quoted(text: str) -> str:
    return f'"{_escaped(plain(text))}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
