"""What opportunities are worth, alone and together: each set is simulated once, every dossier meeting the same luck."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any, Final

from isoqms.improve.joint import wider
from isoqms.improve.opportunities.opportunity import Opportunity
from isoqms.improve.smallest import Ids
from isoqms.improve.worth.grouping import told_by
from isoqms.improve.worth.measures import Measure
from isoqms.improve.worth.valuing import Outcome, Valuing
from isoqms.metrics import Figure
from isoqms.problem import IsoqmsError, Severity
from isoqms.scenario import Operation, Scenario, apply, scenario_of_data, scenario_problems
from isoqms.simulate import Plan
from isoqms.words import Message

MEASURES: Final = (
    Measure.WORKING_MEAN,
    Measure.WORKING_P90,
    Measure.MEAN,
    Measure.P90,
    Measure.LEGAL,
    Measure.COMMITTED,
    Measure.VISITS,
    Measure.HOURS,
)
_WAYS: Final = ("next", "parallel", "end", "join")
_ALL: Final = {"id": "cut", "title": {"vi": "Các nội dung có thể cắt giảm", "en": "What could be cut"}}


@dataclass(frozen=True, slots=True)
class Price:
    """What one opportunity is worth: savings for `procedure` by measure, and what moves for the office's others.

    A saving is what becomes better: less time, more on time; what becomes worse is negative. `elsewhere` holds the mean
    lead times of other procedures that change by more than chance, the largest change first. Without figures `refused`
    says why, or `overloads`: by procedure, who can no longer keep up.
    """

    opportunity: Opportunity
    procedure: str
    savings: Mapping[Measure, Figure] = field(default_factory=dict)
    elsewhere: tuple[tuple[str, Figure], ...] = ()
    refused: Message | None = None
    overloads: Mapping[str, Message] = field(default_factory=dict)


@dataclass(slots=True)
class Pricing:
    """Prices of opportunities in an operation, simulated as a plan says.

    Args:
        operation: as it is.
        opportunities: what could be cut in it.
        plan: seed, replications, which dossiers are counted and what is left out before them.

    Raises:
        SimulationRefusedError: the operation cannot be simulated.
        IsoqmsError: a calendar does not cover the days.
        ValueError: the changes of an opportunity are no scenario.
    """

    operation: Operation
    opportunities: Sequence[Opportunity]
    plan: Plan
    _scenario: Scenario | None = field(init=False, default=None)
    _today: frozenset[str] | None = field(init=False, default=None)
    _valuing: Valuing = field(init=False)
    _by_id: dict[str, Opportunity] = field(init=False)
    _refused: dict[Ids, Message] = field(init=False, default_factory=dict)
    _overloads: dict[Ids, Mapping[str, Message]] = field(init=False, default_factory=dict)
    _afresh: Valuing = field(init=False)

    def __post_init__(self) -> None:
        self._by_id = {each.id: each for each in self.opportunities}
        self._scenario = scenario_of(self.opportunities)
        nothing = Scenario(**{**_ALL, "changes": {}})  # type: ignore[arg-type]
        self._valuing = Valuing(self.operation, self._scenario or nothing, self.plan, MEASURES)
        other_luck = replace(self.plan, seed=self.plan.seed + 1)
        self._afresh = Valuing(self.operation, self._scenario or nothing, other_luck, MEASURES)
        for each in self.opportunities:
            if each.changes and (why := _wrong(self.operation, self._part([each.id]))):
                self._refused[frozenset((each.id,))] = why

    def opportunity(self, id_: str) -> Opportunity:
        """Return an opportunity by its id."""
        return self._by_id[id_]

    def can_be_simulated(self, id_: str) -> bool:
        """Say whether an opportunity has changes a simulation can follow."""
        told = self._by_id[id_].not_simulated is None
        return told and bool(self._by_id[id_].changes) and frozenset((id_,)) not in self._refused

    def of(self, ids: Ids) -> Outcome | None:
        """Return what the operation comes to with a set of opportunities.

        None where they cannot be carried out, or somebody could no longer keep up: there is no usual time to tell then.
        """
        if ids in self._refused or any(not self.can_be_simulated(id_) for id_ in ids):
            return None
        if len(ids) > 1 and self._alters_ways(ids) and (why := _wrong(self.operation, self._part(ids))):
            self._refused[ids] = why
            return None
        try:
            return None if self.overloads(ids) else self._valuing.of(self._changes(ids))
        except (ValueError, IsoqmsError) as error:
            self._refused[ids] = error.message if isinstance(error, IsoqmsError) else told_by(error)
            return None

    def overloads(self, ids: Ids) -> Mapping[str, Message]:
        """Return, by procedure, who can no longer keep up with a set of opportunities and can as things are.

        Raises:
            ValueError: the set cannot be carried out.
            IsoqmsError: dossiers never end with it, for another reason than the work they bring.
        """
        if ids not in self._overloads:
            if self._today is None:
                self._today = frozenset(self._valuing.without_usual_time(()))
            found = self._valuing.without_usual_time(self._changes(ids))
            self._overloads[ids] = {id_: why for id_, why in found.items() if id_ not in self._today}
        return self._overloads[ids]

    def is_overloading(self, ids: Ids) -> bool:
        """Say whether a set was looked at and somebody could no longer keep up with it."""
        return bool(self._overloads.get(ids))

    def afresh(self, ids: Ids) -> Outcome:
        """Return what a set that can be carried out comes to with other luck than that by which it was chosen.

        The best of many sets owes something to the luck they all met; what is told of it must not.
        """
        return self._afresh.of(self._changes(ids))

    def price(self, id_: str, procedure: str | None = None) -> Price:
        """Return what one opportunity is worth.

        Args:
            id_: the opportunity.
            procedure: whose savings are told; where nothing is said, of those it concerns the one that gains most.
        """
        found, ids = self._by_id[id_], frozenset((id_,))
        first = procedure or found.procedures[0]
        if found.not_simulated:
            return Price(found, first, refused=found.not_simulated)
        if self.of(ids) is None:
            return Price(found, first, refused=self._refused.get(ids), overloads=self._overloads.get(ids, {}))
        whose = procedure or max(found.procedures, key=lambda each: self._mean_saving(ids, each).value or 0.0)
        savings = {measure: self.saving(ids, whose, measure) for measure in MEASURES}
        return Price(found, whose, savings, self._elsewhere(ids, whose))

    def saving(self, ids: Ids, procedure: str, measure: Measure) -> Figure:
        """Return what a set of opportunities makes better, paired over replications."""
        return self._valuing.saving(self._changes(ids), procedure, measure)

    def moves(self, id_: str, procedure: str, measures: Iterable[Measure]) -> bool:
        """Say whether an opportunity alone changes one of the figures of a procedure at all, in any replication.

        One with which somebody could no longer keep up does: another may give them the time.
        """
        alone = frozenset((id_,))
        before, after = self.of(frozenset()), self.of(alone)
        if before is None or after is None:
            return self.is_overloading(alone)
        return any(before.samples(procedure, each) != after.samples(procedure, each) for each in measures)

    def clashes(self, ids: Collection[str]) -> tuple[Ids, ...]:
        """Return the pairs of opportunities that change the same value, so that only one of the two can be made."""
        return tuple(pair for pair in map(frozenset, combinations(ids, 2)) if self._clash(pair))

    def scenario(self, ids: Collection[str]) -> Mapping[str, Any]:
        """Return the changes of a set of opportunities by id, as plain data of a scenario file."""
        return {id_: dict(data) for each in ids for id_, data in self._by_id[each].changes.items()}

    def _clash(self, ids: Ids) -> bool:
        assert self._scenario is not None, ids
        try:
            apply(self.operation, self._scenario, self._changes(ids))
        except ValueError:
            return True
        return False

    def _changes(self, ids: Collection[str]) -> list[str]:
        return [change for id_ in ids for change in self._by_id[id_].changes]

    def _part(self, ids: Collection[str]) -> Scenario:
        made = scenario_of([self._by_id[id_] for id_ in ids])
        assert made is not None, ids
        return made

    def _alters_ways(self, ids: Ids) -> bool:
        changes = [change for id_ in ids for change in self._by_id[id_].changes.values()]
        return any(way in change.get("set", {}) for change in changes for way in _WAYS)

    def _mean_saving(self, ids: Ids, procedure: str) -> Figure:
        return self.saving(ids, procedure, Measure.MEAN)

    def _elsewhere(self, ids: Ids, whose: str) -> tuple[tuple[str, Figure], ...]:
        found = [(each.id, self._mean_saving(ids, each.id)) for each in self.operation.procedures if each.id != whose]
        sure = [(id_, saving) for id_, saving in found if _is_more_than_chance(saving, len(found))]
        return tuple(sorted(sure, key=lambda each: -abs(each[1].value or 0.0)))


def scenario_of(opportunities: Sequence[Opportunity]) -> Scenario | None:
    """Return one scenario with all changes of opportunities; None where there are none.

    Raises:
        ValueError: the changes are no scenario.
    """
    changes = {id_: dict(data) for each in opportunities for id_, data in each.changes.items()}
    if not changes:
        return None
    scenario, problems = scenario_of_data({**_ALL, "changes": changes})
    if scenario is None or problems:
        raise ValueError(f"not a scenario: {problems[0].at}: {problems[0].message.render('en')}")
    return scenario


def _wrong(operation: Operation, scenario: Scenario) -> Message | None:
    """Return why a scenario cannot be followed in an operation; None when it can."""
    found = scenario_problems(operation, scenario)
    return next((each.message for each in found if each.severity is Severity.ERROR), None)


def _is_more_than_chance(saving: Figure, among: int) -> bool:
    """Say whether a saving is there beyond chance although it is one of many that are looked at.

    Its interval is widened so that none of them all seems to differ in 95 of 100 cases (Bonferroni).
    """
    if saving.value is None or saving.half_width is None or saving.samples is None:
        return False
    return abs(saving.value) > saving.half_width * wider(among, len(saving.samples.tops))
