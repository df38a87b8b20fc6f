"""Documents and records are kept where they can be found, as long as needed, by those who may.

Asks: Has each entry of the register location, access, retention and disposition, are outside documents told apart, and
    do kept files still read as they were approved?
Why: What cannot be found is not there; what anybody can change is not proof.
Ground: iso
Clause: 7.5.3.1, 7.5.3.2
Decided how: “location”, “access”, “retention”, “disposition” of entries in force, “identified” of outside ones.
    Whether a kept file still has its SHA-256 is judged where the file is at hand.
Left to the auditor: Ask for three of them: how long does it take?
Bad:
    # file: documents.yaml
    documents:
      QT: {title: Quy trình, location: Kho}  # here
      TC:  # here
        {title: Tiêu chuẩn, kind: external, location: Tủ, access: internal, retention: 5 năm, disposition: hủy}
Good:
    # file: documents.yaml
    documents:
      QT: {title: Quy trình, location: Kho, access: internal, retention: 5 năm, disposition: hủy}
      TC:
        title: Tiêu chuẩn
        kind: external
        identified: {vi: Tra bản mới mỗi quý, en: New editions looked up every quarter}
        location: Tủ
        access: internal
        retention: 5 năm
        disposition: hủy
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import EntryKind, EntryState
from isoqms.rules.asking import missing, required
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "7.5.3/integrity"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("7.5.3.1", "7.5.3.2")
EVIDENCE = (Evidence.DOCUMENTS,)

_NEEDED = ("location", "access", "retention", "disposition")


def check_system(system: System) -> Iterator[Found]:
    """Miss where, how long and for whom entries are kept."""
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
