"""Somebody does every step: its roles are filled, and by as many people as are needed together.

Asks: Has every role of a step a post that somebody holds? Where several roles do a step together, are there as many
    people as roles?
Why: A step that nobody can do holds up every dossier for ever; the plan of an office without people is no plan.
Ground: iso
Clause: 5.3, 7.1.2
Decided how: Only procedures with a demand, and steps with stated work, are judged; a step with an allowance alone loads
    nobody. A post counts with its head count, none when it is vacant. A person may fill several roles, but not two of
    them in one step at the same time.
Left to the auditor: Are these people able to do it, and are they really there?
Bad:
    id: NG-01
    title: {vi: Cấp giấy phép, en: Issue a licence}
    demand: {per_year: 100}
    steps:
      check: {title: {vi: Kiểm tra, en: Check}, role: officer, work: 15 phút, next: appraise}
      appraise: {title: {vi: Thẩm định, en: Appraise}, role: expert, work: 1 giờ, end: completed}  # here
    ---
    id: NG-02
    title: {vi: Cấp giấy phép, en: Issue a licence}
    demand: {per_year: 100}
    steps:
      check: {title: {vi: Kiểm tra, en: Check}, role: officer, work: 15 phút, next: decide}
      decide: {title: {vi: Quyết định, en: Decide}, role: [head, council], work: 1 giờ, end: completed}  # here
Good:
    id: NG-03
    title: {vi: Cấp giấy phép, en: Issue a licence}
    demand: {per_year: 100}
    steps:
      check: {title: {vi: Kiểm tra, en: Check}, role: [officer, head], work: 15 phút, next: appraise}
      appraise: {title: {vi: Thẩm định, en: Appraise}, role: expert, allowance: 2 ngày làm việc, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from isoqms.problem import Ground, Severity
from isoqms.procedure import Organisation, Post, Procedure, Step
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message

ID = "simulate/people"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("5.3", "7.1.2")


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to steps with work that nobody, or too few people, can do."""
    organisation = context.organisation
    if organisation is None or procedure.demand is None:
        return
    if not organisation.posts:
        message = Message("no posts are stated, so that it is not known who does the steps of this procedure")
        fix = Message("add “posts:” to organisation.yaml, with the roles each fills and its head count")
        yield Objection(procedure.demand.at, "demand", message, fix)
        return
    held = [post for post in organisation.posts.values() if _is_held(post, context)]
    for step in procedure.steps.values():
        for roles in _together(step):
            known = [role for role in roles if role in organisation.roles]
            if empty := [role for role in known if not _people([role], held)]:
                yield _nobody(step, empty, organisation)
            elif few := _too_few(known, held):
                message = Message(
                    "step “{step}” needs {count} people at once, and there are fewer who fill its roles: {roles}",
                    step=step.id,
                    count=len(few),
                    roles=[organisation.roles[role].title for role in few],
                )
                fix = Message("name one of the roles alone, or let another post fill one of them")
                yield Objection(step.at, step.id, message, fix)


def _together(step: Step) -> Iterator[tuple[str, ...]]:
    """Yield each group of roles that do the step together, where it has work; once each."""
    if step.actor:
        return
    groups: dict[tuple[str, ...], None] = {}
    if step.work and step.role:
        groups[step.role] = None
    for special in step.in_variant.values():
        if (special.role or special.work) and (special.work or step.work):
            groups[special.role or step.role] = None
    yield from (roles for roles in groups if roles)


def _is_held(post: Post, context: Context) -> bool:
    return post.head_count > 0 and (post.vacant_since is None or post.vacant_since > context.as_of)


def _people(roles: Iterable[str], held: Iterable[Post]) -> float:
    wanted = set(roles)
    return sum(post.head_count for post in held if wanted & set(post.roles))


def _too_few(roles: list[str], held: list[Post]) -> tuple[str, ...]:
    """Return the first group of roles with fewer people than roles; a part of a person is a person."""
    groups = (group for size in range(2, len(roles) + 1) for group in combinations(roles, size))
    return next((group for group in groups if _people(group, held) <= len(group) - 1), ())


def _nobody(step: Step, roles: list[str], organisation: Organisation) -> Objection:
    titles = [organisation.roles[role].title for role in roles]
    message = Message("nobody fills the role of step “{step}”: {roles}", step=step.id, roles=titles)
    having = [id_ for id_, post in organisation.posts.items() if set(roles) & set(post.roles)]
    if having:
        fix = Message("give the post {posts} a head count, or name the role under a post that is held", posts=having)
    else:
        fix = Message("name the role under a post of organisation.yaml, with its head count")
    return Objection(step.at, step.id, message, fix)
