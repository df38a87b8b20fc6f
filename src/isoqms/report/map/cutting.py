"""A figure cut into sheets: where it is cut, and the numbered connectors that lead from one sheet to another."""

from __future__ import annotations

from dataclasses import replace

from isoqms.report.map.figure import Figure, Link, Node


def cuts(lengths: tuple[float, ...], sheets: int) -> tuple[int, ...]:
    """Return the first rank of every sheet, so that the longest sheet is as short as can be.

    Args:
        lengths: what each rank takes along the flow, with the gap before it.
        sheets: how many sheets to make; at most one per rank is used.
    """
    count = len(lengths)
    sheets = min(sheets, count)
    longest: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for used in range(1, sheets + 1):
        for end in range(used, count + 1):
            options = (
                (max(longest[(used - 1, first)][0], sum(lengths[first:end])), -first)
                for first in range(used - 1, end)
                if (used - 1, first) in longest
            )
            best, first = min(options)
            longest[(used, end)] = best, -first
    firsts: list[int] = []
    end = count
    for used in range(sheets, 0, -1):
        end = longest[(used, end)][1]
        firsts.append(end)
    return tuple(reversed(firsts))


def cut(figure: Figure, ranks: tuple[int, ...], firsts: tuple[int, ...]) -> tuple[Figure, ...]:
    """Return one figure per sheet; links between sheets end in connectors numbered by the node they lead to."""
    sheet = tuple(sum(rank >= first for first in firsts) for rank in ranks)
    crossing = [link for link in figure.links if sheet[link.source] != sheet[link.target]]
    targets = sorted({link.target for link in crossing})
    numbers = {target: at + 1 for at, target in enumerate(targets)}
    return tuple(_sheet(figure, sheet, number, crossing, numbers) for number in range(1, len(firsts) + 1))


def _sheet(figure: Figure, sheet: tuple[int, ...], here: int, crossing: list[Link], numbers: dict[int, int]) -> Figure:
    """Return what stands on one sheet: its own nodes between connectors from and to the others."""
    inward: dict[int, list[Link]] = {}
    for link in crossing:
        if sheet[link.target] == here:
            inward.setdefault(link.target, []).append(link)
    outward = [link for link in crossing if sheet[link.source] == here]
    own = [at for at, number in enumerate(sheet) if number == here]
    before = [_from(figure, target, links, sheet, numbers[target]) for target, links in sorted(inward.items())]
    after = [_to(figure, link, sheet, numbers[link.target], at) for at, link in enumerate(outward)]
    place = {old: len(before) + new for new, old in enumerate(own)}
    links = [
        Link(at, place[target], "", any(link.critical for link in links))
        for at, (target, links) in enumerate(sorted(inward.items()))
    ]
    links += [
        replace(link, source=place[link.source], target=place[link.target])
        for link in figure.links
        if sheet[link.source] == here == sheet[link.target]
    ]
    links += [
        Link(place[link.source], len(before) + len(own) + at, link.label, link.critical, link.loop)
        for at, link in enumerate(outward)
    ]
    nodes = (*before, *(figure.nodes[at] for at in own), *after)
    return replace(figure, nodes=nodes, links=tuple(links))


def _from(figure: Figure, target: int, links: list[Link], sheet: tuple[int, ...], number: int) -> Node:
    sheets = tuple(sorted({sheet[link.source] for link in links}))
    critical = any(link.critical for link in links)
    return Node(f":from:{number}", "from_sheet", figure.nodes[target].lane, None, number, sheets, critical)


def _to(figure: Figure, link: Link, sheet: tuple[int, ...], number: int, at: int) -> Node:
    lane = figure.nodes[link.source].lane
    name = f":to:{number}:{figure.nodes[link.source].id}"
    return Node(name, "to_sheet", lane, None, number, (sheet[link.target],), link.critical)
