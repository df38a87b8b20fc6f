"""A published procedure has the seven parts the law always asks for.

Asks: Has the procedure a name, an order of steps, ways of handing in, papers and their number of sets, a time limit,
    those who may ask, and the authority that handles it?
Why: A procedure that lacks one of them is not complete, and nobody may be asked to follow it.
Ground: law
Clause: 8.2.1, 8.2.2
Decided how: Nghị định 63/2010/NĐ-CP, article 8(2), as amended by Nghị định 92/2017/NĐ-CP; asked of offices in Vietnam
    only. Form, result, conditions and fee are asked only where a procedure has them, which no program can know.
Left to the auditor: Is what is written the same as what was announced?
Bad:
    id: CT-01  # here
    title: {vi: Chứng thực bản sao, en: Certify a copy}
    channels: [counter]
    dossier: [{paper: {vi: Bản chính, en: Original}}]
    dossier_sets: 1
    limits: {legal: {within: trong ngày}}
    office: ward
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
Good:
    id: CT-02
    title: {vi: Chứng thực bản sao, en: Certify a copy}
    channels: [counter]
    dossier: [{paper: {vi: Bản chính, en: Original}}]
    dossier_sets: 1
    limits: {legal: {within: trong ngày}}
    subjects: {vi: Cá nhân, en: Persons}
    office: ward
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.procedure.parts_required import missing_parts
from isoqms.rules.results import Absent, Evidence, Found
from isoqms.rules.system import System
from isoqms.rules.vietnam import elsewhere
from isoqms.words import Message

ID = "public/seven-parts"
SEVERITY = Severity.ERROR
GROUND = Ground.LAW
CLAUSES = ("8.2.1", "8.2.2")
EVIDENCE = (Evidence.PROCEDURE,)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss the parts a procedure must always have."""
    if abroad := elsewhere(procedure, system):
        yield abroad
        return
    for lacking in missing_parts(procedure):
        places = [" / ".join(choice) for choice in lacking.places]
        message = Message("the procedure lacks a part the law always asks for: {part}", part=lacking.part.title)
        yield Absent(procedure.at, lacking.part.id, message, Message("write it under {places}", places=places))
