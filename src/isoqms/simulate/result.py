"""The result of a simulation: for each procedure and each role its figures, with what they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, Final

from isoqms.metrics import Figure
from isoqms.words import LANGUAGES, Renderable, Text

CAUSES: Final = (
    "work",
    "other_work",
    "queue",
    "off_hours",
    "batch",
    "agency",
    "applicant",
    "system",
    "allowance",
    "wait",
)
"""What the time of a dossier goes into, summing to its lead time along the steps that decide it."""

REWORK: Final = "rework"
"""What part of the same time is spent after the first way back; it is no cause of its own."""

SOURCES: Final = ("published", "estimated", "observed", "measured", "unknown")
"""Where the time of a step comes from; unknown where nothing is stated."""

NO_TIME: Final = "none"
"""What stands in place of a source for a step that takes no time."""

SPREAD: Final = ("mean", "p50", "p90", "p95")
"""The names of the figures of a time."""

_HIDDEN: Final = {"hidden": True}


@dataclass(frozen=True, slots=True)
class Spread:
    """A time as its mean and the times in which 5, 9 and 9.5 of 10 dossiers are done."""

    mean: Figure
    p50: Figure
    p90: Figure
    p95: Figure


@dataclass(frozen=True, slots=True)
class LeadTime:
    """From receipt to the end: on the wall clock, and on the statutory clock, which counts working time and stops."""

    wall: Spread
    statutory: Spread


@dataclass(frozen=True, slots=True)
class OnTime:
    """The share of dossiers on time under each of its names."""

    legal: Figure
    committed: Figure
    index766: Figure
    report06a: Figure


@dataclass(frozen=True, slots=True)
class WorkTime:
    """Minutes people of the office work on a dossier."""

    mean: Figure


@dataclass(frozen=True, slots=True)
class Journey:
    """What one dossier asks of its applicant, on average."""

    visits: Figure
    interactions: Figure
    counters: Figure
    papers: Figure
    payments: Figure
    fields: Figure
    hours: Figure


@dataclass(frozen=True, slots=True)
class StepResult:
    """One step: its figures are for each dossier of the procedure, visited or not.

    `share` is its part of the lead time, `critical` how often its visits decide when the dossier is done, `elapsed`
    what passes in it, `work` minutes worked, `waiting` what it waits for, by cause.
    """

    title: Text
    role: tuple[str, ...]
    source: str
    visits: Figure
    share: Figure
    critical: Figure
    elapsed: Figure
    work: Figure
    waiting: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many values fall where: below `first`, then into classes each `ratio` times as wide as the one before."""

    counts: Sequence[float]
    first: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of a procedure in words, and what it comes to on the statutory clock, if that can be said.

    A limit `to_the_day` ends as the office closes on the due day, which may be most of a day later.
    """

    within: Renderable
    working_minutes: float | None
    to_the_day: bool = field(default=False, metadata=_HIDDEN)


@dataclass(frozen=True, slots=True)
class ProcedureResult:
    """The figures of one procedure.

    `day_minutes` is the length of a working day in its office, `lead_times` how many dossiers took how many working
    minutes on the statutory clock, all replications together.
    """

    title: Text
    office: Text
    day_minutes: float
    cases: int
    limits: Mapping[str, Limit]
    lead_time: LeadTime
    on_time: OnTime
    settled: Figure
    work_time: WorkTime
    flow_efficiency: Figure
    waiting: Mapping[str, Figure]
    in_progress: Figure
    first_time_right: Figure
    journey: Journey
    endings: Mapping[str, Figure]
    steps: Mapping[str, StepResult]
    lead_times: Histogram | None = field(default=None, metadata=_HIDDEN)


@dataclass(frozen=True, slots=True)
class RoleResult:
    """One role: how much of its people's time is used, how much of its work is known, who waits for it.

    `part` is the least part of the time that one who fills it gives to this work: use is of that part.
    """

    title: Text
    people: float
    utilisation: Figure
    coverage: Figure
    waiting: Figure
    queue_length: Figure
    part: float = field(default=1.0, metadata=_HIDDEN)


@dataclass(frozen=True, slots=True)
class WarmUp:
    """What was left out at the start of each replication, until the office was in its usual state."""

    method: str
    minutes: float
    dossiers: int = 0


@dataclass(frozen=True, slots=True)
class Precision:
    """How surely mean lead times were to be known, and are, at worst: half of the interval as a part of the mean."""

    asked: float
    reached: float
    met: bool
    procedure: str


@dataclass(frozen=True, slots=True)
class Named:
    """Something with an id and a title, e.g. the scenario that was simulated."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Burden:
    """What one dossier costs its applicant, on average: trips, and hours of the applicant's own time."""

    visits: Figure
    hours: Figure


@dataclass(frozen=True, slots=True)
class Change:
    """What a scenario changes in one procedure: how much more each figure is than without it."""

    lead_time: LeadTime
    on_time: OnTime
    work_time: WorkTime
    in_progress: Figure
    first_time_right: Figure
    journey: Burden

    @property
    def is_nothing(self) -> bool:
        """Whether every figure is what it was, to the last bit and in every replication."""
        figures = [
            *(getattr(time, name) for time in (self.lead_time.wall, self.lead_time.statutory) for name in SPREAD),
            *(getattr(self.on_time, each.name) for each in fields(self.on_time)),
            *(self.work_time.mean, self.in_progress, self.first_time_right, self.journey.visits, self.journey.hours),
        ]
        known = [each for each in figures if each.value is not None]
        return bool(known) and not any(each.value or each.half_width for each in known)


@dataclass(frozen=True, slots=True)
class Result:
    """What a simulation found.

    `start` and `days` are given for dated regimes only. `sources` is the share of steps whose time comes from each
    source. `overload` names the roles that cannot keep up: no steady figure is given for what waits on them.
    `overload_without` names those that could not without the scenario; `precision` is told where one was asked for.
    """

    isoqms: str
    seed: int
    regime: str
    cases: int
    replications: int
    warm_up: WarmUp
    sources: Mapping[str, Figure]
    procedures: Mapping[str, ProcedureResult]
    roles: Mapping[str, RoleResult]
    assumptions: tuple[Renderable, ...] = ()
    warnings: tuple[Renderable, ...] = ()
    overload: tuple[str, ...] = ()
    start: date | None = field(default=None, metadata={"name": "from"})
    days: int | None = None
    precision: Precision | None = None
    scenario: Named | None = None
    overload_without: tuple[str, ...] = ()
    changes: Mapping[str, Change] = field(default_factory=dict)

    def to_data(self) -> dict[str, Any]:
        """Return the result for other programs, by `schemas/result.schema.json`; what was not asked for is left out."""
        data: dict[str, Any] = as_data(self)
        optional = {
            "from": self.start,
            "days": self.days,
            "precision": self.precision,
            "scenario": self.scenario,
            "overload_without": self.scenario,
            "changes": self.changes,
        }
        return {name: value for name, value in data.items() if optional.get(name, True)}


def as_data(value: Any) -> Any:
    """Return a part of a result as plain data: sentences in every language, dates as ISO 8601."""
    if isinstance(value, Figure):
        return value.to_data()
    if isinstance(value, Text):
        plain = value.by_language.get("")
        return dict(value.by_language) if plain is None else plain
    if isinstance(value, Renderable):
        return {lang: value.render(lang) for lang in LANGUAGES}
    if isinstance(value, Mapping):
        return {str(key): as_data(each) for key, each in value.items()}
    if is_dataclass(value):
        kept = [each for each in fields(value) if not each.metadata.get("hidden")]
        return {each.metadata.get("name", each.name): as_data(getattr(value, each.name)) for each in kept}
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        return [as_data(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
