"""A procedure without the steps a scenario takes out, as its next issue will read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from isoqms.procedure import Branch, Procedure, Step


def revised(procedure: Procedure, dropped: Collection[str]) -> tuple[Procedure, tuple[str, ...]]:
    """Return a procedure without dropped steps, and those of them that had to stay.

    A dropped step stays where dossiers part, meet or hand over in it: without it the procedure would read wrongly.
    """
    out = {id_ for id_ in dropped if _passable(procedure.steps[id_], procedure)}
    if len(out) == len(procedure.steps):
        out = set()
    steps = {id_: _past(step, procedure.steps, out) for id_, step in procedure.steps.items() if id_ not in out}
    start = procedure.first
    while start in out:
        start = procedure.steps[start].next[0].to or start
    if procedure.start is None and start == next(iter(steps)):
        return replace(procedure, steps=steps), tuple(id_ for id_ in dropped if id_ not in out)
    return replace(procedure, steps=steps, start=start), tuple(id_ for id_ in dropped if id_ not in out)


def _passable(step: Step, procedure: Procedure) -> bool:
    """Say whether all dossiers go on from a step in one way, to another step or to an end, and none meet there."""
    beside = any(step.id in each.parallel for each in procedure.steps.values())
    if beside or step.parallel or step.join or step.hands_over_to:
        return False
    if step.end is not None:
        return step.id != procedure.first
    targets = [procedure.steps.get(way.to or "") for way in step.next if way.at_most is None]
    following = targets[0] if len(step.next) == len(targets) == 1 else None
    return following is not None and following is not step and following.join is None


def _past(step: Step, steps: Mapping[str, Step], out: Collection[str]) -> Step:
    """Return a step whose ways lead past the dropped ones."""
    if len(step.next) == 1 and step.next[0] == Branch(to=step.next[0].to):
        last = _target(step.next[0].to, steps, out)
        if isinstance(last, Step):
            return replace(step, next=(), end=last.end)
    branches = tuple(_branch(branch, steps, out) for branch in step.next)
    parallel = tuple(str(_target(id_, steps, out)) for id_ in step.parallel)
    return replace(step, next=branches, parallel=parallel)


def _branch(branch: Branch, steps: Mapping[str, Step], out: Collection[str]) -> Branch:
    bound = _target(branch.at_bound, steps, out)
    branch = replace(branch, at_bound=bound if isinstance(bound, str) else branch.at_bound)
    last = _target(branch.to, steps, out)
    return replace(branch, to=None, end=last.end) if isinstance(last, Step) else replace(branch, to=last)


def _target(id_: str | None, steps: Mapping[str, Step], out: Collection[str]) -> str | Step | None:
    """Return where a way leads past dropped steps: a step by its id, or the dropped step that ended the dossier."""
    for _ in range(len(out) + 1):
        if id_ is None or id_ not in out:
            return id_
        if steps[id_].end is not None:
            return steps[id_]
        id_ = steps[id_].next[0].to
    return id_
