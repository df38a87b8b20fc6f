"""What a change comes to in one operation: single values at single places of procedures and organisations."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import is_dataclass, replace
from difflib import get_close_matches
from typing import Any, Final, NamedTuple

from isoqms.problem import Ground, Position, Problem, Severity
from isoqms.scenario.scenario import Change, Scenario
from isoqms.words import Message

_FLOW: Final = ("next", "parallel", "end", "join")

REMOVED: Final = object()
"""The value of a step that is no longer done."""

Owner = tuple[str, str | int]
"""("procedure", its id) or ("organisation", its number among those of the operation)."""

Place = tuple[str | int, ...]
"""Names of fields, ids and indices from a procedure or an organisation down to one value."""


class Edit(NamedTuple):
    """One value that becomes different, and where the scenario says so."""

    owner: Owner
    place: Place
    value: Any
    at: Position


class Subject(NamedTuple):
    """A change of a scenario, for what is said about it."""

    scenario: Scenario
    change: Change

    def at(self, *keys: str | int) -> Position:
        """Return where something of the change is written."""
        return self.scenario.place(("changes", self.change.id, *keys))

    def problem(
        self, key: str, message: Message, fix: Message, rule: str = "name", severity: Severity = Severity.ERROR
    ) -> Problem:
        """Return what is wrong with the change, told at one of its names, or at the change for an empty one."""
        ground = Ground.FORMAT if severity is Severity.ERROR else Ground.CONVENTION
        at = self.at(key) if key else self.at()
        return Problem(at, f"format/scenario-{rule}", severity, ground, message, fix, self.change.id)


def near(name: str, known: Collection[str]) -> Message:
    """Say what to write instead of a name that stands for nothing."""
    ids = sorted(known)
    close = get_close_matches(name, ids, n=1, cutoff=0.6)
    if close:
        return Message("did you mean “{near}”?", near=close[0])
    return Message("names known here: {known}", known=ids or Message("none"))


def value_at(whole: Any, place: Place) -> Any:
    """Return the value at a place of a model object; None where something on the way is not stated."""
    for key in place:
        if whole is None:
            return None
        if isinstance(whole, tuple):
            whole = whole[int(key)]
        else:
            whole = getattr(whole, str(key)) if is_dataclass(whole) else whole.get(key)
    return whole


def put(whole: Any, place: Place, value: Any) -> Any:
    """Return a copy of a model object with another value at a place; what lies beside it is shared.

    A part kept by name for which there is no value is no longer kept.
    """
    if not place:
        return value
    key, *below = place
    inner = put(value_at(whole, (key,)), tuple(below), value)
    if isinstance(whole, tuple):
        return (*whole[: int(key)], inner, *whole[int(key) + 1 :])
    if is_dataclass(whole) and not isinstance(whole, type):
        return replace(whole, **{str(key): inner})
    return {id_: part for id_, part in {**whole, key: inner}.items() if part is not None}


def conflicts(edits: Sequence[tuple[Subject, Edit]]) -> Iterator[Problem]:
    """Yield where two changes, or two parts of one, touch the same value."""
    told: set[tuple[str, str]] = set()
    by_owner: dict[Owner, list[tuple[Subject, Edit]]] = {}
    for subject, edit in edits:
        for other, earlier in by_owner.setdefault(edit.owner, []):
            pair = (other.change.id, subject.change.id)
            if _touch(earlier, edit) and pair not in told:
                told.add(pair)
                yield _conflict(subject, edit, other)
        by_owner[edit.owner].append((subject, edit))


def _touch(one: Edit, other: Edit) -> bool:
    shorter, longer = sorted((one, other), key=lambda edit: len(edit.place))
    if longer.place[: len(shorter.place)] != shorter.place:
        return False
    # of a step that is no longer done the ways on still matter
    return not (shorter.value is REMOVED and len(longer.place) > len(shorter.place) and longer.place[2] in _FLOW)


def _conflict(subject: Subject, edit: Edit, other: Subject) -> Problem:
    what, one, two = ".".join(map(str, edit.place)), other.change.id, subject.change.id
    if one == two:
        message = Message("“{one}” changes “{what}” twice", one=one, what=what)
        fix = Message("keep one of the two")
    else:
        message = Message("“{one}” and “{two}” both change “{what}”", one=one, two=two, what=what)
        fix = Message("keep one of them, or write the other in a scenario of its own")
    return replace(subject.problem("", message, fix, "conflict"), at=edit.at)
