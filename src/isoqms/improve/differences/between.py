"""A procedure before and after a cut: what differs, in pieces any of which can be made in the procedure before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from isoqms.improve.differences.identity import doubt
from isoqms.improve.differences.matching import Match, matched
from isoqms.improve.differences.pieces import Kind, Piece, of_posts, of_step, of_whole, shares
from isoqms.improve.differences.skeleton import Skeleton, skeleton
from isoqms.improve.differences.ways import past, targets
from isoqms.procedure import Organisation, Procedure, Step
from isoqms.procedure.pairs import meaning
from isoqms.scenario import Operation
from isoqms.scenario.edits import put
from isoqms.words import LANGUAGES, Message, Text

_LEAST_ALIKE: Final = 0.25
"""What part of the steps of the shorter version must be the same."""

COURSE: Final = "course"
"""What the piece is called that stands for all ways that lead elsewhere."""


@dataclass(frozen=True, slots=True)
class Between:
    """What lies between two versions of a procedure.

    Attributes:
        before, after: the operations of one procedure each, as the files say.
        matches: the steps that stand in both.
        pieces: what differs and can be made by itself, by id.
        notes: what differs and is taken alike for both.
    """

    before: Operation
    after: Operation
    matches: tuple[Match, ...]
    pieces: Mapping[str, Piece]
    notes: tuple[Message, ...]
    _skeleton: Skeleton
    _base: Procedure
    _organisation: Organisation | None

    @property
    def ids(self) -> tuple[str, ...]:
        """The pieces that can matter for how long dossiers take."""
        return tuple(id_ for id_, piece in self.pieces.items() if piece.timed)

    @property
    def one_sided(self) -> tuple[Piece, ...]:
        """The times of steps that one version alone tells: they hold for both, and what they saved is not known."""
        return tuple(piece for piece in self.pieces.values() if piece.one_sided)

    @property
    def aside(self) -> tuple[Piece, ...]:
        """The pieces that do not matter for how long dossiers take."""
        return tuple(piece for piece in self.pieces.values() if not piece.timed and not piece.one_sided)

    @property
    def are_strangers(self) -> bool:
        """Whether so few steps are the same that these are no two versions of one procedure."""
        fewest = min(len(each.procedures[0].steps) for each in (self.before, self.after))
        return len(self.matches) < _LEAST_ALIKE * fewest

    @property
    def doubt(self) -> Message | None:
        """Why these may be two procedures, and no two versions of one."""
        return doubt(self.before.procedures[0], self.after.procedures[0])

    @property
    def procedure(self) -> str:
        """The id under which the procedure is simulated: that of before."""
        return self._base.id

    def base(self) -> Operation:
        """Return the operation before, in which the steps that come later lie and are passed over."""
        return self.applied(())

    def applied(self, ids: Collection[str]) -> Operation:
        """Return the operation before with these pieces.

        Raises:
            ValueError: they name no pieces.
        """
        if unknown := [id_ for id_ in ids if id_ not in self.pieces]:
            raise ValueError(f"{unknown!r} are no pieces of {self._base.id}")
        whole, held = self._skeleton, self._base
        course = whole.after if whole.after and COURSE in ids else whole.before
        own, other = (each.procedures[0].variants for each in (self.before, self.after))
        variants = other or own if course is whole.after else own or other
        made = replace(held, steps=course.steps, start=course.start, variants=variants)
        organisation = self._organisation
        for piece in (*self.one_sided, *(self.pieces[id_] for id_ in ids)):
            for place, value in piece.edits:
                if piece.of_post:
                    organisation = put(organisation, place, value)
                elif place[0] != "steps" or place[1] in made.steps:
                    made = put(made, place, value)
        left_out = {id_ for id_ in whole.added if f"{id_}/added" not in ids}
        left_out |= {id_ for id_ in whole.removed if f"{id_}/removed" in ids}
        organisations = {held.id: organisation} if organisation else {}
        return replace(
            self.before,
            procedures=(made,),
            organisations=organisations,
            removed={held.id: frozenset(left_out & made.steps.keys())},
        )


def between(before: Operation, after: Operation) -> Between:
    """Return what lies between two operations of one procedure each."""
    one, other = before.procedures[0], after.procedures[0]
    matches = matched(one, other)
    laid = skeleton(one, other, matches)
    old, new = before.organisations.get(one.id), after.organisations.get(other.id)
    pieces = {piece.id: piece for piece in _pieces(one, other, matches, laid)}
    if old is not None and new is not None and old is not new:
        pieces |= {piece.id: piece for piece in of_posts(old, new)}
    notes = tuple(_notes(one, other, before, after))
    base = replace(one, **_stated_by_one(one, other))
    return Between(before, after, matches, pieces, notes, laid, base, _merged(old, new))


def _pieces(before: Procedure, after: Procedure, matches: Sequence[Match], laid: Skeleton) -> Iterator[Piece]:
    if laid.after:
        concerned = [_title(laid.before.steps.get(id_) or laid.then[id_]) for id_ in laid.differing]
        concerned += [each.title for each in after.variants.values()] if laid.kinds_differ else []
        names = Text({lang: ", ".join(each.render(lang) for each in concerned) for lang in LANGUAGES})
        yield Piece(COURSE, Kind.COURSE, names, steps=laid.differing)
    for match in matches:
        for piece in of_step(match.before, laid.then[match.before.id]):
            if not (laid.kinds_differ and piece.field in ("variants", "in_variant")):
                yield piece
        if match.before.id not in laid.differing and (divided := _divided(match.before, laid)):
            yield divided
    for id_ in laid.removed:
        step = laid.before.steps[id_]
        yield Piece(f"{id_}/removed", Kind.REMOVED, _title(step), before=step, step=id_, assumed=_is_assumed(step))
    for id_ in laid.added:
        step = laid.then[id_]
        yield Piece(f"{id_}/added", Kind.ADDED, _title(step), after=step, step=id_, assumed=_is_assumed(step))
    yield from of_whole(before, after)


def _divided(step: Step, laid: Skeleton) -> Piece | None:
    """Return how dossiers divide otherwise at a step whose ways lead to the same places."""
    wanted, then = {}, laid.then[step.id]
    for way in step.next:
        place = past(way.leads_to, laid.before.steps, (*laid.removed, *laid.added))
        alike = [each for each in then.next if past(each.leads_to, laid.then, laid.added) == place]
        if len(alike) == 1 and len(targets(step)) > 1:
            wanted[laid.before.steps[step.id].next[step.next.index(way)].leads_to] = alike[0]
    return shares(laid.before.steps[step.id], wanted) if len(wanted) == len(step.next) else None


def _title(step: Step) -> Text:
    return step.title or Text.of(step.id)


def _is_assumed(step: Step) -> bool:
    return step.allowance is not None and not step.work and not step.wait


def _stated_by_one(before: Procedure, after: Procedure) -> dict[str, Any]:
    """Return the demand and the limits that the version after alone states: they hold for both."""
    limits = replace(
        before.limits,
        legal=before.limits.legal or after.limits.legal,
        committed=before.limits.committed or after.limits.committed,
    )
    return {"demand": before.demand or after.demand, "limits": limits}


def _notes(before: Procedure, after: Procedure, one: Operation, other: Operation) -> Iterator[Message]:
    for name in ("legal", "committed"):
        held = [getattr(each.limits, name) for each in (before, after)]
        if (held[0] is None) != (held[1] is None):
            limit = (held[0] or held[1]).within
            yield Message("only one version states the limit “{limit}”: both are judged by it", limit=limit or name)
    if (before.demand is None) != (after.demand is None):
        yield Message("only one version says how many dossiers come: as many are taken for both")
    offices = [each.office_of(each.procedures[0].id) for each in (one, other)]
    if offices[0] and offices[1]:
        if meaning(offices[0].hours) != meaning(offices[1].hours):
            yield Message("the offices keep other hours: those of the version before are taken for both")
        if offices[0].day_minutes != offices[1].day_minutes:
            yield Message("the working days differ in length: that of the version before is taken for both")
    old, new = one.organisations.get(before.id), other.organisations.get(after.id)
    if old and new and meaning(old.allowance_use) != meaning(new.allowance_use):
        yield Message("how much of an allowance is used is taken from the version before for both")


def _merged(before: Organisation | None, after: Organisation | None) -> Organisation | None:
    """Return the organisation before with the roles and posts of the one after that it lacks."""
    if before is None or after is None or before is after:
        return before or after
    office = before.default_office or next(iter(before.offices), None)
    roles = {id_: replace(role, office=office) for id_, role in after.roles.items() if id_ not in before.roles}
    posts = {id_: replace(post, office=office) for id_, post in after.posts.items() if id_ not in before.posts}
    staffed = {role for post in before.posts.values() for role in post.roles}
    posts = {id_: post for id_, post in posts.items() if not staffed & set(post.roles)}
    return replace(before, roles={**before.roles, **roles}, posts={**before.posts, **posts})
