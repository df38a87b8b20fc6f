"""Nobody audits the own work.

Asks: Does no member of an audit team hold a post that answers for an audited procedure?
Why: One sees what one expects, and spares what one made.
Ground: iso
Clause: 9.2.2
Decided how: The posts of each auditor (“team”, and “posts” by member; by id or title, as in organisation.yaml) against
    the posts that fill the owner of each procedure in “procedures” of the audit, and what the register says the auditor
    answers for. Whose post is not known, whoever works in an audited procedure, and an owner who is in the team with a
    sentence on what is done about it, are left open and told by name. Without a source of audits nothing can be judged.
Left to the auditor: Are there subtler ties?
Bad:
    # file: procedure.yaml
    id: KS-01
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    owner: head
    steps: {enter: {title: {vi: Ghi vào sổ, en: Enter}, role: officer, end: completed}}
    # file: records.yaml
    audit:
      - {id: A-1, on: 2026-03-02, team: [head-post], procedures: [KS-01]}  # here
Good:
    # file: procedure.yaml
    id: KS-02
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    owner: head
    steps: {enter: {title: {vi: Ghi vào sổ, en: Enter}, role: officer, end: completed}}
    # file: organisation.yaml
    offices: {xa: {title: Xã, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 giờ}}
    roles: {officer: {title: Công chức}, head: {title: Lãnh đạo}, clerk: {title: Văn thư}}
    posts:
      officer-post: {title: Công chức, roles: [officer]}
      head-post: {title: Lãnh đạo, roles: [head]}
      clerk-post: {title: Văn thư, roles: [clerk]}
    # file: records.yaml
    audit:
      - {id: A-1, on: 2026-03-02, team: [lan], posts: {lan: [Văn thư]}, procedures: [KS-02]}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from isoqms.problem import Ground, Severity
from isoqms.qms import Record, RecordKind
from isoqms.rules.engine import Objection
from isoqms.rules.recorded import names_in, nothing_kept
from isoqms.rules.results import Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "9.2.2/impartial"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("9.2.2",)
EVIDENCE = (Evidence.RECORDS, Evidence.ORGANISATION)

_ANSWERS: Final = Message("let somebody else audit it again")


def check_system(system: System) -> Iterator[Found]:
    """Object to auditors who answer for what they audit, and say of whom that is not known."""
    audits = system.records.of(RecordKind.AUDIT)
    if not audits:
        yield nothing_kept(system, RecordKind.AUDIT)
        return
    for audit in audits:
        yield Seen(audit.at, audit.id)
        yield from _answered_for_by_nobody_known(audit, system)
        for who in names_in(audit, "auditors") or names_in(audit, "team"):
            yield from _of_auditor(who, audit, system)


def _answered_for_by_nobody_known(audit: Record, system: System) -> Iterator[Insufficient]:
    """Say of which audited procedures no post is known that answers for them."""
    audited = names_in(audit, "procedures")
    unknown = [id_ for id_ in audited if not _answering(id_, system)]
    if not audited:
        yield Insufficient(audit.at, audit.id, Message("“{audit}” names no procedure it audited", audit=audit.id))
    if unknown:
        message = Message(
            "no post is known that answers for {procedures} (“{audit}”)", procedures=unknown, audit=audit.id
        )
        yield Insufficient(audit.at, audit.id, message)


def _of_auditor(who: str, audit: Record, system: System) -> Iterator[Found]:
    posts = _posts(who, audit, system)
    audited = names_in(audit, "procedures")
    own = [id_ for id_ in audited if id_ in _listed(audit, "owned", who) or posts & _answering(id_, system)]
    if own:
        yield _own_work(who, own, audit)
    if not posts:
        unknown = Message(
            "no post of organisation.yaml is known that {who}, auditor in “{audit}”, holds", who=who, audit=audit.id
        )
        yield Insufficient(audit.at, audit.id, unknown)
    elif near := [id_ for id_ in audited if id_ not in own and posts & _working(id_, system)]:
        message = Message(
            "{who} works in {procedures} and audited that in “{audit}”: what was done so that nobody judges own work",
            who=who,
            procedures=near,
            audit=audit.id,
        )
        yield Insufficient(audit.at, audit.id, message)


def _own_work(who: str, own: list[str], audit: Record) -> Found:
    said = dict(audit.held.get("mitigations") or {}).get(who)
    if not said:
        message = Message(
            "{who} audited {procedures} in “{audit}” and answers for it", who=who, procedures=own, audit=audit.id
        )
        return Objection(audit.at, audit.id, message, _ANSWERS)
    left = Message(
        "{who} answers for {procedures}, audited in “{audit}”; whether what is said of it is enough: {said}",
        who=who,
        procedures=own,
        audit=audit.id,
        said=said,
    )
    return Insufficient(audit.at, audit.id, left)


def _posts(who: str, audit: Record, system: System) -> set[str]:
    """Return the posts somebody holds as the record says; a member of the team may be written as a post."""
    return {post for name in (*_listed(audit, "posts", who), who) if (post := _named(name, system)) is not None}


def _listed(audit: Record, name: str, who: str) -> tuple[str, ...]:
    by_member: Mapping[str, Any] = audit.held.get(name) or {}
    return tuple(by_member.get(who, ()))


def _named(name: str, system: System) -> str | None:
    """Return the post with that id, or the only one with that title; None where there is none, or several."""
    known = system.organisation.posts if system.organisation else {}
    if name in known:
        return name
    titled = [id_ for id_, post in known.items() if _plain(name) in map(_plain, post.title)]
    return titled[0] if len(titled) == 1 else None


def _answering(id_: str, system: System) -> set[str]:
    """Return the posts that answer for a procedure, be they vacant now."""
    owner = system.others[id_].owner if id_ in system.others else None
    return {post for post, _ in system.posts_by_role().get(owner or "", ())}


def _working(id_: str, system: System) -> set[str]:
    """Return the posts that do a step of a procedure."""
    steps = system.others[id_].steps.values() if id_ in system.others else ()
    roles = {
        role for step in steps for role in (*step.role, *(r for each in step.in_variant.values() for r in each.role))
    }
    return {post for role in roles for post, _ in system.posts_by_role().get(role, ())}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
