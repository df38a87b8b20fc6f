"""The work of a procedure is done under control.

Asks: Is there an instruction in force for the procedure, can each step be told to be done rightly, are its roles among
    those whose competence is set down, and is a mistake caught where something is decided?
Why: What depends on the good day of one person comes out well on good days.
Ground: iso
Clause: 8.5.1
Decided how: An instruction is a document in force that is made from the procedure, or names it, with clause 8.5.1. A
    step has a criterion when the procedure has a limit or an indicator, or the step an allowance, an output or a
    record. Roles of the offices in scope stand in qms/competence.yaml. At a step of a role that decides, or where the
    way on depends on what is found, a mistake is caught by a form, a system or a record of that step, or because
    nothing is completed without another role.
Left to the auditor: Watch one dossier being worked on: is the control used, or passed over?
Bad:
    # file: procedure.yaml
    id: GP-01  # here
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps:
      check: {title: {vi: Kiểm tra, en: Check}, role: officer, next: sign}  # here
      sign: {title: {vi: Ký, en: Sign}, role: officer, outputs: [Giấy phép], end: completed}
    # file: documents.yaml
    documents: {QT: {title: Quy trình, procedure: GP-01, state: draft, clauses: ["8.5.1"]}}
    # file: competence.yaml
    roles: {officer: {requires: {luat: {title: Cử nhân luật}}}}
    ---
    # file: procedure.yaml
    id: GP-02
    title: {vi: Cấp giấy phép, en: Issue a permit}
    limits: {legal: {within: 5 ngày làm việc}}
    steps:
      sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}  # here
    # file: documents.yaml
    documents: {QT: {title: Quy trình, procedure: GP-02, clauses: ["8.5.1"]}}
    # file: competence.yaml
    roles: {officer: {requires: {luat: {title: Cử nhân luật}}}}
Good:
    # file: procedure.yaml
    id: GP-03
    title: {vi: Cấp giấy phép, en: Issue a permit}
    limits: {legal: {within: 5 ngày làm việc}}
    steps:
      check: {title: {vi: Kiểm tra, en: Check}, role: officer, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}
    # file: documents.yaml
    documents: {QT: {title: Quy trình, procedure: GP-03, clauses: ["8.5.1"]}}
    # file: competence.yaml
    roles:
      officer: {requires: {luat: {title: Cử nhân luật}}}
      head: {requires: {bo-nhiem: {title: Quyết định bổ nhiệm}}}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure, Step
from isoqms.qms import EntryKind, EntryState
from isoqms.rules.asking import completed_past, unwritten
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System, names
from isoqms.words import Message

ID = "8.5.1/controlled"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("8.5.1",)
EVIDENCE = (Evidence.PROCEDURE, Evidence.ORGANISATION, Evidence.DOCUMENTS)

_CLAUSE: Final = "8.5.1"
_DECIDES: Final = "decides"


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss the instruction, criteria, competence and the second look of a procedure."""
    own = [step for step in procedure.steps.values() if step.actor is None]
    yield from _instruction(procedure, system)
    yield from _criteria(procedure, own, system)
    yield from _competence(procedure, own, system)
    for step in own:
        if _decisive(step, system) and not (step.forms or step.systems or step.records):
            others = [other.id for other in own if not set(_roles(other)) & set(_roles(step))]
            if completed_past(procedure, others):
                message = Message("nobody and nothing would notice a mistake at “{step}”", step=step.id)
                fix = Message("let another role look at it, or name a form, a system or a record of the step")
                yield Absent(step.at, step.id, message, fix)


def _instruction(procedure: Procedure, system: System) -> Iterator[Found]:
    register = system.documents.documents
    if register is None:
        yield unwritten(system, "documents", procedure.id)
        return
    told = {
        id_: entry
        for id_, entry in register.documents.items()
        if entry.kind is EntryKind.DOCUMENT
        and entry.state is EntryState.IN_FORCE
        and _CLAUSE in entry.clauses
        and (entry.procedure == procedure.id or names(entry.procedures, procedure))
    }
    yield from (Seen(entry.at, id_) for id_, entry in told.items())
    if not told:
        message = Message("no document in force says how the work of this procedure is done")
        fix = Message("name the procedure at a document of qms/documents.yaml with clause {clause}", clause=_CLAUSE)
        yield Absent(procedure.at, procedure.id, message, fix)


def _criteria(procedure: Procedure, own: Sequence[Step], system: System) -> Iterator[Found]:
    if procedure.limits.named() or system.indicators_of(procedure):
        return
    for step in own:
        if not (step.allowance or step.in_variant or step.sub_limit or step.outputs or step.records):
            message = Message("nothing says when “{step}” is done rightly", step=step.id)
            fix = Message("write an allowance, an output or a record of the step, or an indicator of the procedure")
            yield Absent(step.at, step.id, message, fix)


def _competence(procedure: Procedure, own: Sequence[Step], system: System) -> Iterator[Found]:
    listed = system.documents.competence
    if listed is None:
        yield unwritten(system, "competence", procedure.id)
        return
    used = {role: step for step in reversed(own) for role in _roles(step)}
    inside = system.roles_of_the_system()
    for role, step in sorted(used.items()):
        if role in inside and (role not in listed.roles or not listed.roles[role].requires):
            message = Message("“{step}” is done by “{role}”, of whom no competence is asked", step=step.id, role=role)
            yield Absent(step.at, step.id, message, Message("add the role to qms/competence.yaml"))


def _roles(step: Step) -> tuple[str, ...]:
    return (*step.role, *(role for special in step.in_variant.values() for role in special.role))


def _decisive(step: Step, system: System) -> bool:
    known = system.organisation.roles if system.organisation else {}
    decides = any(known[role].kind == _DECIDES for role in _roles(step) if role in known)
    return decides or sum(bool(branch.when) for branch in step.next) > 1
