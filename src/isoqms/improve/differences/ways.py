"""The ways on from a step, whichever manner they are written in: read, led elsewhere, followed past steps left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Final

from isoqms.procedure import Branch, Ending, Step

_END: Final = "end: "


def targets(step: Step) -> tuple[str, ...]:
    """Return where a step leads, each place once: ids of steps, or “end: ” and the manner."""
    if step.parallel:
        return step.parallel
    ends = (f"{_END}{step.end}",) if step.end else ()
    return tuple(dict.fromkeys((*(branch.leads_to for branch in step.next), *ends)))


def led(step: Step, to: Callable[[str], str]) -> Step:
    """Return a step whose ways lead elsewhere: `to` gives, for each place, the place that stands for it."""
    if step.parallel:
        return replace(step, parallel=tuple(map(to, step.parallel)))
    if step.end:
        place = to(f"{_END}{step.end}")
        return step if place.startswith(_END) else replace(step, end=None, next=(Branch(to=place),))
    return replace(step, next=tuple(_branch(branch, to) for branch in step.next))


def _branch(branch: Branch, to: Callable[[str], str]) -> Branch:
    place, bound = to(branch.leads_to), branch.at_bound and to(branch.at_bound)
    ends = place.startswith(_END)
    return replace(
        branch,
        to=None if ends else place,
        end=Ending(place.removeprefix(_END)) if ends else None,
        at_bound=None if bound and bound.startswith(_END) else bound,
    )


def is_simple(step: Step) -> bool:
    """Say whether a step can be passed over: one way in front of it leads on by one way behind it."""
    return len(targets(step)) == 1 and not step.parallel and step.join is None


def past(place: str, steps: Mapping[str, Step], left_out: Collection[str]) -> str:
    """Return where a way leads when steps with one way on are left out."""
    for _ in left_out:
        if place not in left_out:
            break
        [place] = targets(steps[place])
    return place


def leading(step: Step, place: str) -> Step:
    """Return a step all of whose ways lead to one place."""
    return led(step, lambda _: place)


def inserted(
    steps: Mapping[str, Step], step: Step, sources: Collection[str], passable: Collection[str]
) -> dict[str, Step] | None:
    """Return steps with one more, put into the ways that lead from `sources` to where it leads; None without any.

    Where steps that may be passed over lie on such a way, it comes behind them.
    """
    [goal] = targets(step)
    made = dict(steps)
    for source in sources:
        for first in targets(made[source]):
            here, place = source, first
            while place in passable and place != goal:
                here = place
                [place] = targets(made[place])
            if place == goal:
                made[here] = led(made[here], lambda each: step.id if each == goal else each)
                made[step.id] = step
    return made if step.id in made else None
