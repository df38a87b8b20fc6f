"""Applicants hear before the due day that a dossier will be late.

Asks: For a procedure with a limit, does the communication plan hold a row about results that names it, or does the
    procedure use the form of apology?
Why: Late and silent is worse than late: the applicant comes for nothing.
Ground: law
Clause: 8.2.1, 8.5.1
Decided how: Form 04 of Thông tư 03/2025/TT-VPCP, in force since 15 September 2025 (written apology and request for
    extension). When it must be sent and how often a day may be set anew is to be looked up in the decree in force.
    Asked of offices in Vietnam only.
Left to the auditor: Take five late dossiers: is the apology there, and before the day?
Bad:
    # file: procedure.yaml
    id: CT-01
    title: {vi: Cấp giấy phép, en: Issue a permit}
    limits:
      legal: {within: 10 ngày làm việc}  # here
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: communication.yaml
    messages: {board: {what: {vi: Niêm yết, en: Posting}, about: information, procedures: [all]}}
Good:
    # file: procedure.yaml
    id: CT-02
    title: {vi: Cấp giấy phép, en: Issue a permit}
    limits: {legal: {within: 10 ngày làm việc}}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: communication.yaml
    messages: {late: {what: {vi: Xin lỗi và ngày trả mới, en: Apology and new day}, about: result, procedures: [all]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.qms import About
from isoqms.rules.asking import unwritten
from isoqms.rules.results import Absent, Evidence, Found, NotApplicable, Seen
from isoqms.rules.system import System, names
from isoqms.rules.vietnam import elsewhere
from isoqms.words import Message

ID = "public/apology"
SEVERITY = Severity.WARNING
GROUND = Ground.LAW
CLAUSES = ("8.2.1", "8.5.1")
EVIDENCE = (Evidence.PROCEDURE, Evidence.DOCUMENTS)

_CIRCULAR, _NUMBER = "03/2025/TT-VPCP", "04"


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss the way in which applicants of late dossiers are told."""
    limit = procedure.limits.legal
    if abroad := elsewhere(procedure, system):
        yield abroad
    elif limit is None or not (limit.within or limit.variants):
        yield NotApplicable(procedure.at, procedure.id, Message("no limit by law is written"))
    elif any(_CIRCULAR in (form.circular or "") and form.number == _NUMBER for form in procedure.forms.values()):
        yield Seen(procedure.at, "forms")
    elif system.documents.communication is None:
        yield unwritten(system, "communication", procedure.id)
    else:
        rows = system.documents.communication.messages.values()
        told = [row for row in rows if row.about is About.RESULT and names(row.procedures, procedure)]
        yield from (Seen(row.at) for row in told)
        if not told:
            message = Message("nothing says how an applicant hears before the due day that the dossier will be late")
            fix = Message(
                "add a row “about: result” to qms/communication.yaml, or form 04 of {circular}", circular=_CIRCULAR
            )
            yield Absent(limit.at, "communication", message, fix)
