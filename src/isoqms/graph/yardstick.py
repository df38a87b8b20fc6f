"""Comparing times as a document writes them: surely more, surely less, the same, or nobody can say.

Published tables mix hours, days, working days and calendar days. Figures are compared unit by unit; where units differ,
only what holds under every reading is said. A working day has the length the document or the office states, and
without a statement anything between four and twenty-four hours. A plain day is of the kind the other figures name;
where they name none or both, it is what the office takes it for. A calendar day is at most one working day, and not
less than five sevenths of one; a month is 30 days, a week 7 (Civil Code 2015, art. 146).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from itertools import product
from typing import Final, TypeAlias

from isoqms.procedure import Office, Procedure, once
from isoqms.worktime import Amount, Basis, Duration, Kind, Span, Unit

Amounts: TypeAlias = tuple[Amount, ...]
"""A sum of times, each unit and kind of day by itself, the largest unit first."""

_LARGEST_FIRST: Final = tuple(reversed(Unit))
_SHORTEST_DAY, _LONGEST_DAY = Fraction(240), Fraction(1440)
_WORKING_SHARE: Final = (Fraction(5, 7), Fraction(1))
"""How much of a working day a calendar day can stand for."""

_HOURS = r"0?(?P<hours>[6-9]|10)(?:[.,](?P<half>5))?[ -]?(?:giờ|tiếng|h|hours?|hrs?)"
_DAY = r"(?:working )?(?:ngày|days?)(?: làm việc)?"
_DAY_LENGTH: Final = (
    re.compile(rf"{_HOURS}(?: làm việc)? ?(?:/|mỗi|một|a|per|each) ?(?:0?1 )?{_DAY}"),
    re.compile(rf"{_DAY},? ?(?:(?:=|là|tính|gồm|of|has|is) ?)?{_HOURS}"),
    re.compile(rf"{_HOURS} (?:working )?days?\b"),
)
_EQUIVALENT: Final = re.compile(
    r"(\d+) (?:giờ|tiếng|hours)(?: làm việc)? ?(?:=|tương đương(?: với)?|bằng|tức(?: là)?|equals?|equal to|are) ?"
    r"(\d+) (?:working )?(?:ngày|days?)"
)
"""How a text states the length of the working day: by itself, or by the same time in hours and in days."""


class Order(Enum):
    """How one time compares with another."""

    LESS = "less"
    SAME = "same"
    MORE = "more"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What is known for comparing the times of one document.

    `day_minutes` is the length of its working day, `plain_days` what its office takes a day for when a text does not
    say; None where nobody says.
    """

    day_minutes: Fraction | None = None
    plain_days: Basis | None = None

    def compare(self, one: Iterable[Amount], other: Iterable[Amount]) -> Order:
        """Return how `one` compares with `other`, unit by unit and under every reading of the days.

        >>> day = Amount(Fraction(1), Unit.DAY)
        >>> [Yardstick(minutes).compare((day,), (Amount(Fraction(8), Unit.HOUR),)) for minutes in (Fraction(480), None)]
        [<Order.SAME: 'same'>, <Order.UNSURE: 'unsure'>]
        """
        mine, theirs = tuple(one), tuple(other)
        if len({(amount.unit, amount.basis) for amount in (*mine, *theirs)}) == 1:
            more = sum(amount.value for amount in mine) - sum(amount.value for amount in theirs)
            signs = {(more > 0) - (more < 0)}  # nothing needs to be read into what is of one kind
        else:
            signs = {
                _sign(difference, day, share)
                for plain in self._readings((*mine, *theirs))
                for difference in [total(mine, plain) + total(theirs, plain) * -1]
                for day, share in product(self._days(), _WORKING_SHARE)
            }
        return {-1: Order.LESS, 0: Order.SAME, 1: Order.MORE}[signs.pop()] if len(signs) == 1 else Order.UNSURE

    def _days(self) -> tuple[Fraction, ...]:
        return (self.day_minutes,) if self.day_minutes else (_SHORTEST_DAY, _LONGEST_DAY)

    def _readings(self, amounts: Amounts) -> set[Basis]:
        """Return what plain days among these figures may be."""
        named = {amount.basis for amount in amounts if amount.unit is Unit.DAY} - {Basis.UNSTATED}
        office = {self.plain_days} if self.plain_days else set()
        if len(named) == 1:
            return named | office
        return office or named or {Basis.WORKING}


def _sign(span: Span, day_minutes: Fraction, share: Fraction) -> int:
    days = span.working_days + (span.calendar_days + span.months * 30) * share
    minutes = span.working_minutes + days * day_minutes
    return (minutes > 0) - (minutes < 0)


def total(amounts: Iterable[Amount], plain_days: Basis = Basis.WORKING) -> Span:
    """Return a sum of amounts as a span, plain days taken as told."""
    return sum((Span.of(amount, plain_days=plain_days) for amount in amounts), Span())


def added(amounts: Iterable[Amount]) -> Amounts:
    """Add amounts up, hours with hours and working days with working days, so that the sum reads like its parts."""
    sums: dict[tuple[Unit, Basis], Fraction] = {}
    for amount in amounts:
        key = (amount.unit, amount.basis)
        sums[key] = sums[key] + amount.value if key in sums else amount.value
    kept = {key: value for key, value in sums.items() if value} or dict(list(sums.items())[:1])
    ordered = sorted(kept.items(), key=lambda item: _LARGEST_FIRST.index(item[0][0]))
    return tuple(Amount(value, unit, basis) for (unit, basis), value in ordered)


def evened(amounts: Amounts) -> Amounts:
    """Return a sum with its plain days among the working or calendar days, where it names only one of these.

    Half days are told as days where there are others, sixty minutes beside hours as an hour.

    >>> days = (Amount(Fraction(2), Unit.DAY), Amount(Fraction(3), Unit.DAY, Basis.WORKING))
    >>> written(evened(days)).render("en")
    '5 working days'
    """
    if any(amount.unit is Unit.DAY for amount in amounts):
        amounts = added(_as_days(amount) for amount in amounts)
    amounts = added(each for amount in amounts for each in _in_hours(amount, amounts))
    named = {amount.basis for amount in amounts if amount.unit is Unit.DAY} - {Basis.UNSTATED}
    if len(named) != 1:
        return amounts
    [basis] = named
    return added(Amount(each.value, each.unit, basis) if each.is_plain_day else each for each in amounts)


def _in_hours(amount: Amount, beside: Amounts) -> Amounts:
    """Return minutes beside hours of the same kind as the hours they fill and the rest; all else as it is."""
    if amount.unit is not Unit.MINUTE or not any(
        each.unit is Unit.HOUR and each.basis is amount.basis for each in beside
    ):
        return (amount,)
    hours, minutes = divmod(amount.value, 60)
    return Amount(Fraction(hours), Unit.HOUR, amount.basis), Amount(minutes, Unit.MINUTE, amount.basis)


def _as_days(amount: Amount) -> Amount:
    return Amount(amount.value / 2, Unit.DAY, Basis.WORKING) if amount.unit is Unit.HALF_DAY else amount


def written(amounts: Amounts) -> Duration:
    """Return a sum as a duration, to be read by people; no amount at all is zero days."""
    return Duration.fixed(*(evened(amounts) or (Amount(Fraction(0), Unit.DAY),)))


def stated(duration: Duration | None) -> tuple[Amounts, ...]:
    """Return the longest times a limit states, one for each case it tells apart; empty where one gives no figure.

    “At once” and “same day” leave at most the working day on which the dossier comes.
    """
    if duration is None:
        return ()
    every = [duration, *(case.duration for case in duration.cases)]
    figures = [_day() if each.kind in (Kind.IMMEDIATE, Kind.SAME_DAY) else each.high for each in every]
    return tuple(figures) if all(figures) else ()


def _day() -> Amounts:
    return (Amount(Fraction(1), Unit.DAY, Basis.WORKING),)


def yardstick(procedure: Procedure, office: Office | None) -> Yardstick:
    """Return by what the times of a procedure are compared: what its document says, else what its office says."""
    day = stated_day(procedure) or (office.day_minutes if office else None)
    return Yardstick(day, Basis(office.plain_days) if office else None)


@once
def stated_day(procedure: Procedure) -> Fraction | None:
    """Return the minutes of a working day as the remarks of a document state them."""
    return next((minutes for text in _remarks(procedure) if (minutes := _day_length(text))), None)


def _remarks(procedure: Procedure) -> Iterator[str]:
    for note in procedure.notes:
        yield from note
    if procedure.source and procedure.source.note:
        yield from procedure.source.note
    for limit in procedure.limits.named().values():
        yield from limit.note or ()
        yield limit.within.note if limit.within else ""


def _day_length(text: str) -> Fraction | None:
    """Return the minutes of a working day when a text states its length ("tính mỗi ngày 08 giờ làm việc")."""
    words = " ".join(text.casefold().split())
    if (found := _EQUIVALENT.search(words)) and int(found[2]):
        hours = Fraction(int(found[1]), int(found[2]))
        if 6 <= hours <= 10:
            return hours * 60
    for pattern in _DAY_LENGTH:
        if found := pattern.search(words):
            return Fraction(int(found["hours"]) * 60 + (30 if found["half"] else 0))
    return None
