"""No dossier is settled without somebody having looked whether it can be.

Asks: Does every course to a result pass a step of the office that can also send the dossier another way?
Why: An application nobody looked at before it was taken is found incomplete when its time has run out.
Ground: iso
Clause: 8.2.3.1, 8.2.3.2
Decided how: A look is a step of the office with two ways out or more, not all of them for variants or channels alone.
    All ways are followed, whatever variant they are for.
Left to the auditor: Does the person at the counter really look, and what does the dossier show of it?
Bad:
    id: GP-01
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, next: sign}  # here
      sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}
Good:
    id: GP-02
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps:
      receive:
        title: {vi: Tiếp nhận, en: Receive}
        role: officer
        next:
          - {to: sign, default: true}
          - {end: returned, when: {vi: thiếu giấy tờ, en: papers are missing}}
      sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure, Step
from isoqms.rules.asking import completed_past
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "8.2.3/admission-check"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("8.2.3.1", "8.2.3.2")
EVIDENCE = (Evidence.PROCEDURE,)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss a look at the dossier on some course to a result."""
    looking = {step.id for step in procedure.steps.values() if _decides(step)}
    yield from (Seen(procedure.steps[id_].at, id_) for id_ in looking)
    if completed_past(procedure, looking):
        first = next((step for step in procedure.steps.values() if step.actor is None), None)
        at = first.at if first else procedure.at
        message = Message("a dossier can be completed without any step that could also send it back")
        fix = Message("let the step that receives it have a way for dossiers that are incomplete or belong elsewhere")
        yield Absent(at, first.id if first else procedure.id, message, fix)


def _decides(step: Step) -> bool:
    """Say whether a step of the office looks at the dossier before sending it on."""
    judged = [branch for branch in step.next if branch.when or branch.share is not None or branch.default]
    return (
        step.actor is None
        and len(step.next) > 1
        and bool(judged)
        and not all(b.variants or b.channels for b in step.next)
    )
