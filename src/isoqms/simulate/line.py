"""One procedure as a run follows it, and what the nodes of the tables are in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from isoqms.simulate.nodes import Course, Exit, Kind, Node
from isoqms.simulate.timelines import Timeline


@dataclass(frozen=True, slots=True)
class Line:
    """One procedure of a run: its id, the number of its employer, its kinds of dossiers with their courses.

    `working` and `reception` are timelines: when its office works and when it receives dossiers. For each course,
    `limits` holds the numbers, in the table of limits, of its legal and committed limit, plain and extended, -1 for
    none; `at_receipt` whether its clock runs from receipt, and `priorities` who is taken first.
    """

    id: str
    employer: int
    kinds: tuple[Kind, ...]
    courses: tuple[Course, ...]
    working: Timeline
    reception: Timeline
    limits: tuple[tuple[int, int, int, int], ...]
    at_receipt: tuple[bool, ...]
    priorities: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """What a node of the tables is: a step of a procedure, in one of its courses."""

    line: int
    course: int
    step: str
    node: Node

    @property
    def path(self) -> tuple[int, int]:
        """The line and course it belongs to."""
        return self.line, self.course


def places_of(lines: Sequence[Line]) -> tuple[Place, ...]:
    """Return the nodes of all courses, in the order of their numbers."""
    return tuple(
        Place(number, which, step, node)
        for number, line in enumerate(lines)
        for which, course in enumerate(line.courses)
        for step, node in course.nodes.items()
    )


def numbers_of(places: Iterable[Place]) -> Mapping[tuple[int, int, str], int]:
    """Return the number of each node, by its line, its course and its step."""
    return {(place.line, place.course, place.step): number for number, place in enumerate(places)}


def exits_of(course: Course) -> Iterable[Exit]:
    """Yield all ways of a course but those taken at bounds."""
    return (each for node in course.nodes.values() for each in node.exits)
