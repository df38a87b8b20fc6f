"""Of each document one version is in force, and old ones are gone.

Asks: Is at most one document in force for a procedure, are obsolete ones withdrawn and no longer published, and does
    what replaces something leave the replaced one obsolete?
Why: Two versions in force means that each finds the one that suits.
Ground: iso
Clause: 7.5.3.1, 7.5.3.2
Decided how: The entries of qms/documents.yaml by state, “procedure”, “replaces”, “withdrawn” and “published”.
Left to the auditor: What lies printed in the drawers?
Bad:
    # file: procedure.yaml
    id: P-1
    title: {vi: Một, en: One}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: documents.yaml
    documents:
      A: {title: Một, procedure: P-1}
      B: {title: Một, procedure: P-1}  # here
      C: {title: Cũ, state: obsolete, published: [Trang thông tin]}  # here
      D: {title: Mới, replaces: A}  # here
Good:
    # file: procedure.yaml
    id: P-1
    title: {vi: Một, en: One}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: documents.yaml
    documents:
      A: {title: Một, procedure: P-1, state: obsolete, withdrawn: 2026-01-05}
      B: {title: Một, procedure: P-1, replaces: A}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import DocumentEntry, EntryState
from isoqms.rules.asking import required
from isoqms.rules.engine import Objection
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "7.5.3/in-force"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("7.5.3.1", "7.5.3.2")
EVIDENCE = (Evidence.DOCUMENTS, Evidence.VERSIONS)


def check_system(system: System) -> Iterator[Found]:
    """Object to two versions in force, and to old ones still about."""
    register = system.documents.documents
    if register is None:
        yield required(system, "documents")
        return
    first: dict[str, str] = {}
    for id_, entry in register.documents.items():
        yield Seen(entry.at, id_)
        in_force = entry.state is EntryState.IN_FORCE
        if in_force and entry.procedure and first.setdefault(entry.procedure, id_) != id_:
            message = Message(
                "“{id}” and “{other}” are both in force for “{procedure}”",
                id=id_,
                other=first[entry.procedure],
                procedure=entry.procedure,
            )
            yield Objection(entry.at, id_, message, Message("write “state: obsolete” at the old one"))
        if entry.state is EntryState.OBSOLETE:
            yield from _of_obsolete(id_, entry)
        replaced = register.documents.get(entry.replaces or "")
        if in_force and replaced is not None and replaced.state is EntryState.IN_FORCE:
            message = Message("“{id}” replaces “{other}”, which is still in force", id=id_, other=entry.replaces)
            yield Objection(entry.at, id_, message, Message("write “state: obsolete” at the old one"))


def _of_obsolete(id_: str, entry: DocumentEntry) -> Iterator[Found]:
    if entry.withdrawn is None:
        message = Message("nothing says when the obsolete document “{id}” was withdrawn", id=id_)
        yield Absent(entry.at, id_, message, Message("write “withdrawn:”"))
    if entry.published:
        message = Message("the obsolete document “{id}” is still published", id=id_)
        yield Objection(entry.at, id_, message, Message("take it down there, then take “published” out"))
