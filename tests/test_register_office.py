"""What an office sets for itself: figures of the register, the words for its grades, its time zone and working days."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from isoqms.register.lifecycle.policy import Policy
from isoqms.register.office import Office, read_office
from isoqms.register.place import Place
from isoqms.register.records.book import Book

SAMPLE = Path(__file__).parent.parent / "processes"
ORGANISATION = """
offices:
  xa: {{title: Xã, calendar: vn, hours: {{mon: ["08:00..17:00"]}}, day_length: 8 giờ, time_zone: {zone}}}
"""


def workspace(folder: Path, rules: str = "", zone: str = "Asia/Ho_Chi_Minh") -> Path:
    """Write a folder with an office and what it set for itself."""
    (folder / "qms").mkdir()
    (folder / "organisation.yaml").write_text(ORGANISATION.format(zone=zone), encoding="utf-8")
    if rules:
        (folder / "qms" / "corrective-action.yaml").write_text(rules, encoding="utf-8")
    return folder


def test_without_files_everything_is_as_the_program_has_it(tmp_path):
    """A folder with a register alone: figures of the program, time of Viet Nam, its calendar."""
    office, problems = read_office(tmp_path)
    assert (office.policy, problems) == (Policy(), ())
    assert str(office.timezone) == "Asia/Ho_Chi_Minh"
    assert not office.calendar().is_working_day(date(2026, 9, 2))


RULES = {
    "limits": {
        "triage": ("triage_wd", 4),
        "containment_of_major": ("containment_major_wd", 3),
        "plan_of_major": ("plan_major_wd", 10),
        "plan_of_minor": ("plan_minor_wd", 20),
    },
    "escalation": {
        "owner_before": ("warn_days_before", 9),
        "quality_manager_after": ("quality_manager_after_wd", 6),
        "top_management_after": ("top_management_after_wd", 12),
        "extensions_told": ("extensions_warned", 1),
        "extensions_escalated": ("extensions_escalated", 4),
        "attempt_escalated": ("escalate_iteration", 3),
    },
    "small_office": {"people_for_major": ("persons_major", 4), "people_for_minor": ("persons_minor", 3)},
    "": {
        "recurrence_limit": ("recurrence_limit", 5),
        "window_periods": ("window_periods", 6),
        "window_days_least": ("window_days_least", 60),
    },
}
CASES = [(part, name, ours, value) for part, names in RULES.items() for name, (ours, value) in names.items()]


@pytest.mark.parametrize(("part", "name", "ours", "value"), CASES, ids=[case[1] for case in CASES])
def test_each_figure_of_the_file_is_the_one_the_rules_ask(tmp_path, part, name, ours, value):
    """One figure written changes that parameter and no other; a small office says so by naming its people."""
    text = f"{part}: {{{name}: {value}}}" if part else f"{name}: {value}"
    office, problems = read_office(workspace(tmp_path, text))
    assert problems == ()
    small = {"small_office": True} if part == "small_office" else {}
    assert office.policy == replace(Policy(), **{ours: value}, **small)


def test_no_parameter_is_out_of_reach_of_the_file():
    """Whatever the rules have as a parameter, an office can set for itself."""
    reached = {case[2] for case in CASES} | {"small_office", "grade_words"}
    assert reached == {each.name for each in fields(Policy)}


def test_the_sample_office_sets_what_the_program_begins_with():
    """The file of the sample shows every figure, and is that of a small office."""
    office, problems = read_office(SAMPLE)
    assert problems == ()
    begins = replace(Policy(), small_office=True, grade_words=office.policy.grade_words)
    assert office.policy == begins
    assert office.policy.grade_of("NẶNG") == office.policy.grade_of("major") == "major"
    assert office.policy.grade_of("lưu ý") == "observation"


def test_an_office_has_words_of_its_own_for_its_grades(tmp_path):
    """Another scale declares itself; words that stand for nothing stay as they are, to be refused later."""
    office, _ = read_office(workspace(tmp_path, "grades: {major: loại A, minor: {vi: loại B, en: class B}}"))
    assert [office.policy.grade_of(word) for word in ("Loại A", "class b", "nặng")] == ["major", "minor", "nặng"]


@pytest.mark.parametrize(
    ("rules", "zone", "said"),
    [
        ("limits: {triage: 0}", "Asia/Ho_Chi_Minh", "corrective-action.yaml:1:"),
        ("limits: {plan: 3}", "Asia/Ho_Chi_Minh", "corrective-action.yaml:1:"),
        ("limits: [", "Asia/Ho_Chi_Minh", "corrective-action.yaml:"),
        ("reviewed: 2026-02-30", "Asia/Ho_Chi_Minh", "corrective-action.yaml:1:"),
        ("", "Asia/Thang_Long", "organisation.yaml:3:"),
        ("", "America", "organisation.yaml:3:"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(tmp_path, rules, zone, said):
    """A figure that cannot be, a name nobody knows, a time zone there is none of: never passed over in silence."""
    _, problems = read_office(workspace(tmp_path, rules, zone))
    assert [said in str(each.at) for each in problems] == [True]


@pytest.mark.parametrize(
    ("zone", "day"), [("Asia/Ho_Chi_Minh", 3), ("Europe/London", 2), ("America/New_York", 2), ("Pacific/Auckland", 3)]
)
def test_the_day_is_that_of_the_office(tmp_path, zone, day):
    """At 18:00 in Greenwich it is already tomorrow in Viet Nam: what is due is counted by the day of the office."""
    office, _ = read_office(workspace(tmp_path, zone=zone))
    clock = lambda: datetime(2026, 3, 2, 18, 0, tzinfo=UTC)  # noqa: E731
    book = Book(place=Place(file=tmp_path / "x"), folder=tmp_path, clock=clock, office=office)
    assert book.today == date(2026, 3, day)


def test_working_days_are_those_of_the_office(tmp_path):
    """Its own calendar, with what a province lays over it, is nearer than the one that comes with the program."""
    workspace(tmp_path)
    days = "  - {date: 2026-05-05, kind: holiday, name: x, source: s}\n"
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "vn.yaml").write_text(
        "id: vn\ntitle: VN\nsources: {s: {title: s, status: official}}\nyears: [{year: 2026, source: s}]\ndays:\n"
        + days,
        encoding="utf-8",
    )
    office, _ = read_office(tmp_path)
    assert not office.calendar("xa").is_working_day(date(2026, 5, 5))
    assert not office.calendar("unknown").is_working_day(date(2026, 5, 5))
    assert Office().calendar().is_working_day(date(2026, 5, 5))
