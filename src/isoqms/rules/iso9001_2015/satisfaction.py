"""The office knows what applicants feel.

Asks: Is there a result on the satisfaction of applicants from the last twelve months?
Why: Figures say how long it took; only applicants say how it felt.
Ground: iso
Clause: 9.1.2
Decided how: At least one record of satisfaction, of whatever procedure; that twelve months is recent enough is ours.
    Without a source, or with an empty one of less than a year, nothing can be judged. Whether every procedure was asked
    about is good practice: 9.1.2/satisfaction-everywhere.
Left to the auditor: Were people free to say what they think?
Bad:
    # file: records.yaml
    satisfaction:
      - {id: H-1, on: 2025-03-31}  # here
Good:
    # file: records.yaml
    satisfaction:
      - {id: H-1, on: 2026-03-31}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.recorded import YEAR, filled_in
from isoqms.rules.results import Absent, Evidence, Found
from isoqms.rules.system import System
from isoqms.words import Message

ID = "9.1.2/satisfaction"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("9.1.2",)
EVIDENCE = (Evidence.RECORDS,)


def check_system(system: System) -> Iterator[Found]:
    """Miss a recent result on what applicants feel."""
    yield from filled_in(system, RecordKind.SATISFACTION, (), needed=True)
    records = system.records.of(RecordKind.SATISFACTION) or ()
    last = max(records, key=lambda record: record.on, default=None)
    if last is not None and last.on + YEAR < system.as_of:
        message = Message("what applicants feel was last asked on {day}", day=last.on)
        yield Absent(last.at, last.id, message, Message("ask them, and record the result"))
