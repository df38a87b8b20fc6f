"""The office knows what applicants feel about each procedure.

Asks: Is there a result on the satisfaction of applicants for every procedure in scope?
Why: A good result for all hides the one procedure people dread.
Ground: convention
Clause: 9.1.2
Decided how: A record of satisfaction without a procedure counts for all. The standard asks how applicants feel and not
    that each procedure be asked about. Without a source, or where it holds less than a year, nothing can be judged.
Left to the auditor: Which procedure would people complain about if they were asked?
Bad:
    # file: procedure.yaml
    id: KS-01  # here
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    steps: {enter: {title: {vi: Ghi vào sổ, en: Enter}, role: officer, end: completed}}
    # file: records.yaml
    since: 2025-01-02
    satisfaction:
      - {id: H-1, on: 2026-03-31, procedure: KS-09}
Good:
    # file: procedure.yaml
    id: KS-02
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    steps: {enter: {title: {vi: Ghi vào sổ, en: Enter}, role: officer, end: completed}}
    # file: records.yaml
    satisfaction:
      - {id: H-1, on: 2026-03-31}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.qms import RecordKind
from isoqms.rules.recorded import YEAR, missed, nothing_kept
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "9.1.2/satisfaction-everywhere"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("9.1.2",)
EVIDENCE = (Evidence.RECORDS, Evidence.PROCEDURE)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss what applicants feel about a procedure."""
    records = system.records.of(RecordKind.SATISFACTION)
    if not records:
        yield nothing_kept(system, RecordKind.SATISFACTION)
        return
    about = [record for record in records if record.procedure in (None, procedure.id)]
    yield from (Seen(record.at, record.id) for record in about)
    if not about:
        message = Message("no result says what applicants feel about this procedure")
        fix = Message("ask them, and record the result")
        yield missed(system, RecordKind.SATISFACTION, YEAR, Absent(procedure.at, procedure.id, message, fix))
