"""Every change of the procedure says what changed, why, and when.

Asks: Does a procedure that was issued again, revised, or changed since its document was issued list each change, with
    its reason?
Why: A change nobody can explain is undone by the next person, or keeps a mistake for ever.
Ground: iso
Clause: 6.3, 8.5.6
Decided how: A procedure with an issue number above 1, or a revision above 0, has entries under “revisions”; each has a
    reason under “why” or the decision that ordered it. A first issue has nothing to list, unless the stamp of its
    document in qms/documents.yaml is no longer that of the procedure: then an entry later than the document is needed.
Left to the auditor: Were consequences, resources and responsibilities thought of before the change?
Bad:
    id: QT-01  # here
    title: {vi: Cấp bản sao, en: Issue a copy}
    issue: {number: 2, revision: 0}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    ---
    id: QT-02
    title: {vi: Cấp bản sao, en: Issue a copy}
    issue: {number: 1, revision: 1}
    revisions:
      - {date: 2026-03-02, what: {vi: Bỏ bước sao, en: Copying is dropped}}  # here
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    ---
    # file: procedure.yaml
    id: QT-04  # here
    title: {vi: Cấp bản sao, en: Issue a copy}
    issue: {number: 1, revision: 0}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: documents.yaml
    documents: {QT: {title: Cấp bản sao, procedure: QT-04, issued: 2026-02-02, stamp: "0c1d2e3f4a5b"}}
Good:
    id: QT-03
    title: {vi: Cấp bản sao, en: Issue a copy}
    issue: {number: 1, revision: 1}
    revisions:
      - {date: 2026-03-02, what: {vi: Bỏ bước sao, en: Copying is dropped}, why: {vi: Có dữ liệu, en: Data are there}}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.asking import is_stamp_of
from isoqms.rules.results import Absent, Evidence, Found, Insufficient, NotApplicable, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "6.3/change-record"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("6.3", "8.5.6")
EVIDENCE = (Evidence.VERSIONS, Evidence.DOCUMENTS)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss entries of changes, and their reasons."""
    issue = procedure.issue
    if issue is None or issue.number is None:
        yield Insufficient(procedure.at, "issue", Message("the procedure has no issue number"))
    elif not procedure.revisions and (issue.number > 1 or issue.revision):
        message = Message("the procedure was changed, but lists no change")
        yield Absent(
            procedure.at, "revisions", message, Message("write each change under “revisions”, with its reason")
        )
    elif _changed_silently(procedure, system):
        message = Message("the procedure has changed since its document was issued, and no entry says what")
        yield Absent(procedure.at, "revisions", message, Message("write the change under “revisions”, with its reason"))
    elif not procedure.revisions:
        yield NotApplicable(procedure.at, procedure.id, Message("the procedure is a first issue"))
    for revision in procedure.revisions:
        yield Seen(revision.at, "revisions")
        if not revision.why and not revision.decision:
            message = Message("the change of {day} has no reason", day=revision.date)
            yield Absent(revision.at, "revisions", message, Message("write “why:”, or the decision that ordered it"))


def _changed_silently(procedure: Procedure, system: System) -> bool:
    """Say whether a procedure is no longer what its document was made from, and no later change is listed."""
    held, present = system.entry_of(procedure), system.stamps.get(procedure.id)
    if held is None or present is None or held[1].stamp is None or is_stamp_of(held[1].stamp, present):
        return False
    issued = held[1].issued
    return not any(issued is None or revision.date > issued for revision in procedure.revisions)
