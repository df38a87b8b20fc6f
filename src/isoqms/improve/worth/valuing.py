"""What sets of changes are worth: each set is simulated once, and every dossier meets the same luck under all of them.

The value of a set is what its figures become on a finite horizon from a stated start, so a set under which people
cannot keep up has a value too. Intervals come from the differences of equal replications.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Protocol

from isoqms.improve.worth.keeping_up import Laid, without_usual_time
from isoqms.improve.worth.measures import QUICK, TIMES, Figures, Measure, figures_of
from isoqms.metrics import Figure
from isoqms.scenario import Operation, Scenario, apply
from isoqms.simulate import Plan, estimate
from isoqms.simulate.coupled import Coupled
from isoqms.simulate.plan import USUAL_REPLICATIONS
from isoqms.simulate.remarks import assumed, left_out, shared_with_others, warned
from isoqms.simulate.replicate import Runner
from isoqms.simulate.setting import Setting
from isoqms.simulate.tables import Tables
from isoqms.simulate.totals import Totals
from isoqms.words import Message


class Changing(Protocol):
    """Changes of an operation that can be made in any combination."""

    @property
    def ids(self) -> Collection[str]:
        """What the changes are called."""

    def applied(self, ids: Collection[str]) -> Operation:
        """Return the operation with these changes.

        Raises ValueError where they cannot be made together.
        """


@dataclass(frozen=True, slots=True)
class ByScenario:
    """The changes of a scenario in an operation."""

    operation: Operation
    scenario: Scenario

    @property
    def ids(self) -> Collection[str]:
        """The ids of the changes in the order of the file."""
        return tuple(self.scenario.changes)

    def applied(self, ids: Collection[str]) -> Operation:
        """Return the operation with these changes of the scenario.

        Raises ValueError where the scenario cannot be applied.
        """
        return apply(self.operation, self.scenario, ids) if ids else self.operation


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a set of changes comes to: a figure for each procedure and measure."""

    figures: Figures

    def figure(self, procedure: str, measure: Measure) -> Figure:
        """Return a figure; one without a value, and with the reason, where no dossier of the procedure came."""
        return self.figures.get((procedure, measure)) or Figure.none(measure.unit, estimate.NO_DOSSIER)

    def samples(self, procedure: str, measure: Measure) -> tuple[float, ...] | None:
        """Return a figure as one number per replication, whose mean is the figure; None where there is none."""
        samples = self.figure(procedure, measure).samples
        if samples is None or min(samples.bottoms) <= 0.0:
            return None
        return tuple(estimate.contributions(samples))


@dataclass(slots=True)
class Valuing:
    """What sets of changes are worth in an operation.

    Args:
        operation: as it is.
        scenario: the changes, of a scenario or of another kind.
        plan: seed, replications and which dossiers are counted; where lead times alone are (`detail`), nothing is said
            of who is on time.
        measures: what is said of each set; left open, the lead time and who is on time.

    Raises:
        SimulationRefusedError: the operation cannot be simulated.
        IsoqmsError: a calendar does not cover the days.
    """

    operation: Operation
    scenario: Scenario | Changing
    plan: Plan
    measures: tuple[Measure, ...] = ()
    _coupled: Coupled = field(init=False)
    _changing: Changing = field(init=False)
    _known: dict[frozenset[str], Outcome] = field(init=False, default_factory=dict)
    _laid: dict[frozenset[str], Laid] = field(init=False, default_factory=dict)
    _first: Runner | None = field(init=False, default=None)
    _last: tuple[frozenset[str], Setting] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.measures = self.measures or (TIMES if self.plan.detail else QUICK)
        self._changing = (
            ByScenario(self.operation, self.scenario) if isinstance(self.scenario, Scenario) else self.scenario
        )
        enough = replace(self.plan, detail=False, on_time=True) if set(self.measures) <= set(TIMES) else self.plan
        self._coupled = Coupled.of(self.operation, enough if self.plan.detail else self.plan, self._with_all())
        self.plan = replace(self.plan, warm_up=self._coupled.plan.warm_up, cases=self._coupled.plan.cases)

    def _with_all(self) -> tuple[Operation, ...]:
        """Return the operation with all changes, which may need longer runs; none where they cannot be made."""
        try:
            return (self._changing.applied(self._changing.ids),)
        except ValueError:
            return ()  # whoever asks for them is told why

    def of(self, ids: Collection[str]) -> Outcome:
        """Return what the operation comes to with these changes; the same set is simulated once.

        Raises:
            SimulationRefusedError: with them the operation cannot be simulated.
            ValueError: they name no changes, or cannot be made.
        """
        key = frozenset(ids)
        if key not in self._known:
            totals = self._run(self._setting(key))
            self._known[key] = Outcome(figures_of(totals, self.measures))
        return self._known[key]

    def _run(self, setting: Setting) -> Totals:
        """Run an operation; where only what is asked of the applicant differs from the first run, that one stands."""
        coupled = self._coupled
        runner = Runner(setting, coupled.plan, coupled.count)
        if self._first is None:
            self._first = runner
        elif run_alike(runner.setting.tables, self._first.setting.tables):
            runner.done += self._first.done
        runner.run_to(coupled.plan.replications or USUAL_REPLICATIONS)
        return Totals.of(runner, {})

    def saving(self, ids: Collection[str], procedure: str, measure: Measure) -> Figure:
        """Return what these changes make better, paired over replications: less time, or a higher share on time.

        What becomes worse is negative.
        """
        before, after = self.of(()).figure(procedure, measure), self.of(ids).figure(procedure, measure)
        return estimate.change(before, after) if measure.more_is_better else estimate.change(after, before)

    def assumptions(self, ids: Collection[str]) -> tuple[Message, ...]:
        """Return what is taken for granted when these changes are simulated.

        Raises as `of` does.
        """
        setting = self._laid_out(ids).setting
        return (*setting.assumptions, *assumed(setting))

    def assumptions_of(self, ids: Collection[str], procedure: str) -> tuple[Message, ...]:
        """Return what is taken for granted of one procedure by itself when these changes are simulated.

        Raises as `of` does.
        """
        operation = self._changing.applied(frozenset(ids))
        alone = tuple(each for each in operation.procedures if each.id == procedure)
        setting = self._coupled.setting(replace(operation, procedures=alone))
        return (*setting.assumptions, *assumed(setting))

    def warnings(self, ids: Collection[str]) -> tuple[Message, ...]:
        """Return what makes the figures of these changes doubtful: people who cannot keep up, work left out.

        Raises as `of` does.
        """
        laid = self._laid_out(ids)
        setting = laid.setting
        return (*warned(setting, laid.overloads), *left_out(setting), *shared_with_others(setting))

    def without_usual_time(self, ids: Collection[str]) -> Mapping[str, Message]:
        """Return, by procedure, who cannot keep up with these changes, so that it has no usual time.

        Raises as `of` does.
        """
        key = frozenset(ids)
        return without_usual_time(self._laid.get(key) or Laid.of(self._coupled, self._setting(key)))

    def _laid_out(self, ids: Collection[str]) -> Laid:
        key = frozenset(ids)
        if key not in self._laid:
            self._laid[key] = Laid.of(self._coupled, self._setting(key))
        return self._laid[key]

    def _setting(self, ids: frozenset[str]) -> Setting:
        """Return the operation with these changes, laid out; it is large, so that only the last is kept."""
        if self._last is None or self._last[0] != ids:
            self._last = ids, self._coupled.setting(self._changing.applied(ids))
        return self._last[1]

    def known(self) -> Mapping[frozenset[str], Outcome]:
        """Return what is known of the sets simulated so far."""
        return MappingProxyType(self._known)


def run_alike(one: Tables, other: Tables) -> bool:
    """Say whether two offices run alike, dossier by dossier: what the kernel reads of them is the same."""
    alike = one.streams == other.streams and one.staff is other.staff and one.fixed == other.fixed
    return alike and one.columns == other.columns
