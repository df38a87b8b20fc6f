"""A simplification dossier put together from a scenario and the procedures it changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from isoqms.improve.cost.comparison import Comparison, bills
from isoqms.improve.cost.income import Income
from isoqms.improve.opportunities.view import View
from isoqms.improve.proposal.content import Case, Cut, Proposal
from isoqms.improve.proposal.limits import limit_cuts, too_short
from isoqms.improve.proposal.power import amending_of, content_of, decision_of, lacks_power
from isoqms.improve.proposal.review import review_of
from isoqms.improve.proposal.revised import revised
from isoqms.improve.worth.shapley import shares
from isoqms.procedure import Procedure
from isoqms.procedure.differences import Change as Kind
from isoqms.procedure.differences import Difference, differences
from isoqms.scenario import Change, Operation, Scenario, apply
from isoqms.scenario.in_dossier import papers_called


@dataclass(frozen=True, slots=True)
class Ground:
    """What a dossier is put together from: the operation, the scenario, the income of an hour, and the day.

    `procedures` are all of the workspace, among which adopted ones are found.
    """

    operation: Operation
    scenario: Scenario
    incomes: Mapping[str, Income]
    procedures: Mapping[str, Procedure]
    day: date


def proposal_of(ground: Ground) -> Proposal:
    """Return the dossier of a scenario, a case for each procedure it changes.

    Raises:
        ValueError: the scenario cannot be applied.
    """
    after = apply(ground.operation, ground.scenario)
    costs = _costs(ground, after)
    cases = tuple(_Making(ground, after, before, costs).case() for before in _concerned(ground, after))
    scenario = ground.scenario
    return Proposal(scenario.id, scenario.title, scenario.note, cases, ground.incomes)


def _concerned(ground: Ground, after: Operation) -> Iterator[Procedure]:
    """Yield the procedures that some change is about."""
    for before in ground.operation.procedures:
        if any(_is_about(change, before, ground, after) for change in ground.scenario.changes.values()):
            yield before


def _is_about(change: Change, procedure: Procedure, ground: Ground, after: Operation) -> bool:
    """Say whether a change is about a procedure: it names it, or the post does some step of it."""
    scope = ground.scenario.for_
    if scope and procedure.id not in scope:
        return False
    if change.post or change.role:
        return (
            _roles(change, ground, procedure) & {role for step in procedure.steps.values() for role in step.role}
            != set()
        )
    named = "*" in change.procedure or procedure.id in change.procedure
    if change.paper:
        return named and bool(papers_called(procedure, change.paper))
    return named and (change.step is None or change.step in procedure.steps)


def _roles(change: Change, ground: Ground, procedure: Procedure) -> set[str]:
    """Return the roles of the post that a change is about."""
    if change.role:
        return {change.role}
    organisation = ground.operation.organisations.get(procedure.id)
    post = organisation.posts.get(change.post or "") if organisation else None
    return set(post.roles) if post else set()


def _costs(ground: Ground, after: Operation) -> dict[str, Comparison]:
    """Return the bills before and after where an income is stated for all procedures."""
    if any(each.id not in ground.incomes for each in ground.operation.procedures):
        return {}
    held, then = bills(ground.operation, ground.incomes), bills(after, ground.incomes, before=ground.operation)
    return {id_: Comparison(held[id_], then[id_]) for id_ in held}


@dataclass(frozen=True, slots=True)
class _Making:
    """A case being put together."""

    ground: Ground
    whole: Operation
    before: Procedure
    costs: Mapping[str, Comparison]

    def case(self) -> Case:
        """Return the case."""
        id_, operation = self.before.id, self.ground.operation
        after = self.whole.procedure(id_)
        assert after is not None, id_
        dropped = self.whole.removed.get(id_, frozenset()) - operation.removed.get(id_, frozenset())
        made, kept = revised(after, dropped)
        office = operation.office_of(id_)
        cost = self.costs.get(id_)
        income = self.ground.incomes.get(id_)
        return Case(
            before=self.before,
            after=after,
            organisation=operation.organisations.get(id_),
            dropped=dropped,
            revised=made,
            kept=kept,
            cuts=tuple(self._cuts()),
            limits=tuple(limit_cuts(self.before, after, office)),
            too_short=tuple(too_short(made, office)),
            review=review_of(
                self.before, cost.before if cost else None, income.currency if income else None, self.ground.day
            ),
            cost=cost,
            cost_shares=self._cost_shares() if cost and cost.before.items else {},
        )

    def _cuts(self) -> Iterator[Cut]:
        view = View(self.ground.operation.organisations.get(self.before.id), self.ground.procedures)
        for change in self._changes():
            found = self._alone(change)
            content = content_of(change, found)
            decision = decision_of(change, content, self.before, view)
            amending = tuple(amending_of(change, decision, self.before, found))
            unproven = lacks_power(change, decision, self.before)
            yield Cut(change.id, change, content, found, decision, amending, unproven)

    def _changes(self) -> Iterable[Change]:
        changes = self.ground.scenario.changes.values()
        return [each for each in changes if _is_about(each, self.before, self.ground, self.whole)]

    def _alone(self, change: Change) -> tuple[Difference, ...]:
        """Return what a change by itself makes different in the procedure; nothing where it only works with others."""
        try:
            made = apply(self.by_itself, self.ground.scenario, [change.id])
        except ValueError:
            return ()
        after, id_ = made.procedures[0], self.before.id
        gone = made.removed.get(id_, frozenset()) - self.by_itself.removed.get(id_, frozenset())
        taken = (Difference(Kind.REMOVED, ("steps", step), self.before.steps[step], None) for step in sorted(gone))
        return (*taken, *differences(self.before, after))

    @property
    def by_itself(self) -> Operation:
        """The procedure alone, as it is."""
        operation, id_ = self.ground.operation, self.before.id
        organisations = {id_: operation.organisations[id_]} if id_ in operation.organisations else {}
        return replace(operation, procedures=(self.before,), organisations=organisations)

    def _cost_shares(self) -> dict[str, float]:
        """Return what each change takes off the cost of a dossier: its share in what all of them do."""
        alone, scenario, id_ = self.by_itself, self.ground.scenario, self.before.id

        def saved(chosen: frozenset[str]) -> tuple[float]:
            made = apply(alone, scenario, chosen) if chosen else alone
            return (float(-bills(made, self.ground.incomes)[id_].per_dossier),)

        try:
            found = shares(tuple(each.id for each in self._changes()), saved)
        except ValueError:
            return {}
        return {name: share.mean for name, share in found.of.items()}
