"""Every document says what it is, and was reviewed and approved before it took effect.

Asks: Has each document in force version, day, author, reviewer, approver, language and format, and was it approved, by
    a post there is, before it took effect?
Why: A document nobody approved is an opinion; one without a version is two documents.
Ground: iso
Clause: 7.5.2
Decided how: Entries of kind “document” in force; author, reviewer and approver are posts of organisation.yaml, where
    that lists any. That somebody else than the author approves is good practice: 7.5.2/approval-independent.
Left to the auditor: Is it fit for those who work by it?
Bad:
    # file: documents.yaml
    documents:
      QT-1: {title: Một, version: "1.0", issued: 2026-01-05}  # here
      QT-2:  # here
        title: Hai
        version: "1.0"
        issued: 2026-01-05
        effective: 2026-01-05
        author: head-post
        reviewer: officer-post
        approver: head-post
        approved: 2026-01-09
        language: [vi]
        format: DOCX
      QT-4:  # here
        title: Bốn
        version: "1.0"
        issued: 2026-01-05
        effective: 2026-01-12
        author: officer-post
        reviewer: officer-post
        approver: nobody-post
        approved: 2026-01-05
        language: [vi]
        format: DOCX
Good:
    # file: documents.yaml
    documents:
      QT-3:
        title: Ba
        version: "1.0"
        issued: 2026-01-05
        effective: 2026-01-12
        author: officer-post
        reviewer: officer-post
        approver: head-post
        approved: 2026-01-05
        language: [vi]
        format: DOCX
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import DocumentEntry, EntryKind, EntryState
from isoqms.rules.asking import missing, required
from isoqms.rules.engine import Objection
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "7.5.2/metadata"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("7.5.2",)
EVIDENCE = (Evidence.DOCUMENTS, Evidence.VERSIONS)

_NEEDED = ("version", "issued", "author", "reviewer", "approver", "approved", "language", "format")


def check_system(system: System) -> Iterator[Found]:
    """Miss what tells documents apart, and object to approvals that are none."""
    register = system.documents.documents
    if register is None:
        yield required(system, "documents")
        return
    for id_, entry in register.documents.items():
        if entry.kind is EntryKind.DOCUMENT and entry.state is EntryState.IN_FORCE:
            yield Seen(entry.at, id_)
            yield from _of_entry(id_, entry, system)


def _of_entry(id_: str, entry: DocumentEntry, system: System) -> Iterator[Found]:
    if lacking := missing(entry, *_NEEDED):
        message = Message("the document “{id}” lacks {fields}", id=id_, fields=lacking)
        yield Absent(entry.at, id_, message, Message("write what is missing"))
    if entry.approved is not None and entry.effective is not None and entry.approved > entry.effective:
        message = Message(
            "the document “{id}” took effect on {effective}, before it was approved on {approved}",
            id=id_,
            effective=entry.effective,
            approved=entry.approved,
        )
        yield Objection(entry.at, id_, message, Message("correct the days, or approve it before it takes effect"))
    posts = system.organisation.posts if system.organisation else {}
    for post in dict.fromkeys(filter(None, (entry.author, entry.reviewer, entry.approver))):
        if posts and post not in posts:
            message = Message("the document “{id}” names “{post}”, and there is no such post", id=id_, post=post)
            yield Objection(entry.at, id_, message, Message("correct the name, or add the post to organisation.yaml"))
