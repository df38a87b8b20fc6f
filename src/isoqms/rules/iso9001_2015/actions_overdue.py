"""Corrective actions are done by their day.

Asks: Is every action done, or its day still ahead, and was its day put off at most once?
Why: A day that moves every month is no day.
Ground: iso
Clause: 10.2.1
Decided how: “due”, “done” and “extended” of each action. That a day may be put off once is a custom. Without a source
    nothing can be judged.
Left to the auditor: Was the day realistic?
Bad:
    # file: records.yaml
    action:
      - {id: H-1, on: 2026-03-02, due: 2026-06-30}  # here
      - {id: H-2, on: 2026-03-02, due: 2026-12-31, extended: 3}  # here
Good:
    # file: records.yaml
    action:
      - {id: H-1, on: 2026-03-02, due: 2026-06-30, done: 2026-06-12}
      - {id: H-2, on: 2026-03-02, due: 2026-12-31, extended: 1}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.engine import Objection
from isoqms.rules.recorded import day, nothing_kept
from isoqms.rules.results import Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "10.2.1/overdue"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("10.2.1",)
EVIDENCE = (Evidence.RECORDS,)


def check_system(system: System) -> Iterator[Found]:
    """Object to actions whose day has passed, or was put off again and again."""
    records = system.records.of(RecordKind.ACTION)
    if not records:
        yield nothing_kept(system, RecordKind.ACTION)
        return
    for record in records:
        yield Seen(record.at, record.id)
        due, extended = day(record, "due"), record.held.get("extended") or 0
        if due is not None and day(record, "done") is None and due < system.as_of:
            message = Message("the action “{id}” was due on {day}", id=record.id, day=due)
            yield Objection(
                record.at, record.id, message, Message("do it, or have the leaders decide what becomes of it")
            )
        elif isinstance(extended, int) and extended > 1:
            message = Message("the day of the action “{id}” was put off {count} times", id=record.id, count=extended)
            yield Objection(record.at, record.id, message, Message("have the leaders decide what becomes of it"))
