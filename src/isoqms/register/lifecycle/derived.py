"""What follows from a record and the day: what is due, how late, what blocks it, who should be told. Never stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from isoqms.register.lifecycle.nonconformity import Nonconformity
from isoqms.register.lifecycle.policy import Level, Policy
from isoqms.register.lifecycle.values import ACTION_OPEN, AT_ONCE, OPEN, ActionKind, ActionState, Grade, State
from isoqms.words import Message
from isoqms.worktime import Calendar

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done by a day: what, by when, and who owes it (empty: the quality manager)."""

    what: Message
    on: date
    owner: str = ""
    action: str = ""
    role: Message | None = None
    """Who owes it where nobody is named and it is not the quality manager."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Who is to be told of something due, and how late it is in working days; negative days are still to come."""

    due: Due
    level: Level
    late_wd: int


def working_days(calendar: Calendar, first: date, last: date) -> int:
    """Return the working days after `first` up to and with `last`; negative when `last` comes before."""
    if last < first:
        return -working_days(calendar, last, first)
    return sum(calendar.is_working_day(first + _DAY * n) for n in range(1, (last - first).days + 1))


def age_wd(record: Nonconformity, today: date, calendar: Calendar) -> int | None:
    """Return the working days since the report, up to the end if it has ended; None for a draft."""
    if record.reported_on is None:
        return None
    return working_days(calendar, record.reported_on, record.ended_on or today)


def dues(record: Nonconformity, policy: Policy, calendar: Calendar) -> tuple[Due, ...]:
    """Return what is owed now and by when, the soonest first."""
    if record.state not in OPEN:
        return ()
    found = [*_stage(record, policy, calendar), *_actions(record, policy, calendar)]
    return tuple(sorted(found, key=lambda each: (each.on, each.action)))


def triage_due(record: Nonconformity, policy: Policy, calendar: Calendar) -> date | None:
    """Return the day by which a report is accepted or rejected; None for a draft."""
    return None if record.reported_on is None else calendar.add_working_days(record.reported_on, policy.triage_wd)


def plan_due(record: Nonconformity, policy: Policy, calendar: Calendar) -> date | None:
    """Return the day by which the plan is submitted, counted from acceptance, or from the day that was due."""
    begun = record.triaged_on or triage_due(record, policy, calendar)
    return None if begun is None else calendar.add_working_days(begun, policy.plan_wd(record.grade))


def review_expected(record: Nonconformity) -> date | None:
    """Return the day on which effectiveness can be judged when every action is done by its day; None without days.

    While causes are looked for again, the actions done before say nothing of it.
    """
    if record.state is State.ANALYSING and not record.open_actions:
        return None
    ends = [each.done_on or each.due for each in record.standing_actions.values()]
    days = [each for each in ends if each is not None]
    if record.criterion is None or not days or len(days) < len(ends):
        return None
    return record.window_end(max((*days, record.criterion_since or max(days))))


def _stage(record: Nonconformity, policy: Policy, calendar: Calendar) -> Iterator[Due]:
    if record.state is State.REPORTED and (accepted := triage_due(record, policy, calendar)):
        yield Due(Message("accept or reject it"), accepted)
    if record.state in (State.TRIAGED, State.ANALYSING) and record.triaged_on and not record.baselines:
        submitted = plan_due(record, policy, calendar) or record.triaged_on
        yield Due(Message("submit the plan"), submitted, record.owner)
    if record.state is State.PLANNED and record.planned_on:
        decided = calendar.add_working_days(record.planned_on, policy.triage_wd)  # as long as for a report
        minor = record.grade is not Grade.MAJOR
        role = Message("the owner of the process") if minor else None
        yield Due(Message("approve or return the plan"), decided, role=role)
    if record.state is State.VERIFYING and record.review_due and record.criterion:
        yield Due(Message("judge effectiveness"), record.review_due, record.criterion.reviewer)


def _actions(record: Nonconformity, policy: Policy, calendar: Calendar) -> Iterator[Due]:
    for key, action in record.actions.items():
        if action.state not in ACTION_OPEN or action.due is None:
            continue
        on = action.due
        if action.kind is ActionKind.CONTAINMENT and record.grade is Grade.MAJOR and record.triaged_on:
            on = min(on, calendar.add_working_days(record.triaged_on, policy.containment_major_wd))
        if action.state is ActionState.PROPOSED:  # nobody can carry out yet what waits to be approved
            if action.kind in AT_ONCE:
                yield Due(Message("approve action {action}", action=key), on, action=key)
            continue
        yield Due(Message("carry out action {action}", action=key), on, action.owner, key)


def overdue(record: Nonconformity, today: date, policy: Policy, calendar: Calendar) -> tuple[Due, ...]:
    """Return what should have been done before today."""
    return tuple(each for each in dues(record, policy, calendar) if each.on < today)


def notices(record: Nonconformity, today: date, policy: Policy, calendar: Calendar) -> tuple[Notice, ...]:
    """Return who is to be told today, the furthest level reached for each thing due; nothing when all is well."""
    found = [_notice(each, today, policy, calendar) for each in dues(record, policy, calendar)]
    reached = [each for each in found if each]
    level = lasting_level(record, policy)
    if level and record.state in OPEN:
        what = Message("the actions did not work, or were put off, too often")
        reached.append(Notice(Due(what, today, record.owner), level, 0))
    return tuple(reached)


def _notice(due: Due, today: date, policy: Policy, calendar: Calendar) -> Notice | None:
    if today < due.on - policy.warn_days_before * _DAY:
        return None
    late = working_days(calendar, due.on, today)
    if today < due.on:
        return Notice(due, Level.OWNER, late)
    if late >= policy.top_management_after_wd:
        return Notice(due, Level.TOP_MANAGEMENT, late)
    if late >= policy.quality_manager_after_wd:
        return Notice(due, Level.QUALITY_MANAGER, late)
    return Notice(due, Level.PROCESS_OWNER, late)


def lasting_level(record: Nonconformity, policy: Policy) -> Level | None:
    """Return who must know however timely everything is: of a second attempt, or of days put off too often."""
    if record.iteration >= policy.escalate_iteration or record.extensions > policy.extensions_escalated:
        return Level.TOP_MANAGEMENT
    return Level.QUALITY_MANAGER if record.extensions > policy.extensions_warned else None
