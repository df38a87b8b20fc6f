"""The smallest sets of changes that reach a target: all of them, looked at one by one, as long as they can be counted.

Sets are looked at by size, every set of a size before any larger one, so that what is found first is smallest: no
assumption is made of how changes work together. When the sets of the next size are more than may be looked at, one set
is built step by step instead (the change that helps most, then what is not needed taken out again); how much smaller a
set might be that was not looked at is said as the gap.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from math import inf
from typing import Any, Final, TypeAlias

MOST_SETS: Final = 600
"""Sets looked at unless the caller says otherwise."""

Ids: TypeAlias = frozenset[str]
Missing: TypeAlias = Callable[[Ids], float | None]
"""How much is missing to the target with a set: nothing or less when it is reached; None when it cannot be made."""


class Method(StrEnum):
    """How the sets were found: every set looked at, or one built step by step."""

    EXACT = "exact"
    STEP_BY_STEP = "step_by_step"


@dataclass(frozen=True, slots=True)
class Found:
    """The smallest sets that reach a target, the best of them first; none when no set does.

    `method` says how they were found, `gap` by how many changes a set might be smaller that was not looked at.
    `closest` is the set that comes closest, `missing` what is missing with it, `looked_at` how many sets were.
    """

    sets: tuple[Ids, ...]
    method: Method
    gap: int
    closest: Ids
    missing: float
    looked_at: int


def smallest(
    ids: Sequence[str],
    missing: Missing,
    clashes: Collection[Ids] = (),
    most_changes: int | None = None,
    most_sets: int = MOST_SETS,
    rank: Callable[[Ids], Any] = sorted,
) -> Found:
    """Return the smallest sets of `ids` with which nothing is missing to the target.

    Args:
        ids: the changes.
        missing: tells how much is missing with a set.
        clashes: sets of which no set may hold all, because they contradict each other.
        most_changes: how many changes a set may hold; all of them where nothing is said.
        most_sets: how many sets are looked at one by one before one is built step by step.
        rank: by which the sets found are ordered, the best first.

    Raises:
        ValueError: a number of changes below 0, or of sets below 1.
    """
    largest = len(ids) if most_changes is None else min(most_changes, len(ids))
    if largest < 0 or most_sets < 1:
        raise ValueError(f"no number of changes or sets: {most_changes}, {most_sets}")
    search = _Search(tuple(ids), missing, tuple(clashes))
    for size in range(largest + 1):
        level = list(search.of_size(size, most_sets - len(search.known) + 1))
        if size and len(level) + len(search.known) > most_sets:
            return search.step_by_step(size, largest, rank)
        if reached := [each for each in level if search.look(each) <= 0]:
            return search.found(tuple(sorted(reached, key=rank)), Method.EXACT, 0)
    return search.found((), Method.EXACT, 0)


@dataclass(slots=True)
class _Search:
    """What is known so far of sets: how much is missing with each; infinitely much where it cannot be made."""

    ids: tuple[str, ...]
    missing: Missing
    clashes: tuple[Ids, ...]
    known: dict[Ids, float] = field(default_factory=dict)

    def look(self, ids: Ids) -> float:
        if ids not in self.known:
            found = self.missing(ids) if self._agrees(ids) else None
            self.known[ids] = inf if found is None else found
        return self.known[ids]

    def of_size(self, size: int, most: int) -> Iterator[Ids]:
        """Yield the sets of a size without contradictions, at most so many."""
        for chosen in combinations(self.ids, size):
            if self._agrees(frozenset(chosen)):
                if most <= 0:
                    return
                most -= 1
                yield frozenset(chosen)

    def _agrees(self, ids: Ids) -> bool:
        return not any(clash <= ids for clash in self.clashes)

    def found(self, sets: tuple[Ids, ...], method: Method, gap: int) -> Found:
        closest = min(self.known, key=lambda ids: (self.known[ids], len(ids), sorted(ids)))
        return Found(sets, method, gap, closest, self.known[closest], len(self.known))

    def step_by_step(self, unseen: int, largest: int, rank: Callable[[Ids], Any]) -> Found:
        """Build sets from the closest one known; every set smaller than `unseen` is known not to reach the target."""
        chosen = min(self.known, key=lambda ids: (self.known[ids], len(ids), sorted(ids)))
        while self.look(chosen) > 0 and len(chosen) < largest:
            wider = [chosen | {id_} for id_ in self.ids if id_ not in chosen]
            best = min(wider, key=lambda ids: (self.look(ids), sorted(ids)))
            if self.look(best) == inf:
                break
            chosen = best
        while spare := [chosen - {id_} for id_ in chosen if self.look(chosen) <= 0 and self.look(chosen - {id_}) <= 0]:
            chosen = min(spare, key=lambda ids: (self.look(ids), sorted(ids)))
        reached = [ids for ids, lacking in self.known.items() if lacking <= 0]
        size = min(map(len, reached), default=0)
        sets = tuple(sorted((ids for ids in reached if len(ids) == size), key=rank))
        return self.found(sets, Method.STEP_BY_STEP, size - unseen if sets else 0)
