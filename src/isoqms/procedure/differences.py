"""What changed between two versions of a procedure: a value each time, with the place of it in both.

Comments, layout, white space, accepted problems and the order of names do not count; the order of the steps does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Final

from isoqms.problem import Position
from isoqms.procedure.build import file_name, in_file
from isoqms.procedure.located import NOWHERE, Located
from isoqms.procedure.pairs import meaning, moved, paired, past, same_steps, with_ids
from isoqms.procedure.parts import Effort
from isoqms.procedure.procedure import Procedure
from isoqms.procedure.steps import Branch
from isoqms.words import Text

Path = tuple[str, ...]

_NOT_COMPARED: Final = ("steps", "suppress")


class Change(StrEnum):
    """What happened to a value."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: names of fields and ids down to the value, what it was, what it is, and where that is written.

    A removed value stands at its old place. A step that was moved holds the ids of the steps it stood and stands
    behind, None where it is the first.
    """

    change: Change
    path: Path
    before: Any
    after: Any
    at: Position = NOWHERE


def differences(before: Procedure, after: Procedure) -> tuple[Difference, ...]:
    """Return everything that means something else in `after` than in `before`, in the order of the file format.

    >>> from isoqms.procedure import read_procedure
    >>> data = {"id": "A", "title": "x", "steps": {"a": {"title": "Ký", "allowance": "2 giờ", "end": "completed"}}}
    >>> shorter = {**data, "steps": {"a": {**data["steps"]["a"], "allowance": "1 giờ"}}}
    >>> one, two = (read_procedure(each, lambda path: NOWHERE)[0] for each in (data, shorter))
    >>> [(each.path, each.before.render("en"), each.after.render("en")) for each in differences(one, two)]
    [(('steps', 'a', 'allowance'), '2 hours', '1 hour')]
    """
    return (*_fields((), before, after, after.at), *_Steps(before, after).differences())


def _value(path: Path, old: Any, new: Any, at: Position) -> Iterator[Difference]:
    """Yield how two values at one path differ; `at` is the nearest place known."""
    at = getattr(new if new is not None else old, "at", at)
    if meaning(old) == meaning(new):
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for id_ in dict.fromkeys((*old, *new)):
            yield from _value((*path, id_), old.get(id_), new.get(id_), at)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _lists(path, old, new, at)
    elif old is None or old == () or old == {}:
        yield Difference(Change.ADDED, path, None, new, at)
    elif new is None or new == () or new == {}:
        yield Difference(Change.REMOVED, path, old, None, at)
    elif type(old) is type(new) and isinstance(old, Located) and not isinstance(old, Effort):
        yield from _fields(path, old, new, at)
    else:
        yield Difference(Change.CHANGED, path, old, new, at)


def _fields(path: Path, old: Any, new: Any, at: Position) -> Iterator[Difference]:
    for part in fields(old):
        if in_file(part) and not (path == () and part.name in _NOT_COMPARED):
            yield from _value((*path, file_name(part)), getattr(old, part.name), getattr(new, part.name), at)


def _lists(path: Path, old: tuple[Any, ...], new: tuple[Any, ...], at: Position) -> Iterator[Difference]:
    pairs = list(paired(old, new))
    if len(old) == len(new) == 1 and _is_instead(old[0], new[0]):
        yield Difference(Change.CHANGED, path, old[0], new[0], at)
        return
    for one, other in pairs:
        shown = other if other is not None else one
        yield from _value((*path, _known_by(shown)), one, other, at)
    if all(one is not None and meaning(one) == meaning(other) for one, other in pairs):
        yield Difference(Change.MOVED, path, old, new, at)


def _is_instead(old: Any, new: Any) -> bool:
    """Say whether one value, of a text, a role or a way on, simply stands instead of another: one change, not two."""
    if isinstance(old, Branch) and isinstance(new, Branch):
        return old.leads_to != new.leads_to
    return not isinstance(old, Located)


def _known_by(entry: Any) -> str:
    """Return the entry of a list as its place names it: what stands first in it."""
    if isinstance(entry, Branch):
        return entry.leads_to
    names = (part.name for part in fields(entry) if in_file(part)) if isinstance(entry, Located) else ()
    first = next((getattr(entry, name) for name in names), entry)
    return next(iter(first), "") if isinstance(first, Text) else str(first or "")


class _Steps:
    """The steps of both versions, those that are the same known by their new ids."""

    def __init__(self, before: Procedure, after: Procedure) -> None:
        self.new = after.steps
        self.same = same_steps(before, after)
        self.added = [id_ for id_ in after.steps if id_ not in self.same.values()]
        self.gone = [id_ for id_ in before.steps if id_ not in self.same]
        self.old = {
            self.same[id_]: with_ids(past(step, before.steps, self.gone), self.same)
            for id_, step in before.steps.items()
            if id_ in self.same
        }
        self.removed = {id_: before.steps[id_] for id_ in self.gone}
        self.numbered = {self.same[id_]: place for place, id_ in enumerate(before.steps, start=1) if id_ in self.same}

    def differences(self) -> Iterator[Difference]:
        """Yield what changed in, around and among the steps."""
        for id_, step in self.removed.items():
            yield Difference(Change.REMOVED, ("steps", id_), step, None, step.at)
        names = {new: old for old, new in self.same.items()}
        for place, (id_, step) in enumerate(self.new.items(), start=1):
            if id_ in self.added:
                yield Difference(Change.ADDED, ("steps", id_), None, step, step.at)
                continue
            if names[id_] != id_:
                yield Difference(Change.CHANGED, ("steps", id_, "id"), names[id_], id_, step.at)
            yield from self._within(id_, place)
        yield from self._moved()

    def _within(self, id_: str, place: int) -> Iterator[Difference]:
        old, new = self.old[id_], past(self.new[id_], self.new, self.added)
        counts = str(old.number) == str(self.numbered[id_]) and str(new.number) == str(place)
        for each in _fields(("steps", id_), old, new, new.at):
            if not (counts and each.path[-1] == "number"):  # it only counts the steps above
                yield each

    def _moved(self) -> Iterator[Difference]:
        old, new = list(self.old), [id_ for id_ in self.new if id_ in self.old]
        for id_ in sorted(moved(old, new), key=new.index):
            yield Difference(Change.MOVED, ("steps", id_), _above(old, id_), _above(new, id_), self.new[id_].at)


def _above(order: list[str], id_: str) -> str | None:
    place = order.index(id_)
    return order[place - 1] if place else None
