"""Every procedure of the system is audited within three years.

Asks: Was every procedure in scope part of an internal audit in the last 36 months?
Why: What is never audited is where the surprise comes from.
Ground: convention
Clause: 9.2.1
Decided how: “procedures” of the audits; an audit without them counts for the procedure it is about. One that still
    goes on (“concluded: false”) does not count yet. Thirty-six months are a custom and no requirement. Without a source
    of audits, or where it does not reach back so far, nothing can be judged.
Left to the auditor: Should what is risky be audited more often?
Bad:
    # file: procedure.yaml
    id: KS-01  # here
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    steps: {enter: {title: {vi: Ghi vào sổ, en: Enter}, role: officer, end: completed}}
    # file: records.yaml
    audit:
      - {id: A-1, on: 2022-03-02, procedures: [KS-01]}
      - {id: A-2, on: 2025-03-02, procedures: [KS-01], concluded: false}
Good:
    # file: procedure.yaml
    id: KS-02
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    steps: {enter: {title: {vi: Ghi vào sổ, en: Enter}, role: officer, end: completed}}
    # file: records.yaml
    audit:
      - {id: A-1, on: 2025-03-02, procedures: [KS-02]}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.qms import RecordKind
from isoqms.rules.recorded import missed, names_in, nothing_kept
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "9.2.1/coverage"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("9.2.1",)
EVIDENCE = (Evidence.RECORDS, Evidence.PROCEDURE)

_CYCLE = timedelta(days=3 * 365 + 1)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss a recent audit of a procedure."""
    audits = system.records.of(RecordKind.AUDIT)
    if audits is None:
        yield nothing_kept(system, RecordKind.AUDIT)
        return
    about = [each for each in audits if procedure.id in (each.procedure, *names_in(each, "procedures"))]
    done = [each for each in about if each.held.get("concluded") is not False]
    recent = [each for each in done if each.on + _CYCLE >= system.as_of]
    yield from (Seen(each.at, each.id) for each in recent)
    if not recent:
        message = Message("the procedure was not audited in the last 36 months")
        fix = Message("put it into the next programme of internal audits")
        yield missed(system, RecordKind.AUDIT, _CYCLE, Absent(procedure.at, procedure.id, message, fix))
