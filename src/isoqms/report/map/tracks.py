"""The tracks between ranks: pieces of links that move across the flow, bundled into trunks, each in its own track.

In the gap before a rank every link that changes its column does so on a *trunk*. Links from one source, or into one
target, share a trunk; no others do. Where one trunk reaches a column from the rank before and a stranger leaves the
same column for the rank after, the first must lie before the second, or their ends would run on one line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from isoqms.report.map.figure import Link
from isoqms.report.map.routes import BODY, Column, Route, related


@dataclass(frozen=True, slots=True)
class Pin:
    """The end of a link's piece on a trunk: the column it has there, and whether it goes on downstream from there."""

    link: int
    column: Column
    down: bool


@dataclass(frozen=True, slots=True)
class Trunk:
    """Pieces of related links on one track of one gap."""

    gap: int
    pins: tuple[Pin, ...]

    @property
    def low(self) -> Column:
        """The lowest column it reaches."""
        return min(pin.column for pin in self.pins)

    @property
    def high(self) -> Column:
        """The highest column it reaches."""
        return max(pin.column for pin in self.pins)

    def overlaps(self, other: Trunk) -> bool:
        """Say whether two trunks on one track would touch."""
        apart = self.high < other.low or other.high < self.low
        return not apart or self.high.touches(other.low) or other.high.touches(self.low)

    def carries(self, link: int, column: Column) -> bool:
        """Say whether a link is on this trunk with an end in `column`."""
        return any(pin.link == link and pin.column == column for pin in self.pins)

    def crosses(self, column: Column) -> bool:
        """Say whether a line in `column` would cross this trunk between its ends."""
        return self.low < column < self.high


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of one link that lies across the flow in one gap; `leaving` for the part nearest the source."""

    link: int
    gap: int
    leaving: bool
    pins: tuple[Pin, Pin]


def pieces(routes: Iterable[Route]) -> list[Piece]:
    """Return every piece across the flow that the routes are made of."""
    found = []
    for route in routes:
        back = route.arrive < route.leave
        dogleg = route.run is not None and route.leave == route.arrive
        corner = route.run if route.run is not None else route.end
        first = (Pin(route.link, route.begin, False), Pin(route.link, corner, not back))
        if route.begin != corner:
            found.append(Piece(route.link, route.leave, True, first))
        if route.run is not None and route.run != route.end:
            last = (Pin(route.link, route.run, back and not dogleg), Pin(route.link, route.end, True))
            found.append(Piece(route.link, route.arrive, False, last))
    return found


def bundle(all_pieces: list[Piece], links: tuple[Link, ...]) -> list[list[Piece]]:
    """Group the pieces of one gap: by source where several leave together, else by target where several arrive.

    A loop leaves on a trunk of its own, so that it can be told from the branches that go on.
    """
    groups: dict[tuple[str, int], list[Piece]] = {}
    for piece in all_pieces:
        link = links[piece.link]
        direct = piece.leaving and piece.pins[1].column.zone == BODY and _ends_here(piece, all_pieces)
        mates = [other for other in all_pieces if other.leaving and links[other.link].source == link.source]
        if piece.leaving and not piece.pins[1].down:
            key = ("back", piece.link)
        elif piece.leaving and not (direct and len(mates) == 1):
            key = ("from", link.source)
        else:
            key = ("to", link.target)
        groups.setdefault(key, []).append(piece)
    return list(groups.values())


def _ends_here(piece: Piece, all_pieces: list[Piece]) -> bool:
    """Say whether a leaving piece is also the last of its link in this gap."""
    return not any(other.link == piece.link and not other.leaving for other in all_pieces)


@dataclass(frozen=True, slots=True)
class Gap:
    """The trunks of one gap with the track of each (0 is nearest the rank before), and how many tracks there are."""

    trunks: tuple[Trunk, ...]
    levels: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many tracks the gap needs."""
        return max(self.levels, default=-1) + 1


class KnotError(Exception):
    """Trunks that would each have to lie before the other; `link` is one to lead through a margin instead."""

    def __init__(self, link: int) -> None:
        super().__init__(link)
        self.link = link


def lay_tracks(routes: tuple[Route, ...], links: tuple[Link, ...], gap: int) -> tuple[Gap, dict[tuple[int, bool], int]]:
    """Return the tracks of one gap and the track of each piece in it, by (link, whether it is the leaving piece).

    Raises:
        KnotError: when the trunks cannot be ordered.
    """
    groups = bundle([piece for piece in pieces(routes) if piece.gap == gap], links)
    trunks = [Trunk(gap, tuple(pin for piece in group for pin in piece.pins)) for group in groups]
    before = _constraints(groups, trunks, links)
    order = _improved(_sorted(trunks, before, routes), trunks, before)
    levels = [0] * len(trunks)
    for place, at in enumerate(order):
        for other in order[:place]:
            if trunks[at].overlaps(trunks[other]) or (other, at) in before:
                levels[at] = max(levels[at], levels[other] + 1)
    last = max(levels, default=0)
    for at, trunk in enumerate(trunks):
        mates = [levels[other] for other in range(len(trunks)) if other != at and trunk.overlaps(trunks[other])]
        if not any(pin.down for pin in trunk.pins) and all(level < levels[at] for level in mates):
            levels[at] = last
    track = {(piece.link, piece.leaving): levels[at] for at, group in enumerate(groups) for piece in group}
    return Gap(tuple(trunks), tuple(levels)), track


def _constraints(groups: list[list[Piece]], trunks: list[Trunk], links: tuple[Link, ...]) -> set[tuple[int, int]]:
    """Return the pairs of trunks of which the first must lie before the second."""
    before: set[tuple[int, int]] = set()
    for one, other in combinations(range(len(trunks)), 2):
        for a in trunks[one].pins:
            for b in trunks[other].pins:
                if a.link == b.link:
                    leaving = any(piece.link == a.link and piece.leaving for piece in groups[one])
                    before.add((one, other) if leaving else (other, one))
                elif a.down != b.down and a.column.touches(b.column) and not related(links[a.link], links[b.link]):
                    before.add((other, one) if a.down else (one, other))
    return before


def _sorted(trunks: list[Trunk], before: set[tuple[int, int]], routes: tuple[Route, ...]) -> list[int]:
    """Return the trunks in an order that keeps every constraint."""
    order: list[int] = []
    left = list(range(len(trunks)))
    while left:
        ready = [at for at in left if not any((other, at) in before for other in left)]
        if not ready:
            raise KnotError(_way_out(trunks, before, left, routes))
        order.append(ready[0])
        left.remove(ready[0])
    return order


def _way_out(trunks: list[Trunk], before: set[tuple[int, int]], left: list[int], routes: tuple[Route, ...]) -> int:
    """Return a link of the knot which does not run in a margin yet."""
    knotted = [at for at in left if any((at, other) in before for other in left)]
    inside = sorted({pin.link for at in knotted or left for pin in trunks[at].pins})
    free = [link for link in inside if (run := routes[link].run) is None or run.zone == BODY]
    return min(free or inside, key=lambda link: (routes[link].begin == routes[link].end, link))


def _crossings(one: Trunk, other: Trunk) -> int:
    """Count the crossings of two trunks if `one` lies before `other`."""
    downstream = sum(pin.down and other.crosses(pin.column) for pin in one.pins)
    return downstream + sum(not pin.down and one.crosses(pin.column) for pin in other.pins)


def _improved(order: list[int], trunks: list[Trunk], before: set[tuple[int, int]]) -> list[int]:
    """Move trunks about, constraints kept, as long as that takes crossings away."""
    cost = {(one, other): _crossings(trunks[one], trunks[other]) for one in order for other in order if one != other}

    def total(candidate: list[int]) -> int:
        return sum(cost[pair] for pair in combinations(candidate, 2))

    best = total(order)
    for _ in range(3):
        for at in list(order):
            rest = [other for other in order if other != at]
            for place in range(len(order)):
                candidate = [*rest[:place], at, *rest[place:]]
                legal = not any((b, a) in before for a, b in combinations(candidate, 2))
                if legal and total(candidate) < best:
                    best, order = total(candidate), candidate
    return order
