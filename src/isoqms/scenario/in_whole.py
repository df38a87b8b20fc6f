"""Changes of demand, limits and priority of procedures, and of posts, as single values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from isoqms.problem import Problem
from isoqms.procedure import Demand, Limit, Organisation, Procedure
from isoqms.scenario.edits import Edit, Owner, Subject, near
from isoqms.scenario.scaling import NoNumberError, factor_of, scaled
from isoqms.words import Message


def procedure_edits(procedures: Iterable[Procedure], subject: Subject) -> Iterator[Edit | Problem]:
    """Yield what a change of whole procedures comes to in each of `procedures`."""
    change = subject.change
    for procedure in procedures:
        owner = ("procedure", procedure.id)
        if change.priority is not None:
            yield Edit(owner, ("priority",), change.priority, subject.at("priority"))
        if "demand" in change.values:
            yield from _demand(owner, procedure, change.values["demand"], subject)
        if change.demand and change.demand.scale is not None:
            yield from _more_dossiers(owner, procedure, change.demand.scale, subject)
        yield from _limits(owner, procedure, subject)


def _demand(owner: Owner, procedure: Procedure, values: dict[str, Any], subject: Subject) -> Iterator[Edit]:
    if procedure.demand is None:
        yield Edit(owner, ("demand",), Demand(**values, at=subject.at("demand", "set")), subject.at("demand", "set"))
        return
    for name, value in values.items():
        yield Edit(owner, ("demand", name), value, subject.at("demand", "set", name))
    for name, other in (("per_year", "gap"), ("gap", "per_year")):
        if values.get(name) is not None and getattr(procedure.demand, other) is not None:
            yield Edit(owner, ("demand", other), None, subject.at("demand", "set", name))


def _more_dossiers(owner: Owner, procedure: Procedure, number: float, subject: Subject) -> Iterator[Edit | Problem]:
    demand, factor, at = procedure.demand, factor_of(number), subject.at("demand", "scale")
    if demand is None:
        return
    if demand.per_year is not None:
        yield Edit(owner, ("demand", "per_year"), float(factor_of(demand.per_year) * factor), at)
    elif demand.gap is not None and not factor:
        yield Edit(owner, ("demand", "gap"), None, at)
    elif demand.gap is not None:
        try:
            yield Edit(owner, ("demand", "gap"), scaled(demand.gap, 1 / factor), at)
        except NoNumberError as error:
            message = Message("“{time}” cannot be multiplied", time=error.duration)
            yield subject.problem("demand", message, Message("write under “set:” what it becomes"), "value")


def _limits(owner: Owner, procedure: Procedure, subject: Subject) -> Iterator[Edit | Problem]:
    for name, values in subject.change.values.get("limits", {}).items():
        at, held = subject.at("limits", name), getattr(procedure.limits, name)
        if name == "cutoff" or values is None:
            yield Edit(owner, ("limits", name), values, at)
        elif held is not None:
            for field, value in values.items():
                yield Edit(owner, ("limits", name, field), value, subject.at("limits", name, field.rstrip("_")))
        elif "within" in values:
            yield Edit(owner, ("limits", name), Limit(**values, at=at), at)
        else:
            message = Message("{procedure} has no limit “{name}” so far", procedure=procedure.id, name=name)
            yield subject.problem("limits", message, Message("write “within:” as well"), "value")


def post_edits(organisations: Sequence[tuple[int, Organisation]], subject: Subject) -> Iterator[Edit | Problem]:
    """Yield what a change of a post comes to; `organisations` are those concerned, with their numbers."""
    change = subject.change
    ids = dict.fromkeys(id_ for _, organisation in organisations for id_ in _posts(organisation, subject))
    held = [(number, id_, each.posts[id_]) for number, each in organisations for id_ in ids if id_ in each.posts]
    if len(held) != 1:
        yield from _not_one(organisations, [id_ for _, id_, _ in held], subject)
        return
    [(number, id_, post)] = held
    owner, place = ("organisation", number), ("posts", id_)
    for name, value in change.values.items():
        yield Edit(owner, (*place, name), value, subject.at("set", name))
    if change.add is not None:
        people = post.head_count + change.add
        if people < 0:
            message = Message("“{post}” has one person; so many cannot be taken away", post=id_)
            if post.head_count != 1:
                count = post.head_count
                message = Message("“{post}” has {count} people; so many cannot be taken away", post=id_, count=count)
            yield subject.problem("add", message, Message("take fewer away"), "value")
        yield Edit(owner, (*place, "head_count"), people, subject.at("add"))


def _posts(organisation: Organisation, subject: Subject) -> list[str]:
    change = subject.change
    if change.post:
        return [change.post]
    return [id_ for id_, post in organisation.posts.items() if change.role in post.roles]


def _not_one(
    organisations: Sequence[tuple[int, Organisation]], found: list[str], subject: Subject
) -> Iterator[Problem]:
    """Say that the change names no post, or more than one."""
    change, every = subject.change, [each for _, each in organisations]
    if not organisations:
        return
    if change.post and found:
        message = Message("several organisations have a post “{post}”", post=change.post)
        yield subject.problem("post", message, Message("write under “for:” the procedures of the one that is meant"))
    elif change.post:
        message = Message("there is no post “{post}”", post=change.post)
        yield subject.problem("post", message, near(change.post, {id_ for each in every for id_ in each.posts}))
    elif found:
        message = Message("the role “{role}” is filled by {posts}", role=change.role, posts=found)
        yield subject.problem("role", message, Message("write “post:” and the one that is meant"), "role")
    elif any(change.role in each.roles for each in every):
        message = Message("no post fills the role “{role}”", role=change.role)
        yield subject.problem("role", message, Message("add a post that fills it to organisation.yaml"), "role")
    else:
        message = Message("there is no role “{role}”", role=change.role)
        yield subject.problem("role", message, near(change.role or "", {id_ for each in every for id_ in each.roles}))
