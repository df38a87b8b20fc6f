"""In a run a dossier is due when the office says it is: the tables and the count day by day give the same minute."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from itertools import product
from math import inf
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from procedures import of_steps, read_office

from isoqms.procedure import Office, Procedure
from isoqms.simulate import kernel
from isoqms.simulate.due import Dues
from isoqms.simulate.terms import Term, days_of, limit_of, term_of
from isoqms.simulate.timelines import STEADY, Axis, minute_of
from isoqms.source import read_source
from isoqms.words import Message
from isoqms.worktime import (
    Basis,
    Calendar,
    Duration,
    Extended,
    Rules,
    Span,
    Stopped,
    WorkingHours,
    due,
    parse_duration,
)

CALENDARS = Path(__file__).parent.parent / "processes" / "calendars"
VN = Calendar.from_data(read_source(CALENDARS / "vn.yaml", "vn").data)
NO_HOLIDAYS = replace(VN, entries=MappingProxyType({}))
WEEK = ("mon", "tue", "wed", "thu", "fri")
TWO_YEARS = Axis(date(2024, 12, 30), 800)
LAST = 545 * 1440
"""Receipts and stops lie in 2025 and the first half of 2026: whatever follows lies within the axis."""

HOURS = tuple(
    WorkingHours.from_data(each)
    for each in (
        {day: ["07:30..11:30", "13:30..17:30"] for day in WEEK},
        {day: ["07:00..11:30", "13:00..16:10"] for day in WEEK} | {"sat": ["08:00..11:00"], "fri": ["07:00..11:20"]},
        {day: ["00:00..23:50"] for day in (*WEEK, "sat", "sun")},
        {"tue": ["08:00..10:00", "10:00..12:00", "14:00..14:05"], "thu": ["20:00..23:50"]},  # most working days shut
    )
)
LIMITS = tuple(
    limit.strip()
    for line in """
        same day; immediately; 1 working day; 2 working days; 7 working days; 30 working days; 0,5 working days
        1,5 working days; 1/3 working days; 20 days; 10 calendar days; 1 calendar day; 0,5 calendar days; 1 month
        2,5 months; 1 year; 2 weeks; 1 working week; 4 hours; 8 hours; 1/7 giờ; 20 phút; 39 hours; 1 day 4 hours
        2 working days + 3 hours; 0,5 days + 30 minutes; 3 calendar days + 2 working days; 1 month + 1 working day
        36 hours theo lịch; 2..5 days
    """.strip().splitlines()
    for limit in line.split(";")
)
CUTOFFS = (None, time(15), time(0))


def duration(text: str) -> Duration:
    read = parse_duration(text)
    assert isinstance(read, Duration), text
    return read


def span(limit: Duration) -> Span:
    return sum((Span.of(amount) for amount in limit.high), Span())


def term(text: str, cutoff: time | None = None) -> Term:
    return Term(span(duration(text)), cutoff.hour * 60 + cutoff.minute if cutoff else -1)


CASES = tuple(product(range(len(HOURS)), LIMITS, CUTOFFS))


RUN: type[Dues] = getattr(kernel, "Dues", Dues)
"""The table as a run has it: compiled together with the rest where there is a compiler."""


def dues(
    offices: Sequence[tuple[WorkingHours, Calendar]],
    terms: Sequence[tuple[int, Term]],
    axis: Axis,
    kind: type[Dues] = RUN,
) -> Dues:
    """The table of these limits, each with the number of its office."""
    days = [days_of(hours, calendar, axis) for hours, calendar in offices]
    return kind(days, [limit_of(term, office, days[office], axis) for office, term in terms], axis.steady)


def table(calendar: Calendar, axis: Axis, kind: type[Dues] = RUN) -> Dues:
    """Every limit with every cut-off hour at every office, in the order of CASES."""
    terms = [(office, term(text, cutoff)) for office, text, cutoff in CASES]
    return dues([(hours, calendar) for hours in HOURS], terms, axis, kind)


DATED = table(VN, TWO_YEARS)
INTERPRETED = table(VN, TWO_YEARS, Dues)
ORDINARY, REPEATED = (table(NO_HOLIDAYS, axis) for axis in (TWO_YEARS, STEADY))


def counted(case: int, start: int, stops: list[int], calendar: Calendar = VN) -> float:
    """The due minute by `worktime.due`."""
    office, text, cutoff = CASES[case]
    moments = [datetime(2024, 12, 30) + timedelta(minutes=minute) for minute in (start, *stops)]
    events = [Stopped(*pair) for pair in zip(moments[1::2], moments[2::2], strict=True)]
    rules = Rules(cutoff=cutoff)
    found = due(duration(text), moments[0], calendar, HOURS[office], events, rules).due
    assert found is not None
    return minute_of(TWO_YEARS, found)


@st.composite
def dossiers(draw: st.DrawFn, most_stops: int = 3) -> tuple[int, list[int]]:
    """When the clock of a dossier starts, and its stops: minutes, often at those of the office's hours."""
    minute = st.one_of(st.integers(0, 1439), st.sampled_from([0, 450, 690, 810, 900, 901, 1050, 1439]))
    start = draw(st.integers(0, 544)) * 1440 + draw(minute)
    stops: list[int] = []
    for _ in range(draw(st.integers(0, most_stops))):
        begin = (stops or [start])[-1] + draw(st.one_of(st.just(0), st.integers(0, 3000), st.integers(0, 60000)))
        end = begin // 1440 * 1440 + draw(st.integers(0, 40)) * 1440 + draw(minute)
        stops += [begin, max(begin, end)]
    return start, stops


@settings(max_examples=3000)
@given(st.integers(0, len(CASES) - 1), dossiers())
def test_due_as_the_office_counts(case: int, dossier: tuple[int, list[int]]):
    """For any limit, hours, receipt and stops, Tết and worked Saturdays included, a run agrees with the office.

    So does the run where nothing could be compiled.
    """
    start, stops = dossier
    found, expected = DATED.due_at(case, start, stops), counted(case, start, stops)
    assert found == INTERPRETED.due_at(case, start, stops)
    assert found == expected or (found == inf and expected >= TWO_YEARS.end), (CASES[case], start, stops)
    assert DATED.late_at(case, start, expected + 1, stops) == (found < inf)
    assert not DATED.late_at(case, start, expected, stops)


@settings(max_examples=1000)
@given(st.integers(0, len(CASES) - 1), dossiers(), st.integers(0, 500))
def test_a_week_that_repeats_is_a_year_without_holidays(case: int, dossier: tuple[int, list[int]], weeks: int):
    """Where no day is off but weekends, the repeated week gives the due minute of any dated week, however far away."""
    start, stops = dossier
    if "month" in CASES[case][1] or "year" in CASES[case][1]:
        return  # without dates a month is 30 days
    expected, shift = ORDINARY.due_at(case, start, stops), weeks * 10080
    assert REPEATED.due_at(case, start + shift, [stop + shift for stop in stops]) == expected + shift


def test_a_month_without_dates_is_thirty_days():
    """In a week that repeats the month has the 30 days by which the Civil Code counts broken months."""
    months, days = (dues([(HOURS[0], VN)], [(0, term(text))], STEADY) for text in ("2,5 months", "75 calendar days"))
    assert [months.due_at(0, start * 1000.0) for start in range(50)] == [
        days.due_at(0, start * 1000.0) for start in range(50)
    ]


@given(st.integers(0, len(CASES) - 1), dossiers(), st.floats(0.001, 0.999))
def test_parts_of_a_minute(case: int, dossier: tuple[int, list[int]], part: float):
    """A dossier that comes within a minute is due as by the count to the microsecond."""
    start, stops = dossier
    office, text, cutoff = CASES[case]
    part = round(part * 60e6) / 60e6
    moments = [datetime(2024, 12, 30) + timedelta(minutes=minute) for minute in (start + part, *(s + 1 for s in stops))]
    events = [Stopped(*pair) for pair in zip(moments[1::2], moments[2::2], strict=True)]
    expected = due(duration(text), moments[0], VN, HOURS[office], events, Rules(cutoff=cutoff)).due
    assert expected is not None
    found = DATED.due_at(case, start + part, [stop + 1.0 for stop in stops])
    assert found == pytest.approx(minute_of(TWO_YEARS, expected), abs=1e-4) or found == inf


def test_stops_are_taken_from_where_they_stand():
    """A run keeps the stops of all dossiers in one array: only those named are counted."""
    stops = array("d", [0.0, 5e5, 14400.0, 20160.0, 0.0, 5e5])
    case = CASES.index((0, "7 working days", None))
    assert INTERPRETED.due(case, 13000.0, stops, 2, 1) == DATED.due_at(case, 13000.0, stops[2:4])
    assert (
        INTERPRETED.due(case, 13000.0, stops, 2, 0) == INTERPRETED.plain(case, 13000.0) == DATED.due_at(case, 13000.0)
    )


def test_round_the_clock():
    """An office that never closes closes at midnight: the same day ends with the day of receipt."""
    every = WorkingHours.from_data({day: ["00:00..24:00"] for day in (*WEEK, "sat", "sun")})
    always = replace(VN, weekend=frozenset())
    found = dues([(every, always)], [(0, term(text)) for text in ("same day", "2 working days", "36 hours")], STEADY)
    assert [found.due_at(limit, 1440.0 * 5 + 600) for limit in range(3)] == [1440 * 6, 1440 * 8, 1440 * 6.5 + 600]
    assert found.due_at(0, 1440.0 * 6) == 1440 * 7
    assert found.due_at(2, 0.0, [600.0, 10680.0]) == 36 * 60 + 10080


def test_beyond_the_last_day_nothing_is_late():
    """What is due after the days of a run has no date there, and is in time whenever it ends."""
    short = dues(
        [(HOURS[0], VN)],
        [(0, term("3 working days")), (0, term("40 hours")), (0, term("1 month"))],
        Axis(date(2026, 3, 2), 7),
    )
    assert short.due_at(0, 500.0) == 3 * 1440 + 1050
    assert [
        short.due_at(0, start, stops) for start, stops in ((5 * 1440.0, ()), (8 * 1440.0, ()), (500.0, (600.0, 1e4)))
    ] == [inf] * 3
    assert [short.due_at(limit, 4000.0) for limit in (1, 2)] == [inf, inf]
    assert not short.late_at(1, 4000.0, 1e9)


def test_an_office_that_never_works_counts_nothing():
    """In a week that repeats, hours on the weekend alone would be counted for ever."""
    sunday = WorkingHours.from_data({"sun": ["08:00..12:00"]})
    with pytest.raises(ValueError, match="without working time"):
        dues([(sunday, VN)], [(0, term("1 day"))], STEADY)


OFFICE = read_office(
    """
    offices:
      o: {title: Office, calendar: vn, day_length: 8 hours, plain_days: calendar, hours: {mon: ["08:00..12:00"]}}
      sunday: {title: Sunday, calendar: vn, day_length: 8 hours, hours: {sun: ["08:00..12:00"]}}
    """
).offices


def procedure(limits: str) -> Procedure:
    return of_steps({"a": {"end": "completed"}}, f"limits: {{{limits}}}")


def of(limits: str, name: str = "legal", variant: str | None = None, office: Office = OFFICE["o"]) -> Term | Message:
    return term_of(procedure(limits), office, VN, name, variant)


def test_terms_of_a_procedure():
    """A limit is taken with its longest time, the office's days, its cut-off hour, and the variant's own time."""
    both = "legal: {within: 10 working days, from: receipt, variants: {hard: 20 days}}, committed: {within: 2..3 days}"
    assert of(both) == Term(Span(working_days=Fraction(10)), -1, True)
    assert of(both, variant="hard") == Term(Span(calendar_days=Fraction(20)), -1, True)
    assert of(both, variant="other") == of(both)
    assert of(both, "committed") == Term(Span(calendar_days=Fraction(3)))
    assert of('legal: {within: trong ngày}, cutoff: "15:30"') == Term(Span(), 930)
    cut = 'legal: {within: "trong ngày; nhận sau 15:00: ngày làm việc tiếp theo"}'
    found = of(cut)
    assert isinstance(found, Term)
    assert found.cutoff == 900


def test_extensions_are_added():
    """An extension makes the limit longer by its own time, as `worktime.due` adds it."""
    made = procedure("legal: {within: 10 working days}")
    longer = term_of(made, OFFICE["o"], VN, "legal", added=[duration("5 working days")] * 2)
    assert longer == Term(Span(working_days=Fraction(20)))
    start = datetime(2026, 3, 3, 9)
    events = [Extended(duration("5 working days"))] * 2
    expected = due(duration("10 working days"), start, VN, HOURS[0], events, Rules(plain_days=Basis.WORKING)).due
    assert expected is not None
    found = dues([(HOURS[0], VN)], [(0, longer)], TWO_YEARS).due_at(0, minute_of(TWO_YEARS, start))
    assert found == minute_of(TWO_YEARS, expected)


@pytest.mark.parametrize(
    ("limits", "name", "office", "reason"),
    [
        ("legal: {within: 3 days}", "committed", "o", "no such limit is stated"),
        ("legal: {within: theo thỏa thuận}", "legal", "o", "no due date follows from “by agreement”"),
        ("legal: {within: ≥ 3 days}", "legal", "o", "no due date follows from “≥ 3 days”"),
        ("legal: {within: null}", "legal", "o", "no time is stated for the procedure as a whole"),
        (
            "legal: {within: 3 days, from: other_procedure}",
            "legal",
            "o",
            "the limit runs from the end of another procedure",
        ),
        ("legal: {within: 3 days}", "legal", "sunday", "the office Sunday has no working time"),
    ],
)
def test_why_no_due_date_follows(limits: str, name: str, office: str, reason: str):
    """Where a limit has no end the reason is told instead."""
    found = of(limits, name, office=OFFICE[office])
    assert isinstance(found, Message)
    assert found.render("en") == reason
