"""A procedure is gone through once in a while, changed or not.

Asks: Is the day by which the document of the procedure was to be reviewed still ahead, or is it at most three years
    old?
Why: Law, systems and people change faster than documents; what nobody opened for years describes another office.
Ground: convention
Clause: 4.4.1, 7.5.2
Decided how: By “review_by” of the entry in qms/documents.yaml made from the procedure; without it by the day of issue
    plus 36 months, which is a custom and no requirement.
Left to the auditor: Was it a review, or a new date on the old text?
Bad:
    # file: procedure.yaml
    id: QT-01
    title: {vi: Cấp bản sao, en: Issue a copy}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: documents.yaml
    documents:
      QT: {title: Cấp bản sao, procedure: QT-01, issued: 2025-01-06, review_by: 2026-01-06}  # here
Good:
    # file: procedure.yaml
    id: QT-02
    title: {vi: Cấp bản sao, en: Issue a copy}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: documents.yaml
    documents:
      QT: {title: Cấp bản sao, procedure: QT-02, issued: 2025-01-06}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.engine import Objection
from isoqms.rules.results import Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "4.4.1/reviewed"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("4.4.1", "7.5.2")
EVIDENCE = (Evidence.DOCUMENTS, Evidence.VERSIONS)

_AT_MOST = timedelta(days=3 * 365)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Object to a review that is overdue."""
    held = system.entry_of(procedure)
    issued = held[1].issued if held else None
    due = (held[1].review_by if held else None) or (issued + _AT_MOST if issued else None)
    if held is None or due is None:
        missing = Message("nothing says when the procedure was issued or is to be reviewed")
        yield Insufficient(procedure.at, procedure.id, missing)
        return
    id_, entry = held
    yield Seen(entry.at, id_)
    if due < system.as_of:
        message = Message("the review of “{id}” was due on {day}", id=id_, day=due)
        yield Objection(entry.at, id_, message, Message("go through it, then write the next day under “review_by”"))
