"""Who prepares a result does not decide on it alone.

Asks: Is there no person who would have to do both the preparing and the deciding steps of a dossier?
Why: One pair of eyes misses its own slips, and is asked for favours.
Ground: convention
Clause: 5.3, 8.5.1
Decided how: Two steps of the office, one by a role that handles and one by a role that decides, whose only holder is
    the same post with one person. Where a small office states in qms/scope.yaml how it deals with that, each case is
    left to the auditor, with what the office says of it. Where no step belongs to a role that decides nothing can be
    judged.
Left to the auditor: What stands in for the second pair of eyes?
Bad:
    # file: procedure.yaml
    id: XN-01
    title: {vi: Xác nhận, en: Confirm}
    steps:
      draft: {title: {vi: Soạn, en: Draft}, role: officer, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}  # here
    # file: organisation.yaml
    offices: {xa: {title: Xã, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 giờ}}
    roles: {officer: {title: Công chức, kind: handles}, head: {title: Lãnh đạo, kind: decides}}
    posts: {chief: {title: Trưởng, roles: [officer, head]}}
Good:
    id: XN-02
    title: {vi: Xác nhận, en: Confirm}
    steps:
      draft: {title: {vi: Soạn, en: Draft}, role: officer, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure, Step
from isoqms.rules.asking import left_to_the_auditor
from isoqms.rules.engine import Objection
from isoqms.rules.results import Evidence, Found, Insufficient
from isoqms.rules.system import System
from isoqms.words import Message

ID = "5.3/sod"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("5.3", "8.5.1")
EVIDENCE = (Evidence.PROCEDURE, Evidence.ORGANISATION)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Object to one person who prepares and decides."""
    if not system.posts_by_role():
        yield Insufficient(procedure.at, procedure.id, Message("organisation.yaml lists no posts"))
        return
    if not any(_decides(step, system) for step in procedure.steps.values()):
        unknown = Message("no step belongs to a role that decides: nothing shows that somebody else decides")
        yield Insufficient(procedure.at, procedure.id, unknown)
        return
    prepared = {_only_holder(step, "handles", system): step.id for step in procedure.steps.values()}
    prepared.pop(None, None)
    for step in procedure.steps.values():
        holder = _only_holder(step, "decides", system)
        if holder in prepared:
            message = Message(
                "the same person does “{other}” and decides in “{step}”", other=prepared[holder], step=step.id
            )
            fix = Message("let somebody else prepare or decide, or state in the scope how a small office deals with it")
            left = left_to_the_auditor(system, step.at, step.id, message)
            yield left or Objection(step.at, step.id, message, fix)


def _decides(step: Step, system: System) -> bool:
    roles = system.organisation.roles if system.organisation else {}
    return any(role in roles and roles[role].kind == "decides" for role in step.role)


def _only_holder(step: Step, kind: str, system: System) -> str | None:
    """Return the post with one person that alone can do a step of that kind; None where several people can."""
    roles = system.organisation.roles if system.organisation else {}
    if not step.role or any(role not in roles or roles[role].kind != kind for role in step.role):
        return None
    holders = {id_: post for role in step.role for id_, post in system.posts_by_role().get(role, ())}
    return next(iter(holders)) if len(holders) == 1 and next(iter(holders.values())).head_count == 1 else None
