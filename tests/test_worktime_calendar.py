"""Working days and opening hours follow the calendar files, which agree with the law and name their doubts."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from isoqms.source import read_source
from isoqms.worktime import (
    Calendar,
    CalendarEndsError,
    DayKind,
    Status,
    WorkingHours,
    calendar_faults,
    hours_faults,
)

REPOSITORY = Path(__file__).parent.parent
FILES = sorted((REPOSITORY / "processes" / "calendars").glob("*.yaml"))
DATA = {path.stem: read_source(path, path.name).data for path in FILES}
VN = Calendar.from_data(DATA["vn"])
PACKAGE = {"vn": ("VN", None), "gb": ("GB", "ENG"), "nl": ("NL", None), "ph": ("PH", None)}
KNOWN_DIFFERENCES = {"vn": {date(2026, 1, 2): False, date(2026, 1, 10): True}}
"""Days on which our calendar is right and the package is not, with whether the day is worked."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
OFFICE = WorkingHours.from_data({day: ["07:30..11:30", "13:30..17:30"] for day in WEEKDAYS})
COUNTER = WorkingHours.from_data(
    {day: ["07:30..11:30", "13:00..17:00"] for day in WEEKDAYS} | {"sat": ["07:30..11:30"]}
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize("name", DATA)
def test_shipped_calendars_follow_the_schema_and_themselves(name: str) -> None:
    """Every calendar we ship is valid, free of faults, called like its file, and its names exist in both languages."""
    schema = json.loads((REPOSITORY / "schemas" / "calendar.schema.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(DATA[name])] == []
    assert calendar_faults(DATA[name]) == ()
    calendar = Calendar.from_data(DATA[name])
    assert calendar.id == name
    texts = [calendar.title, *(entry.name for entry in calendar.entries.values())]
    assert all(text.has("vi") and text.has("en") for text in texts)


@pytest.mark.parametrize("name", PACKAGE)
def test_calendars_agree_with_the_holidays_package_but_for_known_differences(name: str) -> None:
    """Day by day our data and the package agree on what is worked, except where we know the package to be wrong."""
    calendar = Calendar.from_data(DATA[name])
    country, part = PACKAGE[name]
    package = holidays.country_holidays(country, subdiv=part, years=sorted(calendar.years), language="en_US")
    first, last = date(min(calendar.years), 1, 1), date(max(calendar.years), 12, 31)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    differences = {
        day: calendar.is_working_day(day) for day in days if calendar.is_working_day(day) != package.is_working_day(day)
    }
    assert differences == KNOWN_DIFFERENCES.get(name, {})


def test_swaps_and_compensations_name_the_day_they_stand_for() -> None:
    """Each swap exists in both directions, a worked day is a weekend day, a compensated holiday fell on one."""
    for entry in VN.entries.values():
        if entry.kind in (DayKind.SWAP_OFF, DayKind.SWAP_WORK):
            assert entry.in_place_of is not None
            assert VN.entries[entry.in_place_of].in_place_of == entry.day
            assert (entry.day.weekday() >= 5) == (entry.kind is DayKind.SWAP_WORK)
        if entry.kind is DayKind.COMPENSATION:
            assert entry.in_place_of is not None
            assert entry.in_place_of.weekday() >= 5


def test_only_what_has_a_known_text_is_official() -> None:
    """2026 is the one year with announced breaks; the 2027 Tết is computed, so provisional, its fixed days are law."""
    assert {year for year, source in VN.years.items() if source.status is Status.OFFICIAL} == {2026}
    assert VN.entries[date(2026, 2, 17)].source.status is Status.OFFICIAL
    assert VN.entries[date(2027, 2, 5)].source.status is Status.PROVISIONAL
    assert VN.entries[date(2027, 4, 30)].source.status is Status.OFFICIAL
    assert date(2025, 11, 24) not in VN.entries
    assert date(2026, 11, 24) in VN.entries


def test_a_year_not_covered_is_never_answered() -> None:
    """Beyond 2014–2027 every question raises, with a sentence that says which years there are."""
    for day in (date(2013, 12, 31), date(2028, 1, 3)):
        with pytest.raises(CalendarEndsError) as raised:
            VN.is_working_day(day)
        assert "2014 to 2027" in raised.value.message.render("en")
    with pytest.raises(CalendarEndsError):
        VN.add_working_days(date(2027, 12, 30), 5)


def test_doubts_name_provisional_years_and_days() -> None:
    """Provisional years are doubted whole; in an official year only single days which rest on a list are."""
    assert VN.doubts(date(2026, 6, 1), date(2026, 12, 31)) == ()
    (day,) = VN.doubts(date(2026, 4, 20), date(2026, 5, 4))
    assert "Mon 27 Apr 2026" in day.render("en")
    (year,) = VN.doubts(date(2026, 12, 1), date(2027, 1, 15))
    assert "2027" in year.render("en")


def test_a_provincial_overlay_adds_and_wins() -> None:
    """A province's own day off is off there, and a national day off can be worked there; the rest stays."""
    overlay = Calendar.from_data(
        {
            "id": "vn-x",
            "title": "Tỉnh X",
            "overlays": "vn",
            "sources": {"qd": {"title": "Quyết định của tỉnh", "status": "official"}},
            "days": [
                {"date": "2026-07-10", "kind": "holiday", "name": "Ngày truyền thống", "source": "qd"},
                {"date": "2026-11-24", "kind": "swap-work", "name": "Làm việc", "source": "qd"},
            ],
        }
    )
    here = VN.overlaid(overlay)
    assert (VN.is_working_day(date(2026, 7, 10)), here.is_working_day(date(2026, 7, 10))) == (True, False)
    assert (VN.is_working_day(date(2026, 11, 24)), here.is_working_day(date(2026, 11, 24))) == (False, True)
    assert not here.is_working_day(date(2026, 9, 2))
    assert here.id == "vn-x"


GOOD: dict[str, Any] = {
    "id": "x",
    "title": "X",
    "sources": {"s": {"title": "S", "status": "official"}},
    "years": [{"year": 2026, "source": "s"}],
    "days": [],
}
DAY = {"date": "2026-01-01", "kind": "holiday", "name": "N", "source": "s"}


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"years": []}, ()),
        ({"years": [{"year": 2026, "source": "s"}] * 2}, ("years", 1, "year")),
        ({"years": [{"year": 2026, "source": "t"}]}, ("years", 0, "source")),
        ({"weekend": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}, ("weekend",)),
        ({"days": [DAY, DAY]}, ("days", 1, "date")),
        ({"days": [DAY | {"date": "2026-02-30"}]}, ("days", 0, "date")),
        ({"days": [DAY | {"date": "2027-01-01"}]}, ("days", 0, "date")),
        ({"days": [DAY | {"in_place_of": "2026-13-01"}]}, ("days", 0, "in_place_of")),
        ({"days": [DAY | {"source": "t"}]}, ("days", 0, "source")),
    ],
)
def test_faults_in_calendar_data_are_located(change: dict[str, Any], path: tuple[object, ...]) -> None:
    """What a schema cannot see is found with its place, and such data never become a calendar."""
    assert [fault.path for fault in calendar_faults(GOOD | change)] == [path]
    with pytest.raises(ValueError):
        Calendar.from_data(GOOD | change)


DAYS = st.dates(date(2014, 1, 1), date(2026, 12, 31))


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_working_days_add_up(day: date, one: int, two: int) -> None:
    """Counting on in two goes is counting on in one, and every day reached is worked."""
    reached = VN.add_working_days(day, one + two)
    assert reached == VN.add_working_days(VN.add_working_days(day, one), two)
    assert reached == day or VN.is_working_day(reached)


def test_a_day_has_its_opening_hours_and_a_day_off_none() -> None:
    """Fri 24 Apr 2026 is open 7:30–11:30 and 13:30–17:30; Thu 30 Apr is a holiday; at closing the office is closed."""
    friday = "2026-04-24"
    times = ["07:29", "07:30", "11:29", "11:30", "13:29", "13:30", "17:29", "17:30"]
    assert [OFFICE.is_open(at(f"{friday} {time}"), VN) for time in times] == [
        False,
        True,
        True,
        False,
        False,
        True,
        True,
        False,
    ]
    assert OFFICE.close_of(date(2026, 4, 24), VN) == at("2026-04-24 17:30")
    assert OFFICE.close_of(date(2026, 4, 30), VN) is None
    assert OFFICE.next_open(at("2026-04-24 17:30"), VN) == at("2026-04-28 07:30")
    assert OFFICE.next_open(at("2026-04-24 12:00"), VN) == at("2026-04-24 13:30")
    assert OFFICE.next_open(at("2026-04-24 15:00"), VN) == at("2026-04-24 15:00")
    assert (OFFICE.day_minutes, COUNTER.day_minutes) == (480, 480)


def test_a_saturday_counter_receives_but_working_time_does_not_run() -> None:
    """On Sat 18 Apr 2026 the counter is open in the morning, working time runs from Monday; a holiday is shut."""
    saturday = at("2026-04-18 09:00")
    assert COUNTER.is_open(saturday, VN)
    assert not COUNTER.is_open(at("2026-04-18 14:00"), VN)
    assert COUNTER.next_open(saturday, VN) == at("2026-04-20 07:30")
    assert COUNTER.close_of(saturday.date(), VN) is None
    assert not COUNTER.is_open(at("2026-05-01 09:00"), VN)


def test_a_worked_saturday_has_the_hours_of_the_day_it_stands_in_for() -> None:
    """Sat 22 Aug 2026 is worked for Mon 31 Aug: all day at the Saturday counter too."""
    assert COUNTER.is_open(at("2026-08-22 16:00"), VN)
    assert COUNTER.close_of(date(2026, 8, 22), VN) == at("2026-08-22 17:00")
    mondays_off = WorkingHours.from_data({"tue": ["08:00..12:00"], "fri": ["08:00..11:00"]})
    assert mondays_off.close_of(date(2026, 8, 22), VN) == at("2026-08-22 12:00")


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-04-20 09:00", 60, "2026-04-20 10:00"),
        ("2026-04-20 11:00", 60, "2026-04-20 14:00"),
        ("2026-04-20 13:30", 240, "2026-04-20 17:30"),
        ("2026-04-20 17:00", 31, "2026-04-21 07:31"),
        ("2026-04-24 17:00", 60, "2026-04-28 08:00"),
        ("2026-04-18 09:00", 30, "2026-04-20 08:00"),
        ("2026-04-20 07:30", 960, "2026-04-21 17:30"),
    ],
)
def test_working_minutes_run_along_opening_hours(start: str, minutes: int, end: str) -> None:
    """Noon breaks, nights, weekends and days off are left out; time used up at closing ends at closing."""
    assert OFFICE.add_working_minutes(at(start), minutes, VN) == at(end)
    assert OFFICE.working_minutes_between(at(start), at(end), VN) == minutes


def test_parts_of_a_minute_are_rounded_up() -> None:
    """A third of a minute after 9:00 is 9:01: a limit is never cut short."""
    assert OFFICE.add_working_minutes(at("2026-04-20 09:00"), Fraction(1, 3), VN) == at("2026-04-20 09:01")


MOMENTS = st.datetimes(at("2025-06-01"), at("2026-09-30")).map(lambda m: m.replace(second=0, microsecond=0))


@given(MOMENTS, st.integers(1, 5000), st.integers(1, 5000))
def test_working_minutes_add_up_and_measure_back(start: datetime, one: int, two: int) -> None:
    """Time added in two goes is time added at once, and measuring from start to end gives it back."""
    end = COUNTER.add_working_minutes(start, one + two, VN)
    assert end == COUNTER.add_working_minutes(COUNTER.add_working_minutes(start, one, VN), two, VN)
    assert COUNTER.working_minutes_between(start, end, VN) == one + two


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({}, ()),
        ({"mon": []}, ()),
        ({"mon": ["8 to 12"]}, ("mon", 0)),
        ({"mon": ["12:00..08:00"]}, ("mon", 0)),
        ({"tue": ["07:00..12:00", "11:00..17:00"]}, ("tue", 1)),
        ({"tue": ["13:00..24:30"]}, ("tue", 0)),
    ],
)
def test_faults_in_opening_hours_are_located(data: dict[str, list[str]], path: tuple[object, ...]) -> None:
    """No opening at all, unreadable, reversed and overlapping stretches are refused with their place."""
    assert [fault.path for fault in hours_faults(data)] == [path]
    with pytest.raises(ValueError):
        WorkingHours.from_data(data)
