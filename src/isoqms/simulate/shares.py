"""How dossiers divide: into variants, and between the ways out of a step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeVar

from isoqms.graph.flow import Way
from isoqms.procedure import Procedure

N = TypeVar("N", float, Fraction)
"""The numbers shares are worked out in: quick ones, or exact ones."""


def kind_shares(
    procedure: Procedure, variants: Sequence[str | None], number: Callable[[Fraction], N]
) -> dict[str | None, N]:
    """Return the shares of the variants: as stated, the rest those of no variant, or even among those left open."""
    none, all_ = number(Fraction(0)), number(Fraction(1))
    found: dict[str | None, N] = {}
    for each in variants:
        variant = procedure.variants.get(each) if each else None
        if variant is not None and variant.share is not None:
            found[each] = number(variant.share)
    rest = max(none, all_ - sum(found.values(), none))
    missing = [None] if None in variants else [each for each in variants if each not in found]
    found |= {each: rest / len(missing) for each in missing}
    whole = sum(found.values(), none) or all_
    return {each: found[each] / whole for each in variants if found.get(each, none) > none}


def way_shares(
    ways: Sequence[Way], bears_fruit: Callable[[Way], bool], number: Callable[[Fraction], N]
) -> tuple[list[N], bool]:
    """Return the shares of the ways out of a step, of which one is taken, and whether they had to be assumed.

    A way kept for this variant or channel goes before those for everybody. What is left after the stated shares goes to
    the ways without one: the default way, or evenly to those that lead on to a result.

    Args:
        ways: those open to the dossiers meant.
        bears_fruit: says of a way whether it leads on to a result.
        number: makes the numbers to count in of stated shares.
    """
    none, all_ = number(Fraction(0)), number(Fraction(1))
    if len(ways) == 1:
        return [all_], False
    stated = [None if way.branch is None or way.branch.share is None else number(way.branch.share) for way in ways]
    open_ = [place for place, share in enumerate(stated) if share is None]
    default: list[int] = []
    if chosen := [place for place in open_ if _is_kept(ways[place])]:
        open_ = chosen
    elif default := [place for place in open_ if (branch := ways[place].branch) and branch.default]:
        open_ = default
    elif fruitful := [place for place in open_ if bears_fruit(ways[place])]:
        open_ = fruitful
    told = bool(default) or len(chosen) == 1  # nobody has to guess between several
    assumed = not told and all(share is None for share in stated)
    found = [none if share is None else share for share in stated]
    rest = max(none, all_ - sum(found, none))
    for place in open_:
        found[place] = rest / len(open_)
    whole = sum(found, none)
    return ([share / whole for share in found] if whole > none else [all_ / len(ways)] * len(ways)), assumed


def _is_kept(way: Way) -> bool:
    """Say whether a way is there for some variants or channels only."""
    return way.branch is not None and bool(way.branch.variants or way.branch.channels)
