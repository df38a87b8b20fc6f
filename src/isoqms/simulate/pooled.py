"""Times within which shares of dossiers are done: told of the dossiers of all replications together.

The quantile of each replication, averaged, would be another thing: in a line that changes slowly most runs are quiet
and a few are busy, and it is the busy ones that make the slow dossiers. The interval is that of W. S. Woodruff,
"Confidence intervals for medians and other position measures", Journal of the American Statistical Association 47,
1952: how surely the share of dossiers done by then is known, from how replications differ (`estimate.ratio`), read
back into times. Where it spans several cells of the histogram, dossiers are taken to be spread evenly within each;
where it lies within one, where all may have taken the same time, it reaches to the ends of that cell.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import fsum, sqrt
from typing import Final

from isoqms.metrics import Figure, Samples, Unit
from isoqms.simulate import codes
from isoqms.simulate.estimate import NO_DOSSIER, ONE_REPLICATION, student
from isoqms.words import Message

LOWEST: Final = 0.01
RATIO: Final = 1.01
"""Where the cells of the kernel's histograms begin, and by how much each is longer than the one before."""
_ROUNDING: Final = 1e-12
_WORD: Final = 8


@dataclass(frozen=True, slots=True)
class Tally:
    """How many dossiers of one replication took how long: the cells from the first to the last with any."""

    first: int
    counts: array[int]

    @classmethod
    def of(cls, bins: array[int], line: int) -> Tally:
        """Return the tally of a procedure from the histograms of all."""
        held = bins[line * codes.BINS : (line + 1) * codes.BINS].tobytes()
        empty = (len(held) - len(held.lstrip(b"\0"))) // _WORD
        used = -(-len(held.rstrip(b"\0")) // _WORD)
        return cls(empty, array("q", held[empty * _WORD : used * _WORD]))

    def below(self, cell: int) -> int:
        """Return how many dossiers are in the cells before this one."""
        return sum(self.counts[: max(0, cell - self.first)])


def merged(tallies: Sequence[Tally]) -> list[int]:
    """Return how many dossiers of all replications are in each cell, up to the last with any."""
    used = [each for each in tallies if each.counts]
    first = min((each.first for each in used), default=0)
    last = max((each.first + len(each.counts) for each in used), default=0)
    rows = (_empty(each.first - first) + each.counts + _empty(last - each.first - len(each.counts)) for each in used)
    return [0] * first + list(map(sum, zip(*rows, strict=True)))


def _empty(cells: int) -> array[int]:
    return array("q", bytes(_WORD * cells))


def edge(cell: int) -> float:
    """Return the time at which a cell begins."""
    return LOWEST * RATIO ** (cell - 1) if cell else 0.0


def within(tallies: Sequence[Tally], shares: Sequence[float], unit: Unit, reason: Message = NO_DOSSIER) -> list[Figure]:
    """Return the times within which shares of the dossiers are done; `reason` is given where there are none."""
    so_far = list(accumulate(merged(tallies)))
    if not so_far or not so_far[-1]:
        return [Figure.none(unit, reason)] * len(shares)
    numbers = [sum(each.counts) for each in tallies]
    return [_within(tallies, numbers, so_far, share, unit) for share in shares]


def _within(
    tallies: Sequence[Tally], numbers: Sequence[int], so_far: Sequence[int], share: float, unit: Unit
) -> Figure:
    whole, cell = so_far[-1], _cell(so_far, share)
    value = sqrt(edge(cell) * edge(cell + 1)) if cell else 0.0
    done = so_far[cell] / whole
    beyond = [each.below(cell + 1) - done * number for each, number in zip(tallies, numbers, strict=True)]
    runs = sum(number > 0 for number in numbers)
    if runs < 2:
        return Figure(value, None, None, unit, ONE_REPLICATION, Samples([value * each for each in numbers], numbers))
    half = student(runs - 1) * sqrt(fsum(each * each for each in beyond) * runs / (runs - 1)) / whole
    earlier, later = _cell(so_far, share - half) < cell, _cell(so_far, share + half) > cell
    low = _time(so_far, share - half) if earlier else edge(cell)
    high = _time(so_far, share + half) if later else edge(cell + 1)
    # by how many minutes the time moves where a replication has more or fewer dossiers done by then
    slope = (_time(so_far, share + half) - _time(so_far, share - half)) / (2 * half) if half else 0.0
    tops = [value * number - slope * each for number, each in zip(numbers, beyond, strict=True)]
    return Figure(value, low, high, unit, samples=Samples(tops, numbers))


def _time(so_far: Sequence[int], share: float) -> float:
    """Return the time within which a share of the dossiers is done, were they spread evenly within each cell."""
    cell = _cell(so_far, share)
    before = so_far[cell - 1] if cell else 0
    part = (share * so_far[-1] - before) / (so_far[cell] - before)
    return edge(cell) + min(1.0, max(0.0, part)) * (edge(cell + 1) - edge(cell))


def _cell(so_far: Sequence[int], share: float) -> int:
    """Return the cell in which so large a share of the dossiers is reached, the first or last with any at most."""
    wanted = min(1.0, share) * so_far[-1] * (1 - _ROUNDING)
    return bisect_left(so_far, max(wanted, _ROUNDING))
