"""A laid-out map as SVG, one picture per sheet: the master from which PDF and PNG are made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from isoqms.report.map import words
from isoqms.report.map.geometry import (
    Key,
    PlacedArrow,
    PlacedBox,
    PlacedLane,
    PlacedText,
    Point,
    Rect,
    Sheet,
    Sheets,
)
from isoqms.report.map.signs import (
    ACCENT,
    INK,
    PALE,
    WHITE,
    arrowhead,
    bar,
    circle,
    diamond,
    mark,
    number,
    path,
    rect,
)
from isoqms.report.map.typeface import FAMILY, Face, plain

_HEADS = {"role": ("#dfe6ee", INK), "applicant": ("#33475b", WHITE), "agency": (WHITE, INK), "system": ("#c9ced4", INK)}
"""Fill and text colour of a lane's title cell by kind of lane."""
_BODIES = {"role": WHITE, "applicant": "#f1f4f7", "agency": WHITE, "system": "#f4f4f4"}
_BORDER = "#8794a1"
_HEAD_LENGTH = 6.5
_CORNER = 4.0


def to_svg(sheets: Sheets) -> tuple[str, ...]:
    """Return one SVG document per sheet; equal maps give equal text."""
    return tuple(_document(sheets, sheet) for sheet in sheets.sheets)


def _document(sheets: Sheets, sheet: Sheet) -> str:
    width, height = number(sheet.width), number(sheet.height)
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt"'
        f' viewBox="0 0 {width} {height}" role="img" aria-labelledby="title desc"'
        f' xml:lang="{escape(plain(sheets.diagram.lang), {chr(34): "&quot;"})}" font-family="{FAMILY}">',
        f'<title id="title">{escape(plain(sheets.diagram.title))}</title>',
        f'<desc id="desc">{escape(_description(sheets))}</desc>',
        rect(Rect(0, 0, sheet.width, sheet.height), WHITE, "none", 0),
        *(_lane(lane) for lane in sheet.lanes),
        rect(sheet.frame, "none", INK, 1.2),
        *(_arrow(arrow, sheet.scale) for arrow in sorted(sheet.arrows, key=lambda arrow: arrow.critical)),
        *(_label(arrow, sheet) for arrow in sheet.arrows if arrow.label),
        *(_box(box, sheet.scale) for box in sheet.boxes),
        *(_key(key) for key in sheet.legend),
        *(_text(text) for text in sheet.texts),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _description(sheets: Sheets) -> str:
    """Return the map in words: how many steps and lanes, and which step leads to which."""
    diagram = sheets.diagram
    names = {box.id: plain(f"{box.number}. {box.title}" if box.number else box.title) for box in diagram.boxes}
    steps = sum(not box.end for box in diagram.boxes)
    lanes = len({box.lane for box in diagram.boxes})
    flows = [words.flow(names[a.source], names[a.target], plain(a.label), diagram.lang) for a in diagram.arrows]
    return " ".join([words.picture(steps, lanes, diagram.lang), *flows])


def _text(text: PlacedText, fill: str = INK) -> str:
    """Return one line of text, its runs as spans."""
    spans = []
    for at, run in enumerate(text.line):
        words_of_run = escape(run.text) + (" " if at < len(text.line) - 1 else "")
        spans.append(_span(words_of_run, run.face, alone=len(text.line) == 1))
    face = text.line[0].face if len(text.line) == 1 else Face.REGULAR
    return (
        f'<text x="{number(text.x)}" y="{number(text.y)}" font-size="{number(text.size)}"'
        f' text-anchor="{text.anchor}"{_face(face)} fill="{fill}" xml:space="preserve">{"".join(spans)}</text>'
    )


def _span(words_of_run: str, face: Face, *, alone: bool) -> str:
    return words_of_run if alone or face == Face.REGULAR else f"<tspan{_face(face)}>{words_of_run}</tspan>"


def _face(face: Face) -> str:
    return {Face.BOLD: ' font-weight="bold"', Face.ITALIC: ' font-style="italic"', Face.REGULAR: ""}[face]


def _lane(lane: PlacedLane) -> str:
    kind = lane.lane.kind
    fill, ink = _HEADS[kind]
    dashes = "5 3" if kind == "agency" else ""
    texts = "".join(_text(text, ink) for text in lane.texts)
    head = rect(lane.head, fill, _BORDER, 0.8)
    if kind == "agency":
        inner = Rect(lane.head.x + 2.5, lane.head.y + 2.5, lane.head.w - 5, lane.head.h - 5)
        head += rect(inner, "none", INK, 0.8, dashes=dashes)
    return rect(lane.body, _BODIES[kind], _BORDER, 0.8) + head + texts


def _arrow(arrow: PlacedArrow, scale: float) -> str:
    """Return a line with rounded corners and its head; loops are dashed, the critical path is heavy."""
    colour, wide = (ACCENT, 2.1 * scale) if arrow.critical else (INK, 0.9 * scale)
    length = _HEAD_LENGTH * scale * (1.25 if arrow.critical else 1.0)
    tip, before = arrow.points[-1], arrow.points[-2]
    gap = abs(tip[0] - before[0]) + abs(tip[1] - before[1])
    back = min(length * 0.8, gap) / gap if gap else 0.0
    stop = (tip[0] + (before[0] - tip[0]) * back, tip[1] + (before[1] - tip[1]) * back)
    dashes = f' stroke-dasharray="{number(4 * scale)} {number(2.2 * scale)}"' if arrow.loop else ""
    line = (
        f'<path d="{_rounded((*arrow.points[:-1], stop), _CORNER * scale)}" fill="none" stroke="{colour}"'
        f' stroke-width="{number(wide)}"{dashes}/>'
    )
    return line + arrowhead(tip, before, length, colour)


def _rounded(corners: Sequence[Point], radius: float) -> str:
    """Return the path through `corners`, each turned in a small arc."""
    data = [f"M{number(corners[0][0])} {number(corners[0][1])}"]
    for before, here, after in zip(corners, corners[1:], corners[2:], strict=False):
        r = min(radius, _length(before, here) / 2, _length(here, after) / 2)
        near, far = _towards(here, before, r), _towards(here, after, r)
        data.append(f"L{number(near[0])} {number(near[1])}")
        data.append(f"Q{number(here[0])} {number(here[1])} {number(far[0])} {number(far[1])}")
    data.append(f"L{number(corners[-1][0])} {number(corners[-1][1])}")
    return " ".join(data)


def _length(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(here: Point, there: Point, distance: float) -> Point:
    length = _length(here, there) or 1.0
    return here[0] + (there[0] - here[0]) * distance / length, here[1] + (there[1] - here[1]) * distance / length


def _label(arrow: PlacedArrow, sheet: Sheet) -> str:
    """Return a label on a ground of the colour of the lane it stands in."""
    if arrow.label is None:
        return ""
    area = arrow.label.rect
    x, y = area.centre
    ground = next((_BODIES[lane.lane.kind] for lane in sheet.lanes if _holds(lane.body, x, y)), WHITE)
    return rect(area, ground, "none", 0) + "".join(_text(text) for text in arrow.label.texts)


def _holds(area: Rect, x: float, y: float) -> bool:
    return area.x <= x <= area.right and area.y <= y <= area.bottom


def _box(box: PlacedBox, scale: float) -> str:
    drawing = {"step": _step, "end": _ending, "start": _start, "to_sheet": _connector, "from_sheet": _connector}
    return "".join(drawing[box.kind](box, scale)) + "".join(_text(text) for text in box.texts)


def _step(box: PlacedBox, scale: float) -> Iterator[str]:
    colour, wide = (ACCENT, 2.0 * scale) if box.critical else (INK, 0.9 * scale)
    yield rect(box.rect, WHITE, colour, wide, 2.5 * scale)
    if box.foot is not None:
        yield _foot(box.foot, 2.5 * scale)
        yield rect(box.rect, "none", colour, wide, 2.5 * scale)
    yield from _marks(box, scale)
    if box.split_sign is not None and box.box is not None:
        if box.box.split == "one":
            yield diamond(box.split_sign, 0.9 * scale)
        else:
            yield bar(box.split_sign, hollow=False, wide=0.9 * scale)
    if box.join_sign is not None and box.box is not None:
        yield bar(box.join_sign, hollow=box.box.join == "any", wide=0.9 * scale)


def _foot(foot: Rect, radius: float) -> str:
    """Return the foot of a box, round at its lower corners as the box is."""
    left, right, top, bottom = (number(value) for value in (foot.x, foot.right, foot.y, foot.bottom))
    turn_right, turn_left, above = number(foot.right - radius), number(foot.x + radius), number(foot.bottom - radius)
    round_right = f"V{above} Q{right} {bottom} {turn_right} {bottom}"
    round_left = f"H{turn_left} Q{left} {bottom} {left} {above}"
    return path(f"M{left} {top} H{right} {round_right} {round_left} Z", 0.5, PALE)


def _marks(box: PlacedBox, scale: float) -> Iterator[str]:
    """Yield the marks in the foot of a step, from its right end."""
    if box.foot is None or box.box is None:
        return
    names = [f"clock_{box.box.clock}"] if box.box.clock != "running" else []
    names += ["automatic"] if box.box.automatic else []
    x, y = box.foot.right - 7.5 * scale, box.foot.centre[1]
    for name in names:
        yield mark(name, x, y, 3.9 * scale)
        x -= 10 * scale


def _ending(box: PlacedBox, scale: float) -> Iterator[str]:
    colour, wide = (ACCENT, 2.0 * scale) if box.critical else (INK, 1.3 * scale)
    yield rect(box.rect, WHITE, colour, wide, min(9 * scale, box.rect.h / 2))
    kind = box.box.end if box.box is not None else None
    yield mark(f"end_{kind}", box.rect.x + 10 * scale, box.rect.centre[1], 4.6 * scale)


def _start(box: PlacedBox, scale: float) -> Iterator[str]:
    disc = box.disc or box.rect
    x, y = disc.centre
    yield circle(x, y, disc.w / 2, WHITE, ACCENT if box.critical else INK, 1.4 * scale)
    yield circle(x, y, disc.w / 5, INK, INK, 0)


def _connector(box: PlacedBox, scale: float) -> Iterator[str]:
    disc = box.disc or box.rect
    yield circle(*disc.centre, disc.w / 2, WHITE, ACCENT if box.critical else INK, 1.2 * scale)


def _key(key: Key) -> str:
    """Return one entry of the legend."""
    x, y = key.rect.centre
    area = key.rect
    line = ((area.x, y), (area.right, y))
    if key.sign in ("critical", "loop"):
        drawing = _arrow(PlacedArrow("", "", line, None, key.sign == "critical", key.sign == "loop"), 1.0)
    elif key.sign.startswith("lane_"):
        fill = _HEADS[key.sign.removeprefix("lane_")][0]
        drawing = rect(area, fill, INK, 0.7, dashes="3 2" if key.sign == "lane_agency" else "")
    elif key.sign == "split_one":
        drawing = diamond(Rect(x - 6, y - 6, 12, 12), 0.9)
    elif key.sign in ("split_all", "join_all", "join_any"):
        drawing = _bar_key(key)
    elif key.sign == "foot":
        drawing = rect(area, WHITE, INK, 0.8) + rect(Rect(area.x, y + 0.5, area.w, area.h / 2 - 0.5), PALE, INK, 0.6)
    elif key.sign == "start":
        drawing = circle(x, y, 5, WHITE, INK, 1.2) + circle(x, y, 2, INK, INK, 0)
    elif key.sign == "connector":
        drawing = circle(x, y, 5, WHITE, INK, 1.2)
    else:
        drawing = mark(key.sign, x, y, 4.4)
    return drawing + _text(key.text)


def _bar_key(key: Key) -> str:
    """Return a bar with short lines on the side where the branches are."""
    x, y = key.rect.centre
    side = 1 if key.sign == "split_all" else -1
    lines = " ".join(f"M{number(x + dx)} {number(y)} v{number(side * 4.5)}" for dx in (-5, 5))
    whole = f"M{number(x)} {number(y)} v{number(-side * 4.5)}"
    return path(f"{lines} {whole}", 0.8) + bar(
        Rect(key.rect.x, y - 2.5, key.rect.w, 5), hollow=key.sign == "join_any", wide=0.8
    )
