"""Documents and records are kept where they can be found, as long as needed, and as they were approved.

Asks: Has each entry of the register location, access, retention and disposition, are outside documents told apart, and
    do files at hand still hold what was approved and signed?
Why: What cannot be found is not there; what anybody can change is not proof.
Ground: iso
Clause: 7.5.3.1, 7.5.3.2
Decided how: “location”, “access”, “retention”, “disposition” of entries in force, “identified” of outside ones. A
    “file” and the file of the decision under “signed” are compared with their “sha256”; a file that is not at hand
    cannot be judged. A signed decision has its number and day.
Left to the auditor: Ask for three of them: how long does it take?
Bad:
    # file: documents.yaml
    documents:
      QT: {title: Quy trình, location: Kho}  # here
      TC:  # here
        {title: Tiêu chuẩn, kind: external, location: Tủ, access: internal, retention: 5 năm, disposition: hủy}
    ---
    # file: documents.yaml
    documents:
      QT:
        title: Quy trình
        location: Kho
        access: internal
        retention: 5 năm
        disposition: hủy
        signed:  # here
          number: 12/QĐ-UBND
          date: 2026-02-02
          file: qd-12.txt
          sha256: 7ebf30c7fc5ea84559a84635a9fa2ef5e92063115561ea1241cdffd339f36c56
    # file: qd-12.txt
    Điều 1. Ban hành quy trình, thêm một câu sau khi ký.
Good:
    # file: documents.yaml
    documents:
      QT:
        title: Quy trình
        location: Kho
        access: internal
        retention: 5 năm
        disposition: hủy
        signed:
          number: 12/QĐ-UBND
          date: 2026-02-02
          file: qd-12.txt
          sha256: 7ebf30c7fc5ea84559a84635a9fa2ef5e92063115561ea1241cdffd339f36c56
      TC:
        title: Tiêu chuẩn
        kind: external
        identified: {vi: Tra bản mới mỗi quý, en: New editions looked up every quarter}
        location: Tủ
        access: internal
        retention: 5 năm
        disposition: hủy
    # file: qd-12.txt
    Điều 1. Ban hành quy trình.
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Position, Severity
from isoqms.qms import DocumentEntry, EntryKind, EntryState
from isoqms.rules.asking import missing, required
from isoqms.rules.engine import Objection
from isoqms.rules.results import Absent, Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "7.5.3/integrity"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("7.5.3.1", "7.5.3.2")
EVIDENCE = (Evidence.DOCUMENTS,)

_NEEDED = ("location", "access", "retention", "disposition")


def check_system(system: System) -> Iterator[Found]:
    """Miss where, how long and for whom entries are kept, and object to files that changed."""
    register = system.documents.documents
    if register is None:
        yield required(system, "documents")
        return
    for id_, entry in register.documents.items():
        if entry.state is not EntryState.IN_FORCE:
            continue
        yield Seen(entry.at, id_)
        lacking = missing(entry, *_NEEDED, *(["identified"] if entry.kind is EntryKind.EXTERNAL else []))
        if lacking:
            message = Message("the entry “{id}” lacks {fields}", id=id_, fields=lacking)
            yield Absent(entry.at, id_, message, Message("write what is missing"))
        yield from _unchanged(id_, entry, system)


def _unchanged(id_: str, entry: DocumentEntry, system: System) -> Iterator[Found]:
    """Compare the files of an entry with what was recorded of them."""
    if entry.file or entry.sha256:
        yield from _compared(entry.at, id_, entry.file, entry.sha256, system)
    if (signed := entry.signed) is None:
        return
    if lacking := missing(signed, "number", "date", "file", "sha256"):
        message = Message("the signed decision of “{id}” lacks {fields}", id=id_, fields=lacking)
        yield Absent(signed.at, id_, message, Message("write what is missing"))
    if signed.file or signed.sha256:
        yield from _compared(signed.at, id_, signed.file, signed.sha256, system)


def _compared(at: Position, id_: str, file: str | None, recorded: str | None, system: System) -> Iterator[Found]:
    held = system.digest(file) if file else None
    if held is None or recorded is None:
        unknown = Message("the file of “{id}” or its recorded SHA-256 is not at hand to compare", id=id_)
        yield Insufficient(at, id_, unknown)
    elif held != recorded:
        message = Message("the file “{file}” is no longer what was approved as “{id}”", file=file, id=id_)
        fix = Message("put the approved file back, or have the new one approved and write its SHA-256: {now}", now=held)
        yield Objection(at, id_, message, fix)
    else:
        yield Seen(at, id_)
