"""`isoqms check` of an office's own Word, Excel and CSV files, and the copies it gives back."""

from __future__ import annotations

import io
import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner
from office import ORGANISATION, Checked, check, keep_cache_in, procedure, write
from pytest_bdd import given, parsers, scenarios, then, when
from table_documents import HEADER, comma_separated, excel, word
from test_annotate import comments, notes

from isoqms.cli.main import cli
from isoqms.cli.table_advice import in_table

scenarios("features/kiem_tra_word.feature")

STEPS = (
    HEADER,
    ("1", "Tiếp nhận hồ sơ", "Bộ phận một cửa", "0,5 ngày", "Phiếu hẹn"),
    ("2", "Thẩm định hồ sơ", "Chuyên viên", "9 ngày", "Tờ trình"),
    ("3", "Ký giấy phép", "Lãnh đạo sở", "2 ngày", "Giấy phép"),
)
WRONG = (*STEPS, ("", "Tổng thời gian", "", "10 ngày", ""))
RIGHT = (*STEPS, ("", "Tổng thời gian", "", "11,5 ngày", ""))
OVER = (("Thời hạn theo quy định", "10 ngày"), (), *STEPS)
TITLE = "Tên thủ tục: Cấp lại giấy phép"


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_cache_in(tmp_path / "cache", monkeypatch)


def run(*args: str | Path, lang: str = "en") -> tuple[int, str, str]:
    """Exit code, what is printed and what is told beside it."""
    done = CliRunner().invoke(cli, ["--lang", lang, "check", *map(str, args)], catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


def sums(checked: Checked) -> list[dict[str, str]]:
    return [row for row in checked.problems if row["rule"].startswith("arithmetic/sum-")]


# what is said


def test_places_are_told_as_people_find_them(tmp_path: Path) -> None:
    """Table, row and column in Word; sheet and cell in Excel; row and column in CSV; never a line of a program."""
    files = {
        "a.docx": word(TITLE, [("x", "y")], WRONG),
        "b.xlsx": excel(Quy_trình=WRONG),
        "c.csv": comma_separated(WRONG, ";"),
    }
    folder = write(tmp_path, files)
    code, text, _ = run(*(folder / name for name in files))
    assert code == 0
    for place in (
        "a.docx, table 2, row 5, column 4: ",
        "b.xlsx, sheet “Quy trình”, cell D5: ",
        "c.csv, row 5, column 4: ",
    ):
        line = next(line for line in text.splitlines() if place in line)
        assert "[arithmetic/sum-total]" in line
    assert "Procedures checked: 3" in text


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_other_programs_are_told_the_file_itself(tmp_path: Path, form: str) -> None:
    """The file named to other programs exists, whatever sheet the problem is on; the place is told beside it."""
    path = write(tmp_path, {"b.xlsx": excel(Quy_trình=WRONG)}) / "b.xlsx"
    code, text, _ = run("--format", form, path)
    assert code == 0
    if form == "github":
        assert f"file={path.as_posix()}".replace(":", "%3A") in text or f"file={path.as_posix()}" in text
        return
    data = json.loads(text)
    if form == "json":
        [row] = [row for row in data["problems"] if row["rule"] == "arithmetic/sum-total"]
        assert (row["file"], row["line"], row["column"]) == (path.as_posix(), 5, 4)
        assert row["place"] == "sheet “Quy trình”, cell D5"
    else:
        results = [each for each in data["runs"][0]["results"] if each["ruleId"] == "arithmetic/sum-total"]
        [location] = results[0]["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"].endswith("/b.xlsx")
        assert location["logicalLocations"] == [{"fullyQualifiedName": "sheet “Quy trình”, cell D5"}]


@pytest.mark.parametrize(("rows", "code", "rule"), [(RIGHT, 0, ""), (WRONG, 0, "sum-total"), (OVER, 1, "sum-limit")])
def test_the_exit_code_says_whether_there_are_errors(
    tmp_path: Path, rows: tuple[tuple[str, ...], ...], code: int, rule: str
) -> None:
    """1 only when the law is broken, in each kind of file alike; a table that adds up is silent about sums."""
    contents = {"a.docx": word(TITLE, rows), "a.xlsx": excel(QT=rows), "a.csv": comma_separated(rows)}
    for name, content in contents.items():
        if name == "a.docx" and rows is OVER:
            content = word(TITLE, "Thời hạn theo quy định: 10 ngày", STEPS)
        done = check("--format", "json", write(tmp_path, {name: content}) / name)
        assert done.code == code
        assert [row["rule"] for row in sums(done)] == ([f"arithmetic/{rule}"] if rule else [])


def test_procedures_of_one_file_and_of_several_are_judged_each(tmp_path: Path) -> None:
    """Two tables with the same code do not hide each other, nor do two files."""
    two = word("Tên thủ tục: Cấp lại", WRONG, "Tên thủ tục: Cấp mới", WRONG)
    folder = write(tmp_path, {"a.docx": two, "b/a.docx": two})
    done = check("--format", "json", folder / "a.docx", folder / "b" / "a.docx")
    assert json.loads(done.output)["procedures"] == 4
    assert len(sums(done)) == 4


def test_yaml_and_tables_are_checked_together(tmp_path: Path) -> None:
    """Files of both kinds may stand on one command line; the problems of both are listed."""
    broken = procedure("B-01").replace("allowance", "alowance", 1)
    files = {"organisation.yaml": ORGANISATION, "b.yaml": broken, "a.docx": word(TITLE, WRONG)}
    folder = write(tmp_path, files)
    done = check("--format", "json", folder / "b.yaml", folder / "a.docx")
    assert done.code == 1
    assert done.of("format/unknown-key")
    assert done.of("arithmetic/sum-total")


def test_a_missing_time_is_said_once_at_its_own_cell(tmp_path: Path) -> None:
    """A step without a time is objected to at the empty cell of the time, with advice for a table."""
    rows = [*STEPS[:2], ("2", "Thẩm định hồ sơ", "Chuyên viên", "", ""), STEPS[3]]
    done = check("--format", "json", write(tmp_path, {"a.csv": comma_separated(rows)}) / "a.csv")
    [row] = [row for row in done.problems if (row["line"], row["column"]) == (3, 4)]
    assert row["rule"] == "wf/time"
    assert "allowance" not in row["fix"]


TABLES = sorted((Path(__file__).parent / "data" / "tables").glob("*.*"))
OF_THE_FILE_FORMAT = re.compile(
    "“(next|parallel|end|join|title|within|variants?|actor|stages|allowance)|[a-z_]+:”|clock:|join:|allowance:"
)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_advice_about_a_table_is_about_the_table(path: Path) -> None:
    """An officer who wrote no YAML is never told to write a name of the procedure file."""
    done = check("--format", "json", path)
    assert not [row["fix"] for row in done.problems if OF_THE_FILE_FORMAT.search(row["fix"])]


def test_advice_that_shows_an_order_is_understood_when_followed(tmp_path: Path) -> None:
    """The examples given for the line on the order of the steps are read without a doubt."""
    rows = [*STEPS, ("4", "Trả kết quả", "Bộ phận một cửa", "0 ngày", "")]
    for rule in ("import/flow", "import/parallel"):
        for lang in ("vi", "en"):
            [example] = re.findall("“(1 -> .*)”", in_table()[rule].render(lang))
            flow = f"{example}; 3 -> 4; 2 -> 4; 4 -> end"
            content = word(TITLE, f"Trình tự chuyển bước: {flow}", rows)
            done = check("--format", "json", write(tmp_path, {"a.docx": content}) / "a.docx")
            assert not done.of(rule), flow


def test_what_import_and_rules_both_see_is_said_once(tmp_path: Path) -> None:
    """A number used twice is one problem at its cell, not two."""
    rows = [*STEPS[:3], ("2", *STEPS[3][1:])]
    done = check("--format", "json", write(tmp_path, {"a.csv": comma_separated(rows)}) / "a.csv")
    assert [row["rule"] for row in done.problems if (row["line"], row["column"]) == (4, 1)] == ["arithmetic/numbering"]


def test_a_wrong_subtotal_is_said_at_the_subtotal() -> None:
    """The steps of a stage do not add up: the remark stands at the figure that says so, not at the heading."""
    path = next(path for path in TABLES if path.name == "hai-giai-doan.docx")
    [row] = check("--format", "json", path).of("arithmetic/sum-stage")
    assert row["place"] == "table 1, row 10, column 4"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", b"PK\x03\x04 no archive"),
        ("a.docx", word("Không có bảng nào")),
        ("a.xlsx", excel(QT=[("Họ tên", "Tuổi"), ("An", 3)])),
        ("a.csv", "Trình tự;Thời gian".encode("utf-16") + b"\x00\xd8"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("a.pdf", b"%PDF-1.7"),
    ],
    ids=["damaged", "without a table", "without steps", "not a text", "of an old program", "a PDF"],
)
def test_what_cannot_be_read_is_said_and_not_half_copied(tmp_path: Path, name: str, content: bytes) -> None:
    """Bad input is a sentence at the file and exit code 1; it hides no other file, whose copy is still made."""
    folder = write(tmp_path, {name: content, "good.docx": word(TITLE, WRONG)})
    code, text, _ = run(folder / name, folder / "good.docx", "--annotate", folder / "out")
    assert code == 1
    assert f"{name}" in text.splitlines()[0]
    assert "table 1, row 5, column 4" in text
    assert "good.docx" in {path.name for path in (folder / "out").iterdir()}
    assert not list((folder / "out").glob("*.part"))


# the copy


def test_the_copy_carries_what_the_listing_says(tmp_path: Path) -> None:
    """Every sentence of the listing stands in a remark of the copy, and the copy is named on the way."""
    folder = write(tmp_path, {"a.docx": word(TITLE, WRONG)})
    code, text, told = run(folder / "a.docx", "--annotate", folder / "out.docx", "--as-of", "2026-03-02", lang="vi")
    assert code == 0
    assert "out.docx" in told
    said = "\n".join(comments((folder / "out.docx").read_bytes()).values())
    for line in text.splitlines()[:-1]:
        sentence = line.removeprefix("    → ").partition(": cảnh báo: ")[2].rpartition(" [")[0] or line.strip(" →")
        assert sentence in said


def test_the_same_file_gives_the_same_copy(tmp_path: Path) -> None:
    """Same file, same day, same bytes."""
    for name, content in (
        ("a.docx", word(TITLE, WRONG)),
        ("a.xlsx", excel(QT=WRONG)),
        ("a.csv", comma_separated(WRONG)),
    ):
        path = write(tmp_path, {name: content}) / name
        copies = [tmp_path / f"{number}{'.docx' if name == 'a.docx' else '.xlsx'}" for number in range(2)]
        for copy in copies:
            assert run(path, "--annotate", copy, "--as-of", "2026-03-02")[0] == 0
        assert copies[0].read_bytes() == copies[1].read_bytes()


def test_several_files_are_copied_into_a_folder(tmp_path: Path) -> None:
    """With several files OUT is a folder; a CSV file becomes a workbook there."""
    folder = write(tmp_path, {"a.docx": word(TITLE, WRONG), "b.csv": comma_separated(WRONG)})
    assert run(folder / "a.docx", folder / "b.csv", "--annotate", folder / "x" / "out")[0] == 0
    assert {path.name for path in (folder / "x" / "out").iterdir()} == {"a.docx", "b.xlsx"}
    assert "D5" in notes((folder / "x" / "out" / "b.xlsx").read_bytes())


def test_copies_that_would_harm_are_refused(tmp_path: Path) -> None:
    """Over the file itself, also by another name for it, under a wrong ending, two into one: exit code 2, untouched."""
    content = word(TITLE, WRONG)
    folder = write(tmp_path, {"a.docx": content, "b/a.docx": content, "c.csv": comma_separated(WRONG)})
    linked = folder / "link.docx"
    os.link(folder / "a.docx", linked)
    a, b = folder / "a.docx", folder / "b" / "a.docx"
    wrong = (
        (a, "--annotate", a),
        (a, "--annotate", linked),
        (a, "--annotate", folder),
        (a, "--annotate", folder / "b" / ".." / "a.docx"),
        (a, "--annotate", folder / "a.xlsx"),
        (folder / "c.csv", "--annotate", folder / "c2.csv"),
        (a, b, "--annotate", folder / "new"),
        (a, folder / "c.csv", "--annotate", folder / "new.docx"),
        (folder / "none.yaml", "--annotate", folder / "new.docx"),
    )
    write(folder, {"none.yaml": procedure()})
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for args in wrong:
        assert run(*args)[0] == 2, args
    assert {
        path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and "cache" not in path.parts
    } == before


def test_a_copy_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fails the old copy stays whole and no piece of the new one lies about."""
    folder = write(tmp_path / "office", {"a.docx": word(TITLE, WRONG), "out.docx": b"old"})

    def fail(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    done = CliRunner().invoke(cli, ["check", str(folder / "a.docx"), "--annotate", str(folder / "out.docx")])
    assert "the disk is full; make room" in str(done.exception)
    assert (folder / "out.docx").read_bytes() == b"old"
    assert {path.name for path in folder.iterdir()} == {"a.docx", "out.docx"}


# in an officer's words


@dataclass
class Desk:
    """The officer's folder, the last answer and what lay there before."""

    folder: Path
    code: int = -1
    output: str = ""
    before: dict[str, bytes] = field(default_factory=dict)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "office")


@given(parsers.parse('tệp Word "{name}" có bảng các bước:'))
def word_file(desk: Desk, name: str, datatable: list[list[str]]) -> None:
    write(desk.folder, {name: word(TITLE, datatable)})


@given(parsers.parse('tệp Excel "{name}" có dòng "{label}" là "{value}" và bảng các bước:'))
def excel_file(desk: Desk, name: str, label: str, value: str, datatable: list[list[str]]) -> None:
    write(desk.folder, {name: excel(QT=[(label, value), (), *datatable])})


@given(parsers.parse('tệp "{name}" đặt mật khẩu'))
def locked(desk: Desk, name: str) -> None:
    stream = io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le"))
    write(desk.folder, {name: stream.getvalue()})


@when(parsers.parse('cán bộ kiểm tra tệp "{name}" và xin bản sao "{copy}"'))
def checked_with_copy(desk: Desk, name: str, copy: str) -> None:
    desk.before = {path.name: path.read_bytes() for path in desk.folder.iterdir()}
    desk.code, out, err = run(desk.folder / name, "--annotate", desk.folder / copy, lang="vi")
    desk.output = out + err


@then(parsers.parse('báo cáo nói ở "{place}" là các bước cộng lại {what}'))
def told(desk: Desk, place: str, what: str) -> None:
    rule = "sum-limit" if "thời hạn" in what else "sum-total"
    assert any(f"{place}: " in line and f"[arithmetic/{rule}]" in line for line in desk.output.splitlines()), (
        desk.output
    )


@then(parsers.parse('bản sao "{name}" có nhận xét tại ô "{text}"'))
def remarked_at(desk: Desk, name: str, text: str) -> None:
    raw = (desk.folder / name).read_bytes()
    if name.endswith(".docx"):
        assert "11,5 ngày" in comments(raw)[text]
    else:
        assert "11,5 ngày" in notes(raw)["B1"]


@then(parsers.parse('tệp "{name}" còn nguyên như trước'))
def untouched(desk: Desk, name: str) -> None:
    assert (desk.folder / name).read_bytes() == desk.before[name]


@then("kết quả là có lỗi ở tệp ấy")
def has_errors(desk: Desk) -> None:
    assert desk.code == 1
    assert ": lỗi: " in desk.output


@then(parsers.parse('lệnh bị từ chối vì "{reason}"'))
def refused(desk: Desk, reason: str) -> None:
    assert desk.code == 2
    assert reason in " ".join(desk.output.split())


@then(parsers.parse('không có tệp "{name}"'))
def absent(desk: Desk, name: str) -> None:
    assert not (desk.folder / name).exists()


def test_a_step_is_called_by_the_number_in_its_row(tmp_path: Path) -> None:
    """Whoever has the table alone finds “B2” there, and no advice names a key of the procedure file."""
    rows = [
        HEADER,
        ("B1", "Nhận", "Một cửa", "1 giờ", ""),
        ("B2", "Ký", "Lãnh đạo", "", ""),
        ("B3", "Trả", "A", "½ ngày", ""),
    ]
    folder = write(tmp_path, {"a.docx": word(TITLE, "Lệ phí: Miễn; bản sao 8.000đ/bản", rows)})
    output = CliRunner().invoke(cli, ["--lang", "en", "check", str(folder / "a.docx")]).output
    assert "no time is given for step “B2”" in output and "“amount”" not in output and "notes" not in output
