"""From replications to figures: every interval comes from how independent replications differ, never from one run.

Dossiers of one run meet in the same queues and are alike: an interval from a single run is too narrow. Replications
are independent, so the classical formulas hold between them. All intervals are 95 %, by Student's t.

Which estimator for which figure:

- `mean`: each replication gives one value and all count alike (use of a role, dossiers in progress).
- `ratio`: a sum divided by a number that is itself random (minutes over dossiers, dossiers on time over dossiers
  judged). The mean of the replications' own ratios would give a quiet replication the weight of a busy one, and is
  biased where few dossiers come; the ratio of the sums is so only by the order of one over the replications. (The
  jackknife would take that off too, but it goes astray where one replication holds most of the dossiers.)
- `pooled.within`: the times in which shares of dossiers are done are those of all replications together.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import fsum, sqrt
from typing import Final

from isoqms.metrics import Figure, Samples, Unit
from isoqms.simulate.student import quantile as student_quantile
from isoqms.words import Message

CONFIDENCE: Final = 0.95

NO_DOSSIER: Final = Message("no dossier came to this in the time that was simulated")
ONE_REPLICATION: Final = Message("one run alone gives no interval: ask for at least 2 replications")
"""Why a figure has no value, or no interval."""


def mean(samples: Sequence[float | None], unit: Unit, reason: Message = NO_DOSSIER) -> Figure:
    """Return the mean over replications, those without data left out; `reason` is given where none has any.

    >>> figure = mean([1.0, 2.0, 3.0], Unit.MINUTES)
    >>> figure.value, round(figure.high, 2)
    (2.0, 4.48)
    """
    tops = [0.0 if each is None else each for each in samples]
    return ratio(tops, [0.0 if each is None else 1.0 for each in samples], unit, reason)


def ratio(tops: Sequence[float], bottoms: Sequence[float], unit: Unit, reason: Message = NO_DOSSIER) -> Figure:
    """Return the ratio of the sums over replications, its interval from how each departs from that ratio.

    What is summed up is never negative. Where the divisors are all alike that is the mean and its ordinary t interval.

    Source: Cochran, Sampling techniques (1977), ch. 6: the ratio estimate and its variance.
    """
    samples = Samples(tuple(tops), tuple(bottoms))
    if fsum(bottoms) <= 0:
        return Figure.none(unit, reason)
    values = contributions(samples)
    if len(values) < 2:
        return Figure(fsum(tops) / fsum(bottoms), None, None, unit, ONE_REPLICATION, samples).clipped()
    centre, half = _centre_and_half(values)
    # what is summed up is never below nothing, nor a share above all
    figure = Figure(centre, max(0.0, centre - half), centre + half, unit, samples=samples).clipped()
    return _unanimous(figure, fsum(bottoms)) if unit is Unit.SHARE else figure


def _unanimous(figure: Figure, number: float) -> Figure:
    """Open the interval of a share that never differed: that nothing was seen among `number` is no certainty.

    Source: Hanley and Lippman-Hand (1983), If nothing goes wrong, is everything all right? (the rule of three).
    """
    if figure.value not in (0.0, 1.0) or figure.half_width or number < 1:
        return figure
    unseen = 1 - (1 - CONFIDENCE) ** (1 / number)
    low, high = (0.0, unseen) if figure.value == 0.0 else (1 - unseen, 1.0)
    return Figure(figure.value, low, high, figure.unit, samples=figure.samples)


def change(before: Figure, after: Figure) -> Figure:
    """Return what `after` is more than `before`, its interval from the pairs of equal replications.

    Both runs met the same luck, replication by replication, so that most of what is chance cancels out. The pair of a
    replication counts only where both have data.

    Raises:
        ValueError: the figures are counted in unlike units, or come from unlike numbers of replications.
    """
    if before.unit is not after.unit:
        raise ValueError(f"a figure in {before.unit} cannot be set against one in {after.unit}")
    lacking = next((each for each in (before, after) if each.value is None), None)
    if lacking is not None:
        return Figure.none(before.unit, lacking.reason or NO_DOSSIER)
    if before.samples is None or after.samples is None:
        return Figure.exact((after.value or 0.0) - (before.value or 0.0), before.unit)
    ones, others = _paired(before.samples, after.samples)
    if not ones.tops:
        return Figure.none(before.unit, NO_DOSSIER)
    pairs = zip(contributions(ones), contributions(others), strict=True)
    return difference([there - here for here, there in pairs], before.unit)


def difference(values: Sequence[float], unit: Unit, extra: Sequence[float] = ()) -> Figure:
    """Return the mean of what differs in each pair of replications, with its t interval; it may be negative.

    Args:
        values: one number per replication.
        unit: what they are counted in.
        extra: the same mean from each of several further draws that all replications have in common, where their
            chance counts as well. Source: Satterthwaite, Biometrics Bulletin 2, 1946, for the degrees of freedom.
    """
    samples = Samples(tuple(values), (1.0,) * len(values))
    if len(values) < 2:
        return Figure(fsum(values) / len(values), None, None, unit, ONE_REPLICATION, samples)
    centre = fsum(values) / len(values)
    parts = [(_variance_of_mean(each), len(each) - 1) for each in (values, extra) if len(each) > 1]
    variance = fsum(part for part, _ in parts)
    df = 1 / fsum((part / variance) ** 2 / each for part, each in parts) if variance else len(values) - 1
    half = student(max(1, int(df + 1e-9))) * sqrt(variance)
    return Figure(centre, centre - half, centre + half, unit, samples=samples)


def _variance_of_mean(values: Sequence[float]) -> float:
    centre = fsum(values) / len(values)
    return fsum((each - centre) ** 2 for each in values) / (len(values) - 1) / len(values)


def _paired(one: Samples, other: Samples) -> tuple[Samples, Samples]:
    """Return the replications in which both have data."""
    if len(one.tops) != len(other.tops):
        raise ValueError(f"{len(one.tops)} replications cannot be paired with {len(other.tops)}")
    both = [index for index, pair in enumerate(zip(one.bottoms, other.bottoms, strict=True)) if min(pair) > 0]
    here, there = (
        Samples([each.tops[index] for index in both], [each.bottoms[index] for index in both]) for each in (one, other)
    )
    return here, there


def contributions(samples: Samples) -> list[float]:
    """Return what each replication with data says of the ratio: the ratio, moved by its own departure from it.

    Their mean is the ratio of the sums; where the divisors are alike they are the replications' own ratios.
    """
    pairs = [(top, bottom) for top, bottom in zip(samples.tops, samples.bottoms, strict=True) if bottom > 0]
    bottom_sum = fsum(bottom for _, bottom in pairs)
    whole = fsum(top for top, _ in pairs) / bottom_sum
    return [whole + (top - whole * bottom) * len(pairs) / bottom_sum for top, bottom in pairs]


def _centre_and_half(values: Sequence[float]) -> tuple[float, float]:
    """Return the mean and half the width of its t interval."""
    return fsum(values) / len(values), student(len(values) - 1) * sqrt(_variance_of_mean(values))


@lru_cache(maxsize=64)
def student(df: int) -> float:
    """Return how many standard errors the interval of a mean reaches to either side."""
    return student_quantile((1 + CONFIDENCE) / 2, df)


def quantile(counts: Sequence[float], p: float, first: float, ratio: float = 1.01) -> float | None:
    """Return the value that a share `p` of the counted values do not exceed; None where nothing was counted.

    `counts[0]` counts the values below `first`, which stand for nothing; `counts[i]` those from
    `first * ratio**(i - 1)` up to `first * ratio**i`, which stand for the geometric middle of that. So the error is at
    most `sqrt(ratio) - 1`: 0.5 % for the usual ratio.

    Raises:
        ValueError: `p` is not between 0 and 1.

    >>> quantile([0, 0, 1, 1], 0.5, first=1.0, ratio=4.0)
    8.0
    """
    if not 0 < p <= 1:
        raise ValueError(f"not a share of the values: {p}")
    number = fsum(counts)
    if number <= 0:
        return None
    wanted = p * number * (1 - 1e-12)  # the sum of many parts may fall short of the whole by rounding
    index = next(each for each, so_far in enumerate(accumulate(counts)) if so_far >= wanted)
    return first * ratio ** (index - 0.5) if index else 0.0
