"""Every step is done by somebody.

Asks: Does every step name a role, or say that the applicant, another agency or a system does it?
Why: A step nobody is named for is done by whoever happens to be there, or by nobody.
Ground: iso
Clause: 5.3, 8.1
Decided how: A step done differently by variants may name its roles under “in_variant” only. Who answers for the whole
    procedure is asked by 4.4.1/owner.
Left to the auditor: Is it the right person, and is only one of several answerable?
Bad:
    id: TH-01
    title: {vi: Tách hộ, en: Split a household}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, next: enter}  # here
      enter: {title: {vi: Cập nhật, en: Enter}, role: officer, end: completed}
Good:
    id: TH-02
    title: {vi: Tách hộ, en: Split a household}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, next: enter}
      enter: {title: {vi: Cập nhật, en: Enter}, actor: system, systems: [register], end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.results import Absent, Evidence, Found
from isoqms.rules.system import System
from isoqms.words import Message

ID = "5.3/raci-single"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("5.3", "8.1")
EVIDENCE = (Evidence.PROCEDURE, Evidence.ORGANISATION)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss those who do a step."""
    for step in procedure.steps.values():
        if step.role or step.actor or any(special.role for special in step.in_variant.values()):
            continue
        message = Message("nothing says who does “{step}”", step=step.id)
        fix = Message("write “role:” with a role of the office, or “actor:” when it is nobody of the office")
        yield Absent(step.at, step.id, message, fix)
