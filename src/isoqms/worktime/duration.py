"""A duration as a procedure states it: a number, a range, a bound, or words such as "ngay" and "theo thỏa thuận"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal

from isoqms.worktime.amount import Amount, Basis, Unit
from isoqms.worktime.span import Convention, Span

Bound = Literal["low", "high"]
"""Which end of a duration is meant: the shortest or the longest time it allows."""


class Kind(StrEnum):
    """What a duration says."""

    FIXED = "fixed"
    RANGE = "range"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    IMMEDIATE = "immediate"
    SAME_DAY = "same_day"
    UNCOUNTED = "uncounted"
    OFFICE_HOURS = "office_hours"
    BY_AGREEMENT = "by_agreement"


_ENDS: Final = {
    Kind.FIXED: (True, True),
    Kind.RANGE: (True, True),
    Kind.AT_MOST: (False, True),
    Kind.AT_LEAST: (True, False),
}
"""Which of low and high each measured kind has; the kinds that are words have neither."""

_WORDS: Final = {
    "vi": {
        Kind.AT_MOST: "≤ ",
        Kind.AT_LEAST: "≥ ",
        Kind.IMMEDIATE: "ngay",
        Kind.SAME_DAY: "trong ngày",
        Kind.UNCOUNTED: "không tính thời gian",
        Kind.OFFICE_HOURS: "giờ hành chính",
        Kind.BY_AGREEMENT: "theo thỏa thuận",
    },
    "en": {
        Kind.AT_MOST: "≤ ",
        Kind.AT_LEAST: "≥ ",
        Kind.IMMEDIATE: "immediately",
        Kind.SAME_DAY: "same day",
        Kind.UNCOUNTED: "not counted",
        Kind.OFFICE_HOURS: "office hours",
        Kind.BY_AGREEMENT: "by agreement",
    },
}
_CUTOFF: Final = {"vi": "nhận sau {at}: ngày làm việc tiếp theo", "en": "received after {at}: next working day"}
_FOR: Final = {"vi": "đối với ", "en": "for "}
CONJUNCTIONS: Final = ("nếu", "trường hợp", "if", "when", "where", "in case")
"""Words that open a condition and stay part of it; "đối với" and "for" are taken off and put back."""


@dataclass(frozen=True, slots=True)
class Case:
    """Another duration for dossiers of one kind, e.g. 20 days for difficult areas; the condition is the office's."""

    condition: str
    duration: Duration

    def render(self, lang: str) -> str:
        """Return the duration and whom it is for."""
        opened = self.condition.lower().startswith(tuple(f"{word} " for word in CONJUNCTIONS))
        return f"{self.duration.render(lang)} {'' if opened else _FOR[lang if lang == 'vi' else 'en']}{self.condition}"


@dataclass(frozen=True, slots=True)
class Duration:
    """How long something takes or may take, exactly as stated; several amounts in one end are added up.

    `cases` give other durations for some dossiers, `cutoff` the hour after which a receipt counts from the next
    working day, `note` the words which say from when it runs ("kể từ ngày nhận đủ hồ sơ"), kept as written.
    Raises ValueError when the ends do not fit the kind.
    """

    kind: Kind
    low: tuple[Amount, ...] = ()
    high: tuple[Amount, ...] = ()
    cases: tuple[Case, ...] = ()
    cutoff: time | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if (bool(self.low), bool(self.high)) != _ENDS.get(self.kind, (False, False)):
            raise ValueError(f"a duration of kind {self.kind} cannot have low {self.low} and high {self.high}")
        if (self.kind is Kind.FIXED) != (self.low == self.high) and self.kind in (Kind.FIXED, Kind.RANGE):
            raise ValueError(f"low {self.low} and high {self.high} do not make a duration of kind {self.kind}")

    @classmethod
    def fixed(cls, *amounts: Amount) -> Duration:
        """Build the duration that takes exactly these amounts together."""
        return cls(Kind.FIXED, amounts, amounts)

    def span(self, which: Bound = "high", days_per_week: int = 5, plain_days: Basis = Basis.WORKING) -> Span | None:
        """Return the shortest or longest time as a sum of components, or None where the words give no number.

        At once and not counted are zero; same day is at most one working day; an upper bound may take no time at
        all; a lower bound has no longest time; office hours and by agreement say nothing about length.
        """
        if self.kind in (Kind.IMMEDIATE, Kind.UNCOUNTED) or (self.kind is Kind.AT_MOST and which == "low"):
            return Span()
        if self.kind is Kind.SAME_DAY:
            return Span(working_days=Fraction(which == "high"))
        amounts = self.low if which == "low" else self.high
        return sum((Span.of(each, days_per_week, plain_days) for each in amounts), Span()) if amounts else None

    def under(self, convention: Convention, which: Bound = "high") -> Span | None:
        """Return the shortest or longest time, days that do not say which taken as the convention takes them."""
        return self.span(which, int(convention.days_per_week), convention.plain_days)

    @property
    def has_plain_days(self) -> bool:
        """Say whether it counts days without saying which."""
        return any(amount.is_plain_day for amount in (*self.low, *self.high))

    def working_minutes(
        self,
        day_minutes: Fraction | int,
        which: Bound = "high",
        plain_days: Basis = Basis.WORKING,
    ) -> Fraction | None:
        """Return the time in working minutes for a working day of `day_minutes`.

        None where the words give no number or where a part belongs to the calendar (days, weeks, months that are not
        working time), which no length of working day turns into work.
        """
        span = self.span(which, plain_days=plain_days)
        if span is None or not span.only_working_time:
            return None
        return span.working_minutes + span.working_days * day_minutes

    def render(self, lang: str) -> str:
        """Return the duration as people write it in `lang`; reading that text again gives the same duration."""
        lang = lang if lang == "vi" else "en"
        text = self._head(lang) + (f" {self.note}" if self.note else "")
        if self.cases:
            text += f" ({'; '.join(case.render(lang) for case in self.cases)})"
        if self.cutoff:
            text += "; " + _CUTOFF[lang].format(at=f"{self.cutoff:%H:%M}")
        return text

    def _head(self, lang: str) -> str:
        words = _WORDS[lang].get(self.kind, "")
        if self.kind is not Kind.RANGE:
            return words + _sum_words(self.high or self.low, lang)
        low, high = self.low[0], self.high[0]
        if len(self.low) == len(self.high) == 1 and (low.unit, low.basis) == (high.unit, high.basis):
            return f"{low.render(lang).removesuffix(' ' + low.unit_words(lang))}–{high.render(lang)}"
        return f"{_sum_words(self.low, lang)} – {_sum_words(self.high, lang)}"


def _sum_words(amounts: tuple[Amount, ...], lang: str) -> str:
    words = "".join(
        amount.render(lang) + (" " if (amount.unit, after.unit) == (Unit.HOUR, Unit.MINUTE) else " + ")
        for amount, after in pairwise(amounts)
    )
    return words + amounts[-1].render(lang) if amounts else ""
