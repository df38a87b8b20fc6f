"""How large each node must be for its texts, and where the texts stand in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from isoqms.report.map import words
from isoqms.report.map.diagram import Box
from isoqms.report.map.figure import Figure, Node
from isoqms.report.map.style import (
    BAR_DEPTH,
    LEADING,
    SMALL_SIZE,
    SPLIT_DEPTH,
    TEXT_PAD,
    TITLE_SIZE,
    Style,
)
from isoqms.report.map.typeface import Face, Line, Run, line_width, plain, wrap

MARK = 10.0
"""Room for one mark (clock, automatic) in the foot of a box."""
START = 13.0
"""Diameter of the start sign and of a connector's disc."""


@dataclass(frozen=True, slots=True)
class Block:
    """A node measured: width and height of the box on paper, its lines, its foot, and how far its signs stand out."""

    w: float
    h: float
    lines: tuple[Line, ...]
    foot: tuple[Line, ...] = ()
    foot_h: float = 0.0
    marks: int = 0
    entry: float = 0.0
    exit: float = 0.0


def measure(figure: Figure, ranks: tuple[int, ...], style: Style, least_v: dict[int, float]) -> tuple[Block, ...]:
    """Return the block of every node; steps side by side in one lane are made equally high.

    `least_v` gives nodes with several entries the extent across the flow they need.
    """
    blocks = [_block(node, figure, style, least_v.get(place, 0.0)) for place, node in enumerate(figure.nodes)]
    if style.orientation == "rows":
        return tuple(blocks)
    heights: dict[tuple[int, int], float] = {}
    steps = [place for place, node in enumerate(figure.nodes) if node.kind == "step"]
    for place in steps:
        cell = (figure.nodes[place].lane, ranks[place])
        heights[cell] = max(heights.get(cell, 0.0), blocks[place].h)
    for place in steps:
        blocks[place] = replace(blocks[place], h=heights[figure.nodes[place].lane, ranks[place]])
    return tuple(blocks)


def _block(node: Node, figure: Figure, style: Style, least_v: float) -> Block:
    """Measure one node that must be at least `least_v` points across the flow."""
    least_w, least_h = (least_v, 0.0) if style.orientation == "columns" else (0.0, least_v)
    wide = max(style.box_width, least_w)
    if node.kind == "start":
        return Block(START, START, ())
    if node.kind == "step" and node.box is not None:
        block = _step(node.box, figure, wide)
    elif node.kind == "end" and node.box is not None:
        block = _ending(node.box, wide)
    else:
        block = _connector(node, figure, style)
    return replace(block, w=max(block.w, least_w), h=max(block.h, least_h))


def _connector(node: Node, figure: Figure, style: Style) -> Block:
    """A connector is a disc with its number and, on the side away from its arrow, the sheet it leads to or from."""
    upright = style.orientation == "columns"
    room = style.box_width if upright else style.box_width - START - 3
    lines = wrap([Run(plain(words.connector(node, figure.lang)))], SMALL_SIZE, room)
    wide = max(line_width(line, SMALL_SIZE) for line in lines)
    high = len(lines) * SMALL_SIZE * LEADING
    if upright:
        return Block(max(wide, START), START + 2 + high, lines)
    return Block(START + 3 + wide, max(START, high), lines)


def _step(box: Box, figure: Figure, wide: float) -> Block:
    """A step is a box with number and title, and a foot when there is an allowance or a mark to show."""
    room = wide - 2 * TEXT_PAD
    number = [Run(plain(box.number) + ".", Face.BOLD)] if plain(box.number) else []
    lines = wrap([*number, Run(plain(box.title))], TITLE_SIZE, room)
    marks = int(box.clock != "running") + int(box.automatic)
    foot: tuple[Line, ...] = ()
    if plain(box.allowance):
        foot = wrap([Run(plain(box.allowance))], SMALL_SIZE, room - marks * MARK)
    foot_h = max(len(foot), int(marks > 0)) * SMALL_SIZE * LEADING + 3.5 if foot or marks else 0.0
    title_h = max(len(lines), 1) * TITLE_SIZE * LEADING + 2 * TEXT_PAD
    entry = BAR_DEPTH if box.join and _arriving(box, figure) > 1 else 0.0
    depth = SPLIT_DEPTH if box.split == "one" else BAR_DEPTH
    leave = depth if box.split and _leaving(box, figure) > 1 else 0.0
    return Block(wide, max(title_h + foot_h, 26.0), lines, foot, foot_h, marks, entry, leave)


def _arriving(box: Box, figure: Figure) -> int:
    return sum(figure.nodes[link.target].box is box for link in figure.links)


def _leaving(box: Box, figure: Figure) -> int:
    return sum(figure.nodes[link.source].box is box for link in figure.links)


def _ending(box: Box, wide: float) -> Block:
    """An ending is a rounded box, no wider than it needs, with the sign of its kind before the words."""
    lines = wrap([Run(plain(box.title))], SMALL_SIZE, wide - 2 * TEXT_PAD - MARK - 3)
    used = max((line_width(line, SMALL_SIZE) for line in lines), default=0.0) + 2 * TEXT_PAD + MARK + 3
    return Block(max(used, 30.0), max(len(lines) * SMALL_SIZE * LEADING + 9, 20.0), lines, marks=1)
