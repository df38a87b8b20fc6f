"""The apology for a late dossier: the form of the day, the last day to tell the applicant, the new date, the letter."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from isoqms.cli.main import cli
from isoqms.report.apology import FORMS, form_on, tell_by
from isoqms.resources import calendar_path
from isoqms.source import read_source
from isoqms.worktime import Calendar

PATH = calendar_path("vn")
assert PATH
VN = Calendar.from_data(read_source(PATH, "vn.yaml").data)
PROCEDURE = """\
id: QT-01
title: {vi: Cấp giấy phép, en: Issue a permit}
national_code: "1.013225"
limits:
  legal: {within: 10 working days}
  committed: {within: 5 working days}
steps: {sign: {title: {vi: Ký, en: Sign}, role: head, allowance: 1 working day, end: completed}}
"""
ORGANISATION = """\
title: {vi: Xã mẫu, en: Sample commune}
source: sample
default_office: xa
offices:
  xa:
    title: {vi: UBND xã Mẫu, en: Sample commune office}
    level: commune
    country: VN
    calendar: vn
    hours: {mon: ["07:30..11:30", "13:30..17:30"], tue: ["07:30..11:30", "13:30..17:30"],
            wed: ["07:30..11:30", "13:30..17:30"], thu: ["07:30..11:30", "13:30..17:30"],
            fri: ["07:30..11:30", "13:30..17:30"]}
    day_length: 8 hours
    plain_days: working
roles: {head: {title: {vi: Lãnh đạo, en: Head}}}
"""


@pytest.fixture
def apologise(tmp_path):
    """Run `isoqms apology` on a dossier received on Friday 21 August 2026, a working Saturday after it."""
    (tmp_path / "organisation.yaml").write_text(ORGANISATION, encoding="utf-8")
    (tmp_path / "qt-01.yaml").write_text(PROCEDURE, encoding="utf-8")

    def run(*words, received="2026-08-21 09:00", on="2026-08-25", to="json", lang="en"):
        given = ["--dossier", "H56-260821-0001", "--received", received, "--applicant", "Ông Mẫu", "--reason",
                 "chờ ý kiến", "--unit", "Phòng Kinh tế", "--extend", "3 working days", "--on", on]  # fmt: skip
        args = ["--lang", lang, "apology", str(tmp_path / "qt-01.yaml"), *given, "--to", to, *words]
        done = CliRunner().invoke(cli, args)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stdout, done.stderr

    return run


@pytest.mark.parametrize(
    ("day", "circular"),
    [("2019-01-05", None), ("2019-01-06", "01/2018/TT-VPCP"), ("2025-09-14", "01/2018/TT-VPCP"),
     ("2025-09-15", "03/2025/TT-VPCP"), ("2026-08-25", "03/2025/TT-VPCP")],
)  # fmt: skip
def test_the_form_in_force(day, circular):
    """Form 04 is another one under another circular; before the first there is none."""
    found = form_on(date.fromisoformat(day))
    assert (found and found.circular) == circular
    assert len({each.title.render("en") for each in FORMS}) == len(FORMS)


@pytest.mark.parametrize(
    ("due", "told"),
    [("2026-08-27", "2026-08-26"), ("2026-08-24", "2026-08-22"), ("2026-09-03", "2026-08-28"),
     ("2026-02-23", "2026-02-13")],
)  # fmt: skip
def test_the_last_day_to_tell(due, told):
    """The day before the due date, or the working day before that: a worked Saturday counts, holidays do not."""
    moment = datetime.fromisoformat(f"{due}T17:30")
    assert tell_by(moment, VN) == date.fromisoformat(told)


@given(st.integers(0, 200), st.integers(0, 10))
def test_the_last_day_is_a_working_day_before(number, days):
    """It is a working day, at least so many days before, and no working day lies between."""
    due = datetime(2026, 3, 2, 17, 30) + timedelta(days=number)
    found = tell_by(due, VN, days)
    latest = due.date() - timedelta(days=days)
    assert VN.is_working_day(found)
    assert found <= latest
    assert not any(VN.is_working_day(found + timedelta(days=n)) for n in range(1, (latest - found).days + 1))


def test_data_of_the_letter(apologise):
    """By the committed limit, counted with the worked Saturday; the new date from the old one; told in time."""
    code, said, warned = apologise()
    told = json.loads(said)
    assert (code, warned) == (0, "")
    assert told["form"] == {"circular": "03/2025/TT-VPCP", "number": "04",
                            "title": "APOLOGY AND REQUEST TO EXTEND THE TIME FOR SETTLING"}  # fmt: skip
    assert (told["due"], told["tell_by"], told["told_late"]) == ("2026-08-27T17:30", "2026-08-26", False)
    assert told["new_due"] == "2026-09-04T17:30"  # 31 August swapped off, 1 and 2 September holidays
    assert (told["national_code"], told["applicant"]["name"]) == ("1.013225", "Ông Mẫu")
    legal = json.loads(apologise("--limit", "legal")[1])
    assert legal["due"] == "2026-09-08T17:30"


def test_what_is_printed_on_the_receipt_counts(apologise):
    """The due date on the receipt wins over the counted one."""
    told = json.loads(apologise("--appointed", "2026-08-28 17:30")[1])
    assert (told["due"], told["tell_by"]) == ("2026-08-28T17:30", "2026-08-27")
    assert told["new_due"] > told["due"]


def test_too_late_and_too_often_are_told(apologise):
    """The letter is made all the same; that the day has passed, or the date was set anew before, ends with 1."""
    code, said, warned = apologise(on="2026-08-27")
    assert (code, json.loads(said)["told_late"], "should have been told by" in warned) == (1, True, True)
    code, _, warned = apologise("--before", "1")
    assert (code, "at most once" in warned) == (1, True)
    assert apologise("--notice-days", "3")[0] == 1


def test_the_letter(apologise, tmp_path):
    """National heading, who, what, why, both dates, who signs; the file is named by the dossier, in its folder."""
    code, name, _ = apologise(
        "-o", str(tmp_path / "out"), "--head", "Trần Bình", "--place", "Mẫu", to="docx", lang="vi"
    )
    made = docx.Document(name.strip())
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    words = "\n".join([*(each.text for each in made.paragraphs), *cells])
    for part in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "UBND XÃ MẪU", "Ông Mẫu", "H56-260821-0001", "Cấp giấy",
                 "27/08/2026", "04/09/2026", "chờ ý kiến", "Phòng Kinh tế", "Trần Bình", "03/2025"):  # fmt: skip
        assert part in words, part
    assert code == 0
    code, name, _ = apologise("-o", str(tmp_path / "out"), "--dossier", "../../x/1", to="docx")
    assert (tmp_path / "out").as_posix() in name
    assert not (tmp_path.parent / "x").exists()


def test_the_head_of_the_letter_in_word(apologise, tmp_path):
    """National heading and place with day at the right, agency with the number of the letter at the left, in order."""
    without = ORGANISATION.replace("    country: VN\n", "")
    (tmp_path / "organisation.yaml").write_text(without, encoding="utf-8")  # its forms are those of Viet Nam
    _, name, _ = apologise("-o", str(tmp_path / "out"), "--place", "Mẫu", to="docx", lang="vi")
    left, right = docx.Document(name.strip()).tables[0].rows[0].cells
    written = [[each.text for each in cell.paragraphs if each.text] for cell in (left, right)]
    assert written == [["UBND XÃ MẪU", "Số: …"], [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Mẫu, ngày 25 tháng 08 năm 2026",
    ]]  # fmt: skip
    assert right.paragraphs[-1].runs[0].italic


def test_a_second_letter_stays_beside_the_first(apologise, tmp_path):
    """Another letter about the same dossier gets another name, and says so; the same letter is written once."""
    names = []
    for head in ("Trần Bình", "Lê An", "Trần Bình"):
        _, name, said = apologise("-o", str(tmp_path / "out"), "--head", head, to="docx")
        names.append(Path(name.strip()).name)
        assert ("is there already" in said) is (head == "Lê An")
    assert names == ["H56-260821-0001.docx", "H56-260821-0001-2.docx", "H56-260821-0001.docx"]


def test_another_form_is_named_by_circular_and_number(apologise):
    """Where another text is in force, its form is named; before any form is known one must be."""
    assert json.loads(apologise("--form", "99/2027/TT-VPCP", "02")[1])["form"]["number"] == "02"
    code, _, said = apologise(received="2018-08-20 09:00", on="2018-08-24")
    assert code == 2
    assert "--form" in said or "calendar" in said


def test_wrong_use(apologise):
    """A duration that is none, a variant there is not, a clock that never started: exit code 2."""
    assert apologise("--extend", "soon")[0] == 2
    assert apologise("--variant", "x")[0] == 2
    assert apologise("--incomplete")[0] == 2


def test_a_new_date_that_is_past_is_refused(apologise, tmp_path):
    """A letter never promises a day before its own: what to write instead is told, and nothing is written."""
    out = tmp_path / "out"
    code, said, warned = apologise("-o", str(out), on="2026-09-05", to="docx")
    assert (code, said) == (2, "") and "--extend" in warned and "2026-09-05" in warned
    assert not out.exists()
    assert apologise(on="2026-09-04")[0] == 1  # due at its closing


def test_the_variants_are_named(apologise, tmp_path):
    """Where each variant has its own time and none was named, the refusal names them."""
    own = PROCEDURE.replace("within: 10 working days", "within: null, variants: {easy: 3 days, hard: 5 days}")
    own = own.replace("  committed: {within: 5 working days}\n", "")
    own += "variants: {easy: {title: {vi: Dễ, en: Easy}}, hard: {title: {vi: Khó, en: Hard}}}\n"
    (tmp_path / "qt-01.yaml").write_text(own, encoding="utf-8")
    code, _, warned = apologise()
    assert code == 2 and "--variant" in warned and "easy (Easy), hard (Hard)" in " ".join(warned.split())
    assert apologise("--variant", "hard")[0] in (0, 1)
