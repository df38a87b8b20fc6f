"""Which step after a cut is which before it: by its id, else by a title much like it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from isoqms.procedure import Procedure, Step
from isoqms.procedure.pairs import meaning
from isoqms.words import LANGUAGES, Text

ALIKE: Final = 0.7
"""How much of two titles is the same where the steps are taken for one."""


@dataclass(frozen=True, slots=True)
class Match:
    """A step of both versions; `likeness` of its titles, from 0 to 1, where the ids differ."""

    before: Step
    after: Step
    likeness: float | None = None


def matched(before: Procedure, after: Procedure) -> tuple[Match, ...]:
    """Return the steps of both versions, in the order of `before`; of titles the most alike belong together."""
    same = {id_: Match(step, after.steps[id_]) for id_, step in before.steps.items() if id_ in after.steps}
    old = [step for id_, step in before.steps.items() if id_ not in same]
    new = [step for id_, step in after.steps.items() if id_ not in same]
    pairs = sorted(
        (
            (alike, one.id, other.id)
            for one in old
            for other in new
            if (alike := likeness(one.title, other.title)) >= ALIKE
        ),
        key=lambda pair: -pair[0],
    )
    taken: set[str] = set()
    for alike, one, other in pairs:
        if one not in same and other not in taken:
            same[one] = Match(before.steps[one], after.steps[other], alike)
            taken.add(other)
    return tuple(same[id_] for id_ in before.steps if id_ in same)


def likeness(one: Text | None, other: Text | None) -> float:
    """Return how much of two titles is the same, in the language in which it is most; nothing without a title."""
    return max((SequenceMatcher(None, *pair).ratio() for pair in _titles(one, other)), default=0.0)


def _titles(one: Text | None, other: Text | None) -> Iterator[tuple[str, str]]:
    if one and other:
        for lang in LANGUAGES:
            if one.has(lang) and other.has(lang):
                here, there = (str(meaning(each.render(lang))).casefold() for each in (one, other))
                yield here, there
