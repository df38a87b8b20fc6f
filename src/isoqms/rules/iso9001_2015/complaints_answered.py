"""Complaints are answered by their day.

Asks: Has each complaint an answer in time, or a day for it that is still ahead?
Why: An unanswered complaint becomes two.
Ground: iso
Clause: 9.1.2, 8.2.1
Decided how: “due” and “answered” of each complaint. Without a source, or where the source does not keep by when an
    answer is due, nothing can be judged.
Left to the auditor: Was the answer fair?
Bad:
    # file: records.yaml
    complaint:
      - {id: K-1, on: 2026-03-02, due: 2026-03-16}  # here
      - {id: K-2, on: 2026-03-02, due: ""}  # here
      - {id: K-3, on: 2026-03-02, due: 2026-03-16, answered: 2026-04-01}  # here
Good:
    # file: records.yaml
    complaint:
      - {id: K-1, on: 2026-03-02, due: 2026-03-16, answered: 2026-03-12}
      - {id: K-2, on: 2026-11-16, due: 2026-11-30}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import Record, RecordKind
from isoqms.rules.engine import Objection
from isoqms.rules.recorded import day, nothing_kept
from isoqms.rules.results import Absent, Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "9.1.2/complaints"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("9.1.2", "8.2.1")
EVIDENCE = (Evidence.RECORDS,)


def check_system(system: System) -> Iterator[Found]:
    """Object to complaints whose day has passed, and miss the day."""
    records = system.records.of(RecordKind.COMPLAINT)
    if not records:
        yield nothing_kept(system, RecordKind.COMPLAINT)
        return
    for record in records:
        yield Seen(record.at, record.id)
        due, answered = day(record, "due"), day(record, "answered")
        if due is None and answered is None:
            yield _without_a_day(record)
        elif due is not None and answered is not None and answered > due:
            message = Message(
                "the complaint “{id}” was answered on {day}, after {due}", id=record.id, day=answered, due=due
            )
            yield Objection(record.at, record.id, message, Message("look why, and answer the next one in time"))
        elif due is not None and answered is None and due < system.as_of:
            message = Message("the complaint “{id}” was to be answered by {day}", id=record.id, day=due)
            yield Objection(record.at, record.id, message, Message("answer it, and say why it is late"))


def _without_a_day(record: Record) -> Found:
    """Miss the day, or say that the source keeps none."""
    if "due" not in record.held:
        unkept = Message("the source of complaints does not keep by when “{id}” is answered", id=record.id)
        return Insufficient(record.at, record.id, unkept)
    message = Message("nothing says by when the complaint “{id}” is answered", id=record.id)
    return Absent(record.at, record.id, message, Message("write the day into the record"))
