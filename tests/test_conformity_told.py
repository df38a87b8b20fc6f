"""What every format of the conformity report tells: what could not be read, what is outside, how things are counted."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from office import ORGANISATION, keep_cache_in, procedure, write
from openpyxl import load_workbook

from isoqms.cli.main import cli

SCOPE = "statement: Giải quyết\nprocedures: [QT-01, QT-02]\noutside: {QT-03: quá nhiều việc}\n"
DAY = "2026-11-22"
TORN = "id: QT-02\ntitle: [\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office with two procedures in its scope and one outside."""
    keep_cache_in(tmp_path / "cache", monkeypatch)
    named = {f"{name}.yaml": procedure(name) for name in ("QT-01", "QT-02", "QT-03")}
    return write(tmp_path / "processes", {"organisation.yaml": ORGANISATION, "qms/scope.yaml": SCOPE, **named})


def said(folder: Path, form: str, *more: str | Path, lang: str = "en") -> str:
    """The report in a form, as text."""
    asked = ["--lang", lang, "conformity", folder, "--as-of", DAY, "--format", form, *more]
    if form in ("docx", "xlsx"):
        asked += ["-o", folder.parent / f"a.{form}"]
    done = CliRunner().invoke(cli, [str(each) for each in asked])
    assert done.exit_code == 1, done.output
    if form == "docx":
        made = Document(str(asked[-1]))
        cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])
    if form == "xlsx":
        content = io.BytesIO(Path(asked[-1]).read_bytes())
        return "\n".join(str(cell.value) for sheet in load_workbook(content) for row in sheet for cell in row)
    return done.stdout


def told(folder: Path, *more: str | Path) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(said(folder, "json", *more))
    return held


@pytest.mark.parametrize("form", ["text", "json", "sarif", "html", "docx", "xlsx"])
def test_a_procedure_nobody_can_read_is_told(folder: Path, form: str) -> None:
    """A slip in a file does not make its procedure vanish: it is named with its place, and what is wrong with it."""
    assert "QT-02.yaml" in said(folder, form)
    (folder / "QT-02.yaml").write_text(TORN, encoding="utf-8")
    torn = said(folder, form)
    assert "QT-02.yaml" in torn and ("QT-02.yaml:3" in torn or '"startLine": 3' in torn)
    if form != "sarif":
        assert "nothing is said of them" in torn


def test_a_baseline_tells_what_is_not_looked_at_any_more(folder: Path) -> None:
    """What was judged and cannot be read now is not told as mended; what went out of the scope as that."""
    baseline = folder.parent / "earlier.json"
    baseline.write_text(said(folder, "json"), encoding="utf-8")
    assert told(folder, "--baseline", baseline)["not_judged"] == []
    (folder / "QT-02.yaml").write_text(TORN, encoding="utf-8")
    later = told(folder, "--baseline", baseline)
    assert later["not_judged"] == ["QT-02"]
    assert not any(each["object"] == "QT-02" for each in later["gone"])
    for form in ("text", "html"):
        assert "“QT-02” was judged in the earlier report and is not looked at now" in said(
            folder, form, "--baseline", baseline
        )
    moved = SCOPE.replace("[QT-01, QT-02]", "[QT-02]").replace("{QT-03", "{QT-01: quá nhiều việc, QT-03")
    write(folder, {"QT-02.yaml": procedure("QT-02"), "qms/scope.yaml": moved})
    gone = [each for each in told(folder, "--baseline", baseline)["gone"] if each["object"] == "QT-01"]
    assert {each["why"] for each in gone} == {"outside the scope"}


def test_nothing_outside_the_scope_counts_under_a_clause(folder: Path) -> None:
    """Of a procedure outside no result counts; what the law and a check of the file object to there stands apart."""
    torn = procedure("QT-03").replace("role: leader\n", "role: [leader, one_stop]\n")
    write(folder, {"QT-01.yaml": torn.replace("QT-03", "QT-01")})
    within = [row for row in told(folder)["systems"][0]["objections"] if row["object"] == "QT-01"]
    assert "arithmetic/one-role" in {row["rule"] for row in within} and not any(row["outside_scope"] for row in within)
    papers = "dossier: [{paper: Xác nhận cư trú, replaceable_by_data: {possible: true}}]\n"
    write(folder, {"QT-01.yaml": procedure("QT-01"), "QT-03.yaml": torn + papers})
    system = told(folder)["systems"][0]
    assert {each["status"] for each in system["results"] if each["object"] == "QT-03"} == {"outside_scope"}
    beyond = [row for row in system["objections"] if row["object"] == "QT-03"]
    assert {row["rule"] for row in beyond} >= {"arithmetic/one-role", "public/data-not-papers"}
    assert all(row["outside_scope"] for row in beyond) and not any("4.4.1/" in row["rule"] for row in beyond)
    assert "counted under no clause" in said(folder, "text") and "counted under no clause" in said(folder, "html")


def test_outside_the_scope_is_not_the_same_as_not_applicable(folder: Path) -> None:
    """It is counted by itself and told with the reason the scope gives."""
    system = told(folder)["systems"][0]
    assert system["outside"] == [{"object": "QT-03", "reason": "outside the scope: quá nhiều việc"}]
    of_it = {each["status"] for each in system["results"] if each["object"] == "QT-03" and each["rule"] == "4.4.1/io"}
    assert of_it == {"outside_scope"} and system["counts"]["outside_scope"] > 20
    for form in ("text", "html", "docx"):
        assert "quá nhiều việc" in said(folder, form)


def test_other_programs_are_told_how_to_take_it(folder: Path) -> None:
    """JSON says what no objection means and what its words are; SARIF holds that, the day, and what is open."""
    held = told(folder)
    assert "not conformity" in held["notice"] and held["words"]["passed"] == "no objection"
    assert any("One result may hold several objections" in each for each in held["legend"])
    assert any("in force, as last looked up on 2026-11-21" in each for each in held["legend"])
    (run,) = json.loads(said(folder, "sarif"))["runs"]
    assert run["properties"] == {"notice": held["notice"], "asOf": DAY}
    open_ = [each for each in run["results"] if each.get("kind") == "open"]
    assert len(open_) == len(held["systems"][0]["insufficient"]) and {each["level"] for each in open_} == {"none"}


def test_results_and_objections_are_counted_apart(folder: Path) -> None:
    """The figure of objections is that of the lines told, and the legend says what a result is."""
    system = told(folder)["systems"][0]
    places = sum(not each["accepted"] and not each["outside_scope"] for each in system["objections"])
    assert f"Objections, each at its place: {places}." in said(folder, "text")
    assert places >= system["counts"]["failed"]


def test_days_are_written_as_the_language_does(folder: Path) -> None:
    """A Vietnamese report has no day the other way round in what we write."""
    first = said(folder, "text", lang="vi").splitlines()[0]
    assert "22/11/2026" in first and DAY not in first


def test_a_draft_and_uncertain_numbers_are_explained(folder: Path) -> None:
    """The star has a legend wherever it stands, and nowhere else."""
    star = "were not compared with the text of this edition"
    assert star in said(folder, "text", "--edition", "iso9001-2026") and star not in said(folder, "text")
    assert star in said(folder, "html", "--edition", "iso9001-2008")


def test_questions_are_not_written_among_procedures(folder: Path) -> None:
    """A file of questions inside the folder would be read as a procedure the next time."""
    asked = ["--lang", "en", "conformity", str(folder), "--raise", "--by", "lan", "--questions", str(folder / "q.yaml")]
    done = CliRunner().invoke(cli, asked)
    assert done.exit_code == 2 and "outside the folder" in done.output and not (folder / "q.yaml").exists()


def test_a_slip_in_one_file_is_told_once(folder: Path) -> None:
    """What names a procedure that cannot be read is not told to name something there is none of."""
    (folder / "QT-02.yaml").write_text(TORN, encoding="utf-8")
    assert {each["file"].rpartition("/")[2] for each in told(folder)["systems"][0]["problems"]} == {"QT-02.yaml"}
