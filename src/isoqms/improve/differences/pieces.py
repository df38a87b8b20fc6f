"""Single changes between a procedure before and after: a value each, a step more or less, or another course."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from isoqms.procedure import Organisation, Procedure, Step, StepVariant
from isoqms.procedure.pairs import meaning
from isoqms.scenario.edits import Place
from isoqms.words import Renderable, Text


class Kind(StrEnum):
    """What a piece changes."""

    VALUE = "value"
    """A value of a step, of a post, of the demand or of a limit."""
    ADDED = "added"
    """A step is done that was not."""
    REMOVED = "removed"
    """A step is no longer done."""
    COURSE = "course"
    """Dossiers go other ways."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One change that can be made by itself.

    `subject` is what it changes, in the words of the office; `field` the name of the value in the file; `edits` the
    places and values, in the procedure or, where `of_post`, in the organisation. `timed` says that it can matter for
    how long dossiers take; `assumed` that its effect rests on how much of an allowance is taken as used; `one_sided`
    that one version alone tells how long the step takes: that holds for both, what the other one takes is not known.
    """

    id: str
    kind: Kind
    subject: Renderable
    field: str = ""
    before: Any = None
    after: Any = None
    step: str | None = None
    steps: tuple[str, ...] = ()
    edits: tuple[tuple[Place, Any], ...] = ()
    of_post: bool = False
    timed: bool = True
    assumed: bool = False
    one_sided: bool = False


_TIMES: Final = ("allowance", "work", "wait", "in_variant")
"""Values of a step that tell how long it takes."""
_TIMED: Final = {
    "who": ("role", "actor"),
    "allowance": ("allowance",),
    "work": ("work",),
    "wait": ("wait",),
    "in_variant": ("in_variant",),
    "variants": ("variants",),
    "clock": ("clock",),
    "batch": ("batch",),
    "interruptible": ("interruptible",),
    "extends_by": ("extends_by",),
}
"""Values of a step that matter for time, those that only make sense together under one name."""
_ASKED: Final = ("visits", "counter", "papers", "pays", "fields")
"""What a step asks of the applicant."""
_OF_POST: Final = ("head_count", "share", "hours", "absences", "absent_share")


def of_step(before: Step, after: Step) -> Iterator[Piece]:
    """Yield what differs within a step that stands in both versions, apart from its ways on."""
    subject = before.title or after.title or Text.of(before.id)
    told = tells_time(before), tells_time(after)
    for name, held in {**_TIMED, **{each: (each,) for each in _ASKED}}.items():
        if any(meaning(getattr(before, each)) != meaning(getattr(after, each)) for each in held):
            shown = _shown(before, after, held)
            one_sided = name in _TIMES and told[0] != told[1]
            edits = tuple((("steps", before.id, each), getattr(after, each)) for each in held)
            yield Piece(
                id=f"{before.id}/{name}",
                kind=Kind.VALUE,
                subject=subject,
                field=shown,
                before=_who(before) if name == "who" else getattr(before, shown),
                after=_who(after) if name == "who" else getattr(after, shown),
                step=before.id,
                edits=() if one_sided and told[0] else edits,
                timed=name in _TIMED and not one_sided,
                assumed=name in ("allowance", "in_variant") and not (before.work or after.work),
                one_sided=one_sided,
            )


def tells_time(step: Step) -> bool:
    """Say whether a step tells how long it takes, of whichever dossiers."""
    held: tuple[Step | StepVariant, ...] = (step, *step.in_variant.values())
    return any(each.allowance or each.work or each.wait for each in held)


def _who(step: Step) -> Any:
    return step.role or step.actor


def _shown(before: Step, after: Step, held: tuple[str, ...]) -> str:
    return next(each for each in held if meaning(getattr(before, each)) != meaning(getattr(after, each)))


def shares(step: Step, wanted: Mapping[str, Any]) -> Piece | None:
    """Return how the dossiers divide otherwise at a step; `wanted` gives the ways after by where they lead."""
    edits: list[tuple[Place, Any]] = []
    for index, branch in enumerate(step.next):
        other = wanted.get(branch.leads_to)
        for name in ("share", "at_most", "at_bound"):
            if other is not None and getattr(branch, name) != getattr(other, name):
                edits.append((("steps", step.id, "next", index, name), getattr(other, name)))
    if not edits:
        return None
    place, value = edits[0]
    branch = step.next[int(place[3])]
    return Piece(
        id=f"{step.id}/ways",
        kind=Kind.VALUE,
        subject=step.title or Text.of(step.id),
        field=str(place[4]),
        before=getattr(branch, str(place[4])),
        after=value,
        step=step.id,
        steps=(branch.leads_to,),
        edits=tuple(edits),
    )


def of_whole(before: Procedure, after: Procedure) -> Iterator[Piece]:
    """Yield what differs in demand, limits and priority; what one version alone states holds for both."""
    for name in ("demand", "priority"):
        old, new = getattr(before, name), getattr(after, name)
        if old is not None and new is not None and meaning(old) != meaning(new):
            yield Piece(name, Kind.VALUE, before.title, name, old, new, edits=(((name,), new),))
    for name in ("legal", "committed"):
        one, other = getattr(before.limits, name), getattr(after.limits, name)
        if one and other and (meaning(one.within), one.from_) != (meaning(other.within), other.from_):
            edit = (("limits", name), other)
            yield Piece(f"limits/{name}", Kind.VALUE, before.title, name, one.within, other.within, edits=(edit,))


def of_posts(before: Organisation, after: Organisation) -> Iterator[Piece]:
    """Yield what differs in the posts that stand in both organisations."""
    for id_, post in before.posts.items():
        other = after.posts.get(id_)
        for name in _OF_POST if other else ():
            old, new = getattr(post, name), getattr(other, name)
            if meaning(old) != meaning(new):
                edit = (("posts", id_, name), new)
                yield Piece(f"{id_}/{name}", Kind.VALUE, post.title, name, old, new, edits=(edit,), of_post=True)
