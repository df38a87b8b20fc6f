"""As many dossiers come as the office says, at the hours at which they can come: every number is counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import inf, nan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from procedures import of_steps, read_office

from isoqms.procedure import DemandProfile
from isoqms.simulate.patterns import WEEKS_A_YEAR, Counted
from isoqms.simulate.streams import Inflow, Offer, Stream, streams
from isoqms.simulate.timelines import DAY, STEADY, WEEK, Axis
from isoqms.source import read_source
from isoqms.worktime import Calendar, CalendarEndsError

CALENDARS = Path(__file__).parent.parent / "processes" / "calendars"
VN = Calendar.from_data(read_source(CALENDARS / "vn.yaml", "vn").data)
Y2026 = Axis(date(2025, 12, 29), 375)
TWO_YEARS = Axis(date(2024, 12, 30), 745)
ORGANISATION = """
offices:
  o:
    title: Office
    calendar: vn
    day_length: 7.5 hours
    hours: {mon: &h ["07:30..11:30", "13:30..17:00"], tue: *h, wed: *h, thu: *h, fri: *h}
    counters:
      q: {title: Counter, hours: {mon: &c ["08:00..11:00"], tue: *c, wed: *c, thu: *c, fri: *c, sat: ["08:00..10:00"]}}
"""
STEPS = {"send": {"actor": "applicant", "next": "take"}, "take": {"role": "clerk", "end": "completed"}}
AT_THE_COUNTER = {**STEPS, "take": {"role": "clerk", "counter": "q", "end": "completed"}}


def offer(demand: str, steps: dict[str, object] = STEPS, profile: str = "", id_: str = "P") -> Offer:
    organisation = read_office(ORGANISATION + (f"demand_profile: {profile}\n" if profile else ""))
    procedure = replace(of_steps(steps, f"demand: {demand}" if demand else ""), id=id_)
    return Offer(procedure, organisation, organisation.offices["o"], VN)


def of(demand: str, axis: Axis = Y2026, steps: dict[str, object] = STEPS, profile: str = "") -> tuple[Stream, ...]:
    found = streams([offer(demand, steps, profile)], axis)
    assert not found.problems
    return found.streams


def only(demand: str, axis: Axis = Y2026, steps: dict[str, object] = STEPS, profile: str = "") -> Stream:
    (found,) = of(demand, axis, steps, profile)
    return found


def on(stream: Stream, *days: date, axis: Axis = Y2026) -> list[float]:
    """How many dossiers come on average on each of the days."""
    origin = axis.origin or date(2026, 3, 2)  # a Monday: days of the week that repeats
    return [stream.expected((day - origin).days * DAY, (day - origin).days * DAY + DAY) for day in days]


def year(stream: Stream, number: int, axis: Axis) -> float:
    assert axis.origin
    first, last = (date(each, 1, 1) - axis.origin for each in (number, number + 1))
    return stream.expected(first.days * DAY, last.days * DAY)


WORKING_DAYS_2026 = sum(VN.is_working_day(date.fromordinal(n)) for n in range(739617, 739617 + 365))


def test_a_year_has_its_number_of_dossiers():
    """All 2,490 dossiers of a year come in that year, equally many on each working day and none on days off."""
    stream = only("{per_year: 2490}")
    assert date.fromordinal(739617) == date(2026, 1, 1)
    assert year(stream, 2026, Y2026) == pytest.approx(2490, rel=1e-12)
    a_day = 2490 / WORKING_DAYS_2026
    friday, saturday, tet, worked = date(2026, 2, 13), date(2026, 2, 14), date(2026, 2, 17), date(2026, 8, 22)
    assert on(stream, friday, saturday, tet, worked) == pytest.approx([a_day, 0, 0, a_day])
    assert (stream.period, stream.even, stream.channel) == (inf, False, "")


@pytest.mark.parametrize(
    "profile",
    [
        "{}",
        "{months: [3, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1]}",
        "{weekdays: {mon: 2, tue: 1}, hours: {'08:00..09:00': 1}}",
    ],
)
def test_each_year_has_its_own(profile: str):
    """Over two calendar years each has the whole number, whatever its holidays; a part of a year has its part."""
    demand = "{per_year: 1000}" if profile == "{}" else f"{{per_year: 1000, profile: {profile}}}"
    stream = only(demand, TWO_YEARS)
    assert [year(stream, number, TWO_YEARS) for number in (2025, 2026)] == pytest.approx([1000, 1000], rel=1e-12)
    january = Axis(date(2026, 1, 5), 14)
    part, whole = only(demand, january), only(demand)
    assert part.expected(0, january.end) == pytest.approx(whole.expected(7 * DAY, 21 * DAY), rel=1e-12)
    assert part.expected(0, january.end) > 0


def test_months():
    """Months have their numbers: February three times those of March, spread over its few days outside Tết."""
    months = [1, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]
    stream = only(f"{{per_year: 1300, profile: {{months: {months}}}}}")
    firsts = [(date(2026 + n // 12, n % 12 + 1, 1) - date(2025, 12, 29)).days * DAY for n in range(13)]
    found = [stream.expected(firsts[n], firsts[n + 1]) for n in range(12)]
    assert found == pytest.approx([100 * number for number in months])
    assert on(stream, date(2026, 2, 3), date(2026, 3, 3)) == pytest.approx([300 / 15, 100 / 22])


def test_days_of_the_week():
    """Two dossiers on a Monday for one on a Tuesday, on a short day as on a long one; on days left out, none."""
    stream = only("{per_year: 1000, profile: {weekdays: {mon: 2, tue: 1, sat: 1}}}", steps=AT_THE_COUNTER)
    monday, tuesday, friday, saturday = on(stream, *(date(2026, 3, day) for day in (2, 3, 6, 7)))
    assert (monday, tuesday, friday) == pytest.approx((2 * saturday, saturday, 0))


def test_parts_of_the_day():
    """Parts of the day have their numbers while the office is open, however long it is open in them."""
    stream = only("{per_year: 1000, profile: {hours: {'06:00..09:30': 3, '09:30..11:30': 1, '15:00..16:00': 2}}}")
    begin = (date(2026, 3, 2) - date(2025, 12, 29)).days * DAY
    spans = [(450, 570), (570, 690), (810, 900), (900, 960), (960, 1020)]
    a_day = 1000 / WORKING_DAYS_2026
    found = [stream.expected(begin + first, begin + last) for first, last in spans]
    assert found == pytest.approx([a_day * number / 6 for number in (3, 1, 0, 2, 0)])


def test_parts_of_a_short_day():
    """On a Saturday morning come the dossiers of the morning, in proportion to how long the counter is open."""
    stream = only("{per_year: 1000, profile: {hours: {'08:00..09:00': 2, '09:00..11:00': 1}}}", steps=AT_THE_COUNTER)
    monday, saturday = on(stream, date(2026, 3, 2), date(2026, 3, 7))
    assert saturday == pytest.approx(monday * (2 + 0.5) / 3)


def test_channels():
    """At the counter dossiers come while it is open, online round the clock, each with its share of the year."""
    counter, online = of("{per_year: 3650, channels: {counter: 60 %, online: 40 %}}", steps=AT_THE_COUNTER)
    assert (counter.channel, online.channel, counter.online, online.online) == ("counter", "online", False, True)
    assert [year(each, 2026, Y2026) for each in (counter, online)] == pytest.approx([3650 * 0.6, 3650 * 0.4])
    tet, saturday = date(2026, 2, 17), date(2026, 3, 7)
    assert on(online, tet, saturday) == pytest.approx([4, 4])
    assert on(counter, tet) == [0]
    assert on(counter, saturday)[0] == pytest.approx(on(counter, date(2026, 3, 6))[0] * 2 / 3)
    assert (online.opens, online.closes) == ((0.0,), (375 * DAY,))  # years of equal length are one window


def test_hours_of_sending_online():
    """Online dossiers follow hours of their own, and the days and months of all; parts of the day are the counter's."""
    hours = [0] * 8 + [3, 1] + [0] * 12 + [1, 1]
    profile = f"{{online_hours: {hours}, hours: {{'08:00..09:00': 1}}, weekdays: {{mon: 1, sun: 2}}}}"
    stream = only(f"{{per_year: 600, channels: {{online: 100 %}}, profile: {profile}}}")
    monday, sunday, tuesday = on(stream, date(2026, 3, 2), date(2026, 3, 1), date(2026, 3, 3))
    assert (sunday, tuesday) == pytest.approx((2 * monday, 0))
    begin = (date(2026, 3, 2) - date(2025, 12, 29)).days * DAY
    found = [stream.expected(begin + 60 * hour, begin + 60 * hour + 60) for hour in range(24)]
    assert found == pytest.approx([monday * number / 6 for number in hours])


@pytest.mark.parametrize("axis", [STEADY, Y2026])
@pytest.mark.parametrize("gap", ["120 min", "2 hours", "60..180 phút", "0,266666666667 working days"])
def test_a_gap_is_working_time(gap: str, axis: Axis):
    """One dossier every 120 minutes and a day of 7.5 hours make 3.75 dossiers a day, in either regime."""
    stream = only(f"{{gap: '{gap}'}}", axis)
    found = on(stream, date(2026, 3, 3), date(2026, 3, 7), axis=axis)
    assert found == pytest.approx([3.75, 0], rel=1e-9)
    assert stream.rates == pytest.approx([1 / 120] * len(stream.opens), rel=1e-9)
    assert stream.counted is Counted.WORKING


@pytest.mark.parametrize("axis", [STEADY, Y2026])
def test_a_gap_of_the_calendar(axis: Axis):
    """One dossier a calendar day is seven in a week of five days, and 365 a year."""
    stream = only("{gap: 24 giờ theo lịch}", axis)
    if axis.steady:
        assert stream.expected(0, WEEK) == pytest.approx(7)
        assert on(stream, date(2026, 3, 3), axis=axis) == pytest.approx([7 / 5])
    else:
        assert year(stream, 2026, axis) == pytest.approx(365)
        assert on(stream, date(2026, 2, 17)) == [0]


def test_a_gap_in_days_that_do_not_say_which():
    """The office says what a plain day is, also between dossiers."""
    made = offer("{gap: 1 day}")
    found = [
        streams([replace(made, office=replace(made.office, plain_days=plain))], STEADY).streams[0].expected(0, WEEK)
        for plain in ("working", "calendar")
    ]
    assert found == pytest.approx([5, 7])


def test_a_gap_is_measured_in_working_time_wherever_dossiers_come():
    """The counter is open for three hours a day and on Saturdays: as many dossiers come as the office's time says."""
    stream = only("{gap: 150 min}", STEADY, AT_THE_COUNTER)
    assert stream.expected(0, WEEK) == pytest.approx(5 * 3)
    assert on(stream, date(2026, 3, 2), date(2026, 3, 7), axis=STEADY) == pytest.approx([15 * 3 / 17, 15 * 2 / 17])


def test_a_year_in_weeks_that_repeat():
    """A year is 365.25 days of weeks that are all alike; months do not count, and both are said."""
    found = streams([offer("{per_year: 3652.5, profile: {months: [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]}}")], STEADY)
    (stream,) = found.streams
    assert stream.period == WEEK
    assert stream.expected(0, WEEK) == pytest.approx(70)
    assert WEEKS_A_YEAR * 7 == 365.25
    assert [message.render("en") for message in found.assumptions] == [
        "the dossiers of a year are spread over 52 weeks and a day, all alike and without holidays",
        "the months of the demand do not count, for all weeks are alike",
    ]
    assert not streams([offer("{gap: 2 hours}")], STEADY).assumptions


def test_a_week_that_repeats_needs_no_calendar():
    """Without a calendar all hours written are working time."""
    found = streams([replace(offer("{gap: 120 min}"), calendar=None)], STEADY)
    assert on(found.streams[0], date(2026, 3, 3), axis=STEADY) == pytest.approx([3.75])


def test_the_profile_of_the_office_holds_for_what_a_procedure_leaves_out():
    """Days by the office, hours by the procedure."""
    stream = only(
        "{per_year: 100, spacing: even, profile: {hours: {'08:00..09:00': 1}}}",
        profile="{weekdays: {tue: 1}, hours: {'10:00..11:00': 1}}",
    )
    assert on(stream, *(date(2026, 3, day) for day in (2, 4, 5, 6))) == [0] * 4
    assert stream.pattern.opens[0] % DAY == 480
    assert stream.even


def test_streams_with_the_same_hours_share_them():
    """Eighty procedures of one office need one list of windows a year, not eighty."""
    offers = [offer(f"{{per_year: {n}, channels: {{counter: 50 %, post: 50 %}}}}", id_=f"P{n}") for n in (1, 2)]
    found = streams(offers, Y2026).streams
    assert len({id(each.pattern) for each in found}) == 1
    assert [year(each, 2026, Y2026) for each in found] == pytest.approx([0.5, 0.5, 1, 1])


@given(st.lists(st.integers(1, 97), min_size=1, max_size=4))
def test_shares_rounded_to_whole_percent(parts: list[int]):
    """Shares that miss the whole by rounding are put in proportion: no dossier is lost."""
    shares = {f"c{n}": round(100 * part / sum(parts)) for n, part in enumerate(parts)}
    written = ", ".join(f"{id_}: {share} %" for id_, share in shares.items())
    found = of(f"{{per_year: 100, channels: {{{written}}}}}", STEADY)
    assert sum(each.times for each in found) == pytest.approx(100)
    assert {each.channel for each in found} == {id_ for id_, share in shares.items() if share}


@pytest.mark.parametrize("demand", ["", "{source: estimated}", "{per_year: 0}"])
def test_no_demand_no_stream(demand: str):
    """A procedure that says nothing, or that nobody comes, has no stream and no problem."""
    assert streams([offer(demand)], STEADY) == Inflow(())


@pytest.mark.parametrize(
    ("demand", "rule", "message"),
    [
        ("{per_year: 5, channels: {counter: 60 %, online: 30 %}}", "shares", "the channels have 90 % of the dossiers"),
        ("{per_year: 5, channels: {counter: 0 %}}", "shares", "the channels have 0 % of the dossiers together"),
        ("{per_year: 5, gap: 2 hours}", "demand", "both dossiers per year and a gap between them are stated"),
        ("{gap: 0 min}", "demand", "“0 minutes” is no time between one dossier and the next"),
        ("{gap: ngay}", "demand", "“immediately” is no time between"),
        ("{gap: '≤ 2 hours'}", "demand", "“≤ 2 hours” is no time between"),
        ("{gap: 1 month + 2 hours}", "demand", "“1 month + 2 hours” is no time between"),
        ("{per_year: 5, profile: {weekdays: {sun: 1}}}", "never-comes", "no dossier of P ever comes in the hours told"),
        ("{per_year: 5, profile: {hours: {'12:00..13:00': 1}}}", "never-comes", "no dossier of P ever comes"),
    ],
)
@pytest.mark.parametrize("axis", [STEADY, Y2026])
def test_demand_that_cannot_be(demand: str, rule: str, message: str, axis: Axis):
    """What is impossible is told at its line, and no stream is made of it."""
    found = streams([offer(demand)], axis)
    assert [(each.rule, each.subject, each.at.line) for each in found.problems] == [(f"simulate/{rule}", "P", 3)]
    assert found.problems[0].message.render("en").startswith(message)
    assert not found.streams


@pytest.mark.parametrize("number", [nan, inf, -1.0])
def test_numbers_a_scenario_may_bring(number: float):
    """Numbers that are none are told wherever they stand, however they came there."""
    made = offer("{per_year: 5, profile: {weekdays: {mon: 1}}}")
    demand = made.procedure.demand
    assert demand
    wrong = [replace(demand, per_year=number), *(replace(demand, profile=each) for each in profiles(number))]
    for each in wrong:
        found = streams([replace(made, procedure=replace(made.procedure, demand=each))], STEADY)
        assert [problem.rule for problem in found.problems] in (["simulate/demand"], ["simulate/profile"])


def profiles(number: float) -> list[DemandProfile]:
    return [
        DemandProfile(months=(number,) * 12),
        DemandProfile(months=(1.0,) * 11),
        DemandProfile(weekdays={"mon": number}),
        DemandProfile(weekdays={"mon": 0.0}),
        DemandProfile(hours={"08:00..09:00": number}),
        DemandProfile(online_hours=(1.0, number) * 12),
        DemandProfile(online_hours=(1.0,) * 25),
    ]


def test_a_calendar_that_ends_is_an_error():
    """Part of a year needs the whole of that year: what is not known of it is not guessed."""
    with pytest.raises(CalendarEndsError):
        streams([offer("{per_year: 5}")], Axis(date(2027, 12, 27), 14))
