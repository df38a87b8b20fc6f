"""An applicant is asked for supplements once at each stage.

Asks: Can a dossier go back to the applicant for a supplement more than once by the same way?
Why: Every further request is another trip; the index of the national portal counts a second request as overdue.
Ground: convention
Clause: 8.2.3.1, 8.5.1
Decided how: A loop with a step of the applicant while the clock stands still, whose bound is above one or missing.
    Requests at reception and during appraisal are different stages and counted apart. The general article was not
    confirmed, so this is a convention here; sector rules may be stricter.
Left to the auditor: Which rule allows the request at this stage?
Bad:
    id: BS-01
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps:
      check:
        title: {vi: Thẩm định, en: Appraise}
        role: officer
        next:
          - {to: sign, default: true}
          - {to: supplement, when: {vi: thiếu, en: incomplete}, at_most: 3, at_bound: sign}
      supplement: {title: {vi: Bổ sung, en: Supplement}, actor: applicant, clock: stopped, next: check}  # here
      sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}
Good:
    id: BS-02
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps:
      check:
        title: {vi: Thẩm định, en: Appraise}
        role: officer
        next:
          - {to: sign, default: true}
          - {to: supplement, when: {vi: thiếu, en: incomplete}, at_most: 1, at_bound: sign}
      supplement: {title: {vi: Bổ sung, en: Supplement}, actor: applicant, clock: stopped, next: check}
      sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.loops import loops
from isoqms.problem import Ground, Severity
from isoqms.procedure import Actor, Procedure
from isoqms.rules.engine import Objection
from isoqms.rules.results import Evidence, Found, NotApplicable, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "public/one-supplement"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("8.2.3.1", "8.5.1")
EVIDENCE = (Evidence.PROCEDURE,)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Object to supplements asked for again and again."""
    asked = False
    for loop in loops(procedure):
        steps = [step for step in loop.steps if step.actor is Actor.APPLICANT and not step.counted]
        if not steps:
            continue
        asked = True
        yield Seen(loop.back.at, steps[0].id)
        if loop.bound is None or loop.bound > 1:
            message = Message("by “{step}” the applicant can be asked for supplements more than once", step=steps[0].id)
            fix = Message("write “at_most: 1” on the way that asks, and where the dossier goes then")
            yield Objection(steps[0].at, steps[0].id, message, fix)
    if not asked:
        yield NotApplicable(procedure.at, procedure.id, Message("the procedure asks for no supplements"))
