"""Whether many cuts share one ratio: then a target was met on paper, and hardly each procedure looked at.

Limits are written in whole or half days, so that cuts by one ratio come out a little apart: 30 % of 5, 7 and 15 days
give 3.5, 5 and 10 days. They are therefore counted in a window a few points wide, the one that holds most of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

FEWEST: Final = 5
"""Fewer cuts are not judged."""
WINDOW_POINTS: Final = 5
"""How wide the window is, in percentage points."""
SHARE: Final = 0.5
"""From which part of all cuts in one window they are said to share a ratio."""

_EXACT: Final = 9
_TOUCH: Final = 1e-9


@dataclass(frozen=True, slots=True)
class SharedRatio:
    """How many of `cuts` lie between `low` and `high`, and how many are exactly the most frequent `ratio` there.

    Ratios are shares taken off, from 0 to 1.
    """

    cuts: int
    inside: int
    low: float
    high: float
    ratio: float
    exactly: int

    @property
    def is_suspicious(self) -> bool:
        """Say whether so many cuts lie so close together that a paper cut is to be asked about."""
        return self.cuts >= FEWEST and self.inside >= SHARE * self.cuts


def shared_ratio(taken_off: Sequence[float]) -> SharedRatio | None:
    """Return the window that holds most of the cuts; None when there is no cut.

    Args:
        taken_off: the share taken off by each cut.
    """
    if not taken_off:
        return None
    ordered, width = sorted(taken_off), WINDOW_POINTS / 100
    windows = [[each for each in ordered if low <= each <= low + width + _TOUCH] for low in ordered]
    fullest = max(windows, key=len)
    ratio, exactly = max(Counter(round(each, _EXACT) for each in fullest).items(), key=lambda found: found[1])
    return SharedRatio(len(ordered), len(fullest), fullest[0], fullest[-1], ratio, exactly)
