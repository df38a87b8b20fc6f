"""A process has a figure by which one can tell whether it works.

Asks: Is there at least one indicator of the procedure with unit, target, method, frequency and somebody who answers?
Why: A process nobody measures is believed to work until applicants complain.
Ground: iso
Clause: 4.4.1, 9.1.1
Decided how: Indicators are those under “kpis” of the procedure and those in qms/objectives.yaml that name it. One
    complete indicator is enough.
Left to the auditor: Does the indicator show whether the process does what it is for?
Bad:
    id: CT-01  # here
    title: {vi: Chứng thực bản sao, en: Certify a copy}
    steps:
      sign: {title: {vi: Ký chứng thực, en: Sign}, role: head, end: completed}
    ---
    id: CT-02
    title: {vi: Chứng thực bản sao, en: Certify a copy}
    kpis:
      on-time: {title: {vi: Đúng hẹn, en: On time}, unit: "%", target: 98}  # here
    steps:
      sign: {title: {vi: Ký chứng thực, en: Sign}, role: head, end: completed}
Good:
    id: CT-03
    title: {vi: Chứng thực bản sao, en: Certify a copy}
    kpis:
      on-time:
        title: {vi: Đúng hẹn, en: On time}
        unit: "%"
        target: 98
        method: {vi: Số hồ sơ đúng hẹn chia số hồ sơ xong, en: Dossiers on time over dossiers done}
        frequency: hằng tháng
        owner: head
    steps:
      sign: {title: {vi: Ký chứng thực, en: Sign}, role: head, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.asking import missing
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "4.4.1/criteria-kpi"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("4.4.1", "9.1.1")
EVIDENCE = (Evidence.PROCEDURE, Evidence.DOCUMENTS)

_NEEDED = ("unit", "target", "method", "frequency", "owner")


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss an indicator, or what makes one of them complete."""
    indicators = system.indicators_of(procedure)
    if not indicators:
        message = Message("no indicator says whether the procedure works")
        fix = Message("write one under “kpis”, or name the procedure at an indicator of qms/objectives.yaml")
        yield Absent(procedure.at, "kpis", message, fix)
        return
    lacking = {id_: missing(each, *_NEEDED) for id_, each in indicators.items()}
    complete = [id_ for id_, fields in lacking.items() if not fields]
    if complete:
        yield Seen(indicators[complete[0]].at, complete[0])
        return
    id_ = min(lacking, key=lambda each: len(lacking[each]))
    message = Message("no indicator of the procedure is complete; “{id}” lacks {fields}", id=id_, fields=lacking[id_])
    yield Absent(indicators[id_].at, id_, message, Message("write what is missing"))
