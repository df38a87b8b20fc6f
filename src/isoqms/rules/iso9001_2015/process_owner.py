"""Somebody answers for the process, and holds the post.

Asks: Does the procedure name the role that answers for it, and is a post of that role held by somebody?
Why: What everybody answers for is mended by nobody.
Ground: iso
Clause: 4.4.1, 5.3
Decided how: The role under “owner”; a post fills it when its head count is above zero and it is not vacant. Where
    organisation.yaml lists no posts, whether it is filled cannot be judged.
Left to the auditor: Has the owner the authority to change the process?
Bad:
    id: TT-01  # here
    title: {vi: Đăng ký tạm trú, en: Register temporary residence}
    steps:
      register: {title: {vi: Cập nhật, en: Enter}, role: officer, end: completed}
    ---
    # file: procedure.yaml
    id: TT-02  # here
    title: {vi: Đăng ký tạm trú, en: Register temporary residence}
    owner: head
    steps:
      register: {title: {vi: Cập nhật, en: Enter}, role: officer, end: completed}
    # file: organisation.yaml
    offices: {xa: {title: Xã, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 giờ}}
    roles: {officer: {title: Công chức}, head: {title: Lãnh đạo}}
    posts:
      officer-post: {title: Công chức, roles: [officer]}
      head-post: {title: Lãnh đạo, roles: [head], vacant_since: 2026-05-01}
Good:
    id: TT-03
    title: {vi: Đăng ký tạm trú, en: Register temporary residence}
    owner: head
    steps:
      register: {title: {vi: Cập nhật, en: Enter}, role: officer, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.results import Absent, Evidence, Found, Insufficient
from isoqms.rules.system import System
from isoqms.words import Message

ID = "4.4.1/owner"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("4.4.1", "5.3")
EVIDENCE = (Evidence.PROCEDURE, Evidence.ORGANISATION)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss the owner, and somebody who holds the post."""
    owner = procedure.owner
    if owner is None:
        message = Message("no role answers for the procedure")
        yield Absent(procedure.at, "owner", message, Message("write “owner:” with a role from organisation.yaml"))
    elif not system.posts_by_role():
        missing = Message("organisation.yaml lists no posts, so that nobody can tell who fills “{role}”", role=owner)
        yield Insufficient(procedure.at, owner, missing)
    elif not system.filled_by(owner):
        message = Message("“{role}” answers for the procedure, but nobody holds such a post", role=owner)
        yield Absent(procedure.at, owner, message, Message("fill the post, or name another role for the time being"))
