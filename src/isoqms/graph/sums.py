"""What the published allowances of the steps add up to on the longest course.

Only allowances count: work and waits are what somebody knows or guesses beside them. A step counts while the statutory
clock runs. Where branches are parallel or exclude one another the longest counts, loops are passed once. “Same day” is
a word and no figure: it may take no further time, or all of the working day in which the step begins. Office hours and
“not counted” take no time.
A step to which nothing leads is taken for the beginning of a case of its own, as tables with several cases have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import Final

from isoqms.graph.course import REGULAR, Course, Schedule
from isoqms.graph.flow import kinds
from isoqms.graph.meeting import meetings
from isoqms.graph.net import net
from isoqms.graph.yardstick import Amounts, Yardstick, added, total
from isoqms.procedure import Branch, Clock, Procedure, Step, once
from isoqms.worktime import Amount, Basis, Convention, Duration, Kind, Unit

_OFFSET: Final = re.compile(
    r"\bfrom (?:the )?(?:day of |date of )?registration\b|\bmeasured from\b|not a step duration|"
    r"tính từ (?:ngày |khi )vào sổ|không phải thời gian của bước",
    re.IGNORECASE,
)
"""Words that say a time is measured from the beginning of the procedure and so is no part of a sum."""

_TIME: Final = re.compile(
    r"(?<!sau )(?<!after )\b[0-9½¼¾]+(?:[.,/][0-9]+)? ?(?:working )?"
    r"(?:ngày|giờ|phút|tuần|tháng|days?\b|hours?\b|hrs?\b|min|weeks?\b|months?\b)",
    re.IGNORECASE,
)
"""A time among words, other than an hour of the day after which something holds."""


@dataclass(frozen=True, slots=True)
class StepSum:
    """What the allowances add up to for dossiers of one kind.

    `least` takes words such as “same day” for no further time, `most` for the rest of the working day. `path` holds the
    steps of the longest course that have a figure, `untimed` the counted steps that have none. `open` says that some
    step may take more: at least so much, as agreed, or what a remark beside a step without a time says. `in_a_row` says
    that the course leaves no counted figure out. `case` is the step with which a case of its own begins that shares no
    step with the others. Where every dossier does all steps, `special` holds the sums under the conditions for which
    steps give other times; None elsewhere.
    """

    variant: str | None
    least: Amounts
    most: Amounts
    path: tuple[str, ...]
    untimed: tuple[str, ...]
    open: bool
    in_a_row: bool
    case: str | None = None
    special: Mapping[str, Amounts] | None = None


@once
def sums(procedure: Procedure, yardstick: Yardstick, only: frozenset[str] | None = None) -> tuple[StepSum, ...]:
    """Return the sums for every kind of dossier that passes a timed step; of the steps `only`, where given.

    Empty where some time is measured from the beginning of the procedure, so that times cannot be added, and where a
    way leads to a step that does not exist, so that nobody knows the course.
    """
    if any(branch.to is not None and branch.to not in procedure.steps for branch in _ways(procedure)):
        return ()
    if any(is_offset(step) for step in procedure.steps.values() if only is None or step.id in only):
        return ()
    if not procedure.steps:
        return ()
    cases = [procedure, *(replace(procedure, start=start) for start in _other_beginnings(procedure))]
    each = (_sum(case, kind, yardstick, only) for case in cases for kind in kinds(procedure))
    found = [one for one in each if one is not None]
    return tuple(found) if len(cases) == 1 else tuple(_by_case(found))


def _ways(procedure: Procedure) -> Iterator[Branch]:
    return (branch for step in procedure.steps.values() for branch in step.next)


def _other_beginnings(procedure: Procedure) -> tuple[str, ...]:
    """Return the steps beside the first to which nothing leads."""
    led_to = {branch.to for step in procedure.steps.values() for branch in step.next}
    led_to |= {step for each in procedure.steps.values() for step in each.parallel}
    led_to |= {branch.at_bound for step in procedure.steps.values() for branch in step.next}
    return tuple(id_ for id_ in procedure.steps if id_ not in led_to and id_ != procedure.first)


def _by_case(found: list[StepSum]) -> Iterator[StepSum]:
    """Mark the sums that share no step with another and have more than one as cases of their own."""
    for one in found:
        others = {step for other in found if other.path[:1] != one.path[:1] for step in other.path}
        alone = len(one.path) > 1 and not others & set(one.path)
        yield replace(one, case=one.path[0]) if alone else one


def is_offset(step: Step) -> bool:
    """Say whether the time of a step is measured from the beginning of the procedure."""
    texts = (text for note in step.notes for text in note)
    return step.allowance is not None and any(_OFFSET.search(text) for text in texts)


def _sum(procedure: Procedure, kind: str | None, yardstick: Yardstick, only: frozenset[str] | None) -> StepSum | None:
    row = _row(procedure, kind)
    course = None if row is not None else net(procedure, kind, at_bound=False)
    order = course.order if course else row or ()
    steps = {id_: procedure.steps[id_] for id_ in order if procedure.steps[id_].done_in(kind)}
    takes = {id_: step.allowance_in(kind) for id_, step in steps.items() if step.counted}
    if only is not None:
        takes = {id_: duration for id_, duration in takes.items() if id_ in only}
    timed = {id_: figure for id_, duration in takes.items() if (figure := _figure(duration))}
    if not timed:
        return None
    least = most = tuple(timed)
    if course:
        afresh = frozenset(id_ for id_, step in steps.items() if step.clock is Clock.RESTARTS)
        convention = Convention(yardstick.day_minutes or 480, plain_days=yardstick.plain_days or Basis.WORKING)
        way = Course(course, meetings(course).groups, convention, afresh)
        most = _longest(way, timed)
        least = _longest(way, {id_: figure for id_, figure in timed.items() if not _is_word(takes[id_])})
    path = tuple(id_ for id_ in most if id_ in timed)
    return StepSum(
        variant=kind,
        least=added(amount for id_ in least if not _is_word(takes.get(id_)) for amount in timed.get(id_, ())),
        most=_in_turn([(timed[id_], _is_word(takes[id_])) for id_ in path], yardstick),
        path=path,
        untimed=tuple(id_ for id_, duration in takes.items() if duration is None),
        open=any(_may_take_more(steps[id_], duration) for id_, duration in takes.items()),
        in_a_row=len(path) == len(timed),
        special=None if row is None else _special([takes[id_] for id_ in timed]),
    )


def _in_turn(figures: Iterable[tuple[Amounts, bool]], yardstick: Yardstick) -> Amounts:
    """Add figures up in their order; one that is “same day” ends with the working day in which it begins.

    Where hours stand among the days and nobody says how long a day is, the day that has begun counts as it is.
    """
    whole: Amounts = ()
    for amounts, same_day in figures:
        so_far = total(whole, yardstick.plain_days or Basis.WORKING)
        if not same_day or not so_far:
            whole = added((*whole, *amounts))
        elif yardstick.day_minutes or not so_far.working_minutes:
            days = so_far.working_days + so_far.working_minutes / (yardstick.day_minutes or 1)
            whole = _to_days(whole, ceil(days)) if so_far.only_working_time and days != ceil(days) else whole
    return whole


def _to_days(whole: Amounts, days: int) -> Amounts:
    """Return whole days in place of a sum, of the kind of day it names."""
    bases = {amount.basis for amount in whole if amount.unit is Unit.DAY}
    return (Amount(Fraction(days), Unit.DAY, bases.pop() if len(bases) == 1 else Basis.WORKING),)


def _special(durations: Iterable[Duration | None]) -> Mapping[str, Amounts]:
    """Return the sum under each condition for which a time gives another figure; the others keep theirs."""
    known = [duration for duration in durations if duration is not None]
    cases = [{case.condition: case.duration for case in duration.cases} for duration in known]
    return {
        condition: added(
            amount
            for duration, own in zip(known, cases, strict=True)
            for amount in _figure(own.get(condition, duration))
        )
        for condition in dict.fromkeys(condition for own in cases for condition in own)
    }


def _row(procedure: Procedure, kind: str | None) -> tuple[str, ...] | None:
    """Return the steps when they simply follow one another, which most tables are and which is quickly found out."""
    row, step = dict.fromkeys([procedure.first]), procedure.steps[procedure.first]
    while True:
        onward = {branch.to for branch in step.next if branch.to is not None and branch.open_to(kind)}
        if step.parallel or len(onward) > 1 or onward & row.keys() or step.clock is Clock.RESTARTS:
            return None
        if not onward & procedure.steps.keys():
            return tuple(row)
        [following] = onward
        row[following], step = None, procedure.steps[following]


def _may_take_more(step: Step, duration: Duration | None) -> bool:
    """Say whether a step may take more than its figure: by its words, or because a remark holds a time not read."""
    if duration is not None:
        return duration.kind in (Kind.AT_LEAST, Kind.BY_AGREEMENT)
    return any(_TIME.search(text) for note in step.notes for text in note)


def _is_word(duration: Duration | None) -> bool:
    return duration is not None and duration.kind is Kind.SAME_DAY


def _figure(duration: Duration | None) -> Amounts:
    if duration is None:
        return ()
    return (Amount(Fraction(1), Unit.DAY, Basis.WORKING),) if _is_word(duration) else duration.high or duration.low


def _longest(way: Course, figures: Mapping[str, Amounts]) -> tuple[str, ...]:
    """Return the steps of the longest course to a result, or to any end where that is longer."""
    plain = way.convention.plain_days
    schedule = way.schedule({id_: total(figures.get(id_, ()), plain) for id_ in way.net.order}, longest=True)
    return way.path(schedule, _last(way, schedule)) if schedule.finish else ()


def _last(way: Course, schedule: Schedule) -> str:
    ends = way.ends(schedule)
    ways = [number for ending in sorted(ends, key=lambda each: each not in REGULAR) for number in ends[ending]]
    sources = [way.net.ways[number].source for number in ways] or list(schedule.finish)
    return max(sources, key=lambda step: way.size(schedule.finish[step]))
