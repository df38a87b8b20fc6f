"""When a dossier is due, and why: the limit counted from receipt or acceptance by the office's calendar and hours.

Rules, where a sector rule does not say otherwise; in Viet Nam they stand in the Civil Code 2015 (91/2015/QH13, the
articles given here), and the calendar of a country says what is cited in the reasons:

* days, weeks, months: the first day is not counted (art. 147(2)); the limit ends when the office closes on the last
  day, and on the next working day when that is a day off (art. 148(5)); months end on the day of the same number, else
  on the month's last day (art. 148).
* hours and minutes run from the moment of receipt, or the next opening, along opening hours of working days.
* half a working day ends when half the opening hours of the following day are over.
* at once and same day end when the office closes; received on a day off or after closing, on the next working day.
* with a cut-off hour, a dossier received later, or on a day off, counts as received on the next working day.
* a working day counts when the clock is running as the office closes: the day a stop begins is lost, the day it ends
  counts; if it begins on the day of receipt, the day it ends is the first day, not counted, as if received then.
* a stop takes exactly its minutes from a limit in hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from isoqms.words import Message
from isoqms.worktime.amount import Basis
from isoqms.worktime.calendar import Calendar, CountingRule
from isoqms.worktime.clock import Clock, Event, Extended, Reappointed, Start, SubLimit, clock_of
from isoqms.worktime.counting import Counting
from isoqms.worktime.duration import Duration, Kind
from isoqms.worktime.hours import WorkingHours
from isoqms.worktime.moment import Day, Moment
from isoqms.worktime.reasons import Counted, why_due, why_started
from isoqms.worktime.span import Span

_UNLIMITED: Final = {
    Kind.BY_AGREEMENT: Message("the limit is by agreement: no due date follows from it"),
    Kind.UNCOUNTED: Message("the time is not counted: there is no due date"),
    Kind.OFFICE_HOURS: Message("office hours are stated, but no limit: there is no due date"),
    Kind.AT_LEAST: Message("only the shortest time is stated: there is no due date"),
}


@dataclass(frozen=True, slots=True)
class SubDeadline:
    """The due date of a limit beside the main one."""

    name: str
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a dossier is due, local time, with the reasons line by line and what is doubtful about it.

    `due` is None where no date follows: the clock has not started, is stopped, or the limit states no longest time.
    `first` is the first day that counts, where a date follows.
    """

    due: datetime | None
    reasons: tuple[Message, ...]
    warnings: tuple[Message, ...] = ()
    beside: tuple[SubDeadline, ...] = ()
    first: date | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What a procedure says about counting its limit.

    `cutoff` is the hour after which a receipt counts from the next working day (else the limit's own is used),
    `start` what the limit runs from, `waits_for_acceptance` whether that had not yet happened at receipt, `plain_days`
    what days are taken for when the limit does not say: general law leaves that to the sector rule.
    """

    cutoff: time | None = None
    waits_for_acceptance: bool = False
    start: Start = Start.COMPLETE_DOSSIER
    plain_days: Basis = Basis.WORKING


PLAIN_RULES: Final = Rules()
"""No cut-off of its own, the clock starts at receipt, days that do not say which are working days."""


def due(
    limit: Duration,
    received: datetime,
    calendar: Calendar,
    hours: WorkingHours,
    events: Iterable[Event] = (),
    rules: Rules = PLAIN_RULES,
) -> Deadline:
    """Return when a dossier `received` at a local time is due under `limit`, with the reasons.

    A range or an upper bound counts with its longer end; cases of the limit are not applied, only mentioned.
    Raises ValueError for a time with a zone, CalendarEndsError where the calendar does not cover the count.
    """
    if received.tzinfo is not None:
        raise ValueError(f"local time without a zone is wanted: {received}")
    events = tuple(events)
    if rules.cutoff is None:
        rules = replace(rules, cutoff=limit.cutoff)
    running = replace(rules, waits_for_acceptance=False)
    beside = (
        SubDeadline(event.name, due(event.limit, event.at, calendar, hours, (), running))
        for event in events
        if isinstance(event, SubLimit)
    )
    return replace(
        _main(limit, received, Counting(calendar, hours, Clock(received)), events, rules), beside=tuple(beside)
    )


def _main(limit: Duration, received: datetime, counting: Counting, events: tuple[Event, ...], rules: Rules) -> Deadline:
    clock = clock_of(received, events, rules.waits_for_acceptance)
    reasons = [*why_started(received, clock, events, rules.start)]
    if limit.kind in _UNLIMITED:
        return Deadline(None, (*reasons, _UNLIMITED[limit.kind]))
    if clock is None:
        return Deadline(None, tuple(reasons))
    extensions = tuple(_extensions(events, counting.calendar))
    span = sum((_span(each, rules, counting.calendar) for each in (limit, *(added.by for added in extensions))), Span())
    counting = replace(counting, clock=clock.without_open_stop())
    start, moved = _counted_from(clock.start, limit, span, rules, counting)
    end = counting.end(start, span)
    counted = Counted(limit, extensions, start, span, counting.last_day(start.date(), span), end)
    first = start.date() if span.working_days or span.working_minutes else counted.last  # calendar days are sure
    warnings = (*_doubts(limit, events, rules, counting.calendar), *counting.calendar.doubts(first, end.date()))
    stop = clock.stop_at(end)
    if stop and stop.end is None:
        stopped = Message("the clock has been stopped since {at}: there is no due date yet", at=Moment(stop.start))
        return Deadline(None, (*reasons, stopped), warnings)
    begins = _first_counted(start.date(), span, counting)
    return Deadline(end, (*reasons, *moved, *why_due(counted, counting)), warnings, first=begins)


def _first_counted(day: date, span: Span, counting: Counting) -> date:
    """Return the first day that counts of a limit that starts on `day`: that day itself for hours and at once."""
    if span == Span(working_minutes=span.working_minutes):
        return day
    if span.months or span.calendar_days:
        return counting.first_day(day) + timedelta(days=1)
    return counting.after_working_days(counting.first_day(day), 1)


def _counted_from(
    start: datetime, limit: Duration, span: Span, rules: Rules, counting: Counting
) -> tuple[datetime, tuple[Message, ...]]:
    """From when the limit counts: the start of the clock, or the next working day; with the reason."""
    calendar, day = counting.calendar, start.date()
    working = calendar.is_working_day(day)
    if rules.cutoff and (not working or start.time() > rules.cutoff):
        following = calendar.next_working_day(day)
        cutoff = f"{rules.cutoff:%H:%M}"
        reason = (
            Message("received after {cutoff}: counts as received on {day}", cutoff=cutoff, day=Day(following))
            if working
            else Message("received on a day off: counts as received on {day}", day=Day(following))
        )
        return datetime.combine(following, time()), (reason,)
    if limit.kind in (Kind.IMMEDIATE, Kind.SAME_DAY) or not span:
        closing = counting.closing_after(start)
        if closing.date() != day:
            message = Message("the office is closed: counts as received on {day}", day=Day(closing.date()))
            return datetime.combine(closing.date(), time()), (message,)
    elif span == Span(working_minutes=span.working_minutes):
        opening = counting.hours.next_open(start, calendar)
        if opening != start:
            return opening, (Message("the office is closed: the time runs from {at}", at=Moment(opening)),)
    return start, ()


def _span(duration: Duration, rules: Rules, calendar: Calendar) -> Span:
    """The longest time of a duration as components; at once and same day add nothing to the day of receipt."""
    week = 7 - len(calendar.weekend)
    return sum((Span.of(amount, week, rules.plain_days) for amount in duration.high), Span())


def _extensions(events: Iterable[Event], calendar: Calendar) -> Iterator[Extended | Reappointed]:
    """What is added to the limit; of several later dates only the first where the country allows no more."""
    once = CountingRule.REAPPOINTED_ONCE in calendar.basis
    reappointed = False
    for event in events:
        if isinstance(event, Extended) or (isinstance(event, Reappointed) and not (once and reappointed)):
            yield event
        reappointed = reappointed or isinstance(event, Reappointed)


def _doubts(limit: Duration, events: Iterable[Event], rules: Rules, calendar: Calendar) -> Iterator[Message]:
    if any(amount.is_plain_day for amount in limit.high):
        yield (
            Message("“{limit}” does not say which days: working days are counted", limit=limit)
            if rules.plain_days is Basis.WORKING
            else Message("“{limit}” does not say which days: calendar days are counted", limit=limit)
        )
    if limit.cases:
        yield Message("other limits hold for some dossiers and are not applied here: {cases}", cases=limit.cases)
    basis = calendar.basis.get(CountingRule.REAPPOINTED_ONCE)
    if basis and sum(isinstance(event, Reappointed) for event in events) > 1:
        yield Message("a dossier is re-appointed at most once ({basis}): only the first later date counts", basis=basis)
