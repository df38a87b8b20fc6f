"""How often a dossier passes each step on average, exactly, from the shares and bounds of the ways.

Where ways that were taken together meet, each brings its part of one passing. Bounds reached in one of several parallel
branches are counted for the dossier by that same part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from isoqms.graph.course import REGULAR
from isoqms.graph.flow import End, Node, Passage, Way
from isoqms.graph.journey import leading_to
from isoqms.graph.meeting import meetings
from isoqms.graph.net import Net, net
from isoqms.graph.reach import circles
from isoqms.procedure import Procedure
from isoqms.simulate.shares import way_shares

_ONE: Final = Fraction(1)

State = tuple[str, tuple[int, ...]]
"""A step, and how often each way with a bound was taken before."""


@dataclass(frozen=True, slots=True)
class Visits:
    """How often each step is passed, by id; `unstated` are the steps out of which no shares are stated."""

    times: Mapping[str, Fraction]
    unstated: tuple[str, ...]


def expected_visits(procedure: Procedure, variant: str | None) -> Visits:
    """Return how often dossiers of `variant` pass the steps of a procedure, on average.

    Raises:
        ValueError: a dossier that comes into some loop never leaves it.
    """
    found = net(procedure, variant)
    routes = _Routes.of(found)
    onward: dict[State, dict[State, Fraction]] = {}
    waiting = [(found.first, (0,) * len(routes.bounded))]
    while waiting:
        state = waiting.pop()
        if state not in onward:
            onward[state] = {}
            for target, weight in routes.onward(state):
                onward[state][target] = onward[state].get(target, Fraction(0)) + weight
            waiting += onward[state]
    times: dict[str, Fraction] = {}
    for (step, _), often in _solved(onward, (found.first, (0,) * len(routes.bounded))).items():
        times[step] = times.get(step, Fraction(0)) + often
    return Visits(times, tuple(step for step in found.order if step in routes.unstated))


@dataclass(frozen=True, slots=True)
class _Routes:
    """The ways out of each step with their shares; `bounded` are the ways with a bound, `part` what a way brings."""

    net: Net
    shares: Mapping[str, Sequence[tuple[int, Fraction]]]
    bounded: Mapping[int, int]
    at_bound: Mapping[int, int]
    part: Mapping[int, Fraction]
    unstated: frozenset[str]

    @classmethod
    def of(cls, found: Net) -> _Routes:
        """Read the ways of a net."""
        fruitful = leading_to(found, REGULAR)
        leaving: dict[str, list[int]] = {step: [] for step in found.order}
        for number, way in enumerate(found.ways):
            leaving[way.source].append(number)
        shares, unstated = {}, set()
        for step, numbers in leaving.items():
            regular = [number for number in numbers if found.ways[number].passage is not Passage.AT_BOUND]
            shares[step], assumed = _shares(found, step, regular, fruitful)
            unstated |= {step} if assumed else set()
        exits = {id(way.branch): n for n, way in enumerate(found.ways) if way.passage is Passage.AT_BOUND}
        bounded = [number for number, way in enumerate(found.ways) if way.at_most is not None]
        return cls(
            found,
            shares,
            {number: place for place, number in enumerate(bounded)},
            {n: exits[id(found.ways[n].branch)] for n in bounded if id(found.ways[n].branch) in exits},
            _parts(found),
            frozenset(unstated),
        )

    def onward(self, state: State) -> Iterator[tuple[State, Fraction]]:
        """Yield where a dossier comes to next and how many times on average, ends left out."""
        step, taken = state
        for number, share in self.shares[step]:
            way, then = self.net.ways[number], taken
            if (place := self.bounded.get(number)) is not None:
                if taken[place] < (way.at_most or 0):
                    then = (*taken[:place], taken[place] + 1, *taken[place + 1 :])
                elif number in self.at_bound:
                    number = self.at_bound[number]
                    way = self.net.ways[number]
            if isinstance(way.target, str) and share:
                yield (way.target, then), share * self.part.get(number, _ONE)


def _shares(
    found: Net, step: str, numbers: Sequence[int], fruitful: set[Node]
) -> tuple[list[tuple[int, Fraction]], bool]:
    if found.together(step):
        return [(number, _ONE) for number in numbers], False
    if not numbers:
        return [], False
    shares, assumed = way_shares([found.ways[n] for n in numbers], lambda way: _bears_fruit(way, fruitful), Fraction)
    return list(zip(numbers, shares, strict=True)), assumed


def _bears_fruit(way: Way, fruitful: set[Node]) -> bool:
    """Say whether a way goes on, not back, to where dossiers end with a result."""
    return not way.loop and (way.target.ending in REGULAR if isinstance(way.target, End) else way.target in fruitful)


def _parts(found: Net) -> dict[int, Fraction]:
    """Return which part of a passing each way brings that meets others at a join."""
    return {
        way: Fraction(1, len(group))
        for groups in meetings(found).groups.values()
        for group in groups
        if len(group) > 1
        for way in group
    }


def _solved(onward: Mapping[State, Mapping[State, Fraction]], start: State) -> dict[State, Fraction]:
    """Return how often each state is passed by what starts once at `start`."""
    found = dict.fromkeys(onward, Fraction(0))
    found[start] = _ONE
    for group in reversed(circles(onward)):
        inside = _within(group, onward, found)
        for state, often in zip(group, inside, strict=True):
            found[state] = often
            for target, weight in onward[state].items():
                if target not in group:
                    found[target] += often * weight
    return found


def _within(
    group: Sequence[State], onward: Mapping[State, Mapping[State, Fraction]], coming: Mapping[State, Fraction]
) -> list[Fraction]:
    """Return how often the states of one circle are passed, given how often each is come to from outside.

    The balance x = coming + x·P is solved by elimination in exact fractions.
    """
    rows = [
        [Fraction(one == other) - onward[other].get(one, Fraction(0)) for other in group] + [coming[one]]
        for one in group
    ]
    for pivot in range(len(rows)):
        best = next((n for n in range(pivot, len(rows)) if rows[n][pivot]), None)
        if best is None:
            raise ValueError(f"what comes to {group[pivot][0]!r} never ends")
        rows[pivot], rows[best] = rows[best], rows[pivot]
        rows[pivot] = [value / rows[pivot][pivot] for value in rows[pivot]]
        for number, row in enumerate(rows):
            if number != pivot and (factor := row[pivot]):
                rows[number] = [value - factor * top for value, top in zip(row, rows[pivot], strict=True)]
    return [row[-1] for row in rows]
