"""Of each document one version is in force, and old ones are gone.

Asks: Is at most one document in force for a procedure, are obsolete ones withdrawn and no longer published, and does
    what replaces something leave the replaced one obsolete?
Why: Two versions in force means that each finds the one that suits.
Ground: iso
Clause: 7.5.3.1, 7.5.3.2
Decided how: The entries of qms/documents.yaml by state, “procedure”, “replaces”, “withdrawn” and “published”. Whether
    two documents of one title are two versions, and whether people work by a quality document whose entry is no version
    in force, is told as not known; scope, policy and objectives are asked about by their own rules.
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

from collections.abc import Iterator, Mapping

from isoqms.problem import Ground, Severity
from isoqms.qms import DocumentEntry, EntryKind, EntryState
from isoqms.rules.asking import required
from isoqms.rules.engine import Objection
from isoqms.rules.results import Absent, Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "7.5.3/in-force"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("7.5.3.1", "7.5.3.2")
_ASKED_ELSEWHERE = ("scope", "policy", "objectives")
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
    yield from _of_one_title(register.documents)
    yield from _worked_by(register.documents, system)


def _of_one_title(documents: Mapping[str, DocumentEntry]) -> Iterator[Insufficient]:
    """Say which documents in force have one title: nobody knows whether they are versions of one document."""
    first: dict[tuple[str, ...], str] = {}
    for id_, entry in documents.items():
        if entry.kind is EntryKind.DOCUMENT and entry.state is EntryState.IN_FORCE and not entry.procedure:
            other = first.setdefault(tuple(entry.title), id_)
            if other != id_:
                message = Message(
                    "“{id}” and “{other}” are in force under one title: are they two versions?", id=id_, other=other
                )
                yield Insufficient(entry.at, id_, message)


def _worked_by(documents: Mapping[str, DocumentEntry], system: System) -> Iterator[Insufficient]:
    """Say which quality documents are read although their entry is a draft or obsolete."""
    for name, held in system.documents.written().items():
        entry = documents.get(held.document or "")
        if name not in _ASKED_ELSEWHERE and entry is not None and entry.state is not EntryState.IN_FORCE:
            message = Message(
                "qms/{name}.yaml is “{id}”, a draft or obsolete: do people work by it?", name=name, id=held.document
            )
            yield Insufficient(entry.at, name, message)


def _of_obsolete(id_: str, entry: DocumentEntry) -> Iterator[Found]:
    if entry.withdrawn is None:
        message = Message("nothing says when the obsolete document “{id}” was withdrawn", id=id_)
        yield Absent(entry.at, id_, message, Message("write “withdrawn:”"))
    if entry.published:
        message = Message("the obsolete document “{id}” is still published", id=id_)
        yield Objection(entry.at, id_, message, Message("take it down there, then take “published” out"))
