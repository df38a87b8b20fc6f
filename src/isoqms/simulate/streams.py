"""Where dossiers come from: a stream for each channel of each procedure, with how many come when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import isfinite
from typing import Final

from isoqms.problem import Ground, Problem, Severity
from isoqms.procedure import Actor, Demand, DemandProfile, Office, Organisation, Procedure, Spacing
from isoqms.procedure.located import Located
from isoqms.procedure.organisation import Hours
from isoqms.simulate.patterns import Coming, Counted, Pattern, pattern
from isoqms.simulate.timelines import Axis
from isoqms.words import Message
from isoqms.worktime import Basis, Calendar, Duration, Kind, Span, WorkingHours, hours_faults

ONLINE: Final = "online"
"""The channel by which dossiers come round the clock."""
_ROUNDING: Final = 0.005
"""How far a share written in whole percent may be off."""
_DAY_MINUTES: Final = 24 * 60
_MONTH_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Offer:
    """A procedure that is offered to applicants: by which organisation and office, which counts by what calendar.

    A week that repeats does without the calendar: then all hours written are working time.
    """

    procedure: Procedure
    organisation: Organisation
    office: Office
    calendar: Calendar | None


@dataclass(frozen=True, slots=True)
class Stream:
    """The dossiers of one procedure that come by one channel; an empty channel stands for all.

    In each window of the pattern, on average `times` dossiers come for each that the pattern has. `even` streams keep
    equal distances; others come at random.
    """

    procedure: str
    channel: str
    pattern: Pattern
    times: float
    even: bool
    counted: Counted

    @property
    def online(self) -> bool:
        """Whether dossiers come while the office is closed, to be received when it next opens."""
        return self.channel == ONLINE

    @property
    def opens(self) -> tuple[float, ...]:
        """When the windows open in which dossiers come."""
        return self.pattern.opens

    @property
    def closes(self) -> tuple[float, ...]:
        """When the windows close in which dossiers come."""
        return self.pattern.closes

    @property
    def period(self) -> float:
        """Minutes after which the windows repeat; infinite when they are dated."""
        return self.pattern.period

    @property
    def rates(self) -> tuple[float, ...]:
        """How many dossiers come in a minute of each window, on average."""
        return tuple([rate * self.times for rate in self.pattern.rates])

    def expected(self, first: float, last: float) -> float:
        """Return how many dossiers come on average from `first` to `last`, both within the first period."""
        return self.times * self.pattern.expected(first, last)


@dataclass(frozen=True, slots=True)
class Inflow:
    """All streams of a run; `problems` keep it from being run, `assumptions` say what was taken for granted.

    A procedure without a stated demand has no stream.
    """

    streams: tuple[Stream, ...]
    problems: tuple[Problem, ...] = ()
    assumptions: tuple[Message, ...] = ()


def streams(offers: Iterable[Offer], axis: Axis) -> Inflow:
    """Return the streams of the procedures offered.

    Dossiers sent online come round the clock; all others while the counter of the first step the office does is open,
    or the office where that step names no counter.

    Raises:
        CalendarEndsError: a calendar does not cover the years of the axis.
    """
    offering = _Offering(axis)
    found = [stream for offer in offers for stream in offering.of(offer)]
    return Inflow(tuple(found), tuple(offering.problems), tuple(offering.assumptions()))


@dataclass(slots=True)
class _Offering:
    """The demand being read; what several procedures have in common is worked out once."""

    axis: Axis
    problems: list[Problem] = field(default_factory=list)
    by_months: bool = False
    by_year: bool = False
    known: list[tuple[Coming, Pattern]] = field(default_factory=list)

    def of(self, offer: Offer) -> list[Stream]:
        """Return the streams of one procedure."""
        demand = offer.procedure.demand
        if demand is None or (demand.per_year is None and demand.gap is None):
            return []
        profile = demand.when(offer.organisation.demand_profile)
        problems = [*_demand_faults(demand, offer), *_profile_faults(profile, offer.procedure.id)]
        self.problems += problems
        if problems or demand.per_year == 0:
            return []
        self.by_year |= self.axis.steady and demand.per_year is not None
        self.by_months |= self.axis.steady and profile is not None and bool(profile.months)
        counted, times = _number(demand, offer)
        total = sum(demand.channels.values())
        shares = {id_: float(share / total) for id_, share in demand.channels.items() if share} or {"": 1.0}
        return list(self._by_channel(offer, demand, profile, counted, {id_: times * shares[id_] for id_ in shares}))

    def _by_channel(
        self,
        offer: Offer,
        demand: Demand,
        profile: DemandProfile | None,
        counted: Counted,
        times: Mapping[str, float],
    ) -> Iterator[Stream]:
        office, counter = (WorkingHours.from_data(each) for each in (offer.office.hours, receiving(offer)))
        for channel, number in times.items():
            coming = Coming(offer.calendar, None if channel == ONLINE else counter, office, profile, counted)
            found = self._pattern(coming)
            if found.opens:
                yield Stream(offer.procedure.id, channel, found, number, demand.spacing is Spacing.EVEN, counted)
            else:
                message = Message(
                    "no dossier of {procedure} ever comes in the hours told", procedure=offer.procedure.id
                )
                fix = Message("compare the days and hours of the demand with the opening hours of the office")
                self.problems.append(_error(demand, "never-comes", message, fix, offer.procedure.id))

    def _pattern(self, coming: Coming) -> Pattern:
        """Return the pattern of arrivals, the same object for all who share it."""
        for known, found in self.known:
            if known == coming:
                return found
        self.known.append((coming, pattern(coming, self.axis)))
        return self.known[-1][1]

    def assumptions(self) -> Iterator[Message]:
        """Yield what the repeating week takes for granted of the demand."""
        if self.by_year:
            yield Message("the dossiers of a year are spread over 52 weeks and a day, all alike and without holidays")
        if self.by_months:
            yield Message("the months of the demand do not count, for all weeks are alike")


def receiving(offer: Offer) -> Hours:
    """Return the hours in which the office receives dossiers."""
    counter = offer.office.counters.get(_first_counter(offer.procedure) or "")
    return (counter.hours if counter else None) or offer.office.hours


def _first_counter(procedure: Procedure) -> str | None:
    """Return the counter of the first step that is neither the applicant's nor another agency's."""
    seen, following = set(), [procedure.first]
    while following:
        step = procedure.steps.get(following.pop(0))
        if step is None or step.id in seen:
            continue
        if step.actor not in (Actor.APPLICANT, Actor.AGENCY):
            return step.counter
        seen.add(step.id)
        following += [*(branch.to for branch in step.next if branch.to), *step.parallel]
    return None


def _number(demand: Demand, offer: Offer) -> tuple[Counted, float]:
    """Return what the number of dossiers is counted by, and how many come for each of those."""
    if demand.gap is None:
        return Counted.YEAR, demand.per_year or 0.0
    span = _mean_gap(demand.gap, offer)
    if span.only_working_time:
        return Counted.WORKING, float(1 / (span.working_minutes + span.working_days * offer.office.day_minutes))
    return Counted.CALENDAR, float(1 / ((span.calendar_days + span.months * _MONTH_DAYS) * _DAY_MINUTES))


def _mean_gap(gap: Duration, offer: Offer) -> Span:
    week = 7 - len(offer.calendar.weekend) if offer.calendar else 5
    plain = Basis(offer.office.plain_days)
    return sum((Span.of(each, week, plain) for each in (*gap.low, *gap.high)), Span()) * Fraction(1, 2)


def _demand_faults(demand: Demand, offer: Offer) -> Iterator[Problem]:
    """Yield what is impossible in how many dossiers are said to come."""
    if demand.per_year is not None and demand.gap is not None:
        message = Message("both dossiers per year and a gap between them are stated")
        yield _error(demand, "demand", message, Message("leave one of the two out"), offer.procedure.id)
    if demand.per_year is not None and not (isfinite(demand.per_year) and demand.per_year >= 0):
        message = Message("{number} dossiers a year cannot come", number=demand.per_year)
        yield _error(demand, "demand", message, Message("write a number from 0 on"), offer.procedure.id)
    if demand.gap is not None and not _is_length(demand.gap, offer):
        message = Message("“{gap}” is no time between one dossier and the next", gap=demand.gap)
        fix = Message("write one time, such as 120 min, in working time or in time of the calendar, not in both")
        yield _error(demand, "demand", message, fix, offer.procedure.id)
    total, count = float(sum(demand.channels.values())), len(demand.channels)
    if count and abs(total - 1) > _ROUNDING * count:
        message = Message("the channels have {total} % of the dossiers together", total=f"{100 * total:.4g}")
        yield _error(demand, "shares", message, Message("let the shares make 100 % together"), offer.procedure.id)
    if hours_faults(offer.office.hours) or hours_faults(receiving(offer)):
        message = Message("nobody knows when {office} is open", office=offer.office.title)
        yield _error(
            offer.office, "never-open", message, Message("correct the hours of the office"), offer.procedure.id
        )


def _is_length(gap: Duration, offer: Offer) -> bool:
    """Say whether a gap is one time above nothing, or two to lie between, either working time or not."""
    if gap.kind not in (Kind.FIXED, Kind.RANGE):
        return False
    span = _mean_gap(gap, offer)
    return bool(span) and (span.only_working_time or not (span.working_minutes or span.working_days))


def _profile_faults(profile: DemandProfile | None, procedure: str) -> Iterator[Problem]:
    """Yield what is impossible in a profile, which a scenario may have made."""
    if profile is None:
        return
    parts: dict[str, tuple[float, ...]] = {
        "months": profile.months,
        "weekdays": tuple(profile.weekdays.values()),
        "hours": tuple(profile.hours.values()),
        "online_hours": profile.online_hours,
    }
    for name, numbers in parts.items():
        wanted = {"months": 12, "online_hours": 24}.get(name, len(numbers))
        fine = all(isfinite(number) and number >= 0 for number in numbers) and any(numbers)
        if numbers and not (fine and len(numbers) == wanted):
            message = Message("the numbers of “{name}” make no sense", name=name)
            fix = Message("write 12 months or 24 hours where these are wanted, none below 0 and some above")
            yield _error(profile, "profile", message, fix, procedure)


def _error(part: Located, rule: str, message: Message, fix: Message, subject: str) -> Problem:
    return Problem(part.at, f"simulate/{rule}", Severity.ERROR, Ground.FORMAT, message, fix, subject)
