"""Where each node stands across its lane.

From here to `sketch` the map is laid out without regard to which way it will be turned: *u* runs with the process,
*v* across the lanes, so that one set of rules serves lanes as columns and lanes as rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from isoqms.report.map.figure import Figure, Link
from isoqms.report.map.sizes import Block
from isoqms.report.map.style import BAR_DEPTH, SLOT_GAP, Style

PORT_W, PORT_H = 46.0, 22.0
"""Room across the flow for one of several entries and its label: lanes as columns, lanes as rows."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A node in its lane: rank, offset of its middle from the middle of the lane, extents with and across the flow."""

    lane: int
    rank: int
    offset: float
    du: float
    dv: float
    entry: float
    exit: float


@dataclass(frozen=True, slots=True)
class Grid:
    """All nodes in place but for coordinates: `bodies` is the extent across the flow each lane needs for its nodes."""

    spots: tuple[Spot, ...]
    links: tuple[Link, ...]
    bodies: tuple[float, ...]
    ranks: int

    def leaving(self, link: Link) -> int:
        """Return the gap a link leaves into; gap *g* lies before rank *g*."""
        return self.spots[link.source].rank + 1

    def arriving(self, link: Link) -> int:
        """Return the gap a link arrives from."""
        return self.spots[link.target].rank


def grid(figure: Figure, ranks: tuple[int, ...], blocks: tuple[Block, ...], style: Style) -> Grid:
    """Place every node in a slot of its lane, as near as can be to where the links into it come from."""
    across = [block.w if style.orientation == "columns" else block.h for block in blocks]
    along = [block.h if style.orientation == "columns" else block.w for block in blocks]
    cells = _cells(figure, ranks)
    offsets = [0.0] * len(figure.nodes)
    bodies = [0.0] * len(figure.lanes)
    pitches = [_pitch(figure, across, lane) for lane in range(len(figure.lanes))]
    most = [max((len(row) for (at, _), row in cells.items() if at == lane), default=1) for lane in range(len(bodies))]
    for (lane, _), row in sorted(cells.items(), key=lambda item: item[0][1]):
        wanted = {node: _wish(node, figure, ranks, offsets) for node in row}
        for place, offset in _spread(wanted, pitches[lane], most[lane]).items():
            offsets[place] = offset
    _straighten(figure, ranks, cells, offsets)
    for at, node in enumerate(figure.nodes):
        bodies[node.lane] = max(bodies[node.lane], 2 * abs(offsets[at]) + across[at])
    spots = tuple(
        Spot(node.lane, ranks[at], offsets[at], along[at], across[at], blocks[at].entry, blocks[at].exit)
        for at, node in enumerate(figure.nodes)
    )
    return Grid(spots, figure.links, tuple(bodies), max(ranks) + 1)


def _straighten(
    figure: Figure, ranks: tuple[int, ...], cells: dict[tuple[int, int], list[int]], offsets: list[float]
) -> None:
    """Move nodes that stand alone and are entered from other lanes only into line with what follows them."""
    for (lane, _), row in sorted(cells.items(), key=lambda item: -item[0][1]):
        node = row[0]
        near = [link for link in figure.links if node in (link.source, link.target)]
        before = [at for link in near if figure.nodes[at := link.source].lane == lane and ranks[at] < ranks[node]]
        after = [at for link in near if figure.nodes[at := link.target].lane == lane and ranks[at] > ranks[node]]
        if len(row) == len(after) == 1 and not before:
            offsets[node] = offsets[after[0]]


def _cells(figure: Figure, ranks: tuple[int, ...]) -> dict[tuple[int, int], list[int]]:
    cells: dict[tuple[int, int], list[int]] = {}
    for at, node in enumerate(figure.nodes):
        cells.setdefault((node.lane, ranks[at]), []).append(at)
    return cells


def _pitch(figure: Figure, across: list[float], lane: int) -> float:
    return max((across[at] for at, node in enumerate(figure.nodes) if node.lane == lane), default=0.0) + SLOT_GAP


def _wish(node: int, figure: Figure, ranks: tuple[int, ...], offsets: list[float]) -> tuple[float, float]:
    """Return where the node would best stand: the side its links come from (in lanes), and the offset in its lane."""
    own = figure.nodes[node].lane
    before = [link.source for link in figure.links if link.target == node and ranks[link.source] < ranks[node]]
    inside = [offsets[at] for at in before if figure.nodes[at].lane == own]
    sides = [figure.nodes[at].lane - own for at in before]
    after = [figure.nodes[link.target].lane - own for link in figure.links if link.source == node]
    side = (sum(sides) + 0.5 * sum(after)) / max(len(sides) + 0.5 * len(after), 1)
    return side, sum(inside) / len(inside) if inside else 0.0


def _spread(wanted: dict[int, tuple[float, float]], pitch: float, slots: int) -> dict[int, float]:
    """Spread the nodes of one rank in one lane so that none touch, on quarter steps of the pitch, within its slots."""
    step = pitch / 4
    order = sorted(wanted, key=lambda node: (wanted[node][1] + wanted[node][0] * pitch, wanted[node][0], node))
    middle = sum(wanted[node][1] for node in order) / len(order)
    limit = (slots - 1) / 2 * pitch
    places: list[float] = []
    for at, node in enumerate(order):
        even = middle + (at - (len(order) - 1) / 2) * pitch
        wish = wanted[node][1] if len(order) == 1 else even
        snapped = round(max(-limit, min(limit, wish)) / step) * step
        places.append(max(snapped, places[-1] + pitch) if places else snapped)
    spill = max(places[-1] - limit, 0.0)
    return {node: place - spill for node, place in zip(order, places, strict=True)}


def least_extents(figure: Figure, ranks: tuple[int, ...], style: Style) -> dict[int, float]:
    """Return, for nodes that need several entries (see `entry_ports`), the least extent across the flow for them."""
    extents: dict[int, float] = {}
    for target, needy, others in _entries(figure.links, ranks):
        count = len(needy) + 2 * bool(others) if len(needy) == 1 else len(needy) + bool(others)
        extents[target] = count * (PORT_W if style.orientation == "columns" else PORT_H) + BAR_DEPTH
    return extents


def entry_ports(figure: Figure, shape: Grid) -> dict[int, float]:
    """Return how far from the middle of its target each link arrives, for links that do not arrive in the middle.

    All links into a node share its middle entry, except where a label must stand on the last piece of a link: that
    link then has an entry of its own, and the others come in beside it.
    """
    ports: dict[int, float] = {}
    ranks = tuple(spot.rank for spot in shape.spots)
    for target, needy, others in _entries(figure.links, ranks):
        spot = shape.spots[target]

        def from_where(at: int, spot: Spot = spot) -> tuple[int, float]:
            source = shape.spots[figure.links[at].source]
            return (source.lane - spot.lane, source.offset - spot.offset if source.lane == spot.lane else 0.0)

        if len(needy) == 1 and others:
            side = spot.dv / 2 - 9
            ports |= {at: -side if from_where(at) < (0, 0) else side for at in others}
            continue
        entries = [*([at] for at in needy), *([others] if others else [])]
        entries.sort(key=lambda ats: (from_where(ats[0]), ats))
        for place, ats in enumerate(entries):
            ports |= {at: (place - (len(entries) - 1) / 2) * spot.dv / len(entries) for at in ats}
    return ports


def _entries(links: tuple[Link, ...], ranks: tuple[int, ...]) -> list[tuple[int, list[int], list[int]]]:
    """Return the nodes with several entries: (node, links that need one of their own, the other links into it)."""
    found = []
    for target in sorted({link.target for link in links}):
        into = [at for at, link in enumerate(links) if link.target == target]
        needy = [at for at in into if len(into) > 1 and _labelled_at_end(links, ranks, at)]
        if needy:
            found.append((target, needy, [at for at in into if at not in needy]))
    return found


def _labelled_at_end(links: tuple[Link, ...], ranks: tuple[int, ...], at: int) -> bool:
    """Say whether a link's label must stand on its last piece: a branch to the very next rank."""
    link = links[at]
    branches = sum(other.source == link.source for other in links)
    return bool(link.label) and ranks[link.target] == ranks[link.source] + 1 and branches > 1
