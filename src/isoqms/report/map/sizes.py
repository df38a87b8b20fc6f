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


def measure(
    figure: Figure, ranks: tuple[int, ...], style: Style, least_v: dict[int, float]
) -> tuple[Block, ...]:
    """Return the block of every node; steps side by side in one lane are made equally high.

    `least_v` gives nodes with several entries the extent across the flow they need.
    """
    blocks = []
    for place, node in enumerate(figure.nodes):
        least = least_v.get(place, 0.0) if style.orientation == "rows" else 0.0
        blocks.append(_block(node, figure, style, least))
    if style.orientation == "columns":
        heights: dict[tuple[int, int], float] = {}
        cells = [(node.lane, rank) for node, rank in zip(figure.nodes, ranks, strict=True)]
        for node, cell, block in zip(figure.nodes, cells, blocks, strict=True):
            if node.kind == "step":
                heights[cell] = max(heights.get(cell, 0.0), block.h)
        for place, node in enumerate(figure.nodes):
            if node.kind == "step":
                blocks[place] = replace(blocks[place], h=heights[cells[place]])
    return tuple(blocks)


def _block(node: Node, figure: Figure, style: Style, least_h: float) -> Block:
    if node.kind == "start":
        return Block(START, START, ())
    if node.kind == "step" and node.box is not None:
        return _step(node.box, figure, style, least_h)
    if node.kind == "end" and node.box is not None:
        return _ending(node.box, style, least_h)
    return _connector(node, figure, style, least_h)


def _connector(node: Node, figure: Figure, style: Style, least_h: float) -> Block:
    """A connector is a disc with its number and, on the side away from its arrow, the sheet it leads to or from."""
    upright = style.orientation == "columns"
    room = style.box_width if upright else style.box_width - START - 3
    lines = wrap([Run(plain(words.connector(node, figure.lang)))], SMALL_SIZE, room)
    wide = max(line_width(line, SMALL_SIZE) for line in lines)
    high = len(lines) * SMALL_SIZE * LEADING
    if upright:
        return Block(max(wide, START), START + 2 + high, lines)
    return Block(START + 3 + wide, max(START, high, least_h), lines)


def _step(box: Box, figure: Figure, style: Style, least_h: float) -> Block:
    room = style.box_width - 2 * TEXT_PAD
    number = [Run(plain(box.number) + ".", Face.BOLD)] if plain(box.number) else []
    lines = wrap([*number, Run(plain(box.title))], TITLE_SIZE, room)
    marks = int(box.clock != "running") + int(box.automatic)
    foot: tuple[Line, ...] = ()
    if plain(box.allowance):
        foot = wrap([Run(plain(box.allowance))], SMALL_SIZE, room - marks * MARK)
    foot_h = max(len(foot), int(marks > 0)) * SMALL_SIZE * LEADING + 3.5 if foot or marks else 0.0
    title_h = max(len(lines), 1) * TITLE_SIZE * LEADING + 2 * TEXT_PAD
    entry = BAR_DEPTH if box.join and _arriving(box, figure) > 1 else 0.0
    leaving = sum(figure.nodes[link.source].box is box for link in figure.links)
    depth = SPLIT_DEPTH if box.split == "one" else BAR_DEPTH
    return Block(
        style.box_width,
        max(title_h + foot_h, least_h, 26.0),
        lines,
        foot,
        foot_h,
        marks,
        entry,
        depth if box.split and leaving > 1 else 0.0,
    )


def _arriving(box: Box, figure: Figure) -> int:
    return sum(figure.nodes[link.target].box is box for link in figure.links)


def _ending(box: Box, style: Style, least_h: float) -> Block:
    """An ending is a rounded box, no wider than it needs, with the sign of its kind before the words."""
    room = style.box_width - 2 * TEXT_PAD - MARK - 3
    lines = wrap([Run(plain(box.title))], SMALL_SIZE, room)
    wide = max((line_width(line, SMALL_SIZE) for line in lines), default=0.0) + 2 * TEXT_PAD + MARK + 3
    return Block(max(wide, 30.0), max(len(lines) * SMALL_SIZE * LEADING + 9, 20.0, least_h), lines, marks=1)
