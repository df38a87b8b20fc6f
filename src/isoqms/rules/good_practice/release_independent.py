"""A result is released by another role than the one that prepared it.

Asks: Does another role work on the dossier before somebody who decides releases the result?
Why: A release by the one who made the result finds nothing.
Ground: convention
Clause: 8.6
Decided how: A procedure with two steps of the office or more, all of them done by one and the same role of kind
    “decides”. Where no step belongs to such a role nothing can be judged.
Left to the auditor: Is there a law that lets one person do both?
Bad:
    id: SY-01
    title: {vi: Sao y, en: Certify a copy}
    steps:
      compare: {title: {vi: Đối chiếu, en: Compare}, role: head, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}  # here
Good:
    id: SY-02
    title: {vi: Sao y, en: Certify a copy}
    steps:
      compare: {title: {vi: Đối chiếu, en: Compare}, role: officer, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.engine import Objection
from isoqms.rules.results import Evidence, Found, Insufficient
from isoqms.rules.system import System
from isoqms.words import Message

ID = "8.6/release-independent"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("8.6",)
EVIDENCE = (Evidence.PROCEDURE, Evidence.ORGANISATION)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Object to a procedure in which one deciding role does all the work."""
    roles = system.organisation.roles if system.organisation else {}
    own = [step for step in procedure.steps.values() if step.role]
    deciding = [step for step in own if any(role in roles and roles[role].kind == "decides" for role in step.role)]
    if not deciding:
        unknown = Message("no step belongs to a role that decides: nothing shows who releases the result")
        yield Insufficient(procedure.at, procedure.id, unknown)
        return
    if len({step.role for step in own}) == 1 and len(own) > 1:
        last = deciding[-1]
        message = Message("“{role}” alone prepares and releases the result", role=last.role[0])
        yield Objection(
            last.at, last.id, message, Message("let another role prepare it, or look at it before it leaves")
        )
