"""How long a procedure takes by its own allowances: the longest and the shortest course, what decides it, and slack.

Times are sums of what the steps state, kept in their own units; only where two are compared does a stated convention
turn them into working minutes. Loops are left out of the course; what a round of each adds is given beside it. Exits
taken only when a bound is reached are left out as well. Nothing is simulated: this is what the procedure says itself.

Every time is given twice. *Counted* is time during which the statutory clock runs: steps before it starts, while it is
stopped, and those not counted take no counted time, and a step after which it restarts puts the count to zero.
*Elapsed* is all of it. A step's time is its allowance; without one its work and wait; without those nothing, and the
step is named as untimed. How joins are counted is told in :mod:`isoqms.graph.course`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from isoqms.graph.allowances import Basis, Length, lengths
from isoqms.graph.course import REGULAR, Course, Schedule
from isoqms.graph.flow import Dossiers
from isoqms.graph.loops import Loop, loops
from isoqms.graph.meeting import meetings
from isoqms.graph.net import net
from isoqms.procedure import Clock, Ending, Procedure
from isoqms.worktime import Convention, Span


@dataclass(frozen=True, slots=True)
class Range:
    """The shortest and the longest time."""

    shortest: Span
    longest: Span


@dataclass(frozen=True, slots=True)
class StepTime:
    """When a step is begun and done at the latest course, from the beginning of the procedure.

    `slack_minutes` is by how many working minutes (by the convention) the step may take longer before the whole does;
    None when the whole does not wait for it: it leads only into a loop, or another branch always comes before it.
    """

    earliest_start: Span
    earliest_finish: Span
    slack_minutes: Fraction | None


@dataclass(frozen=True, slots=True)
class Total:
    """How long the procedure takes.

    `longest` is the longest time to any end, `shortest` the shortest to an end with a result (completed or handed
    over; to any end where there is none such). `path` is a longest course as its steps in order, `steps` the times of
    all steps on the longest course, `by_ending` the times to each manner of ending.
    """

    shortest: Span
    longest: Span
    path: tuple[str, ...]
    steps: Mapping[str, StepTime]
    by_ending: Mapping[Ending, Range]

    @property
    def critical(self) -> tuple[str, ...]:
        """The steps without slack: when one of them takes longer, so does the whole."""
        return tuple(id_ for id_, time in self.steps.items() if time.slack_minutes == 0)


@dataclass(frozen=True, slots=True)
class LoopTime:
    """What one more round of a loop adds at most: the longest way from its head back to it."""

    loop: Loop
    counted: Span
    elapsed: Span


@dataclass(frozen=True, slots=True)
class StageTime:
    """The time spent in the steps of one stage."""

    counted: Range
    elapsed: Range


@dataclass(frozen=True, slots=True)
class Timing:
    """What a procedure says about its own duration, and which steps it says too little about.

    `untimed` are steps without any figure, or with a lower bound alone; `by_effort` those without an allowance whose
    work and wait stand in for it; `uncounted` those during which the clock does not run; `with_cases` those whose
    allowance gives other figures for some dossiers, which are not counted. `extended_by` is by how much the steps on
    the path of the counted time lengthen the limit: compare that time with the limit and this together.
    """

    counted: Total
    elapsed: Total
    loops: tuple[LoopTime, ...]
    stages: Mapping[str, StageTime]
    untimed: tuple[str, ...]
    by_effort: tuple[str, ...]
    uncounted: tuple[str, ...]
    with_cases: tuple[str, ...]
    extended_by: Span


def timing(procedure: Procedure, dossiers: Dossiers, convention: Convention) -> Timing:
    """Return how long the procedure takes for `dossiers` by its own allowances.

    Args:
        procedure: the procedure.
        dossiers: those of one variant, or None for those of no variant; `ANY` opens all branches and does all steps.
        convention: how unlike times are compared; no time is converted otherwise.
    """
    course = net(procedure, dossiers, at_bound=False)
    groups = meetings(course).groups
    takes = {id_: length for id_, length in lengths(procedure, dossiers, convention).items() if id_ in course.order}
    done = {id_: length for id_, length in takes.items() if length.basis is not Basis.PASSED}
    afresh = frozenset(id_ for id_, length in done.items() if length.clock is Clock.RESTARTS)
    same_day = frozenset(id_ for id_, length in done.items() if length.same_day)
    elapsed = _Measure(Course(course, groups, convention, same_day=same_day), takes)
    counted = _Measure(
        Course(course, groups, convention, afresh, same_day), {id_: length.counted for id_, length in takes.items()}
    )
    total = counted.total()
    extensions = [procedure.steps[id_].extends_by for id_ in total.path if id_ in done]
    spans = [extension.under(convention) for extension in extensions if extension]
    rounds = [loop for loop in loops(procedure) if loop.back in course.ways]
    stages = {stage: _steps_of(procedure, stage) for stage in procedure.stages}
    return Timing(
        counted=total,
        elapsed=elapsed.total(),
        loops=tuple(LoopTime(loop, counted.round(loop), elapsed.round(loop)) for loop in rounds),
        stages={id_: StageTime(counted.spent_in(steps), elapsed.spent_in(steps)) for id_, steps in stages.items()},
        untimed=_named(takes, lambda length: length.basis in (Basis.UNKNOWN, Basis.OPEN)),
        by_effort=_named(takes, lambda length: length.basis is Basis.EFFORT),
        uncounted=_named(done, lambda length: length.clock is not Clock.RUNNING),
        with_cases=_named(takes, lambda length: length.cases),
        extended_by=sum((span for span in spans if span), Span()),
    )


def _named(takes: Mapping[str, Length], which: Callable[[Length], bool]) -> tuple[str, ...]:
    return tuple(id_ for id_, length in takes.items() if which(length))


def _steps_of(procedure: Procedure, stage: str) -> frozenset[str]:
    return frozenset(id_ for id_, step in procedure.steps.items() if step.stage == stage)


@dataclass(frozen=True, slots=True)
class _Measure:
    """One of the two measures, counted or elapsed: a course, and how long each of its steps takes."""

    course: Course
    takes: Mapping[str, Length]

    def _schedules(self, only: Collection[str] | None = None) -> tuple[Schedule, Schedule]:
        """Return the shortest and the longest schedule; steps other than `only` take no time."""
        timed = {id_: length for id_, length in self.takes.items() if only is None or id_ in only}
        low = {id_: timed[id_].low if id_ in timed else Span() for id_ in self.takes}
        high = {id_: timed[id_].high if id_ in timed else Span() for id_ in self.takes}
        return self.course.schedule(low, longest=False), self.course.schedule(high, longest=True)

    def total(self) -> Total:
        shortest, longest = self._schedules()
        by_ending = self._by_ending(shortest, longest)
        whole = _whole(self.course, by_ending, longest)
        last = max(self._last_steps(longest), key=lambda step: self.course.size(longest.finish[step]))
        return Total(
            shortest=whole.shortest,
            longest=whole.longest,
            path=self._path(longest, last),
            steps=self._times(longest, whole.longest),
            by_ending=by_ending,
        )

    def _path(self, longest: Schedule, last: str) -> tuple[str, ...]:
        """Return the critical path to `last`: the longest one over the ways that decide when their step begins."""
        # imported here: who checks needs no path, and loading networkx takes longer than checking twenty procedures
        import networkx as nx

        course = self.course
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(longest.finish)
        for step, ways in longest.deciding.items():
            for source in [] if step in course.afresh else [course.net.ways[way].source for way in ways]:
                minutes = 0 if source in course.afresh else course.size(self._took(longest, source))
                graph.add_edge(source, step, minutes=minutes)
        before = graph.subgraph({*nx.ancestors(graph, last), last})
        return tuple(nx.dag_longest_path(before, weight="minutes"))

    def _took(self, longest: Schedule, step: str) -> Span:
        """Return how long a step takes on the longest course."""
        if step not in self.course.same_day or step in self.course.afresh:
            return self.takes[step].high
        return longest.finish[step] + longest.start[step] * -1

    def _last_steps(self, longest: Schedule) -> list[str]:
        ends = [self.course.net.ways[way].source for ways in self.course.ends(longest).values() for way in ways]
        return ends or list(longest.finish)

    def _by_ending(self, shortest: Schedule, longest: Schedule) -> Mapping[Ending, Range]:
        course = self.course
        return {
            ending: Range(course.at_end(shortest, ways, latest=False), course.at_end(longest, ways, latest=True))
            for ending, ways in course.ends(longest).items()
        }

    def _times(self, longest: Schedule, whole: Span) -> Mapping[str, StepTime]:
        size = self.course.size
        tails = self.course.tails(longest, {id_: self._took(longest, id_) for id_ in longest.finish})
        times = {}
        for id_ in longest.finish:
            through = longest.finish[id_] + tails[id_] if id_ in tails else None
            slack = size(whole) - size(through) if through is not None else None
            times[id_] = StepTime(longest.start[id_], longest.finish[id_], slack)
        return times

    def spent_in(self, steps: frozenset[str]) -> Range:
        """Return the time spent in `steps`: on the course where that is shortest, and where it is longest."""
        shortest, longest = self._schedules(steps)
        return _whole(self.course, self._by_ending(shortest, longest), longest)

    def round(self, loop: Loop) -> Span:
        """Return the longest way from the head of a loop back to it."""
        course, inside = self.course.net, {step.id for step in loop.steps}
        takes = {id_: length.high for id_, length in self.takes.items() if id_ in inside}
        done = {loop.head.id: takes[loop.head.id]}
        for step in (id_ for id_ in course.order if id_ in inside):
            came = [course.ways[way].source for way in course.arriving[step]]
            if step != loop.head.id and (before := [done[id_] for id_ in came if id_ in done]):
                done[step] = max(before, key=self.course.size) + takes[step]
        # where the way back is itself reached only by going back, all of the loop is passed at most
        return done[loop.back.source] if loop.back.source in done else sum(takes.values(), Span())


def _whole(course: Course, by_ending: Mapping[Ending, Range], longest: Schedule) -> Range:
    """Return the shortest time to a result and the longest to any end; to the last step where nothing ends."""
    if not by_ending:
        last = max(longest.finish.values(), key=course.size)
        return Range(last, last)
    results = [by_ending[ending] for ending in REGULAR if ending in by_ending] or list(by_ending.values())
    return Range(
        shortest=min((each.shortest for each in results), key=course.size),
        longest=max((each.longest for each in by_ending.values()), key=course.size),
    )
