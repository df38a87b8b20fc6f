"""The minutes of a simulation are those of the office's calendar: nobody is there on a day off."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import inf
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.simulate.timelines import (
    ALWAYS,
    DAY,
    STEADY,
    WEEK,
    Axis,
    Timeline,
    day_of,
    intersection,
    minute_of,
    repeated,
    timeline,
    union,
    without,
)
from isoqms.source import read_source
from isoqms.worktime import Calendar, CalendarEndsError, Window, WorkingHours

CALENDARS = Path(__file__).parent.parent / "processes" / "calendars"
VN, GB = (Calendar.from_data(read_source(CALENDARS / f"{name}.yaml", name).data) for name in ("vn", "gb"))
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
OFFICE = WorkingHours.from_data({day: ["07:30..11:30", "13:30..17:30"] for day in WEEKDAYS})
COUNTER = WorkingHours.from_data(
    {day: ["07:30..11:30", "13:30..17:00"] for day in WEEKDAYS} | {"sat": ["08:00..11:00"]}
)
YEAR = Axis(date(2025, 12, 29), 370)  # 2026 with a few days before and after


def windows() -> st.SearchStrategy[tuple[Window, ...]]:
    """Opening hours of one day, in steps of ten minutes, possibly touching one another and midnight."""
    ends = st.lists(st.integers(0, 144), max_size=6, unique=True).map(sorted)
    return ends.map(lambda found: tuple(Window(a * 10, b * 10) for a, b in zip(found[::2], found[1::2], strict=False)))


HOURS = st.tuples(*[windows()] * 7).filter(any).map(WorkingHours)
MOMENTS = st.integers(0, 370 * 1440)


def minutes(*days: int) -> set[int]:
    return {day * 1440 + minute for day in days for minute in range(1440)}


def open_minutes(of: Timeline) -> set[int]:
    """Every minute, of one period, during which a timeline is open."""
    spans = zip(of.opens, of.closes, strict=True)
    return {minute for opens, closes in spans for minute in range(int(opens), int(closes))}


@given(HOURS, st.sampled_from([VN, GB]), MOMENTS, MOMENTS)
def test_working_minutes_are_those_of_the_calendar(hours: WorkingHours, calendar: Calendar, one: int, other: int):
    """Between any two moments of 2026, with its Tết and its worked Saturdays, it counts what the office does."""
    first, last = sorted((one, other))
    start = datetime(2025, 12, 29)
    found = timeline(hours, calendar, YEAR, opening=False)
    span = (start + timedelta(minutes=m) for m in (first, last))
    assert found.open_minutes(first, last) == hours.working_minutes_between(*span, calendar)
    assert all(close < opens for close, opens in zip(found.closes, found.opens[1:], strict=False))


@given(HOURS, st.integers(0, 369), st.integers(0, 1439))
def test_a_counter_is_open_when_the_hours_say_so(hours: WorkingHours, day: int, minute: int):
    """At any minute the timeline of a counter is open exactly when the counter receives dossiers."""
    at = datetime(2025, 12, 29) + timedelta(days=day, minutes=minute)
    found = timeline(hours, VN, YEAR, opening=True)
    begin = minute_of(YEAR, at)
    assert found.open_minutes(begin, begin + 1) == hours.is_open(at, VN)


def test_holidays_swaps_and_saturdays():
    """At Tết nobody is there; Saturday 22 August 2026 is worked; the counter opens on ordinary Saturday mornings."""
    office, counter = (timeline(h, VN, YEAR, opening=o) for h, o in ((OFFICE, False), (COUNTER, True)))

    def on(found: Timeline, day: date) -> float:
        begin = minute_of(YEAR, datetime.combine(day, datetime.min.time()))
        return found.open_minutes(begin, begin + DAY)

    assert [on(office, date(2026, 2, day)) for day in (13, 14, 16, 20, 22, 23)] == [480, 0, 0, 0, 0, 480]
    assert [on(office, date(2026, 8, day)) for day in (21, 22, 23, 31)] == [480, 480, 0, 0]
    assert [on(counter, day) for day in (date(2026, 3, 7), date(2026, 2, 16))] == [180, 0]
    assert day_of(YEAR, office.opens[0]) == date(2025, 12, 29)
    assert minute_of(YEAR, datetime(2025, 12, 30, 7, 30, 30)) == 1440 + 450.5


def test_a_calendar_that_ends_is_an_error():
    """Days the calendar does not cover are never taken for ordinary ones."""
    with pytest.raises(CalendarEndsError):
        timeline(OFFICE, VN, Axis(date(2027, 12, 27), 14), opening=False)


def test_a_week_that_repeats():
    """Without dates there are no holidays: five working days, and a counter on Saturdays only where it receives."""
    office, working, opening = (
        timeline(OFFICE, VN, STEADY, opening=False),
        timeline(COUNTER, VN, STEADY, opening=False),
        timeline(COUNTER, VN, STEADY, opening=True),
    )
    assert office.period == WEEK
    assert office.opens[:3] == (450, 810, 1890)
    assert office.open_days() == (0, 1, 2, 3, 4)
    assert office.open_minutes(0, 10 * WEEK) == 10 * 5 * 480
    assert office.open_minutes(3 * WEEK + 460, 4 * WEEK + 460) == 5 * 480
    assert [each.open_minutes(0, WEEK) for each in (working, opening)] == [5 * 450, 5 * 450 + 180]


def test_round_the_clock_is_one_window():
    """Hours that touch, also over midnight, are one window; all week long they are ALWAYS."""
    day = {day: ["00:00..12:00", "12:00..24:00"] for day in (*WEEKDAYS, "sat", "sun")}
    every, none = WorkingHours.from_data(day), Calendar("none", VN.title, frozenset(), VN.years, {})
    assert timeline(every, none, STEADY, opening=False) == ALWAYS
    assert timeline(every, none, Axis(date(2026, 1, 5), 10), opening=False) == Timeline((0.0,), (10 * DAY,), inf)
    assert timeline(every, VN, STEADY, opening=False).closes == (5 * DAY,)


@given(HOURS, HOURS, st.sampled_from([STEADY, Axis(date(2026, 2, 9), 14)]))
def test_together_and_in_common(one: WorkingHours, other: WorkingHours, axis: Axis):
    """The union is open whenever one is, the intersection whenever both are, to the minute."""
    a, b = (timeline(hours, VN, axis, opening=True) for hours in (one, other))
    assert open_minutes(union(a, b)) == open_minutes(a) | open_minutes(b)
    assert open_minutes(intersection(a, b)) == open_minutes(a) & open_minutes(b)
    assert (union(a, ALWAYS), intersection(a, ALWAYS), intersection(ALWAYS)) == (ALWAYS, a, ALWAYS)


@given(HOURS, HOURS, st.sets(st.integers(0, 27)))
def test_weeks_of_different_length(one: WorkingHours, other: WorkingHours, days: set[int]):
    """A week and four weeks with days taken out are put together as four weeks."""
    a, b = (timeline(hours, VN, STEADY, opening=True) for hours in (one, other))
    four = without(repeated(b, 4), days)
    assert four.period == 4 * WEEK
    assert open_minutes(four) == open_minutes(repeated(b, 4)) - minutes(*days)
    if ALWAYS not in (a, b):
        assert open_minutes(union(a, four)) == open_minutes(repeated(a, 4)) | open_minutes(four)
        assert open_minutes(intersection(a, four)) == open_minutes(repeated(a, 4)) & open_minutes(four)


@given(HOURS, st.sets(st.integers(0, 13)))
def test_days_taken_out(hours: WorkingHours, days: set[int]):
    """A day taken out is gone to the minute, also from a window that goes over midnight; the others stay."""
    found = timeline(hours, VN, Axis(date(2026, 2, 9), 14), opening=True)
    assert open_minutes(without(found, days)) == open_minutes(found) - minutes(*days)
    assert open_minutes(without(ALWAYS, {5, 6})) == minutes(0, 1, 2, 3, 4)


def test_what_makes_no_sense_is_refused():
    """An axis begins on a Monday and has days; dated windows have nothing in common with a week that repeats."""
    for origin, days in ((None, 8), (date(2026, 1, 6), 7), (date(2026, 1, 5), 0)):
        with pytest.raises(ValueError, match=r"days|Monday"):
            Axis(origin, days)
    dated, week = timeline(OFFICE, VN, YEAR, opening=False), timeline(OFFICE, VN, STEADY, opening=False)
    for act in (lambda: union(dated, week), lambda: day_of(STEADY, 5.0), lambda: week.open_minutes(5, 4), union):
        with pytest.raises(ValueError, match=r"period|dates|stretch"):
            act()
    assert not Timeline((), (), inf)
