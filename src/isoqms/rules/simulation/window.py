"""Work that must not be broken off fits between opening and closing.

Asks: Is work that may not be interrupted shorter than the longest stretch of time in which those who do it are there?
Why: Work that must not be broken off begins only when it will be done before closing; longer work never begins.
Ground: iso
Clause: 7.1.2, 8.5.1
Decided how: The longest time stated for the work is compared with the longest stretch of hours of the posts that fill
    the role: their own hours, else those of their unit, else of their office. Several roles need a stretch in common.
Left to the auditor: Must the work really be done in one go?
Bad:
    id: GL-01
    title: {vi: Xác nhận tình trạng nhà ở, en: Confirm the state of a house}
    office: ward
    demand: {per_year: 100}
    steps:
      visit:  # here
        title: {vi: Kiểm tra hiện trường, en: Visit the site}
        role: officer
        work: {min: 2 giờ, usual: 6 giờ, max: 12 giờ}
        interruptible: false
        end: completed
Good:
    id: GL-02
    title: {vi: Xác nhận tình trạng nhà ở, en: Confirm the state of a house}
    office: ward
    demand: {per_year: 100}
    steps:
      visit:
        title: {vi: Kiểm tra hiện trường, en: Visit the site}
        role: officer
        work: {min: 2 giờ, usual: 4 giờ, max: 8 giờ}
        interruptible: false
        next: report
      report: {title: {vi: Lập báo cáo, en: Write the report}, role: officer, work: 3 ngày làm việc, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import reduce
from itertools import pairwise, product
from typing import TypeAlias

from isoqms.problem import Ground, Severity
from isoqms.procedure import Effort, Organisation, Post, Procedure, Step
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message
from isoqms.worktime.hours_data import WEEKDAYS, read_window

ID = "simulate/window"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("7.1.2", "8.5.1")

_Stretches: TypeAlias = tuple[tuple[int, int], ...]
"""Times at which somebody is there, in minutes of the week, in order and apart."""


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to work that may not be interrupted and is longer than anybody is there at a time."""
    organisation = context.organisation
    office = organisation.office(procedure.office) if organisation else None
    if organisation is None or office is None or procedure.demand is None:
        return
    for step in procedure.steps.values():
        if step.interruptible or step.actor:
            continue
        for roles, work in _works(step):
            longest, needed = _longest(roles, organisation), _minutes(work, office.day_minutes)
            if longest is not None and needed is not None and needed > longest:
                message = Message(
                    "the work at “{step}” may take {needed} minutes on end, but nobody is there longer than {longest}",
                    step=step.id,
                    needed=f"{float(needed):.10g}",
                    longest=longest,
                )
                fix = Message("let it be interrupted, divide the step, or correct the time or the hours")
                yield Objection(step.at, step.id, message, fix)
                break


def _works(step: Step) -> Iterator[tuple[tuple[str, ...], Effort]]:
    if step.role and step.work:
        yield step.role, step.work
    for special in step.in_variant.values():
        roles, work = special.role or step.role, special.work or step.work
        if (special.role or special.work) and roles and work:
            yield roles, work


def _minutes(work: Effort, day_minutes: Fraction) -> Fraction | None:
    """Return the longest working time stated; figures that belong to the calendar are another rule's matter."""
    known = (duration.working_minutes(day_minutes) for duration in work.figures)
    return max((minutes for minutes in known if minutes is not None), default=None)


def _longest(roles: Iterable[str], organisation: Organisation) -> int | None:
    """Return the longest stretch in which people of all roles are there together; None where no hours are known."""
    by_role = [
        {week for post in organisation.posts.values() if role in post.roles and (week := _week(post, organisation))}
        for role in roles
    ]
    together = (reduce(_both, weeks) for weeks in product(*by_role))
    return max(map(_length, together), default=None)


def _length(week: _Stretches) -> int:
    return max((closes - opens for opens, closes in week), default=0)


def _both(one: _Stretches, other: _Stretches) -> _Stretches:
    met = ((max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other)
    return tuple((opens, closes) for opens, closes in met if opens < closes)


def _week(post: Post, organisation: Organisation) -> _Stretches:
    """Return when the people of a post are there: stretches that touch are one."""
    office = organisation.office(post.office)
    unit = office.units.get(post.unit) if office and post.unit else None
    hours = post.hours or (unit.hours if unit else None) or (office.hours if office else {})
    windows = [
        (day * 1440 + window.opens, day * 1440 + window.closes)
        for day, name in enumerate(WEEKDAYS)
        for text in hours.get(name, ())
        if (window := read_window(text))
    ]
    joined = windows[:1]
    for before, after in pairwise(windows):
        if after[0] <= before[1]:
            joined[-1] = (joined[-1][0], after[1])
        else:
            joined.append(after)
    return tuple(joined)
