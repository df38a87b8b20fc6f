"""A step that runs by itself names the system that does it.

Asks: Does every automatic step name a system?
Why: Resources of a process are people, offices and systems; what a system does must be known when it is down.
Ground: iso
Clause: 4.4.1, 7.1.3
Decided how: Automatic steps are those with “actor: system”. Whether the systems named exist is asked by wf/refs,
    whether roles are filled by 5.3/roles-assigned.
Left to the auditor: Are people, rooms and systems sufficient?
Bad:
    id: KS-01
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    steps:
      enter: {title: {vi: Ghi vào sổ, en: Enter in the register}, role: officer, next: transfer}
      transfer: {title: {vi: Chuyển dữ liệu, en: Send the data}, actor: system, end: completed}  # here
Good:
    id: KS-02
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    steps:
      enter: {title: {vi: Ghi vào sổ, en: Enter in the register}, role: officer, next: transfer}
      transfer: {title: {vi: Chuyển dữ liệu, en: Send the data}, actor: system, systems: [register], end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Actor, Procedure
from isoqms.rules.results import Absent, Evidence, Found, NotApplicable, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "4.4.1/resources"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("4.4.1", "7.1.3")
EVIDENCE = (Evidence.PROCEDURE, Evidence.ORGANISATION)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss the system of automatic steps."""
    automatic = [step for step in procedure.steps.values() if step.actor is Actor.SYSTEM]
    if not automatic:
        yield NotApplicable(procedure.at, procedure.id, Message("the procedure has no automatic step"))
    for step in automatic:
        yield Seen(step.at, step.id)
        if not step.systems:
            message = Message("the automatic step “{step}” names no system", step=step.id)
            fix = Message("write “systems:” with an id from organisation.yaml")
            yield Absent(step.at, step.id, message, fix)
