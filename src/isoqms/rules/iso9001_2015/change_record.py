"""Every change of the procedure says what changed, why, and when.

Asks: Does a procedure that was issued again or revised list each change, with its reason?
Why: A change nobody can explain is undone by the next person, or keeps a mistake for ever.
Ground: iso
Clause: 6.3, 8.5.6
Decided how: A procedure with an issue number above 1, or a revision above 0, has entries under “revisions”; each has a
    reason under “why” or the decision that ordered it. A first issue has nothing to list.
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
from isoqms.rules.results import Absent, Evidence, Found, Insufficient, NotApplicable, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "6.3/change-record"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("6.3", "8.5.6")
EVIDENCE = (Evidence.VERSIONS,)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss entries of changes, and their reasons."""
    issue = procedure.issue
    if issue is None or issue.number is None:
        yield Insufficient(procedure.at, "issue", Message("the procedure has no issue number"))
    elif issue.number <= 1 and not issue.revision and not procedure.revisions:
        yield NotApplicable(procedure.at, procedure.id, Message("the procedure is a first issue"))
    elif not procedure.revisions:
        message = Message("the procedure was changed, but lists no change")
        yield Absent(
            procedure.at, "revisions", message, Message("write each change under “revisions”, with its reason")
        )
    for revision in procedure.revisions:
        yield Seen(revision.at, "revisions")
        if not revision.why and not revision.decision:
            message = Message("the change of {day} has no reason", day=revision.date)
            yield Absent(revision.at, "revisions", message, Message("write “why:”, or the decision that ordered it"))
