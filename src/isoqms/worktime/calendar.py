"""Which days an office works: weekends, public holidays, days off in lieu, and weekdays swapped against Saturdays.

Holidays are data, not formulas: in Viet Nam the days of Tết and the swaps are set by a notice each year. Every entry
names its source, and a calendar never answers for a year it does not cover.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from isoqms.words import Message, Text
from isoqms.worktime.calendar_data import calendar_faults
from isoqms.worktime.hours_data import WEEKDAYS
from isoqms.worktime.moment import Day

_DAY: Final = timedelta(days=1)


class DayKind(StrEnum):
    """Why a day differs from its weekday: off for a holiday, in lieu of one, or by a swap; or worked by a swap."""

    HOLIDAY = "holiday"
    COMPENSATION = "compensation"
    SWAP_OFF = "swap-off"
    SWAP_WORK = "swap-work"


class CountingRule(StrEnum):
    """A rule of counting that stands in some law: the calendar of the country names the article, if it is known.

    The first day is not counted; a limit whose last day is a day off ends on the next working day; months end on the
    day of the same number; a dossier is re-appointed once only. The last one holds only where a text says so.
    """

    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    MONTHS = "months"
    REAPPOINTED_ONCE = "reappointed_once"


class Status(StrEnum):
    """Whether an official text stands behind an entry or a year, or only a computation or a secondary list."""

    OFFICIAL = "official"
    PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True)
class CalendarSource:
    """Where days off are taken from."""

    title: Text
    status: Status

    def render(self, lang: str) -> str:
        """Return the name of the source."""
        return self.title.render(lang)


@dataclass(frozen=True, slots=True)
class Entry:
    """A day that differs from its weekday; `in_place_of` is the holiday made up for, or the other day of a swap."""

    day: date
    kind: DayKind
    name: Text
    source: CalendarSource
    in_place_of: date | None = None


class CalendarEndsError(LookupError):
    """A day was asked for in a year the calendar does not cover; `message` says so and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.render("en"))
        self.message = message


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of a country or a province, for the years it covers.

    Every question about a day raises CalendarEndsError when its year is not covered.
    """

    id: str
    title: Text
    weekend: frozenset[int]
    """Weekdays on which the office is off, Monday = 0."""
    years: Mapping[int, CalendarSource]
    """What each year covered rests on: official once the notices which fix its moving days are known."""
    entries: Mapping[date, Entry]
    basis: Mapping[CountingRule, Text] = field(default_factory=dict)
    """Where the rules of counting stand; a rule without an entry is applied, but cited from nowhere."""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Calendar:
        """Build from plain data that follow the calendar schema.

        Raises ValueError when `calendar_faults` finds something wrong in the data: ask it first.
        """
        if faults := calendar_faults(data):
            raise ValueError(f"calendar {data.get('id')!r}: {faults[0].message.render('en')} at {faults[0].path}")
        sources = {
            name: CalendarSource(Text.of(each["title"]), Status(each["status"]))
            for name, each in data.get("sources", {}).items()
        }
        years = {each["year"]: sources[each["source"]] for each in data.get("years", ())}
        entries = {entry.day: entry for entry in (_entry(each, sources) for each in data.get("days", ()))}
        weekend = frozenset(WEEKDAYS.index(name) for name in data.get("weekend", ("sat", "sun")))
        basis = {CountingRule(rule): Text.of(text) for rule, text in data.get("counting", {}).items()}
        return cls(
            data["id"],
            Text.of(data["title"]),
            weekend,
            MappingProxyType(years),
            MappingProxyType(entries),
            MappingProxyType(basis),
        )

    def overlaid(self, overlay: Calendar) -> Calendar:
        """Return this calendar with the days of another (a province's) added; on the same day the other one wins."""
        return replace(
            self,
            id=overlay.id,
            title=overlay.title,
            years=MappingProxyType({**self.years, **overlay.years}),
            entries=MappingProxyType({**self.entries, **overlay.entries}),
            basis=MappingProxyType({**self.basis, **overlay.basis}),
        )

    def covers(self, day: date) -> bool:
        """Say whether the calendar answers for the year of `day`."""
        return day.year in self.years

    def source(self, day: date) -> CalendarSource:
        """Return what the year of `day` rests on."""
        if found := self.years.get(day.year):
            return found
        covered = sorted(self.years) or [0]
        raise CalendarEndsError(
            Message(
                "the calendar {calendar} covers {first} to {last} and cannot say whether {day} is a working day: "
                "add that year to its file",
                calendar=self.title,
                first=covered[0],
                last=covered[-1],
                day=Day(day),
            )
        )

    def is_working_day(self, day: date) -> bool:
        """Say whether `day` counts as a working day."""
        self.source(day)
        entry = self.entries.get(day)
        return entry.kind is DayKind.SWAP_WORK if entry else day.weekday() not in self.weekend

    def entry(self, day: date) -> Entry | None:
        """Return the entry of `day`, or None for an ordinary weekday or weekend."""
        self.source(day)
        return self.entries.get(day)

    def next_working_day(self, day: date) -> date:
        """Return the first working day after `day`."""
        return self.add_working_days(day, 1)

    def add_working_days(self, day: date, count: int) -> date:
        """Return the `count`-th working day after `day`, which is itself not counted (Civil Code 2015, art. 147(2))."""
        if count < 0:
            raise ValueError(f"cannot add {count} working days")
        while count:
            day += _DAY
            count -= self.is_working_day(day)
        return day

    def doubts(self, first: date, last: date) -> tuple[Message, ...]:
        """Return a sentence for every year and day from `first` to `last` which rests on no official text; a
        holiday on a weekend changes nothing and is left out.
        """
        return tuple(self._doubts(first, last))

    def _doubts(self, first: date, last: date) -> Iterator[Message]:
        for number in range(first.year, last.year + 1):
            source = self.source(max(first, date(number, 1, 1)))
            if source.status is Status.PROVISIONAL:
                yield Message(
                    "the days off of {year} are provisional ({source}): check the date against the official notice",
                    year=number,
                    source=source,
                )
                continue
            for day, entry in sorted(self.entries.items()):
                matters = entry.kind is DayKind.SWAP_WORK or day.weekday() not in self.weekend
                if (
                    day.year == number
                    and first <= day <= last
                    and matters
                    and entry.source.status is not Status.OFFICIAL
                ):
                    yield Message(
                        "{day} ({name}) rests on {source}, not on an official text",
                        day=Day(day),
                        name=entry.name,
                        source=entry.source,
                    )


def _entry(data: Mapping[str, Any], sources: Mapping[str, CalendarSource]) -> Entry:
    other = data.get("in_place_of")
    return Entry(
        date.fromisoformat(data["date"]),
        DayKind(data["kind"]),
        Text.of(data["name"]),
        sources[data["source"]],
        date.fromisoformat(other) if other else None,
    )
