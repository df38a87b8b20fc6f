"""Every role that has work is described and held by somebody.

Asks: Does organisation.yaml describe every role the procedures give work to, and does somebody hold a post of it?
Why: Work given to a role nobody holds waits until somebody notices.
Ground: iso
Clause: 5.3
Decided how: The roles of all procedures in scope, owners included. A post fills a role when its head count is above
    zero and it is not vacant. Without a list of posts this cannot be judged.
Left to the auditor: Do these people know what they answer for?
Bad:
    # file: procedure.yaml
    id: BT-01
    title: {vi: Hỏa táng, en: Cremation support}
    steps: {pay: {title: {vi: Chi trả, en: Pay}, role: cashier, end: completed}}
    # file: organisation.yaml
    offices: {xa: {title: Xã, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 giờ}}
    roles:
      cashier: {title: Thủ quỹ}  # here
    posts:
      cashier-post: {title: Thủ quỹ, roles: [cashier], head_count: 0}
Good:
    # file: procedure.yaml
    id: BT-02
    title: {vi: Hỏa táng, en: Cremation support}
    steps: {pay: {title: {vi: Chi trả, en: Pay}, role: officer, end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.rules.results import Absent, Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "5.3/roles-assigned"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("5.3",)
EVIDENCE = (Evidence.ORGANISATION, Evidence.PROCEDURE)


def check_system(system: System) -> Iterator[Found]:
    """Miss the posts of roles that have work."""
    organisation = system.organisation
    if organisation is None or not organisation.posts:
        yield Insufficient(system.at, "posts", Message("organisation.yaml lists no posts"))
        return
    for id_, procedure in system.used_roles().items():
        role = organisation.roles.get(id_)
        if role is None:
            continue  # asked by wf/refs
        yield Seen(role.at, id_)
        if not system.filled_by(id_):
            message = Message(
                "nobody holds a post of “{role}”, to which {procedure} gives work", role=id_, procedure=procedure.id
            )
            yield Absent(
                role.at, id_, message, Message("fill a post of this role under “posts”, or give the work to another")
            )
