"""How dossiers divide: into variants, and between the ways out of a step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from isoqms.graph.flow import Way
from isoqms.procedure import Procedure


def kind_shares(procedure: Procedure, variants: Sequence[str | None]) -> dict[str | None, float]:
    """Return the shares of the variants: as stated, the rest those of no variant, or even among those left open."""
    found: dict[str | None, float] = {}
    for each in variants:
        variant = procedure.variants.get(each) if each else None
        if variant is not None and variant.share is not None:
            found[each] = float(variant.share)
    rest = max(0.0, 1.0 - sum(found.values()))
    missing = [None] if None in variants else [each for each in variants if each not in found]
    found |= {each: rest / len(missing) for each in missing}
    whole = sum(found.values()) or 1.0
    return {each: found[each] / whole for each in variants if found.get(each, 0.0) > 0.0}


def way_shares(ways: Sequence[Way], bears_fruit: Callable[[Way], bool]) -> tuple[list[float], bool]:
    """Return the shares of the ways out of a step, of which one is taken, and whether they had to be assumed.

    A way kept for this variant or channel goes before those for everybody. What is left after the stated shares goes to
    the ways without one: the default way, or evenly to those that lead on to a result.

    Args:
        ways: those open to the dossiers meant.
        bears_fruit: says of a way whether it leads on to a result.
    """
    if len(ways) == 1:
        return [1.0], False
    stated = [None if way.branch is None or way.branch.share is None else float(way.branch.share) for way in ways]
    open_ = [number for number, share in enumerate(stated) if share is None]
    default: list[int] = []
    if chosen := [number for number in open_ if _is_kept(ways[number])]:
        open_ = chosen
    elif default := [number for number in open_ if (branch := ways[number].branch) and branch.default]:
        open_ = default
    elif fruitful := [number for number in open_ if bears_fruit(ways[number])]:
        open_ = fruitful
    assumed = not default and all(share is None for share in stated)
    found = [share or 0.0 for share in stated]
    rest = max(0.0, 1.0 - sum(found))
    for number in open_:
        found[number] = rest / len(open_)
    whole = sum(found)
    return ([share / whole for share in found] if whole > 0.0 else [1.0 / len(ways)] * len(ways)), assumed


def _is_kept(way: Way) -> bool:
    """Say whether a way is there for some variants or channels only."""
    return way.branch is not None and bool(way.branch.variants or way.branch.channels)
