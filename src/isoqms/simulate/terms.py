"""The limits of procedures as a run counts them: what `Dues` is told of each, and of the days of the offices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final, TypeAlias

from isoqms.procedure import Office, Procedure
from isoqms.simulate.timelines import Axis
from isoqms.words import Message
from isoqms.worktime import Basis, Calendar, Duration, Kind, Span, Start, WorkingHours
from isoqms.worktime.counting import add_months

Days: TypeAlias = list[tuple[bool, tuple[tuple[int, int], ...]]]
"""Every day of an office: whether it is a working day, and its stretches of working time."""
Limit: TypeAlias = tuple[int, Sequence[int], int, int, Sequence[int], float, int]
"""A limit as `Dues` wants it."""

_MONTH_DAYS: Final = 30
"""Days of a part of a month, and of a month where days have no dates: Civil Code 2015, art. 146."""
_COUNTED: Final = (Kind.FIXED, Kind.RANGE, Kind.AT_MOST, Kind.IMMEDIATE, Kind.SAME_DAY)


@dataclass(frozen=True, slots=True)
class Term:
    """A limit that has an end: the longest time it gives, and how receipt counts.

    `cutoff` is the minute of the day after which a receipt counts from the next working day, -1 without such an hour;
    `from_receipt` says that the clock runs from receipt, whether or not the dossier is complete.
    """

    span: Span
    cutoff: int = -1
    from_receipt: bool = False


def term_of(
    procedure: Procedure,
    office: Office,
    calendar: Calendar,
    name: str,
    variant: str | None = None,
    added: Iterable[Duration] = (),
) -> Term | Message:
    """Return a limit of a procedure as its office counts it, or the reason why no due date follows from it.

    Args:
        procedure: gives the limit and the cut-off hour.
        office: says what days are meant where the limit does not say.
        calendar: says how many days of the week are worked.
        name: `legal` or `committed`.
        variant: of the dossier; None for the general limit.
        added: extensions, each as often as it is granted.
    """
    limit = procedure.limits.named().get(name)
    within = limit.for_variant(variant) if limit else None
    if limit is None:
        return Message("no such limit is stated")
    if within is None:
        return Message("no time is stated for the procedure as a whole")
    if within.kind not in _COUNTED:
        return Message("no due date follows from “{limit}”", limit=within)
    if Start(limit.from_) is Start.OTHER_PROCEDURE:
        return Message("the limit runs from the end of another procedure")
    if not _works(office, calendar):
        return Message("the office {office} has no working time", office=office.title)
    cutoff = procedure.limits.cutoff or within.cutoff
    return Term(
        _span((within, *added), office, calendar),
        cutoff.hour * 60 + cutoff.minute if cutoff else -1,
        Start(limit.from_) is Start.RECEIPT,
    )


def _works(office: Office, calendar: Calendar) -> bool:
    """Say whether the office has working time in an ordinary week."""
    hours = WorkingHours.from_data(office.hours)
    return any(windows for day, windows in enumerate(hours.weekdays) if day not in calendar.weekend)


def _span(times: Iterable[Duration], office: Office, calendar: Calendar) -> Span:
    week, plain = 7 - len(calendar.weekend), Basis(office.plain_days)
    return sum((Span.of(amount, week, plain) for time in times for amount in time.high), Span())


def days_of(hours: WorkingHours, calendar: Calendar, axis: Axis) -> Days:
    """Return the days of an office along the axis; in a week that repeats there are no holidays.

    Raises:
        CalendarEndsError: the calendar does not cover the days of the axis.
    """
    if axis.steady:
        working = [weekday not in calendar.weekend for weekday in range(7)]
        return [(works, hours.weekdays[n] if works else ()) for n, works in enumerate(working)]
    dates = [axis.day(number) for number in range(axis.days)]
    return [(calendar.is_working_day(day), hours.working(day, calendar)) for day in dates]


def limit_of(term: Term, office: int, days: Days, axis: Axis) -> Limit:
    """Return what `Dues` is told of a limit.

    Months end on the day of the same number; where days have no dates a month is 30 days.

    Args:
        term: the limit.
        office: the number of the office that counts it.
        days: the days of that office.
        axis: the days of the run.
    """
    span = term.span
    whole, part = divmod(span.months, 1)
    dates = [] if axis.steady or not whole else [axis.day(number) for number in range(axis.days)]
    calendar = ceil(span.calendar_days + part * _MONTH_DAYS) + (int(whole) * _MONTH_DAYS if axis.steady else 0)
    days_whole, day_part = divmod(span.working_days, 1)
    return (
        office,
        tuple((add_months(day, int(whole)) - day).days for day in dates),
        calendar,
        int(days_whole),
        tuple(_part_over(day_part, windows) for _, windows in days) if day_part else (),
        float(span.working_minutes),
        term.cutoff,
    )


def _part_over(part: Fraction, windows: tuple[tuple[int, int], ...]) -> int:
    """Return the minute of the day at which a part of its working time is over; -1 on a day without."""
    left = part * sum(closes - opens for opens, closes in windows)
    for opens, closes in windows:
        if left <= closes - opens:
            return opens + ceil(left)
        left -= closes - opens
    return -1
