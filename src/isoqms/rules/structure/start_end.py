"""Dossiers come to an end.

Asks: Is there an end, and can a dossier leave every circle of steps it comes into?
Why: A procedure without an end has no result, no time limit anybody could keep, and nothing to give to the applicant.
Ground: iso
Clause: 4.4.1
Decided how: A circle is a trap when no way out of it is open to dossiers of some variant. An exit taken when a bound
    is reached is a way out. Conditions in words are not judged.
Left to the auditor: Is this the course dossiers really take?
Bad:
    id: TP-01
    title: {vi: Cấp bản sao trích lục, en: Issue a copy of an extract}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, next: search}
      search: {title: {vi: Tra sổ, en: Search the register}, next: sign}
      sign: {title: {vi: Ký bản sao, en: Sign the copy}}  # here
    ---
    id: TP-02
    title: {vi: Cấp bản sao trích lục, en: Issue a copy of an extract}
    steps:
      receive:
        title: {vi: Tiếp nhận, en: Receive}
        next:
          - {to: correct, when: {vi: hồ sơ sai, en: the dossier is wrong}}
          - {end: completed, when: {vi: hồ sơ đúng, en: the dossier is right}}
      correct: {title: {vi: Sửa hồ sơ, en: Correct the dossier}, next: explain}  # here
      explain: {title: {vi: Hướng dẫn, en: Explain}, next: correct}
Good:
    id: TP-03
    title: {vi: Cấp bản sao trích lục, en: Issue a copy of an extract}
    steps:
      receive:
        title: {vi: Tiếp nhận, en: Receive}
        next:
          - {to: correct, when: {vi: hồ sơ sai, en: the dossier is wrong}, at_most: 1, at_bound: refuse}
          - {to: sign, when: {vi: hồ sơ đúng, en: the dossier is right}}
      correct: {title: {vi: Sửa hồ sơ, en: Correct the dossier}, next: receive}
      refuse: {title: {vi: Từ chối tiếp nhận, en: Refuse the dossier}, end: refused}
      sign: {title: {vi: Ký bản sao, en: Sign the copy}, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.questions import endings, traps
from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message

ID = "wf/start-end"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("4.4.1",)


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to a procedure without an end, and to circles that nobody leaves."""
    if not endings(procedure):
        last = tuple(procedure.steps.values())[-1]
        message = Message("no step ends the dossier")
        fix = Message("write “end: completed” on the step with which the dossier is finished")
        yield Objection(last.at, last.id, message, fix)
        return
    for circle in traps(procedure):
        steps = " → ".join(step.id for step in circle)
        message = Message("a dossier that comes to {steps} goes round there and never ends", steps=steps)
        fix = Message("give one of these steps a way to a step outside, or an “end:”")
        yield Objection(circle[0].at, circle[0].id, message, fix)
