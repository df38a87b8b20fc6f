"""The legal rules the procedure stands on are known to the office, and in force.

Asks: Does the procedure cite its legal basis, and does the register of legal rules hold each document cited, in force
    today?
Why: Requirements of the law are requirements of the applicant; a procedure on a repealed rule fails both.
Ground: iso
Clause: 5.1.2, 8.2.2
Decided how: Documents are compared by their numbers. A document whose day of entry into force the register does not
    give cannot be judged.
Left to the auditor: Is it the right law, and is anything newer missing?
Bad:
    id: KS-01  # here
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    steps: {enter: {title: {vi: Ghi vào sổ, en: Enter}, role: officer, end: completed}}
    ---
    # file: procedure.yaml
    id: KS-02
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    legal_basis:
      law: {document: 01/2014/QH13}
      decree: {document: 02/2015/NĐ-CP}  # here
      other: {document: 03/2020/TT-BTP}  # here
    steps: {enter: {title: {vi: Ghi vào sổ, en: Enter}, role: officer, end: completed}}
    # file: legal.yaml
    rules:
      law: {document: 01/2014/QH13, from: 2016-01-01}
      decree: {document: 02/2015/NĐ-CP, from: 2016-01-01, to: 2025-06-30}
Good:
    # file: procedure.yaml
    id: KS-03
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    legal_basis: {law: {document: 01/2014/QH13}}
    steps: {enter: {title: {vi: Ghi vào sổ, en: Enter}, role: officer, end: completed}}
    # file: legal.yaml
    rules: {law: {document: 01/2014/QH13, from: 2016-01-01}}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from isoqms.problem import Ground, Severity
from isoqms.procedure import LegalRule, Procedure
from isoqms.qms.parts import LegalEntry
from isoqms.rules.asking import unwritten
from isoqms.rules.engine import Objection
from isoqms.rules.results import Absent, Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "5.1.2/legal-basis"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("5.1.2", "8.2.2")
EVIDENCE = (Evidence.PROCEDURE, Evidence.DOCUMENTS)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Object to a basis that is not cited, not in the register, or not in force."""
    register = system.documents.legal
    if not procedure.legal_basis:
        message = Message("the procedure cites no legal rule")
        yield Absent(procedure.at, "legal_basis", message, Message("write the documents under “legal_basis”"))
    elif register is None:
        yield unwritten(system, "legal", procedure.id)
    else:
        held = {_plain(entry.document): entry for entry in register.rules.values()}
        for id_, rule in procedure.legal_basis.items():
            yield from _of_rule(id_, rule, held, system.as_of)


def _of_rule(id_: str, rule: LegalRule, held: Mapping[str, LegalEntry], day: date) -> Iterator[Found]:
    entry = held.get(_plain(rule.document))
    if entry is None:
        message = Message("{document} is not in the register of legal rules", document=rule.document)
        fix = Message("look it up, then add it to qms/legal.yaml with its period of validity")
        yield Absent(rule.at, id_, message, fix)
        return
    yield Seen(entry.at, id_)
    fix = Message("cite the rule in force, or correct its period in qms/legal.yaml")
    if entry.to is not None and entry.to < day:
        message = Message("{document} was in force until {day}", document=rule.document, day=entry.to)
        yield Objection(rule.at, id_, message, fix)
    elif entry.from_ is None:
        missing = Message("the register does not say since when {document} is in force", document=rule.document)
        yield Insufficient(entry.at, id_, missing)
    elif entry.from_ > day:
        message = Message("{document} is in force from {day} only", document=rule.document, day=entry.from_)
        yield Objection(rule.at, id_, message, fix)


def _plain(document: str) -> str:
    return "".join(document.casefold().split())
