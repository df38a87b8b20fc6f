"""A post is not vacant for long, and somebody stands in.

Asks: Has every post that fills a role in use a deputy, and is none of them vacant for more than 60 days?
Why: Dossiers of a person on leave wait until the person is back.
Ground: convention
Clause: 5.3, 7.1.2
Decided how: “deputies” and “vacant_since” of the posts; a post with several people stands in for itself. Sixty days
    are a custom and no requirement.
Left to the auditor: Does the deputy know the work, and may the deputy sign?
Bad:
    # file: procedure.yaml
    id: TT-01
    title: {vi: Tạm trú, en: Temporary residence}
    steps: {enter: {title: {vi: Cập nhật, en: Enter}, role: [officer, head], end: completed}}
    # file: organisation.yaml
    offices: {xa: {title: Xã, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 giờ}}
    roles: {officer: {title: Công chức}, head: {title: Lãnh đạo}}
    posts:
      officer-post: {title: Công chức, roles: [officer]}  # here
      head-post: {title: Lãnh đạo, roles: [head], deputies: [officer-post], vacant_since: 2026-06-01}  # here
Good:
    # file: procedure.yaml
    id: TT-02
    title: {vi: Tạm trú, en: Temporary residence}
    steps: {enter: {title: {vi: Cập nhật, en: Enter}, role: officer, end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from isoqms.problem import Ground, Severity
from isoqms.rules.engine import Objection
from isoqms.rules.results import Absent, Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "5.3/posts-covered"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("5.3", "7.1.2")
EVIDENCE = (Evidence.ORGANISATION,)

_AT_MOST = timedelta(days=60)


def check_system(system: System) -> Iterator[Found]:
    """Miss deputies, and object to long vacancies."""
    if not system.posts_by_role():
        yield Insufficient(system.at, "posts", Message("organisation.yaml lists no posts"))
    used = [post for role in system.used_roles() for post in system.posts_by_role().get(role, ())]
    for id_, post in dict(used).items():
        yield Seen(post.at, id_)
        if not post.deputies and post.head_count <= 1:
            message = Message("nobody stands in for “{post}”", post=id_)
            yield Absent(post.at, id_, message, Message("write “deputies:” with the posts that do"))
        if post.vacant_since is not None and post.vacant_since + _AT_MOST < system.as_of:
            message = Message("“{post}” has been vacant since {day}", post=id_, day=post.vacant_since)
            yield Objection(post.at, id_, message, Message("fill it, or give its roles to another post"))
