"""Counting a limit along the calendar: from the start of the clock to the moment it has run out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import ceil
from typing import Final

from isoqms.worktime.calendar import Calendar
from isoqms.worktime.clock import Clock
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
        day ends at closing. Half a working day is half the opening hours of the working day after the counted ones.
        """
        if not (span.months or span.calendar_days or span.working_days) and span:
            return self.after_minutes(start, span.working_minutes)
        day = self.last_day(start.date(), span)
        moment = self.closing_from(day)
        if part := span.working_days % 1:
            day = self._open_from(self.after_working_days(day, 1))
            length = sum(window.minutes for window in self.hours.working(day, self.calendar))
            opening = datetime.combine(day, datetime.min.time())
            moment = self.hours.add_working_minutes(opening, part * length, self.calendar)
        moment = self.outside_stops(moment)
        return self.after_minutes(moment, span.working_minutes) if span.working_minutes else moment

    def last_day(self, day: date, span: Span) -> date:
        """Return the last whole day of `span` after `day`, before any move off a day not worked."""
        return self.after_working_days(self.after_calendar(day, span), int(span.working_days))

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
            count -= counts(day) and not self.clock.stopped_on(day)
        return day

    def _open_from(self, day: date) -> date:
        while not self.hours.working(day, self.calendar):
            day += _DAY
        return day

    def closing_from(self, day: date) -> datetime:
        """Return when the office closes on `day`, or on the next working day (Civil Code 2015, art. 148(5))."""
        close = self.hours.close_of(self._open_from(day), self.calendar)
        assert close is not None
        return close

    def closing_after(self, moment: datetime) -> datetime:
        """Return the first closing later than `moment`."""
        closing = self.closing_from(moment.date())
        return closing if closing > moment else self.closing_from(moment.date() + _DAY)

    def outside_stops(self, moment: datetime) -> datetime:
        """Return `moment`, or when it falls in a stop the first closing after the clock runs again."""
        while (stop := self.clock.stop_at(moment)) and stop.end:
            moment = self.closing_after(stop.end)
        return moment

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
    """Return the day of the same number `months` later, or the last day of a shorter month.

    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - _DAY).day))
