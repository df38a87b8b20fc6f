"""The share of promises not kept in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Promise:
    """Something promised by a day, and the day it was kept; None while it is not."""

    due: date
    kept: date | None


def overdue_share(promises: Iterable[Promise], first: date, last: date) -> tuple[int, int]:
    """Return how many promises that fell due from the first to the last day were not kept by then, and of how many.

    One that falls due on the last day is not late as long as that day lasts, so it counts once it is kept.

    >>> day = date(2026, 3, 2)
    >>> overdue_share([Promise(day, day), Promise(day, None)], day, date(2026, 3, 31))
    (1, 2)
    """
    fallen = [each for each in promises if first <= each.due <= last and (each.kept or each.due < last)]
    return sum(each.kept is None or each.kept > each.due for each in fallen), len(fallen)
