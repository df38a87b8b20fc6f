"""From the sums of replications to the figures of procedures and their steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final

from isoqms.metrics import ON_TIME, Figure, Unit
from isoqms.procedure import Office, Procedure
from isoqms.simulate import codes, estimate
from isoqms.simulate.journey_results import journey_of
from isoqms.simulate.line import Line, Place
from isoqms.simulate.nodes import ENDINGS
from isoqms.simulate.pooled import LOWEST, RATIO, Tally, merged, within
from isoqms.simulate.replicate import SHARES, Runner
from isoqms.simulate.result import (
    CAUSES,
    NO_TIME,
    REWORK,
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
from isoqms.simulate.role_results import role_results
from isoqms.simulate.step_times import weakest
from isoqms.simulate.totals import ALONE, NOT_COUNTED, Columns, Totals, added
from isoqms.words import Message, Text
from isoqms.worktime import Basis

NO_PERIOD: Final = Message("asked of dated days only: give a first day and how many days")
NO_LIMIT: Final = Message("no such limit with a due date is stated for this procedure")
NO_CLOCK: Final = Message("the statutory clock never began to run")
_UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Assembly:
    """The figures of a run, read off the sums of its replications."""

    totals: Totals

    @classmethod
    def of(cls, runner: Runner, withheld: Mapping[int, Message]) -> Assembly:
        """Take over what a runner has done; `withheld` says why procedures, by number, have no figures."""
        return cls(Totals.of(runner, withheld))

    def procedures(self) -> dict[str, ProcedureResult]:
        """Return the results of the procedures by id."""
        return {part.line.id: part.result() for part in self._parts()}

    def journeys(self) -> dict[str, Journey]:
        """Return what each procedure asks of its applicants, by id."""
        return {part.line.id: part.journey() for part in self._parts()}

    def _parts(self) -> Iterator[_Part]:
        nodes: list[dict[str, list[int]]] = [{} for _ in self.totals.tables.lines]
        for node, place in enumerate(self.totals.tables.places):
            nodes[place.line].setdefault(place.step, []).append(node)
        known = {each.id: each for each in self.totals.setting.operation.procedures}
        for number, line in enumerate(self.totals.tables.lines):
            yield _Part(self.totals, number, line, known[line.id], nodes[number])

    def roles(self) -> dict[str, RoleResult]:
        """Return the results of the roles by id."""
        return role_results(self.totals)

    def sources(self) -> dict[str, Figure]:
        """Return the share of steps whose time comes from each source."""
        held: dict[tuple[int, str], str] = {}
        for place in self.totals.tables.places:
            if place.node.times.kind != codes.PASS:
                held[place.line, place.step] = str(place.node.times.source or _UNKNOWN)
        found = list(held.values())
        return {each: Figure.exact(found.count(each) / max(1, len(found)), Unit.SHARE) for each in SOURCES}

    def mean_lead_times(self) -> dict[str, Figure]:
        """Return the mean lead time of each procedure that has one, by id."""
        lines = enumerate(self.totals.tables.lines)
        return {
            line.id: _mean_lead_time(self.totals, number)
            for number, line in lines
            if number not in self.totals.withheld
        }


def _mean_lead_time(totals: Totals, line: int) -> Figure:
    return estimate.ratio(totals.of_line(line)[codes.P_LEAD], totals.counted(line), Unit.MINUTES)


@dataclass(frozen=True, slots=True)
class _Part:
    """The figures of one procedure; `nodes` are those of its steps."""

    totals: Totals
    number: int
    line: Line
    procedure: Procedure
    nodes: Mapping[str, Sequence[int]]

    def result(self) -> ProcedureResult:
        """Return the result of the procedure."""
        office, steps = self._office(), self._steps()
        sums = self.totals.of_line(self.number)
        return ProcedureResult(
            title=self.procedure.title,
            office=office.title,
            day_minutes=float(office.day_minutes),
            cases=int(fsum(self.totals.counted(self.number))),
            limits=_limits(self.procedure, office),
            lead_time=self._lead_time(),
            on_time=self._on_time(),
            settled=self._settled(),
            work_time=WorkTime(self._per_dossier(sums[codes.P_WORK], Unit.WORKING_MINUTES)),
            flow_efficiency=self._per(sums[codes.P_WORK], sums[codes.P_OPEN], Unit.SHARE),
            waiting=self._waiting(),
            in_progress=self._in_progress(),
            first_time_right=self._per_dossier(sums[codes.P_FIRST_TIME_RIGHT], Unit.SHARE),
            journey=journey_of(self.totals, self.number, self.procedure, office, steps),
            endings={
                str(ending): self._per_dossier(sums[codes.P_ENDINGS + place], Unit.SHARE)
                for place, ending in enumerate(ENDINGS)
            },
            steps={id_: self._step(self.nodes[id_], each) for id_, each in steps.items()},
            lead_times=self._histogram(),
        )

    def journey(self) -> Journey:
        """Return what a dossier asks of its applicant."""
        return journey_of(self.totals, self.number, self.procedure, self._office(), self._steps())

    def _office(self) -> Office:
        office = self.totals.setting.operation.office_of(self.line.id)
        assert office is not None, self.line.id
        return office

    def _steps(self) -> dict[str, Columns]:
        return {id_: self.totals.of_nodes(self.nodes[id_]) for id_ in self.procedure.steps if id_ in self.nodes}

    def _per(
        self, tops: Sequence[float], bottoms: Sequence[float], unit: Unit, reason: Message = estimate.NO_DOSSIER
    ) -> Figure:
        return self.totals.per(self.number, tops, bottoms, unit, reason)

    def _per_dossier(self, tops: Sequence[float], unit: Unit) -> Figure:
        return self.totals.per_dossier(self.number, tops, unit)

    # times

    def _lead_time(self) -> LeadTime:
        if reason := self.totals.withheld.get(self.number):
            return LeadTime(_no_spread(Unit.MINUTES, reason), _no_spread(Unit.WORKING_MINUTES, reason))
        runs, line = self.totals.replications, self.number
        mean = _mean_lead_time(self.totals, line)
        wall = _spread(mean, [each.lead_tallies[line] for each in runs], estimate.NO_DOSSIER)
        if not self.totals.detail:
            return LeadTime(wall, _no_spread(Unit.WORKING_MINUTES, NOT_COUNTED))
        sums = self.totals.of_line(line)
        mean = estimate.ratio(sums[codes.P_STATUTORY], sums[codes.P_STARTED], Unit.WORKING_MINUTES, NO_CLOCK)
        return LeadTime(wall, _spread(mean, [each.statutory_tallies[line] for each in runs], NO_CLOCK))

    def _waiting(self) -> dict[str, Figure]:
        """Return where the lead time goes, by cause: the parts of the ways that decided when dossiers ended."""
        sums = self.totals.of_line(self.number)
        columns = {cause: codes.P_CAUSES + place for place, cause in enumerate(CAUSES)} | {REWORK: codes.P_REWORK}
        return {cause: self._per_dossier(sums[column], Unit.MINUTES) for cause, column in columns.items()}

    def _histogram(self) -> Histogram | None:
        if not self.totals.spread or not self.totals.detail or self.number in self.totals.withheld:
            return None
        counts = merged([each.statutory_tallies[self.number] for each in self.totals.replications])
        return Histogram(counts, LOWEST, RATIO)

    # promises

    def _on_time(self) -> OnTime:
        judged = [(codes.P_LEGAL_IN_TIME + 2 * place, codes.P_LEGAL + 2 * place) for place in range(len(ON_TIME))]
        legal, committed, index766, report06a = (
            self.totals.on_time(self.number, in_time, all_, NO_LIMIT) for in_time, all_ in judged
        )
        return OnTime(legal=legal, committed=committed, index766=index766, report06a=report06a)

    def _settled(self) -> Figure:
        if self.totals.setting.axis.steady:
            return Figure.none(Unit.SHARE, NO_PERIOD)
        sums = self.totals.of_line(self.number)
        to_do = added(sums[codes.P_RECEIVED], sums[codes.P_CARRIED])
        return self._per(sums[codes.P_FINISHED], to_do, Unit.SHARE)

    def _in_progress(self) -> Figure:
        if self.totals.setting.alone:
            return Figure.none(Unit.DOSSIERS, ALONE)
        sums = self.totals.of_line(self.number)
        return self._per(sums[codes.P_IN_PROGRESS], self.totals.minutes(), Unit.DOSSIERS)

    # steps

    def _step(self, nodes: Sequence[int], sums: Columns) -> StepResult:
        places = [self.totals.tables.places[node] for node in nodes]
        step = places[0].node.step
        waiting = {
            "queue": codes.N_QUEUE,
            "off_hours": codes.N_OFF_HOURS,
            "batch": codes.N_BATCH,
            "wait": codes.N_WAIT,
            "other_work": codes.N_OTHER_WORK,
        }
        lead = self.totals.of_line(self.number)[codes.P_LEAD]
        return StepResult(
            title=step.title or Text.of(step.id),
            role=step.role,
            source=_source(places),
            visits=self._per_dossier(sums[codes.N_VISITS], Unit.TIMES),
            share=self._per(sums[codes.N_CRITICAL_TIME], lead, Unit.SHARE),
            critical=self._per(sums[codes.N_CRITICAL], sums[codes.N_VISITS], Unit.SHARE),
            elapsed=self._per_dossier(sums[codes.N_ELAPSED], Unit.MINUTES),
            work=self._per_dossier(sums[codes.N_WORK], Unit.WORKING_MINUTES),
            waiting={cause: self._per_dossier(sums[column], Unit.MINUTES) for cause, column in waiting.items()},
        )


def _spread(mean: Figure, tallies: Sequence[Tally], reason: Message) -> Spread:
    """Return a time with its mean and the times in which shares of dossiers are done."""
    return Spread(mean, *within(tallies, SHARES, mean.unit, reason))


def _no_spread(unit: Unit, reason: Message) -> Spread:
    none = Figure.none(unit, reason)
    return Spread(none, none, none, none)


def _source(places: Iterable[Place]) -> str:
    """Return the weakest source of a step's times among the kinds of dossiers."""
    found = [place.node.times.source for place in places if place.node.times.kind != codes.PASS]
    if not found:
        return NO_TIME
    return str((None not in found and weakest([each for each in found if each])) or _UNKNOWN)


def _limits(procedure: Procedure, office: Office) -> dict[str, Limit]:
    """Return the limits of a procedure in words, and in working minutes where they are working time."""
    found = {}
    for name, limit in procedure.limits.named().items():
        if name in ("legal", "committed") and limit.within is not None:
            minutes = limit.within.working_minutes(office.day_minutes, plain_days=Basis(office.plain_days))
            span = limit.within.span(plain_days=Basis(office.plain_days))
            to_the_day = span is not None and not span.working_minutes and span.working_days % 1 == 0
            found[name] = Limit(limit.within, None if minutes is None else float(minutes), to_the_day)
    return found
