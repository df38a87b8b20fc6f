"""From the sums of replications to the result: every figure with its unit and interval, or the reason it has none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum
from typing import Final

from isoqms.graph.journey import needs_applicant
from isoqms.metrics import ON_TIME, Figure, Unit
from isoqms.procedure import Office, Procedure, Provenance, Step
from isoqms.simulate import codes, estimate
from isoqms.simulate.nodes import ENDINGS
from isoqms.simulate.replicate import SHARES, Runner, Sums
from isoqms.simulate.result import (
    CAUSES,
    SOURCES,
    Histogram,
    Journey,
    LeadTime,
    Limit,
    OnTime,
    ProcedureResult,
    RoleResult,
    Spread,
    StepResult,
    WorkTime,
)
from isoqms.simulate.setting import Setting
from isoqms.simulate.tables import Line, Place, Tables
from isoqms.words import Message, Text

NOT_COUNTED: Final = Message("only lead times were counted in this run")
NO_PERIOD: Final = Message("asked of dated days only: give a first day and how many days")
NO_LIMIT: Final = Message("no such limit with a due date is stated for this procedure")
NO_CLOCK: Final = Message("the statutory clock never began to run")
ALLOWANCES_ONLY: Final = Message("only allowances are known of its work, and they keep nobody busy")
PARTLY_KNOWN: Final = Message("of a part of its work only the allowances are known, so that its use cannot be told")
ALONE: Final = Message("each dossier was simulated alone: no demand is stated")


@dataclass(slots=True)
class Assembly:
    """The figures of a run, read off the sums of its replications.

    `withheld` gives, for procedures that wait for people who can never keep up, the reason why they have no figures.
    """

    setting: Setting
    tables: Tables
    sums: Sequence[Sums]
    detail: bool
    withheld: Mapping[int, Message] = field(default_factory=dict)

    @classmethod
    def of(cls, runner: Runner, withheld: Mapping[int, Message]) -> Assembly:
        """Take over what a runner has done."""
        assert runner.setting.tables is not None
        return cls(runner.setting, runner.setting.tables, runner.done, runner.plan.detail, withheld)

    def procedures(self) -> dict[str, ProcedureResult]:
        """Return the results of the procedures by id."""
        return {line.id: self._procedure(number, line) for number, line in enumerate(self.tables.lines)}

    def roles(self) -> dict[str, RoleResult]:
        """Return the results of the roles by id; where organisations share an id, with the number of each before it."""
        staff = self.tables.staff
        assert staff is not None
        ids = [role.id for role in staff.roles]
        names = [
            id_ if ids.count(id_) == 1 else f"{role.employer}:{id_}" for id_, role in zip(ids, staff.roles, strict=True)
        ]
        found = {name: self._role(number) for number, name in enumerate(names)}
        return found | {id_: self._idle(id_, line) for id_, line in self._named().items() if id_ not in ids}

    def _named(self) -> dict[str, Line]:
        """Return the roles steps name, with a procedure that does, also those whose work nobody knows."""
        return {
            role: self.tables.lines[place.line]
            for place in self.tables.places
            if place.node.step.actor is None
            for role in place.node.step.role
        }

    def _idle(self, id_: str, line: Line) -> RoleResult:
        """Return the result of a role none of whose work is known."""
        organisation = self.setting.operation.organisations[line.id]
        known = organisation.roles.get(id_)
        posts = [post for post in organisation.posts.values() if id_ in post.roles]
        return RoleResult(
            title=known.title if known else Text.of(id_),
            people=float(sum(post.head_count for post in posts)),
            utilisation=Figure.none(Unit.SHARE, ALLOWANCES_ONLY),
            coverage=Figure.exact(0.0, Unit.SHARE),
            waiting=Figure.none(Unit.MINUTES, ALLOWANCES_ONLY),
            queue_length=Figure.none(Unit.DOSSIERS, ALLOWANCES_ONLY),
        )

    def sources(self) -> dict[str, Figure]:
        """Return the share of steps whose time comes from each source."""
        held: dict[tuple[int, str], str] = {}
        for place in self.tables.places:
            if place.node.times.kind != codes.PASS:
                held[place.line, place.step] = str(place.node.times.source or "unknown")
        return {
            source: Figure.exact(list(held.values()).count(source) / max(1, len(held)), Unit.SHARE)
            for source in SOURCES
        }

    def mean_lead_times(self) -> list[Figure]:
        """Return the mean lead time of each procedure that has one."""
        lines = [number for number in range(len(self.tables.lines)) if number not in self.withheld]
        return [
            estimate.ratio(self._p(number, codes.P_LEAD), self._p(number, codes.P_COUNTED), Unit.MINUTES)
            for number in lines
        ]

    # sums

    def _p(self, line: int, column: int) -> list[float]:
        """Return a sum over the dossiers of a procedure, by replication."""
        return [each.procedures[line * codes.P_COLUMNS + column] for each in self.sums]

    def _n(self, nodes: Iterable[int], column: int) -> list[float]:
        """Return a sum over the visits to nodes, by replication."""
        places = [node * codes.N_COLUMNS + column for node in nodes]
        return [fsum(each.nodes[place] for place in places) for each in self.sums]

    def _per(self, line: int, tops: Sequence[float], bottoms: Sequence[float], unit: Unit, reason: Message) -> Figure:
        if line in self.withheld:
            return Figure.none(unit, self.withheld[line])
        if not self.detail:
            return Figure.none(unit, NOT_COUNTED)
        return estimate.ratio(tops, bottoms, unit, reason)

    # one procedure

    def _procedure(self, number: int, line: Line) -> ProcedureResult:
        procedure = next(each for each in self.setting.operation.procedures if each.id == line.id)
        office = self.setting.operation.office_of(line.id)
        assert office is not None
        counted = self._p(number, codes.P_COUNTED)
        by_step = self._by_step(number)

        def per_dossier(column: int, unit: Unit) -> Figure:
            return self._per(number, self._p(number, column), counted, unit, estimate.NO_DOSSIER)

        return ProcedureResult(
            title=procedure.title,
            office=office.title,
            day_minutes=float(office.day_minutes),
            cases=int(fsum(counted)),
            limits=_limits(procedure, office),
            lead_time=self._lead_time(number, counted),
            on_time=self._on_time(number),
            settled=self._settled(number),
            work_time=WorkTime(per_dossier(codes.P_WORK, Unit.WORKING_MINUTES)),
            flow_efficiency=self._per(
                number, self._p(number, codes.P_WORK), self._p(number, codes.P_OPEN), Unit.SHARE, estimate.NO_DOSSIER
            ),
            waiting=self._waiting(number, counted),
            in_progress=self._in_progress(number),
            first_time_right=per_dossier(codes.P_FIRST_TIME_RIGHT, Unit.SHARE),
            journey=self._journey(number, procedure, by_step, counted),
            endings={
                str(ending): per_dossier(codes.P_ENDINGS + place, Unit.SHARE) for place, ending in enumerate(ENDINGS)
            },
            steps={step: self._step(number, nodes, counted) for step, nodes in by_step.items()},
            lead_times=self._histogram(number),
        )

    def _by_step(self, line: int) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for node, place in enumerate(self.tables.places):
            if place.line == line:
                found.setdefault(place.step, []).append(node)
        procedure = next(p for p in self.setting.operation.procedures if p.id == self.tables.lines[line].id)
        return {step: found[step] for step in procedure.steps if step in found}

    def _lead_time(self, line: int, counted: Sequence[float]) -> LeadTime:
        if reason := self.withheld.get(line):
            return LeadTime(_no_spread(Unit.MINUTES, reason), _no_spread(Unit.WORKING_MINUTES, reason))
        wall = self._spread(
            estimate.ratio(self._p(line, codes.P_LEAD), counted, Unit.MINUTES),
            [each.lead[line] for each in self.sums],
            estimate.NO_DOSSIER,
        )
        if not self.detail:
            return LeadTime(wall, _no_spread(Unit.WORKING_MINUTES, NOT_COUNTED))
        started = self._p(line, codes.P_STARTED)
        mean = estimate.ratio(self._p(line, codes.P_STATUTORY), started, Unit.WORKING_MINUTES, NO_CLOCK)
        return LeadTime(wall, self._spread(mean, [each.statutory[line] for each in self.sums], NO_CLOCK))

    def _spread(self, mean: Figure, found: Sequence[Sequence[float]], reason: Message) -> Spread:
        parts = [
            estimate.mean([None if each[place] < 0.0 else each[place] for each in found], mean.unit, reason)
            for place in range(len(SHARES))
        ]
        return Spread(mean, *parts)

    def _on_time(self, line: int) -> OnTime:
        figures = {
            name: self._per(
                line,
                self._p(line, codes.P_LEGAL_IN_TIME + 2 * place),
                self._p(line, codes.P_LEGAL + 2 * place),
                Unit.SHARE,
                NO_LIMIT,
            )
            for place, name in enumerate(ON_TIME)
        }
        return OnTime(**figures)

    def _settled(self, line: int) -> Figure:
        if self.setting.axis.steady:
            return Figure.none(Unit.SHARE, NO_PERIOD)
        to_do = [
            received + carried
            for received, carried in zip(self._p(line, codes.P_RECEIVED), self._p(line, codes.P_CARRIED), strict=True)
        ]
        return self._per(line, self._p(line, codes.P_FINISHED), to_do, Unit.SHARE, estimate.NO_DOSSIER)

    def _in_progress(self, line: int) -> Figure:
        if self.setting.alone:
            return Figure.none(Unit.DOSSIERS, ALONE)
        minutes = [each.minutes for each in self.sums]
        return self._per(line, self._p(line, codes.P_IN_PROGRESS), minutes, Unit.DOSSIERS, estimate.NO_DOSSIER)

    def _waiting(self, line: int, counted: Sequence[float]) -> dict[str, Figure]:
        """Return where the lead time goes, by cause: the parts of the ways that decided when dossiers ended."""
        columns = {cause: codes.P_CAUSES + place for place, cause in enumerate(CAUSES)} | {"rework": codes.P_REWORK}
        return {
            cause: self._per(line, self._p(line, column), counted, Unit.MINUTES, estimate.NO_DOSSIER)
            for cause, column in columns.items()
        }

    def _histogram(self, line: int) -> Histogram | None:
        held = [each.bins[0] for each in self.sums if each.bins]
        if not held or line in self.withheld:
            return None
        first = line * codes.BINS
        counts = [float(sum(cells)) for cells in zip(*(each[first : first + codes.BINS] for each in held), strict=True)]
        return Histogram(counts, 0.01, 1.01)

    # the applicant

    def _journey(
        self, line: int, procedure: Procedure, by_step: Mapping[str, list[int]], counted: Sequence[float]
    ) -> Journey:
        before = _steps_before(procedure, self.tables.lines[line])
        forms = sum(paper.fields or 0 for paper in procedure.dossier if not paper.optional)
        asked = sum(paper.count + paper.copies for paper in procedure.dossier if not paper.optional)

        def asks(of: Callable[[Step], float], unit: Unit, once: float = 0.0) -> Figure:
            fixed = once + sum(of(step) for step in before)
            tops = [fixed * number for number in counted]
            for step, nodes in by_step.items():
                amount = of(procedure.steps[step])
                if amount:
                    visits = self._n(nodes, codes.N_VISITS)
                    tops = [top + amount * number for top, number in zip(tops, visits, strict=True)]
            return self._per(line, tops, counted, unit, estimate.NO_DOSSIER)

        return Journey(
            visits=asks(lambda step: step.visits or 0, Unit.TIMES),
            interactions=asks(lambda step: float(needs_applicant(step)), Unit.TIMES),
            counters=asks(lambda step: float(step.counter is not None), Unit.TIMES),
            papers=asks(lambda step: len(step.papers), Unit.PAPERS, asked),
            payments=asks(lambda step: len(step.pays), Unit.TIMES),
            fields=asks(lambda step: step.fields or 0, Unit.FIELDS, forms),
            hours=self._hours(line, procedure, by_step, counted),
        )

    def _hours(
        self, line: int, procedure: Procedure, by_step: Mapping[str, list[int]], counted: Sequence[float]
    ) -> Figure:
        """Return the hours of an applicant: at counters, in line and served, and at the applicant's own work."""
        tops = [0.0] * len(counted)
        office = self.setting.operation.office_of(line_id := self.tables.lines[line].id)
        assert office is not None, line_id
        for step, nodes in by_step.items():
            counter = office.counters.get(procedure.steps[step].counter or "")
            columns = [codes.N_WORK, codes.N_OTHER_WORK] if counter else []
            columns += [codes.N_QUEUE] if counter and counter.tickets else []
            for column in columns:
                minutes = self._n(nodes, column)
                tops = [top + each / 60.0 for top, each in zip(tops, minutes, strict=True)]
        own = _own_work(procedure, self.tables, line)
        for nodes, minutes_each in own:
            visits = self._n(nodes, codes.N_VISITS) if nodes else list(counted)
            tops = [top + minutes_each * each / 60.0 for top, each in zip(tops, visits, strict=True)]
        return self._per(line, tops, counted, Unit.HOURS, estimate.NO_DOSSIER)

    # one step

    def _step(self, line: int, nodes: list[int], counted: Sequence[float]) -> StepResult:
        place = self.tables.places[nodes[0]]
        lead = self._p(line, codes.P_LEAD)

        def per_dossier(column: int, unit: Unit) -> Figure:
            return self._per(line, self._n(nodes, column), counted, unit, estimate.NO_DOSSIER)

        waiting = {
            "queue": per_dossier(codes.N_QUEUE, Unit.MINUTES),
            "off_hours": per_dossier(codes.N_OFF_HOURS, Unit.MINUTES),
            "batch": per_dossier(codes.N_BATCH, Unit.MINUTES),
            "wait": per_dossier(codes.N_WAIT, Unit.MINUTES),
            "other_work": per_dossier(codes.N_OTHER_WORK, Unit.MINUTES),
        }
        return StepResult(
            title=place.node.step.title or Text.of(place.step),
            role=place.node.step.role,
            source=_source(self.tables.places[node] for node in nodes),
            visits=per_dossier(codes.N_VISITS, Unit.TIMES),
            share=self._per(line, self._n(nodes, codes.N_CRITICAL_TIME), lead, Unit.SHARE, estimate.NO_DOSSIER),
            critical=per_dossier(codes.N_CRITICAL, Unit.TIMES),
            elapsed=per_dossier(codes.N_ELAPSED, Unit.MINUTES),
            work=per_dossier(codes.N_WORK, Unit.WORKING_MINUTES),
            waiting=waiting,
        )

    # one role

    def _role(self, number: int) -> RoleResult:
        staff = self.tables.staff
        assert staff is not None
        role = staff.roles[number]
        nodes = [
            node for node, place in enumerate(self.tables.places) if place.node.roles and number in self._roles_of(node)
        ]
        visits, queue = self._n(nodes, codes.N_VISITS), self._n(nodes, codes.N_QUEUE)
        off = self._n(nodes, codes.N_OFF_HOURS)
        coverage = self._coverage(number, visits)
        whole = coverage.value is None or coverage.value == 1.0
        return RoleResult(
            title=role.title,
            people=float(sum(staff.pools[pool].people for pool in role.pools)),
            utilisation=self._utilisation(number) if whole else Figure.none(Unit.SHARE, PARTLY_KNOWN),
            coverage=coverage,
            waiting=self._of_role(queue, visits, Unit.MINUTES),
            queue_length=self._of_role(
                [a + b for a, b in zip(queue, off, strict=True)], [each.minutes for each in self.sums], Unit.DOSSIERS
            ),
        )

    def _roles_of(self, node: int) -> Sequence[int]:
        first, last = self.tables.node_roles[node], self.tables.node_roles[node + 1]
        return list(self.tables.roles_needed[first:last])

    def _of_role(self, tops: Sequence[float], bottoms: Sequence[float], unit: Unit) -> Figure:
        if self.setting.alone:
            return Figure.none(unit, ALONE)
        if not self.detail:
            return Figure.none(unit, NOT_COUNTED)
        return estimate.ratio(tops, bottoms, unit, estimate.NO_DOSSIER)

    def _utilisation(self, number: int) -> Figure:
        """Return how much of the time in which its people are there they are busy, with whatever role they fill."""
        if self.setting.alone:
            return Figure.none(Unit.SHARE, ALONE)
        busy, present = [], []
        for each in self.sums:
            pools = each.staff.roles[number].pools
            busy.append(fsum(each.busy[pool] for pool in pools))
            present.append(fsum(each.open[pool] * each.staff.pools[pool].people for pool in pools))
        return estimate.ratio(busy, present, Unit.SHARE)

    def _coverage(self, number: int, visits: Sequence[float]) -> Figure:
        """Return how much of the role's work is known: visits to steps with stated work, of all it is named for."""
        staff = self.tables.staff
        assert staff is not None
        role = staff.roles[number]
        silent = [
            node
            for node, place in enumerate(self.tables.places)
            if self.tables.lines[place.line].employer == role.employer
            and place.node.times.kind == codes.DELAY
            and not place.node.times.known
            and role.id in place.node.step.role
        ]
        unknown = self._n(silent, codes.N_VISITS)
        everything = [one + other for one, other in zip(visits, unknown, strict=True)]
        return (
            self._of_role(visits, everything, Unit.SHARE)
            if not self.setting.alone
            else _plain_ratio(visits, everything)
        )


def _plain_ratio(tops: Sequence[float], bottoms: Sequence[float]) -> Figure:
    return estimate.ratio(tops, bottoms, Unit.SHARE)


def _no_spread(unit: Unit, reason: Message) -> Spread:
    none = Figure.none(unit, reason)
    return Spread(none, none, none, none)


def _source(places: Iterable[Place]) -> str:
    """Return the weakest source of a step's times among the kinds of dossiers."""
    found = [place.node.times.source for place in places if place.node.times.kind != codes.PASS]
    if not found or None in found:
        return "unknown" if found else "none"
    return str(min((each for each in found if each), key=list(Provenance).index))


def _limits(procedure: Procedure, office: Office) -> dict[str, Limit]:
    """Return the limits of a procedure in words, and in working minutes where they are working time."""
    found = {}
    for name, limit in procedure.limits.named().items():
        if name in ("legal", "committed") and limit.within is not None:
            minutes = limit.within.working_minutes(office.day_minutes)
            found[name] = Limit(limit.within, None if minutes is None else float(minutes))
    return found


def _steps_before(procedure: Procedure, line: Line) -> list[Step]:
    """Return what the applicant does before the dossier reaches the office."""
    starts = {course.start for course in line.courses}
    if len(starts) != 1:
        return []
    before = []
    for id_, step in procedure.steps.items():
        if id_ in starts:
            return before
        before.append(step)
    return before


def _own_work(procedure: Procedure, tables: Tables, line: int) -> list[tuple[list[int], float]]:
    """Return the mean minutes of the applicant's own steps, each with its nodes; none for what comes before."""
    found = []
    for node, place in enumerate(tables.places):
        times = place.node.times
        if place.line == line and times.kind == codes.DELAY and times.cause == codes.APPLICANT and times.work:
            found.append(([node], times.work.mean))
    return found
