"""The states of all records in words."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Final

from isoqms.register.lifecycle.state_names import STATE_NAMES
from isoqms.register.lifecycle.values import State
from isoqms.words import Message

_NAMES: Final = MappingProxyType(
    {
        "open": Message("open"),
        "planned": Message("planned"),
        "prepared": Message("prepared"),
        "in_progress": Message("in progress"),
        "reporting": Message("report being written"),
        "reported": Message("report issued"),
        "following_up": Message("being followed up"),
        "closed": Message("closed"),
        "cancelled": Message("cancelled"),
        "draft": Message("draft"),
        "communicated": Message("communicated"),
        "agreed": Message("agreed"),
        "contested": Message("contested"),
        "accepted": Message("accepted for action"),
        "declined": Message("declined"),
        "done": Message("done"),
        "received": Message("received"),
        "acknowledged": Message("acknowledged"),
        "assessed": Message("assessed"),
        "investigating": Message("being looked into"),
        "responded": Message("answered"),
        "escalated_external": Message("gone to somebody outside"),
        "recorded": Message("recorded"),
        "explained": Message("explained"),
        "held": Message("held"),
    }
)


def state_of(record: Any) -> Message:
    """Return where a record stands, in words; one without states is simply recorded."""
    state = getattr(record, "state", "recorded")
    return STATE_NAMES[state] if isinstance(state, State) else state_name(str(state))


def state_name(state: str) -> Message:
    """Return a state of a record other than a nonconformity in words."""
    return _NAMES[state]
