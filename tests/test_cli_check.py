"""`isoqms check`, `explain` and `manual` as people and programs use them: exit codes, formats, language, the cache."""

from __future__ import annotations

import errno
import json
import re
import shutil
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest
from click.testing import CliRunner
from office import ORGANISATION, check, keep_cache_in, procedure, write

import isoqms
from isoqms.cli import check as room
from isoqms.cli import main
from isoqms.cli.main import cli
from isoqms.report import listing, sarif
from isoqms.resources import schema_names, schema_text
from isoqms.workspace import cache

ROW = {"rule", "severity", "ground", "file", "line", "column", "object", "message", "fix", "accepted"}


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where results of these tests are kept."""
    keep_cache_in(tmp_path / "cache", monkeypatch)
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with one good procedure, one with a misspelt name, and one that cannot be read."""
    broken = procedure("B-01").replace("allowance", "alowance", 1)
    files = {"organisation.yaml": ORGANISATION, "a.yaml": procedure("A-01"), "b.yaml": broken, "sub/ế c.yaml": "id: ["}
    return write(tmp_path / "office", files)


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A workspace in which nothing is wrong with the format."""
    return write(tmp_path / "clean", {"organisation.yaml": ORGANISATION, "a.yaml": procedure("A-01")})


def run(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, list(args))
    return done.exit_code, done.output


# exit codes


def test_exit_codes(
    folder: Path, clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """0 when no error is found, 1 when there are errors, 2 for a wrong command, 3 when the surroundings fail."""
    assert check(clean).code == 0
    assert check(folder).code == 1
    for wrong in (["--format", "xml"], ["--as-of", "hôm nay"], ["--nothing"], ["nowhere.yaml"]):
        assert run("check", *wrong)[0] == 2
    (tmp_path / "nothing").mkdir()
    monkeypatch.chdir(tmp_path / "nothing")
    with pytest.raises(SystemExit) as ended:
        main(["check"])
    assert ended.value.code == 3
    assert "processes" in capsys.readouterr().err


def test_the_folder_one_stands_in_is_checked(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inside a folder with an organisation, no path needs to be named."""
    monkeypatch.chdir(clean)
    assert run("check") == run("check", ".")


def test_a_full_disk_is_no_fault_of_the_files(
    clean: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the system refuses while the answer is written ends with 3 and a sentence, never with a traceback."""

    def full(*given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("isoqms.cli.check._rows", full)
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "vi", "check", str(clean)])
    assert ended.value.code == 3
    assert "máy không cho đọc hoặc ghi (ổ đĩa đã đầy; dọn bớt" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["2026-12-31", "31/12/2026"])
def test_the_day_is_written_either_way(day: str, clean: Path) -> None:
    """The day on which to judge may be written as in the files or as people in Viet Nam write it."""
    assert check("--as-of", day, clean).code == 0


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_the_exit_code_does_not_depend_on_the_format(folder: Path, clean: Path, form: str) -> None:
    """A build fails for the errors, not for the way they are written."""
    assert check("--format", form, folder).code == 1
    assert check("--format", form, clean).code == 0


def test_warnings_do_not_fail_a_build(clean: Path) -> None:
    """An acceptance that covers nothing is a warning: it is shown and the exit code stays 0."""
    suppress = "suppress: [{rule: wf/none, reason: r, approver: a, expires: 2030-01-01}]\n"
    write(clean, {"a.yaml": procedure("A-01") + suppress})
    result = check("--format", "json", clean)
    assert (result.code, {row["severity"] for row in result.of("check/acceptance")}) == (0, {"warning"})


# formats


def test_text_says_where_what_and_what_to_do(folder: Path) -> None:
    """One line with file, line, column, sentence and rule, which an editor can jump to; below it what to do."""
    lines = check(folder).output.splitlines()
    place = next(number for number, line in enumerate(lines) if "alowance" in line)
    assert lines[place].startswith(f"{(folder / 'b.yaml').as_posix()}:9:15: error: “alowance” is not a known name")
    assert lines[place].endswith("[format/unknown-key]")
    assert lines[place + 1] == "    → did you mean “allowance”?"
    assert "Procedures checked: 3;" in lines[-2]
    assert lines[-1].endswith(f"isoqms conformity {folder}")


def test_json_rows_carry_everything(folder: Path) -> None:
    """Each problem is one row of plain values, the same names in each."""
    result = check("--format", "json", folder)
    assert all(set(row) == ROW for row in result.problems)
    [row] = result.of("format/unknown-key")
    assert (row["severity"], row["ground"], row["line"], row["column"]) == ("error", "format", 9, 15)
    assert row["file"] == (folder / "b.yaml").as_posix()
    assert row["accepted"] is None
    assert listing.Row.__required_keys__ == ROW


def test_github_annotations_stay_on_one_line(folder: Path) -> None:
    """A workflow command is one line; signs with a meaning in it are escaped and come out again as they were."""
    lines = check("--format", "github", folder).output.splitlines()
    assert all(line.startswith(("::error file=", "::warning file=", "::notice file=")) for line in lines)
    [line] = [line for line in lines if "alowance" in line]
    assert ",line=9,col=15,title=format/unknown-key::" in line
    odd = {"problems": [{**row_of("50 %\r\n::x, y"), "file": "a:b,c%.yaml"}], "procedures": 1}
    assert listing.as_github(odd, "en") == (  # type: ignore[arg-type]
        "::error file=a%3Ab%2Cc%25.yaml,line=1,col=1,title=t/x::50 %25%0D%0A::x, y → fix"
    )


def row_of(message: str) -> dict[str, Any]:
    return {
        "rule": "t/x",
        "severity": "error",
        "ground": "iso",
        "file": "a.yaml",
        "line": 1,
        "column": 1,
        "object": "",
        "message": message,
        "fix": "fix",
        "accepted": None,
    }


SARIF = {  # the parts of SARIF 2.1.0 that a reader of results relies on, by section of the standard
    "run": {"tool": dict, "results": list, "columnKind": str},  # 3.14
    "driver": {"name": str, "version": str, "rules": list},  # 3.19
    "result": {"ruleId": str, "ruleIndex": int, "level": str, "message": dict, "locations": list},  # 3.27
    "region": {"startLine": int, "startColumn": int},  # 3.30
}


def has(kind: str, value: dict[str, Any]) -> bool:
    return all(isinstance(value.get(name), type_) for name, type_ in SARIF[kind].items())


def test_sarif_is_as_the_standard_wants_it(folder: Path) -> None:
    """The log has a version, one run, the tool with its rules; each result a rule, level, text and place that exist."""
    log = json.loads(check("--format", "sarif", folder).output)
    assert (log["version"], log["$schema"].rsplit("/", 1)[-1]) == ("2.1.0", "sarif-schema-2.1.0.json")
    [run] = log["runs"]
    driver = run["tool"]["driver"]
    assert has("run", run)
    assert has("driver", driver)
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    rows = check("--format", "json", folder).problems
    for result, row in zip(run["results"], rows, strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert has("result", result)
        assert has("region", place["region"])
        assert ids[result["ruleIndex"]] == result["ruleId"] == row["rule"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert row["message"] in result["message"]["text"]
        assert unquote(urlparse(place["artifactLocation"]["uri"]).path) == row["file"]
        assert (place["region"]["startLine"], place["region"]["startColumn"]) == (row["line"], row["column"])


@pytest.mark.parametrize(
    ("file", "uri"),
    [("p/ế 1.yaml", "p/%E1%BA%BF%201.yaml"), ("a:b.yaml", "a%3Ab.yaml"), ("C:/p/a b.yaml", "file:///C:/p/a%20b.yaml")],
)
def test_files_in_sarif_are_addresses(file: str, uri: str) -> None:
    """A place is a URI: relative where the file is, and with its drive on Windows."""
    rows: Any = {"problems": [{**row_of("m"), "file": file}], "procedures": 1}
    result = json.loads(sarif.as_sarif(rows, "en"))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_accepted_problems_are_marked_in_every_format() -> None:
    """Nothing is hidden: the text says by whom, why and until when; SARIF calls it suppressed; GitHub stays silent."""
    accepted = {"reason": "đang sửa", "approver": "Chủ tịch", "expires": "2026-12-31"}
    rows: Any = {"problems": [{**row_of("quá hạn"), "accepted": accepted}], "procedures": 1}
    text = listing.as_text(rows, "en").splitlines()
    assert text[0] == "a.yaml:1: accepted until 2026-12-31 by Chủ tịch: quá hạn [t/x] (reason: đang sửa)"
    assert text[1] == "Procedures checked: 1; no errors found; accepted with a reason: 1"
    result = json.loads(sarif.as_sarif(rows, "en"))["runs"][0]["results"][0]
    assert result["suppressions"] == [{"kind": "inSource", "justification": "đang sửa"}]
    assert listing.as_github(rows, "en") == ""


# language and day


def test_the_answer_comes_in_the_language_asked_for(folder: Path) -> None:
    """The same problems at the same places; only the words differ, and none of the words of a verdict are used."""
    vietnamese, english = (check("--format", "json", folder, lang=lang).problems for lang in ("vi", "en"))
    assert [(row["rule"], row["line"]) for row in vietnamese] == [(row["rule"], row["line"]) for row in english]
    assert all(one["message"] != two["message"] for one, two in zip(vietnamese, english, strict=True))
    said = check(folder, lang="vi").output
    assert "lỗi" in said
    assert "Đạt" not in said


def test_a_day_is_judged_as_asked(clean: Path) -> None:
    """`--as-of` decides on which day an acceptance is looked at."""
    suppress = "suppress: [{rule: wf/time, reason: r, approver: a, expires: 2026-06-30}]\n"
    write(clean, {"a.yaml": procedure("A-01") + suppress})
    last, after = (check("--as-of", day, clean).output for day in ("2026-06-30", "2026-07-01"))
    assert "the acceptance of wf/time covers nothing any more" in last
    assert "the acceptance of wf/time ran out on 2026-06-30" in after


# the cache


@pytest.fixture
def judgements(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """One entry for each time a folder is really judged."""
    seen: list[object] = []
    judge = room._judge

    def counted(*args: Any) -> listing.Rows:
        seen.append(args)
        return judge(*args)

    monkeypatch.setattr(room, "_judge", counted)
    return seen


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_the_second_answer_is_the_first(folder: Path, judgements: list[object], form: str) -> None:
    """When nothing changed the answer is the same to the letter, and nothing is judged again."""
    first = check("--format", form, folder)
    assert check("--format", form, folder) == first
    assert len(judgements) == 1
    assert check("--no-cache", "--format", form, folder) == first
    assert len(judgements) == 2


CHANGES: dict[str, Callable[[Path], object]] = {
    "a comment": lambda folder: write(folder, {"a.yaml": procedure("A-01") + "# x\n"}),
    "the organisation": lambda folder: write(folder, {"organisation.yaml": ORGANISATION.replace("Thử", "Mới")}),
    "a new file": lambda folder: write(folder, {"z.yaml": procedure("Z-01")}),
    "a file gone": lambda folder: (folder / "b.yaml").unlink(),
    "a new name": lambda folder: (folder / "b.yaml").rename(folder / "y.yaml"),
    "a file grown too large": lambda folder: write(folder, {"b.yaml": b"#" * (2**20 + 1)}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_folder_is_judged_anew(folder: Path, judgements: list[object], change: str) -> None:
    """Whatever changes in the files, the answer is the one a first run would give."""
    check(folder)
    CHANGES[change](folder)
    after = check(folder)
    assert len(judgements) == 2
    assert after == check("--no-cache", folder)


def test_another_day_or_language_is_judged_anew(folder: Path, judgements: list[object]) -> None:
    """An answer holds for one day and one language."""
    check("--as-of", "2026-01-01", folder)
    check("--as-of", "2026-01-02", folder)
    check("--as-of", "2026-01-01", folder, lang="vi")
    check("--as-of", "2026-01-01", folder)
    assert len(judgements) == 3


def test_a_changed_program_judges_anew(
    folder: Path, judgements: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed rule, translation, schema or shipped calendar is never answered from before the change."""
    files = ["__init__.py", "rules/wf/one.py", "locale/vi/x.mo", "s.json"]
    package = write(tmp_path / "program", dict.fromkeys(files, ""))
    monkeypatch.setattr(isoqms, "__file__", str(package / "__init__.py"))
    check(folder)
    for number, name in enumerate(["rules/wf/one.py", "rules/wf/two.py", "locale/vi/x.mo", "s.json"]):
        write(package, {name: "changed"})
        check(folder)
        check(folder)
        assert len(judgements) == number + 2
    monkeypatch.setattr(cache, "schema_text", lambda name: "{}")
    check(folder)
    calendar = write(tmp_path, {"vn.yaml": "id: vn"}) / "vn.yaml"
    monkeypatch.setattr(cache, "calendar_path", lambda name: calendar)
    check(folder)
    assert len(judgements) == 7


def test_a_damaged_cache_is_no_trouble(folder: Path, kept: Path, judgements: list[object]) -> None:
    """Results that were cut short, emptied or overwritten are made again."""
    first = check(folder)
    for content in (b"", b"{}", b"[1]", b"\xff"):
        for file in kept.rglob("*.json"):
            file.write_bytes(content)
        assert check(folder) == first
    shutil.rmtree(kept)
    kept.write_bytes(b"no folder")
    assert check(folder) == first
    assert len(judgements) == 6


def test_runs_at_the_same_time_do_not_disturb_each_other(folder: Path) -> None:
    """Several people or jobs may check the same folder at once; each gets the whole answer."""
    first = room._rows((folder,), date(2026, 1, 1), "en", True)
    answers: list[listing.Rows] = []

    def work(anew: bool) -> None:
        answers.append(room._rows((folder,), date(2026, 1, 1), "en", anew))

    threads = [threading.Thread(target=work, args=(number % 2 == 0,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [first] * 8


def test_nothing_is_written_beside_the_files(folder: Path) -> None:
    """Checking reads; the user's folder is as it was."""
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    check(folder)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


# explain and manual


def test_an_unknown_rule_is_a_wrong_command() -> None:
    """Asking for a rule that does not exist ends with 2."""
    code, said = run("--lang", "en", "explain", "wf/none")
    assert code == 2
    assert "there is no rule “wf/none”" in said
    assert run("explain")[0] == 0


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("kind", schema_names())
def test_the_manual_names_every_key(kind: str, lang: str) -> None:
    """The manual of a kind of file is made from its schema: every name of it appears, in either language."""
    code, said = run("--lang", lang, "manual", kind)
    schema = json.loads(schema_text(kind))
    names = set(names_in(schema, schema))
    assert code == 0
    assert said.startswith("# ")
    assert len(names) > 2
    assert not {name for name in names if f"`{name}`" not in said}


def names_in(schema: Any, root: Any) -> list[str]:
    """Return the names a file may hold, wherever the schema leads from its top."""
    if isinstance(schema, list):
        return [name for each in schema for name in names_in(each, root)]
    if not isinstance(schema, dict):
        return []
    if "$ref" in schema:
        return names_in(root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root)
    held = schema.get("properties", {})
    below = [each for key, each in schema.items() if key not in ("properties", "$defs")]
    return [*held, *names_in([*below, *held.values()], root)]


def test_the_rules_are_listed_in_columns() -> None:
    """However long the name of a rule, severities and summaries stand below each other."""
    code, said = run("--lang", "en", "explain")
    severities = [re.search(r"  (error|warning|advice) +", line) for line in said.splitlines()]
    assert code == 0
    assert len({(found.start(1), found.end()) for found in severities if found}) == 1
    assert None not in severities


def test_a_folder_without_files_is_wrong_use(tmp_path: Path) -> None:
    """Nothing checked is not “no errors found”: a folder that holds no file of ours was probably not the one meant."""
    result = check(tmp_path)
    assert result.code == 2
    assert "there is no YAML file in" in result.output


def test_one_acceptance_is_one_line_however_much_it_covers(folder: Path) -> None:
    """A reason that covers many places is told once, with how many; JSON names each of them."""
    text = (
        "id: many\ntitle: x\nsteps:\n  a: {role: r, next: b}\n  b: {role: r, next: c}\n  c: {role: r, end: completed}\n"
        "suppress: [{rule: wf/time, reason: later, approver: head, expires: 2099-01-01}]\n"
    )
    (folder / "many.yaml").write_text(text, encoding="utf-8")
    lines = [line for line in check(folder / "many.yaml").output.splitlines() if "accepted until" in line]
    assert len(lines) == 1
    assert lines[0].endswith("and in 2 more places")
