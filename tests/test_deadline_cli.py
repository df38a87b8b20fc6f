"""`isoqms deadline` answers an officer: a date with its reasons, or what to write instead; dates counted by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from office import write

from isoqms.cli.main import cli

OFFICE = """\
offices:
  xa:
    title: {vi: Xã Thử, en: Test commune}
    calendar: vn
    day_length: 8 hours
    hours:
      mon: &day ["07:30..11:30", "13:30..17:30"]
      tue: *day
      wed: *day
      thu: *day
      fri: *day
roles:
  mot_cua: {title: {vi: Một cửa, en: One-stop}, kind: handles}
"""

PERMIT = """\
id: CP
title: {vi: Cấp phép, en: Permit}
office: xa
variants:
  nha: {title: {vi: Nhà ở, en: House}}
  khac: {title: {vi: Khác, en: Other}}
limits:
  legal:
    within: 10 ngày làm việc
    variants: {nha: 5 ngày làm việc}
    extension: {by: 2 ngày làm việc}
  committed: {within: 7 ngày làm việc}
steps:
  nhan: {role: mot_cua, allowance: 1 ngày, end: completed}
"""

# Mon 1 Jun 2026: no holiday until 2 September, so 10 working days end on Mon 15, 7 on Wed 10, 5 on Mon 8
MONDAY = ("--received", "2026-06-01 09:00")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path, {"organisation.yaml": OFFICE, "cp.yaml": PERMIT})


def ask(path: Path, *args: str, lang: str = "en") -> Result:
    return CliRunner().invoke(cli, ["--lang", lang, "deadline", str(path), *args], catch_exceptions=False)


def answers(path: Path, *args: str) -> dict[tuple[str, str | None, int], str | None]:
    """The due dates by limit, variant and appointment, as other programs get them."""
    done = ask(path, *args, "--format", "json")
    assert done.exit_code == 0, done.output
    (rows,) = json.loads(done.output)["procedures"].values()
    return {(row["limit"], row["variant"], row["appointment"]): row["due"] for row in rows}


def test_every_limit_is_answered_with_its_reasons(folder: Path) -> None:
    """Without a variant the general limit, each variant that has its own, and the committed limit are counted."""
    done = ask(folder / "cp.yaml", *MONDAY)
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "CP  Permit",
        "",
        "Legal limit: Mon 15 Jun 2026 17:30",
        "  - received Mon 1 Jun 2026 09:00",
        "  - limit: 10 working days",
        "  - the first day, Mon 1 Jun 2026, is not counted (Civil Code 2015, art. 147(2))",
        "  - Sat 6 Jun 2026 – Sun 7 Jun 2026: not counted (weekend)",
        "  - Sat 13 Jun 2026 – Sun 14 Jun 2026: not counted (weekend)",
        "  - due Mon 15 Jun 2026 17:30, when the office closes",
        "",
        "Legal limit (House): Mon 8 Jun 2026 17:30",
        "  - received Mon 1 Jun 2026 09:00",
        "  - limit: 5 working days",
        "  - the first day, Mon 1 Jun 2026, is not counted (Civil Code 2015, art. 147(2))",
        "  - Sat 6 Jun 2026 – Sun 7 Jun 2026: not counted (weekend)",
        "  - due Mon 8 Jun 2026 17:30, when the office closes",
        "",
        "Committed limit: Wed 10 Jun 2026 17:30",
        "  - received Mon 1 Jun 2026 09:00",
        "  - limit: 7 working days",
        "  - the first day, Mon 1 Jun 2026, is not counted (Civil Code 2015, art. 147(2))",
        "  - Sat 6 Jun 2026 – Sun 7 Jun 2026: not counted (weekend)",
        "  - due Wed 10 Jun 2026 17:30, when the office closes",
    ]


def test_the_officer_is_answered_in_vietnamese(folder: Path) -> None:
    """The same answer in the words of the office, with the article that stands behind it."""
    lines = ask(folder / "cp.yaml", *MONDAY, "--variant", "nha", lang="vi").output.splitlines()
    assert lines[:7] == [
        "CP  Cấp phép",
        "",
        "Thời hạn theo quy định (Nhà ở): 17:30 thứ Hai 08/06/2026",
        "  - tiếp nhận lúc 09:00 thứ Hai 01/06/2026",
        "  - thời hạn: 5 ngày làm việc",
        "  - ngày đầu tiên, thứ Hai 01/06/2026, không tính (khoản 2 Điều 147 Bộ luật Dân sự 2015)",
        "  - thứ Bảy 06/06/2026 – Chủ nhật 07/06/2026: không tính (cuối tuần)",
    ]


LEGAL = ("legal", None, 0)
OPTIONS: dict[str, tuple[tuple[str, ...], str | None]] = {
    "received at once": ((), "2026-06-15T17:30"),
    # the clock waits for the complete dossier
    "incomplete": (("--incomplete",), None),
    # from Wed 3: Thu 4 = 1, Fri 5 = 2, 8 to 12 = 7, Mon 15 = 8, 16, Wed 17 = 10
    "incomplete, then accepted": (("--incomplete", "--accepted", "2026-06-03 10:00"), "2026-06-17T17:30"),
    "accepted": (("--accepted", "2026-06-03 10:00"), "2026-06-17T17:30"),
    # Wed 3 and Thu 4 are lost
    "stopped": (("--stopped", "2026-06-03 10:00..2026-06-05 14:00"), "2026-06-17T17:30"),
    # as above, and Mon 8
    "stopped twice": (
        ("--stopped", "2026-06-03 10:00..2026-06-05 14:00", "--stopped", "2026-06-08 10:00..2026-06-09 10:00"),
        "2026-06-18T17:30",
    ),
    "still stopped": (("--stopped", "2026-06-03 10:00.."), None),
    # from Thu 4: Fri 5 = 1, 8 to 12 = 6, Mon 15 = 7 … Thu 18 = 10
    "restarted": (("--restarted", "2026-06-04 10:00"), "2026-06-18T17:30"),
    "extended by a length": (("--extended", "3 working days"), "2026-06-18T17:30"),
    "extended twice": (("--extended", "3 working days", "--extended", "1 ngày làm việc"), "2026-06-19T17:30"),
    # the procedure itself allows 2 days
    "extended by what the procedure says": (("--extended",), "2026-06-17T17:30"),
    "extended by both": (("--extended", "--extended", "1 working day"), "2026-06-18T17:30"),
    "a later date": (("--reappointed", "3 working days"), "2026-06-18T17:30"),
    # a dossier is re-appointed once
    "two later dates": (("--reappointed", "3 working days", "--reappointed", "9 working days"), "2026-06-18T17:30"),
    "a limit beside it": (("--sub-limit", "2026-06-04 09:00", "3 working days"), "2026-06-15T17:30"),
    "written the Vietnamese way": (("--accepted", "03/06/2026 10:00"), "2026-06-17T17:30"),
    "written hour first": (("--accepted", "10:00 03/06/2026"), "2026-06-17T17:30"),
    "written as computers do": (("--accepted", "2026-06-03T10:00"), "2026-06-17T17:30"),
}


@pytest.mark.parametrize(("args", "expected"), OPTIONS.values(), ids=list(OPTIONS))
def test_what_happened_to_the_dossier_moves_the_date(folder: Path, args: tuple[str, ...], expected: str | None) -> None:
    """10 working days from Mon 1 Jun 2026 with each option; the arithmetic stands beside it."""
    assert answers(folder / "cp.yaml", *MONDAY, *args)[LEGAL] == expected


def test_only_a_limit_that_may_be_extended_is(folder: Path) -> None:
    """The legal limit states an extension of 2 days, the committed one none: Wed 17 and, as before, Wed 10."""
    dates = answers(folder / "cp.yaml", *MONDAY, "--extended")
    assert (dates[LEGAL], dates["committed", None, 0]) == ("2026-06-17T17:30", "2026-06-10T17:30")


@pytest.mark.parametrize(
    "moment", ["2026-06-01 16:00", "2026-06-01T16:00", "1/6/2026 16:00", "01/06/2026 16h00", "16h00 01/06/2026"]
)
def test_a_moment_is_read_as_people_write_it(folder: Path, moment: str) -> None:
    """In Viet Nam 16h00 on the first of June is as usual as 16:00: 5 working days from Mon 1 end on Mon 8."""
    found = answers(folder / "cp.yaml", "--received", moment, "--variant", "nha")
    assert found["legal", "nha", 0] == "2026-06-08T17:30"


def test_a_limit_of_its_own_is_answered_beside_the_main_one(folder: Path) -> None:
    """Re-filed Thu 4, 3 days: Fri 5, Mon 8, Tue 9."""
    done = ask(folder / "cp.yaml", *MONDAY, "--sub-limit", "2026-06-04 09:00", "3 working days")
    assert "  Limit of its own, 3 working days: Tue 9 Jun 2026 17:30" in done.output.splitlines()


def test_a_variant_without_a_limit_of_its_own_has_the_general_one(folder: Path) -> None:
    """The legal limit has its own time for houses; for others the general one holds, as the committed one for all."""
    assert answers(folder / "cp.yaml", *MONDAY, "--variant", "khac") == {
        ("legal", "khac", 0): "2026-06-15T17:30",
        ("committed", "khac", 0): "2026-06-10T17:30",
    }
    assert answers(folder / "cp.yaml", *MONDAY, "--variant", "nha") == {
        ("legal", "nha", 0): "2026-06-08T17:30",
        ("committed", "nha", 0): "2026-06-10T17:30",
    }


def test_other_programs_get_reasons_and_warnings_too(folder: Path) -> None:
    """One JSON document for all procedures asked about, times local, null where no date follows."""
    write(folder, {"khac.yaml": PERMIT.replace("id: CP", "id: CP-2").replace("10 ngày làm việc", "theo thỏa thuận")})
    told: dict[str, Any] = json.loads(ask(folder, *MONDAY, "--format", "json").output)["procedures"]
    assert list(told) == ["CP", "CP-2"]
    first = told["CP"][0]
    assert list(first) == ["limit", "variant", "appointment", "due", "reasons", "warnings", "beside"]
    assert first["reasons"][0] == "received Mon 1 Jun 2026 09:00"
    assert (first["warnings"], first["beside"]) == ([], [])
    assert told["CP-2"][0]["due"] is None
    assert told["CP-2"][0]["reasons"][-1] == "the limit is by agreement: no due date follows from it"


def test_later_appointments_wait_for_the_first(folder: Path) -> None:
    """The first appointment is counted from receipt (3 days: Thu 4); the second from the end of the first, unknown."""
    limit = "within: 10 ngày làm việc\n    appointments:\n      - {title: Hẹn lần 1, within: 3 ngày làm việc}\n"
    permit = PERMIT.replace("within: 10 ngày làm việc\n", f"{limit}      - {{within: 2 ngày làm việc}}\n")
    write(folder, {"cp.yaml": permit})
    dates = answers(folder / "cp.yaml", *MONDAY)
    assert (dates["legal", None, 1], dates["legal", None, 2]) == ("2026-06-04T17:30", None)
    lines = ask(folder / "cp.yaml", *MONDAY).output.splitlines()
    assert "Legal limit – Hẹn lần 1: Thu 4 Jun 2026 17:30" in lines
    assert "Legal limit – appointment 2: no due date" in lines
    assert "  - 2 working days from the end of the appointment before it: there is no due date yet" in lines


@pytest.mark.parametrize(
    ("start", "args", "expected"),
    [
        ("receipt", ("--incomplete", "--accepted", "2026-06-03 10:00"), "2026-06-15T17:30"),
        ("payment", (), None),
        ("payment", ("--accepted", "2026-06-03 10:00"), "2026-06-17T17:30"),
    ],
)
def test_the_limit_runs_from_what_the_file_says(
    folder: Path, start: str, args: tuple[str, ...], expected: str | None
) -> None:
    """From receipt, completeness does not matter; from payment, nothing is counted before it is known."""
    write(folder, {"cp.yaml": PERMIT.replace("legal:\n", f"legal:\n    from: {start}\n")})
    assert answers(folder / "cp.yaml", *MONDAY, *args)[LEGAL] == expected


def test_received_after_the_cut_off(folder: Path) -> None:
    """15:00 is in time, 15:01 counts as received on Tue 2: 10 working days end on Tue 16, and the reason says why."""
    write(folder, {"cp.yaml": PERMIT.replace("limits:\n", 'limits:\n  cutoff: "15:00"\n')})
    assert answers(folder / "cp.yaml", "--received", "2026-06-01 15:00")[LEGAL] == "2026-06-15T17:30"
    late = ask(folder / "cp.yaml", "--received", "2026-06-01 15:01").output
    assert "Legal limit: Tue 16 Jun 2026 17:30" in late
    assert "  - received after 15:00: counts as received on Tue 2 Jun 2026" in late


def test_days_that_do_not_say_which_are_the_offices(folder: Path) -> None:
    """10 days of the calendar from Mon 1 Jun end on Thu 11, and the answer says which days were taken."""
    write(
        folder,
        {
            "cp.yaml": PERMIT.replace("10 ngày làm việc", "10 ngày"),
            "organisation.yaml": OFFICE.replace("day_length", "plain_days: calendar\n    day_length"),
        },
    )
    assert answers(folder / "cp.yaml", *MONDAY)[LEGAL] == "2026-06-11T17:30"
    assert "  ! “10 days” does not say which days: calendar days are counted" in ask(folder, *MONDAY).output


def test_foreign_offices_are_answered_without_our_law(folder: Path) -> None:
    """In England 10 working days from Mon 1 Jun 2026 end on Mon 15 as well, by no article of the Civil Code."""
    write(folder, {"organisation.yaml": OFFICE.replace("calendar: vn", "calendar: gb")})
    done = ask(folder / "cp.yaml", *MONDAY)
    assert "Legal limit: Mon 15 Jun 2026 17:30" in done.output
    assert "  - the first day, Mon 1 Jun 2026, is not counted\n" in done.output
    assert "Civil Code" not in done.output
    assert "  ! the days off of 2026 are provisional (python-holidays 0.109)" in done.output


def test_a_procedure_without_limits_says_so(folder: Path) -> None:
    """No limit, no date, and no guess; nothing went wrong."""
    only = "id: P\ntitle: Thử\noffice: xa\nsteps:\n  nhan: {role: mot_cua, allowance: 1 ngày, end: completed}\n"
    write(folder, {"p.yaml": only})
    done = ask(folder / "p.yaml", *MONDAY)
    assert (done.exit_code, done.output.splitlines()[1]) == (
        0,
        "The file states no legal and no committed limit, so no due date follows.",
    )


WRONG: dict[str, tuple[tuple[str, ...], str]] = {
    "no receipt": ((), "Missing option '--received'"),
    "no time of day": (
        ("--received", "2026-06-01"),
        "“2026-06-01” lacks the hour: write for example “2026-06-01 09:00”",
    ),
    "no such day": (("--received", "2026-02-30 09:00"), "“2026-02-30 09:00” does not exist"),
    "no such day at all": (("--received", "32/12/2026"), "“32/12/2026” does not exist"),
    "no day": (("--received", "mai"), "“mai” is no moment: write for example 24/04/2026 09:00, 2026-04-24 09:00"),
    "no stretch": ((*MONDAY, "--stopped", "2026-06-03 10:00"), "write FROM..TO, or FROM.. while it lasts"),
    "a stretch that ends first": (
        (*MONDAY, "--stopped", "2026-06-03 10:00..2026-06-02 10:00"),
        "the clock cannot run again before it stops",
    ),
    "no duration": ((*MONDAY, "--extended", "soon"), "“soon” is not understood as a duration: write for example"),
    "no length": ((*MONDAY, "--reappointed", "ngay"), "“ngay” gives no length of time"),
    "a variant nobody knows": (
        (*MONDAY, "--variant", "vila"),
        "CP has no variant “vila”; its variants: khac, nha",
    ),
    "accepted before received": (
        (*MONDAY, "--accepted", "2026-05-29 09:00"),
        "Fri 29 May 2026 09:00 is before the dossier was received, Mon 1 Jun 2026 09:00",
    ),
    "stopped before received": ((*MONDAY, "--stopped", "2026-05-29 09:00.."), "is before the dossier was received"),
    "restarted before received": ((*MONDAY, "--restarted", "2026-05-29 09:00"), "is before the dossier was received"),
    "more extensions than allowed": ((*MONDAY, "--extended", "--extended"), "CP allows fewer extensions: 1 at most"),
    "a form nobody knows": ((*MONDAY, "--format", "xml"), "“xml” is not among the values: text, json"),
}


@pytest.mark.parametrize(("args", "said"), WRONG.values(), ids=list(WRONG))
def test_wrong_use_is_told_what_to_write(folder: Path, args: tuple[str, ...], said: str) -> None:
    """What cannot be meant ends with exit code 2, names the words given and says what to write; no date is printed."""
    done = ask(folder / "cp.yaml", *args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_an_extension_nobody_stated_must_be_given_a_length(folder: Path) -> None:
    """--extended alone takes the procedure's own extension; without one, the officer is told to write how long."""
    write(folder, {"cp.yaml": PERMIT.replace("    extension: {by: 2 ngày làm việc}\n", "")})
    done = ask(folder / "cp.yaml", *MONDAY, "--extended")
    assert done.exit_code == 2
    assert "CP states no extension: write how long it is, for example --extended “5 working days”" in done.stderr


def test_wrong_use_is_told_in_vietnamese(folder: Path) -> None:
    """Whoever asks in Vietnamese is refused in Vietnamese."""
    done = ask(folder / "cp.yaml", "--received", "hôm qua", lang="vi")
    assert done.exit_code == 2
    assert "“hôm qua” chưa đúng cách ghi thời điểm: ghi như ví dụ 24/04/2026 09:00" in done.stderr


def test_a_year_no_calendar_covers_is_named_with_the_place_to_mend(folder: Path) -> None:
    """Exit code 1: with our calendar, the line where the office names it; with its own, the line of its years."""
    done = ask(folder / "cp.yaml", "--received", "2029-06-01 09:00")
    assert (done.exit_code, done.stdout) == (1, "")
    where = f"{(folder / 'organisation.yaml').as_posix()}:4:15: "
    ends = "covers 2014 to 2027 and cannot say whether Fri 1 Jun 2029 is a working day: add that year to its file"
    first, second = done.stderr.splitlines()
    assert first.startswith(where)
    assert first.endswith(ends)
    assert second.startswith(f"{where}this calendar came with the program: put your own vn.yaml")
    sources = "sources:\n  a: {title: Thông báo, status: official}\n"
    own = f"id: vn\ntitle: Lịch xã\n{sources}years: [{{year: 2026, source: a}}]\n"
    write(folder, {"calendars/vn.yaml": own})
    done = ask(folder / "cp.yaml", "--received", "2029-06-01 09:00", lang="vi")
    assert (done.exit_code, done.stdout) == (1, "")
    calendar = (folder / "calendars" / "vn.yaml").as_posix()
    assert done.stderr.startswith(f"{calendar}:5:1: Lịch xã chỉ có dữ liệu từ 2026 đến 2026")


def test_one_calendar_that_ends_does_not_hide_the_other_answers(folder: Path) -> None:
    """The other procedures of the folder are answered, the exit code says that not all was well."""
    write(folder, {"p.yaml": PERMIT.replace("id: CP", "id: P").replace("ngày làm việc", "năm")})
    done = ask(folder, *MONDAY, "--format", "json")
    assert done.exit_code == 1
    assert list(json.loads(done.stdout)["procedures"]) == ["CP"]
    assert "covers 2014 to 2027" in done.stderr


def test_the_calendar_is_the_same_whatever_is_asked_about(folder: Path) -> None:
    """A calendar in a folder above holds for the offices below it, also when a single file is named.

    Its Tue 2 Jun 2026 is off, so 10 working days from Mon 1 Jun end on Tue 16.
    """
    own = (
        "id: vn\ntitle: Lịch tỉnh\nsources:\n  a: {title: Thông báo, status: official}\n"
        "years: [{year: 2026, source: a}]\n"
        "days:\n  - {date: 2026-06-02, kind: holiday, name: Ngày lễ, source: a}\n"
    )
    write(folder, {"calendars/vn.yaml": own, "xa/organisation.yaml": OFFICE, "xa/cp.yaml": PERMIT})
    (folder / "cp.yaml").unlink()
    (folder / "organisation.yaml").unlink()
    assert answers(folder, *MONDAY) == answers(folder / "xa" / "cp.yaml", *MONDAY)
    assert answers(folder / "xa" / "cp.yaml", *MONDAY)[LEGAL] == "2026-06-16T17:30"


BROKEN = {
    "no organisation at all": (None, 2, "no organisation.yaml above"),
    "an office it does not name": ("offices: {}\n", 1, "organisation.yaml:1"),
    "an organisation that is no YAML": ("offices: [\n", 1, "organisation.yaml:2"),
    "a calendar that does not exist": (OFFICE.replace("calendar: vn", "calendar: mars"), 1, "organisation.yaml:4:15: "),
    "hours that nobody can read": (OFFICE.replace("07:30..11:30", "sáng"), 1, "organisation.yaml:7:18: "),
}


@pytest.mark.parametrize(("organisation", "code", "said"), BROKEN.values(), ids=list(BROKEN))
def test_an_office_that_cannot_be_counted_by_is_named(
    folder: Path, organisation: str | None, code: int, said: str
) -> None:
    """Without hours and a calendar nothing is counted: the file to mend is named with its line, never a traceback."""
    (folder / "organisation.yaml").unlink()
    if organisation is not None:
        write(folder, {"organisation.yaml": organisation})
    done = ask(folder / "cp.yaml", *MONDAY)
    assert (done.exit_code, done.stdout) == (code, "")
    assert said in done.stderr


@pytest.mark.parametrize(
    ("calendar", "said"),
    [
        ("id: [\n", "vn.yaml:2"),
        ("id: vn\ntitle: Lịch\nsources:\n  a: {title: T, status: official}\n", "covers no year"),
        ("id: vn\ntitle: Lịch\n", "vn.yaml:1"),
    ],
)
def test_a_calendar_that_is_wrong_is_named(folder: Path, calendar: str, said: str) -> None:
    """A calendar that is no YAML, fits no schema or covers no year ends with exit code 1 at its own line."""
    write(folder, {"calendars/vn.yaml": calendar})
    done = ask(folder / "cp.yaml", *MONDAY)
    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr


@pytest.mark.parametrize(
    ("received", "first"),
    [
        ("2026-06-07 09:00", "Mon 8 Jun 2026"),  # a Sunday
        ("2026-06-01 19:00", "Tue 2 Jun 2026"),
        ("2026-06-01 12:00", "Tue 2 Jun 2026"),
        ("2026-06-01 17:30", None),
        ("2026-06-01 07:30", None),
    ],
)
def test_a_receipt_while_the_office_is_closed_is_remarked(folder: Path, received: str, first: str | None) -> None:
    """On a day off, or outside opening hours, each limit says so, and from which day it is counted then."""
    lines = [line for line in ask(folder / "cp.yaml", "--received", received).stdout.splitlines() if "! the" in line]
    assert len(lines) == (3 if first else 0)  # the legal limit, that of houses, the committed one
    assert all(f"the first day counted is {first}" in line for line in lines)
    counter = OFFICE.replace("    hours:", '    counters: {x: {title: X, hours: {mon: ["19:00..20:00"]}}}\n    hours:')
    write(folder, {"organisation.yaml": counter})
    if received.endswith("19:00"):
        assert "! the" not in ask(folder / "cp.yaml", "--received", received).stdout


def test_hours_received_while_closed_begin_with_the_opening(folder: Path) -> None:
    """A limit in hours counts from the day on which the office opens next; days by the calendar from the next day."""
    for within, first in (("4 giờ làm việc", "Mon 8"), ("3 ngày theo lịch", "Mon 8"), ("ngay", "Mon 8")):
        write(folder, {"cp.yaml": PERMIT.split("limits:")[0] + f"limits: {{legal: {{within: {within}}}}}\n"
                                  "steps: {nhan: {role: mot_cua, allowance: 1 ngày, end: completed}}\n"})  # fmt: skip
        said = ask(folder / "cp.yaml", "--received", "2026-06-07 09:00").stdout
        assert f"the first day counted is {first} Jun 2026" in said
