"""Every dossier can be told apart, and it is known where it stands.

Asks: Do the records of the procedure include one that answers clause 8.5.2, such as the register or the control slip,
    and does each dossier of its log come under an id of its own?
Why: Asked “where is my dossier?”, the office must find it without walking from desk to desk.
Ground: iso
Clause: 8.5.2
Decided how: An entry of kind “record” in qms/documents.yaml that names the procedure and clause 8.5.2. Where a log of
    dossiers is at hand, also how many of them came without an id (“unnamed”), under one given twice (“repeated”), or
    lack steps in between (“gaps”).
Left to the auditor: Take three dossiers: can each be followed from receipt to result, and back?
Bad:
    # file: procedure.yaml
    id: GP-01  # here
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: documents.yaml
    documents: {HS: {title: Hồ sơ, kind: record, procedures: [all], clauses: ["8.1"]}}
    ---
    # file: procedure.yaml
    id: GP-03
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: documents.yaml
    documents: {SO: {title: Sổ theo dõi hồ sơ, kind: record, procedures: [all], clauses: ["8.5.2"]}}
    # file: records.yaml
    log:
      - {id: L-1, on: 2026-09-30, procedure: GP-03, dossiers: 200, unnamed: 0, repeated: 4}  # here
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
from isoqms.qms import Record
from isoqms.rules.engine import Objection
from isoqms.rules.recorded import latest_log, number
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "8.5.2/trace"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("8.5.2",)
EVIDENCE = (Evidence.DOCUMENTS, Evidence.PROCEDURE, Evidence.LOG)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss the record by which a dossier is found, and object to a log in which dossiers cannot be told apart."""
    found = {id_: entry for id_, entry in system.record_entries(procedure).items() if "8.5.2" in entry.clauses}
    yield from (Seen(entry.at, id_) for id_, entry in found.items())
    if not found:
        message = Message("no record says how a dossier of this procedure is told apart and found")
        fix = Message(
            "name the procedure at a record of qms/documents.yaml with clause 8.5.2, for example the dossier register"
        )
        yield Absent(procedure.at, "records", message, fix)
    yield from _of_log(procedure, system)


def _of_log(procedure: Procedure, system: System) -> Iterator[Found]:
    log = latest_log(system, procedure)
    if log is None:
        return
    yield Seen(log.at, log.id)
    faults = [said for said in _faults(log) if said.params["count"]]
    if faults:
        message = Message("dossiers of the log “{id}” cannot be followed: {faults}", id=log.id, faults=faults)
        yield Objection(log.at, log.id, message, Message("find those dossiers, and give each an id of its own"))


def _faults(log: Record) -> tuple[Message, ...]:
    return (
        Message("{count} without an id", count=int(number(log, "unnamed") or 0)),
        Message("{count} under an id given twice", count=int(number(log, "repeated") or 0)),
        Message("{count} with steps missing in between", count=int(number(log, "gaps") or 0)),
    )
