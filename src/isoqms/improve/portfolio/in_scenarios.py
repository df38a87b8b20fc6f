"""The cuts that scenario files propose, decide or report: each change laid on the procedures it is meant for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from isoqms.graph.yardstick import Order, yardstick
from isoqms.improve.opportunities.view import View
from isoqms.improve.portfolio.cut import IN_FORCE, Cut, CutKind, Told
from isoqms.improve.portfolio.promise import compared, is_shortened, promises
from isoqms.improve.proposal.power import content_of, decision_of, lacks_power
from isoqms.problem import Severity
from isoqms.procedure import Ending, Procedure
from isoqms.procedure.differences import differences
from isoqms.scenario import Change, Operation, Scenario, State, apply, operation_of, scenario_problems
from isoqms.scenario.folder import concerned
from isoqms.scenario.read import scenario_of
from isoqms.scenario.scenario import ALL
from isoqms.source import Source
from isoqms.words import Message, Renderable, Text
from isoqms.workspace.load import Workspace
from isoqms.worktime import Duration


@dataclass(frozen=True, slots=True)
class ScenarioCuts:
    """What the scenarios of a workspace cut.

    `elsewhere` are the changes that alter no procedure but posts or the number of dossiers, `unread` says of which
    scenarios nothing is counted, and why.
    """

    cuts: tuple[Cut, ...] = ()
    elsewhere: tuple[str, ...] = ()
    unread: tuple[Message, ...] = ()


def cuts_in_scenarios(workspace: Workspace) -> ScenarioCuts:
    """Return the cuts in the scenario files the user named, one for each procedure that a change alters."""
    cuts: list[Cut] = []
    elsewhere: list[str] = []
    unread = []
    for source in workspace.scenarios.values():
        scenario, problems = scenario_of(source)
        operation = operation_of(workspace, concerned(workspace, source, scenario), dated=False)
        problems = [*problems, *(scenario_problems(operation, scenario) if scenario.changes else ())]
        errors = [each for each in problems if each.severity is Severity.ERROR]
        if errors:
            unread.append(Message("{place}: {message}", place=str(errors[0].at), message=errors[0].message))
        else:
            found = list(_cuts(operation, scenario, source, workspace.procedures))
            cuts += found
            elsewhere += [
                f"{scenario.id}/{id_}" for id_ in scenario.changes if id_ not in {cut.change for cut in found}
            ]
    return ScenarioCuts(tuple(cuts), tuple(elsewhere), tuple(unread))


def _cuts(
    operation: Operation, scenario: Scenario, source: Source, procedures: Mapping[str, Procedure]
) -> Iterator[Cut]:
    for id_, change in scenario.changes.items():
        changed = _under(operation, scenario, change)
        for before, after in zip(operation.procedures, changed.procedures, strict=True):
            gone = changed.removed.get(before.id, frozenset()) - operation.removed.get(before.id, frozenset())
            found = _cut_of(operation, before, after, bool(gone), change)
            if found is not None:
                kind, taken_off = found
                claimed = _claimed(operation, procedures, before, after, change)
                yield Cut(
                    before.id,
                    kind,
                    _words(operation, before, after, change) if kind is CutKind.LIMIT else change.title or Text.of(id_),
                    State.PROPOSED if claimed else change.state or State.PROPOSED,
                    change.document,
                    change.date,
                    Told.SCENARIO,
                    source.at(("changes", id_)),
                    taken_off,
                    scenario=scenario.id,
                    change=id_,
                    claimed=claimed,
                )


def _claimed(
    operation: Operation, procedures: Mapping[str, Procedure], before: Procedure, after: Procedure, change: Change
) -> State | None:
    """Return the state a change claims by a document that is not known to be of who may decide it."""
    if not change.document or change.state in (None, State.PROPOSED):
        return None
    content = content_of(change, differences(before, after))
    decision = decision_of(change, content, before, View(operation.organisations.get(before.id), procedures))
    return change.state if lacks_power(change, decision, before) else None


def _under(operation: Operation, scenario: Scenario, change: Change) -> Operation:
    """Return the operation under one change; under all, for the procedures it names, where it needs the others."""
    try:
        return apply(operation, scenario, only=[change.id])
    except ValueError:
        changed = apply(operation, scenario)
    kept = tuple(
        after if change.procedure == ALL or before.id in change.procedure else before
        for before, after in zip(operation.procedures, changed.procedures, strict=True)
    )
    return replace(changed, procedures=kept)


def _cut_of(
    operation: Operation, before: Procedure, after: Procedure, gone: bool, change: Change
) -> tuple[CutKind, float | None] | None:
    """Return what a change cuts of a procedure, and which share of its time; None where it alters nothing of it."""
    if _is_dropped(after) and not _is_dropped(before):
        return CutKind.DROPPED, None
    if _is_handed_over(after) and not _is_handed_over(before):
        return CutKind.MERGED, None
    shorter = next(_shorter(operation, before, after), None)
    if shorter:
        return CutKind.LIMIT, shorter[2]
    if gone:
        return CutKind.STEP, None
    if before is not after:
        return (CutKind.OTHER, None) if change.demand is None else None
    if _is_told_already(before, change):
        held = promises(before, operation.office_of(before.id))
        return CutKind.LIMIT, next((each.taken_off for each in held), None)
    return None


def _is_told_already(procedure: Procedure, change: Change) -> bool:
    """Say whether a change reports a shorter limit that the procedure file has by now: it tells state and document."""
    reported = change.limits and change.state in IN_FORCE and procedure.id in change.procedure
    return bool(reported) and is_shortened(promises(procedure, None))


def _shorter(
    operation: Operation, before: Procedure, after: Procedure
) -> Iterator[tuple[Duration, Duration, float | None]]:
    """Yield the limits that become shorter: what holds now, what would, and which share is taken off."""
    office = operation.office_of(before.id)
    by = yardstick(before, office)
    held = {each.variant: each.committed or each.legal for each in promises(before, office)}
    for each in promises(after, office):
        now, then = held.get(each.variant), each.committed or each.legal
        order, left = compared(then, now, by)
        if order is Order.LESS and now and then:
            yield now, then, None if left is None else float(1 - left)


def _words(operation: Operation, before: Procedure, after: Procedure, change: Change) -> Renderable:
    """Return what becomes of a limit; of one that the file has by now, the title of the change."""
    shorter = next(_shorter(operation, before, after), None)
    if shorter is None:
        return change.title or Text.of(change.id)
    now, then, _ = shorter
    return Message("{committed} instead of {legal}", committed=then, legal=now)


def _is_dropped(procedure: Procedure) -> bool:
    """Say whether no dossier comes any more, by what is said of demand."""
    return procedure.demand is not None and procedure.demand.per_year == 0


def _is_handed_over(procedure: Procedure) -> bool:
    """Say whether every dossier ends by being handed over to another procedure."""
    steps = procedure.steps.values()
    endings = {end for step in steps for end in (step.end, *(way.end for way in step.next)) if end}
    return endings == {Ending.HANDED_OVER}
