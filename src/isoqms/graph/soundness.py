"""Soundness: whatever choices are made, a dossier comes to one proper end and nothing of it stays behind.

The course of a procedure is sound when, from everything that can happen, a dossier can still end; when it ends, it is
nowhere else; and no step is entered by a dossier that is at it already (the soundness of workflow nets: W. van der
Aalst, "The application of Petri nets to workflow management", 1998; with the third demand the net is also safe).

How it is decided: every state a dossier can come to is visited, breadth first, so that a fault comes with a shortest
way to it. Parallel branches may proceed in any order. A join of `all` waits for the ways that can come together
(:mod:`isoqms.graph.meeting`); a join of `any` goes on with the first and gives up the other branches between the split
and itself, not what has left that region. A bounded way is closed when it was taken as often as allowed; bounds above
two are played as two. Each variant is judged by itself, because a branch kept for one variant is no choice for others.

What it cannot decide: conditions in words and channels are not understood, so every branch open to the variant counts
as possible, also where two conditions always agree; a fault may thus never occur in practice. Hand-overs to other
procedures are not followed. Above the cap on states the answer is :class:`Undecided`, never a guess; steps that merely
follow one another need no visit, however many they are.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from isoqms.graph.flow import ANY, Dossiers, Every, kinds
from isoqms.graph.net import Net, net
from isoqms.graph.reach import onward, reached
from isoqms.graph.tokens import FaultKind, Game, Move, State, Stop, game
from isoqms.procedure import Procedure

CAP: Final = 10_000
"""States visited before giving up, unless the caller says otherwise."""

LARGEST: Final = 2_000
"""Ways in the largest procedure whose states are visited; published ones have under a hundred."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What can go wrong, at which step, and how a dossier comes to it.

    `others` are the other steps concerned: those from which nothing comes to a join (`deadlock`), those that lead to
    the step (`unsynchronised`), those where the dossier still is (`left_behind`). `path` holds the steps done before,
    in an order in which it can happen; parallel steps follow one another in it. `variant` is the dossier's.
    """

    kind: FaultKind
    step: str
    others: tuple[str, ...]
    path: tuple[str, ...]
    variant: str | None


@dataclass(frozen=True, slots=True)
class Sound:
    """Nothing can go wrong with the course of a dossier; `states` were visited."""

    states: int


@dataclass(frozen=True, slots=True)
class Unsound:
    """Something can go wrong: at least one fault, in the order of the steps."""

    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """There are too many ways, or more than `cap` states; nothing wrong was found among those visited."""

    cap: int


Soundness: TypeAlias = Sound | Unsound | Undecided


def soundness(procedure: Procedure, dossiers: Dossiers = ANY, cap: int = CAP) -> Soundness:
    """Judge the course of a procedure for `dossiers`; for `ANY`, for those of each variant in turn.

    Raises:
        ValueError: `cap` is not positive.
    """
    if cap < 1:
        raise ValueError(f"at least one state must be visited, not {cap}")
    judged: dict[tuple[object, ...], Soundness] = {}
    for variant in kinds(procedure) if isinstance(dossiers, Every) else (dossiers,):
        course = net(procedure, variant)
        if len(course.ways) > LARGEST:
            if not _one_row(course):
                return Undecided(cap)
            judged[course.ways] = Sound(len(course.ways))
            continue
        # most variants differ in roles and times, not in their ways
        key = tuple((way.source, way.target, way.at) for way in course.ways)
        if key not in judged:
            judged[key] = _Search(game(course), variant, cap).result()
    return _worst(judged.values(), tuple(procedure.steps))


def _one_row(course: Net) -> bool:
    """Say whether the steps merely follow one another: then a dossier is in one place only and comes to the end."""
    return all(len(out) == 1 for out in course.leaving.values()) and not any(course.returning.values())


def _worst(results: Iterable[Soundness], order: tuple[str, ...]) -> Soundness:
    found: dict[tuple[FaultKind, str], Fault] = {}
    undecided, states = None, 0
    for result in results:
        match result:
            case Unsound(faults):
                for fault in faults:
                    found.setdefault((fault.kind, fault.step), fault)
            case Undecided():
                undecided = result
            case Sound(visited):
                states += visited
    if found:
        return Unsound(tuple(sorted(found.values(), key=lambda fault: order.index(fault.step))))
    return undecided or Sound(states)


class _Search:
    """One visit of all states of a game."""

    def __init__(self, played: Game, variant: str | None, cap: int) -> None:
        self._game, self._variant, self._cap = played, variant, cap
        self._came: dict[State, tuple[State | None, tuple[str, ...]]] = {played.start: (None, ())}
        self._before: dict[State, list[State]] = {}
        self._ended: list[State] = []
        self._faults: dict[tuple[FaultKind, str], Fault] = {}

    def result(self) -> Soundness:
        """Visit every state, or as many as the cap allows."""
        waiting = deque([self._game.start])
        while waiting and len(self._came) <= self._cap:
            state = waiting.popleft()
            for move in self._moves(state):
                self._go(state, move, waiting)
        if not waiting and not self._faults:
            self._look_for_endless()
        if self._faults:
            return Unsound(tuple(_causes(self._faults.values(), self._game)))
        return Undecided(self._cap) if waiting else Sound(len(self._came))

    def _moves(self, state: State) -> list[Move]:
        """Return the moves from `state`; none from one where something is wrong."""
        found = list(self._game.moves(state)) or [self._game.stuck(state)]
        stops = [each for each in found if isinstance(each, Stop)]
        for stop in stops:
            self._note(stop, state)
        return [] if stops else [each for each in found if isinstance(each, Move)]

    def _go(self, state: State, move: Move, waiting: deque[State]) -> None:
        if move.after is None:
            self._ended.append(state)
            return
        self._before.setdefault(move.after, []).append(state)
        if move.after not in self._came:
            self._came[move.after] = (state, move.steps)
            waiting.append(move.after)

    def _note(self, stop: Stop, state: State) -> None:
        fault = Fault(stop.kind, stop.step, stop.others, self._path(state), self._variant)
        self._faults.setdefault((stop.kind, stop.step), fault)

    def _path(self, state: State | None) -> tuple[str, ...]:
        steps: tuple[str, ...] = ()
        while state is not None:
            state, done = self._came[state]
            steps = done + steps
        return steps

    def _look_for_endless(self) -> None:
        """Note the last state met, if any, from which no end can be reached: by then the dossier is going round."""
        ending = reached(self._before, *self._ended)
        endless = next((state for state in reversed(self._came) if state not in ending), None)
        if endless is not None:
            place = next(iter(self._game.places(endless)))
            self._note(Stop(FaultKind.NEVER_ENDS, str(place)), endless)


def _causes(faults: Collection[Fault], played: Game) -> Iterable[Fault]:
    """Yield the faults that are not mere consequences of others.

    A dossier that is twice at a step is twice at all that follow, and one of the two is left behind at the end; of
    branches that end beside one another, one is named with the others.
    """
    doubled = [fault.step for fault in faults if fault.kind is FaultKind.UNSYNCHRONISED]
    roots = [step for step in doubled if _branches_meet(step, played)] or doubled[:1]
    told = reached(onward((way.source, way.target) for way in played.net.ways), *roots)
    for fault in faults:
        if fault.kind is FaultKind.UNSYNCHRONISED:
            earlier = played.net.before(fault.step) - {fault.step}
            if fault.step not in roots or not earlier.isdisjoint(roots):
                continue
        if fault.kind is FaultKind.LEFT_BEHIND:
            if fault.step in told:
                continue
            told |= dict.fromkeys(fault.others)
        yield fault


def _branches_meet(step: str, played: Game) -> bool:
    """Say whether parallel branches come together at `step` by themselves, not because the dossier is doubled."""
    arriving = played.net.arriving[step]
    return any(not played.meetings.beside[way].isdisjoint(arriving) for way in arriving)
