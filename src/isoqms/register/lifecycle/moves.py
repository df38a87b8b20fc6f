"""Taking a step: the register's answer is the record afterwards, or every reason why not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from isoqms.register.lifecycle.case import Case, Refusal
from isoqms.register.lifecycle.document import Document, difference, from_document, merged, to_document
from isoqms.register.lifecycle.move import Move, paths
from isoqms.register.lifecycle.nonconformity import Nonconformity
from isoqms.register.lifecycle.state_names import ACTION_STATE_NAMES, STATE_NAMES
from isoqms.register.lifecycle.values import TERMINAL
from isoqms.register.lifecycle.who import ROLE_NAMES, holds
from isoqms.register.member_words import named_member
from isoqms.words import Message


def with_changes(record: Nonconformity, changes: Mapping[str, Any]) -> Nonconformity:
    """Return a record after a change, as it would stand.

    Raises:
        NotAValueError: something in the change does not belong there.
    """
    return from_document(Nonconformity, merged(to_document(record), changes))


def refusals(move: Move, case: Case) -> tuple[Refusal, ...]:
    """Return every reason why a step may not be taken; none when it may.

    A step out of place is refused for that alone. Otherwise all that is lacking is told at once.
    """
    if out_of_place := _place(move, case):
        return (out_of_place,)
    return tuple(_lacking(move, case))


def _place(move: Move, case: Case) -> Refusal | None:
    state = case.before.state
    if state in TERMINAL:
        return Refusal(
            move.id,
            "terminal",
            Message("{reference} has ended ({state})", reference=case.before.reference, state=STATE_NAMES[state]),
            Message("report it anew and name this one as the earlier case"),
        )
    names = [name for source, name in STATE_NAMES.items() if source in move.sources]
    if state not in move.sources:
        return Refusal(
            move.id,
            "state",
            Message("{reference} stands at: {state}", reference=case.before.reference, state=STATE_NAMES[state]),
            Message("this step is possible at: {states}", states=names),
        )
    return _action_place(move, case) if move.action else None


def no_action(move: Move, record: Nonconformity, named: Collection[str]) -> Refusal | None:
    """Return why a step that begins no action is not one of those named: the record has none of this key."""
    unknown = sorted(set(named) - record.actions.keys())
    if not unknown or "actions.*" in move.brings:
        return None
    return Refusal(
        move.id,
        "action",
        Message("{reference} has no action {action}", reference=record.reference, action=unknown),
        Message("its actions are: {actions}", actions=sorted(record.actions) or "–"),
    )


def _action_place(move: Move, case: Case) -> Refusal | None:
    action = case.before.actions.get(case.action)
    if action is None:
        return no_action(move, case.before, [case.action or "?"])
    sources = move.action[0] if move.action else frozenset()
    names = [name for state, name in ACTION_STATE_NAMES.items() if state in sources]
    if action.state in sources:
        return None
    return Refusal(
        move.id,
        "action state",
        Message("action {action} stands at: {state}", action=case.action, state=ACTION_STATE_NAMES[action.state]),
        Message("this step is possible at: {states}", states=names),
    )


def _lacking(move: Move, case: Case) -> Iterator[Refusal]:
    if not any(holds(role, case.by, case) for role in move.who):
        yield Refusal(
            move.id,
            "who",
            Message("{person} may not take this step", person=case.by.id),
            Message("it is for: {roles}", roles=[ROLE_NAMES[role] for role in move.who]),
        )
    if closed := _closed(move, case):
        yield Refusal(
            move.id,
            "frozen",
            Message("{members} cannot be changed by this step", members=[named_member(each) for each in closed]),
            Message("this step sets: {members}", members=[named_member(each) for each in move.brings] or "–"),
        )
        return  # guards judge what the step may bring
    for guard in move.guards:
        if lack := guard(case):
            yield Refusal(move.id, guard.__name__, lack.message, lack.remedy)


def _closed(move: Move, case: Case) -> list[str]:
    changes = difference(to_document(case.before), to_document(case.after))
    return [path for path in paths(changes) if not move.may_bring(path)]


def taken(move: Move, case: Case) -> Nonconformity:
    """Return the record after a step.

    Raises:
        ValueError: the step may not be taken; ask `refusals` first.
    """
    if found := refusals(move, case):
        raise ValueError(f"{move.id} of {case.before.reference} is refused: {[each.guard for each in found]}")
    changes: Document = dict(move.effect(case)) if move.effect else {}
    if move.target:
        changes["state"] = move.target.value
    if move.action:
        changes = merged(changes, {"actions": {case.action: {"state": move.action[1].value}}})
    return with_changes(case.after, changes)


def possible(moves: tuple[Move, ...], case: Case) -> tuple[str, ...]:
    """Return the verbs open to a person in a case, as far as state and role go; guards may still ask for more."""
    return tuple(
        move.verb
        for move in moves
        if case.before.state in move.sources
        and (not move.action or any(a.state in move.action[0] for a in case.before.actions.values()))
        and any(holds(role, case.by, case) for role in move.who)
    )
