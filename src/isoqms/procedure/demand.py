"""How many dossiers come, by which channel, and when in the year, the week and the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from isoqms.procedure.build import Reading
from isoqms.procedure.located import Located, model
from isoqms.procedure.parts import Provenance
from isoqms.source import Keys
from isoqms.words import Message, Text
from isoqms.worktime import Duration
from isoqms.worktime.hours_data import read_window

PROFILE: Final = "format/demand-profile"
"""What reading says of a profile that fits the schema and makes no sense."""


class Spacing(StrEnum):
    """How dossiers follow one another."""

    RANDOM = "random"
    EVEN = "even"


def _some(values: Sequence[float], path: Keys, reading: Reading) -> bool:
    """Say whether any of the numbers is more than nothing, and object if not."""
    if sum(values) > 0:
        return True
    message = Message("by “{name}” no dossier ever comes", name=path[-1])
    reading.object_to(path, PROFILE, message, Message("give a number above 0 to the parts in which dossiers come"))
    return False


def _numbers(value: Any, path: Keys, reading: Reading) -> tuple[float, ...] | None:
    wanted = {"months": 12, "online_hours": 24}[str(path[-1])]
    if len(value) != wanted:
        message = Message(
            "“{name}” has {count} numbers, but {wanted} are wanted", name=path[-1], count=len(value), wanted=wanted
        )
        reading.object_to(path, PROFILE, message, Message("write one number for each, 0 where no dossier comes"))
        return None
    return tuple(value) if _some(value, path, reading) else None


def _weekdays(value: Any, path: Keys, reading: Reading) -> Mapping[str, float] | None:
    return dict(value) if _some([*value.values()], path, reading) else None


def _hours(value: Any, path: Keys, reading: Reading) -> Mapping[str, float] | None:
    """Read the parts of a day; they must be stretches of time that do not overlap."""
    stretches = []
    for text in value:
        stretch = read_window(text)
        if stretch is None:
            message = Message("“{text}” is no stretch of time", text=text)
            fix = Message("write it as from..to, for example 07:30..09:30")
            reading.object_to((*path, text), PROFILE, message, fix)
            return None
        stretches.append((stretch, text))
    for (one, _), (two, text) in pairwise(sorted(stretches)):
        if two.opens < one.closes:
            message = Message("“{text}” overlaps another part of the day", text=text)
            fix = Message("let every part begin where the one before it ends, or later")
            reading.object_to((*path, text), PROFILE, message, fix)
            return None
    return dict(value) if _some([*value.values()], path, reading) else None


@model
class DemandProfile(Located):
    """When dossiers come, in numbers that only stand in proportion to one another.

    Each number is how many dossiers come in that month, on that day of the week, in that part of the day. An empty
    part is not stated: dossiers come evenly over the working time it would divide.
    """

    months: tuple[float, ...] = field(default=(), metadata={"read": _numbers})
    weekdays: Mapping[str, float] = field(default_factory=dict, metadata={"read": _weekdays})
    hours: Mapping[str, float] = field(default_factory=dict, metadata={"read": _hours})
    online_hours: tuple[float, ...] = field(default=(), metadata={"read": _numbers})
    source: Provenance = Provenance.ESTIMATED
    note: Text | None = None

    def before(self, other: DemandProfile | None) -> DemandProfile:
        """Return this profile, with the parts it does not state taken from `other`."""
        if other is None:
            return self
        return DemandProfile(
            months=self.months or other.months,
            weekdays=self.weekdays or other.weekdays,
            hours=self.hours or other.hours,
            online_hours=self.online_hours or other.online_hours,
            source=self.source,
            note=self.note,
            at=self.at,
        )


@model
class Demand(Located):
    """How many dossiers come, in a calendar year or by the time between two of them, and by which channel."""

    per_year: float | None = None
    gap: Duration | None = None
    channels: Mapping[str, Fraction] = field(default_factory=dict)
    profile: DemandProfile | None = None
    spacing: Spacing = Spacing.RANDOM
    source: Provenance = Provenance.ESTIMATED
    note: Text | None = None

    def when(self, usual: DemandProfile | None) -> DemandProfile | None:
        """Return when the dossiers come: the procedure's own profile, part by part before the `usual` one."""
        return self.profile.before(usual) if self.profile else usual
