"""The scope and the procedures agree.

Asks: Does every procedure of the offices in scope stand in the scope, or outside it with a reason, and nothing else?
Why: A procedure nobody mentioned is one nobody audits.
Ground: iso
Clause: 4.3, 4.4.1
Decided how: The procedures of the organisation whose office is in “offices”; every one where no offices are named.
Left to the auditor: Is there work without a procedure?
Bad:
    # file: procedure.yaml
    id: P-1
    title: {vi: Một, en: One}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: procedure-2.yaml
    id: P-2  # here
    title: {vi: Hai, en: Two}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: scope.yaml
    statement: {vi: Giải quyết, en: Settling}
    procedures: [P-1]
Good:
    # file: procedure.yaml
    id: P-1
    title: {vi: Một, en: One}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: procedure-2.yaml
    id: P-2
    title: {vi: Hai, en: Two}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: scope.yaml
    statement: {vi: Giải quyết, en: Settling}
    procedures: [P-1]
    outside: {P-2: {vi: Ngành khác quản lý, en: Managed by another branch}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.asking import required
from isoqms.rules.engine import Objection
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "4.3/scope-vs-processes"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("4.3", "4.4.1")
EVIDENCE = (Evidence.DOCUMENTS, Evidence.PROCEDURE)


def check_system(system: System) -> Iterator[Found]:
    """Object to procedures the scope forgets, and to names in it that stand for nothing here."""
    scope = system.documents.scope
    if scope is None:
        yield required(system, "scope")
        return
    yield Seen(scope.at, "scope")
    mentioned = {*scope.procedures, *scope.outside}
    for id_, procedure in system.procedures.items():
        if id_ not in mentioned and (not scope.offices or _office(procedure, system) in scope.offices):
            message = Message("“{id}” neither belongs to the system nor stands outside it with a reason", id=id_)
            fix = Message("add it in qms/scope.yaml under “procedures”, or under “outside” with the reason")
            yield Absent(procedure.at, id_, message, fix)
    for id_ in scope.procedures:
        if id_ not in system.procedures and id_ in system.others:
            message = Message("the scope names “{id}”, which another organisation carries out", id=id_)
            yield Objection(scope.at, id_, message, Message("take it out, or adopt it in this folder"))
        elif id_ in scope.outside:
            message = Message("the scope names “{id}” both inside and outside", id=id_)
            yield Objection(scope.at, id_, message, Message("decide which, and take it out of the other list"))


def _office(procedure: Procedure, system: System) -> str | None:
    return procedure.office or (system.organisation.default_office if system.organisation else None)
