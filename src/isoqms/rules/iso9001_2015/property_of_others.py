"""Originals and data of applicants are in somebody's care.

Asks: Where originals are handed in or personal data sent, is there a record that answers clause 8.5.3?
Why: A lost original is often the only one a person has.
Ground: iso
Clause: 8.5.3
Decided how: Originals are papers of the dossier of kind “original”; data are papers of kind “electronic”. The record
    is an entry of qms/documents.yaml that names the procedure and clause 8.5.3.
Left to the auditor: Where do originals lie, who can see the data, and what happened when one was lost?
Bad:
    id: DD-01
    title: {vi: Đăng ký đất đai, en: Register land}
    dossier:
      - {paper: {vi: Giấy chứng nhận bản gốc, en: Original certificate}, kind: original}  # here
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
Good:
    # file: procedure.yaml
    id: DD-02
    title: {vi: Đăng ký đất đai, en: Register land}
    dossier: [{paper: {vi: Giấy chứng nhận bản gốc, en: Original certificate}, kind: original}]
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: documents.yaml
    documents: {GN: {title: Sổ giao nhận bản chính, kind: record, procedures: [all], clauses: ["8.5.3"]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.results import Absent, Evidence, Found, NotApplicable, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "8.5.3/property"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("8.5.3",)
EVIDENCE = (Evidence.PROCEDURE, Evidence.DOCUMENTS)

_ENTRUSTED = ("original", "electronic")


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss the record of originals and data taken in."""
    entrusted = [paper for paper in procedure.dossier if paper.kind in _ENTRUSTED]
    if not entrusted:
        reason = Message("no original and no data of the applicant are taken in, as far as the dossier says")
        yield NotApplicable(procedure.at, procedure.id, reason)
        return
    found = {id_: entry for id_, entry in system.record_entries(procedure).items() if "8.5.3" in entry.clauses}
    yield from (Seen(entry.at, id_) for id_, entry in found.items())
    if not found:
        message = Message("“{paper}” is taken in, and no record says who has it", paper=entrusted[0].paper)
        fix = Message(
            "name the procedure at a record of qms/documents.yaml with clause 8.5.3, for example a book of originals"
        )
        yield Absent(entrusted[0].at, "dossier", message, fix)
