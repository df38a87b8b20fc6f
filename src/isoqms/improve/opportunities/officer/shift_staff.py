"""People go where the work is.

Why: A queue forms before those who have most to do; elsewhere in the same office hands are free.
Found: A post all of whose work asks for at least 70 % of its people's time. One more person is shown, and, where a post
    of the same office with at least two people has at most half as much to do, one of them moved.
Decides: The office shares out its own people; more people are a matter of who fixes its staff.
Takes for granted: The person is as quick as the others there.
Left to people: Who has the knowledge for it, and who pays?
Example:
    id: TN-03
    title: {vi: Hỗ trợ, en: Support}
    steps:
      receive: {title: {vi: Nhận, en: Receive}, role: busy, work: 10 phút, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: idle, work: 5 phút, end: completed}
    ---
    offices:
      ward: {title: {vi: Phường, en: Ward}, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 giờ}
    roles: {busy: {title: {vi: Tiếp nhận, en: Reception}}, idle: {title: {vi: Lãnh đạo, en: Head}}}
    posts:
      counter: {title: {vi: Quầy, en: Counter}, office: ward, roles: [busy], head_count: 1}  # here
      back: {title: {vi: Trong, en: Back office}, office: ward, roles: [idle], head_count: 2}
Near miss:
    id: TN-04
    title: {vi: Hỗ trợ, en: Support}
    steps:
      receive: {title: {vi: Nhận, en: Receive}, role: idle, work: 10 phút, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: idle, work: 5 phút, end: completed}
    ---
    offices:
      ward: {title: {vi: Phường, en: Ward}, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 giờ}
    roles: {busy: {title: {vi: Tiếp nhận, en: Reception}}, idle: {title: {vi: Lãnh đạo, en: Head}}}
    posts:
      counter: {title: {vi: Quầy, en: Counter}, office: ward, roles: [busy], head_count: 1}
      back: {title: {vi: Trong, en: Back office}, office: ward, roles: [idle], head_count: 2}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from isoqms.improve.opportunities.deciding import own_arrangement
from isoqms.improve.opportunities.opportunity import Decision, Effort, Found
from isoqms.improve.opportunities.view import View
from isoqms.procedure import Post, Procedure
from isoqms.words import Message

ID = "shift-staff"
EFFORT = Effort.INVEST

BUSY: Final = 0.7
"""The load from which on a person more is worth a look."""


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield the busy posts that do steps of the procedure."""
    posts = view.organisation.posts if view.organisation else {}
    roles = {role for step in procedure.steps.values() for role in step.role}
    for id_, post in posts.items():
        load = _load(view, post)
        if load is None or load < BUSY or roles.isdisjoint(post.roles):
            continue
        yield _one_more(id_, post, load)
        for other in _idle(view, posts, post, load):
            yield _moved(id_, post, other, posts[other])
            break


def _load(view: View, post: Post) -> float | None:
    """Return the highest load of the roles a post fills; None where none is known."""
    return max((view.loads[role] for role in post.roles if role in view.loads), default=None)


def _idle(view: View, posts: Mapping[str, Post], busy: Post, load: float) -> list[str]:
    """Return the posts of the same office that have at most half as much to do, the least busy first."""
    found = {
        id_: other
        for id_, post in posts.items()
        if post.office == busy.office and post.head_count >= 2 and (other := _load(view, post)) is not None
    }
    return sorted((id_ for id_, other in found.items() if other <= load / 2), key=lambda id_: found[id_])


def _one_more(id_: str, post: Post, load: float) -> Found:
    return Found(
        at=post.at,
        place=id_,
        title=Message("One more person in the post “{post}”", post=post.title),
        decision=Decision(None, (), Message("who fixes how many people “{post}” has?", post=post.title)),
        changes=({"post": id_, "add": 1},),
        assumes=Message(
            "the person is as quick as the others; {percent} % of their time is asked for today",
            percent=round(load * 100),
        ),
        questions=(Message("who has the knowledge for it, and who pays?"),),
    )


def _moved(id_: str, post: Post, from_: str, other: Post) -> Found:
    return Found(
        at=post.at,
        place=f"{from_}.{id_}",
        title=Message("Move one person from “{other}” to “{post}”", other=other.title, post=post.title),
        decision=own_arrangement(),
        changes=({"post": id_, "add": 1}, {"post": from_, "add": -1}),
        assumes=Message("the person is as quick as the others there"),
        questions=(Message("who has the knowledge for it?"),),
    )
