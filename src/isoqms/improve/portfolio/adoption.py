"""How far an office has adopted a procedure: drafted, issued, audited, measured; what nobody records is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from isoqms.improve.portfolio.issue import drafted_on, issued_on
from isoqms.procedure import Procedure
from isoqms.qms import Record, RecordKind, Records
from isoqms.words import Message


class Step(StrEnum):
    """The steps of adoption, in their order."""

    DRAFTED = "drafted"
    ISSUED = "issued"
    AUDITED = "audited"
    MEASURED = "measured"


class Mark(StrEnum):
    """Whether a step of adoption is done on a day: yes, not by then, or nobody can know."""

    YES = "yes"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Adopted:
    """One step of adoption: whether it is done, since when, by which document or record, and why that is not known."""

    mark: Mark
    day: date | None = None
    document: str | None = None
    reason: Message | None = None


_KINDS: Final = {
    Step.AUDITED: (RecordKind.AUDIT,),
    Step.MEASURED: (RecordKind.MEASUREMENT, RecordKind.LOG),
}
_SIMULATED: Final = "simulation"
"""The source of a figure that proves nothing about the office."""


def adoption(procedure: Procedure, as_of: date, records: Records) -> Mapping[Step, Adopted]:
    """Return how far a procedure is adopted on a day: from its file, and from records where they are kept."""
    recorded = {step: _recorded(procedure, kinds, as_of, records) for step, kinds in _KINDS.items()}
    return {Step.DRAFTED: _drafted(procedure, as_of), Step.ISSUED: _issued(procedure, as_of), **recorded}


def _drafted(procedure: Procedure, as_of: date) -> Adopted:
    """Say since when there is a draft: the file itself is one, whatever its date."""
    day = drafted_on(procedure)
    return Adopted(Mark.NOT_YET if day and day > as_of else Mark.YES, day)


def _issued(procedure: Procedure, as_of: date) -> Adopted:
    issue, day = procedure.issue, issued_on(procedure)
    own = issue.decision if issue else None
    document = own or (procedure.source.document if day and procedure.source and issue is None else None)
    if day is not None:
        return Adopted(Mark.YES if day <= as_of else Mark.NOT_YET, day, document)
    if own:
        return Adopted(Mark.YES, None, own)
    reason = Message("the file gives no day of issue, no decision and no approval with a date")
    return Adopted(Mark.UNKNOWN, reason=reason)


def _recorded(procedure: Procedure, kinds: tuple[RecordKind, ...], as_of: date, records: Records) -> Adopted:
    kept = [held for kind in kinds if (held := records.of(kind)) is not None]
    if not kept:
        return Adopted(Mark.UNKNOWN, reason=Message("there are no records of this"))
    found = [each for held in kept for each in held if _proves(each, procedure.id, as_of)]
    if not found:
        return Adopted(Mark.NOT_YET)
    last = max(found, key=lambda each: each.on)
    return Adopted(Mark.YES, last.on, last.id)


def _proves(record: Record, procedure: str, as_of: date) -> bool:
    """Say whether a record of a day up to `as_of` is about a procedure; an audit also has to be reported by then."""
    if record.procedure != procedure and procedure not in record.held.get("procedures", ()):
        return False
    reported = str(record.held.get("reported") or record.on)  # words such as “not yet” come after every date
    return record.on <= as_of and reported <= as_of.isoformat() and record.held.get("source") != _SIMULATED
