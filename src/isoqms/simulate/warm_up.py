"""How long an office is left to fill up before dossiers are counted."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from isoqms.simulate.plan import Plan
from isoqms.simulate.replicate import Count, begun, run, tables_of_replication
from isoqms.simulate.setting import Setting
from isoqms.simulate.survey import Survey
from isoqms.simulate.timelines import WEEK

PILOT: Final = 20_000
"""Dossiers at most from whose lead times the warm-up is told."""
LEAST_WEEKS: Final = 4
MOST_WEEKS: Final = 26
_BATCH: Final = 5
_LEAST_BATCHES: Final = 10


def mser(series: Sequence[float]) -> int | None:
    """Return how many values at the start are to be left out, by the rule MSER-5; None when that is half of them.

    The cut is where the standard error of what is left, over batches of five, is least. Source: K. P. White Jr.,
    M. J. Cobb, S. C. Spratt, "A comparison of five steady-state truncation heuristics for simulation", 2000.
    """
    means = [sum(series[i : i + _BATCH]) / _BATCH for i in range(0, len(series) - _BATCH + 1, _BATCH)]
    count = len(means)
    if count < _LEAST_BATCHES:
        return 0
    best, cut = float("inf"), 0
    total = squares = 0.0
    for left in range(1, count + 1):
        value = means[count - left] - means[-1]  # equal values differ by nothing at all
        total += value
        squares += value * value
        if left >= count - count // 2:
            error = (squares - total * total / left) / (left * left)
            if error <= best:
                best, cut = error, count - left
    return None if cut >= count // 2 else cut * _BATCH


def warm_up_dossiers(setting: Setting, plan: Plan, cases: int) -> int | None:
    """Return how many dossiers come before those counted, from a pilot that is not counted.

    None when the pilot shows no steady state.
    """
    kernel = begun(
        tables_of_replication(setting, plan.seed, 0),
        plan.seed,
        0,
        Count(cases=(number := pilot_dossiers(cases))),
        detail=False,
        series=number,
    )
    run(kernel)
    return mser(kernel.result()["series"])


def pilot_dossiers(cases: int) -> int:
    """Return how many dossiers the pilot counts for a run that counts `cases`."""
    return min(PILOT, max(1000, cases))


def weeks_of(survey: Survey) -> int:
    """Return how many weeks pass before the days counted: three times as long as slow dossiers take, and more."""
    return min(MOST_WEEKS, max(LEAST_WEEKS, ceil(3.0 * survey.longest / WEEK) + 1))
