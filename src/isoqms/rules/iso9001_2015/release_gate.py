"""No result leaves the office that nobody entitled has released.

Asks: Does every course to a result pass a step of somebody who decides?
Why: What is signed by nobody entitled can be annulled, and the applicant bears it.
Ground: iso
Clause: 8.6
Decided how: Roles that decide are those of kind “decides” in organisation.yaml. All ways are followed, whatever variant
    they are for. Where a way passes nobody of the office who decides, but another agency, nothing can be judged: a file
    does not say whether that agency decides. The same holds of a system, unless “decided_by” names an authority.
    Whether the releaser also prepared the result is asked by 8.6/release-independent.
Left to the auditor: Did the person who signed look at it?
Bad:
    id: GP-01
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps:
      receive:
        title: {vi: Tiếp nhận, en: Receive}
        role: officer
        next:
          - {to: sign, default: true}
          - {to: return, when: {vi: việc đơn giản, en: a simple matter}}
      sign: {title: {vi: Ký, en: Sign}, role: head, next: return}
      return: {title: {vi: Trả kết quả, en: Hand out}, role: officer, end: completed}  # here
    ---
    id: GP-03
    title: {vi: Khai sinh, en: Register a birth}
    decided_by: {vi: Chủ tịch xã, en: Chair of the commune}
    steps:
      number: {title: {vi: Cấp số, en: Number}, actor: system, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: officer, end: completed}  # here
Good:
    id: GP-02
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, next: return}
      return: {title: {vi: Trả kết quả, en: Hand out}, role: officer, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.flow import End, ways
from isoqms.problem import Ground, Severity
from isoqms.procedure import Actor, Ending, Procedure, Step
from isoqms.rules.asking import completed_past
from isoqms.rules.results import Absent, Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "8.6/release-gate"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("8.6",)
EVIDENCE = (Evidence.PROCEDURE, Evidence.ORGANISATION)

_DECIDES = "decides"


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss a releasing step on some course to a result."""
    roles = system.organisation.roles if system.organisation else {}
    own = [step for step in procedure.steps.values() if step.actor is None]
    if not any(roles[role].kind for step in own for role in step.role if role in roles):
        missing = Message("organisation.yaml does not say which of the roles decide (“kind: decides”)")
        yield Insufficient(procedure.at, procedure.id, missing)
        return
    entitled = {role for role, held in roles.items() if held.kind == _DECIDES}
    gates = {step.id for step in procedure.steps.values() if _releases(step, entitled)}
    yield from (Seen(procedure.steps[id_].at, id_) for id_ in gates)
    others = [step.id for step in procedure.steps.values() if _may_decide(step, procedure)]
    if not completed_past(procedure, gates):
        return
    if others and not completed_past(procedure, {*gates, *others}):
        message = Message("nothing says whether {steps}, done by an agency or a system, is the decision", steps=others)
        yield Insufficient(procedure.steps[others[-1]].at, others[-1], message)
    else:
        ends = [way.source for way in ways(procedure) if way.target == End(Ending.COMPLETED)]
        last = procedure.steps[ends[-1]]
        message = Message(
            "a result can leave the office by “{step}” without anybody entitled having decided", step=last.id
        )
        fix = Message(
            "lead every way to the result past the step of somebody who decides, or say that the role decides"
        )
        yield Absent(last.at, last.id, message, fix)


def _releases(step: Step, entitled: set[str]) -> bool:
    special = {role for each in step.in_variant.values() for role in each.role}
    return bool({*step.role, *special} & entitled)


def _may_decide(step: Step, procedure: Procedure) -> bool:
    """Say whether a step outside the office may be the decision; an automatic one is not where an authority decides."""
    return step.actor is Actor.AGENCY or (step.actor is Actor.SYSTEM and not procedure.decided_by)
