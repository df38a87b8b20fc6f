"""It is said which records of the work are kept, and how long.

Asks: Does the procedure name the records it leaves, or does the register name kinds of records for it, each with its
    retention?
Why: Only records can show later that a dossier was handled as it should be.
Ground: iso
Clause: 4.4.2, 8.1
Decided how: Records are those under “records” of the procedure and the entries of kind “record” in qms/documents.yaml
    that name it. A retention in which no number, no “for ever” and no “until” stands cannot be judged.
Left to the auditor: Are the records there, for dossiers drawn at random?
Bad:
    id: DD-01  # here
    title: {vi: Giải quyết tranh chấp đất đai, en: Settle a land dispute}
    steps: {settle: {title: {vi: Hòa giải, en: Mediate}, role: head, end: completed}}
    ---
    id: DD-02
    title: {vi: Giải quyết tranh chấp đất đai, en: Settle a land dispute}
    records:
      minutes: {title: {vi: Biên bản hòa giải, en: Minutes}}  # here
    steps: {settle: {title: {vi: Hòa giải, en: Mediate}, role: head, end: completed}}
Good:
    # file: procedure.yaml
    id: DD-03
    title: {vi: Giải quyết tranh chấp đất đai, en: Settle a land dispute}
    steps: {settle: {title: {vi: Hòa giải, en: Mediate}, role: head, end: completed}}
    # file: documents.yaml
    documents:
      HS: {title: {vi: Hồ sơ, en: Dossiers}, kind: record, procedures: [all], retention: 10 năm}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure, RecordKept
from isoqms.qms import DocumentEntry
from isoqms.rules.results import Absent, Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "4.4.2/record-defined"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("4.4.2", "8.1")
EVIDENCE = (Evidence.PROCEDURE, Evidence.DOCUMENTS)


_TIME: Final = re.compile(
    r"\d|\b(?:một|hai|ba|bốn|năm|mười)\b|\b(?:vĩnh viễn|lâu dài|đến khi|suốt|year|month|permanent|forever|until|life)",
    re.IGNORECASE,
)
"""Words by which a retention tells a time: a number, for ever, or until something happens."""


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss records, and how long they are kept."""
    kept: dict[str, RecordKept | DocumentEntry] = {**procedure.records, **system.record_entries(procedure)}
    if not kept:
        message = Message("nothing says which records of the work are kept")
        fix = Message("write them under “records”, or name the procedure at a record of qms/documents.yaml")
        yield Absent(procedure.at, "records", message, fix)
    for id_, record in kept.items():
        yield Seen(record.at, id_)
        if not record.retention:
            message = Message("nothing says how long the record “{id}” is kept", id=id_)
            yield Absent(record.at, id_, message, Message("write “retention:”, for example “5 years”"))
        elif not _TIME.search(record.retention):
            unread = Message(
                "“{retention}” does not tell how long the record “{id}” is kept", retention=record.retention, id=id_
            )
            yield Insufficient(record.at, id_, unread)
