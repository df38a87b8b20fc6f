"""How a time spreads: a law from which chance draws minutes, with the mean and the spread it really has.

Every law gives a time that rises with the chance drawn, one chance for one time, so that two runs which meet the same
chance differ by their laws alone. Laws without a closed inverse are tables (see octaves.py), which are worked out once
for each shape and then stretched; `known` keeps them, and whoever compiles an office brings the same one for all laws.

Measured error of a tabled time, relative to the time and at the worst place between two knots: below 2e-5 for pert,
1e-4 for lognormal with a standard deviation of up to seven times the mean, 4e-4 for gamma with one of up to twice the
mean; of the mean of what is drawn, below 3e-5. Beyond the last octave, one case in 10¹², the time stands still.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, expm1, fsum, inf, isfinite, log, log1p, sqrt

from isoqms.simulate.codes import EXPONENTIAL, FIXED, QUANTILES, TABLE, TRIANGULAR, UNIFORM
from isoqms.simulate.octaves import octave_table
from isoqms.simulate.quantiles import (
    Shares,
    beta_quantile,
    gamma_quantile,
    gamma_shares,
    normal_quantile,
    normal_shares,
)

Known = dict[tuple[object, ...], tuple[float, ...]]
"""The quantile tables worked out so far, by the shape and stretch of their law."""


@dataclass(frozen=True, slots=True)
class Law:
    """A time in minutes as chance draws it: its kind (codes.py), the figures and the table of that kind.

    FIXED: a. UNIFORM: a + b·u. TRIANGULAR from a to b, c the share below the mode, d = b - a.
    EXPONENTIAL: a - b·log(1 - (c + d·u)). TABLE: octaves of both tails. QUANTILES: equally likely steps.
    `mean` and `sd` are those of the law itself, after what cuts it off. `wall` says that the minutes are those of the
    clock on the wall; else they are working minutes of whoever spends them.
    """

    kind: int
    a: float
    b: float
    c: float
    d: float
    table: tuple[float, ...]
    mean: float
    sd: float
    wall: bool


def fixed(minutes: float, *, wall: bool = False) -> Law:
    """Return the law of a time that is always the same."""
    _check(True, minutes)
    return Law(FIXED, minutes, 0.0, 0.0, 0.0, (), minutes, 0.0, wall)


def uniform(low: float, high: float, *, wall: bool = False) -> Law:
    """Return the law of a time anywhere between two, none likelier than another."""
    _check(low <= high < inf, low, high)
    if low == high:
        return fixed(low, wall=wall)
    return Law(UNIFORM, low, high - low, 0.0, 0.0, (), (low + high) / 2, (high - low) / sqrt(12), wall)


def triangular(low: float, mode: float, high: float, *, wall: bool = False) -> Law:
    """Return the law of a time between two, likelier the nearer it is to the mode."""
    _check(low <= mode <= high < inf, low, mode, high)
    if low == high:
        return fixed(low, wall=wall)
    width = high - low
    variance = (width * width - (mode - low) * (high - mode)) / 18
    return Law(TRIANGULAR, low, high, (mode - low) / width, width, (), (low + mode + high) / 3, sqrt(variance), wall)


def quantiles(values: Sequence[float], *, wall: bool = False) -> Law:
    """Return the law of measured times that split all cases into equal parts, the shortest first."""
    _check(len(values) > 1 and list(values) == sorted(values) and values[-1] < inf, *values)
    if values[0] == values[-1]:
        return fixed(values[0], wall=wall)
    parts = len(values) - 1
    mean = fsum((low + high) / 2 for low, high in pairwise(values)) / parts
    variance = fsum(
        ((low - mean) ** 2 + (low - mean) * (high - mean) + (high - mean) ** 2) / 3 for low, high in pairwise(values)
    )
    return Law(QUANTILES, 0.0, 0.0, 0.0, 0.0, tuple(values), mean, sqrt(variance / parts), wall)


def pert(low: float, mode: float, high: float, known: Known, *, wall: bool = False) -> Law:
    """Return the law of a time between two, gathered around the mode: a stretched beta law with mean (a + 4m + b) / 6.

    Source: D. Malcolm, J. Roseboom, C. Clark, W. Fazar, "Application of a technique for research and development
    program evaluation", Operations Research 7, 1959.
    """
    _check(low <= mode <= high < inf, low, mode, high)
    if low == high:
        return fixed(low, wall=wall)
    width, mean = high - low, (low + 4 * mode + high) / 6
    p = round(1 + 4 * (mode - low) / width, 12)  # so that one assumption about many allowances has one shape
    table = _stretched(("pert", p), lambda less, more: beta_quantile(less, more, p, 6 - p), low, width, known)
    return Law(TABLE, 0.0, 0.0, 0.0, 0.0, table, mean, sqrt((mean - low) * (high - mean) / 7), wall)


def exponential(mean: float, low: float = 0.0, high: float = inf, *, wall: bool = False) -> Law:
    """Return the law of a time that ends no sooner for having lasted long, kept between two bounds if there are any."""
    _check(low <= mean <= high and low < high, mean, low, high)
    if mean == 0:
        return fixed(0.0, wall=wall)
    below, above = -expm1(-low / mean), -expm1(-high / mean)
    moments = _gamma_moments(1.0, mean, low, high)
    return Law(EXPONENTIAL, 0.0, mean, below, above - below, (), *moments, wall)


def gamma(mean: float, sd: float, known: Known, low: float = 0.0, high: float = inf, *, wall: bool = False) -> Law:
    """Return the gamma law of this mean and standard deviation, kept between two bounds if there are any."""
    _check(0 < sd < inf and mean > 0 and low <= mean <= high and low < high, mean, sd, low, high)
    shape, scale = (mean / sd) ** 2, sd * sd / mean
    place = _between(gamma_shares(low / scale, shape), gamma_shares(high / scale, shape))
    key = ("gamma", shape, low / scale, high / scale)
    table = _stretched(key, lambda *shares: gamma_quantile(*place(*shares), shape), 0.0, scale, known)
    return Law(TABLE, 0.0, 0.0, 0.0, 0.0, table, *_gamma_moments(shape, scale, low, high), wall)


def lognormal(mean: float, sd: float, known: Known, low: float = 0.0, high: float = inf, *, wall: bool = False) -> Law:
    """Return the lognormal law of this mean and standard deviation, kept between two bounds if there are any."""
    _check(0 < sd < inf and mean > 0 and low <= mean <= high and low < high, mean, sd, low, high)
    sigma = sqrt(log1p((sd / mean) ** 2))
    scale = mean * exp(-sigma * sigma / 2)
    ends = [(log(end / scale) / sigma if 0 < end < inf else (end or -inf)) for end in (low, high)]
    place = _between(*map(normal_shares, ends))

    def quantile(lower: float, upper: float) -> float:
        return exp(sigma * normal_quantile(*place(lower, upper)))

    table = _stretched(("lognormal", sigma, *ends), quantile, 0.0, scale, known)
    parts = [_apart(*(normal_shares(end - power * sigma) for end in ends)) for power in range(3)]
    first, second = mean * parts[1] / parts[0], (mean * mean + sd * sd) * parts[2] / parts[0]
    return Law(TABLE, 0.0, 0.0, 0.0, 0.0, table, first, sqrt(max(0.0, second - first * first)), wall)


def _check(holds: bool, *figures: float) -> None:
    if not holds or not all(figure >= 0 for figure in figures) or not isfinite(figures[0]):
        raise ValueError(f"no law of time has these figures: {figures}")


def _stretched(
    shape: tuple[object, ...], quantile: Callable[[float, float], float], start: float, scale: float, known: Known
) -> tuple[float, ...]:
    """Return the table of a shape, stretched by `scale` from `start`, from `known` where it is there already."""
    key = (*shape, start, scale)
    if key not in known:
        if shape not in known:
            known[shape] = octave_table(quantile)
        known[key] = tuple([start + scale * each for each in known[shape]])
    return known[key]


def _between(low: Shares, high: Shares) -> Callable[[float, float], Shares]:
    """Return how a place in what lies between two places of a law is found in the whole law."""
    part = _apart(low, high)
    return lambda lower, upper: (low[0] + lower * part, high[1] + upper * part)


def _apart(low: Shares, high: Shares) -> float:
    """Return the probability between two places, from the side where it is not lost in rounding."""
    return high[0] - low[0] if low[0] < 0.5 else low[1] - high[1]


def _gamma_moments(shape: float, scale: float, low: float, high: float) -> tuple[float, float]:
    """Return mean and standard deviation of what lies between two bounds of a gamma law."""
    if low == 0 and high == inf:
        return shape * scale, sqrt(shape) * scale
    parts = [
        _apart(gamma_shares(low / scale, shape + power), gamma_shares(high / scale, shape + power))
        for power in range(3)
    ]
    mean = shape * scale * parts[1] / parts[0]
    square = shape * (shape + 1) * scale * scale * parts[2] / parts[0]
    return mean, sqrt(max(0.0, square - mean * mean))
