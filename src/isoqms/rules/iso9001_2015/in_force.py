"""The version people work by was approved and is in force.

Asks: Was the issued document of the procedure approved by somebody on a day, is it in force today, has it the number
    the procedure has, and was it drafted, reviewed, approved and put in force in this order?
Why: Work done by a draft, or by a version nobody approved, is outside the system however well it is done.
Ground: iso
Clause: 8.1, 7.5.2
Decided how: By the entry of qms/documents.yaml made from the procedure; without an entry by “issue” and “approvers” of
    the procedure itself. Its version is issue and revision, for example 1.0. The order is that of the days under
    “authors”, “reviewers”, “approvers” and “issue” of the procedure, which its cover shows, as far as they are stated;
    the same day is in order.
Left to the auditor: Is the work done as it is written?
Bad:
    # file: procedure.yaml
    id: QT-01
    title: {vi: Cấp bản sao, en: Issue a copy}
    issue: {number: 2, revision: 0}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: documents.yaml
    documents:
      QT:  # here
        {title: A, procedure: QT-01, version: "1.0", effective: 2026-01-05, approver: head-post, approved: 2026-01-02}
    ---
    # file: procedure.yaml
    id: QT-02
    title: {vi: Cấp bản sao, en: Issue a copy}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: documents.yaml
    documents:
      QT: {title: Cấp bản sao, procedure: QT-02, state: draft}  # here
    ---
    id: QT-03  # here
    title: {vi: Cấp bản sao, en: Issue a copy}
    issue: {number: 1, effective: 2026-01-05}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    ---
    id: QT-06
    title: {vi: Cấp bản sao, en: Issue a copy}
    issue: {number: 1, effective: 2026-01-12}
    authors: [{post: officer-post, date: 2026-01-08}]
    approvers:
      - {post: head-post, date: 2026-01-05}  # here
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
Good:
    # file: procedure.yaml
    id: QT-04
    title: {vi: Cấp bản sao, en: Issue a copy}
    issue: {number: 2, revision: 0}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: documents.yaml
    documents:
      QT:
        {title: A, procedure: QT-04, version: "2.0", effective: 2026-01-05, approver: head-post, approved: 2026-01-02}
    ---
    id: QT-05
    title: {vi: Cấp bản sao, en: Issue a copy}
    issue: {number: 1, effective: 2026-01-05}
    authors: [{post: officer-post, date: 2026-01-02}]
    approvers: [{post: head-post, date: 2026-01-02}]
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure, Signature
from isoqms.qms import DocumentEntry, EntryState
from isoqms.rules.asking import missing
from isoqms.rules.engine import Objection
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message, phrase

ID = "8.1/in-force"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("8.1", "7.5.2")
EVIDENCE = (Evidence.PROCEDURE, Evidence.DOCUMENTS, Evidence.VERSIONS)

_REVIEWED_UNDRAFTED: Final = phrase("reviewed on {day}, before it was drafted on {other}")
_APPROVED_UNDRAFTED: Final = phrase("approved on {day}, before it was drafted on {other}")
_APPROVED_UNREVIEWED: Final = phrase("approved on {day}, before it was reviewed on {other}")


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Object to work by a version that is not approved, not in force, or not the present one; to days out of order."""
    yield from _out_of_order(procedure)
    held = system.entry_of(procedure)
    if held is not None:
        yield Seen(held[1].at, held[0])
        yield from _of_entry(*held, procedure, system.as_of)
        return
    effective = procedure.issue.effective or procedure.issue.issued if procedure.issue else None
    if effective is None or not procedure.approvers:
        message = Message("nothing says that the procedure was approved, and since when it is in force")
        fix = Message("add the issued document to qms/documents.yaml, or write “approvers” and the day under “issue”")
        yield Absent(procedure.at, "issue", message, fix)
    elif effective > system.as_of:
        message = Message("the procedure takes effect on {day} only", day=effective)
        yield Objection(procedure.at, "issue", message, Message("work by the earlier version until then"))


def _out_of_order(procedure: Procedure) -> Iterator[Objection]:
    """Object to a sign-off before the one it follows: the cover of the document prints these days."""
    authors, reviewers, approvers = (
        sorted((each for each in group if each.date), key=_day)
        for group in (procedure.authors, procedure.reviewers, procedure.approvers)
    )
    fix = Message("correct the days: a document is drafted, reviewed, approved and put in force in this order")
    for later, earlier, subject, template in (
        (reviewers, authors, "reviewers", _REVIEWED_UNDRAFTED),
        (approvers, authors, "approvers", _APPROVED_UNDRAFTED),
        (approvers, reviewers, "approvers", _APPROVED_UNREVIEWED),
    ):
        if later and earlier and _day(later[0]) < _day(earlier[-1]):
            message = Message(template, day=_day(later[0]), other=_day(earlier[-1]))
            yield Objection(later[0].at, subject, message, fix)
    effective = procedure.issue.effective or procedure.issue.issued if procedure.issue else None
    if procedure.issue and effective and approvers and effective < _day(approvers[-1]):
        message = Message(
            "in force since {day}, before it was approved on {other}", day=effective, other=_day(approvers[-1])
        )
        yield Objection(procedure.issue.at, "issue", message, fix)


def _day(signed: Signature) -> date:
    return signed.date or date.min


def _of_entry(id_: str, entry: DocumentEntry, procedure: Procedure, day: date) -> Iterator[Found]:
    if entry.state is not EntryState.IN_FORCE:
        message = Message("the document “{id}” is a draft or obsolete", id=id_)
        yield Objection(
            entry.at, id_, message, Message("approve it and write “state: in_force”, or name the right one")
        )
        return
    if lacking := missing(entry, "approver", "approved", "effective"):
        message = Message("the document “{id}” lacks {fields}", id=id_, fields=lacking)
        yield Absent(entry.at, id_, message, Message("write who approved it, when, and since when it is in force"))
    elif entry.effective is not None and entry.effective > day:
        message = Message("the document “{id}” is in force from {day} only", id=id_, day=entry.effective)
        yield Objection(entry.at, id_, message, Message("work by the earlier version until then"))
    issue = procedure.issue
    present = f"{issue.number}.{issue.revision or 0}" if issue and issue.number is not None else None
    if present and entry.version and entry.version != present:
        message = Message(
            "the document “{id}” is version {version}, the procedure {present}",
            id=id_,
            version=entry.version,
            present=present,
        )
        yield Objection(entry.at, id_, message, Message("issue the present version, or correct the number"))
