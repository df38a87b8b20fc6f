"""Measuring equipment is calibrated, or there is none.

Asks: Is the next calibration of all measuring equipment still ahead, or does the scope say that there is none?
Why: A figure from a wrong instrument is wrong with many digits.
Ground: iso
Clause: 7.1.5.2
Decided how: “not_applicable” of the scope names 7.1.5.2, else “next” of each record of equipment. Without a source
    nothing can be judged.
Left to the auditor: Is there equipment nobody thought of?
Bad:
    # file: scope.yaml
    statement: Giải quyết
    # file: records.yaml
    equipment:
      - {id: TB-1, on: 2025-03-02, next: 2026-03-02}  # here
Good:
    # file: scope.yaml
    statement: Giải quyết
    not_applicable: {"7.1.5.2": {reason: Không có thiết bị đo, no_effect: Không dựa vào phép đo}}
    ---
    # file: scope.yaml
    statement: Giải quyết
    # file: records.yaml
    equipment:
      - {id: TB-1, on: 2025-03-02, next: 2027-03-02}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.engine import Objection
from isoqms.rules.recorded import day, nothing_kept
from isoqms.rules.results import Absent, Evidence, Found, NotApplicable, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "7.1.5.2/calibration"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("7.1.5.2",)
EVIDENCE = (Evidence.RECORDS, Evidence.DOCUMENTS)


def check_system(system: System) -> Iterator[Found]:
    """Object to calibrations that are overdue."""
    scope, records = system.documents.scope, system.records.of(RecordKind.EQUIPMENT)
    if scope is not None and "7.1.5.2" in scope.not_applicable:
        reason = Message("the scope says that there is no measuring equipment")
        yield NotApplicable(scope.not_applicable["7.1.5.2"].at, "7.1.5.2", reason)
        return
    if not records:
        yield nothing_kept(system, RecordKind.EQUIPMENT)
        return
    for record in records:
        yield Seen(record.at, record.id)
        following = day(record, "next")
        if following is None:
            message = Message("nothing says when “{id}” is calibrated again", id=record.id)
            yield Absent(record.at, record.id, message, Message("write the day into the record"))
        elif following < system.as_of:
            message = Message("“{id}” was to be calibrated by {day}", id=record.id, day=following)
            yield Objection(
                record.at, record.id, message, Message("calibrate it, and look at what was measured with it since")
            )
