"""Why a dossier is due when it is: one sentence per fact, in the order in which they matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final

from isoqms.words import Message, Renderable
from isoqms.worktime.calendar import Calendar, CountingRule, DayKind
from isoqms.worktime.clock import Clock, Event, Extended, Reappointed, Restarted, Start, Stopped
from isoqms.worktime.counting import Counting
from isoqms.worktime.duration import Duration, Kind
from isoqms.worktime.moment import Day, Days, Moment
from isoqms.worktime.span import Span

_DAY: Final = timedelta(days=1)
_WEEKENDS_NAMED = 4
"""More weekends than this are put into one sentence."""
_NAMES_GIVEN = 3
"""More names of days off in a row than this are cut to the first and the last."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A limit that has been counted: from where, how much, its last day before any move, and its end."""

    limit: Duration
    extensions: tuple[Extended | Reappointed, ...]
    start: datetime
    span: Span
    last: date
    end: datetime

    @property
    def in_hours(self) -> bool:
        """Say whether the limit runs by the clock alone, from the moment of receipt."""
        return bool(self.span) and self.span == Span(working_minutes=self.span.working_minutes)


_STARTS: Final = {
    Start.ACCEPTANCE: Message("acceptance"),
    Start.REGISTRATION: Message("registration"),
    Start.PAYMENT: Message("payment"),
    Start.OTHER_PROCEDURE: Message("the end of another procedure"),
}
"""What a limit may run from other than the complete dossier."""


def why_started(received: datetime, clock: Clock | None, events: Iterable[Event], start: Start) -> Iterator[Message]:
    """Yield when the dossier came in and when its clock started."""
    yield Message("received {at}", at=Moment(received))
    if clock is None and start in _STARTS:
        yield Message("the limit runs from {event}, not from receipt: there is no due date yet", event=_STARTS[start])
    elif clock is None:
        yield Message("the clock waits for the complete dossier: there is no due date yet")
    elif any(isinstance(event, Restarted) and event.at == clock.start for event in events):
        yield Message("the clock restarts {at}: the whole limit is counted anew", at=Moment(clock.start))
    elif clock.start > received and start in _STARTS:
        yield Message("the limit runs from {event}, {at}", event=_STARTS[start], at=Moment(clock.start))
    elif clock.start > received:
        yield Message("the complete dossier is accepted {at}: the clock starts then", at=Moment(clock.start))


def why_due(counted: Counted, counting: Counting) -> Iterator[Message]:
    """Yield the limit, what was not counted, and where the limit ends."""
    yield from _limit(counted)
    span, start = counted.span, counted.start
    first = counting.first_day(start.date())
    if counted.in_hours:
        yield Message("hours are counted along the opening hours of working days, from {at}", at=Moment(start))
        yield from _days_off(start.date(), counted, counting)
    elif span:
        not_counted = Message("the first day, {day}, is not counted", day=Day(first))
        yield _cited(not_counted, CountingRule.FIRST_DAY, counting.calendar)
        if span.months and not counting.clock.stops:
            day = Day(counted.last)
            ends = Message("months end on the day of the same number or the last of a month: {day}", day=day)
            yield _cited(ends, CountingRule.MONTHS, counting.calendar)
        if not (span.months or span.calendar_days):
            yield from _days_off(first + _DAY, counted, counting)
    for stop in counting.clock.stops:
        if stop.end and stop.start < counted.end:
            yield _stop(stop, stop.end, first, counted, counting)
    yield from _end(counted, counting.calendar)


def _cited(reason: Message, rule: CountingRule, calendar: Calendar) -> Message:
    """The reason with the law it stands on, where the calendar knows one."""
    basis = calendar.basis.get(rule)
    return Message("{reason} ({basis})", reason=reason, basis=basis) if basis else reason


def _limit(counted: Counted) -> Iterator[Message]:
    yield Message("limit: {limit}", limit=counted.limit)
    if counted.limit.kind is Kind.RANGE:
        yield Message("of a range, the longer time is counted")
    for added in counted.extensions:
        if isinstance(added, Extended):
            yield Message("extended by {time}", time=added.by)
        else:
            yield Message("a later date was set, by {time}", time=added.by)


def _days_off(first: date, counted: Counted, counting: Counting) -> Iterator[Message]:
    """Yield the days from `first` to the end which are off, run by run, and the weekend days which are worked."""
    days = [first + _DAY * n for n in range((counted.end.date() - first).days + 1)]
    days = [day for day in days if counting.stop_on(day) is None]
    calendar = counting.calendar
    weekends: list[Days] = []
    sentences: list[tuple[date, Message]] = []
    for off, run in groupby(days, key=lambda day: not calendar.is_working_day(day)):
        whole = list(run)
        span = Days(whole[0], whole[-1])
        if off and not any(map(calendar.entry, whole)):
            weekends.append(span)
        elif off:
            message = Message("{days}: not counted ({names})", days=span, names=_names(whole, calendar))
            sentences.append((span.first, message))
        else:
            worked = (day for day in whole if (entry := calendar.entry(day)) and entry.kind is DayKind.SWAP_WORK)
            sentences += [(day, Message("{day} is a worked day (swap)", day=Day(day))) for day in worked]
    if len(weekends) <= _WEEKENDS_NAMED:
        sentences += [(span.first, Message("{days}: not counted (weekend)", days=span)) for span in weekends]
    yield from (message for _, message in sorted(sentences, key=lambda each: each[0]))
    if len(weekends) > _WEEKENDS_NAMED:
        span = Days(weekends[0].first, weekends[-1].last)
        yield Message("{count} weekends within {days}: not counted", count=len(weekends), days=span)


def _names(days: list[date], calendar: Calendar) -> list[Renderable | str]:
    """The names of the days off, many in a row cut to the first and the last, and the weekend if it is among them."""
    entries = [calendar.entry(day) for day in days]
    names: list[Renderable | str] = [*dict.fromkeys(entry.name for entry in entries if entry)]
    if len(names) > _NAMES_GIVEN:
        names = [names[0], "…", names[-1]]
    return names if all(entries) else [*names, Message("weekend")]


def _stop(stop: Stopped, end: datetime, first: date, counted: Counted, counting: Counting) -> Message:
    start = Moment(stop.start)
    if counted.in_hours or not counted.span:
        return Message(
            "the clock is stopped from {start} to {end}: this time is not counted", start=start, end=Moment(end)
        )
    if end.date() <= first:
        return Message(
            "the clock is stopped from {start} to {end}: the first day is the day it runs again",
            start=start,
            end=Moment(end),
        )
    days = (first + _DAY * n for n in range(1, (end.date() - first).days + 1))
    lost = [day for day in days if counting.stop_on(day) == stop]
    if not (counted.span.months or counted.span.calendar_days):
        lost = [day for day in lost if counting.calendar.is_working_day(day)]
    return Message(
        "the clock is stopped from {start} to {end}: days not counted: {count}",
        start=start,
        end=Moment(end),
        count=len(lost),
    )


def _end(counted: Counted, calendar: Calendar) -> Iterator[Message]:
    last, end = counted.last, counted.end
    if not counted.in_hours and last < end.date() and not calendar.is_working_day(last):
        moved = Message("the last day, {day}, is a day off: the limit ends on the next working day", day=Day(last))
        yield _cited(moved, CountingRule.LAST_DAY, calendar)
    if counted.span.working_minutes or counted.span.working_days % 1:
        yield Message("due {at}", at=Moment(end))
    else:
        yield Message("due {at}, when the office closes", at=Moment(end))
