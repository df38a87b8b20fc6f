"""What a dossier of one kind goes through: the steps of its procedure as nodes and ways, with their times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from isoqms.graph.by_channel import by_channel
from isoqms.graph.flow import End, Passage, Way, circle_numbers
from isoqms.graph.meeting import meetings
from isoqms.graph.net import Net, net
from isoqms.problem import Problem
from isoqms.procedure import Actor, Clock, Ending, Join, Procedure, Provenance, Step
from isoqms.simulate import codes
from isoqms.simulate.laws import Measure, Timed, law_of_allowance, law_of_effort
from isoqms.simulate.spread import Law

ENDINGS: Final = tuple(Ending)
_FLAGS: Final[Mapping[Clock, int]] = {
    Clock.STOPPED: codes.STOPS,
    Clock.UNCOUNTED: codes.STOPS,
    Clock.RESTARTS: codes.STOPS | codes.RESTARTS,
    Clock.NOT_STARTED: codes.NOT_STARTED,
    Clock.RUNNING: 0,
}
_CAUSES: Final = {Actor.APPLICANT: codes.APPLICANT, Actor.AGENCY: codes.AGENCY, Actor.SYSTEM: codes.SYSTEM}


@dataclass(frozen=True, slots=True)
class Kind:
    """Dossiers of one procedure that go the same ways: those of a variant that came by a channel, and their share."""

    variant: str | None
    channel: str
    share: float


@dataclass(frozen=True, slots=True)
class Exit:
    """A way out of a node: to a step or an end, with its share, its bound, and the exit taken when that is reached.

    `bit` is its place among the ways that meet at a join, -1 for one that passes alone; `regions` the joins of `any`
    at which what is under way on it is given up.
    """

    to: str | Ending
    share: float
    back: bool
    bit: int = -1
    regions: tuple[str, ...] = ()
    at_most: int | None = None
    bound: Exit | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """What a step takes: its work or delay, its wait, whether people of the office are busy, and where that is from.

    `known` says that the work of the office is known, not only an allowance; `source` is the weakest of what was used,
    None where nothing is stated.
    """

    kind: int
    work: Law | None = None
    wait: Law | None = None
    cause: int = codes.ALLOWANCE
    source: Provenance | None = None
    assumed: bool = False
    known: bool = True
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A step as dossiers of one kind meet it."""

    step: Step
    times: Times
    roles: tuple[str, ...]
    flags: int
    repeated: bool
    exits: tuple[Exit, ...]
    groups: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """All nodes dossiers of one kind can come to; `start` is where they come to the office."""

    kind: Kind
    start: str
    nodes: Mapping[str, Node]
    unstated: tuple[str, ...] = ()
    """Steps out of which no shares are stated."""


def kind_shares(procedure: Procedure, variants: Sequence[str | None]) -> dict[str | None, float]:
    """Return the shares of the variants: as stated, the rest those of no variant, or even among those left open."""
    stated = {id_: variant.share for id_, variant in procedure.variants.items()}
    found = {each: float(share) for each in variants if each and (share := stated.get(each)) is not None}
    rest = max(0.0, 1.0 - sum(found.values()))
    missing = [None] if None in variants else [each for each in variants if each not in found]
    found |= {each: rest / len(missing) for each in missing}
    whole = sum(found.values()) or 1.0
    return {each: found[each] / whole for each in variants if found.get(each, 0.0) > 0.0}


def course_of(procedure: Procedure, kind: Kind, removed: frozenset[str], measure: Measure) -> Course:
    """Return what dossiers of `kind` go through.

    Args:
        procedure: a sound procedure.
        kind: its variant and the channel it came by, empty for any.
        removed: steps nobody does any more.
        measure: what the office means by its times.
    """
    if kind.channel and (not procedure.channels or kind.channel in procedure.channels):
        procedure = by_channel(procedure, kind.channel)
    found = net(procedure, kind.variant)
    building = _Building(procedure, kind, removed, measure, found)
    nodes = {id_: building.node(id_) for id_ in found.order}
    return Course(kind, _first_of_the_office(procedure, found), nodes, tuple(building.unstated))


def _first_of_the_office(procedure: Procedure, found: Net) -> str:
    """Return the step with which a dossier reaches the office: what the applicant does before is not its time."""
    here, passed = found.first, {found.first}
    while procedure.steps[here].actor is Actor.APPLICANT:
        ways = found.leaving[here]
        if len(ways) != 1 or found.returning[here] or isinstance(onward := found.ways[ways[0]].target, End):
            break
        if onward in passed or found.returning[onward] or len(found.arriving[onward]) > 1:
            return onward if onward not in passed else found.first
        here = onward
        passed.add(here)
    return here


@dataclass(slots=True)
class _Building:
    procedure: Procedure
    kind: Kind
    removed: frozenset[str]
    measure: Measure
    net: Net
    unstated: list[str] = field(default_factory=list)

    def node(self, id_: str) -> Node:
        """Return one step as a node."""
        step = self.procedure.steps[id_]
        done = step.done_in(self.kind.variant) and id_ not in self.removed
        special = step.in_variant.get(self.kind.variant) if self.kind.variant else None
        roles = (special.role if special and special.role else step.role) if step.actor is None else ()
        times = times_of(step, self.kind.variant, roles, self.measure) if done else Times(codes.PASS)
        together = self.net.together(id_)
        groups = meetings(self.net).groups.get(id_, ())
        flags = self._flags(step, times) if done else 0
        flags |= codes.SPLIT if together else 0
        masks: tuple[int, ...] = ()
        if groups:
            flags |= codes.JOIN_ANY if self.net.joins[id_] is Join.ANY else codes.JOIN_ALL
            bits = {way: bit for bit, way in enumerate(self.net.arriving[id_])}
            masks = tuple(sum(1 << bits[way] for way in group) for group in groups if len(group) > 1)
        kept = roles if times.kind == codes.WORK else ()
        return Node(step, times, kept, flags, self._is_repeated(id_), tuple(self._exits(id_, together)), masks)

    def _flags(self, step: Step, times: Times) -> int:
        flags = _FLAGS[step.clock]
        if not step.interruptible and times.kind == codes.WORK:
            flags |= codes.NONSTOP
        if step.actor is Actor.APPLICANT and step.clock is not Clock.RUNNING:
            flags |= codes.SUPPLEMENT
        return flags | (codes.EXTENDS if step.extends_by else 0)

    def _is_repeated(self, id_: str) -> bool:
        circles = circle_numbers(self.net.ways)
        return any(
            way.loop and circles[way.source] == circles[id_] for way in self.net.ways if isinstance(way.target, str)
        )

    def _exits(self, id_: str, together: bool) -> Iterator[Exit]:
        out = [(number, way) for number, way in enumerate(self.net.ways) if way.source == id_]
        regular = [(number, way) for number, way in out if way.passage is not Passage.AT_BOUND]
        shares = [1.0] * len(regular) if together else self._shares(id_, [way for _, way in regular])
        bounds = {
            id(way.branch): self._exit(number, way, 0.0) for number, way in out if way.passage is Passage.AT_BOUND
        }
        for (number, way), share in zip(regular, shares, strict=True):
            yield self._exit(number, way, share, bounds.get(id(way.branch)))

    def _exit(self, number: int, way: Way, share: float, bound: Exit | None = None) -> Exit:
        meeting = meetings(self.net)
        target = way.target
        bit = -1
        if isinstance(target, str) and target in meeting.groups and number in self.net.arriving[target]:
            met = {each for group in meeting.groups[target] if len(group) > 1 for each in group}
            bit = self.net.arriving[target].index(number) if number in met else -1
        return Exit(
            to=target.ending if isinstance(target, End) else target,
            share=share,
            back=way.loop,
            bit=bit,
            regions=tuple(step for step, region in meeting.region.items() if number in region),
            at_most=way.at_most,
            bound=bound,
            name=f"{way.source}>{way.target}",
        )

    def _leads_to_a_result(self, way: Way) -> bool:
        """Say whether a way goes on, not back, to where dossiers end with a result."""
        if way.loop:
            return False
        if isinstance(way.target, End):
            return way.target.ending in _RESULTS
        fruitful = {
            node
            for each in self.net.ways
            if isinstance(each.target, End) and each.target.ending in _RESULTS
            for node in self.net.before(each.source)
        }
        return way.target in fruitful

    def _shares(self, id_: str, ways: Sequence[Way]) -> list[float]:
        """Return the shares of the ways out of a step.

        A way kept for this variant or channel goes before those for everybody. What is left after the stated shares
        goes to the ways without one: the default way, or evenly to those that lead on to a result.
        """
        if len(ways) == 1:
            return [1.0]
        branches = [way.branch for way in ways]
        own = [each is not None and bool(each.variants or each.channels) for each in branches]
        stated = [None if each is None or each.share is None else float(each.share) for each in branches]
        open_ = [number for number, share in enumerate(stated) if share is None]
        default: list[int] = []
        if chosen := [number for number in open_ if own[number]]:
            open_ = chosen
        elif default := [number for number in open_ if (branch := branches[number]) and branch.default]:
            open_ = default
        elif fruitful := [number for number in open_ if self._leads_to_a_result(ways[number])]:
            open_ = fruitful
        if not default and all(share is None for share in stated):
            self.unstated.append(id_)
        rest = max(0.0, 1.0 - sum(share or 0.0 for share in stated))
        found = [share or 0.0 for share in stated]
        for number in open_:
            found[number] = rest / len(open_)
        whole = sum(found)
        return [share / whole for share in found] if whole > 0.0 else [1.0 / len(ways)] * len(ways)


_RESULTS: Final = (Ending.COMPLETED, Ending.HANDED_OVER)


def times_of(step: Step, variant: str | None, roles: tuple[str, ...], measure: Measure) -> Times:
    """Return what a step takes for dossiers of a variant.

    With stated work its people are busy. An allowance alone is elapsed time, used as the organisation assumes, which
    keeps nobody busy. Steps of applicants, other agencies and systems take their work and their wait.
    """
    special = step.in_variant.get(variant) if variant else None
    work, wait = (special and special.work) or step.work, (special and special.wait) or step.wait
    allowance = step.allowance_in(variant)
    worked = law_of_effort(work, measure, step.id) if work else Timed(None)
    waited = law_of_effort(wait, measure, step.id) if wait else Timed(None)
    sources = [each.source for each, timed in ((work, worked), (wait, waited)) if each and timed.law]
    problems = (*worked.problems, *waited.problems)
    ours = step.actor is None
    if ours and roles and worked.law:
        return Times(
            codes.WORK,
            worked.law,
            waited.law,
            codes.WAIT,
            min(sources, key=list(Provenance).index),
            worked.assumed or waited.assumed,
            True,
            problems,
        )
    cause = codes.ALLOWANCE if step.actor is None else _CAUSES[step.actor]
    assumed = worked.assumed or waited.assumed
    if allowance and worked.law is None and (ours or waited.law is None):
        worked = law_of_allowance(allowance, measure, step.at, step.id)
        problems, assumed = (*problems, *worked.problems), assumed or worked.assumed
        sources += [Provenance.PUBLISHED] if worked.law else []
    source = min(sources, key=list(Provenance).index) if sources else None
    return Times(codes.DELAY, worked.law, waited.law, cause, source, assumed, not (ours and roles), problems)
