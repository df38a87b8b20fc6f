"""What the standard wants documented is in the register.

Asks: Does the register answer every clause that always asks for a document or a record, unless the scope does not
    apply it?
Why: The list of what must be there is short; what is not on it cannot be found when it is asked for.
Ground: iso
Clause: 7.5.1
Decided how: The clauses of the edition of 2015 that always ask for documents or records, against “clauses” of the
    entries in qms/documents.yaml, of kind “record” for records. A clause the standard does not have answers nothing.
Left to the auditor: Is what is there sufficient?
Bad:
    # file: documents.yaml
    documents:  # here
      PV: {title: Phạm vi, clauses: ["4.3"]}
Good:
    # file: documents.yaml
    documents:
      VB: {title: Văn bản, clauses: ["4.3", "5.2.2", "6.2.1"]}
      HS:
        title: Hồ sơ
        kind: record
        clauses: ["7.1.5.1", "7.2", "8.4.1", "8.5.6", "8.6", "8.7.2", "9.1.1", "9.2.2", "9.3.3", "10.2.2"]
    # file: scope.yaml
    statement: Giải quyết
    not_applicable: {"8.3": {reason: Không thiết kế, no_effect: Luật quy định}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.framework import Need, framework
from isoqms.problem import Ground, Severity
from isoqms.qms import DocumentRegister, EntryKind
from isoqms.rules.asking import required
from isoqms.rules.engine import Objection
from isoqms.rules.left_out import left_out_of, reason_of
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "7.5.1/required-present"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("7.5.1",)
EVIDENCE = (Evidence.DOCUMENTS,)


def check_system(system: System) -> Iterator[Found]:
    """Miss documents and records the standard always asks for."""
    register = system.documents.documents
    if register is None:
        yield required(system, "documents")
        return
    yield Seen(register.at, "documents")
    left_out = left_out_of(system)
    yield from _unknown(register)
    kept = {
        number for entry in register.documents.values() if entry.kind is EntryKind.DOCUMENT for number in entry.clauses
    }
    recorded = {
        number for entry in register.documents.values() if entry.kind is EntryKind.RECORD for number in entry.clauses
    }
    for clause in framework().leaves():
        if reason_of(left_out, clause.number):
            continue
        if clause.maintain is Need.ALWAYS and clause.number not in kept:
            message = Message(
                "the register holds no document for clause {number} ({title})", number=clause.number, title=clause.title
            )
            yield Absent(register.at, clause.number, message, Message("add it, with this number under “clauses”"))
        if clause.retain is Need.ALWAYS and clause.number not in recorded:
            message = Message(
                "the register holds no kind of record for clause {number} ({title})",
                number=clause.number,
                title=clause.title,
            )
            yield Absent(register.at, clause.number, message, Message("add it, with this number under “clauses”"))


def _unknown(register: DocumentRegister) -> Iterator[Found]:
    """Object to clauses that the standard does not have."""
    known = framework().clauses
    for id_, entry in register.documents.items():
        for number in entry.clauses:
            if number not in known:
                message = Message(
                    "“{id}” names clause {number}, which the standard does not have", id=id_, number=number
                )
                yield Objection(entry.at, id_, message, Message("correct the number, or take it out"))
