"""Whether a change says one thing clearly: what it is about, what becomes different, and nothing that does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple

from isoqms.words import Message


class About(StrEnum):
    """What a change is about."""

    STEP = "step"
    WAY = "way"
    PAPER = "paper"
    POST = "post"
    PROCEDURE = "procedure"


class Said(NamedTuple):
    """What is wrong with a change: the key it is told at, what it is, what to do."""

    key: str
    message: Message
    fix: Message


_ALWAYS: Final = frozenset({"title", "state", "document", "date", "note", "reason", "amends", "roadmap"})
_NAMING: Final = {
    About.STEP: frozenset({"procedure", "step"}),
    About.WAY: frozenset({"procedure", "step", "to", "end"}),
    About.PAPER: frozenset({"procedure", "paper"}),
    About.POST: frozenset({"post", "role"}),
    About.PROCEDURE: frozenset({"procedure"}),
}
"""The names by which each kind of change says what it is about."""
_EFFECTS: Final = {
    About.STEP: ("set", "scale", "remove"),
    About.WAY: ("set", "scale"),
    About.PAPER: ("set", "remove"),
    About.POST: ("set", "add"),
    About.PROCEDURE: ("demand", "limits", "priority"),
}
_KINDS: Final = {
    About.STEP: Message("step"),
    About.WAY: Message("way out of a step"),
    About.PAPER: Message("paper of the dossier"),
    About.POST: Message("post"),
    About.PROCEDURE: Message("procedure"),
}
_SCALED: Final = {About.STEP: frozenset({"work", "wait", "allowance"}), About.WAY: frozenset({"share"})}


def about(change: Mapping[str, Any]) -> About:
    """Return what a change is about, by the names it is written with."""
    if "post" in change or "role" in change:
        return About.POST
    if "paper" in change:
        return About.PAPER
    if "to" in change or "end" in change:
        return About.WAY
    return About.STEP if "step" in change else About.PROCEDURE


def shape_faults(change: Mapping[str, Any]) -> Iterator[Said]:
    """Yield what keeps a change, as plain data, from being understood."""
    kind = about(change)
    known = _ALWAYS | _NAMING[kind] | set(_EFFECTS[kind])
    strange = sorted(set(change) - known)
    for key in strange:
        message = Message("“{name}” does not go with a change of a {kind}", name=key, kind=_KINDS[kind])
        fix = Message("such a change may say: {known}; write another change for the rest", known=list(_EFFECTS[kind]))
        yield Said(key, message, fix)
    if kind is not About.POST and "procedure" not in change:
        message = Message("the change does not say which procedure it is about")
        yield Said("", message, Message("write “procedure:” and its id, or “post:” and the id of a post"))
    elif kind is About.WAY and "step" not in change:
        yield Said("", Message("the change does not say which step the way leads out of"), Message("write “step:”"))
    elif not strange and not any(key in change for key in _EFFECTS[kind]):
        fix = Message("write one of: {known}", known=list(_EFFECTS[kind]))
        yield Said("", Message("the change does not say what becomes different"), fix)
    yield from _contradictions(change, kind)


def _contradictions(change: Mapping[str, Any], kind: About) -> Iterator[Said]:
    scaled, replaced = change.get("scale", {}), change.get("set", {})
    for one, other in (("post", "role"), ("to", "end")):
        if one in change and other in change:
            message = Message("“{one}” and “{other}” cannot both be given", one=one, other=other)
            yield Said(other, message, Message("keep one of the two"))
    for key in sorted(set(scaled) - _SCALED.get(kind, frozenset(scaled))):
        message = Message("“{name}” of a {kind} cannot be multiplied", name=key, kind=_KINDS[kind])
        yield Said("scale", message, Message("take it out, or write the change of the other thing by itself"))
    for key in sorted(set(scaled) & set(replaced)):
        message = Message("“{name}” is both replaced and multiplied", name=key)
        yield Said("scale", message, Message("keep one of the two"))
    if change.get("remove") and (scaled or replaced):
        message = Message("the step is taken out, and something of it becomes different at the same time")
        if kind is About.PAPER:
            message = Message("the paper is taken out, and something of it becomes different at the same time")
        yield Said("remove", message, Message("keep one of the two"))
    if "remove" in change and not change["remove"]:
        message = Message("“remove: false” changes nothing")
        yield Said("remove", message, Message("write “remove: true”, or take it out"))
    if "add" in change and "head_count" in replaced:
        message = Message("people are added and their number is replaced at the same time")
        yield Said("add", message, Message("keep one of the two"))
    demand = change.get("demand", {})
    if "scale" in demand and {"per_year", "gap"} & set(demand.get("set", {})):
        message = Message("the number of dossiers is both replaced and multiplied")
        yield Said("demand", message, Message("keep one of the two"))
