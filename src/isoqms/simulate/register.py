"""What tables hold once and call by number: the laws of times, and the timelines that are the same for all runs."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from isoqms.simulate.spread import Law
from isoqms.simulate.timelines import Timeline

WALL: Final = -1
"""The timeline that is always open."""


@dataclass(slots=True)
class Register:
    """Numbers given to laws and timelines, the same to equals.

    They hold long rows, so that one that was seen before is known by being the same object.
    """

    law_rows: list[float] = field(default_factory=list)
    """For each law its kind, its four figures, where its table begins and how long that is."""
    law_tables: list[float] = field(default_factory=list)
    _laws: dict[tuple[float, ...], int] = field(default_factory=dict)
    _timelines: dict[Timeline, int] = field(default_factory=dict)
    _seen: dict[int, tuple[object, int]] = field(default_factory=dict)

    @property
    def timelines(self) -> tuple[Timeline, ...]:
        """The timelines in the order of their numbers."""
        return tuple(self._timelines)

    def law(self, law: Law | None) -> int:
        """Return the number of a law, -1 for none."""
        if law is None:
            return -1
        if id(law) not in self._seen:
            self._seen[id(law)] = law, self._number_of(law)
        return self._seen[id(law)][1]

    def _number_of(self, law: Law) -> int:
        if id(law.table) not in self._seen:
            self._seen[id(law.table)] = law.table, len(self.law_tables)
            self.law_tables += law.table
        figures = (law.kind, law.a, law.b, law.c, law.d, self._seen[id(law.table)][1], len(law.table))
        if figures not in self._laws:
            self._laws[figures] = len(self._laws)
            self.law_rows += map(float, figures)
        return self._laws[figures]

    def timeline(self, timeline: Timeline) -> int:
        """Return the number of a timeline, `WALL` for one that is always open."""
        if id(timeline) not in self._seen:
            always = is_always(timeline)
            number = WALL if always else self._timelines.setdefault(timeline, len(self._timelines))
            self._seen[id(timeline)] = timeline, number
        return self._seen[id(timeline)][1]


def is_always(timeline: Timeline) -> bool:
    """Say whether a timeline that repeats has no moment at which it is closed."""
    return len(timeline.opens) == 1 and timeline.closes[0] - timeline.opens[0] == timeline.period


def listed(starts: str, held: str, lists: Sequence[Sequence[int]]) -> dict[str, array[int]]:
    """Return lists written one after the other, with where each begins: two columns by their names."""
    return {
        starts: array("q", [0, *accumulate(map(len, lists))]),
        held: array("q", [each for part in lists for each in part]),
    }
