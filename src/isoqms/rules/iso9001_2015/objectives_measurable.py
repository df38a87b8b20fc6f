"""Objectives can be measured, and belong to the policy.

Asks: Has each objective a metric, a unit, a value to begin with, a target, a day, a point of the policy and somebody
    it is set for?
Why: Whether an objective without a figure is reached is decided by whoever speaks last.
Ground: iso
Clause: 6.2.1
Decided how: “metric”, “unit”, “baseline”, “target”, “by”, “policy”, “communicated”, “frequency” and “roles” or
    “procedures” of each objective in qms/objectives.yaml. The document that holds them, named under “document” or with
    clause 6.2.1 in the register, must be in force; whether there is one is asked by 7.5.1/required-present.
Left to the auditor: Is it ambitious, and does it matter?
Bad:
    # file: objectives.yaml
    objectives:
      better: {title: {vi: Phục vụ tốt hơn, en: Serve better}}  # here
    ---
    # file: objectives.yaml
    document: MT  # here
    objectives: {}
    # file: documents.yaml
    documents:
      MT: {title: Mục tiêu, state: draft}  # here
Good:
    # file: objectives.yaml
    objectives:
      on-time:
        title: {vi: Đúng hẹn, en: On time}
        metric: share-on-time
        unit: "%"
        baseline: 95
        target: 98
        by: 2026-12-31
        policy: {vi: đúng hẹn, en: on time}
        roles: [officer]
        frequency: hằng tháng
        communicated: {vi: Giao ban tháng 1, en: Meeting in January}
    # file: documents.yaml
    documents: {MT: {title: Mục tiêu, effective: 2026-01-05, clauses: ["6.2.1"]}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from isoqms.problem import Ground, Severity
from isoqms.qms import DocumentEntry, EntryKind, EntryState, Objectives
from isoqms.rules.asking import missing, required
from isoqms.rules.engine import Objection
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "6.2.1/measurable"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("6.2.1",)
EVIDENCE = (Evidence.DOCUMENTS,)

_CLAUSE = "6.2.1"
_NEEDED = ("metric", "unit", "baseline", "target", "by", "policy", "frequency", "communicated")


def check_system(system: System) -> Iterator[Found]:
    """Miss what makes an objective one."""
    held = system.documents.objectives
    if held is None:
        yield required(system, "objectives")
        return
    if not held.objectives:
        message = Message("there is no quality objective")
        yield Absent(held.at, "objectives", message, Message("write at least one under “objectives”"))
    yield from _not_in_force(held, system)
    for id_, objective in held.objectives.items():
        yield Seen(objective.at, id_)
        lacking = missing(objective, *_NEEDED)
        if not objective.roles and not objective.procedures:
            lacking.append("roles")
        if lacking:
            message = Message("the objective “{id}” lacks {fields}", id=id_, fields=lacking)
            yield Absent(objective.at, id_, message, Message("write what is missing"))


def _not_in_force(held: Objectives, system: System) -> Iterator[Found]:
    """Object where the objectives stand in documents of which none is in force."""
    register = system.documents.documents
    entries = {
        id_: each
        for id_, each in (register.documents.items() if register else ())
        if each.kind is EntryKind.DOCUMENT and (id_ == held.document or _CLAUSE in each.clauses)
    }
    if any(_in_force(each, system.as_of) for each in entries.values()):
        return
    for id_, entry in entries.items():
        message = Message("the objectives stand in “{id}”, which is not in force", id=id_)
        yield Objection(entry.at, id_, message, Message("approve it and put it in force, or name the one that is"))


def _in_force(entry: DocumentEntry, day: date) -> bool:
    return entry.state is EntryState.IN_FORCE and (entry.effective is None or entry.effective <= day)
