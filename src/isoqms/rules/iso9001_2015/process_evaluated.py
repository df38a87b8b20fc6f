"""Of every procedure a figure was measured.

Asks: Is there a measurement of at least one indicator of each procedure in scope?
Why: An indicator that is written and never measured is decoration.
Ground: iso
Clause: 4.4.1, 9.1.1
Decided how: A record of a measurement whose “indicator” is one of the procedure's, for this procedure or for all.
    Without a source, or where it holds less than a year, nothing can be judged.
Left to the auditor: Was anything done when the figure was off?
Bad:
    # file: procedure.yaml
    id: CT-01  # here
    title: {vi: Chứng thực, en: Certify}
    kpis: {on-time: {title: {vi: Đúng hẹn, en: On time}}}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: records.yaml
    since: 2025-01-02
    measurement:
      - {id: M-1, on: 2026-03-31, indicator: other}
Good:
    # file: procedure.yaml
    id: CT-02
    title: {vi: Chứng thực, en: Certify}
    kpis: {on-time: {title: {vi: Đúng hẹn, en: On time}}}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: records.yaml
    measurement:
      - {id: M-1, on: 2026-03-31, indicator: on-time, procedure: CT-02}
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

ID = "4.4.1/evaluated"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("4.4.1", "9.1.1")
EVIDENCE = (Evidence.RECORDS, Evidence.PROCEDURE)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss a measurement of the procedure."""
    records = system.records.of(RecordKind.MEASUREMENT)
    if not records:
        yield nothing_kept(system, RecordKind.MEASUREMENT)
        return
    indicators = system.indicators_of(procedure)
    about = [
        record
        for record in records
        if record.held.get("indicator") in indicators and record.procedure in (None, procedure.id)
    ]
    yield from (Seen(record.at, record.id) for record in about)
    if not about:
        message = Message("no indicator of this procedure was measured")
        fix = Message("measure one as often as it says, and record the figure")
        yield missed(system, RecordKind.MEASUREMENT, YEAR, Absent(procedure.at, procedure.id, message, fix))
