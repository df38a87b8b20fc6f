"""What rules ask of records: is there a source, is a field filled in, is a day past."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from math import isfinite
from typing import Any, Final

from isoqms.procedure import Procedure
from isoqms.qms import NotYet, Record, RecordKind
from isoqms.rules.engine import Objection
from isoqms.rules.results import Absent, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

KINDS: Final = {
    RecordKind.ACKNOWLEDGEMENT: Message("acknowledgements"),
    RecordKind.ACTION: Message("actions"),
    RecordKind.ANALYSIS: Message("analyses"),
    RecordKind.AUDIT: Message("internal audits"),
    RecordKind.AUDIT_PROGRAMME: Message("programmes of internal audits"),
    RecordKind.CHANGE: Message("changes"),
    RecordKind.COMPLAINT: Message("complaints"),
    RecordKind.DESIGN: Message("design work"),
    RecordKind.EQUIPMENT: Message("measuring equipment"),
    RecordKind.IMPROVEMENT: Message("improvements"),
    RecordKind.LOG: Message("logs of dossiers"),
    RecordKind.MEASUREMENT: Message("measurements of indicators"),
    RecordKind.NONCONFORMITY: Message("nonconformities"),
    RecordKind.RELEASE: Message("releases of results"),
    RecordKind.REVIEW: Message("management reviews"),
    RecordKind.SATISFACTION: Message("satisfaction of applicants"),
    RecordKind.WRONG_RESULT: Message("wrong results"),
}
"""The kinds of records as people call them."""


YEAR: Final = timedelta(days=366)
"""How long records must have been kept before it says something that there is none; a custom and no requirement."""


def nothing_kept(system: System, kind: RecordKind) -> Insufficient:
    """Say that there is no record of a kind to judge: nobody keeps it where the program sees it, or it is empty."""
    if system.records.of(kind) is None:
        return Insufficient(system.at, str(kind), Message("no source keeps records of {kind}", kind=KINDS[kind]))
    return Insufficient(system.at, str(kind), Message("no record of {kind} has been entered", kind=KINDS[kind]))


def none_kept(system: System, kind: RecordKind) -> Absent | Insufficient:
    """Say that the source of a kind of record is there, and empty; what was begun lately shows nothing by that."""
    message = Message("there is no record of {kind}", kind=KINDS[kind])
    fix = Message("hold or do what has to be done, and record it")
    return missed(system, kind, YEAR, Absent(system.at, str(kind), message, fix))


def missed(system: System, kind: RecordKind, within: timedelta, absent: Absent) -> Absent | Insufficient:
    """Return what was not done `within` a time, or that the records do not reach back so far."""
    kept_since = since(system, kind)
    if kept_since is None:
        return nothing_kept(system, kind)
    if kept_since + within <= system.as_of:
        return absent
    young = Message(
        "records of {kind} are kept since {day} only, which is too short to tell", kind=KINDS[kind], day=kept_since
    )
    return Insufficient(absent.at, absent.subject, young)


def since(system: System, kind: RecordKind) -> date | None:
    """Return since when records of a kind are kept: what their source says, else the day of the oldest."""
    return system.records.since() or min((record.on for record in system.records.of(kind) or ()), default=None)


def filled_in(system: System, kind: RecordKind, fields: Sequence[str], needed: bool = False) -> Iterator[Found]:
    """Miss fields of every record of a kind; `needed` says that there must be at least one record.

    A field that need not be filled in yet cannot be judged; once its day is past that is objected to.
    """
    records = system.records.of(kind)
    if not records:
        yield none_kept(system, kind) if needed and records is not None else nothing_kept(system, kind)
        return
    for record in records:
        yield Seen(record.at, record.id)
        if lacking := [name for name in fields if record.held.get(name) in (None, "", (), [], {})]:
            message = Message("the record “{id}” lacks {fields}", id=record.id, fields=lacking)
            yield Absent(record.at, record.id, message, Message("write what is missing into the record"))
        yield from _awaited(record, fields, system.as_of)


def _awaited(record: Record, fields: Sequence[str], as_of: date) -> Iterator[Found]:
    """Say of the fields that need not be filled in yet by when they are due, and object to those whose day is past."""
    by_day: dict[date | None, list[str]] = {}
    for name in fields:
        value = record.held.get(name)
        if isinstance(value, NotYet):
            by_day.setdefault(value.due, []).append(name)
    for due, names in by_day.items():
        if due is None:
            unsaid = Message("not yet in the record “{id}”: {fields}; no day is set for it", id=record.id, fields=names)
            yield Insufficient(record.at, record.id, unsaid)
        elif due >= as_of:
            ahead = Message("not yet in the record “{id}”: {fields}; due {day}", id=record.id, fields=names, day=due)
            yield Insufficient(record.at, record.id, ahead)
        else:
            late = Message("the record “{id}” was to hold {fields} by {day}", id=record.id, fields=names, day=due)
            yield Objection(record.at, record.id, late, Message("do it and write it into the record"))


def day(record: Record, name: str) -> date | None:
    """Return a day a record holds, or None when it holds none that can be read."""
    value: Any = record.held.get(name)
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def names_in(record: Record, name: str) -> tuple[str, ...]:
    """Return the ids a record holds in a list, or the one it holds alone."""
    value: Any = record.held.get(name)
    if value in (None, "") or isinstance(value, NotYet):
        return ()
    several = isinstance(value, Collection) and not isinstance(value, str)
    return tuple(str(each) for each in value) if several else (str(value),)


def number(record: Record, name: str) -> float | None:
    """Return a number a record holds, or None when it holds none that can be read."""
    value: Any = record.held.get(name)
    if value is None or isinstance(value, bool):
        return None
    try:
        found = float(str(value).replace(",", "."))
    except ValueError:
        return None
    return found if isfinite(found) else None


def latest_log(system: System, procedure: Procedure) -> Record | None:
    """Return the latest log of the dossiers of a procedure; None where there is none."""
    logs = (record for record in system.records.of(RecordKind.LOG) or () if record.procedure == procedure.id)
    return max(logs, key=lambda record: record.on, default=None)
