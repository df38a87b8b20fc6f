"""What must hold of any map on paper, checked from its geometry alone.

Nothing here knows how maps are laid out: it reads finished sheets, measures texts with another library than the one
the layout uses, and returns every breach as a sentence. An empty list is a map one may hang on a wall.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, pairwise
from pathlib import Path

from PIL import ImageFont

import isoqms
from isoqms.report.map.geometry import PlacedArrow, PlacedBox, PlacedText, Point, Rect, Sheet, Sheets

TOUCH = 0.05
"""Points by which things may touch through rounding."""
SAME_LINE = 1.0
"""Lines nearer than this many points are read as one."""

Segment = tuple[Point, Point]


def breaches(sheets: Sheets) -> list[str]:
    """Return every breach of every rule on every sheet, and of the rules that concern the sheets together."""
    found = [f"sheet {sheet.number}: {text}" for sheet in sheets.sheets for rule in RULES for text in rule(sheet)]
    return found + list(completeness(sheets))


def boxes_in_lanes(sheet: Sheet) -> Iterator[str]:
    lanes = {lane.lane.id: lane.body for lane in sheet.lanes}
    for box in sheet.boxes:
        for area in _areas(box):
            if not _inside(area, lanes[box.lane]):
                yield f"{box.id} stands outside its lane {box.lane}"


def boxes_apart(sheet: Sheet) -> Iterator[str]:
    for one, other in combinations(sheet.boxes, 2):
        if any(_overlap(a, b) for a in _areas(one) for b in _areas(other)):
            yield f"{one.id} lies on {other.id}"


def arrows_upright_and_level(sheet: Sheet) -> Iterator[str]:
    for arrow in sheet.arrows:
        if len(arrow.points) < 2:
            yield f"{_name(arrow)} has no length"
        for (x, y), (x2, y2) in pairwise(arrow.points):
            if min(abs(x - x2), abs(y - y2)) > TOUCH:
                yield f"{_name(arrow)} runs aslant"


def arrows_join_their_boxes(sheet: Sheet) -> Iterator[str]:
    boxes = {box.id: box for box in sheet.boxes}
    for arrow in sheet.arrows:
        for point, box in ((arrow.points[0], boxes[arrow.source]), (arrow.points[-1], boxes[arrow.target])):
            if not any(_on_border(point, area) for area in _areas(box)):
                yield f"{_name(arrow)} does not touch {box.id}"


def arrows_avoid_boxes(sheet: Sheet) -> Iterator[str]:
    for arrow in sheet.arrows:
        for segment in pairwise(arrow.points):
            for box in sheet.boxes:
                if any(_overlap(_thin(segment), area) for area in _areas(box)):
                    yield f"{_name(arrow)} runs through {box.id}"


def strangers_apart(sheet: Sheet) -> Iterator[str]:
    for one, other in combinations(sheet.arrows, 2):
        if one.source == other.source or one.target == other.target:
            continue
        for a in pairwise(one.points):
            for b in pairwise(other.points):
                if _on_one_line(a, b):
                    yield f"{_name(one)} and {_name(other)} run on one line at {a} / {b}"


def no_arrow_runs_back_on_itself(sheet: Sheet) -> Iterator[str]:
    for arrow in sheet.arrows:
        for a, b in combinations(list(pairwise(arrow.points)), 2):
            if _on_one_line(a, b):
                yield f"{_name(arrow)} runs on its own line"


def room_for_arrowheads(sheet: Sheet) -> Iterator[str]:
    for arrow in sheet.arrows:
        (x, y), (x2, y2) = arrow.points[-2:]
        if abs(x - x2) + abs(y - y2) < 7 * sheet.scale:
            yield f"{_name(arrow)} has no room for its head"


def _labelled(sheet: Sheet) -> list[tuple[PlacedArrow, Rect]]:
    return [(arrow, arrow.label.rect) for arrow in sheet.arrows if arrow.label is not None]


def labels_clear_of_boxes(sheet: Sheet) -> Iterator[str]:
    for arrow, area in _labelled(sheet):
        for box in sheet.boxes:
            if any(_overlap(area, other) for other in _areas(box)):
                yield f"label of {_name(arrow)} lies on {box.id}"
        for lane in sheet.lanes:
            if _overlap(area, lane.head):
                yield f"label of {_name(arrow)} lies on the title of {lane.lane.id}"
    for (one, a), (other, b) in combinations(_labelled(sheet), 2):
        if _overlap(a, b):
            yield f"labels of {_name(one)} and {_name(other)} lie on one another"


def labels_clear_of_arrows(sheet: Sheet) -> Iterator[str]:
    for arrow, area in _labelled(sheet):
        for stranger in sheet.arrows:
            if stranger != arrow and any(_overlap(_thin(segment), area) for segment in pairwise(stranger.points)):
                yield f"{_name(stranger)} crosses the label of {_name(arrow)}"
        if not any(_near(segment, area, 6 * sheet.scale) for segment in pairwise(arrow.points)):
            yield f"label of {_name(arrow)} is far from its arrow"
        if not _inside(area, sheet.frame):
            yield f"label of {_name(arrow)} leaves the map"


def texts_fit(sheet: Sheet) -> Iterator[str]:
    rooms = [(box.rect, text) for box in sheet.boxes for text in box.texts]
    rooms += [(lane.head, text) for lane in sheet.lanes for text in lane.texts]
    rooms += [(a.label.rect, text) for a in sheet.arrows if a.label is not None for text in a.label.texts]
    page = Rect(0, 0, sheet.width, sheet.height)
    rooms += [(page, text) for text in (*sheet.texts, *(key.text for key in sheet.legend))]
    for room, text in rooms:
        if not _inside(extent(text), room):
            yield f"the text {_words(text)!r} is larger than its room"


def texts_apart(sheet: Sheet) -> Iterator[str]:
    texts = [text for box in sheet.boxes for text in box.texts] + [text for lane in sheet.lanes for text in lane.texts]
    texts += [text for a in sheet.arrows if a.label is not None for text in a.label.texts]
    texts += [*sheet.texts, *(key.text for key in sheet.legend)]
    for one, other in combinations(texts, 2):
        if _overlap(extent(one), extent(other)):
            yield f"the texts {_words(one)!r} and {_words(other)!r} lie on one another"


def everything_on_the_page(sheet: Sheet) -> Iterator[str]:
    page = Rect(10, 10, sheet.width - 20, sheet.height - 20)
    if not _inside(sheet.frame, page):
        yield "the map leaves the page"
    for lane in sheet.lanes:
        if not _inside(lane.body, sheet.frame) or not _inside(lane.head, sheet.frame):
            yield f"lane {lane.lane.id} leaves the map"
    for arrow in sheet.arrows:
        if not all(_inside(Rect(x, y, 0, 0), sheet.frame) for x, y in arrow.points):
            yield f"{_name(arrow)} leaves the map"
    for key in sheet.legend:
        if not _inside(key.rect, page) or _overlap(key.rect, sheet.frame):
            yield f"the sign {key.sign} of the legend leaves its place"
    for text in sheet.texts:
        if _overlap(extent(text), sheet.frame):
            yield f"the text {_words(text)!r} lies on the map"


def lanes_apart(sheet: Sheet) -> Iterator[str]:
    areas = [(lane.lane.id, area) for lane in sheet.lanes for area in (lane.head, lane.body)]
    for (one, a), (other, b) in combinations(areas, 2):
        if _overlap(a, b):
            yield f"lanes {one} and {other} lie on one another"


RULES = (
    boxes_in_lanes,
    boxes_apart,
    arrows_upright_and_level,
    arrows_join_their_boxes,
    arrows_avoid_boxes,
    strangers_apart,
    no_arrow_runs_back_on_itself,
    room_for_arrowheads,
    labels_clear_of_boxes,
    labels_clear_of_arrows,
    texts_fit,
    texts_apart,
    everything_on_the_page,
    lanes_apart,
)


def completeness(sheets: Sheets) -> Iterator[str]:
    """Every box once; every arrow once, straight or through connectors with the same number; nothing else."""
    drawn = Counter(box.id for sheet in sheets.sheets for box in sheet.boxes if box.box is not None)
    for box in sheets.diagram.boxes:
        if drawn[box.id] != 1:
            yield f"{box.id} is drawn {drawn[box.id]} times"
    wanted = {(arrow.source, arrow.target) for arrow in sheets.diagram.arrows}
    found = set(_flows(sheets))
    for source, target in sorted(wanted ^ found):
        yield f"{source} -> {target} is {'not' if (source, target) in wanted else 'wrongly'} drawn"
    labelled = {(arrow.source, arrow.target) for arrow in sheets.diagram.arrows if arrow.label.strip()}
    plain = {(a.source, a.target) for sheet in sheets.sheets for a in sheet.arrows if a.label is None}
    for source, target in sorted(labelled & plain):
        yield f"{source} -> {target} has lost its label"


def _flows(sheets: Sheets) -> Iterator[tuple[str, str]]:
    """Yield every pair of boxes between which the sheets show a way, connectors followed by their number."""
    kinds = {box.id: box.kind for sheet in sheets.sheets for box in sheet.boxes}
    numbers = {(sheet.number, box.id): box.number for sheet in sheets.sheets for box in sheet.boxes}
    entries = {
        numbers[sheet.number, arrow.source]: arrow.target
        for sheet in sheets.sheets
        for arrow in sheet.arrows
        if kinds[arrow.source] == "from_sheet"
    }
    for sheet in sheets.sheets:
        for arrow in sheet.arrows:
            if kinds[arrow.source] in ("start", "from_sheet"):
                continue
            if kinds[arrow.target] == "to_sheet":
                yield arrow.source, entries.get(numbers[sheet.number, arrow.target], "nowhere")
            else:
                yield arrow.source, arrow.target


def smallest_text(sheets: Sheets) -> float:
    """Return the size in points of the smallest text on any map."""
    return min(
        text.size
        for sheet in sheets.sheets
        for thing in (*sheet.boxes, *sheet.lanes, *(arrow.label for arrow in sheet.arrows if arrow.label is not None))
        for text in thing.texts
    )


def extent(text: PlacedText) -> Rect:
    """Return the room a line takes from its x-height to its baseline, measured by FreeType with kerning."""
    wide = sum(_length(run.text, run.face) for run in text.line)
    wide = (wide + max(len(text.line) - 1, 0) * _length(" ", "Regular")) * text.size / 100
    left = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    return Rect(left, text.y - 0.72 * text.size, wide, 0.72 * text.size)


@lru_cache(maxsize=8192)
def _length(text: str, face: str) -> float:
    return _font(face).getlength(text)


@lru_cache(maxsize=3)
def _font(face: str) -> ImageFont.FreeTypeFont:
    folder = Path(isoqms.__file__).parent / "report" / "fonts"
    return ImageFont.truetype(str(folder / f"LiberationSans-{face}.ttf"), 100)


def _words(text: PlacedText) -> str:
    return " ".join(run.text for run in text.line)


def _name(arrow: PlacedArrow) -> str:
    return f"{arrow.source} -> {arrow.target}"


def _areas(box: PlacedBox) -> list[Rect]:
    return [area for area in (box.rect, box.split_sign, box.join_sign) if area is not None]


def _inside(inner: Rect, outer: Rect) -> bool:
    return (
        inner.x >= outer.x - TOUCH
        and inner.y >= outer.y - TOUCH
        and inner.x + inner.w <= outer.x + outer.w + TOUCH
        and inner.y + inner.h <= outer.y + outer.h + TOUCH
    )


def _overlap(one: Rect, other: Rect) -> bool:
    return (
        one.x < other.x + other.w - TOUCH
        and other.x < one.x + one.w - TOUCH
        and one.y < other.y + other.h - TOUCH
        and other.y < one.y + one.h - TOUCH
    )


def _thin(segment: Segment) -> Rect:
    """Return a segment as an area a hair wide, so that it overlaps what it runs through but not what it touches."""
    (x, y), (x2, y2) = segment
    hair = 3 * TOUCH
    if abs(x - x2) > abs(y - y2):
        return Rect(min(x, x2), min(y, y2) - hair / 2, abs(x - x2), abs(y - y2) + hair)
    return Rect(min(x, x2) - hair / 2, min(y, y2), abs(x - x2) + hair, abs(y - y2))


def _near(segment: Segment, area: Rect, distance: float) -> bool:
    wider = Rect(area.x - distance, area.y - distance, area.w + 2 * distance, area.h + 2 * distance)
    return _overlap(_thin(segment), wider)


def _on_border(point: Point, area: Rect) -> bool:
    x, y = point
    if not _inside(Rect(x, y, 0, 0), area):
        return False
    gaps = (x - area.x, area.x + area.w - x, y - area.y, area.y + area.h - y)
    return min(abs(gap) for gap in gaps) <= TOUCH


def _on_one_line(one: Segment, other: Segment) -> bool:
    for along, over in ((0, 1), (1, 0)):
        if abs(one[0][over] - one[1][over]) < TOUCH and abs(other[0][over] - other[1][over]) < TOUCH:
            a, b = sorted((one[0][along], one[1][along])), sorted((other[0][along], other[1][along]))
            meet = min(a[1], b[1]) - max(a[0], b[0])
            if abs(one[0][over] - other[0][over]) < SAME_LINE and meet > TOUCH:
                return True
    return False
