"""Opening hours as plain data: their stretches, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from isoqms.words import Message
from isoqms.worktime.fault import Fault

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Names of the weekdays in files, Monday first."""

_WINDOW: Final = re.compile(
    r" *([01]?[0-9]|2[0-4])[:h]([0-5][0-9]) *(?:\.\.|-|–) *([01]?[0-9]|2[0-4])[:h]([0-5][0-9]) *"
)


class Window(NamedTuple):
    """A stretch of opening on one day, in minutes after midnight; it closes at 24:00 at the latest."""

    opens: int
    closes: int

    @property
    def minutes(self) -> int:
        """Length of the stretch."""
        return self.closes - self.opens


def read_window(text: str) -> Window | None:
    """Return the stretch a text such as “07:30..11:30” states; None where it states none."""
    found = _WINDOW.fullmatch(text)
    if found is None:
        return None
    opens, closes = (int(found[i]) * 60 + int(found[i + 1]) for i in (1, 3))
    return Window(opens, closes) if opens < closes <= 24 * 60 else None


def hours_faults(data: Mapping[str, Sequence[str]]) -> tuple[Fault, ...]:
    """Return what is wrong with opening hours: unreadable, reversed or overlapping stretches, or no opening at all."""
    faults = [] if any(data.get(name) for name in WEEKDAYS) else [Fault((), Message("the office is never open"))]
    for name in WEEKDAYS:
        windows = [read_window(text) for text in data.get(name, ())]
        for index, (stretch, text) in enumerate(zip(windows, data.get(name, ()), strict=True)):
            if stretch is None:
                message = Message("“{text}” is no stretch of opening hours: write 07:30..11:30", text=text)
                faults.append(Fault((name, index), message))
        for index, (one, two) in enumerate(pairwise(windows), start=1):
            if one and two and two.opens < one.closes:
                faults.append(Fault((name, index), Message("the stretches overlap or are not in order of time")))
    return tuple(faults)
