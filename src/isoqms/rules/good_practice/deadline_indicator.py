"""A limit of the law is measured.

Asks: Has a procedure with a limit by law an indicator?
Why: Being on time is the promise most easily broken and most easily measured.
Ground: convention
Clause: 5.1.2, 9.1.1
Decided how: Any indicator of the procedure or in qms/objectives.yaml that names it; whether it is about time is not
    judged.
Left to the auditor: Is it counted honestly: from which moment to which?
Bad:
    id: CT-01
    title: {vi: Chứng thực, en: Certify}
    limits:
      legal: {within: 2 ngày làm việc}  # here
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
Good:
    id: CT-02
    title: {vi: Chứng thực, en: Certify}
    limits: {legal: {within: 2 ngày làm việc}}
    kpis: {on-time: {title: {vi: Đúng hẹn, en: On time}}}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.results import Absent, Evidence, Found, NotApplicable, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "5.1.2/statutory-deadline"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("5.1.2", "9.1.1")
EVIDENCE = (Evidence.PROCEDURE, Evidence.DOCUMENTS)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss an indicator where the law sets a limit."""
    limit = procedure.limits.legal
    if limit is None or not (limit.within or limit.variants):
        yield NotApplicable(procedure.at, procedure.id, Message("no limit by law is written"))
        return
    indicators = system.indicators_of(procedure)
    yield from (Seen(each.at, id_) for id_, each in indicators.items())
    if not indicators:
        message = Message("the law sets a limit, and no indicator says how often it is kept")
        yield Absent(limit.at, "kpis", message, Message("add an indicator, for example the share of dossiers on time"))
