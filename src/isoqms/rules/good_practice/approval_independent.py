"""A document is approved by somebody else than the one who drafted it.

Asks: Has each document in force an approver who is not its author?
Why: Who wrote a sentence reads what was meant, not what stands there.
Ground: convention
Clause: 7.5.2
Decided how: “author” and “approver” of the entries of kind “document” in force. The standard asks for review and
    approval and not that they be by another person. Where a small office states in qms/scope.yaml how it deals with
    duties one person holds, each case is left to the auditor, with what the office says of it.
Left to the auditor: Was it read before it was signed?
Bad:
    # file: documents.yaml
    documents:
      QT-1: {title: Một, author: head-post, approver: head-post}  # here
Good:
    # file: documents.yaml
    documents:
      QT-2: {title: Hai, author: officer-post, approver: head-post}
      QT-3: {title: Ba, state: draft, author: head-post, approver: head-post}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import EntryKind, EntryState
from isoqms.rules.asking import left_to_the_auditor, unwritten
from isoqms.rules.engine import Objection
from isoqms.rules.results import Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "7.5.2/approval-independent"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("7.5.2",)
EVIDENCE = (Evidence.DOCUMENTS,)


def check_system(system: System) -> Iterator[Found]:
    """Object to documents that their authors approved."""
    register = system.documents.documents
    if register is None:
        yield unwritten(system, "documents")
        return
    for id_, entry in register.documents.items():
        if entry.kind is not EntryKind.DOCUMENT or entry.state is not EntryState.IN_FORCE:
            continue
        yield Seen(entry.at, id_)
        if entry.author is not None and entry.author == entry.approver:
            message = Message("“{post}” both drafted and approved the document “{id}”", post=entry.author, id=id_)
            left = left_to_the_auditor(system, entry.at, id_, message)
            yield left or Objection(entry.at, id_, message, Message("let somebody else approve it"))
