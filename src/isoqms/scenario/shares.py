"""The shares of the ways out of a step after some of them changed: the others make up the rest in proportion."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Final

from isoqms.procedure import Step
from isoqms.words import Message

_ROUNDING: Final = Fraction(1, 10**6)


def fitted(step: Step, variants: Iterable[str], changed: Collection[int]) -> Step | Message:
    """Return a step whose shares make up the whole again, or say why they cannot.

    A way without a share takes what is left; where there is none, the shares that were not changed are multiplied by
    one factor. Dossiers of each variant are looked at by themselves, since not all ways are open to all.

    Args:
        step: with the changed shares in place.
        variants: of its procedure.
        changed: indices of the ways whose shares were changed.
    """
    factors: dict[int, Fraction] = {}
    kinds: list[str | None] = [*variants]
    for variant in kinds or [None]:
        open_ = [index for index, way in enumerate(step.next) if way.open_to(variant)]
        if not any(index in changed for index in open_):
            continue
        found = _factor(step, open_, changed)
        if isinstance(found, Message):
            return found
        for index in open_:
            if index not in changed and factors.setdefault(index, found) != found:
                return Message("the other shares at “{step}” would differ between variants", step=step.id)
    ways = (
        way if way.share is None or index not in factors else replace(way, share=way.share * factors[index])
        for index, way in enumerate(step.next)
    )
    return replace(step, next=tuple(ways))


def _factor(step: Step, open_: list[int], changed: Collection[int]) -> Fraction | Message:
    """Return by what the shares of the ways that were not changed are multiplied."""
    given = {index: share for index in open_ if (share := step.next[index].share) is not None}
    others = sum((share for index, share in given.items() if index not in changed), Fraction(0))
    room = 1 - sum((share for index, share in given.items() if index in changed), Fraction(0))
    rest = len(given) < len(open_)
    if room < (others if rest else 0):
        percent = f"{float((1 - room + (others if rest else 0)) * 100):.10g}"
        return Message("the shares at “{step}” would make up {percent} %", step=step.id, percent=percent)
    if rest:
        return Fraction(1)
    if others:
        return room / others
    if room > _ROUNDING:
        return Message("no other way out of “{step}” takes the rest of the dossiers", step=step.id)
    return Fraction(1)
