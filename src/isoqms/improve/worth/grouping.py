"""Changes that only make sense together: where dossiers would get stuck under some of them, they are taken as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from isoqms.problem import Problem
from isoqms.simulate import SimulationRefusedError
from isoqms.words import Message

Groups: TypeAlias = Mapping[str, frozenset[str]]
"""Ids of changes by the id of the group they stand in, that of its first change."""

Refusal: TypeAlias = Callable[[frozenset[str]], Message | None]
"""Says why a set of changes cannot be carried out without others; None when it can."""


@dataclass(frozen=True, slots=True)
class Binding:
    """Why several changes are taken as one: without the others, some of them could not be carried out."""

    changes: tuple[str, ...]
    alone: tuple[str, ...]
    reason: Message


class NeverPossibleError(ValueError):
    """Not even all changes together can be carried out; `reason` says why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.render("en"))
        self.reason = reason


def each_alone(ids: Sequence[str]) -> Groups:
    """Return every change as a group of its own."""
    return {id_: frozenset((id_,)) for id_ in ids}


def bound(groups: Groups, refused: frozenset[str], why: Refusal) -> tuple[Groups, Binding]:
    """Return fewer groups after a set of them was refused, the fewest joined that help, and why they are joined.

    Args:
        groups: the groups so far.
        refused: the ids of the groups that cannot be carried out without others.
        why: says the same of sets of changes.

    Raises:
        NeverPossibleError: all changes together are refused as well.
    """
    if never := why(_changes(groups, frozenset(groups))):
        raise NeverPossibleError(never)
    least = _least(groups, refused, why)
    reason = why(_changes(groups, least))
    assert reason is not None, least
    joined = next(each for each in _wider(groups, least) if why(_changes(groups, each)) is None)
    whole = [id_ for id_ in groups if id_ in joined]
    fewer = {id_: members for id_, members in groups.items() if id_ not in whole[1:]}
    fewer[whole[0]] = _changes(groups, joined)
    return fewer, Binding(tuple(whole), tuple(id_ for id_ in groups if id_ in least), reason)


def _least(groups: Groups, refused: frozenset[str], why: Refusal) -> frozenset[str]:
    """Return a part of what was refused of which no group can be left out without it becoming possible."""
    least = refused
    for id_ in sorted(refused):
        if len(least) > 1 and why(_changes(groups, least - {id_})) is not None:
            least -= {id_}
    return least


def _wider(groups: Groups, least: frozenset[str]) -> Iterator[frozenset[str]]:
    """Yield larger sets of groups, those with the fewest more first."""
    others = [id_ for id_ in groups if id_ not in least]
    for more in range(1, len(others) + 1):
        for added in combinations(others, more):
            yield least | set(added)


def _changes(groups: Groups, ids: frozenset[str]) -> frozenset[str]:
    return frozenset[str]().union(*(groups[id_] for id_ in ids))


def members(groups: Groups, ids: frozenset[str]) -> frozenset[str]:
    """Return the changes of several groups together."""
    return _changes(groups, ids)


def told_by(error: ValueError) -> Message:
    """Return why changes cannot be carried out, from the error that said so."""
    if isinstance(error, SimulationRefusedError):
        first: Problem = error.problems[0]
        return first.message
    return Message("they contradict each other: {reason}", reason=str(error))
