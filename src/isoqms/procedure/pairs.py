"""Which part of one version of a procedure is which of another: steps by their ids and titles, entries of lists."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from isoqms.procedure.build import to_data
from isoqms.procedure.parts import Paper, PublishedTime, Revision, Signature
from isoqms.procedure.procedure import Procedure
from isoqms.procedure.steps import Branch, Step


def meaning(value: Any) -> Any:
    """Return what a value of the model says as plain data: white space and the way letters are put together left out.

    >>> meaning("Cấp   giấy ") == meaning("Cấp giấy")
    True
    """
    return None if value is None else _plain(to_data(value))


def _plain(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {key: _plain(each) for key, each in data.items()}
    if isinstance(data, (list, tuple)):
        return [_plain(each) for each in data]
    return " ".join(unicodedata.normalize("NFC", data).split()) if isinstance(data, str) else data


def same_steps(before: Procedure, after: Procedure) -> dict[str, str]:
    """Return the steps that stand in both versions: old id → new id; one given another id is known by its title."""
    same = {id_: id_ for id_ in before.steps if id_ in after.steps}
    gone = [step for id_, step in before.steps.items() if id_ not in same and step.title]
    new = [step for id_, step in after.steps.items() if id_ not in same and step.title]
    for old in gone:
        alike = [step for step in new if meaning(step.title) == meaning(old.title)]
        if len(alike) == 1 and sum(meaning(each.title) == meaning(old.title) for each in gone) == 1:
            same[old.id] = alike[0].id
    return same


def with_ids(step: Step, ids: Mapping[str, str]) -> Step:
    """Return a step whose ways on name other steps by the ids they have in the other version."""
    branches = tuple(replace(each, to=_in(ids, each.to), at_bound=_in(ids, each.at_bound)) for each in step.next)
    return replace(step, next=branches, parallel=tuple(ids.get(each, each) for each in step.parallel))


def _in(ids: Mapping[str, str], id_: str | None) -> str | None:
    return ids.get(id_, id_) if id_ else id_


def past(step: Step, steps: Mapping[str, Step], left_out: Collection[str]) -> Step:
    """Return a step whose ways lead past those of `steps` that are left out and have a single way on.

    So a step put between two others changes nothing in the one before it.
    """

    def target(id_: str) -> str:
        for _ in left_out:
            following = _only_way(steps[id_]) if id_ in left_out and id_ in steps else None
            if following is None:
                break
            id_ = following
        return id_

    branches = tuple(
        replace(each, to=each.to and target(each.to), at_bound=each.at_bound and target(each.at_bound))
        for each in step.next
    )
    return replace(step, next=branches, parallel=tuple(target(each) for each in step.parallel))


def _only_way(step: Step) -> str | None:
    """Return where every dossier goes after a step, if there is one such step."""
    return step.next[0].to if len(step.next) == 1 and not step.next[0].variants else None


def moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Return the fewest of the same ids that must be moved to bring one order into the other.

    >>> moved("abcd", "bcda")
    {'a'}
    """
    place = {id_: number for number, id_ in enumerate(before)}
    longest: list[list[str]] = [[]]
    for id_ in after:
        fitting = [each for each in longest if not each or place[each[-1]] < place[id_]]
        longest.append([*max(fitting, key=len), id_])
    most = max(longest, key=len)
    return set(after).difference(most)


def paired(before: Sequence[Any], after: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the entries of two lists side by side; None stands beside what the other list does not hold.

    What is equal belongs together first, then what has the same name in the same turn.
    """
    rest, left = list(after), []
    for old in before:
        equal = next((each for each in rest if meaning(each) == meaning(old)), None)
        if equal is None:
            left.append(old)
        else:
            rest.remove(equal)
            yield old, equal
    named = _numbered(rest)
    for key, old in _numbered(left).items():
        yield old, named.pop(key, None)
    yield from ((None, new) for new in named.values())


def _numbered(entries: Sequence[Any]) -> dict[Hashable, Any]:
    turns: dict[Hashable, Iterator[int]] = {}
    return {(name, next(turns.setdefault(name, count()))): each for each in entries for name in [_name(each)]}


def _name(entry: Any) -> Hashable:
    """Return by what an entry of a list is known; what has no name of its own is known by all it says."""
    match entry:
        case Paper():
            known: Any = entry.paper
        case Branch():
            known = entry.leads_to
        case Signature():
            known = entry.post or entry.name or ""
        case PublishedTime():
            known = entry.part
        case Revision():
            known = (str(entry.issue), str(entry.revision), entry.date)
        case _:
            known = entry
    return str(meaning(known))
