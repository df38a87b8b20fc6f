"""What is wrong with what people hand in: a clear sentence at file and line, nothing written, the rest judged."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from office import ORGANISATION, Checked, check, keep_cache_in, procedure, write

from isoqms.cli.main import cli

GOOD = procedure("GOOD-01")
TEXT = procedure("QT-01")


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep results away from those of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        keep_cache_in(folder, patch)
        yield folder


def listing(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file below `folder` with its size and time of change."""
    stats = {path: path.lstat() for path in folder.rglob("*")}
    return {str(path): (stat.st_size, stat.st_mtime_ns) for path, stat in stats.items()}


def checked(folder: Path, name: str, content: str | bytes) -> Checked:
    """Check a folder with a good procedure and one bad file; nothing may be written there."""
    write(folder, {"organisation.yaml": ORGANISATION, "good.yaml": GOOD, name: content})
    before = listing(folder)
    result = check("--format", "json", folder)
    assert listing(folder) == before
    assert [row for row in result.problems if row["file"].endswith("good.yaml") and row["severity"] == "error"] == []
    return result


def replaced(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new, 1)


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))

CASES: dict[str, tuple[str | bytes, int, str, str]] = {
    # what is wrong: content, line, a piece of the sentence, a piece of the advice
    "empty": ("", 1, "the file is empty", "delete the file"),
    "only comments": ("# ghi chú\n# nữa\n", 1, "the file is empty", "delete the file"),
    "only a document mark": ("---\n", 1, "the file is empty", "delete the file"),
    "binary": (bytes(range(256)), 2, "not a text file", "isoqms import"),
    "Word document": (b"PK\x03\x04\x14\x00\x06\x00" * 40, 1, "not a text file", "isoqms import"),
    "aliases that multiply": (BOMB, 6, "grows beyond", "write the repeated part out"),
    "alias of itself": ("id: &a\n  b: *a\n", 1, "nests deeper", "write the repeated part out"),
    "60,000 brackets": ("id: A\nsteps: " + "[" * 60_000, 2, "nests deeper than 50", "a bracket or a dash too many"),
    "60,000 dashes": ("- " * 60_000, 1, "nests deeper than 50", "a bracket or a dash too many"),
    "deep blocks": ("".join(" " * n + "a:\n" for n in range(1000)), 52, "nests deeper", "a bracket or a dash too many"),
    "acceptance by nobody": (
        TEXT + "suppress: [{rule: wf/time, reason: x, approver: ' ', expires: 2027-01-01}]\n",
        16,
        "“approver” must be",
        "Who accepted it.",
    ),
    "acceptance for no reason": (
        TEXT + "suppress: [{rule: wf/time, reason: ' ', approver: x, expires: 2027-01-01}]\n",
        16,
        "“reason” must be",
        "A text people read",
    ),
    "tab": (replaced("    title", "\ttitle"), 7, "a tab stands", "replace the tab"),
    "UTF-16": (TEXT.encode("utf-16"), 1, "saved as UTF-16", "UTF-8"),
    "Windows-1258": (TEXT.encode("cp1258", "replace"), 7, "not saved as UTF-8", "UTF-8"),
    "Latin-1": ("id: A\ntitle: café\n".encode("latin-1"), 2, "not saved as UTF-8", "UTF-8"),
    "duplicate name": (TEXT + "office: xa\n", 16, "“office” is written twice", "keep one"),
    "duplicate step": (TEXT + "  nhan: {role: leader, end: refused}\n", 16, "first is at line 6", "another name"),
    "two documents": (TEXT + "---\n" + TEXT, 16, "more than one document", "one procedure per file"),
    "tag": (replaced("office: xa", "office: !!python/object/apply:os.system [ls]"), 3, "os.system” gives a", "the tag"),
    "unknown name": (replaced("allowance", "alowance"), 9, "“alowance” is not a known name", "“allowance”"),
    "unknown name, none near": (replaced("office: xa", "qqqq: xa"), 3, "“qqqq” is not a known", "names known here"),
    "misspelt choice": (replaced("end: completed", "end: complete"), 15, "“complete” is not among", "“completed”"),
    "number for text": (replaced("office: xa", "national_code: 1.013225"), 3, "is the number 1.013225", "in quotes"),
    "number for time": (replaced("0,5 ngày", "5"), 9, "is the number 5", "with its unit"),
    "comma in brackets": (TEXT + "  x: {title: Nhận, trả hồ sơ}\n", 16, "“trả hồ sơ” stands alone", "in quotes"),
    "id that is a path": (replaced("QT-01", "../QT-01"), 1, "“../QT-01” is not written", "without spaces"),
    "id with a line end": (replaced("id: QT-01", 'id: "QT-01\\n"'), 1, "is not written as “id”", "without spaces"),
    "step that is a path": (replaced("  nhan:", "  a/b:"), 6, "“a/b” cannot be a name", "letters, digits"),
    "step with a space": (replaced("  nhan:", "  tiếp nhận:"), 6, "“tiếp nhận” cannot be a name", "letters, digits"),
    "language": (replaced("vi: Chứng thực", "Tiếng Việt: Chứng thực"), 2, "“Tiếng Việt” cannot", "two small letters"),
    "text with a colon": (replaced("{vi: Chứng thực chữ ký, en: Certify a signature}", "B1: ký"), 2, "colon", "quotes"),
    "list for a group": (TEXT[: TEXT.index("steps:")] + "steps: [a, b]\n", 5, "“steps” must be a group", ""),
    "file that is a list": ("- id: A\n- id: B\n", 1, "“the file” must be a group", ""),
    "file that is a text": ("Quy trình cấp phép\n", 1, "“the file” must be a group", ""),
    "no steps": (TEXT[: TEXT.index("steps:")] + "steps:\n", 5, "“steps” is empty", "take the line out"),
    "no steps at all": (TEXT[: TEXT.index("steps:")], 1, "“steps” is missing", "isoqms manual"),
    "step without content": (TEXT + "  luu:\n", 16, "“luu” is empty", ""),
    "no id": (TEXT.replace("id: QT-01\n", ""), 1, "“id” is missing", "isoqms manual"),
    "duration nobody can read": (replaced("0,5 ngày", "một lúc"), 9, "một lúc", "a number and a unit"),
    "no such day": (replaced("office: xa", "issue: {issued: 2026-02-30}"), 3, "2026-02-30", "year-month-day"),
    "share above the whole": (replaced("next: ky", "next: [{to: ky, share: 150 %}]"), 10, "150 %", "100 %"),
    "share with a line end": (replaced("next: ky", 'next: [{to: ky, share: "5 %\\n"}]'), 10, "not written", "15 %"),
    "quotation left open": (replaced("xa", '"xa'), 3, "opened and not closed", "close it"),
    "adopts nobody": ("id: X\nadopts: {id: NOBODY}\n", 2, "“NOBODY” is not in the workspace", "issuing office"),
    "adopts itself": ("id: X\nadopts: {id: X}\n", 2, "“X” adopts itself", "issuing office"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_is_said_at_its_line(case: str, tmp_path: Path) -> None:
    """One sentence at the line where the eye should go, advice on what to do, exit code 1; in both languages."""
    content, line, sentence, advice = CASES[case]
    result = checked(tmp_path, "bad.yaml", content)
    assert result.code == 1
    rows = [row for row in result.problems if row["file"].endswith("bad.yaml") and row["rule"].startswith("format/")]
    assert [(row["line"], row["severity"], row["ground"]) for row in rows] == [(line, "error", "format")]
    assert sentence in rows[0]["message"]
    assert advice in rows[0]["fix"]
    vietnamese = check("--format", "json", tmp_path / "bad.yaml", lang="vi")
    assert [row["line"] for row in vietnamese.of(rows[0]["rule"])] == [line]


def test_an_id_used_twice_is_said_in_both_files(tmp_path: Path) -> None:
    """Each file names the other at the line of the id; a third procedure is judged."""
    write(
        tmp_path, {"organisation.yaml": ORGANISATION, "good.yaml": GOOD, "one.yaml": TEXT, "two.yaml": "# x\n" + TEXT}
    )
    rows = check("--format", "json", tmp_path).of("format/duplicate-id")
    assert [(Path(row["file"]).name, row["line"]) for row in rows] == [("one.yaml", 1), ("two.yaml", 2)]
    assert all("“QT-01” is also used in" in row["message"] and "another id" in row["fix"] for row in rows)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    """A file of 100 MiB is a problem at once; it is not read into memory."""
    with write(tmp_path, {"x": ""}).joinpath("big.yaml").open("wb") as file:
        file.truncate(100 * 2**20)
    result = check("--format", "json", tmp_path)
    assert (result.code, [row["rule"] for row in result.problems]) == (1, ["format/too-large"])
    assert "100.0 MiB" in result.problems[0]["message"]


def test_a_file_that_cannot_be_opened_is_a_problem_of_that_file(tmp_path: Path) -> None:
    """A link to nowhere is said by its name; the files beside it are judged."""
    try:
        (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere.yaml")
    except OSError:
        pytest.xfail("this system makes no links")
    result = checked(tmp_path, "b.yaml", procedure("B"))
    [row] = result.of("format/unreadable")
    assert (result.code, Path(row["file"]).name) == (1, "gone.yaml")


def test_a_folder_named_like_a_file_is_a_folder(tmp_path: Path) -> None:
    """A folder may be called x.yaml; the procedures in it count."""
    write(tmp_path, {"x.yaml/bad.yaml": "id: [", "y.yml/.keep": ""})
    result = check("--format", "json", tmp_path)
    assert [row["file"].endswith("x.yaml/bad.yaml") for row in result.problems] == [True]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only some systems have named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A pipe that looks like a procedure is refused, not read for ever."""
    os.mkfifo(tmp_path / "pipe.yaml")
    results: list[Checked] = []
    waiting = threading.Thread(target=lambda: results.append(check("--format", "json", tmp_path)), daemon=True)
    waiting.start()
    waiting.join(20)
    assert [row["rule"] for row in results[0].problems] == ["format/unreadable"]


@pytest.mark.parametrize("name", ["quy trình 1.yaml", "thủ-tục.yml", "😀.yaml", "a%20b.yaml", "x,y;z.yaml", "Á/Ấ.yaml"])
def test_any_name_of_a_file_survives(tmp_path: Path, name: str) -> None:
    """Spaces, diacritics and signs in file names come out as they went in, in every format."""
    write(tmp_path, {name: "id: ["})
    assert check("--format", "json", tmp_path).problems[0]["file"].endswith(name)
    assert name in check(tmp_path).output
    for form in ("sarif", "github"):
        assert check("--format", form, tmp_path).code == 1


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_a_name_that_is_no_text_is_survived(tmp_path: Path) -> None:
    """A file whose name is not valid UTF-8 is judged like any other."""
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.yaml")).write_text("id: [", encoding="utf-8")
    except OSError:
        return  # some file systems allow no such name
    run = [sys.executable, "-c", "from isoqms.cli import main; main()", "check", "--no-cache", str(tmp_path)]
    done = subprocess.run(run, capture_output=True, check=False)
    assert (done.returncode, b"Traceback" in done.stderr) == (1, False)


def test_an_officer_cannot_be_tricked_by_a_text(tmp_path: Path) -> None:
    """A value that holds signs for the terminal is shown without their effect, on one line."""
    result = check(write(tmp_path, {"a.yaml": 'id: "A\\e[31m\\nB\\u202e"\n'}))
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output
    assert any("B" in line and "a.yaml:1:5" in line for line in result.output.splitlines())


@pytest.mark.parametrize("broken", ["", "offices: [", "offices: {xa: {}}", "- x", "offices: null", b"\xff\xfeo\x00"])
def test_a_broken_organisation_hides_no_procedure(tmp_path: Path, broken: str | bytes) -> None:
    """The organisation file is told to be wrong, and the procedures are still read and judged."""
    write(tmp_path, {"organisation.yaml": broken, "a.yaml": procedure("A"), "b.yaml": "id: ["})
    result = check("--format", "json", tmp_path)
    names = {Path(row["file"]).name for row in result.problems if row["rule"].startswith("format/")}
    assert (result.code, names) == (1, {"organisation.yaml", "b.yaml"})


@pytest.mark.parametrize(
    ("calendar", "sentence"),
    [("id: [", "bracket"), ("id: vn\n", "“title” is missing"), ("", "empty"), ("id: vn\nsources: {}\n", "sources")],
)
def test_a_broken_calendar_is_said_in_its_file(tmp_path: Path, calendar: str, sentence: str) -> None:
    """A calendar that cannot be used is a problem of the calendar, at its line; the procedures are judged."""
    write(tmp_path, {"organisation.yaml": ORGANISATION, "a.yaml": procedure("A"), "calendars/vn.yaml": calendar})
    result = check("--format", "json", tmp_path)
    rows = [row for row in result.problems if row["file"].endswith("calendars/vn.yaml")]
    assert result.code == 1
    assert any(sentence in row["message"] for row in rows)


def test_a_calendar_nobody_knows_is_said_where_it_is_named(tmp_path: Path) -> None:
    """An office that counts by a calendar which does not exist hears so at that line."""
    write(tmp_path, {"organisation.yaml": ORGANISATION.replace("calendar: vn", "calendar: mars")})
    [row] = check("--format", "json", tmp_path).of("format/calendar")
    assert (row["line"], "mars" in row["message"]) == (5, True)


@given(st.binary(max_size=200))
def test_any_bytes_go_through_the_command(raw: bytes) -> None:
    """Whatever a file holds, `isoqms check` ends with 0 or 1 and an answer, in every format."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), {"a.yaml": raw, "organisation.yaml": raw, "calendars/c.yaml": raw})
        for form in ("text", "json", "sarif", "github"):
            assert check("--no-cache", "--format", form, folder).code in (0, 1)


PIECES = [
    "id: A\n",
    "title: T\n",
    "adopts: {id: A}\n",
    "steps:\n",
    "  a: {next: b}\n",
    "  b: {parallel: [a, b]}\n",
    "  c: {next: [{to: a, at_most: 1}, {end: refused}]}\n",
    "  d: {end: completed, join: all}\n",
    "  e: {next: e}\n",
    "  f: {}\n",
    "  g: {variants: [v], next: a, in_variant: {w: {allowance: null}}}\n",
    "  h: {next: nowhere, role: ghost}\n",
    "start: c\n",
    "variants: {v: {title: V}}\n",
    "limits: {legal: {within: null}}\n",
    "x: 1\n",
    "suppress: [{rule: wf/x, reason: r, approver: a, expires: 2026-13-01}]\n",
    "owner: nobody\n",
    "office: mars\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.booleans())
def test_any_procedure_however_odd_is_judged(pieces: list[str], in_order: bool) -> None:
    """Steps that lead nowhere, round in circles or twice at once are problems; no rule falls over them."""
    text = "".join(sorted(pieces, key=PIECES.index) if in_order else pieces)
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), {"a.yaml": text, "b.yaml": procedure("B"), "organisation.yaml": ORGANISATION})
        result = check("--no-cache", "--format", "json", folder)
        assert result.of("check/rule-error") == []


@pytest.mark.parametrize("command", ["time", "draw", "document"])
def test_a_loop_nobody_leaves_is_not_timed_drawn_or_printed(tmp_path: Path, command: str) -> None:
    """The command names the place as a check does, ends with 1, and writes nothing."""
    path = tmp_path / "loop.yaml"
    text = "id: L\ntitle: x\nsteps:\n  a: {role: r, allowance: 1 day, next: b}\n  b: {role: r, next: a}\n"
    path.write_text(text, encoding="utf-8")
    out = ["-o", str(tmp_path / "out")]
    more = {"time": [], "draw": out, "document": ["--to", "pdf", *out]}
    result = CliRunner().invoke(cli, ["--lang", "en", command, str(path), *more[command]])
    assert result.exit_code == 1
    assert "loop.yaml:5:3: error" in result.output
    assert [each.name for each in tmp_path.iterdir()] == ["loop.yaml"]
