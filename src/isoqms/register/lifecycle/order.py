"""The order of the days in a record: what comes later in its life does not lie on an earlier day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from isoqms.register.lifecycle.case import Lack
from isoqms.register.member_words import named_member
from isoqms.words import Message
from isoqms.worktime import Day

Life = tuple[str, ...]
"""Members that hold days, in the order in which these follow one another; `*` stands for any key of a map."""


def out_of_order(lives: Iterable[Life], before: Any, after: Any) -> Lack | None:
    """Return what is lacking when a step sets a day that lies before an earlier one of its life, or after a later one.

    Days that stood so before the step are left alone: it is not the one to mend them.
    """
    for life in lives:
        for each in _with_keys(life, after):
            days = [(path, day) for path in each if (day := _day(after, path)) is not None]
            for (path, first), (later, day) in pairwise(days):
                if day < first and (_day(before, path), _day(before, later)) != (first, day):
                    return Lack(
                        Message("{later} is {day}, which lies before {earlier}, {first}", later=named_member(later),
                                day=Day(day), earlier=named_member(path), first=Day(first)),
                        Message("correct whichever of the two days is wrong"),
                    )  # fmt: skip
    return None


def _with_keys(life: Life, record: Any) -> Iterator[Life]:
    """Yield a life for every key of the map it names, or as it is where it names none."""
    starred = next((path for path in life if "*" in path), None)
    if starred is None:
        yield life
        return
    for key in getattr(record, starred.partition(".")[0]):
        yield tuple(path.replace("*", key) for path in life)


def _day(record: Any, path: str) -> date | None:
    held = record
    for name in path.split("."):
        held = held.get(name) if isinstance(held, Mapping) else getattr(held, name, None)
    return held if isinstance(held, date) else None
