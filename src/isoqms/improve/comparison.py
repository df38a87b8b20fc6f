"""Two versions of a procedure, or an operation and a scenario: what changed, and what each change brought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from isoqms.improve.differences.between import Between
from isoqms.improve.differences.pieces import Piece
from isoqms.improve.worth.attribution import Attribution, Sharing
from isoqms.improve.worth.grouping import Binding, Groups
from isoqms.improve.worth.valuing import Valuing
from isoqms.problem import IsoqmsError
from isoqms.procedure import Procedure
from isoqms.scenario import Change, Operation, Scenario
from isoqms.simulate import Plan
from isoqms.words import Message

USUAL_REPLICATIONS = 8
"""How often every set of changes is simulated where nobody says."""


@dataclass(frozen=True, slots=True)
class Part:
    """One change: a piece between two versions or a change of a scenario.

    `assumed` says that its share rests on how much of an allowance is taken as used.
    """

    id: str
    piece: Piece | None = None
    change: Change | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed and what each change brought.

    Attributes:
        before, after: the procedures compared; in a scenario those it may touch, which then are the same.
        between: what lies between two versions; None for a scenario.
        scenario: the changes; None between two versions.
        parts: the changes that were simulated, by id.
        groups: changes that share as one, by the id of the first.
        bindings: why changes are taken as one.
        attributions: savings and shares, by procedure and measure.
        plan: what was simulated.
        assumptions, warnings: what was taken for granted, and what makes the figures doubtful, before or after.
        assumptions_of: what was taken for granted of each procedure by itself.
    """

    before: tuple[Procedure, ...]
    after: tuple[Procedure, ...]
    between: Between | None
    scenario: Scenario | None
    parts: Mapping[str, Part]
    groups: Groups
    bindings: tuple[Binding, ...]
    attributions: tuple[Attribution, ...]
    plan: Plan
    assumptions: tuple[Message, ...]
    warnings: tuple[Message, ...]
    assumptions_of: Mapping[str, tuple[Message, ...]]

    @property
    def procedures(self) -> tuple[str, ...]:
        """The procedures that have savings, by the ids they are simulated under."""
        return tuple(dict.fromkeys(each.procedure for each in self.attributions))


def of_versions(found: Between, plan: Plan) -> Comparison:
    """Simulate what lies between two versions, and share the saving out among its pieces.

    Raises:
        SimulationRefusedError: the version before cannot be simulated.
        NeverPossibleError: nor can the one after.
        IsoqmsError: a calendar does not cover the days.
    """
    parts = {id_: Part(id_, piece=found.pieces[id_], assumed=found.pieces[id_].assumed) for id_ in found.ids}
    valuing = Valuing(found.base(), found, _sized(plan))
    sharing = Sharing(valuing, tuple(parts), tell=plan.progress)
    attributions = _attributions(sharing, [found.procedure]) if parts else []
    return _told(sharing, attributions, found.before.procedures, found.after.procedures, found, None, parts)


def of_scenario(operation: Operation, scenario: Scenario, plan: Plan) -> Comparison:
    """Simulate an operation with and without the changes of a scenario, and share the saving out among them.

    Raises:
        SimulationRefusedError: the operation cannot be simulated.
        NeverPossibleError: nor can it under the scenario.
        IsoqmsError: a calendar does not cover the days.
    """
    parts = {
        id_: Part(id_, change=change, assumed=_is_assumed(operation, change))
        for id_, change in scenario.changes.items()
    }
    sharing = Sharing(Valuing(operation, scenario, _sized(plan)), tuple(parts), tell=plan.progress)
    attributions = _attributions(sharing, [each.id for each in operation.procedures])
    return _told(sharing, attributions, operation.procedures, operation.procedures, None, scenario, parts)


def _attributions(sharing: Sharing, procedures: Sequence[str]) -> list[Attribution]:
    """Return the shares by procedure; where people cannot keep up, before or after, the reason why there are none."""
    silent = _without_usual_time(sharing)
    told = [id_ for id_ in procedures if id_ not in silent]
    try:
        found = sharing.attributions(told) if told else []
    except IsoqmsError:
        if not silent:
            raise
        silent, found = dict.fromkeys(procedures, next(iter(silent.values()))), []
    measures = sharing.valuing.measures
    found += [sharing.without_figures(id_, measure, silent[id_]) for id_ in silent for measure in measures]
    return sorted(found, key=lambda each: procedures.index(each.procedure))


def _without_usual_time(sharing: Sharing) -> dict[str, Message]:
    """Return, by procedure, who cannot keep up before the changes or with all of them."""
    try:
        before, after = (sharing.valuing.without_usual_time(ids) for ids in ((), sharing.ids))
    except ValueError:
        return {}  # the changes cannot be made; whoever shares out says why
    return {id_: _when(before.get(id_), after.get(id_)) for id_ in {**before, **after}}


def _when(before: Message | None, after: Message | None) -> Message:
    if before is None:
        return Message("after the changes, {reason}", reason=after)
    if after is None:
        return Message("before the changes, {reason}", reason=before)
    return Message("before the changes, {reason}; after them, {other}", reason=before, other=after)


def _told(
    sharing: Sharing,
    attributions: list[Attribution],
    before: tuple[Procedure, ...],
    after: tuple[Procedure, ...],
    between: Between | None,
    scenario: Scenario | None,
    parts: Mapping[str, Part],
) -> Comparison:
    valuing = sharing.valuing
    ends: tuple[tuple[str, ...], ...] = ((), tuple(parts))
    procedures = dict.fromkeys(each.procedure for each in attributions)
    return Comparison(
        before=before,
        after=after,
        between=between,
        scenario=scenario,
        parts=parts,
        groups=sharing.groups,
        bindings=tuple(sharing.bindings),
        attributions=tuple(attributions),
        plan=valuing.plan,
        assumptions=_together(valuing.assumptions(ids) for ids in ends),
        warnings=_together(valuing.warnings(ids) for ids in ends),
        assumptions_of={id_: _together(valuing.assumptions_of(ids, id_) for ids in ends) for id_ in procedures},
    )


def _together(said: Iterable[tuple[Message, ...]]) -> tuple[Message, ...]:
    """Return what is said of several ends, each sentence once."""
    return tuple(dict.fromkeys(each for sentences in said for each in sentences))


def _sized(plan: Plan) -> Plan:
    """Return a plan with a number of runs; how long they are their loads decide."""
    return replace(plan, replications=plan.replications or USUAL_REPLICATIONS, progress=None)


def _is_assumed(operation: Operation, change: Change) -> bool:
    """Say whether a change concerns only steps of which nothing but the allowance is known."""
    steps = [each.steps[change.step] for each in operation.procedures if change.step and change.step in each.steps]
    return (
        bool(steps)
        and not change.leads_to
        and all(step.allowance is not None and not step.work and not step.wait for step in steps)
    )
