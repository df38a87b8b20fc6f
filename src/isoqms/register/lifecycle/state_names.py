"""The states in words, in the order of the life."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from isoqms.register.lifecycle.values import ActionState, Direction, Grade, State
from isoqms.words import Message

STATE_NAMES: Final = MappingProxyType(
    {
        State.DRAFT: Message("draft report"),
        State.REPORTED: Message("reported"),
        State.TRIAGED: Message("accepted"),
        State.ANALYSING: Message("causes being analysed"),
        State.PLANNED: Message("plan submitted"),
        State.IMPLEMENTING: Message("actions being carried out"),
        State.VERIFYING: Message("effectiveness being verified"),
        State.CLOSED: Message("closed"),
        State.REJECTED: Message("rejected"),
        State.WITHDRAWN: Message("withdrawn"),
    }
)

ACTION_STATE_NAMES: Final = MappingProxyType(
    {
        ActionState.PROPOSED: Message("proposed"),
        ActionState.APPROVED: Message("approved"),
        ActionState.IN_PROGRESS: Message("in progress"),
        ActionState.DONE: Message("done"),
        ActionState.VERIFIED: Message("verified"),
        ActionState.CANCELLED: Message("cancelled"),
    }
)

GRADE_NAMES: Final = MappingProxyType({Grade.MAJOR: Message("major"), Grade.MINOR: Message("minor")})
DIRECTION_NAMES: Final = MappingProxyType(
    {
        Direction.AT_MOST: Message("at most the target"),
        Direction.AT_LEAST: Message("at least the target"),
    }
)
