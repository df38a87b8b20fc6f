"""A sum of times kept apart by what can and cannot be exchanged: working minutes and days, calendar days, months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from isoqms.worktime.amount import Amount, Basis, Unit

_NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Convention:
    """How unlike times are set against each other when a comparison is asked for; state it wherever it is used.

    `day_minutes` is the length of the office's working day, `plain_days` what the office takes a day for when a text
    does not say working or calendar day. Source: month = 30 days and week = 7 days are the
    conventions of the Civil Code 2015, art. 146, for periods that do not run consecutively.
    """

    day_minutes: Fraction | int
    days_per_week: Fraction | int = 5
    month_days: Fraction | int = 30
    plain_days: Basis = Basis.WORKING

    def working_minutes(self, span: Span) -> Fraction:
        """Return `span` as working minutes: a calendar day counts as days_per_week/7 of a working day."""
        if span.only_working_time:
            return span.working_minutes + span.working_days * self.day_minutes
        calendar_days = span.calendar_days + span.months * self.month_days
        working_days = span.working_days + calendar_days * Fraction(self.days_per_week) / 7
        return span.working_minutes + working_days * self.day_minutes


def _plus(one: Fraction, other: Fraction) -> Fraction:
    # most parts are nothing, and adding fractions is dear
    return other if one is _NONE else one if other is _NONE else one + other


@dataclass(frozen=True, slots=True)
class Span:
    """Time added up: every component keeps its own unit, so nothing is converted before somebody asks.

    >>> (Span(working_days=Fraction(1, 2)) + Span(working_minutes=Fraction(90))).render("en")
    '0.5 working days + 1 hour 30 minutes'
    """

    working_minutes: Fraction = _NONE
    working_days: Fraction = _NONE
    calendar_days: Fraction = _NONE
    months: Fraction = _NONE

    @classmethod
    def of(cls, amount: Amount, days_per_week: int = 5, plain_days: Basis = Basis.WORKING) -> Span:
        """Build from one amount.

        Hours and minutes are working time, a half day is half a working day. A day whose basis is not stated counts as
        `plain_days` says, a week as working time only when it says so; everything else belongs to the calendar.
        """
        value, calendar = amount.value, (plain_days if amount.is_plain_day else amount.basis) is Basis.CALENDAR
        match amount.unit:
            case Unit.MINUTE | Unit.HOUR:
                minutes = value * (60 if amount.unit is Unit.HOUR else 1)
                return cls(calendar_days=minutes / 1440) if calendar else cls(working_minutes=minutes)
            case Unit.HALF_DAY:
                return cls(working_days=value / 2)
            case Unit.DAY:
                return cls(calendar_days=value) if calendar else cls(working_days=value)
            case Unit.WEEK:
                working = amount.basis is Basis.WORKING
                return cls(working_days=value * days_per_week) if working else cls(calendar_days=value * 7)
            case Unit.MONTH | Unit.YEAR:
                return cls(months=value * (12 if amount.unit is Unit.YEAR else 1))

    @property
    def only_working_time(self) -> bool:
        """Say whether no part of it belongs to the calendar, so that working minutes can express it."""
        return not (self.calendar_days or self.months)

    def __add__(self, other: Span) -> Span:
        return Span(*map(_plus, self._parts(), other._parts()))

    def __mul__(self, times: Fraction | int) -> Span:
        return Span(*(mine if mine is _NONE else mine * times for mine in self._parts()))

    def __bool__(self) -> bool:
        return any(self._parts())

    def _parts(self) -> tuple[Fraction, Fraction, Fraction, Fraction]:
        return self.working_minutes, self.working_days, self.calendar_days, self.months

    def render(self, lang: str) -> str:
        """Return the components that are not zero, joined by plus signs."""
        return " + ".join(self._words(lang)) or Amount(_NONE, Unit.MINUTE).render(lang)

    def _words(self, lang: str) -> Iterator[str]:
        for value, unit, basis in (
            (self.months, Unit.MONTH, Basis.UNSTATED),
            (self.calendar_days, Unit.DAY, Basis.CALENDAR),
            (self.working_days, Unit.DAY, Basis.WORKING),
        ):
            if value:
                yield Amount(value, unit, basis).render(lang)
        hours, minutes = divmod(self.working_minutes, 60)
        clock = [(Fraction(hours), Unit.HOUR), (minutes, Unit.MINUTE)]
        if self.working_minutes:
            yield " ".join(Amount(value, unit).render(lang) for value, unit in clock if value)
