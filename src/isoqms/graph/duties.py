"""Who does what: the posts of an organisation with the steps they do, and what two roles or agencies both do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Final, NamedTuple, TypeAlias

from isoqms.procedure import Actor, Organisation, Post, Procedure, Step
from isoqms.words import LANGUAGES, Text

_ASIDE: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does a step: one role or several together, or another agency by its name."""

    roles: tuple[str, ...] = ()
    agency: str = ""


Place: TypeAlias = tuple[str, str]
"""A procedure and one of its steps, by their ids."""


class Kind(StrEnum):
    """What two doers share: something they do, or something they give."""

    DOES = "does"
    GIVES = "gives"


@dataclass(frozen=True, slots=True)
class Overlap:
    """Something that two doers both do or both give, and where each of them does."""

    kind: Kind
    what: Text
    one: Doer
    other: Doer
    one_at: tuple[Place, ...]
    other_at: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """A post, and by procedure the steps that its roles do."""

    id: str
    post: Post
    steps: Mapping[str, tuple[str, ...]]


def assignments(procedures: Iterable[Procedure], organisation: Organisation) -> tuple[Assignment, ...]:
    """Return the posts of an organisation in their order, each with the steps of the procedures that it does."""
    held = list(procedures)
    found = []
    for id_, post in organisation.posts.items():
        roles = set(post.roles)
        steps = {each.id: tuple(s.id for s in each.steps.values() if roles & set(roles_of(s))) for each in held}
        found.append(Assignment(id_, post, {procedure: own for procedure, own in steps.items() if own}))
    return tuple(found)


def unfilled(procedures: Iterable[Procedure], organisation: Organisation) -> dict[str, tuple[str, ...]]:
    """Return the roles that have work and no post, with the procedures that give it to them."""
    filled = {role for post in organisation.posts.values() for role in post.roles}
    found: dict[str, list[str]] = {}
    for procedure in procedures:
        for role in dict.fromkeys(role for step in procedure.steps.values() for role in roles_of(step)):
            if role not in filled:
                found.setdefault(role, []).append(procedure.id)
    return {role: tuple(ids) for role, ids in found.items()}


def roles_of(step: Step) -> tuple[str, ...]:
    """Return the roles that do a step, for whatever kind of case."""
    special = (role for each in step.in_variant.values() for role in each.role)
    return tuple(dict.fromkeys((*step.role, *special)))


def doer_of(step: Step) -> Doer | None:
    """Return who does a step; None for applicants, systems, and where nobody is named."""
    if step.actor is Actor.AGENCY and step.agency:
        return Doer(agency=_plain(step.agency.render("vi")))
    return Doer(roles=tuple(sorted(step.role))) if step.role and step.actor is None else None


class _Done(NamedTuple):
    what: Text
    doer: Doer
    at: Place
    area: tuple[str, str] | None
    """The office and the field of work, where both are known."""


def overlaps(procedures: Sequence[Procedure], organisation: Organisation | None) -> tuple[Overlap, ...]:
    """Return what two roles or agencies both do or both give.

    Within a procedure any two are compared; in different procedures only roles of one office in one field of work, as
    the same is rightly done for other fields and in other offices. A title is taken apart at its semicolons; what
    stands in brackets is left out.
    """
    groups: dict[tuple[Kind, str], list[_Done]] = {}
    for procedure in procedures:
        for step in procedure.steps.values():
            if (doer := doer_of(step)) is not None:
                for kind, key, what in _duties(step):
                    done = _Done(what, doer, (procedure.id, step.id), _area(doer, procedure, organisation))
                    groups.setdefault((kind, key), []).append(done)
    found = (overlap for (kind, _), done in groups.items() for overlap in _shared(kind, done))
    return tuple(found)


def _shared(kind: Kind, done: Sequence[_Done]) -> Iterator[Overlap]:
    """Yield the pairs of doers who share one thing, in the order in which they were met."""
    for one, other in combinations(dict.fromkeys(each.doer for each in done), 2):
        mine, theirs = ([each for each in done if each.doer == doer] for doer in (one, other))
        if set(one.roles) & set(other.roles):
            continue  # together or alone, it is the same people
        meeting = [(a, b) for a in mine for b in theirs if a.at[0] == b.at[0] or (a.area and a.area == b.area)]
        if meeting:
            places = [tuple(dict.fromkeys(each[side].at for each in meeting)) for side in (0, 1)]
            yield Overlap(kind, mine[0].what, one, other, *places)


def _area(doer: Doer, procedure: Procedure, organisation: Organisation | None) -> tuple[str, str] | None:
    """Return the office of a role, its own or else that of the procedure, and the field; agencies have none here."""
    if not doer.roles or not procedure.field:
        return None
    known = organisation.roles.get(doer.roles[0]) if organisation else None
    default = organisation.default_office if organisation else None
    office = (known and known.office) or procedure.office or default or ""
    return office, _plain(_first(procedure.field))


def _duties(step: Step) -> Iterator[tuple[Kind, str, Text]]:
    """Yield what a step does and gives, each with the words by which it is compared."""
    for what in _parts(step.title) if step.title else ():
        yield Kind.DOES, _plain(_first(what)), what
    for what in step.outputs:
        yield Kind.GIVES, _plain(_first(what)), what


def _parts(title: Text) -> Iterator[Text]:
    """Yield the things a title names, parted by semicolons, in all its languages where these agree in number."""
    split = {
        lang: [part for each in text.split(";") if (part := " ".join(_ASIDE.sub(" ", each).split()))]
        for lang, text in title.by_language.items()
    }
    first = next((split[lang] for lang in (*LANGUAGES, "") if lang in split), [])
    for place in range(len(first)):
        yield Text({lang: parts[place] for lang, parts in split.items() if len(parts) == len(first)})


def _first(text: Text) -> str:
    return text.render(LANGUAGES[0])


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
