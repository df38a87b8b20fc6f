"""What only one person knows is known to be a danger.

Asks: Can at least two people do every deciding step?
Why: When the only one who knows falls ill, the service stops.
Ground: convention
Clause: 7.1.6, 7.1.2
Decided how: The people who hold posts of the roles of a deciding step, deputies counted. Roles that decide are those
    of kind “decides”.
Left to the auditor: Is the knowledge shared, or only the power to sign?
Bad:
    # file: procedure.yaml
    id: XN-01
    title: {vi: Xác nhận, en: Confirm}
    steps:
      sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}  # here
    # file: organisation.yaml
    offices: {xa: {title: Xã, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 giờ}}
    roles: {head: {title: Lãnh đạo, kind: decides}}
    posts: {head-post: {title: Lãnh đạo, roles: [head]}}
Good:
    id: XN-02
    title: {vi: Xác nhận, en: Confirm}
    steps:
      sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.engine import Objection
from isoqms.rules.results import Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "7.1.6/knowledge"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("7.1.6", "7.1.2")
EVIDENCE = (Evidence.PROCEDURE, Evidence.ORGANISATION)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Object to deciding steps only one person can do."""
    if not system.posts_by_role():
        yield Insufficient(procedure.at, procedure.id, Message("organisation.yaml lists no posts"))
        return
    roles = system.organisation.roles if system.organisation else {}
    for step in procedure.steps.values():
        for role in step.role:
            if role in roles and roles[role].kind == "decides":
                yield Seen(step.at, step.id)
                if _people(role, system) == 1:
                    message = Message("only one person can do “{step}” as “{role}”", step=step.id, role=role)
                    yield Objection(
                        step.at, step.id, message, Message("name a deputy, and let the deputy learn the work")
                    )


def _people(role: str, system: System) -> float:
    posts = system.posts_by_role().get(role, ())
    return sum(post.head_count + len(post.deputies) for _, post in posts)
