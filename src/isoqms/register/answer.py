"""What a person asks of the register, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.case import Refusal
from isoqms.register.lifecycle.document import no_members


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A step somebody asks for, in the open: who, on which record, with what, why, and who signs beside."""

    by: str
    kind: Kind
    verb: str
    reference: str = ""
    """Empty for a new record, which the register numbers itself."""
    changes: Mapping[str, Any] = field(default_factory=no_members)
    """Members to set, as a merge patch."""
    reason: str = ""
    second: str = ""
    action: str = ""
    expected: int | None = None
    """The revision the person saw: when the record has changed since, nothing is written."""


@dataclass(frozen=True, slots=True)
class Written:
    """The step was taken: the record afterwards and its revision, which is the number of the event."""

    record: Any
    revision: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The step was not taken, and nothing was written."""

    refusals: tuple[Refusal, ...]


Answer = Written | Refused
