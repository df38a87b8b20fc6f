"""The time of an applicant in exact minutes, from a duration or an estimate as the procedure states it."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from isoqms.procedure import Effort
from isoqms.worktime import Duration, Kind

_WEIGHTS: Final = {
    "triangular": (Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)),
    "pert": (Fraction(1, 6), Fraction(4, 6), Fraction(1, 6)),
}
"""How much least, usual and most weigh in the mean. Source: means of the two distributions."""


def minutes(duration: Duration, day_minutes: Fraction) -> Fraction | None:
    """Return a time in minutes, of a range the middle; None where its words or calendar days give no working time."""
    if duration.kind not in (Kind.FIXED, Kind.RANGE, Kind.IMMEDIATE):
        return None
    ends = [duration.working_minutes(day_minutes, which) for which in ("low", "high")]
    known = [end for end in ends if end is not None]
    return sum(known, Fraction(0)) / 2 if len(known) == 2 else None


def mean_minutes(effort: Effort, day_minutes: Fraction) -> Fraction | None:
    """Return the mean of an estimate in minutes; None where its figures do not tell it exactly."""
    alone = effort.stated or effort.mean
    if alone is None and effort.distribution in (None, "fixed") and not (effort.min or effort.max):
        alone = effort.usual
    if alone is not None:
        return minutes(alone, day_minutes)
    parts = (effort.min, effort.usual, effort.max)
    found = [None if each is None else minutes(each, day_minutes) for each in parts]
    low, usual, high = found
    if usual is None and low is not None and high is not None and effort.distribution in (None, "uniform"):
        return (low + high) / 2
    weights = _WEIGHTS.get(effort.distribution or "triangular")
    if weights is None or low is None or usual is None or high is None:
        return None
    return low * weights[0] + usual * weights[1] + high * weights[2]
