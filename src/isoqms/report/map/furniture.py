"""What stands around the map on a sheet: title block, notes, legend and foot; what they leave is the map's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from isoqms.report.map import words
from isoqms.report.map.diagram import Clock, Diagram, End, Join, LaneKind, Split
from isoqms.report.map.geometry import Key, PlacedText, Rect
from isoqms.report.map.typeface import Face, Line, Run, line_width, plain, wrap

MARGIN = 28.0
"""Free edge of every sheet in points (1 cm)."""
HEADING, INFORMATION, NOTE = 14.0, 9.0, 8.0
"""Font sizes in points: the title; the lines under it; notes, legend and foot."""
SIGN_W, SIGN_H, SIGN_GAP = 20.0, 10.0, 14.0
"""Size of a sign in the legend, and the space between two entries."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """The texts and legend of a sheet, and the area left for the map."""

    texts: tuple[PlacedText, ...]
    legend: tuple[Key, ...]
    area: Rect


def furnish(
    diagram: Diagram,
    notes: tuple[str, ...],
    page: tuple[float, float],
    sheet: tuple[int, int] = (1, 1),
    end: float | None = None,
) -> Furniture:
    """Set title block, notes, legend and foot on a sheet.

    Args:
        page: width and height of the sheet in points.
        sheet: its number, and how many sheets there are.
        end: where the map ends, once that is known; notes and legend then follow it instead of keeping to the foot.
    """
    width, height = page
    room = width - 2 * MARGIN
    title, top = _title(diagram, room)
    keys, legend_h = _legend(signs_of(diagram, sheet[1]), diagram.lang, room)
    lines = [line for note in notes for line in wrap([Run(plain(note))], NOTE, room)]
    pitch = NOTE * 1.3
    notes_h = len(lines) * pitch + 3 if lines else 0.0
    last = height - MARGIN - 12 - legend_h - notes_h
    below = last if end is None else min(end + 6, last)
    texts = [
        *title,
        *_foot(diagram, width, height, *sheet),
        *(PlacedText(MARGIN, below + (at + 0.9) * pitch, line, NOTE, "start") for at, line in enumerate(lines)),
    ]
    placed = tuple(_lowered(key, below + notes_h) for key in keys)
    return Furniture(tuple(texts), placed, Rect(MARGIN, top, room, last - 6 - top))


def _title(diagram: Diagram, room: float) -> tuple[list[PlacedText], float]:
    """Return the title block and where it ends: office and code, the title, the lines under it."""
    texts: list[PlacedText] = []
    y = MARGIN
    code = plain(diagram.code)
    if plain(diagram.office) or code:
        beside = line_width((Run(code, Face.BOLD),), INFORMATION) + 20 if code else 0.0
        lines = wrap([Run(plain(diagram.office))], INFORMATION, room - beside)
        if code:
            texts.append(PlacedText(MARGIN + room, y + INFORMATION, (Run(code, Face.BOLD),), INFORMATION, "end"))
        y = _set(lines, INFORMATION, y, texts) if lines else y + INFORMATION * 1.25
    y = _set(wrap([Run(plain(diagram.title), Face.BOLD)], HEADING, room), HEADING, y + 2, texts)
    for line in diagram.lines:
        y = _set(wrap([Run(plain(line))], INFORMATION, room), INFORMATION, y + 1, texts)
    return texts, y + 8


def _set(lines: tuple[Line, ...], size: float, y: float, texts: list[PlacedText]) -> float:
    """Set lines from the left margin, `y` being the top of the first; return the bottom of the last."""
    for line in lines:
        texts.append(PlacedText(MARGIN, y + size, line, size, "start"))
        y += size * 1.25
    return y


def _foot(diagram: Diagram, width: float, height: float, number: int, count: int) -> list[PlacedText]:
    texts = []
    y = height - MARGIN
    page = (Run(words.sheet_of(number, count, diagram.lang)),) if count > 1 else ()
    room = width - 2 * MARGIN - line_width(page, NOTE) - 20
    if plain(diagram.stamp):
        lines = wrap([Run(plain(diagram.stamp))], NOTE, room)
        texts.append(PlacedText(MARGIN, y, lines[0], NOTE, "start"))
    if page:
        texts.append(PlacedText(width - MARGIN, y, page, NOTE, "end"))
    return texts


def signs_of(diagram: Diagram, sheets: int = 1) -> tuple[str, ...]:
    """Return the names of the signs which a map of this diagram uses, in the order of its legend."""
    boxes, order = diagram.boxes, {box.id: at for at, box in enumerate(diagram.boxes)}
    leaving = {box.id: sum(arrow.source == box.id for arrow in diagram.arrows) for box in boxes}
    arriving = {box.id: sum(arrow.target == box.id for arrow in diagram.arrows) for box in boxes}
    loops = any(order[arrow.target] <= order[arrow.source] for arrow in diagram.arrows)
    used = {
        "start": any(box.start for box in boxes),
        "foot": any(box.allowance and not box.end for box in boxes),
        "critical": any(box.critical for box in boxes) or any(arrow.critical for arrow in diagram.arrows),
        "loop": loops,
        "connector": sheets > 1,
        "automatic": any(box.automatic for box in boxes),
    }
    used |= {f"split_{kind}": any(b.split == kind and leaving[b.id] > 1 for b in boxes) for kind in get_args(Split)}
    used |= {f"join_{kind}": any(b.join == kind and arriving[b.id] > 1 for b in boxes) for kind in get_args(Join)}
    clocks = (clock for clock in get_args(Clock) if clock != "running")
    used |= {f"clock_{clock}": any(box.clock == clock and not box.end for box in boxes) for clock in clocks}
    used |= {f"end_{end}": any(box.end == end for box in boxes) for end in get_args(End)}
    in_use = {box.lane for box in boxes}
    kinds = (kind for kind in get_args(LaneKind) if kind != "role")
    used |= {f"lane_{kind}": any(lane.kind == kind and lane.id in in_use for lane in diagram.lanes) for kind in kinds}
    return tuple(sign for sign, there in used.items() if there)


def _legend(signs: tuple[str, ...], lang: str, room: float) -> tuple[list[Key], float]:
    """Return the entries in rows as wide as the sheet, and the height of all rows; the first row begins at 0."""
    keys: list[Key] = []
    x, y, pitch = 0.0, 0.0, 14.0
    for sign in signs:
        line = (Run(words.legend(sign, lang)),)
        wide = SIGN_W + 4 + line_width(line, NOTE)
        if x and x + wide > room:
            x, y = 0.0, y + pitch
        rect = Rect(MARGIN + x, y + 2, SIGN_W, SIGN_H)
        keys.append(Key(sign, rect, PlacedText(rect.right + 4, y + 7 + NOTE * 0.36, line, NOTE, "start")))
        x += wide + SIGN_GAP
    return keys, y + pitch + 2 if keys else 0.0


def _lowered(key: Key, by: float) -> Key:
    rect, text = key.rect, key.text
    moved = PlacedText(text.x, text.y + by, text.line, text.size, text.anchor)
    return Key(key.sign, Rect(rect.x, rect.y + by, rect.w, rect.h), moved)
