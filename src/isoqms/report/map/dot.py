"""A laid-out map as DOT text with our positions, for tools that read Graphviz: `neato -n2` draws it as placed."""

from __future__ import annotations

from isoqms.report.map.geometry import PlacedArrow, PlacedBox, Point, Rect, Sheet, Sheets
from isoqms.report.map.signs import number
from isoqms.report.map.typeface import plain

_SHAPES = {"step": "box", "end": "box", "start": "circle", "to_sheet": "circle", "from_sheet": "circle"}


def to_dot(sheets: Sheets) -> tuple[str, ...]:
    """Return one DOT graph per sheet; positions in points from the bottom left, as Graphviz counts them."""
    return tuple(_graph(sheets, sheet) for sheet in sheets.sheets)


def _graph(sheets: Sheets, sheet: Sheet) -> str:
    lines = [
        f"digraph {_quoted(sheets.diagram.code or sheets.diagram.title)} {{",
        f"  graph [bb={_quoted(_bounds(Rect(0, 0, sheet.width, sheet.height), sheet))}, splines=ortho,"
        f" label={_quoted(sheets.diagram.title)}, fontname={_quoted('Liberation Sans')}];",
        f"  node [fontname={_quoted('Liberation Sans')}, fontsize={number(sheets.print_size)}, fixedsize=true];",
        f"  edge [fontname={_quoted('Liberation Sans')}, fontsize={number(sheets.print_size)}];",
    ]
    for at, lane in enumerate(sheet.lanes):
        lines.append(f"  subgraph {_quoted(f'cluster_{at}')} {{")
        lines.append(f"    graph [label={_quoted(lane.lane.title)}, bb={_quoted(_bounds(lane.body, sheet))}];")
        lines += [_node(box, sheet) for box in sheet.boxes if box.lane == lane.lane.id]
        lines.append("  }")
    lines += [_edge(arrow, sheet, _words(sheets, arrow)) for arrow in sheet.arrows]
    return "\n".join([*lines, "}", ""])


def _node(box: PlacedBox, sheet: Sheet) -> str:
    x, y = _turned(box.rect.centre, sheet)
    label = "\\n".join(_escaped(" ".join(run.text for run in text.line)) for text in box.texts)
    heavy = ", penwidth=2" if box.critical else ""
    rounded = ', style="rounded"' if box.kind == "end" else ""
    return (
        f'    {_quoted(box.id)} [shape={_SHAPES[box.kind]}, label="{label}", pos="{number(x)},{number(y)}!",'
        f" width={box.rect.w / 72:.4f}, height={box.rect.h / 72:.4f}{heavy}{rounded}];"
    )


def _edge(arrow: PlacedArrow, sheet: Sheet, label: str) -> str:
    corners = [_turned(point, sheet) for point in arrow.points]
    spline = [corners[0]]
    for before, after in zip(corners, corners[1:], strict=False):
        spline += [_between(before, after, 1 / 3), _between(before, after, 2 / 3), after]
    tip = f"e,{_pair(corners[-1])} "
    more = f", label={_quoted(label)}" if label else ""
    if arrow.label is not None:
        more += f', lp="{_pair(_turned(arrow.label.rect.centre, sheet))}"'
    more += ", penwidth=2" if arrow.critical else ""
    more += ", style=dashed" if arrow.loop else ""
    ends = f"{_quoted(arrow.source)} -> {_quoted(arrow.target)}"
    return f'  {ends} [pos="{tip}{" ".join(_pair(point) for point in spline)}"{more}];'


def _words(sheets: Sheets, arrow: PlacedArrow) -> str:
    """Return the label as drawn."""
    if arrow.label is None:
        return ""
    return " ".join(run.text for text in arrow.label.texts for run in text.line)


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
