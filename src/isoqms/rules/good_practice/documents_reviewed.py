"""A document is gone through by the day the office set for it.

Asks: Is the day by which a document in force was to be reviewed still ahead?
Why: Whoever set the day thought that the document might be wrong by then.
Ground: convention
Clause: 7.5.2
Decided how: “review_by” of the entries of kind “document” in force that are made from no procedure; those made from one
    are asked about by 4.4.1/reviewed. Where no such day is set nothing can be judged.
Left to the auditor: Was it a review, or a new date on the old text?
Bad:
    # file: documents.yaml
    documents:
      CS-01: {title: Chính sách, review_by: 2021-02-09}  # here
Good:
    # file: documents.yaml
    documents:
      CS-02: {title: Chính sách, review_by: 2027-02-09}
      CS-03: {title: Chính sách cũ, state: obsolete, review_by: 2021-02-09}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import EntryKind, EntryState
from isoqms.rules.asking import unwritten
from isoqms.rules.engine import Objection
from isoqms.rules.results import Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "7.5.2/review-due"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("7.5.2",)
EVIDENCE = (Evidence.DOCUMENTS,)


def check_system(system: System) -> Iterator[Found]:
    """Object to reviews that are overdue."""
    register = system.documents.documents
    if register is None:
        yield unwritten(system, "documents")
        return
    for id_, entry in register.documents.items():
        if entry.kind is not EntryKind.DOCUMENT or entry.state is not EntryState.IN_FORCE or entry.procedure:
            continue
        yield Seen(entry.at, id_)
        if entry.review_by is None:
            yield Insufficient(entry.at, id_, Message("nothing says by when “{id}” must be gone through again", id=id_))
        elif entry.review_by < system.as_of:
            message = Message("the review of “{id}” was due on {day}", id=id_, day=entry.review_by)
            yield Objection(entry.at, id_, message, Message("go through it, then write the next day under “review_by”"))
