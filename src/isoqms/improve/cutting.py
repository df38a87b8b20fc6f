"""What to cut in the procedures of an office: opportunities found, each priced, and the sets that reach a target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from isoqms.improve.opportunities.find import find
from isoqms.improve.opportunities.opportunity import Question
from isoqms.improve.opportunities.surroundings import surroundings
from isoqms.improve.priced import Price, Pricing
from isoqms.improve.smallest import Ids
from isoqms.improve.target import Reaching, Target, reaching
from isoqms.improve.worth.measures import Measure
from isoqms.metrics import Figure
from isoqms.procedure import Authority, Procedure
from isoqms.scenario import Operation
from isoqms.simulate import Plan, simulate
from isoqms.simulate.result import Result

_WEEK: Final = 7 * 24 * 60
_USUAL_YEAR: Final = 1.0

MOST_DOSSIERS: Final = 12_000_000
"""Dossiers simulated at most to look at sets one by one; beyond, a set is built step by step."""
_FEW_SETS, _MANY_SETS = 80, 600


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for beside the list of opportunities.

    `within` is the highest authority that may have to decide, `most_changes` how many opportunities a set may hold.
    """

    target: Target
    procedure: str
    within: Authority | None = None
    most_changes: int | None = None


@dataclass(frozen=True, slots=True)
class Cutting:
    """What could be cut: every opportunity with its price, the best first, what has to be asked, and a target's answer.

    `base` is the office as it is, `plan` how it was simulated: `isoqms simulate` with the same options counts the same
    dossiers.
    """

    operation: Operation
    pricing: Pricing
    base: Result
    plan: Plan
    prices: tuple[Price, ...]
    questions: tuple[Question, ...]
    reaching: Reaching | None = None

    @property
    def looks_at_several(self) -> bool:
        """Whether something was to be cut in more than one procedure."""
        return len({id_ for price in self.prices for id_ in price.opportunity.procedures}) > 1

    @property
    def told_together(self) -> int:
        """How many opportunities have savings by simulation, all of which are told at once."""
        return sum(bool(price.savings) for price in self.prices)

    def figure(self, ids: Ids, procedure: str, measure: Measure) -> Figure:
        """Return a figure with a set of opportunities.

        Raises:
            ValueError: the set cannot be carried out.
        """
        outcome = self.pricing.of(ids)
        if outcome is None:
            raise ValueError(f"{sorted(ids)} cannot be carried out")
        return outcome.figure(procedure, measure)

    def scenario(self, ids: Sequence[str]) -> Mapping[str, Any]:
        """Return the changes of a set of opportunities by id, as plain data of a scenario file."""
        return self.pricing.scenario(ids)

    def procedure(self, id_: str) -> Procedure:
        """Return a procedure that is simulated.

        Raises:
            ValueError: it is not among them.
        """
        found = self.operation.procedure(id_)
        if found is None:
            raise ValueError(f"{id_!r} is not simulated")
        return found


def cutting(
    operation: Operation,
    workspace: Mapping[str, Procedure],
    looked_at: Sequence[str],
    plan: Plan,
    wanted: Wanted | None = None,
) -> Cutting:
    """Return what could be cut in some procedures of an operation, all of which are simulated together.

    Args:
        operation: the procedures whose people are simulated.
        workspace: all procedures of the workspace, by id.
        looked_at: the ids of those in which something is to be cut.
        plan: seed, replications, which dossiers are counted.
        wanted: a target, for one of them.

    Raises:
        SimulationRefusedError: the operation cannot be simulated.
        IsoqmsError: a calendar does not cover the days.
    """
    base = simulate(operation, plan)
    coupled = _coupled(plan, base)
    procedures = [each for each in operation.procedures if each.id in looked_at]
    found, questions = find(procedures, surroundings(operation, workspace))
    pricing = Pricing(operation, found, coupled)
    only = looked_at[0] if len(looked_at) == 1 else None
    prices = [pricing.price(each.id, only) for each in found]
    answer = None
    if wanted is not None:
        most = most_sets(coupled, base)
        answer = reaching(wanted.target, wanted.procedure, pricing, wanted.within, wanted.most_changes, most)
    ordered = sorted(prices, key=lambda price: -yearly_minutes(operation, price))
    return Cutting(operation, pricing, base, coupled, tuple(ordered), questions, answer)


def most_sets(plan: Plan, base: Result) -> int:
    """Return how many sets are looked at one by one: fewer where more dossiers are simulated for each."""
    dossiers = max(1, base.cases // base.replications * (plan.replications or base.replications))
    return max(_FEW_SETS, min(_MANY_SETS, MOST_DOSSIERS // dossiers))


def yearly_minutes(operation: Operation, price: Price) -> float:
    """Return how many minutes all applicants of a year are spared by an opportunity, by the calendar."""
    saving = price.savings.get(Measure.MEAN)
    procedure = operation.procedure(price.procedure)
    number = procedure.demand.per_year if procedure and procedure.demand else None
    return (saving.value or 0.0) * (number or _USUAL_YEAR) if saving else 0.0


def _coupled(plan: Plan, base: Result) -> Plan:
    """Return the plan under which all sets are simulated: they begin after the same time, and count the same."""
    if plan.days is not None:
        return replace(plan, warm_up=int(base.warm_up.minutes // _WEEK), replications=base.replications)
    cases = base.cases // base.replications
    return replace(plan, warm_up=base.warm_up.dossiers, cases=cases, replications=base.replications)


def together(cutting: Cutting, procedure: str, ids: Sequence[str], measure: Measure) -> list[Figure]:
    """Return what opportunities save together, each with all before it; one that cannot join them is passed over."""
    held: Ids = frozenset()
    found = []
    for id_ in ids:
        wider = held | {id_}
        held = wider if cutting.pricing.of(wider) is not None else held
        found.append(cutting.pricing.saving(held, procedure, measure))
    return found
