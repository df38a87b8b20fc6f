"""A procedure without the steps a scenario takes out, as its next issue will read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Final

from isoqms.procedure import Branch, Join, Procedure, Step
from isoqms.words import LANGUAGES, Message, Text

_TO_REWRITE: Final = Message("[LEFT OUT: its place in the order is to be rewritten by hand]")


def revised(procedure: Procedure, dropped: Collection[str]) -> tuple[Procedure, tuple[str, ...]]:
    """Return a procedure without dropped steps, and those of them that had to stay.

    A dropped step stays where dossiers part, meet or hand over in it: without it the procedure would read wrongly. Its
    title then says so, and it takes no time.
    """
    made, left = procedure, [id_ for id_ in procedure.steps if id_ in dropped]
    taken = len(left) < len(procedure.steps)
    while taken:  # a step may be taken out only once another is
        taken = False
        for id_ in tuple(left):
            without = next(_without(made, id_), None)
            if without is not None:
                made, taken = without, True
                left.remove(id_)
    steps = {id_: _marked(step) if id_ in left else step for id_, step in made.steps.items()}
    return (replace(made, steps=steps) if left else made), tuple(left)


def _marked(step: Step) -> Step:
    """Return a step that had to stay, so that nobody who prints it overlooks that it is no longer done."""
    name = step.title or Text.of(step.id)
    title = Text({lang: f"{_TO_REWRITE.render(lang)} {name.render(lang)}" for lang in LANGUAGES})
    return replace(step, title=title, allowance=None, work=None, wait=None, in_variant={})


def _without(procedure: Procedure, id_: str) -> Iterator[Procedure]:
    """Yield what a procedure reads without one step, where every dossier still comes to a proper end."""
    step = procedure.steps[id_]
    splits = [each for each in procedure.steps.values() if id_ in each.parallel]
    if step.parallel or step.join or step.hands_over_to:
        return
    made = _without_branch(procedure, step, splits[0]) if splits else _led_past(procedure, step)
    yield from (each for each in made if _is_as_sound(each, procedure))


def _is_as_sound(made: Procedure, before: Procedure) -> bool:
    from isoqms.graph.soundness import Unsound, soundness  # most scenarios take no step out

    return not isinstance(soundness(made), Unsound) or isinstance(soundness(before), Unsound)


def _led_past(procedure: Procedure, step: Step) -> Iterator[Procedure]:
    """Yield a procedure whose ways to a step lead on to where it leads, if all dossiers go on from it in one way."""
    if step.end is not None:
        passable = step.id != procedure.first
    else:
        following = _only_target(step, procedure.steps)
        passable = following is not None and (following.join is None or len(_arriving(procedure, step.id)) == 1)
    if passable:
        out = {step.id}
        steps = {id_: _past(each, procedure.steps, out) for id_, each in procedure.steps.items() if id_ not in out}
        start = (step.next[0].to or procedure.first) if step.id == procedure.first else procedure.first
        unsaid = procedure.start is None and start == next(iter(steps))
        yield replace(procedure, steps=steps, start=None if unsaid else start)


def _without_branch(procedure: Procedure, step: Step, split: Step) -> Iterator[Procedure]:
    """Yield a procedure without the first step of a parallel branch, or without the branch where it was all of it.

    Of a join of `any` the rest is not the same: the branch that took no time would have come first.
    """
    following = _only_target(step, procedure.steps)
    if following is None or _arriving(procedure, step.id) != [split.id] or following.join is Join.ANY:
        return
    others = tuple(id_ for id_ in split.parallel if id_ != step.id)
    steps = {id_: each for id_, each in procedure.steps.items() if id_ != step.id}
    if following.join is None:
        parallel = tuple(following.id if id_ == step.id else id_ for id_ in split.parallel)
        yield replace(procedure, steps={**steps, split.id: replace(split, parallel=parallel)})
    elif len(others) > 1:
        yield replace(procedure, steps={**steps, split.id: replace(split, parallel=others)})
    else:
        alone = {split.id: replace(split, parallel=(), next=(Branch(to=others[0]),))}
        yield replace(procedure, steps={**steps, **alone, following.id: replace(following, join=None)})
        yield replace(procedure, steps={**steps, **alone})  # other branches still meet there


def _only_target(step: Step, steps: Mapping[str, Step]) -> Step | None:
    """Return the step to which all dossiers go on from a step; None where they part, end or come back to it."""
    targets = [steps.get(way.to or "") for way in step.next if way.at_most is None]
    following = targets[0] if len(step.next) == len(targets) == 1 else None
    return None if following is step else following


def _arriving(procedure: Procedure, id_: str) -> list[str]:
    """Return the steps from which ways lead to a step, once for each way."""
    return [
        step.id
        for step in procedure.steps.values()
        for target in (*step.parallel, *(to for way in step.next for to in (way.to, way.at_bound)))
        if target == id_
    ]


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
