"""A dossier is due when the law and the office's calendar say so; each expected date is counted by hand."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from isoqms.source import read_source
from isoqms.words import Message
from isoqms.worktime import (
    PLAIN_RULES,
    Accepted,
    Basis,
    Calendar,
    CalendarEndsError,
    CountingRule,
    Deadline,
    Duration,
    Event,
    Extended,
    Reappointed,
    Restarted,
    Rules,
    Start,
    Stopped,
    SubLimit,
    WorkingHours,
    due,
    parse_duration,
)

CALENDARS = Path(__file__).parent.parent / "processes" / "calendars"
VN, GB = (Calendar.from_data(read_source(CALENDARS / f"{name}.yaml", name).data) for name in ("vn", "gb"))
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
OFFICE = WorkingHours.from_data({day: ["07:30..11:30", "13:30..17:30"] for day in WEEKDAYS})
AFTER_THREE = Rules(cutoff=time(15))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def limit(text: str) -> Duration:
    duration = parse_duration(text)
    assert isinstance(duration, Duration)
    return duration


def count(text: str, received: str, *events: Event, rules: Rules = PLAIN_RULES) -> Deadline:
    return due(limit(text), at(received), VN, OFFICE, events, rules)


def reasons(deadline: Deadline) -> list[str]:
    return [reason.render("en") for reason in deadline.reasons]


@pytest.mark.parametrize(
    ("received", "days", "expected", "why"),
    [
        ("2026-04-24", "3", "2026-05-04", "Sat 25 Apr 2026 – Mon 27 Apr 2026: not counted (Hung Kings' "),
        ("2025-12-31", "2", "2026-01-06", "Thu 1 Jan 2026 – Sun 4 Jan 2026: not counted (New Year's Day, Day off by s"),
        ("2026-02-13", "1", "2026-02-23", "Sat 14 Feb 2026 – Sun 22 Feb 2026: not counted (Lunar New Year's Eve, …"),
        ("2026-08-21", "5", "2026-08-27", "Sat 22 Aug 2026 is a worked day (swap)"),
        ("2025-04-25", "2", "2025-04-28", "Sat 26 Apr 2025 is a worked day (swap)"),
        ("2021-05-31", "10", "2021-06-14", "Sat 5 Jun 2021 – Sun 6 Jun 2021: not counted (weekend)"),
    ],
)
def test_the_six_worked_examples(received: str, days: str, expected: str, why: str) -> None:
    """Compensation, swaps off and worked, Tết and a real register row give the dates counted by people."""
    deadline = count(f"{days} working days", f"{received} 09:00")
    assert deadline.due == at(f"{expected} 17:30")
    assert any(reason.startswith(why) for reason in reasons(deadline))


def test_reasons_are_given_line_by_line() -> None:
    """Received Wed 31 Dec 2025, 2 days: Thu 1 to Sun 4 Jan off, so Mon 5 = 1, Tue 6 = 2."""
    assert reasons(count("2 working days", "2025-12-31 09:00")) == [
        "received Wed 31 Dec 2025 09:00",
        "limit: 2 working days",
        "the first day, Wed 31 Dec 2025, is not counted (Civil Code 2015, art. 147(2))",
        "Thu 1 Jan 2026 – Sun 4 Jan 2026: not counted (New Year's Day, Day off by swap, weekend)",
        "due Tue 6 Jan 2026 17:30, when the office closes",
    ]


def test_many_weekends_are_one_line() -> None:
    """30 working days from Mon 1 Jun 2026 pass six weekends (6 Jun to 12 Jul) and end on Mon 13 Jul: 30 = 6 x 5."""
    deadline = count("30 working days", "2026-06-01 09:00")
    assert deadline.due == at("2026-07-13 17:30")
    assert "6 weekends within Sat 6 Jun 2026 – Sun 12 Jul 2026: not counted" in reasons(deadline)


HAND_COUNTED = {
    # working hours, Mon 20 Apr 2026: 9:00–11:30 is 2.5 h, then 13:30 + 1.5 h
    "hours over noon": ("4 giờ", "2026-04-20 09:00", "2026-04-20 15:00"),
    # Mon 16:30–17:30 is 1 h, Tue 7:30 + 3 h
    "hours over night": ("4 giờ làm việc", "2026-04-20 16:30", "2026-04-21 10:30"),
    # Fri 24 Apr 17:00–17:30 is 0.5 h; weekend and Mon 27 off; Tue 28, 7:30 + 1.5 h
    "hours over days off": ("2 hours", "2026-04-24 17:00", "2026-04-28 09:00"),
    # Sat 18 Apr: time runs from Mon 20, 7:30, two hours
    "hours received on a Saturday": ("2 hours", "2026-04-18 09:00", "2026-04-20 09:30"),
    # 8 h from the opening are the whole day: due at closing, not at the next opening
    "hours to closing": ("8 giờ", "2026-04-20 06:00", "2026-04-20 17:30"),
    "hours and minutes": ("1 giờ 30 phút", "2026-04-20 11:00", "2026-04-20 14:30"),
    # half of Tuesday's 8 hours are over at 11:30
    "half a day": ("0,5 ngày làm việc", "2026-04-20 09:00", "2026-04-21 11:30"),
    # a quarter of a day is 2 h after the opening of the following day
    "quarter of a day": ("0,25 ngày làm việc", "2026-04-20 16:00", "2026-04-21 09:30"),
    # Tue = 1, Wed = 2, then Thu until 11:30
    "two and a half days": ("2,5 ngày làm việc", "2026-04-20 09:00", "2026-04-23 11:30"),
    # three quarters: 6 h after 7:30 with the noon break is 15:30
    "three quarters of a day": ("3/4 working day", "2026-04-20 09:00", "2026-04-21 15:30"),
    # Sat 18 Apr is day 0, Mon = 1, Tue = 2
    "days received on a Saturday": ("2 working days", "2026-04-18 09:00", "2026-04-21 17:30"),
    "days received at night": ("1 working day", "2026-04-20 23:00", "2026-04-21 17:30"),
    "one working week": ("1 working week", "2026-04-13 09:00", "2026-04-20 17:30"),
    # 20 + 10 = Thu 30 Apr, a holiday; Fri 1 May too; weekend; so Mon 4 May
    "calendar days onto a holiday": ("10 calendar days", "2026-04-20 09:00", "2026-05-04 17:30"),
    "calendar days onto a working day": ("9 calendar days", "2026-04-20 09:00", "2026-04-29 17:30"),
    "weeks": ("2 weeks", "2026-04-08 09:00", "2026-04-22 17:30"),
    # 31 Jan + 1 month: February 2026 has 28 days; Sat 28, so Mon 2 Mar
    "month end": ("1 month", "2026-01-31 09:00", "2026-03-02 17:30"),
    # 31 Jan 2024 + 1 month: leap year, Thu 29 Feb
    "month end in a leap year": ("1 month", "2024-01-31 09:00", "2024-02-29 17:30"),
    # Thu 29 Feb 2024 + 1 year: no such day, so Fri 28 Feb 2025
    "a year from a leap day": ("1 year", "2024-02-29 09:00", "2025-02-28 17:30"),
    # 17 Jan + 1 month = Tue 17 Feb 2026, in Tết (14–22 Feb), so Mon 23 Feb
    "a month into Tet": ("1 tháng", "2026-01-17 09:00", "2026-02-23 17:30"),
    # Mon 15 Jun + 1 month = Wed 15 Jul, + 15 days = Thu 30 Jul
    "a month and a half": ("1,5 tháng", "2026-06-15 09:00", "2026-07-30 17:30"),
    # Nov 2026 + 3 months = 10 Feb 2027, the fifth day of Tết (4–10 Feb), so Thu 11 Feb
    "months over the year": ("3 tháng", "2026-11-10 09:00", "2027-02-11 17:30"),
    # Tue = 1 … Fri = 4, Mon 27 off, Tue 28 = 5; then 15 minutes of Wed 29
    "days and minutes": ("5 working days + 15 minutes", "2026-04-20 09:00", "2026-04-29 07:45"),
    "upper bound": ("không quá 3 ngày làm việc", "2026-04-20 09:00", "2026-04-23 17:30"),
    "longer end of a range": ("1–3 working days", "2026-04-20 09:00", "2026-04-23 17:30"),
    "at once": ("ngay", "2026-04-20 09:00", "2026-04-20 17:30"),
    "no days at all": ("0 ngày", "2026-04-20 09:00", "2026-04-20 17:30"),
    "same day": ("trong ngày", "2026-04-20 16:59", "2026-04-20 17:30"),
    "same day after closing": ("trong ngày", "2026-04-20 18:00", "2026-04-21 17:30"),
    # Sat 25 Apr: weekend, Mon 27 off, so Tue 28
    "same day on a Saturday": ("trong ngày", "2026-04-25 09:00", "2026-04-28 17:30"),
}


@pytest.mark.parametrize(("text", "received", "expected"), HAND_COUNTED.values(), ids=list(HAND_COUNTED))
def test_limits_counted_by_hand(text: str, received: str, expected: str) -> None:
    """Hours, half days, days, weeks and months end where a person with a calendar ends; see the arithmetic above."""
    assert count(text, received).due == at(expected)


CUT_OFF = {
    # 15:00 itself is in time; same day
    "in time": ("trong ngày", "2026-04-20 15:00", "2026-04-20 17:30"),
    "too late": ("trong ngày", "2026-04-20 15:01", "2026-04-21 17:30"),
    # Fri 24 Apr 15:01 counts as Tue 28 (weekend, Mon 27 off)
    "before days off": ("ngay", "2026-04-24 15:01", "2026-04-28 17:30"),
    # Mon 15:30 counts as received on Tue 21; Wed = 1, Thu = 2
    "days": ("2 working days", "2026-04-20 15:30", "2026-04-23 17:30"),
    "days in time": ("2 working days", "2026-04-20 14:30", "2026-04-22 17:30"),
    # Sat counts as received on Mon 20 as well, or it would overtake Friday 15:30; Tue = 1, Wed = 2
    "days on a Saturday": ("2 working days", "2026-04-18 09:00", "2026-04-22 17:30"),
    # counts as received on Tue 21; two hours from 7:30
    "hours": ("2 hours", "2026-04-20 15:30", "2026-04-21 09:30"),
    # counts as received on Tue 21, half of Wed is over at 11:30
    "half a day": ("0.5 working days", "2026-04-20 15:30", "2026-04-22 11:30"),
}


@pytest.mark.parametrize(("text", "received", "expected"), CUT_OFF.values(), ids=list(CUT_OFF))
def test_after_the_cut_off_a_dossier_counts_from_the_next_working_day(text: str, received: str, expected: str) -> None:
    """Received after 15:00 means received on the next working day, whatever the unit of the limit."""
    assert count(text, received, rules=AFTER_THREE).due == at(expected)


def test_a_cut_off_written_in_the_limit_counts_too() -> None:
    """Same day, received after 15:00 the next working day: Mon 15:30 is due Tue at closing, and the reason says so."""
    deadline = count("trong ngày; nhận sau 15 giờ: ngày làm việc tiếp theo", "2026-04-20 15:30")
    assert deadline.due == at("2026-04-21 17:30")
    assert "received after 15:00: counts as received on Tue 21 Apr 2026" in reasons(deadline)


def test_the_clock_does_not_start_before_the_dossier_is_accepted() -> None:
    """Receipt alone gives no date; accepted Wed 22 Apr: Thu = 1, Fri = 2, Tue 28 = 3 (Mon 27 off)."""
    waiting = Rules(waits_for_acceptance=True)
    assert count("3 working days", "2026-04-20 09:00", rules=waiting).due is None
    accepted = count("3 working days", "2026-04-20 09:00", Accepted(at("2026-04-22 10:00")), rules=waiting)
    assert accepted.due == at("2026-04-28 17:30")
    assert "the complete dossier is accepted Wed 22 Apr 2026 10:00: the clock starts then" in reasons(accepted)


STOPS = {
    # a day counts when the clock runs at its closing. Tue 2 = 1; Wed 3 and Thu 4 are lost; Fri 5 = 2, 8, 9, Wed 10 = 5
    "a stop over two nights": ([("06-03 10:00", "06-05 14:00")], "2026-06-10 17:30"),
    # the same stop in two overlapping halves is one stop
    "overlapping stops": ([("06-03 10:00", "06-04 16:00"), ("06-04 09:00", "06-05 14:00")], "2026-06-10 17:30"),
    # the clock runs again at closing: no day is lost
    "a stop within a day": ([("06-03 10:00", "06-03 16:00")], "2026-06-08 17:30"),
    # Fri 5 is lost, Mon 8 counts: 2, 3, 4, 8, 9
    "a stop over a weekend": ([("06-05 17:00", "06-08 08:00")], "2026-06-09 17:30"),
    # it begins after closing on Fri and ends before closing on Mon: no day is lost
    "a stop while the office is closed": ([("06-05 18:00", "06-08 08:00")], "2026-06-08 17:30"),
    # it ends after closing on Thu 4, so Wed and Thu are lost: 2, 5, 8, 9, 10
    "a stop that ends in the evening": ([("06-03 10:00", "06-04 18:00")], "2026-06-10 17:30"),
    # Wed 3 and Mon 8 are lost: 2, 4, 5, 9, 10
    "two stops": ([("06-03 10:00", "06-04 10:00"), ("06-08 10:00", "06-09 10:00")], "2026-06-10 17:30"),
    # begun on the day of receipt: Wed 3, on which it runs again, is the first day; 4, 5, 8, 9, 10
    "a stop on the day of receipt": ([("06-01 10:00", "06-03 10:00")], "2026-06-10 17:30"),
    # on the last day, Mon 8: Mon, Tue and Wed are lost, Thu 11 is the fifth day
    "a stop on the last day": ([("06-08 10:00", "06-11 09:00")], "2026-06-11 17:30"),
    # it ends on a Saturday: the fifth day is Mon 15
    "a stop on the last day into a weekend": ([("06-08 10:00", "06-13 09:00")], "2026-06-15 17:30"),
    "a stop before receipt": ([("05-25 10:00", "05-27 10:00")], "2026-06-08 17:30"),
    "a stop after the end": ([("06-09 10:00", "06-12 10:00")], "2026-06-08 17:30"),
}


@pytest.mark.parametrize(("stops", "expected"), STOPS.values(), ids=list(STOPS))
def test_stops_of_a_limit_in_days(stops: list[tuple[str, str]], expected: str) -> None:
    """Received Mon 1 Jun 2026, 5 working days, due Mon 8 without stops; with them as the arithmetic above says."""
    events = [Stopped(at(f"2026-{start}"), at(f"2026-{end}")) for start, end in stops]
    assert count("5 working days", "2026-06-01 09:00", *events).due == at(expected)


PARTS = {
    # 2.5 days from Mon 1 Jun: Tue, Wed, half of Thu 4 at 11:30
    "no stop": ([], "2026-06-04 11:30"),
    # stopped at 11:30 on Thu but running at closing: closing
    "over the moment only": ([("06-04 09:00", "06-04 14:00")], "2026-06-04 17:30"),
    # Thu is lost; half of Fri 5
    "over the closing": ([("06-04 09:00", "06-05 08:00")], "2026-06-05 11:30"),
    # running at 11:30, stopped afterwards: due before the stop
    "afterwards": ([("06-04 14:00", "06-05 14:00")], "2026-06-04 11:30"),
}


@pytest.mark.parametrize(("stops", "expected"), PARTS.values(), ids=list(PARTS))
def test_stops_of_a_limit_in_parts_of_a_day(stops: list[tuple[str, str]], expected: str) -> None:
    """Half a day ends when half the opening hours are over and the clock runs; see the arithmetic above."""
    events = [Stopped(at(f"2026-{start}"), at(f"2026-{end}")) for start, end in stops]
    assert count("2,5 ngày làm việc", "2026-06-01 09:00", *events).due == at(expected)


def test_stops_of_a_limit_in_hours_are_exact() -> None:
    """6 h from Mon 1 Jun 9:00: 1.5 h to 10:30; stopped to Tue 2 Jun 8:00; 3.5 h to 11:30, 1 h from 13:30: 14:30."""
    stop = Stopped(at("2026-06-01 10:30"), at("2026-06-02 08:00"))
    assert count("6 hours", "2026-06-01 09:00", stop).due == at("2026-06-02 14:30")


def test_stops_of_a_limit_in_calendar_days_are_added() -> None:
    """10 days from 1 Jun is Thu 11; the stop takes Wed 3 to Sat 6, four days: Mon 15. 1 Jul + 4 is Sun 5: Mon 6."""
    stop = Stopped(at("2026-06-03 10:00"), at("2026-06-07 10:00"))
    assert count("10 calendar days", "2026-06-01 09:00", stop).due == at("2026-06-15 17:30")
    assert count("1 month", "2026-06-01 09:00", stop).due == at("2026-07-06 17:30")


def test_an_open_stop_leaves_no_due_date() -> None:
    """While the applicant supplements, nobody can say when the dossier is due; once it is overdue a stop is no help."""
    stopped = count("5 working days", "2026-06-01 09:00", Stopped(at("2026-06-03 10:00")))
    assert stopped.due is None
    assert reasons(stopped)[-1] == "the clock has been stopped since Wed 3 Jun 2026 10:00: there is no due date yet"
    late = count("5 working days", "2026-06-01 09:00", Stopped(at("2026-06-10 10:00")))
    assert late.due == at("2026-06-08 17:30")


def test_a_restart_counts_the_whole_limit_anew() -> None:
    """5 days from Mon 1 Jun; restarted Thu 4 after an open stop: Fri 5 = 1, 8 = 2, 9 = 3, 10 = 4, Thu 11 = 5."""
    events = (Stopped(at("2026-06-02 10:00")), Restarted(at("2026-06-04 10:00")))
    restarted = count("5 working days", "2026-06-01 09:00", *events)
    assert restarted.due == at("2026-06-11 17:30")
    assert "the clock restarts Thu 4 Jun 2026 10:00: the whole limit is counted anew" in reasons(restarted)
    again = count(
        "5 working days", "2026-06-01 09:00", *events, Stopped(at("2026-06-05 10:00"), at("2026-06-08 10:00"))
    )
    assert again.due == at("2026-06-12 17:30")


def test_a_limit_beside_the_main_one_runs_by_itself() -> None:
    """Re-filed Thu 4 Jun, own limit 3 days: Fri 5, Mon 8, Tue 9; the main 5 days from Mon 1 stay on Mon 8."""
    deadline = count(
        "5 working days", "2026-06-01 09:00", SubLimit(at("2026-06-04 09:00"), limit("3 working days"), "n")
    )
    assert deadline.due == at("2026-06-08 17:30")
    assert [(sub.name, sub.deadline.due) for sub in deadline.beside] == [("n", at("2026-06-09 17:30"))]


def test_extensions_add_and_a_dossier_is_re_appointed_once() -> None:
    """5 days end Mon 8 Jun; the rule adds 2: Wed 10; one re-appointment of 3: Mon 15; a second one only warns."""
    extended = Extended(limit("2 working days"))
    late, later = Reappointed(limit("3 working days")), Reappointed(limit("10 working days"))
    assert count("5 working days", "2026-06-01 09:00", extended).due == at("2026-06-10 17:30")
    once = count("5 working days", "2026-06-01 09:00", extended, late)
    twice = count("5 working days", "2026-06-01 09:00", extended, late, later)
    assert once.due == twice.due == at("2026-06-15 17:30")
    assert [warning.render("en") for warning in twice.warnings if warning not in once.warnings] == [
        f"a dossier is re-appointed at most once ({VN.basis[CountingRule.REAPPOINTED_ONCE].render('en')}): "
        "only the first later date counts"
    ]


def test_law_is_cited_where_it_holds() -> None:
    """In England the same sentences name no Vietnamese article: 1 month from Fri 31 Jan 2025 ends on Fri 28 Feb; 1
    week from Fri 11 Apr ends on Good Friday, so Tue 22 Apr 2025, as Monday is Easter Monday.
    """
    month = due(limit("1 month"), at("2025-01-31 09:00"), GB, OFFICE)
    assert reasons(month)[2:] == [
        "the first day, Fri 31 Jan 2025, is not counted",
        "months end on the day of the same number or the last of a month: Fri 28 Feb 2025",
        "due Fri 28 Feb 2025 17:30, when the office closes",
    ]
    week = due(limit("1 week"), at("2025-04-11 09:00"), GB, OFFICE)
    assert week.due == at("2025-04-22 17:30")
    assert "the last day, Fri 18 Apr 2025, is a day off: the limit ends on the next working day" in reasons(week)
    ours = count("10 calendar days", "2026-04-20 09:00")
    assert any(reason.endswith("next working day (Civil Code 2015, art. 148(5))") for reason in reasons(ours))


def test_a_country_without_the_rule_lets_a_later_date_be_set_again() -> None:
    """5 days from Mon 2 Jun 2025 end Mon 9; 3 more Thu 12; in England 2 more again Mon 16, and nobody is warned."""
    events = (Reappointed(limit("3 working days")), Reappointed(limit("2 working days")))
    deadline = due(limit("5 working days"), at("2025-06-02 09:00"), GB, OFFICE, events)
    assert deadline.due == at("2025-06-16 17:30")
    assert not any("re-appointed" in warning.render("en") for warning in deadline.warnings)
    assert count("5 working days", "2025-06-02 09:00", *events).due == at("2025-06-12 17:30")


def test_a_limit_may_run_from_something_else_than_the_complete_dossier() -> None:
    """From payment: no date before it is known; paid Wed 22 Apr 2026, 3 days: Thu, Fri, Tue 28 (Mon 27 off)."""
    paid = Rules(waits_for_acceptance=True, start=Start.PAYMENT)
    waiting = count("3 working days", "2026-04-20 09:00", rules=paid)
    assert (waiting.due, reasons(waiting)[-1]) == (
        None,
        "the limit runs from payment, not from receipt: there is no due date yet",
    )
    counted = count("3 working days", "2026-04-20 09:00", Accepted(at("2026-04-22 10:00")), rules=paid)
    assert counted.due == at("2026-04-28 17:30")
    assert "the limit runs from payment, Wed 22 Apr 2026 10:00" in reasons(counted)


def test_a_limit_beyond_the_last_year_is_beyond_the_calendar() -> None:
    """However long the limit, the answer is that the calendar ends, never that a year cannot be written."""
    endless = [Extended(limit("1000 years"))] * 9
    with pytest.raises(CalendarEndsError, match="covers 2014 to 2027"):
        count("5 working days", "2026-06-01 09:00", *endless)


def test_same_day_service_may_be_extended_by_working_days() -> None:
    """Certification: same day, at most 2 working days more for many papers: Mon 1 Jun + 2 = Wed 3 Jun."""
    assert count("trong ngày", "2026-06-01 09:00", Extended(limit("≤ 2 working days"))).due == at("2026-06-03 17:30")


@pytest.mark.parametrize("text", ["theo thỏa thuận", "không tính thời gian", "giờ hành chính", "ít nhất 2 ngày"])
def test_words_without_a_longest_time_give_no_date(text: str) -> None:
    """No date is invented where the limit states none; the reason is given."""
    deadline = count(text, "2026-06-01 09:00")
    assert deadline.due is None
    assert reasons(deadline)[-1].endswith("there is no due date") or "no due date follows" in reasons(deadline)[-1]


def test_plain_days_are_counted_as_the_procedure_says_with_a_warning() -> None:
    """10 "days" from Mon 1 Jun: 10 working days end on Mon 15 Jun, 10 calendar days on Thu 11 Jun."""
    working = count("10 ngày", "2026-06-01 09:00")
    calendar = count("10 ngày", "2026-06-01 09:00", rules=Rules(plain_days=Basis.CALENDAR))
    assert (working.due, calendar.due) == (at("2026-06-15 17:30"), at("2026-06-11 17:30"))
    assert [w.render("en") for w in (*working.warnings, *calendar.warnings)] == [
        "“10 days” does not say which days: working days are counted",
        "“10 days” does not say which days: calendar days are counted",
    ]
    assert count("10 working days", "2026-06-01 09:00").warnings == ()


def test_provisional_years_and_other_cases_are_warned_about() -> None:
    """A date in 2027 rests on computed holidays; a limit with cases says what was not applied."""
    warnings = count("5 working days (20 working days đối với vùng khó khăn)", "2026-12-30 09:00").warnings
    texts = [warning.render("en") for warning in warnings]
    assert any("2027 are provisional" in text for text in texts)
    assert any("20 working days for vùng khó khăn" in text for text in texts)


def test_misuse_and_the_end_of_the_calendar_are_refused() -> None:
    """A time with a zone and a stop that ends before it begins are mistakes; nothing is counted in 2028."""
    with pytest.raises(ValueError):
        due(limit("1 day"), datetime(2026, 1, 5, tzinfo=UTC), VN, OFFICE)
    with pytest.raises(ValueError):
        Stopped(at("2026-01-02 09:00"), at("2026-01-01 09:00"))
    with pytest.raises(ValueError):
        Extended(limit("theo thỏa thuận"))
    with pytest.raises(CalendarEndsError):
        count("10 working days", "2027-12-27 09:00")


MINUTES = st.datetimes(at("2025-11-01"), at("2026-10-31")).map(lambda m: m.replace(second=0, microsecond=0))
LIMITS = st.sampled_from(
    [
        "0.5 working days",
        "1 working day",
        "7 working days",
        "2.5 working days",
        "4 hours",
        "90 minutes",
        "5 calendar days",
        "3 weeks",
        "1 month",
        "1.5 months",
        "same day",
        "immediately",
        "2 working days + 30 minutes",
        "1 month + 3 working days",
    ]
).map(limit)
RULES = st.builds(Rules, st.sampled_from([None, time(15), time(17, 45)]))
STOPPED = st.builds(lambda start, hours: Stopped(start, start + timedelta(hours=hours)), MINUTES, st.integers(0, 300))
WHOLE_DAYS = st.integers(1, 30)


def moment(deadline: Deadline) -> datetime:
    assert deadline.due is not None
    return deadline.due


@given(WHOLE_DAYS, MINUTES, RULES, st.lists(STOPPED, max_size=2))
def test_a_longer_limit_is_never_due_earlier(days: int, received: datetime, rules: Rules, stops: list[Stopped]) -> None:
    """Half a working day more never makes the due date earlier, with any stops and cut-off (0 days is same day)."""
    one, two = (limit(f"{days + more} working days") for more in (0, 1))
    half = limit(f"{days} 1/2 working days")
    ends = [moment(due(each, received, VN, OFFICE, stops, rules)) for each in (one, half, two)]
    assert ends == sorted(ends)


@given(LIMITS, MINUTES, MINUTES, RULES)
def test_a_later_receipt_is_never_due_earlier(each: Duration, one: datetime, two: datetime, rules: Rules) -> None:
    """Nobody overtakes by coming later, over weekends, holidays, noon and cut-off hours."""
    first, second = sorted((one, two))
    assert moment(due(each, first, VN, OFFICE, (), rules)) <= moment(due(each, second, VN, OFFICE, (), rules))


@given(LIMITS, MINUTES, RULES, st.lists(STOPPED, max_size=2), STOPPED)
def test_a_stop_never_makes_it_due_earlier(
    each: Duration, received: datetime, rules: Rules, stops: list[Stopped], more: Stopped
) -> None:
    """Stopping the clock once more leaves the due date or moves it later."""
    with_more = due(each, received, VN, OFFICE, [*stops, more], rules)
    assert moment(due(each, received, VN, OFFICE, stops, rules)) <= moment(with_more)


@given(LIMITS, MINUTES, RULES, st.lists(STOPPED, max_size=3))
def test_a_dossier_is_due_when_the_office_is_open_and_the_clock_runs(
    each: Duration, received: datetime, rules: Rules, stops: list[Stopped]
) -> None:
    """Every due date lies on a working day, between opening and closing, after receipt, and in no stop."""
    end = moment(due(each, received, VN, OFFICE, stops, rules))
    windows = OFFICE.working(end.date(), VN)
    assert any(window.opens <= end.hour * 60 + end.minute <= window.closes for window in windows)
    assert end > received
    assert not any(stop.start < end < stop.end for stop in stops if stop.end)


@given(LIMITS, MINUTES, RULES, st.lists(STOPPED, max_size=3))
def test_every_reason_can_be_read_in_both_languages(
    each: Duration, received: datetime, rules: Rules, stops: list[Stopped]
) -> None:
    """No sentence is missing one of its particulars."""
    assume(stops or rules.cutoff)
    deadline = due(each, received, VN, OFFICE, stops, rules)
    sentences: list[Message] = [*deadline.reasons, *deadline.warnings]
    assert all(sentence.render(lang) for sentence in sentences for lang in ("vi", "en"))
