"""Putting an operation on an axis of time: everything the tables need, with what keeps it from being simulated."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from isoqms.graph.by_channel import by_channel
from isoqms.graph.flow import kinds
from isoqms.graph.soundness import Unsound, soundness
from isoqms.problem import Problem
from isoqms.procedure import Procedure
from isoqms.procedure.organisation import Hours
from isoqms.scenario import Operation
from isoqms.simulate import codes
from isoqms.simulate.laws import Measure, Use, use_problems
from isoqms.simulate.limits import Limits, office_id
from isoqms.simulate.line import Line
from isoqms.simulate.nodes import Course, Courses, KnownTimes, Node, courses_of, own_channels
from isoqms.simulate.patterns import Counted, Pattern
from isoqms.simulate.possible import error, flow_problems, people_problems, written_problems
from isoqms.simulate.shares import kind_shares
from isoqms.simulate.spread import Known
from isoqms.simulate.staff import Employer, Need, Staff, staff
from isoqms.simulate.step_times import roles_in
from isoqms.simulate.streams import Inflow, Offer, Stream, receiving, streams
from isoqms.simulate.tables import Tables, tables_of
from isoqms.simulate.timelines import Axis, Timeline, timeline
from isoqms.words import Message
from isoqms.worktime import Basis, Calendar, Convention, WorkingHours

KnownCourses: TypeAlias = dict[tuple[str, tuple[str, ...]], Courses]
"""The courses of the procedures of one operation, by id and channels; they do not depend on the axis."""


class SimulationRefusedError(ValueError):
    """The operation cannot be simulated; `problems` say why, at their lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.message.render("en") for problem in problems) or "nothing to simulate")
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Setting:
    """An operation ready to be simulated on an axis.

    `alone` says that no procedure tells how many dossiers come: each is then simulated by itself, without a queue.
    `without_demand` are procedures left out because others tell and they do not.
    """

    operation: Operation
    axis: Axis
    tables: Tables
    alone: bool
    without_demand: tuple[str, ...] = ()
    assumptions: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class InCommon:
    """What settings of like operations on one axis have in common and is made once.

    `laws` are quantile tables, `timelines` when offices are open, `times` what a step takes, `people` who fills roles;
    both of the latter by the very objects they come from, which are kept beside them.
    """

    laws: Known = field(default_factory=dict)
    timelines: dict[tuple[object, ...], Timeline] = field(default_factory=dict)
    times: dict[Hashable, KnownTimes] = field(default_factory=dict)
    people: dict[Hashable, tuple[Sequence[Employer], Staff]] = field(default_factory=dict)


def setting_of(
    operation: Operation, axis: Axis, known: KnownCourses | None = None, in_common: InCommon | None = None
) -> Setting:
    """Return the setting of an operation on an axis; courses that are `known`, and what is in common, stay as made.

    Raises:
        SimulationRefusedError: the operation cannot be simulated, with the problems that say why.
        CalendarEndsError: a calendar does not cover the days of the axis.
    """
    courses = {} if known is None else known
    return _Laying(operation, axis, courses, Limits(axis), in_common or InCommon()).setting()


@dataclass(slots=True)
class _Laying:
    """The setting being put together, and what was found on the way."""

    operation: Operation
    axis: Axis
    known_courses: KnownCourses
    limits: Limits
    in_common: InCommon
    problems: list[Problem] = field(default_factory=list)
    assumptions: list[Message] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    employers: list[Employer] = field(default_factory=list)

    def setting(self) -> Setting:
        """Read the operation procedure by procedure and return what was put together."""
        self.employers = list(self._employers())
        offers = [offer for each in self.operation.procedures if (offer := self._offer(each))]
        telling = [offer for offer in offers if _tells(offer.procedure)]
        inflow = streams(telling, self.axis) if telling else Inflow(tuple(map(self._one_by_one, offers)))
        self.problems += inflow.problems
        lines = [self._line(offer, inflow) for offer in telling or offers]
        people = self._people()
        self.problems += people.problems
        if self.problems or not lines:
            raise SimulationRefusedError(tuple(dict.fromkeys(self.problems)))
        limits = self.limits
        tables = tables_of(lines, inflow.streams, people, limits.offices, limits.limits, self.axis.steady)
        if impossible := tuple(dict.fromkeys(people_problems(tables, people))):
            raise SimulationRefusedError(impossible)
        silent = [offer.procedure.id for offer in offers if telling and not _tells(offer.procedure)]
        assumed = dict.fromkeys((*self.assumptions, *inflow.assumptions, *people.assumptions))
        alone = not telling
        return Setting(
            self.operation,
            self.axis,
            tables.with_staff(people, unlimited=True) if alone else tables,
            alone,
            tuple(silent),
            tuple(assumed),
        )

    def _people(self) -> Staff:
        """Return who fills the roles needed; the same for the same organisations and roles."""
        organisations = tuple(id(each.organisation) for each in self.employers)
        here = organisations, frozenset((need.employer, need.role) for need in self.needs)
        if here not in self.in_common.people:
            found = staff(self.employers, self.needs, self.axis)
            if found.problems:  # they stand where the roles are needed, which may be elsewhere next time
                return found
            self.in_common.people[here] = self.employers, found
        return self.in_common.people[here][1]

    def _employers(self) -> Iterator[Employer]:
        """Yield each organisation once, and note what is wrong with its assumption about allowances."""
        for organisation in self.operation.distinct():
            ids = (each.id for each in self.operation.procedures)
            first = next(id_ for id_ in ids if self.operation.organisations.get(id_) is organisation)
            self.problems += use_problems(organisation.allowance_use)
            yield Employer(
                organisation, self.operation.calendars.get(first, {}), ",".join(sorted(organisation.offices))
            )

    def _offer(self, procedure: Procedure) -> Offer | None:
        """Return a procedure with its office; None where nothing can be said of it, which is a problem."""
        organisation, office = self.operation.organisations.get(procedure.id), self.operation.office_of(procedure.id)
        if organisation is None or office is None:
            message = Message("no office is known that does this procedure, so that it cannot be simulated")
            fix = Message("name the office in the procedure, or write an organisation.yaml beside or above its file")
            self.problems.append(error(procedure.at, "no-office", message, fix, procedure.id))
            return None
        if wrong := tuple(written_problems(procedure)):
            self.problems += wrong
            return None
        if unsound := next(_unsound(procedure), None):
            self.problems.append(unsound)
            return None
        calendar = self.operation.calendar(procedure.id, office_id(organisation, office))
        return Offer(procedure, organisation, office, calendar)

    def _line(self, offer: Offer, inflow: Inflow) -> Line:
        """Return one procedure with its courses and limits; note what it needs."""
        procedure = offer.procedure
        employer = next(n for n, each in enumerate(self.employers) if each.organisation is offer.organisation)
        found = self._courses(offer, tuple(sorted({s.channel for s in inflow.streams if s.procedure == procedure.id})))
        for course in found.courses:
            self._note(course, procedure, employer)
            self.problems += flow_problems(course)
        limits = [self.limits.of_course(offer, employer, course) for course in found.courses]
        return Line(
            id=procedure.id,
            employer=employer,
            kinds=found.kinds,
            courses=found.courses,
            working=self._timeline(offer.office.hours, offer.calendar, opening=False),
            reception=self._timeline(receiving(offer), offer.calendar, opening=True),
            limits=tuple(numbers for numbers, _ in limits),
            at_receipt=tuple(at_receipt for _, at_receipt in limits),
            priorities=tuple(procedure.priority_of(course.variant) for course in found.courses),
        )

    def _courses(self, offer: Offer, channels: tuple[str, ...]) -> Courses:
        procedure = offer.procedure
        if (procedure.id, channels) not in self.known_courses:
            shares = kind_shares(procedure, kinds(procedure), float)
            removed = self.operation.removed.get(procedure.id, frozenset())
            measure = self._measure(offer)
            times = self.in_common.times.setdefault((measure.convention, measure.use), {})
            found = courses_of(procedure, channels, shares, removed, measure, times)
            self.known_courses[procedure.id, channels] = found
        return self.known_courses[procedure.id, channels]

    def _measure(self, offer: Offer) -> Measure:
        weekend = offer.calendar.weekend if offer.calendar else frozenset((5, 6))
        convention = Convention(offer.office.day_minutes, 7 - len(weekend), plain_days=Basis(offer.office.plain_days))
        stated = offer.organisation.allowance_use
        use = Use.of(
            None if use_problems(stated) else stated
        )  # what is wrong with it is noted, and no law is made of it
        return Measure(convention, use, self.in_common.laws)

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
                self.problems.append(error(node.step.at, "roles", message, fix, id_))
            self._note_lots(node, course.variant, procedure)
        if course.unstated:
            self.assumptions.append(
                Message(
                    "{procedure}: no shares are stated for the ways out of {steps}: dossiers are taken to go evenly by "
                    "those that lead to a result",
                    procedure=procedure.id,
                    steps=", ".join(course.unstated),
                )
            )

    def _note_lots(self, node: Node, variant: str | None, procedure: Procedure) -> None:
        """Note a step that is to be done for several dossiers together and is no work of anybody here."""
        step = node.step
        if step.batch is None or node.times.kind != codes.DELAY:
            return
        if roles_in(step, variant):
            taken = Message(
                "{procedure}: no work is stated for “{step}”, so that its batch waits for nobody: the time of the step "
                "is taken to hold all of it",
                procedure=procedure.id,
                step=step.id,
            )
            self.assumptions.append(taken)
            return
        message = Message("“{step}” is done in batches, and nobody of the office works at it", step=step.id)
        fix = Message("leave “batch:” out, or name the role that does the step and its work")
        self.problems.append(error(step.batch.at, "batch", message, fix, step.id))

    def _timeline(self, hours: Hours, calendar: Calendar | None, *, opening: bool) -> Timeline:
        here = (tuple(sorted((day, tuple(each)) for day, each in hours.items())), calendar and calendar.id, opening)
        known = self.in_common.timelines
        if here not in known:
            known[here] = timeline(WorkingHours.from_data(hours), calendar, self.axis, opening=opening)
        return known[here]

    def _one_by_one(self, offer: Offer) -> Stream:
        """Return dossiers for a procedure that does not tell how many come: they come in its hours and never meet."""
        hours = self._timeline(receiving(offer), offer.calendar, opening=True)
        pattern = Pattern(hours.opens, hours.closes, (1.0 / 60.0,) * len(hours.opens), hours.period)
        return Stream(offer.procedure.id, "", pattern, 1.0, False, Counted.WORKING)


def _unsound(procedure: Procedure) -> Iterator[Problem]:
    """Yield what keeps dossiers from coming to a proper end: those of all channels, and those of one alone."""
    judged = soundness(procedure)
    if isinstance(judged, Unsound):
        step = judged.faults[0].step
        message = Message(
            "a dossier can come to no proper end, so that the procedure cannot be simulated; it goes wrong at “{step}”",
            step=step,
        )
        fix = Message("run “isoqms check” and correct what it finds about the course of a dossier")
        yield error(procedure.steps[step].at, "unsound", message, fix, step)
    coming = procedure.demand.channels if procedure.demand else {}
    for channel in own_channels(procedure, [channel for channel, share in coming.items() if share]):
        judged = soundness(by_channel(procedure, channel))
        if isinstance(judged, Unsound):
            step = judged.faults[0].step
            message = Message(
                "dossiers that come by “{channel}” can come to no proper end; it goes wrong at “{step}”",
                channel=channel,
                step=step,
            )
            fix = Message("give the step a way out that is open to them too, or no ways kept for other channels")
            yield error(procedure.steps[step].at, "unsound", message, fix, step)


def _tells(procedure: Procedure) -> bool:
    """Say whether a procedure tells how many dossiers come."""
    demand = procedure.demand
    return demand is not None and (demand.gap is not None or bool(demand.per_year))
