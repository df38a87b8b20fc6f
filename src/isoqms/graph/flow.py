"""The ways between the steps of a procedure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from typing import Final, TypeAlias

from isoqms.graph.reach import circles, onward
from isoqms.problem import Position
from isoqms.procedure import Branch, Ending, Procedure, Step, once


class Every(Enum):
    """Stands for dossiers of every variant together."""

    VARIANT = "every variant"


ANY: Final = Every.VARIANT
"""Every way is open, whatever variant it is meant for."""

Dossiers: TypeAlias = str | Every | None
"""Which dossiers a question is about: those of one variant, those of no variant (None), or `ANY`."""


@dataclass(frozen=True, slots=True)
class End:
    """The place in the graph where dossiers end in one manner."""

    ending: Ending

    def __str__(self) -> str:
        return str(self.ending)


Node: TypeAlias = str | End
"""A place in the graph: a step by its id, or an end."""


class Passage(StrEnum):
    """How a dossier comes to take a way: instead of the others, beside the others, or because a bound is reached."""

    ONE = "one"
    ALL = "all"
    AT_BOUND = "at_bound"


@dataclass(frozen=True, slots=True)
class Way:
    """One way from a step to another step or to an end.

    `loop` says that it goes back: its target is written no later than its source and leads to it again. `at` is the
    place in the file: the branch, or the step where the way is written without one.
    """

    source: str
    target: Node
    passage: Passage
    at: Position
    branch: Branch | None = None
    loop: bool = False

    @property
    def at_most(self) -> int | None:
        """How often one dossier may take this way; None without a bound."""
        return self.branch.at_most if self.branch and self.passage is Passage.ONE else None


@once
def kinds(procedure: Procedure) -> tuple[str | None, ...]:
    """Return the variants a dossier may be of, as declared or named on a branch; None for a dossier of no variant.

    Every dossier is of some variant when the declared shares sum to the whole, or when all ways out of some step are
    kept for variants.
    """
    named = dict.fromkeys(procedure.variants)
    for step in procedure.steps.values():
        named |= dict.fromkeys(variant for branch in step.next for variant in branch.variants)
    divided = any(step.next and all(branch.variants for branch in step.next) for step in procedure.steps.values())
    whole = sum((variant.share or 0 for variant in procedure.variants.values()), start=0) == 1
    return tuple(named) if named and (divided or whole) else (None, *named)


@once
def going_apart(procedure: Procedure) -> bool:
    """Say whether some way is kept for variants; where none is, the ways of all dossiers are the same."""
    return any(branch.variants for step in procedure.steps.values() for branch in step.next)


@once
def ways(procedure: Procedure, dossiers: Dossiers = ANY) -> tuple[Way, ...]:
    """Return the ways open to `dossiers`, in the order written; ways to unknown steps are left out."""
    if dossiers is not ANY and not going_apart(procedure):
        return ways(procedure)
    written = [way for step in procedure.steps.values() for way in _out_of(step, procedure, dossiers)]
    place = {id_: number for number, id_ in enumerate(procedure.steps)}
    back = [isinstance(way.target, str) and place[way.target] <= place[way.source] for way in written]
    if not any(back):
        return tuple(written)
    circle = circle_numbers(written)
    return tuple(
        replace(way, loop=True) if goes_back and circle[way.source] == circle[way.target] else way
        for way, goes_back in zip(written, back, strict=True)
    )


def circle_numbers(taken: Iterable[Way]) -> dict[Node, int]:
    """Return for each place a number it shares with the places on one circle with it."""
    places = onward((way.source, way.target) for way in taken)
    return {node: number for number, nodes in enumerate(circles(places)) for node in nodes}


def _out_of(step: Step, procedure: Procedure, dossiers: Dossiers) -> Iterator[Way]:
    known = procedure.steps
    for branch in step.next:
        if not is_open(branch, dossiers):
            continue
        if branch.to in known:
            yield Way(step.id, branch.to, Passage.ONE, branch.at, branch)  # type: ignore[arg-type]
        elif branch.to is None and branch.end is not None:
            yield Way(step.id, End(branch.end), Passage.ONE, branch.at, branch)
        if branch.at_most is not None and branch.at_bound in known:
            yield Way(step.id, branch.at_bound, Passage.AT_BOUND, branch.at, branch)  # type: ignore[arg-type]
    for target in step.parallel:
        if target in known:
            yield Way(step.id, target, Passage.ALL, step.at)
    if step.end is not None:
        yield Way(step.id, End(step.end), Passage.ONE, step.at)


def is_open(branch: Branch, dossiers: Dossiers) -> bool:
    """Say whether `dossiers` may take a branch."""
    return isinstance(dossiers, Every) or branch.open_to(dossiers)


def is_done(step: Step, dossiers: Dossiers) -> bool:
    """Say whether `dossiers` that come to a step have it done, not passed over."""
    return isinstance(dossiers, Every) or step.done_in(dossiers)
