"""Quality documents as rules ask for them: one that cannot be read is never taken for one that nobody wrote."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, Final

from isoqms.qms import KINDS, QualityDocuments, member_of
from isoqms.rules.system import System

_BY_MEMBER: Final = {member_of(name): name for name in KINDS}


class UnreadableError(Exception):
    """A rule asked for a quality document that is there and cannot be read."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class ClosedDocuments(QualityDocuments):
    """Quality documents of which some cannot be read.

    Raises:
        UnreadableError: when one of those is asked for.
    """

    __slots__ = ()

    def __getattribute__(self, member: str) -> Any:
        name = _BY_MEMBER.get(member)
        if name is not None and name in super().__getattribute__("unread"):
            raise UnreadableError(name)
        return super().__getattribute__(member)


def closed(system: System) -> System:
    """Return a system as its rules may look at it: whoever asks for what cannot be read is told so."""
    held = system.documents
    if not held.unread:
        return system
    return replace(system, documents=ClosedDocuments(**{each.name: getattr(held, each.name) for each in fields(held)}))
