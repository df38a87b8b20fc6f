"""Records as rules ask for them: what happened on a day, from a register, a log or a table, through one interface.

A register that keeps one kind of record answers for that kind alone; for the others there is no source, and what a rule
asks of them cannot be judged.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Protocol

from isoqms.problem import Position


class RecordKind(StrEnum):
    """The kinds of records rules ask for.

    A log is kept as one record for each procedure in it: how many dossiers there are, and how many of them strayed from
    the procedure, came without an id or under one given twice, or were done in time.
    """

    ACKNOWLEDGEMENT = "acknowledgement"
    ACTION = "action"
    ANALYSIS = "analysis"
    AUDIT = "audit"
    AUDIT_PROGRAMME = "audit_programme"
    CHANGE = "change"
    COMPLAINT = "complaint"
    DESIGN = "design"
    EQUIPMENT = "equipment"
    IMPROVEMENT = "improvement"
    LOG = "log"
    MEASUREMENT = "measurement"
    NONCONFORMITY = "nonconformity"
    RELEASE = "release"
    REVIEW = "review"
    SATISFACTION = "satisfaction"
    WRONG_RESULT = "wrong_result"


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its id, day, the procedure it is about, where it stands, and whatever else its source keeps."""

    id: str
    on: date
    at: Position
    procedure: str | None = None
    held: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class NotYet:
    """Stands for what a record need not hold yet, with the last day for it where one is known."""

    due: date | None = None

    def __str__(self) -> str:
        return "not yet"


class Records(Protocol):
    """Where records come from."""

    def of(self, kind: RecordKind) -> Sequence[Record] | None:
        """Return the records of a kind, oldest first; None when nobody keeps that kind."""
        ...

    def since(self) -> date | None:
        """Return since when records are kept, as far as that is known: of what was before they say nothing."""
        ...

    def altered(self) -> Collection[str]:
        """Return the ids of records that are not stored as their own history tells: they show nothing."""
        ...


@dataclass(frozen=True, slots=True)
class KeptRecords:
    """Records at hand, by kind, and since when they are kept; the kinds not named have no source."""

    by_kind: Mapping[RecordKind, Sequence[Record]] = field(default_factory=lambda: MappingProxyType({}))
    kept_since: date | None = None

    def of(self, kind: RecordKind) -> Sequence[Record] | None:
        """Return the records of a kind; None when it has no source."""
        return self.by_kind.get(kind)

    def since(self) -> date | None:
        """Return since when these records are kept; None where nobody said so."""
        return self.kept_since

    def altered(self) -> Collection[str]:
        """Return nothing: records at hand have no history to be held against."""
        return ()
