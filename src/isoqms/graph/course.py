"""The longest and the shortest course through a net whose steps take time, by the critical path method.

Steps are taken in the order they are done, loops left out. A step begins when what leads to it is there: with the
latest of all ways where they are alternatives and the longest course is asked for, with the earliest for the shortest;
a join of `all` begins with the latest of the ways that come together, a join of `any` with the earliest of them.
Source: J. E. Kelley, M. R. Walker, "Critical-path planning and scheduling", 1959.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from isoqms.graph.flow import End
from isoqms.graph.meeting import Together
from isoqms.graph.net import Net
from isoqms.procedure import Ending, Join
from isoqms.worktime import Convention, Span

REGULAR = (Ending.COMPLETED, Ending.HANDED_OVER)
"""The ends at which a dossier has got what it came for, as far as this procedure goes."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When each step of a net is begun and done, and which way it waited for last.

    `deciding` holds for each step the ways that can decide when it begins: the last of them does.
    """

    start: Mapping[str, Span]
    finish: Mapping[str, Span]
    waited_for: Mapping[str, int | None]
    deciding: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Course:
    """A net, what meets in it, and how to compare times in it.

    `afresh` are the steps after which time is counted again from zero, `same_day` those which on the longest course are
    done when the working day ends in which they begin.
    """

    net: Net
    groups: Mapping[str, Together]
    convention: Convention
    afresh: frozenset[str] = frozenset()
    same_day: frozenset[str] = frozenset()

    def schedule(self, takes: Mapping[str, Span], longest: bool) -> Schedule:
        """Return the schedule when each step takes its time, on the longest or the shortest course."""
        choose = self._latest if longest else self._earliest
        start: dict[str, Span] = {}
        finish: dict[str, Span] = {}
        waited_for: dict[str, int | None] = {}
        deciding: dict[str, tuple[int, ...]] = {}
        for step in self.net.order:
            ways = () if step == self.net.first else self._deciding(step, finish, longest)
            if not ways and step != self.net.first:
                continue
            last = choose(ways, finish) if ways else None
            start[step] = finish[self.net.ways[last].source] if last is not None else Span()
            takes_day = longest and step in self.same_day and takes[step]
            took = self.rest_of_day(start[step]) if takes_day else takes[step]
            finish[step] = Span() if step in self.afresh else start[step] + took
            waited_for[step], deciding[step] = last, ways
        return Schedule(start, finish, waited_for, deciding)

    def rest_of_day(self, start: Span) -> Span:
        """Return the time from `start` to the end of the working day that has begun; a whole day at the beginning.

        Days are counted from the beginning of the procedure, as a limit is: the day on which the dossier comes is not
        counted (Civil Code 2015, art. 147), so a step of the same day after whole days takes no further one.
        """
        if not start:
            return Span(working_days=Fraction(1))
        days = start.working_days + start.working_minutes / Fraction(self.convention.day_minutes)
        return Span(-start.working_minutes, ceil(days) - start.working_days)

    def size(self, span: Span) -> Fraction:
        """Return a time in working minutes by the convention, to compare it with others."""
        return self.convention.working_minutes(span)

    def _latest(self, ways: tuple[int, ...], finish: Mapping[str, Span]) -> int:
        return max(ways, key=lambda way: self.size(finish[self.net.ways[way].source]))

    def _earliest(self, ways: tuple[int, ...], finish: Mapping[str, Span]) -> int:
        return min(ways, key=lambda way: self.size(finish[self.net.ways[way].source]))

    def _deciding(self, step: str, finish: Mapping[str, Span], longest: bool) -> tuple[int, ...]:
        """Return the ways among which the latest or earliest decides when `step` begins."""
        come = tuple(way for way in self.net.arriving[step] if self.net.ways[way].source in finish)
        if step not in self.groups:
            return come
        every = self.net.joins[step] is Join.ALL
        if every == longest:
            # the latest of the latest is the latest of all, and so with the earliest
            return come
        pick = self._latest if every else self._earliest
        sets = [tuple(way for way in sorted(group) if way in come) for group in self.groups[step]]
        # a way that comes alone passes a join of `any`; at a join of `all` it would wait for ever
        met = [each for each in sets if len(each) > 1 or (each and not every)] or [each for each in sets if each]
        return tuple(pick(each, finish) for each in met)

    def ends(self, schedule: Schedule) -> Mapping[Ending, tuple[int, ...]]:
        """Return the ways by which the course ends, by the manner of ending."""
        found: dict[Ending, tuple[int, ...]] = {}
        for number, way in enumerate(self.net.ways):
            if isinstance(way.target, End) and way.source in schedule.finish:
                found[way.target.ending] = (*found.get(way.target.ending, ()), number)
        return found

    def at_end(self, schedule: Schedule, ways: tuple[int, ...], latest: bool) -> Span:
        """Return when the course is done at the latest or the earliest of `ways`."""
        pick = self._latest if latest else self._earliest
        return schedule.finish[self.net.ways[pick(ways, schedule.finish)].source]

    def tails(self, schedule: Schedule, takes: Mapping[str, Span]) -> Mapping[str, Span]:
        """Return how long it takes from the end of each step to the last end that waits for it."""
        tails: dict[str, Span] = {}
        waiting: dict[int, str] = {way: step for step, ways in schedule.deciding.items() for way in ways}
        for step in reversed(list(schedule.finish)):
            after = []
            for way in self.net.leaving[step]:
                target = waiting.get(way)
                if isinstance(self.net.ways[way].target, End):
                    after.append(Span())
                elif target in tails and target not in self.afresh:
                    after.append(takes[target] + tails[target])
            if after:
                tails[step] = max(after, key=self.size)
        return tails

    def path(self, schedule: Schedule, last: str) -> tuple[str, ...]:
        """Return the steps that decide when `last` is done, in order."""
        steps = [last]
        while (way := schedule.waited_for[steps[-1]]) is not None and steps[-1] not in self.afresh:
            steps.append(self.net.ways[way].source)
        return tuple(reversed(steps))
