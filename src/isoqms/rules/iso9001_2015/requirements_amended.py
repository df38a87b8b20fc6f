"""When a legal rule changed, the document followed.

Asks: Was the document of the procedure issued after every legal rule it stands on came into force?
Why: People work by the document; what the law asks since then they learn from the applicant.
Ground: iso
Clause: 8.2.4, 7.5.3.2
Decided how: The day each cited document came into force, by the register of legal rules, against the day on which the
    document of the register made from the procedure was issued. Days that are not written are not asked.
Left to the auditor: Does the change matter here, and were the people told?
Bad:
    # file: procedure.yaml
    id: KS-01
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    legal_basis:
      decree: {document: 02/2026/NĐ-CP}  # here
    steps: {enter: {title: {vi: Ghi vào sổ, en: Enter}, role: officer, end: completed}}
    # file: legal.yaml
    rules: {decree: {document: 02/2026/NĐ-CP, from: 2026-07-01}}
    # file: documents.yaml
    documents: {QT: {title: Khai sinh, procedure: KS-01, issued: 2026-02-02}}
Good:
    # file: procedure.yaml
    id: KS-02
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    legal_basis: {decree: {document: 02/2026/NĐ-CP}}
    steps: {enter: {title: {vi: Ghi vào sổ, en: Enter}, role: officer, end: completed}}
    # file: legal.yaml
    rules: {decree: {document: 02/2026/NĐ-CP, from: 2026-07-01}}
    # file: documents.yaml
    documents: {QT: {title: Khai sinh, procedure: KS-02, issued: 2026-07-06}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.asking import unwritten
from isoqms.rules.engine import Objection
from isoqms.rules.results import Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "8.2.4/amended"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("8.2.4", "7.5.3.2")
EVIDENCE = (Evidence.DOCUMENTS, Evidence.VERSIONS)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Object to documents older than the rules they stand on."""
    register, held = system.documents.legal, system.entry_of(procedure)
    if register is None:
        yield unwritten(system, "legal", procedure.id)
        return
    if held is None or held[1].issued is None:
        yield Insufficient(procedure.at, procedure.id, Message("nothing says when the procedure was issued"))
        return
    issued = held[1].issued
    yield Seen(held[1].at, held[0])
    since = {"".join(each.document.split()): each.from_ for each in register.rules.values()}
    for id_, rule in procedure.legal_basis.items():
        first = since.get("".join(rule.document.split()))
        if first is not None and issued < first <= system.as_of:
            message = Message(
                "{document} is in force since {day}; the document “{id}” was issued before, on {issued}",
                document=rule.document,
                day=first,
                id=held[0],
                issued=issued,
            )
            yield Objection(rule.at, id_, message, Message("go through the procedure, then issue the document anew"))
