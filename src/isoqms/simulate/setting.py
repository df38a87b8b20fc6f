"""Putting an operation on an axis of time: everything the tables need, with what keeps it from being simulated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from isoqms.graph.flow import kinds
from isoqms.graph.soundness import Unsound, soundness
from isoqms.problem import Ground, Problem, Severity
from isoqms.procedure import Office, Organisation, Procedure
from isoqms.scenario import Operation
from isoqms.simulate import codes
from isoqms.simulate.laws import Measure, Use, use_problems
from isoqms.simulate.nodes import Course, Kind, course_of, kind_shares
from isoqms.simulate.patterns import Counted, Pattern
from isoqms.simulate.spread import Known
from isoqms.simulate.staff import Employer, Need, Staff, staff
from isoqms.simulate.streams import Inflow, Offer, Stream, receiving, streams
from isoqms.simulate.tables import Line, Tables, tables_of
from isoqms.simulate.terms import Days, Limit, Term, days_of, limit_of, term_of
from isoqms.simulate.timelines import Axis, Timeline, timeline
from isoqms.words import Message
from isoqms.worktime import Basis, Calendar, Convention, WorkingHours

Courses: TypeAlias = dict[tuple[str, Kind], Course]
"""The courses of the procedures of one operation; they do not depend on the axis."""


@dataclass(frozen=True, slots=True)
class Setting:
    """An operation ready to be simulated on an axis, or the problems that keep it from that.

    `alone` says that no procedure tells how many dossiers come: each is then simulated by itself, without a queue.
    `without_demand` are procedures left out because others tell and they do not.
    """

    operation: Operation
    axis: Axis
    tables: Tables | None
    alone: bool
    without_demand: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    assumptions: tuple[Message, ...] = ()


def setting_of(operation: Operation, axis: Axis, known: Courses | None = None) -> Setting:
    """Return the setting of an operation on an axis; courses that are `known` are not worked out again.

    Raises:
        CalendarEndsError: a calendar does not cover the days of the axis.
    """
    laying = _Laying(operation, axis, {} if known is None else known)
    laying.lay()
    return laying.result()


@dataclass(slots=True)
class _Laying:
    """The setting being put together."""

    operation: Operation
    axis: Axis
    courses: Courses
    problems: list[Problem] = field(default_factory=list)
    assumptions: list[Message] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    offices: list[Days] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    office_numbers: dict[tuple[int, str], int] = field(default_factory=dict)
    limit_numbers: dict[tuple[int, Term], int] = field(default_factory=dict)
    timelines: dict[tuple[object, ...], Timeline] = field(default_factory=dict)
    employers: list[Employer] = field(default_factory=list)
    known: Known = field(default_factory=dict)
    alone: bool = False
    left_out: tuple[str, ...] = ()
    inflow: Inflow = Inflow(())
    people: Staff | None = None

    def lay(self) -> None:
        """Read the operation procedure by procedure."""
        self.employers = [
            Employer(each, self._calendars(each), ",".join(sorted(each.offices))) for each in self.operation.distinct()
        ]
        for employer in self.employers:
            self.problems += use_problems(employer.organisation.allowance_use)
        offers = [offer for each in self.operation.procedures if (offer := self._offer(each))]
        telling = [offer for offer in offers if _tells(offer.procedure)]
        self.alone = not telling
        if telling:
            self.left_out = tuple(offer.procedure.id for offer in offers if not _tells(offer.procedure))
            offers = telling
        self.inflow = (
            Inflow(tuple(self._one_by_one(each) for each in offers)) if self.alone else streams(offers, self.axis)
        )
        self.problems += self.inflow.problems
        for offer in offers:
            self._line(offer)
        self.people = staff(self.employers, self.needs, self.axis)
        self.problems += self.people.problems

    def result(self) -> Setting:
        """Return what was put together."""
        assumed = (*self.assumptions, *self.inflow.assumptions, *(self.people.assumptions if self.people else ()))
        made = None
        if not self.problems and self.lines and self.people:
            made = tables_of(self.lines, self.inflow.streams, self.people, self.offices, self.limits, self.axis.steady)
            if self.alone:
                made = made.with_staff(self.people, unlimited=True)
        return Setting(
            self.operation,
            self.axis,
            made,
            self.alone,
            self.left_out,
            tuple(dict.fromkeys(self.problems)),
            tuple(dict.fromkeys(assumed)),
        )

    def _calendars(self, organisation: Organisation) -> Mapping[str, Calendar]:
        id_ = next(
            each.id for each in self.operation.procedures if self.operation.organisations.get(each.id) is organisation
        )
        return self.operation.calendars.get(id_, {})

    def _offer(self, procedure: Procedure) -> Offer | None:
        """Return a procedure with its office; None where nothing can be said of it, which is a problem."""
        organisation, office = self.operation.organisations.get(procedure.id), self.operation.office_of(procedure.id)
        if organisation is None or office is None:
            message = Message("no office is known that does this procedure, so that it cannot be simulated")
            fix = Message("name the office in the procedure, or write an organisation.yaml beside or above its file")
            self._object(procedure, "simulate/no-office", message, fix)
            return None
        if isinstance(soundness(procedure), Unsound):
            message = Message("a dossier can come to no proper end, so that the procedure cannot be simulated")
            fix = Message("run “isoqms check” and correct what it finds about the course of a dossier")
            self._object(procedure, "simulate/unsound", message, fix)
            return None
        calendar = self.operation.calendar(procedure.id, _office_id(organisation, office))
        return Offer(procedure, organisation, office, calendar)

    def _object(self, procedure: Procedure, rule: str, message: Message, fix: Message) -> None:
        self.problems.append(Problem(procedure.at, rule, Severity.ERROR, Ground.FORMAT, message, fix, procedure.id))

    def _line(self, offer: Offer) -> None:
        """Add one procedure with its courses, limits and needs."""
        procedure, office = offer.procedure, offer.office
        employer = next(n for n, each in enumerate(self.employers) if each.organisation is offer.organisation)
        measure = self._measure(offer)
        channels = sorted({each.channel for each in self.inflow.streams if each.procedure == procedure.id})
        shares = kind_shares(procedure, kinds(procedure))
        removed = self.operation.removed.get(procedure.id, frozenset())
        courses = tuple(
            self._course(procedure, Kind(variant, channel, share), removed, measure)
            for channel in channels
            for variant, share in shares.items()
        )
        for course in courses:
            self._note(course, procedure, employer)
        limits = [self._limits(offer, employer, course) for course in courses]
        self.lines.append(
            Line(
                id=procedure.id,
                employer=employer,
                courses=courses,
                working=self._timeline(office.hours, offer.calendar, opening=False),
                reception=self._timeline(receiving(offer), offer.calendar, opening=True),
                limits=tuple(numbers for numbers, _ in limits),
                at_receipt=tuple(at_receipt for _, at_receipt in limits),
                priorities=tuple(procedure.priority_of(course.kind.variant) for course in courses),
            )
        )

    def _course(self, procedure: Procedure, kind: Kind, removed: frozenset[str], measure: Measure) -> Course:
        if (procedure.id, kind) not in self.courses:
            self.courses[procedure.id, kind] = course_of(procedure, kind, removed, measure)
        return self.courses[procedure.id, kind]

    def _note(self, course: Course, procedure: Procedure, employer: int) -> None:
        """Note the people a course needs, what is wrong with its times, and what is taken for granted in it."""
        for id_, node in course.nodes.items():
            self.problems += node.times.problems
            self.needs += [Need(employer, role, node.step.at, id_) for role in node.roles]
            if len(node.roles) > codes.MOST_ROLES:
                message = Message(
                    "step “{step}” needs more than {most} roles at the same time", step=id_, most=codes.MOST_ROLES
                )
                fix = Message("write it as steps beside each other, or name fewer roles")
                self.problems.append(
                    Problem(node.step.at, "simulate/roles", Severity.ERROR, Ground.FORMAT, message, fix, id_)
                )
        if course.unstated:
            self.assumptions.append(
                Message(
                    "{procedure}: no shares are stated for the ways out of {steps}: dossiers are taken to go evenly by those that lead to a result",
                    procedure=procedure.id,
                    steps=", ".join(course.unstated),
                )
            )

    def _measure(self, offer: Offer) -> Measure:
        weekend = offer.calendar.weekend if offer.calendar else frozenset((5, 6))
        convention = Convention(offer.office.day_minutes, 7 - len(weekend), plain_days=Basis(offer.office.plain_days))
        return Measure(convention, Use.of(offer.organisation.allowance_use), self.known)

    def _timeline(self, hours: Mapping[str, Sequence[str]], calendar: Calendar | None, *, opening: bool) -> Timeline:
        here = (tuple(sorted((day, tuple(each)) for day, each in hours.items())), calendar and calendar.id, opening)
        if here not in self.timelines:
            self.timelines[here] = timeline(WorkingHours.from_data(hours), calendar, self.axis, opening=opening)
        return self.timelines[here]

    def _limits(self, offer: Offer, employer: int, course: Course) -> tuple[tuple[int, int, int, int], bool]:
        """Return the numbers of the limits of a course, and whether its clock runs from receipt."""
        calendar = offer.calendar
        if calendar is None:
            return (-1, -1, -1, -1), False
        added = [each for node in course.nodes.values() if (each := node.step.extends_by)]
        numbers, at_receipt = [], False
        for extension in ((), added):
            for name in ("legal", "committed"):
                term = term_of(offer.procedure, offer.office, calendar, name, course.kind.variant, extension)
                numbers.append(self._limit(term, offer, employer, calendar) if isinstance(term, Term) else -1)
                at_receipt = at_receipt or (isinstance(term, Term) and term.from_receipt)
        return (numbers[0], numbers[1], numbers[2], numbers[3]), at_receipt

    def _limit(self, term: Term, offer: Offer, employer: int, calendar: Calendar) -> int:
        office = (employer, _office_id(offer.organisation, offer.office))
        if office not in self.office_numbers:
            self.office_numbers[office] = len(self.offices)
            self.offices.append(days_of(WorkingHours.from_data(offer.office.hours), calendar, self.axis))
        here = (self.office_numbers[office], term)
        if here not in self.limit_numbers:
            self.limit_numbers[here] = len(self.limits)
            self.limits.append(limit_of(term, here[0], self.offices[here[0]], self.axis))
        return self.limit_numbers[here]

    def _one_by_one(self, offer: Offer) -> Stream:
        """Return dossiers for a procedure that does not tell how many come: they come in its hours and never meet."""
        hours = self._timeline(receiving(offer), offer.calendar, opening=True)
        rates = (1.0 / 60.0,) * len(hours.opens)
        pattern = Pattern(hours.opens, hours.closes, rates, hours.period)
        return Stream(offer.procedure.id, "", pattern, 1.0, False, Counted.WORKING)


def _tells(procedure: Procedure) -> bool:
    demand = procedure.demand
    return demand is not None and (demand.gap is not None or bool(demand.per_year))


def _office_id(organisation: Organisation, office: Office) -> str:
    return next(id_ for id_, each in organisation.offices.items() if each is office)
