"""What dossiers of one kind go through: the steps of their procedure as nodes and ways, with their times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from isoqms.graph.by_channel import by_channel
from isoqms.graph.flow import End, Passage, Way, circle_numbers
from isoqms.graph.meeting import meetings
from isoqms.graph.net import Net, net
from isoqms.procedure import Actor, Clock, Ending, Join, Procedure, Step
from isoqms.simulate import codes
from isoqms.simulate.laws import Measure
from isoqms.simulate.shares import way_shares
from isoqms.simulate.step_times import Times, roles_in, times_of

KnownTimes: TypeAlias = dict[tuple[int, str | None], tuple[Step, Times]]
"""What steps take, by the object of the step, which is kept beside it, and the variant."""

ENDINGS: Final = tuple(Ending)
_RESULTS: Final = (Ending.COMPLETED, Ending.HANDED_OVER)
_FLAGS: Final[Mapping[Clock, int]] = {
    Clock.STOPPED: codes.STOPS,
    Clock.UNCOUNTED: codes.STOPS,
    Clock.RESTARTS: codes.STOPS | codes.RESTARTS,
    Clock.NOT_STARTED: codes.NOT_STARTED,
    Clock.RUNNING: 0,
}


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


@dataclass(frozen=True, slots=True)
class Node:
    """A step as dossiers of one kind meet it; `groups` are masks of the ways that come together at a join."""

    step: Step
    times: Times
    roles: tuple[str, ...]
    flags: int
    repeated: bool
    exits: tuple[Exit, ...]
    groups: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """All nodes that dossiers of some variant and channels can come to; `start` is where they come to the office.

    `before` are the steps the applicant has taken by then, `unstated` those out of which no shares are stated.
    """

    variant: str | None
    start: str
    nodes: Mapping[str, Node]
    unstated: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """Dossiers of one procedure that go the same course, by its number: those of a variant that came by a channel.

    `share` is their part of the dossiers that come by the channel.
    """

    variant: str | None
    channel: str
    share: float
    course: int


@dataclass(frozen=True, slots=True)
class Courses:
    """The kinds of dossiers of one procedure, and the courses they go; channels without ways of their own share one."""

    kinds: tuple[Kind, ...]
    courses: tuple[Course, ...]


def courses_of(
    procedure: Procedure,
    channels: Sequence[str],
    shares: Mapping[str | None, float],
    removed: frozenset[str],
    measure: Measure,
    times: KnownTimes,
) -> Courses:
    """Return what the dossiers of a procedure go through.

    Args:
        procedure: a sound procedure.
        channels: by which its dossiers come; an empty name stands for all.
        shares: the shares of its variants.
        removed: steps nobody does any more.
        measure: what the office means by its times.
        times: of steps known already by this measure; those worked out are added.
    """
    divided = own_channels(procedure, channels)
    numbers: dict[tuple[str, str | None], int] = {}
    courses: list[Course] = []
    kinds: list[Kind] = []
    for channel in channels:
        own = by_channel(procedure, channel) if channel in divided else procedure
        for variant, share in shares.items():
            here = channel if own is not procedure else "", variant
            if here not in numbers:
                numbers[here] = len(courses)
                courses.append(_Building.of(own, variant, removed, measure, times).course())
            kinds.append(Kind(variant, channel, share, numbers[here]))
    return Courses(tuple(kinds), tuple(courses))


def own_channels(procedure: Procedure, channels: Iterable[str]) -> tuple[str, ...]:
    """Return the channels whose dossiers have ways of their own: none, where no way is kept for a channel."""
    if not any(branch.channels for step in procedure.steps.values() for branch in step.next):
        return ()
    return tuple(each for each in channels if each and (not procedure.channels or each in procedure.channels))


def _to_the_office(procedure: Procedure, found: Net) -> list[str]:
    """Return the steps up to the one with which a dossier reaches the office: what comes before it is not its time."""
    passed = [found.first]
    while procedure.steps[here := passed[-1]].actor is Actor.APPLICANT:
        ways = found.leaving[here]
        if len(ways) != 1 or found.returning[here] or isinstance(onward := found.ways[ways[0]].target, End):
            break
        if onward in passed or found.returning[onward] or len(found.arriving[onward]) > 1:
            return [*passed, onward] if onward not in passed else [found.first]
        passed.append(onward)
    return passed


@dataclass(slots=True)
class _Building:
    """A course being built: what is known of the net as a whole, and the steps that do not say how dossiers divide.

    `bits` gives the place of ways among those that meet at the join they lead to, `regions` the joins at which what is
    under way on them is given up, `repeated` the steps on a circle.
    """

    procedure: Procedure
    variant: str | None
    removed: frozenset[str]
    measure: Measure
    times: KnownTimes
    net: Net
    leaving: Mapping[str, Sequence[tuple[int, Way]]]
    bits: Mapping[int, int]
    regions: Mapping[int, tuple[str, ...]]
    repeated: frozenset[str]
    fruitful: frozenset[str] | None = None
    unstated: list[str] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        procedure: Procedure,
        variant: str | None,
        removed: frozenset[str],
        measure: Measure,
        times: KnownTimes,
    ) -> _Building:
        """Begin a course; `times` keeps what steps take."""
        found = net(procedure, variant)
        leaving: dict[str, list[tuple[int, Way]]] = {id_: [] for id_ in found.order}
        for number, way in enumerate(found.ways):
            leaving[way.source].append((number, way))
        bits, regions = _bits(found), _regions(found)
        return cls(procedure, variant, removed, measure, times, found, leaving, bits, regions, _repeated(found))

    def course(self) -> Course:
        """Return the course."""
        nodes = {id_: self._node(id_) for id_ in self.net.order}
        *before, start = _to_the_office(self.procedure, self.net)
        steps = self.procedure.steps
        taken = [id_ for id_ in before if id_ not in self.removed and steps[id_].done_in(self.variant)]
        return Course(self.variant, start, nodes, tuple(self.unstated), tuple(taken))

    def _node(self, id_: str) -> Node:
        step = self.procedure.steps[id_]
        times, together = self._times(step), self.net.together(id_)
        roles = roles_in(step, self.variant) if times.kind == codes.WORK else ()
        flags = (codes.SPLIT if together else 0) | (0 if times.kind == codes.PASS else _flags_of(step, times))
        masks: tuple[int, ...] = ()
        if groups := meetings(self.net).groups.get(id_, ()):
            flags |= codes.JOIN_ANY if self.net.joins[id_] is Join.ANY else codes.JOIN_ALL
            masks = tuple(sum(1 << self.bits[way] for way in group) for group in groups if len(group) > 1)
        return Node(step, times, roles, flags, id_ in self.repeated, tuple(self._exits(id_, together)), masks)

    def _times(self, step: Step) -> Times:
        if step.id in self.removed or not step.done_in(self.variant):
            return Times(codes.PASS)
        here = id(step), self.variant if step.in_variant else None
        if here not in self.times:
            self.times[here] = step, times_of(step, self.variant, self.measure)
        return self.times[here][1]

    def _exits(self, id_: str, together: bool) -> Iterator[Exit]:
        out = self.leaving[id_]
        regular = [(number, way) for number, way in out if way.passage is not Passage.AT_BOUND]
        shares = [1.0] * len(regular) if together else self._shares(id_, [way for _, way in regular])
        bounds = {
            id(way.branch): self._exit(number, way, 0.0) for number, way in out if way.passage is Passage.AT_BOUND
        }
        for (number, way), share in zip(regular, shares, strict=True):
            yield self._exit(number, way, share, bounds.get(id(way.branch)))

    def _exit(self, number: int, way: Way, share: float, bound: Exit | None = None) -> Exit:
        return Exit(
            to=way.target.ending if isinstance(way.target, End) else way.target,
            share=share,
            back=way.loop,
            bit=self.bits.get(number, -1),
            regions=self.regions.get(number, ()),
            at_most=way.at_most,
            bound=bound,
        )

    def _shares(self, id_: str, ways: Sequence[Way]) -> list[float]:
        shares, assumed = way_shares(ways, self._bears_fruit, float)
        if assumed:
            self.unstated.append(id_)
        return shares

    def _bears_fruit(self, way: Way) -> bool:
        """Say whether a way goes on, not back, to where dossiers end with a result."""
        if way.loop:
            return False
        if isinstance(way.target, End):
            return way.target.ending in _RESULTS
        if self.fruitful is None:
            last = {
                each.source for each in self.net.ways if isinstance(each.target, End) and each.target.ending in _RESULTS
            }
            self.fruitful = frozenset(str(node) for step in last for node in self.net.before(step))
        return way.target in self.fruitful


def _flags_of(step: Step, times: Times) -> int:
    flags = _FLAGS[step.clock]
    if not step.interruptible and times.kind == codes.WORK:
        flags |= codes.NONSTOP
    if step.actor is Actor.APPLICANT and step.clock is not Clock.RUNNING:
        flags |= codes.SUPPLEMENT
    return flags | (codes.EXTENDS if step.extends_by else 0)


def _bits(found: Net) -> dict[int, int]:
    """Return the place of each way among those that lead to its join, for ways that meet others there."""
    bits: dict[int, int] = {}
    for step, groups in meetings(found).groups.items():
        met = {way for group in groups if len(group) > 1 for way in group}
        bits |= {way: bit for bit, way in enumerate(found.arriving[step]) if way in met}
    return bits


def _regions(found: Net) -> dict[int, tuple[str, ...]]:
    """Return the joins of `any` at which what is under way on a way is given up."""
    regions: dict[int, tuple[str, ...]] = {}
    for step, region in meetings(found).region.items():
        regions |= {way: (*regions.get(way, ()), step) for way in region}
    return regions


def _repeated(found: Net) -> frozenset[str]:
    """Return the steps that a dossier may come to again: those on a circle with a way that goes back."""
    if not any(way.loop for way in found.ways):
        return frozenset()
    circles = circle_numbers(found.ways)
    closed = {circles[way.source] for way in found.ways if way.loop}
    return frozenset(id_ for id_ in found.order if circles[id_] in closed)
