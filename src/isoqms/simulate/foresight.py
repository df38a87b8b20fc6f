"""Which times are drawn as a dossier comes: those of the steps it most likely takes.

A draw takes the processor as long as all else at a step. Those made one after the other as a dossier comes overlap; one
made when a step begins keeps everything waiting, for what happens next hangs on it.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Final

from isoqms.procedure import Ending
from isoqms.simulate import codes
from isoqms.simulate.line import Line, Place, numbers_of
from isoqms.simulate.nodes import Course

LIKELY: Final = 0.5
"""From which share of the dossiers on that come to a step the first time, its work is drawn ahead."""


def foresight_columns(places: Sequence[Place], lines: Sequence[Line]) -> dict[str, Any]:
    """Return the columns of what is drawn ahead, by kind and by node.

    Args:
        places: what each node is.
        lines: the procedures.
    """
    numbers = numbers_of(places)
    of_node = array("q", [-1] * len(places))
    ahead = []
    for number, line in enumerate(lines):
        nodes = [
            [numbers[number, which, step] for step in _likely(course) if course.nodes[step].times.kind == codes.WORK]
            for which, course in enumerate(line.courses)
        ]
        for each in nodes:
            for place, node in enumerate(each):
                of_node[node] = place
        ahead += [nodes[kind.course] for kind in line.kinds]
    return {
        "node_ahead": of_node,
        "kind_ahead": array("q", accumulate(map(len, ahead), initial=0)),
        "nodes_ahead": array("q", [node for each in ahead for node in each]),
        "ahead": max(map(len, ahead), default=0),
    }


def _likely(course: Course) -> dict[str, float]:
    """Return the steps a dossier comes to without going back, each with the share of the likeliest way to it."""
    found = {course.start: 1.0}
    open_ = [course.start]
    while open_:
        step = open_.pop()
        node = course.nodes[step]
        for way in node.exits:
            share = found[step] * (1.0 if node.flags & codes.SPLIT else way.share)
            if not isinstance(way.to, Ending) and share >= LIKELY and share > found.get(way.to, 0.0):
                found[way.to] = share
                open_.append(way.to)
    return found
