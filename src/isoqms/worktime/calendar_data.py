"""What a schema cannot see in the data of a calendar, before a calendar is built from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from isoqms.words import Message
from isoqms.worktime.fault import Fault


def calendar_faults(data: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Return what is wrong with data that follow the calendar schema.

    Days which do not exist, stand twice or lie in a year not covered; years given twice; sources nobody describes.
    An overlay may add days to any year of the calendar below it, so for it no year is outside.
    """
    return (*_year_faults(data), *_day_faults(data), *_source_faults(data))


def _year_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    seen: set[int] = set()
    for index, each in enumerate(data.get("years", ())):
        if each["year"] in seen:
            yield Fault(("years", index, "year"), Message("the year {year} stands twice", year=each["year"]))
        seen.add(each["year"])
    if not seen and not data.get("overlays"):
        yield Fault((), Message("the calendar covers no year: list the years it answers for under years"))
    if len(set(data.get("weekend", ()))) == 7:
        yield Fault(("weekend",), Message("no weekday is left to work on"))


def _day_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    years = {each["year"] for each in data.get("years", ())}
    seen: set[date] = set()
    for index, each in enumerate(data.get("days", ())):
        day = _day(each["date"])
        for key in ("date", "in_place_of"):
            if key in each and _day(each[key]) is None:
                yield Fault(("days", index, key), Message("there is no day {text}", text=each[key]))
        if day is None:
            continue
        if day in seen:
            from isoqms.worktime.moment import Day  # words about days: seldom needed, and slow to load

            yield Fault(("days", index, "date"), Message("{day} stands twice", day=Day(day)))
        if day.year not in years and not data.get("overlays"):
            message = Message("{year} is not among the years the calendar covers: add it under years", year=day.year)
            yield Fault(("days", index, "date"), message)
        seen.add(day)


def _source_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    for part in ("years", "days"):
        for index, each in enumerate(data.get(part, ())):
            if each["source"] not in data.get("sources", {}):
                message = Message("no source is called {name}: describe it under sources", name=each["source"])
                yield Fault((part, index, "source"), message)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
