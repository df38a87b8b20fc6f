"""Every dossier can be told apart, and it is known where it stands.

Asks: Do the records of the procedure include one that answers clause 8.5.2, such as the register or the control slip?
Why: Asked “where is my dossier?”, the office must find it without walking from desk to desk.
Ground: iso
Clause: 8.5.2
Decided how: An entry of kind “record” in qms/documents.yaml that names the procedure and clause 8.5.2, or, where a log
    of dossiers is at hand, the log itself.
Left to the auditor: Take three dossiers: can each be followed from receipt to result, and back?
Bad:
    # file: procedure.yaml
    id: GP-01  # here
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: documents.yaml
    documents: {HS: {title: Hồ sơ, kind: record, procedures: [all], clauses: ["8.1"]}}
Good:
    # file: procedure.yaml
    id: GP-02
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: documents.yaml
    documents: {SO: {title: Sổ theo dõi hồ sơ, kind: record, procedures: [all], clauses: ["8.5.2"]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "8.5.2/trace"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("8.5.2",)
EVIDENCE = (Evidence.DOCUMENTS, Evidence.PROCEDURE)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss the record by which a dossier is found."""
    found = {id_: entry for id_, entry in system.record_entries(procedure).items() if "8.5.2" in entry.clauses}
    yield from (Seen(entry.at, id_) for id_, entry in found.items())
    if not found:
        message = Message("no record says how a dossier of this procedure is told apart and found")
        fix = Message(
            "name the procedure at a record of qms/documents.yaml with clause 8.5.2, for example the dossier register"
        )
        yield Absent(procedure.at, "records", message, fix)
