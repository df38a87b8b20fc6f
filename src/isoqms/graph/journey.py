"""What a procedure asks of the applicant: how often to deal with the office, trips, counters, papers, payments, fields.

Everything is given twice: on the ordinary course (at each choice the way that may take longest, no loop) and as the
most there can be (at each choice the way that asks most, each loop as often as its bound allows).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Final

from isoqms.graph.allowances import lengths
from isoqms.graph.by_channel import by_channel
from isoqms.graph.course import REGULAR, Course
from isoqms.graph.flow import Dossiers, End, Node, Passage, is_done
from isoqms.graph.loops import Loop, loops
from isoqms.graph.meeting import meetings
from isoqms.graph.net import Net, net
from isoqms.procedure import Actor, Ending, Paper, Procedure, Step
from isoqms.worktime import Convention, Span

_DAY: Final = Convention(480)
"""Only to tell which of two ways takes longer when the caller does not say."""


@dataclass(frozen=True, slots=True)
class Contact:
    """How much an applicant has to do with the office.

    `interactions` are the steps that need the applicant: those the applicant does and those at a counter. `trips` is
    the sum of the visits stated, `papers` those handed over in steps beside the dossier, `fields` what is filled in,
    forms of the dossier included, `payments` how often something is paid that is not free.
    """

    interactions: int = 0
    trips: int = 0
    papers: int = 0
    fields: int = 0
    payments: int = 0

    def __add__(self, other: Contact) -> Contact:
        return Contact(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    def __mul__(self, times: int) -> Contact:
        return Contact(*(getattr(self, each.name) * times for each in fields(self)))

    def most(self, other: Contact) -> Contact:
        """Return the larger figure of the two in each respect."""
        return Contact(*(max(getattr(self, each.name), getattr(other, each.name)) for each in fields(self)))


@dataclass(frozen=True, slots=True)
class Papers:
    """How many papers of each kind the dossier holds; the empty kind is one the procedure does not state.

    Copies handed in beside a paper count as copies. Papers kept for some channels count, where no channel is asked for,
    as often as the channel that asks most: a paper form or its electronic form, never both.
    """

    needed: Mapping[str, int] = field(default_factory=dict)
    optional: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Journey:
    """The way of one applicant through a procedure.

    `ordinary` and `most` are the figures on the ordinary course and at most; `counters` the counters on the ordinary
    course, `all_counters` on any; `fees` what is paid on the ordinary course, by id. `visits_unknown` are the steps
    at a counter or of the applicant that do not say how often to come, `unbounded` says that some loop has no bound:
    it is counted once, so that `most` may be exceeded.
    """

    ordinary: Contact
    most: Contact
    counters: tuple[str, ...]
    all_counters: tuple[str, ...]
    fees: tuple[str, ...]
    papers: Papers
    visits_unknown: tuple[str, ...]
    unbounded: bool


def applicant_journey(
    procedure: Procedure, dossiers: Dossiers, convention: Convention = _DAY, channel: str | None = None
) -> Journey:
    """Return what the procedure asks of an applicant whose dossier is one of `dossiers`.

    Args:
        procedure: the procedure.
        dossiers: those of one variant, or None for those of no variant.
        convention: tells which of two ways takes longer.
        channel: how the dossier comes in; None for any channel.

    Raises:
        ValueError: the procedure does not have that channel.
    """
    procedure = procedure if channel is None else by_channel(procedure, channel)
    course = net(procedure, dossiers, at_bound=False)
    done = {id_: procedure.steps[id_] for id_ in course.order if is_done(procedure.steps[id_], dossiers)}
    asks = {id_: _contact(done[id_], procedure, channel) if id_ in done else Contact() for id_ in course.order}
    ordinary = [done[id_] for id_ in _ordinary(procedure, dossiers, course, convention) if id_ in done]
    rounds = [loop for loop in loops(procedure) if loop.back in course.ways]
    most = _most(course, asks) + sum((_around(loop, asks) * (loop.bound or 1) for loop in rounds), Contact())
    dossier, optional = _fields(procedure.dossier, False), _fields(procedure.dossier, True)
    return Journey(
        ordinary=sum((asks[step.id] for step in ordinary), dossier),
        most=most + dossier + optional,
        counters=_distinct(ordinary, lambda step: (step.counter,) if step.counter else ()),
        all_counters=_distinct(list(done.values()), lambda step: (step.counter,) if step.counter else ()),
        fees=_distinct(ordinary, lambda step: step.pays),
        papers=Papers(_by_kind(procedure.dossier, False), _by_kind(procedure.dossier, True)),
        visits_unknown=tuple(id_ for id_, step in done.items() if needs_applicant(step) and step.visits is None),
        unbounded=any(loop.bound is None and _around(loop, asks) != Contact() for loop in rounds),
    )


def needs_applicant(step: Step) -> bool:
    """Say whether the applicant has to act in a step: it is the applicant's, or done at a counter or on a visit."""
    return step.actor is Actor.APPLICANT or step.counter is not None or bool(step.visits)


def _contact(step: Step, procedure: Procedure, channel: str | None) -> Contact:
    paid = [id_ for id_ in step.pays if id_ not in procedure.fees or procedure.fees[id_].due(1, channel) != 0]
    return Contact(
        interactions=int(needs_applicant(step)),
        trips=step.visits or 0,
        papers=len(step.papers),
        fields=step.fields or 0,
        payments=len(paid),
    )


def _fields(dossier: tuple[Paper, ...], optional: bool) -> Contact:
    """Return the fields to fill in, by the channel that asks most."""
    held = [paper for paper in dossier if paper.optional is optional]
    return Contact(fields=max(sum(each.fields or 0 for each in held if each.asked_of(way)) for way in _channels(held)))


def _channels(papers: Iterable[Paper]) -> list[str | None]:
    """Return the channels some paper is kept for; None alone where all papers are asked of every dossier."""
    return list(dict.fromkeys(channel for paper in papers for channel in paper.channels)) or [None]


def _by_kind(dossier: tuple[Paper, ...], optional: bool) -> Mapping[str, int]:
    held = [paper for paper in dossier if paper.optional is optional]
    most: Counter[str] = Counter()
    for channel in _channels(held):
        most |= _counted(paper for paper in held if paper.asked_of(channel))
    return {kind: most[kind] for kind in dict.fromkeys(most) if most[kind]}


def _counted(papers: Iterable[Paper]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for paper in papers:
        counts[paper.kind or ""] += paper.count
        counts["copy"] += paper.copies
    return +counts


def _distinct(steps: list[Step], of: Callable[[Step], tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for step in steps for each in of(step)))


def _ordinary(procedure: Procedure, dossiers: Dossiers, course: Net, convention: Convention) -> list[str]:
    """Return the steps of the ordinary course: all parallel ways, and of several alternatives the one lasting longest.

    A way to a result goes before one that leads only to a refusal or another end without result.
    """
    measure = Course(course, meetings(course).groups, convention)
    takes = {id_: length.high for id_, length in lengths(procedure, dossiers, convention).items()}
    tails = measure.tails(measure.schedule(takes, longest=True), takes)
    fruitful = leading_to(course, REGULAR)

    def rank(way: int) -> tuple[bool, bool, object]:
        target = course.ways[way].target
        if isinstance(target, End):
            return target.ending in REGULAR, True, measure.size(Span())
        return target in fruitful, target in tails, measure.size(takes[target] + tails.get(target, Span()))

    passed, look = {course.first}, [course.first]
    while look:
        leaving = course.leaving[look.pop()]
        taken = [way for way in leaving if course.ways[way].passage is Passage.ALL]
        taken = taken or ([max(leaving, key=rank)] if leaving else [])
        new = [str(end) for way in taken if isinstance(end := course.ways[way].target, str) and end not in passed]
        passed.update(new)
        look += new
    return [id_ for id_ in procedure.steps if id_ in passed]


def leading_to(course: Net, endings: tuple[Ending, ...]) -> set[Node]:
    """Return the steps from which one of the `endings` can be reached going forward."""
    last = {way.source for way in course.ways if isinstance(way.target, End) and way.target.ending in endings}
    return {step for id_ in last for step in course.before(id_)}


def _most(course: Net, asks: Mapping[str, Contact]) -> Contact:
    """Return the most a course without loops can ask.

    Alternatives count by the larger, parallel branches by their sum up to the step where all of them have met.
    """
    meets = _meeting_places(course)
    until = ["", *dict.fromkeys(meets.values())]
    ending = leading_to(course, tuple(Ending))
    known: dict[tuple[Node, Node], Contact] = {}
    for step in reversed(course.order):
        after = [course.ways[way].target for way in course.leaving[step]]
        # what leads only round a loop is counted with the loop
        targets = [target for target in after if isinstance(target, End) or target in ending] or after
        for stop in until:
            onward = Contact()
            if step in meets:
                parts = [known.get((target, meets[step]), Contact()) for target in targets if target != meets[step]]
                onward = sum(parts, Contact() if meets[step] == stop else known.get((meets[step], stop), Contact()))
            else:
                for target in targets:
                    onward = onward.most(known.get((target, stop), Contact()) if target != stop else Contact())
            known[step, stop] = asks[step] + onward
    return known[course.first, ""]


def _meeting_places(course: Net) -> Mapping[str, Node]:
    """Return for each parallel split the first place all its branches come to; the empty id where there is none."""
    # imported here: a check asks no question that needs it, and it is slow to load
    import networkx as nx

    backward: nx.DiGraph[Node] = nx.DiGraph()
    backward.add_nodes_from(course.order)
    backward.add_edges_from((way.target, way.source) for way in course.ways if not way.loop)
    backward.add_edges_from([("", node) for node in list(backward) if not backward.in_degree(node)])
    meets = nx.immediate_dominators(backward, "")
    return {step: meets[step] for step in course.order if course.together(step)}


def _around(loop: Loop, asks: Mapping[str, Contact]) -> Contact:
    """Return the most one round of a loop can ask: all it holds."""
    return sum((asks[step.id] for step in loop.steps if step.id in asks), Contact())
