"""The applicant can learn what is asked, how long it takes, and where to object.

Asks: Does the procedure say which papers are asked, how long it takes and by which channels it goes, and does the
    communication plan hold a row about complaints or feedback for it?
Why: Somebody who does not know what to bring comes twice; somebody who cannot object tells everybody else.
Ground: iso
Clause: 8.2.1
Decided how: By dossier, limits and channels of the procedure, and by rows of qms/communication.yaml that name it. Fees
    are asked for only where there are any, which no program can know.
Left to the auditor: Does an ordinary person understand it?
Bad:
    # file: procedure.yaml
    id: CT-01  # here
    title: {vi: Chứng thực chữ ký, en: Certify a signature}
    channels: [counter]
    limits: {legal: {within: trong ngày}}
    steps: {sign: {title: {vi: Ký chứng thực, en: Sign}, role: head, end: completed}}
    # file: communication.yaml
    messages: {box: {what: {vi: Ý kiến, en: Opinions}, about: feedback, procedures: [all]}}
    ---
    # file: procedure.yaml
    id: CT-02  # here
    title: {vi: Chứng thực chữ ký, en: Certify a signature}
    dossier: [{paper: {vi: Căn cước, en: Identity card}}]
    channels: [counter]
    limits: {legal: {within: trong ngày}}
    steps: {sign: {title: {vi: Ký chứng thực, en: Sign}, role: head, end: completed}}
    # file: communication.yaml
    messages: {board: {what: {vi: Niêm yết, en: Posting}, about: information, procedures: [all]}}
Good:
    # file: procedure.yaml
    id: CT-03
    title: {vi: Chứng thực chữ ký, en: Certify a signature}
    dossier: [{paper: {vi: Căn cước, en: Identity card}}]
    channels: [counter]
    limits: {legal: {within: trong ngày}}
    steps: {sign: {title: {vi: Ký chứng thực, en: Sign}, role: head, end: completed}}
    # file: communication.yaml
    messages: {box: {what: {vi: Ý kiến, en: Opinions}, about: feedback, procedures: [all]}}
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

ID = "8.2.1/service-info"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("8.2.1",)
EVIDENCE = (Evidence.PROCEDURE, Evidence.DOCUMENTS)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss what an applicant must know, and a way to object."""
    legal, committed = procedure.limits.legal, procedure.limits.committed
    said = {
        "dossier": bool(procedure.dossier),
        "limits": any(limit and (limit.within or limit.variants) for limit in (legal, committed)),
        "channels": bool(procedure.channels or procedure.channel_details),
    }
    if lacking := [name for name, there in said.items() if not there]:
        message = Message("applicants are not told everything they need: {fields} are missing", fields=lacking)
        yield Absent(procedure.at, lacking[0], message, Message("write what is missing, as it is published"))
    plan = system.documents.communication
    if plan is None:
        yield unwritten(system, "communication", procedure.id)
        return
    rows = [row for row in plan.messages.values() if row.about in (About.COMPLAINT, About.FEEDBACK)]
    heard = [row for row in rows if names(row.procedures, procedure)]
    yield from (Seen(row.at) for row in heard)
    if not heard:
        message = Message("the communication plan says nowhere how applicants of this procedure object or complain")
        fix = Message("add a row “about: complaint” or “about: feedback” that names the procedure")
        yield Absent(procedure.at, "communication", message, fix)
