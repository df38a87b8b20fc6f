"""Which way each link goes: straight to the next rank, or along a *run* past the ranks between.

A run keeps to one column. It may lie in line with its source or its target where the lane is free there, else in the
margin of a lane, where runs have tracks of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate

from isoqms.report.map.figure import Link
from isoqms.report.map.slots import Grid
from isoqms.report.map.style import CLEAR, LANE_PAD, TRACK

LEFT, BODY, RIGHT = 0, 1, 2
"""Zones of a lane from its lower to its upper edge across the flow: margin, body, margin."""


@dataclass(frozen=True, slots=True, order=True)
class Column:
    """A line across which nothing moves: a lane, a zone, and an offset from the middle (body) or a track (margins).

    Columns sort in the order in which they lie across the flow.
    """

    lane: int
    zone: int
    at: float

    def touches(self, other: Column) -> bool:
        """Say whether lines in the two columns would run on or against each other."""
        near = 0.5 if self.zone != BODY else CLEAR
        return (self.lane, self.zone) == (other.lane, other.zone) and abs(self.at - other.at) < near


@dataclass(frozen=True, slots=True)
class Route:
    """The way of one link: columns in which it leaves and arrives, gaps it leaves into and arrives from, its run."""

    link: int
    begin: Column
    end: Column
    leave: int
    arrive: int
    run: Column | None = None

    @property
    def span(self) -> tuple[int, int]:
        """The first and last gap the run touches."""
        return min(self.leave, self.arrive), max(self.leave, self.arrive)


def direct_routes(shape: Grid, ports: dict[int, float]) -> tuple[Route, ...]:
    """Return every link's route as far as it is known before runs are found."""
    routes = []
    for at, link in enumerate(shape.links):
        source, target = shape.spots[link.source], shape.spots[link.target]
        begin = Column(source.lane, BODY, source.offset)
        end = Column(target.lane, BODY, target.offset + ports.get(at, 0.0))
        routes.append(Route(at, begin, end, shape.leaving(link), shape.arriving(link)))
    return tuple(routes)


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds a run for each link that needs one; `to_margin` lists links that must take a margin."""

    shape: Grid
    direct: tuple[Route, ...]
    to_margin: frozenset[int]

    def routes(self) -> tuple[Route, ...]:
        """Return all routes with their runs, margin tracks still to be dealt out (`at` is 0 in margins)."""
        found = {route.link: route for route in self.direct}
        needing = [route for route in self.direct if route.leave != route.arrive or route.link in self.to_margin]
        needing.sort(key=lambda route: (route.arrive < route.leave, route.span[1] - route.span[0], route.link))
        for route in needing:
            taken = [other for other in found.values() if other.run is not None]
            found[route.link] = replace(route, run=self._body(route, taken) or self._margin(route, taken))
        return tuple(found[route.link] for route in self.direct)

    def _body(self, route: Route, taken: list[Route]) -> Column | None:
        """Return the column of the target or source if nothing stands or runs there, else None."""
        if route.link in self.to_margin or route.arrive < route.leave:
            return None
        free = [column for column in (route.end, route.begin) if self._free(column, route, taken)]
        return free[0] if free else None

    def _free(self, column: Column, route: Route, taken: list[Route]) -> bool:
        for spot in self.shape.spots:
            between = route.leave <= spot.rank < route.arrive
            if between and spot.lane == column.lane and abs(spot.offset - column.at) < spot.dv / 2 + CLEAR:
                return False
        return not any(
            other.run is not None and other.run.touches(column) and _meet(route, other) and not self.share(route, other)
            for other in taken
        )

    def share(self, one: Route, other: Route) -> bool:
        """Say whether two links may run on one line: same source or same target, same direction, no label."""
        a, b = self.shape.links[one.link], self.shape.links[other.link]
        return (
            related(a, b) and not a.label and not b.label and (one.leave < one.arrive) == (other.leave < other.arrive)
        )

    def _margin(self, route: Route, taken: list[Route]) -> Column:
        """Return the cheapest margin: little way across the flow, few links crossed, few runs there already."""
        edges = [0.0, *accumulate(body + 4 * LANE_PAD for body in self.shape.bodies)]

        def v(column: Column) -> float:
            low, high = edges[column.lane], edges[column.lane + 1]
            return {LEFT: low + LANE_PAD, BODY: (low + high) / 2 + column.at, RIGHT: high - LANE_PAD}[column.zone]

        def cost(column: Column) -> float:
            way = abs(v(column) - v(route.begin)) + abs(v(column) - v(route.end))
            busy = sum(other.run == column and _meet(route, other) for other in taken)
            crossed = sum(
                min(v(other.begin), v(other.end)) < v(column) < max(v(other.begin), v(other.end))
                for other in self.direct
                if route.span[0] <= other.leave <= route.span[1] and other.link != route.link
            )
            return way + 2 * TRACK * busy + 3 * TRACK * crossed

        margins = (Column(lane, zone, 0.0) for lane in range(len(self.shape.bodies)) for zone in (LEFT, RIGHT))
        return min(margins, key=lambda column: (cost(column), column))

    def packed(self, routes: tuple[Route, ...]) -> tuple[Route, ...]:
        """Deal out margin tracks: short runs next to the body, and no two strangers in one track of one gap."""
        tracks: dict[tuple[int, int], list[list[Route]]] = {}
        packed = {route.link: route for route in routes}
        for route in sorted(routes, key=lambda route: (route.span[1] - route.span[0], route.link)):
            if route.run is None or route.run.zone == BODY:
                continue
            lines = tracks.setdefault((route.run.lane, route.run.zone), [])
            for line in lines:
                if all(not _meet(route, other) or self.share(route, other) for other in line):
                    break
            else:
                line = []
                lines.append(line)
            line.append(route)
            index = float(lines.index(line))
            packed[route.link] = replace(route, run=replace(route.run, at=index if route.run.zone == RIGHT else -index))
        return tuple(packed[route.link] for route in routes)


def _meet(one: Route, other: Route) -> bool:
    return one.span[0] <= other.span[1] and other.span[0] <= one.span[1]


def related(one: Link, other: Link) -> bool:
    """Say whether two links share their source or their target, and so may share a line."""
    return one.source == other.source or one.target == other.target


def margin_tracks(routes: Iterable[Route]) -> dict[tuple[int, int], int]:
    """Return how many tracks each margin needs, by (lane, zone)."""
    counts: dict[tuple[int, int], int] = {}
    for route in routes:
        if route.run is not None and route.run.zone != BODY:
            margin = (route.run.lane, route.run.zone)
            counts[margin] = max(counts.get(margin, 0), int(abs(route.run.at)) + 1)
    return counts
