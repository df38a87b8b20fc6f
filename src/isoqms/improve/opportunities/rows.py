"""Rows of steps: each always follows the one before it, and nothing branches off or comes in between."""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.flow import ANY, Passage, Way, ways
from isoqms.procedure import Procedure, Step, once


def of_office(step: Step) -> bool:
    """Say whether people of the office do the step."""
    return step.actor is None and bool(step.role)


@once
def into(procedure: Procedure, id_: str) -> tuple[Way, ...]:
    """Return the ways that lead to a step."""
    return tuple(way for way in ways(procedure, ANY) if way.target == id_)


def only_next(procedure: Procedure, step: Step) -> Step | None:
    """Return the step that follows whatever happens, or None where there is a choice, a split or an end."""
    out = [way for way in ways(procedure, ANY) if way.source == step.id]
    if len(out) != 1 or out[0].passage is not Passage.ONE or not isinstance(out[0].target, str):
        return None
    branch = out[0].branch
    kept_for_some = branch is not None and (branch.variants or branch.channels or branch.at_most is not None)
    return None if kept_for_some else procedure.steps[out[0].target]


def only_before(procedure: Procedure, step: Step) -> Step | None:
    """Return the step from which every dossier comes, or None where several ways lead here or a dossier begins here."""
    came = into(procedure, step.id)
    if len(came) != 1 or step.id == procedure.first or came[0].loop:
        return None
    return procedure.steps[came[0].source]


def pairs(procedure: Procedure) -> Iterator[tuple[Step, Step]]:
    """Yield each step with the one that always follows it and never follows another; both are done by all dossiers."""
    for step in procedure.steps.values():
        after = only_next(procedure, step)
        if after is not None and only_before(procedure, after) is step and not step.variants and not after.variants:
            yield step, after


@once
def rows(procedure: Procedure) -> tuple[tuple[Step, ...], ...]:
    """Return the longest rows of at least two steps, in the order written."""
    after = {one.id: other for one, other in pairs(procedure)}
    inner = {step.id for step in after.values()}
    found = []
    for id_, step in procedure.steps.items():
        if id_ in after and id_ not in inner:
            row = [step]
            while row[-1].id in after:
                row.append(after[row[-1].id])
            found.append(tuple(row))
    return tuple(found)
