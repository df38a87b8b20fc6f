"""How busy people are in each hour of the week, from when they worked and when they were there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

HOURS: Final = 7 * 24
_HOUR: Final = 60.0


def use_by_hour(
    worked: Iterable[tuple[float, float]], there: Iterable[tuple[float, float]], people: float = 1.0
) -> tuple[float | None, ...]:
    """Return the part of their time at work in each of the 168 hours of a week, None for an hour nobody is there.

    Args:
        worked: from when to when each piece of work was done, off hours within it included.
        there: from when to when the people were there; not overlapping.
        people: how many they are.

    All moments are minutes since a Monday 00:00, of one week or of many.

    >>> use_by_hour([(450.0, 480.0)], [(450.0, 510.0)])[7:9]
    (1.0, 0.0)
    """
    windows = sorted(there)
    manned, busy = [0.0] * HOURS, [0.0] * HOURS
    for start, end in windows:
        _add(manned, start, end, people)
    for start, end in worked:
        for opens, closes in _overlapping(windows, start, end):
            _add(busy, max(start, opens), min(end, closes), 1.0)
    return tuple(min(1.0, did / was) if was > 0 else None for did, was in zip(busy, manned, strict=True))


def _overlapping(windows: list[tuple[float, float]], start: float, end: float) -> Iterable[tuple[float, float]]:
    """Return the windows that overlap a time, found by halving, as a log holds many pieces of work."""
    low, high = 0, len(windows)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if windows[middle][1] <= start else (low, middle)
    while low < len(windows) and windows[low][0] < end:
        yield windows[low]
        low += 1


def _add(hours: list[float], start: float, end: float, weight: float) -> None:
    """Spread the minutes from `start` to `end` over the hours of the week they fall into."""
    while start < end:
        hour = int(start // _HOUR)
        until = min(end, (hour + 1) * _HOUR)
        hours[hour % HOURS] += (until - start) * weight
        start = until
