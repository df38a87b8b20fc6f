"""After the result is out, the applicant can have it corrected or object to it.

Asks: Does the communication plan hold a row about corrections and one about complaints for the procedure?
Why: A wrong name on a certificate is noticed at home; the way back must be known before it is needed.
Ground: iso
Clause: 8.5.5
Decided how: Rows of qms/communication.yaml “about: correction” and “about: complaint” that name the procedure.
Left to the auditor: Are renewals and later duties of the office thought of?
Bad:
    # file: procedure.yaml
    id: KS-01  # here
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    steps: {enter: {title: {vi: Ghi vào sổ, en: Enter}, role: officer, end: completed}}
    # file: communication.yaml
    messages: {phone: {what: {vi: Khiếu nại, en: Complaints}, about: complaint, procedures: [all]}}
Good:
    # file: procedure.yaml
    id: KS-02
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    steps: {enter: {title: {vi: Ghi vào sổ, en: Enter}, role: officer, end: completed}}
    # file: communication.yaml
    messages:
      phone: {what: {vi: Khiếu nại, en: Complaints}, about: complaint, procedures: [all]}
      wrong: {what: {vi: Đính chính, en: Corrections}, about: correction, procedures: [all]}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.qms import About
from isoqms.rules.asking import unwritten
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System, names
from isoqms.words import Message

ID = "8.5.5/post-delivery"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("8.5.5",)
EVIDENCE = (Evidence.PROCEDURE, Evidence.DOCUMENTS)

_NEEDED = (About.CORRECTION, About.COMPLAINT)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss the way back for applicants with a wrong result."""
    plan = system.documents.communication
    if plan is None:
        yield unwritten(system, "communication", procedure.id)
        return
    rows = [row for row in plan.messages.values() if names(row.procedures, procedure)]
    yield from (Seen(row.at) for row in rows if row.about in _NEEDED)
    lacking = [str(about) for about in _NEEDED if about not in {row.about for row in rows}]
    if lacking:
        message = Message(
            "after the result is out, the plan has no row about {topics} for this procedure", topics=lacking
        )
        yield Absent(procedure.at, "communication", message, Message("add the rows to qms/communication.yaml"))
