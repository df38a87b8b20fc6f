"""It is settled what happens when a result is wrong.

Asks: Does the register hold a document in force that answers clause 8.7.1, and a kind of record that answers 8.7.2?
Why: A wrong result is mended differently by everybody until somebody writes down how, and then nobody knows how often.
Ground: iso
Clause: 8.7.1, 8.7.2
Decided how: Entries of qms/documents.yaml with these clauses; the document must be in force, the record have a
    retention.
Left to the auditor: Take the last wrong result: was the applicant told, and who decided?
Bad:
    # file: documents.yaml
    documents:  # here
      QT-04: {title: Xử lý kết quả sai, clauses: ["8.7.1"], state: in_force}
Good:
    # file: documents.yaml
    documents:
      QT-04: {title: Xử lý kết quả sai, clauses: ["8.7.1"], state: in_force}
      SO-04: {title: Sổ kết quả sai, kind: record, clauses: ["8.7.2"], retention: 5 năm}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import EntryKind, EntryState
from isoqms.rules.asking import required
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "8.7.1/handling"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("8.7.1", "8.7.2")
EVIDENCE = (Evidence.DOCUMENTS,)


def check_system(system: System) -> Iterator[Found]:
    """Miss the document and the record on wrong results."""
    register = system.documents.documents
    if register is None:
        yield required(system, "documents")
        return
    entries = register.documents.items()
    rules = [
        (id_, each)
        for id_, each in entries
        if "8.7.1" in each.clauses and each.kind is EntryKind.DOCUMENT and each.state is EntryState.IN_FORCE
    ]
    records = [(id_, each) for id_, each in entries if "8.7.2" in each.clauses and each.kind is EntryKind.RECORD]
    yield from (Seen(each.at, id_) for id_, each in (*rules, *records))
    if not rules:
        message = Message("no document in force says what happens when a result is wrong")
        yield Absent(register.at, "8.7.1", message, Message("add it to the register with clause 8.7.1"))
    if not any(each.retention for _, each in records):
        message = Message("no kind of record keeps wrong results, what was done, and who decided")
        yield Absent(
            register.at, "8.7.2", message, Message("add it to the register with clause 8.7.2 and its retention")
        )
