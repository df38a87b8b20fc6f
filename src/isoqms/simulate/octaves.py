"""Quantile tables that are finer the nearer the tail: what chance looks up for laws whose inverse has no closed form.

The probability of the nearer tail is halved again and again; each halving, an octave, is cut into equal cells, and
inside a cell the quantile is taken as a straight line. Both tails are tabled, the lower one first, each from the middle
outwards, each octave from the outer end inwards. Beyond the last octave, one case in 10¹², the last figure stands.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from math import cos, exp, log, log2, pi

OCTAVES = 40
CELLS = 64
SIZE = 2 * OCTAVES * (CELLS + 1)
"""How many figures a table holds."""

_FINE, _COARSE = 11, 7
"""In how many places an octave is worked out, the first three and those further out; the rest is drawn through them."""


def octave_table(quantile: Callable[[float, float], float]) -> tuple[float, ...]:
    """Return the table of a law of positive numbers.

    Its logarithm is worked out in a few places of each octave, at Chebyshev's points of the logarithm of the
    probability, and a polynomial drawn through them: within 1e-8 of the quantile.

    Args:
        quantile: the quantile by the probabilities of less and of more.
    """
    through = {places: _Through(places) for places in (_FINE, _COARSE)}
    rows = [
        [through[_FINE if octave <= 3 else _COARSE].knots(octave, quantile, lower) for octave in range(1, OCTAVES + 1)]
        for lower in (True, False)
    ]
    # rounding must not let a time fall where chance rises
    rising = [figure for row in reversed(rows[0]) for figure in row]
    rising += [figure for row in rows[1] for figure in reversed(row)]
    risen = list(accumulate(rising, max))
    row, half = CELLS + 1, SIZE // 2
    lower = [figure for start in range(half - row, -1, -row) for figure in risen[start : start + row]]
    upper = [figure for start in range(half, SIZE, row) for figure in reversed(risen[start : start + row])]
    return (*lower, *upper)


class _Through:
    """The polynomial through some places of an octave, at all the knots of a table.

    Source: J.-P. Berrut, L. N. Trefethen, "Barycentric Lagrange interpolation", SIAM Review 46, 2004, §5.
    """

    def __init__(self, places: int) -> None:
        self.at = [(cos(pi * i / (places - 1)) - 1) / 2 for i in range(places)]  # from 0 to -1, logarithms to base 2
        weights = [(-1) ** i * (0.5 if i in (0, places - 1) else 1.0) for i in range(places)]
        self.shares = [self._shares(log2(0.5 + j / (2 * CELLS)), weights) for j in range(CELLS + 1)]

    def _shares(self, place: float, weights: list[float]) -> list[float]:
        """Return how much the figure at each place counts at another place."""
        if place in self.at:
            return [float(place == each) for each in self.at]
        parts = [weight / (place - each) for weight, each in zip(weights, self.at, strict=True)]
        return [part / sum(parts) for part in parts]

    def knots(self, octave: int, quantile: Callable[[float, float], float], lower: bool) -> list[float]:
        """Return the quantiles at the knots of an octave of one tail."""
        tails = [2.0 ** (each - octave) for each in self.at]
        exact = [quantile(p, 1 - p) if lower else quantile(1 - p, p) for p in tails]
        logarithms = [log(max(figure, 1e-300)) for figure in exact]
        return [exp(sum(map(float.__mul__, shares, logarithms))) for shares in self.shares]
