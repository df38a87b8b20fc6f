"""Which ways a dossier can be on at the same time, and so what a join waits for.

A dossier is in several places only after a parallel split. Two ways are *beside* each other when it can be on both at
once: the ways out of one parallel split are, and so is every way out of a step with whatever was beside all that the
step waited for. The relation is found in one pass over the steps in the order they are done, loops left out; it is
exact where the choices at different splits do not depend on one another. Source: the concurrency relation of free
choice nets, A. Kovalyov, "Concurrency relations and the safety problem for Petri nets", 1992.

A step joined by `all` waits for a largest set of ways beside each other; ways that exclude one another may so lead to
the same join, and the one taken counts. A way that is beside no other never completes such a set. A way that goes back
to the join passes alone: the dossier returns by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from isoqms.graph.net import Net
from isoqms.graph.reach import cliques
from isoqms.procedure import Join, once

Together = tuple[frozenset[int], ...]
"""Sets of ways, by number, that are taken at the same time; each as large as it can be."""


@dataclass(frozen=True, slots=True)
class Meetings:
    """What each step with a join waits for.

    `groups` are the ways that come together at a join, `region` all ways a dossier may still be on when the first of
    them arrives at a join of `any`: what is under way there is then given up.
    """

    beside: Mapping[int, frozenset[int]]
    groups: Mapping[str, Together]
    region: Mapping[str, frozenset[int]]


@once
def meetings(net: Net) -> Meetings:
    """Find which ways of `net` meet at its joins; a join to which one way leads has nothing to wait for."""
    if not net.joins and not any(map(net.together, net.order)):
        return Meetings(dict.fromkeys(range(len(net.ways)), frozenset()), {}, {})  # a dossier is never in two places
    beside: dict[int, set[int]] = {number: set() for number in range(len(net.ways))}
    groups: dict[str, Together] = {}
    for step in net.order:
        arriving, leaving = net.arriving[step], net.leaving[step]
        if step in net.joins and len(arriving) > 1:
            groups[step] = largest_sets(arriving, beside)
        elsewhere = _elsewhere(step, net, groups.get(step), beside)
        apart = set(leaving) if net.together(step) else set()
        for way in leaving:
            beside[way] |= elsewhere | apart - {way}
        for way in elsewhere:
            beside[way].update(leaving)
    joins_any = [step for step in groups if net.joins[step] is Join.ANY]
    return Meetings(
        beside={way: frozenset(others) for way, others in beside.items()},
        groups=groups,
        region={step: _region(step, net, beside) for step in joins_any},
    )


def _elsewhere(step: str, net: Net, groups: Together | None, beside: Mapping[int, set[int]]) -> set[int]:
    """Return the ways a dossier may be on while it is done with `step`."""
    arriving = set(net.arriving[step])
    if groups is None or net.joins[step] is Join.ANY:
        found = {other for way in arriving for other in beside[way]} - arriving
        before = net.before(step) if groups else ()
        return {other for other in found if net.ways[other].target not in before}
    # a join at which nothing can meet is a fault of its own; what follows it is judged as if the dossier came through
    full = [group for group in groups if len(group) > 1] or groups
    return {other for group in full for other in set.intersection(*(beside[way] for way in group))} - arriving


def largest_sets(arriving: tuple[int, ...], beside: Mapping[int, set[int]]) -> Together:
    """Return the largest sets of ways among `arriving` which are all beside one another, in a stable order."""
    found = cliques({way: beside[way].intersection(arriving) - {way} for way in arriving})
    return tuple(sorted(found, key=sorted))


def _region(step: str, net: Net, beside: Mapping[int, set[int]]) -> frozenset[int]:
    """Return the ways on which a dossier is given up when `step` is reached by the first of its branches."""
    arriving, before = set(net.arriving[step]), net.before(step)
    forward = arriving | {way for each in arriving for way in beside[each] if net.ways[way].target in before}
    # a loop inside a branch begins again at a step that only the branch leads to
    heads = {head for head, into in net.arriving.items() if into and forward.issuperset(into) and head != step}
    return frozenset(forward | {way for head in heads for way in net.returning[head]})
