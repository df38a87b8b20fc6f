"""A plain “day” is the day the office says it is, wherever days are added up or compared."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from procedures import of_steps, read_office

from isoqms.cli.main import cli
from isoqms.graph.critical import timing
from isoqms.procedure import Office
from isoqms.report import time_text
from isoqms.report.time_chart import timeline
from isoqms.worktime import Basis, Convention, Span

OFFICE = """\
offices:
  xa:
    title: {{vi: Xã Thử, en: Test commune}}
    calendar: vn
    day_length: 8 hours
    plain_days: {plain}
    hours: {{mon: ["07:30..11:30", "13:30..17:30"]}}
roles:
  mot_cua: {{title: Một cửa, kind: handles}}
"""

STEPS = """\
nhan: {role: mot_cua, allowance: 1 ngày, next: tham-dinh}
tham-dinh: {role: mot_cua, allowance: 5 ngày làm việc, next: ky}
ky: {role: mot_cua, work: 2 days, end: completed}
"""

LIMIT = "office: xa\nlimits: {legal: {within: 10 ngày}}"


def office(plain: str) -> Office:
    found = read_office(OFFICE.format(plain=plain)).office("xa")
    assert found is not None
    return found


def lines(plain: str | None, steps: str = STEPS, limit: str = LIMIT) -> list[str]:
    procedure = of_steps(steps, limit)
    (account,) = time_text.accounts(procedure, office(plain) if plain else None)
    told = [*time_text.headings(account, "en"), *time_text.limit_lines(account, "en")]
    return [*told, *time_text.remarks(account, "en")]


def test_the_longest_path_takes_plain_days_as_the_office_does() -> None:
    """1 day, 5 working days and 2 days: 8 working days, or 5 working days and 3 of the calendar."""
    procedure = of_steps(STEPS)
    assert timing(procedure, None, Convention(480)).counted.longest == Span(working_days=Fraction(8))
    calendar = timing(procedure, None, Convention(480, plain_days=Basis.CALENDAR))
    assert calendar.counted.longest == Span(working_days=Fraction(5), calendar_days=Fraction(3))
    assert calendar.elapsed.steps["ky"].earliest_start == Span(working_days=Fraction(5), calendar_days=Fraction(1))


@pytest.mark.parametrize(
    ("plain", "verdict"),
    [
        ("working", "Legal limit: 10 days: 2 working days to spare"),
        ("calendar", "Legal limit: 10 days: cannot be compared: working time and calendar time are not the same thing"),
    ],
)
def test_a_limit_in_plain_days_is_compared_as_the_office_means_it(plain: str, verdict: str) -> None:
    """8 of 10 working days leave 2; 10 days of the calendar cannot be set against working days."""
    assert verdict in lines(plain)


def test_plain_days_of_the_calendar_are_compared_with_each_other() -> None:
    """3 days against a limit of 10, both of the calendar, leave 7 calendar days."""
    only = "nhan: {role: mot_cua, allowance: 3 ngày, end: completed}"
    assert "Legal limit: 10 days: 7 calendar days to spare" in lines("calendar", only)


def test_the_time_line_marks_a_limit_where_the_office_means_it() -> None:
    """10 days of the calendar end before 10 working days, and the line of the limit stands there."""
    procedure = of_steps("nhan: {role: mot_cua, allowance: 3 ngày làm việc, end: completed}", LIMIT)
    (working,) = time_text.accounts(procedure, office("working"))
    (calendar,) = time_text.accounts(procedure, office("calendar"))
    assert timeline(working, "en") == timeline(working, "en") != timeline(calendar, "en")


@pytest.mark.parametrize(
    ("plain", "remark"),
    [
        ("working", "“days” without more are counted as working days (plain_days in organisation.yaml)"),
        ("calendar", "“days” without more are counted as calendar days (plain_days in organisation.yaml)"),
        (None, "“days” without more are counted as working days, as no organisation.yaml says otherwise"),
    ],
)
def test_the_account_says_which_days_were_taken(plain: str | None, remark: str) -> None:
    """Whoever reads 8 working days for a document that says days is told why, once."""
    assert lines(plain).count(remark) == 1


@pytest.mark.parametrize(
    ("allowance", "limit", "said"),
    [
        ("3 ngày làm việc", "10 ngày làm việc", False),
        ("4 giờ", "2 tuần", False),
        ("3 ngày làm việc", "10 ngày", True),
        ("1..2 days", "10 ngày làm việc", True),
    ],
)
def test_the_assumption_is_said_only_where_it_was_needed(allowance: str, limit: str, said: bool) -> None:
    """Where every day says which it is, no assumption is mentioned; a limit or a step alone brings it in."""
    only = f"nhan: {{role: mot_cua, allowance: {allowance}, end: completed}}"
    told = lines("working", only, f"office: xa\nlimits: {{legal: {{within: {limit}}}}}")
    assert any("without more" in line for line in told) is said


def test_the_officer_reads_it_in_vietnamese(tmp_path: Path) -> None:
    """`isoqms time` on a procedure of an office that counts calendar days says “ngày theo lịch”, and that it does."""
    (tmp_path / "organisation.yaml").write_text(OFFICE.format(plain="calendar"), encoding="utf-8")
    text = "id: P\ntitle: Thử\noffice: xa\nsteps:\n  nhan: {role: mot_cua, allowance: 3 ngày, end: completed}\n"
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(cli, ["--lang", "vi", "time", str(tmp_path / "p.yaml")], catch_exceptions=False)
    assert done.exit_code == 0
    assert "3 ngày theo lịch" in done.output
    assert "“ngày” không ghi rõ loại được tính là ngày theo lịch (plain_days trong organisation.yaml)" in done.output
