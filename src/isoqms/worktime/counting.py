"""Counting a limit along the calendar: from the start of the clock to the moment it has run out.

One rule decides which days count: a day counts when the clock is running as the office closes. So of a stop from
Wednesday to Friday, Wednesday and Thursday are lost; a stop within a day loses nothing; no limit in days ever ends
while the clock is stopped; and stopping the clock, or a longer limit, never makes anything due earlier.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, time, timedelta
from fractions import Fraction
from math import ceil
from typing import Final

from isoqms.worktime.calendar import Calendar
from isoqms.worktime.clock import Clock, Stopped
from isoqms.worktime.hours import WorkingHours
from isoqms.worktime.span import Span

_DAY: Final = timedelta(days=1)
_MONTH_DAYS = 30
"""Days of a part of a month: Civil Code 2015, art. 146 (half a month is 15 days)."""


@dataclass(frozen=True, slots=True)
class Counting:
    """Counts limits by the calendar and the opening hours of one office and the clock of one dossier."""

    calendar: Calendar
    hours: WorkingHours
    clock: Clock

    def end(self, start: datetime, span: Span) -> datetime:
        """Return when `span` has run since `start`.

        Months and calendar days are counted first, then working days, then hours; a limit without hours or parts of a
        day ends at closing. A span of nothing ends at the first closing after `start`.
        """
        if not span:
            return self.closing_after(start)
        if span == Span(working_minutes=span.working_minutes):
            return self.after_minutes(start, span.working_minutes)
        day = self.last_day(start.date(), span)
        part = span.working_days % 1
        moment = self.part_of_a_day_after(day, part) if part else self.closing_from(day)
        return self.after_minutes(moment, span.working_minutes) if span.working_minutes else moment

    def first_day(self, day: date) -> date:
        """Return the day not counted: that of receipt, `day`, or if the clock stops then, the day it runs again."""
        while (stop := self.clock.stop_at(_midnight_after(day))) and stop.end:
            day = stop.end.date()
        return day

    def last_day(self, day: date, span: Span) -> date:
        """Return the last whole day of `span` from the day of receipt on, before any move off a day not worked."""
        return self.after_working_days(self.after_calendar(self.first_day(day), span), int(span.working_days))

    def after_calendar(self, day: date, span: Span) -> date:
        """Return the last day of months and calendar days after `day`, which may be a day off.

        Months end on the day of the same number, else on the month's last day (Civil Code 2015, art. 148); a part of
        a month counts 30 days, a part of a day a whole one. Days on which the clock was stopped are added.
        """
        whole, part = divmod(span.months, 1)
        days = ceil(span.calendar_days + part * _MONTH_DAYS)
        return self._walk(day, (add_months(day, whole) - day).days + days, lambda _: True)

    def after_working_days(self, day: date, count: int) -> date:
        """Return the `count`-th working day after `day` on which the clock runs."""
        return self._walk(day, count, self.calendar.is_working_day)

    def _walk(self, day: date, count: int, counts: Callable[[date], bool]) -> date:
        while count:
            day += _DAY
            count -= counts(day) and self.stop_on(day) is None
        return day

    def stop_on(self, day: date) -> Stopped | None:
        """Return the stop which loses `day`: the clock is stopped as the office closes, or at midnight of a day off."""
        return self.clock.stop_at(self.hours.close_of(day, self.calendar) or _midnight_after(day))

    def part_of_a_day_after(self, day: date, part: Fraction) -> datetime:
        """Return when `part` of the opening hours of the next day after `day` is over, and the clock runs.

        If it is stopped just then but runs again before closing, the part of the day ends at closing.
        """
        while True:
            day = self._open_from(day + _DAY)
            length = sum(window.minutes for window in self.hours.working(day, self.calendar))
            moment = self.hours.add_working_minutes(datetime.combine(day, time()), part * length, self.calendar)
            if self.clock.stop_at(moment) is None:
                return moment
            if self.stop_on(day) is None:
                return self.closing_from(day)

    def closing_from(self, day: date) -> datetime:
        """Return when the office closes on `day`, or on the next working day on which the clock runs.

        Source: Civil Code 2015, art. 148(5), for a last day that is a day off.
        """
        while True:
            day = self._open_from(day)
            close = self.hours.close_of(day, self.calendar)
            if close and self.stop_on(day) is None:
                return close
            day += _DAY

    def closing_after(self, moment: datetime) -> datetime:
        """Return the first closing later than `moment` while the clock runs."""
        closing = self.closing_from(moment.date())
        return closing if closing > moment else self.closing_from(moment.date() + _DAY)

    def _open_from(self, day: date) -> date:
        while not self.hours.working(day, self.calendar):
            day += _DAY
        return day

    def after_minutes(self, start: datetime, minutes: Fraction) -> datetime:
        """Return when `minutes` of working time have run since `start`, to the minute, stops left out exactly."""
        for stop in self.clock.stops:
            if stop.end is None or stop.end <= start:
                continue
            before = self.hours.working_minutes_between(start, max(start, stop.start), self.calendar)
            if minutes <= before and stop.start > start:
                break
            minutes, start = minutes - before, stop.end
        return self.hours.add_working_minutes(start, minutes, self.calendar)


def add_months(day: date, months: int) -> date:
    """Return the day of the same number `months` later, or the last day of a shorter month; at most the last of days.

    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year >= MAXYEAR:
        return date.max
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - _DAY).day))


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + _DAY, time())
