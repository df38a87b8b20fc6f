"""The organisation that carries procedures out: offices, units, posts, roles, hours and stated assumptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from isoqms.problem import Position, Problem
from isoqms.procedure.build import Reading, build, read_duration, read_object
from isoqms.procedure.costs import ComplianceCost
from isoqms.procedure.demand import DemandProfile
from isoqms.procedure.located import Located, model
from isoqms.procedure.parts import Provenance
from isoqms.source import Keys
from isoqms.words import Message, Text
from isoqms.worktime import Amount, Basis, Duration
from isoqms.worktime import Unit as TimeUnit

_DAY_MINUTES = 24 * 60
VIET_NAM = "Asia/Ho_Chi_Minh"
"""The time zone of an office that names none."""
_USUAL_DAY = Duration.fixed(Amount(Fraction(8), TimeUnit.HOUR, Basis.UNSTATED))

Hours = Mapping[str, tuple[str, ...]]
"""Opening hours as written: day of the week → "from..to" intervals."""


@model
class Unit(Located):
    """A unit of an office."""

    title: Text
    hours: Hours | None = None


@model
class Counter(Located):
    """A counter where applicants come; its hours may differ from those of the back office."""

    title: Text
    hours: Hours | None = None
    tickets: bool = False


def _day_length(value: Any, path: Keys, reading: Reading) -> Duration:
    """Read the length of a working day; an office whose figure is refused is still there for those who name it."""
    read = read_duration(value, path, reading)
    if read is None:
        return _USUAL_DAY
    minutes = read.working_minutes(0)
    if not minutes or minutes > _DAY_MINUTES:
        message = Message("“{length}” is not the length of a working day", length=read)
        reading.object_to(path, "format/day-length", message, Message("write it in hours, for example “8 hours”"))
        return _USUAL_DAY
    return read


def _time_zone(value: Any, path: Keys, reading: Reading) -> str:
    """Read the name of a time zone; one that does not exist is told, and the usual one stands."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = Message("there is no time zone “{name}”", name=value)
        fix = Message("write its name as in the time zone database, for example Asia/Ho_Chi_Minh or Europe/London")
        reading.object_to(path, "format/time-zone", message, fix)
        return VIET_NAM
    return str(value)


@model
class Office(Located):
    """An office: its calendar, hours, day length, and what it means by a plain day."""

    title: Text
    calendar: str
    hours: Hours
    day_length: Duration = field(metadata={"read": _day_length})
    short: Text | None = None
    level: str | None = None
    country: str | None = None
    time_zone: str = field(default=VIET_NAM, metadata={"read": _time_zone})
    calendar_overlays: tuple[str, ...] = ()
    plain_days: str = "working"
    units: Mapping[str, Unit] = field(default_factory=dict)
    counters: Mapping[str, Counter] = field(default_factory=dict)

    @property
    def day_minutes(self) -> Fraction:
        """Length of a working day in minutes.

        Raises:
            ValueError: the day length is not in hours or minutes, which no file that was read can say.
        """
        if not (minutes := self.day_length.working_minutes(0)):
            raise ValueError(f"{self.day_length.render('en')} is not the length of a working day")
        return minutes


@model
class Role(Located):
    """A role named in procedures."""

    title: Text
    description: Text | None = None
    kind: str | None = None
    office: str | None = None


@model
class Absence(Located):
    """Days on which people of a post are away, both included."""

    from_: date = field(metadata={"name": "from"})
    to: date
    people: int = 1
    note: Text | None = None


def _absences(value: Any, path: Keys, reading: Reading) -> tuple[Absence, ...]:
    """Read absences; one that ends before it begins is told and left out."""
    read = []
    for index, data in enumerate(value):
        absence = read_object(Absence, data, (*path, index), reading)
        if absence is not None and absence.to < absence.from_:
            message = Message(
                "the absence ends on {to}, before it begins on {first}", to=absence.to, first=absence.from_
            )
            reading.object_to((*path, index), "format/absence", message, Message("write the first day under “from:”"))
        elif absence is not None:
            read.append(absence)
    return tuple(read)


@model
class Post(Located):
    """A post that fills roles, with its holders and deputies.

    `share` is how much of their time its people have for these procedures, `absent_share` on how many of the working
    days each of them is away without a date being known.
    """

    title: Text
    roles: tuple[str, ...]
    office: str | None = None
    unit: str | None = None
    head_count: float = 1
    holders: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()
    hours: Hours | None = None
    share: Fraction | None = None
    absences: tuple[Absence, ...] = field(default=(), metadata={"read": _absences})
    absent_share: Fraction | None = None
    vacant_since: date | None = None
    source: Provenance = Provenance.ESTIMATED
    note: Text | None = None


@model
class System(Located):
    """A computer system used in procedures."""

    title: Text
    owner: Text | None = None


@model
class AllowanceUse(Located):
    """The stated assumption on what share of its allowance a step really uses, where nothing else is known."""

    min: Fraction
    usual: Fraction
    max: Fraction
    source: Provenance = Provenance.ESTIMATED
    note: Text | None = None


@model
class Organisation(Located):
    """The offices of a folder of procedures, their posts and roles."""

    offices: Mapping[str, Office]
    title: Text | None = None
    source: str | None = None
    default_office: str | None = None
    roles: Mapping[str, Role] = field(default_factory=dict)
    posts: Mapping[str, Post] = field(default_factory=dict)
    systems: Mapping[str, System] = field(default_factory=dict)
    compliance_cost: ComplianceCost | None = None
    allowance_use: AllowanceUse | None = None
    demand_profile: DemandProfile | None = None
    abbreviations: Mapping[str, Text] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()

    def office(self, id: str | None) -> Office | None:
        """Return the office with this id; without an id the default office, or the only one."""
        if id is not None:
            return self.offices.get(id)
        if self.default_office is not None:
            return self.offices.get(self.default_office)
        return next(iter(self.offices.values())) if len(self.offices) == 1 else None

    def role_title(self, id: str, lang: str) -> str:
        """Return the title of a role, or its id where the organisation does not name it."""
        role = self.roles.get(id)
        return role.title.render(lang) if role else id


def read_organisation(data: Mapping[str, Any], at: Callable[[Keys], Position]) -> tuple[Organisation, list[Problem]]:
    """Build an organisation from data that fits the schema, with the problems of values that make no sense."""
    reading = Reading(at)
    return build(Organisation, data, (), reading), reading.problems
