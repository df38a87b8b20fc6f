"""Where a dossier can be: its course played through move by move, over all interleavings.

A state is the set of ways the dossier is on (one bit a way) and how often it took each way with a bound. A dossier on a
way behind which steps just follow one another is put at the end of that row at once, which leaves out interleavings
that cannot matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from isoqms.graph.flow import End, Node, Passage, Way, circle_numbers
from isoqms.graph.meeting import Meetings, meetings
from isoqms.graph.net import Net
from isoqms.procedure import Join

ROUNDS_PLAYED = 2
"""A bound above this many rounds is played as this many: each round leaves a dossier where the one before left it."""


class FaultKind(StrEnum):
    """What can go wrong with the course of a dossier.

    `deadlock`: a join waits for a way on which the dossier is not and will not be. `unsynchronised`: a step is entered
    while the same dossier is at it already. `left_behind`: the dossier ends in one place and is still under way in
    another. `no_way`: no way out of a step is open to it. `never_ends`: it goes round for ever.
    """

    DEADLOCK = "deadlock"
    UNSYNCHRONISED = "unsynchronised"
    LEFT_BEHIND = "left_behind"
    NO_WAY = "no_way"
    NEVER_ENDS = "never_ends"


class State(NamedTuple):
    """The ways a dossier is on, as bits, and how often it took each way with a bound."""

    on: int
    taken: tuple[int, ...]


class Move(NamedTuple):
    """What may come next: the steps done, and the state after them; None when the dossier has ended."""

    steps: tuple[str, ...]
    after: State | None


class Stop(NamedTuple):
    """Why the course cannot go on properly: the kind of fault, its step, the other steps concerned."""

    kind: FaultKind
    step: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Game:
    """The moves a dossier can make in a net; the way into the first step has the number after the last.

    `rests` holds for each way the one at whose end the dossier rests, `rows` the steps it does on the way there,
    `bounds` for each way with a bound its place in `State.taken` and how many rounds are played.
    """

    net: Net
    meetings: Meetings
    rests: Mapping[int, int]
    rows: Mapping[int, tuple[str, ...]]
    bounds: Mapping[int, tuple[int, int]]
    out_of: Mapping[str, tuple[int, ...]]

    @property
    def start(self) -> State:
        """The dossier before its first step."""
        return State(1 << len(self.net.ways), (0,) * len(self.bounds))

    def moves(self, state: State) -> Iterator[Move | Stop]:
        """Yield what may come next in `state`; nothing when every join waits in vain."""
        for place, here in self.places(state).items():
            if isinstance(place, End):
                yield from (self._end(way, state) for way in here)
            elif len(here) > 1 and not self._may_meet(place, here):
                yield Stop(FaultKind.UNSYNCHRONISED, place, self._sources(here))
            else:
                for spent in self._spendings(place, here, state.on):
                    yield from self._done(place, State(state.on & ~spent, state.taken))

    def places(self, state: State) -> dict[Node, list[int]]:
        """Return where the dossier is: each step it has come to, or end, with the ways by which it came."""
        found: dict[Node, list[int]] = {}
        for way in bits(state.on):
            found.setdefault(self._target(way), []).append(way)
        return found

    def stuck(self, state: State) -> Stop:
        """Return the fault in a state without moves: the first join that waits, and for what."""
        places = self.places(state)
        step = min((str(place) for place in places), key=self.net.order.index)
        here = set(places[step])
        wanted = [group for group in self.meetings.groups[step] if len(group) > 1 and group & here]
        missing = min((group - here for group in wanted), key=len, default=set(self.net.arriving[step]) - here)
        return Stop(FaultKind.DEADLOCK, step, self._sources(sorted(missing)))

    def _target(self, way: int) -> Node:
        return self.net.ways[way].target if way < len(self.net.ways) else self.net.first

    def _sources(self, ways: list[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.net.ways[way].source for way in ways if way < len(self.net.ways)))

    def _may_meet(self, step: str, here: list[int]) -> bool:
        return step in self.meetings.groups and set(here) <= set(self.net.arriving[step])

    def _spendings(self, step: str, here: list[int], on: int) -> Iterator[int]:
        """Yield the sets of ways, as bits, that `step` takes the dossier from when it begins."""
        groups = self.meetings.groups.get(step)
        if groups is None or here[0] not in self.net.arriving[step]:
            yield from (1 << way for way in here)
        elif self.net.joins[step] is Join.ANY:
            yield mask(self.meetings.region[step])
        else:
            yield from (full for group in groups if len(group) > 1 and (full := mask(group)) & on == full)

    def _done(self, step: str, state: State) -> Iterator[Move | Stop]:
        """Yield what follows when `step` is done and the dossier is otherwise in `state`."""
        choices = list(self._choices(step, state.taken))
        if not choices:
            yield Stop(FaultKind.NO_WAY, step)
        for choice in choices:
            on, taken = state.on, list(state.taken)
            steps: tuple[str, ...] = (step,)
            for way in choice:
                rest = 1 << self.rests[way]
                if on & rest:
                    entered = (*self.rows[way], str(self._target(self.rests[way])))[0]
                    yield Stop(FaultKind.UNSYNCHRONISED, entered, (step,))
                on |= rest
                steps += self.rows[way]
                if way in self.bounds:
                    slot, rounds = self.bounds[way]
                    taken[slot] = min(taken[slot] + 1, rounds)
            yield Move(steps, State(on, tuple(taken)))

    def _choices(self, step: str, taken: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """Yield the sets of ways a dossier may leave `step` by."""
        out = self.out_of[step]
        exhausted = [way for way in out if way in self.bounds and taken[self.bounds[way][0]] >= self.bounds[way][1]]
        spent = [self.net.ways[way].branch for way in exhausted]
        if beside := tuple(way for way in out if self.net.ways[way].passage is Passage.ALL):
            yield beside
        for way in out:
            match self.net.ways[way].passage:
                case Passage.ONE if way not in exhausted:
                    yield (way,)
                case Passage.AT_BOUND if any(self.net.ways[way].branch is branch for branch in spent):
                    yield (way,)

    def _end(self, way: int, state: State) -> Move | Stop:
        if state.on == 1 << way:
            return Move((), None)
        others = [other for other in bits(state.on) if other != way]
        targets = (self._target(other) for other in others)
        places = (
            self.net.ways[other].source if isinstance(place, End) else place
            for other, place in zip(others, targets, strict=True)
        )
        return Stop(FaultKind.LEFT_BEHIND, self.net.ways[way].source, tuple(dict.fromkeys(places)))


def game(net: Net) -> Game:
    """Return the game played on `net`."""
    out_of: dict[str, list[int]] = {step: [] for step in net.order}
    for number, way in enumerate(net.ways):
        out_of[way.source].append(number)
    bounds: dict[int, tuple[int, int]] = {}
    for number in _bounded(net.ways):
        bounds[number] = (len(bounds), min(net.ways[number].at_most or 0, ROUNDS_PLAYED))
    rests, rows = {}, {}
    for number in range(len(net.ways)):
        rests[number], rows[number] = _row(number, net, out_of, bounds)
    return Game(net, meetings(net), rests, rows, bounds, {step: tuple(out) for step, out in out_of.items()})


def _bounded(ways: tuple[Way, ...]) -> Iterator[int]:
    """Yield the ways whose bounds matter: those a dossier could otherwise take again."""
    if any(way.at_most is not None for way in ways):
        circle = circle_numbers(ways)
        for number, way in enumerate(ways):
            if way.at_most is not None and circle[way.source] == circle[way.target]:
                yield number


def _row(
    way: int, net: Net, out_of: Mapping[str, list[int]], bounds: Mapping[int, tuple[int, int]]
) -> tuple[int, tuple[str, ...]]:
    """Return where a dossier on `way` rests, and the steps between that merely follow one another."""
    steps: list[str] = []
    while isinstance(step := net.ways[way].target, str):
        ways_in = len(net.arriving[step]) + len(net.returning[step]) + (step == net.first)
        if ways_in != 1 or len(out_of[step]) != 1 or out_of[step][0] in bounds:
            break
        steps.append(step)
        way = out_of[step][0]
    return way, tuple(steps)


def bits(on: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set, lowest first."""
    while on:
        lowest = on & -on
        yield lowest.bit_length() - 1
        on ^= lowest


def mask(ways: frozenset[int]) -> int:
    """Return the bits of `ways`."""
    return sum(1 << way for way in ways)
