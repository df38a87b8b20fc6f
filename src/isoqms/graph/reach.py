"""Where ways lead: what is reached from a place, which places lie on one circle, and what comes after what.

These few questions are asked of every procedure on every check; answered here on plain mappings they spare the check
the making of graphs, and the loading of networkx, which takes longer than checking twenty procedures.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

N = TypeVar("N", bound=Hashable)

Onward = Mapping[N, Iterable[N]]
"""The places one comes to next from each place; a place from which nothing leads on may be left out."""


def onward(pairs: Iterable[tuple[N, N]]) -> dict[N, dict[N, None]]:
    """Return where one comes to next from each place of `pairs` (from, to), in the order written, each once."""
    found: dict[N, dict[N, None]] = {}
    for source, target in pairs:
        found.setdefault(source, {})[target] = None
        found.setdefault(target, {})
    return found


def reached(places: Onward[N], *starts: N) -> dict[N, None]:
    """Return `starts` and every place one can come to from them, nearest first."""
    found, look = dict.fromkeys(starts), [*starts]
    for place in look:
        for target in places.get(place, ()):
            if target not in found:
                found[target] = None
                look.append(target)
    return found


def circles(places: Onward[N]) -> list[list[N]]:
    """Return the places grouped so that two are together when each leads to the other; later groups lead to earlier.

    Source: R. Tarjan, "Depth-first search and linear graph algorithms", 1972; without recursion, because a procedure
    may be long.
    """
    seen: dict[N, int] = {}
    low: dict[N, int] = {}
    grouped: set[N] = set()
    groups: list[list[N]] = []
    for start in places:
        if start in seen:
            continue
        seen[start] = low[start] = len(seen)
        open_: list[N] = [start]
        look = [(start, iter(places.get(start, ())))]
        while look:
            place, targets = look[-1]
            for target in targets:
                if target not in seen:
                    seen[target] = low[target] = len(seen)
                    open_.append(target)
                    look.append((target, iter(places.get(target, ()))))
                    break
                if target not in grouped:
                    low[place] = min(low[place], seen[target])
            else:
                look.pop()
                if look:
                    low[look[-1][0]] = min(low[look[-1][0]], low[place])
                if low[place] == seen[place]:
                    begin = open_.index(place)
                    groups.append(open_[begin:])
                    grouped.update(open_[begin:])
                    del open_[begin:]
    return groups


def in_order(places: Onward[N]) -> list[N]:
    """Return the places so that each comes after all that lead to it; among free ones the first written comes first.

    Raises:
        ValueError: some places lie on a circle.
    """
    waiting = dict.fromkeys(places, 0)
    for targets in places.values():
        for target in targets:
            waiting[target] = waiting.get(target, 0) + 1
    order = [place for place, count in waiting.items() if not count]
    for place in order:
        for target in places.get(place, ()):
            waiting[target] -= 1
            if not waiting[target]:
                order.append(target)
    if len(order) < len(waiting):
        raise ValueError(f"{sorted(map(str, set(waiting) - set(order)))} lie on a circle")
    return order


def cliques(beside: Mapping[N, set[N]]) -> list[frozenset[N]]:
    """Return the largest sets of places which are all beside one another; `beside` goes both ways.

    Source: C. Bron and J. Kerbosch, "Finding all cliques of an undirected graph", 1973, with a pivot.
    """
    found: list[frozenset[N]] = []

    def extend(chosen: tuple[N, ...], free: set[N], done: set[N]) -> None:
        if not free and not done:
            found.append(frozenset(chosen))
            return
        pivot = max(free | done, key=lambda place: len(beside[place] & free))
        for place in free - beside[pivot]:
            extend((*chosen, place), free & beside[place], done & beside[place])
            free = free - {place}
            done = done | {place}

    extend((), set(beside), set())
    return found
