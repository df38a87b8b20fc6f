"""Times within which shares of dossiers are done: told of the dossiers of all replications together.

The quantile of each replication, averaged, would be another thing: in a line that changes slowly most runs are quiet
and a few are busy, and it is the busy ones that make the slow dossiers. The interval is that of W. S. Woodruff,
"Confidence intervals for medians and other position measures", Journal of the American Statistical Association 47,
1952: how surely the share of dossiers done by then is known, from how replications differ (`estimate.ratio`), read
back into times. Of each cell of the histogram the shortest and the longest time are known: where a time is always the
same, it is told exactly. Where the interval spans several cells, dossiers are taken to be spread evenly between the
two; where it lies within one, it reaches from the one to the other.
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
    """How many dossiers of one replication took how long: the cells from the first to the last with any.

    Of each cell there are the number of dossiers, and the shortest and the longest of their times.
    """

    first: int
    counts: array[float]
    shortest: array[float]
    longest: array[float]

    @classmethod
    def of(cls, bins: array[float], line: int) -> Tally:
        """Return the tally of a procedure from the histograms of all."""
        row = codes.BINS * codes.B_COLUMNS
        held = bins[line * row : (line + 1) * row]
        counts = held[codes.B_COUNT :: codes.B_COLUMNS].tobytes()
        used = -(-len(counts.rstrip(b"\0")) // _WORD)
        first = min(used, (len(counts) - len(counts.lstrip(b"\0"))) // _WORD)
        columns = (codes.B_COUNT, codes.B_SHORTEST, codes.B_LONGEST)
        return cls(first, *(held[column :: codes.B_COLUMNS][first:used] for column in columns))

    def below(self, cell: int) -> float:
        """Return how many dossiers are in the cells before this one."""
        return sum(self.counts[: max(0, cell - self.first)])

    def ends(self, cell: int) -> tuple[float, ...]:
        """Return the shortest and the longest time in a cell, nothing where there is none."""
        place = cell - self.first
        if not 0 <= place < len(self.counts) or not self.counts[place]:
            return ()
        return self.shortest[place], self.longest[place]


def merged(tallies: Sequence[Tally]) -> list[float]:
    """Return how many dossiers of all replications are in each cell, up to the last with any."""
    used = [each for each in tallies if each.counts]
    first = min((each.first for each in used), default=0)
    last = max((each.first + len(each.counts) for each in used), default=0)
    rows = (_empty(each.first - first) + each.counts + _empty(last - each.first - len(each.counts)) for each in used)
    return [0.0] * first + list(map(sum, zip(*rows, strict=True)))


def _empty(cells: int) -> array[float]:
    return array("d", bytes(_WORD * cells))


def within(tallies: Sequence[Tally], shares: Sequence[float], unit: Unit, reason: Message = NO_DOSSIER) -> list[Figure]:
    """Return the times within which shares of the dossiers are done; `reason` is given where there are none."""
    so_far = list(accumulate(merged(tallies)))
    if not so_far or not so_far[-1]:
        return [Figure.none(unit, reason)] * len(shares)
    numbers = [sum(each.counts) for each in tallies]
    return [_within(tallies, numbers, so_far, share, unit) for share in shares]


def _within(
    tallies: Sequence[Tally], numbers: Sequence[float], so_far: Sequence[float], share: float, unit: Unit
) -> Figure:
    whole, cell = so_far[-1], _cell(so_far, share)
    shortest, longest = _ends(tallies, cell)
    value = (shortest + longest) / 2
    done = so_far[cell] / whole
    beyond = [each.below(cell + 1) - done * number for each, number in zip(tallies, numbers, strict=True)]
    runs = sum(number > 0 for number in numbers)
    if runs < 2:
        return Figure(value, None, None, unit, ONE_REPLICATION, Samples([value * each for each in numbers], numbers))
    half = student(runs - 1) * sqrt(fsum(each * each for each in beyond) * runs / (runs - 1)) / whole
    earlier, later = (_time(tallies, so_far, at) for at in (share - half, share + half))
    low = earlier if _cell(so_far, share - half) < cell else shortest
    high = later if _cell(so_far, share + half) > cell else longest
    # by how many minutes the time moves where a replication has more or fewer dossiers done by then
    slope = (later - earlier) / (2 * half) if half else 0.0
    tops = [value * number - slope * each for number, each in zip(numbers, beyond, strict=True)]
    return Figure(value, low, high, unit, samples=Samples(tops, numbers))


def _ends(tallies: Sequence[Tally], cell: int) -> tuple[float, float]:
    """Return the shortest and the longest time in a cell that holds some."""
    held = [end for each in tallies for end in each.ends(cell)]
    return min(held), max(held)


def _time(tallies: Sequence[Tally], so_far: Sequence[float], share: float) -> float:
    """Return the time within which a share of the dossiers is done, were they spread evenly within each cell."""
    cell = _cell(so_far, share)
    shortest, longest = _ends(tallies, cell)
    before = so_far[cell - 1] if cell else 0.0
    part = (share * so_far[-1] - before) / (so_far[cell] - before)
    return shortest + min(1.0, max(0.0, part)) * (longest - shortest)


def _cell(so_far: Sequence[float], share: float) -> int:
    """Return the cell in which so large a share of the dossiers is reached, the first or last with any at most."""
    wanted = min(1.0, share) * so_far[-1] * (1 - _ROUNDING)
    return bisect_left(so_far, max(wanted, _ROUNDING))
