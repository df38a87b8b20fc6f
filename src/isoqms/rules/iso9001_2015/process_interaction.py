"""What one process takes from another or hands to it leads to a process of the system.

Asks: Does every procedure that gives a paper to this one, or takes its dossier over, belong to the system or stand
    outside it with a reason, and does the giving one name a result?
Why: Between two procedures a dossier belongs to nobody; the standard asks how processes act on each other.
Ground: iso
Clause: 4.4.1
Decided how: The links are “from_procedure” of a paper and “hands_over_to” of a step, when the other procedure is one
    of the same organisation. A procedure without links is not asked.
Left to the auditor: Are there hand-overs nobody wrote down?
Bad:
    # file: procedure.yaml
    id: KH-01
    title: {vi: Đăng ký kết hôn, en: Register a marriage}
    dossier:
      - {paper: {vi: Giấy xác nhận độc thân, en: Certificate of marital status}, from_procedure: KH-02}  # here
    steps:
      register: {title: {vi: Ghi vào sổ, en: Enter in the register}, role: officer, end: completed}
    # file: procedure-2.yaml
    id: KH-02
    title: {vi: Xác nhận tình trạng hôn nhân, en: Certify marital status}
    result: [{vi: Giấy xác nhận, en: Certificate}]
    steps:
      register: {title: {vi: Ghi vào sổ, en: Enter in the register}, role: officer, end: completed}
    # file: scope.yaml
    statement: {vi: Hộ tịch, en: Civil status}
    procedures: [KH-01]
Good:
    # file: procedure.yaml
    id: KH-01
    title: {vi: Đăng ký kết hôn, en: Register a marriage}
    dossier:
      - {paper: {vi: Giấy xác nhận độc thân, en: Certificate of marital status}, from_procedure: KH-02}
    steps:
      register: {title: {vi: Ghi vào sổ, en: Enter in the register}, role: officer, end: completed}
    # file: procedure-2.yaml
    id: KH-02
    title: {vi: Xác nhận tình trạng hôn nhân, en: Certify marital status}
    result: [{vi: Giấy xác nhận, en: Certificate}]
    steps:
      register: {title: {vi: Ghi vào sổ, en: Enter in the register}, role: officer, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Position, Severity
from isoqms.procedure import Procedure
from isoqms.rules.results import Absent, Evidence, Found, NotApplicable, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "4.4.1/interaction"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("4.4.1",)
EVIDENCE = (Evidence.PROCEDURE, Evidence.DOCUMENTS)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Object to links that lead out of the system without a reason, and to givers that name no result."""
    links = [(paper.at, paper.from_procedure, True) for paper in procedure.dossier if paper.from_procedure]
    links += [(step.at, step.hands_over_to, False) for step in procedure.steps.values() if step.hands_over_to]
    if not links:
        reason = Message("the procedure names no other it takes from or hands over to")
        yield NotApplicable(procedure.at, procedure.id, reason)
    for at, id_, gives in links:
        other = system.procedures.get(str(id_))
        if other is not None:
            yield from _of_link(at, other, gives, system)


def _of_link(at: Position, other: Procedure, gives: bool, system: System) -> Iterator[Found]:
    scope = system.documents.scope
    yield Seen(at, other.id)
    if scope is not None and other.id not in (*scope.procedures, *scope.outside):
        message = Message("“{id}” neither belongs to the system nor stands outside it with a reason", id=other.id)
        fix = Message("add it in qms/scope.yaml under “procedures”, or under “outside” with the reason")
        yield Absent(at, other.id, message, fix)
    if gives and not other.result and not any(step.outputs for step in other.steps.values()):
        message = Message("“{id}” should give this paper, but names no result", id=other.id)
        yield Absent(at, other.id, message, Message("write the paper under “result” of that procedure"))
