"""Margins of error of several figures at once: each holds by itself, all of them together need wider ones."""

from __future__ import annotations

from dataclasses import replace

from isoqms.metrics import Figure
from isoqms.simulate.estimate import CONFIDENCE
from isoqms.simulate.student import quantile as student_quantile


def wider(among: int, replications: int) -> float:
    """Return how many times as wide the margins of so many figures are, so that they all hold in 95 of 100 cases.

    Source: the inequality of Bonferroni, with Student's t for the replications the margins come from.

    >>> round(wider(1, 10), 2), round(wider(20, 10), 2)
    (1.0, 1.83)
    """
    freedom, half = max(1, replications - 1), (1 - CONFIDENCE) / 2
    return student_quantile(1 - half / max(1, among), freedom) / student_quantile(1 - half, freedom)


def jointly(figure: Figure, among: int) -> Figure:
    """Return a figure with the margin it has as one of many that are told together."""
    if figure.value is None or figure.low is None or figure.high is None or figure.samples is None:
        return figure
    times = wider(among, len(figure.samples.tops))
    low, high = (figure.value + (end - figure.value) * times for end in (figure.low, figure.high))
    return replace(figure, low=low, high=high)
