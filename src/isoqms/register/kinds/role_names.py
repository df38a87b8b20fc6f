"""As what somebody takes a step of a record other than a nonconformity, in words."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from isoqms.register.lifecycle.values import Duty
from isoqms.words import Message

ANYONE: Final = "anyone"

_NAMES: Final = MappingProxyType(
    {
        ANYONE: Message("anyone"),
        "quality_manager": Message("the quality manager"),
        "auditor": Message("the auditor"),
        "top_management": Message("the top management"),
        "lead": Message("the leader of the audit team"),
        "auditors": Message("the auditors of the team"),
        "owner": Message("the person in charge"),
        "chair": Message("who chairs it"),
    }
)


def role_name(role: Duty | str) -> Message:
    """Return a duty, or a member that names a person, in words.

    >>> role_name("lead").render("en")
    'the leader of the audit team'
    """
    return _NAMES[str(role)]
