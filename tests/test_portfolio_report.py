"""`isoqms portfolio`: what it prints and writes, and what becomes of bad input."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from portfolio_offices import issued, office, procedure, scenario, told

from isoqms.cli.main import cli
from isoqms.report import portfolio_cells as cells
from isoqms.report.portfolio_charts import pictures
from isoqms.report.portfolio_files import BOM, to_csv, to_xlsx
from isoqms.report.portfolio_text import warnings
from isoqms.resources import schema_text


def run(*args, lang="en"):
    """Run the command and return what came of it; a traceback fails the test."""
    return CliRunner().invoke(cli, ["--lang", lang, "portfolio", *map(str, args)], catch_exceptions=False)


@pytest.fixture
def folder(tmp_path):
    """Two offices, one shortened procedure with a hostile title, one that is due at once, one cut on the way."""
    accepted = {
        "procedure": "B",
        "state": "accepted",
        "date": "2026-03-01",
        "document": "=HYPERLINK(1)",
        "limits": {"committed": {"within": "6 ngày làm việc"}},
    }
    return office(
        tmp_path / "office",
        procedure("A", committed="7 ngày làm việc", title='=cmd|"/c calc"!A1', issue=issued("2026-02-01")),
        procedure("B", office="xa-hai", demand={"per_year": 1234, "channels": {"online": "25 %", "counter": "75 %"}}),
        procedure("C", "ngay"),
        scenarios=(scenario("s", c=accepted),),
    )


@pytest.mark.parametrize(
    "args",
    [("processes",), ("processes/quoc-te",), ("processes", "--simulate", "--cases", "300", "--replications", "2")],
)
def test_other_programs_get_what_the_schema_promises(repository, args):
    """The sample workspace, a foreign one without scenarios, and with simulated times: all by the schema."""
    schema = json.loads(schema_text("portfolio"))
    Draft202012Validator.check_schema(schema)
    data = json.loads(run(repository / args[0], *args[1:], "--as-of", "2026-11-22", "--format", "json").stdout)
    assert not [error.message for error in Draft202012Validator(schema).iter_errors(data)]
    assert data["is_simulated"] == ("--simulate" in args)


def test_the_answer_comes_first_in_plain_words(folder):
    """How many of how many, who is not counted and why, what is on the way."""
    done = run(folder, "--as-of", "2026-07-01")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "On 2026-07-01: 3 procedures of 2 offices."
    assert lines[1] == "Time limits shortened and in force: 1 of 2 procedures (50 %)."
    assert lines[2] == "Not counted: 1: due at once or within the day already."
    assert "On the way: 1 more accepted and not yet in force, 0 more only proposed." in lines
    assert "=HYPERLINK(1)" in done.stdout
    assert "Nothing was simulated" in done.stdout


def test_an_office_without_scenarios_and_records_is_told_in_sane_words(tmp_path):
    """Nothing is made up: no scenario was read, adoption is unknown, nobody to compare with."""
    text = run(office(tmp_path, procedure("A"))).stdout
    assert "No scenario file was read" in text
    assert "Whether audited is not known of 1 procedure: there are no records of this." in text
    assert "No procedure stands here in more than one office." in text
    assert "None" not in text
    assert "nan" not in text


def test_a_day_before_everything_is_told_in_a_sentence(tmp_path):
    """On a day on which nothing had been issued there is no table of nothing, and what came later is named."""
    text = run(office(tmp_path, procedure("A", issue=issued("2026-02-01"))), "--as-of", "2026-01-01").stdout
    assert text.startswith("On 2026-01-01 no procedure had been issued yet.")
    assert "Issued after the day and not counted: A." in text
    assert "─" not in text


def test_cuts_by_one_ratio_are_told_with_count_and_threshold(tmp_path):
    """Six procedures cut by 30 %: the warning says how many of how many, between what, and from when on it is told."""
    found = told(office(tmp_path, *(procedure(f"P{n}", committed="7 ngày làm việc") for n in range(6))))
    said = list(warnings(found, "en"))
    assert said[0].startswith("6 of 6 cuts lie between 30.0 and 30.0 %, 6 are exactly 30 %")
    assert said[1] == "(Told when 50 % of the cuts or more lie within 5 percentage points, from 5 cuts on.)"


def test_cuts_that_differ_raise_no_warning(tmp_path):
    """Six cuts by six ratios are no paper cut."""
    limits = [f"{days} ngày làm việc" for days in (1, 3, 5, 7, 8, 9)]
    found = told(office(tmp_path, *(procedure(f"P{n}", committed=limit) for n, limit in enumerate(limits))))
    assert not list(warnings(found, "en"))


def test_a_spreadsheet_gets_texts_and_numbers_and_no_formula(folder):
    """CSV with a mark for Excel, one row per office and procedure; what looks like a formula is a text."""
    text = to_csv(told(folder), "en")
    assert text.startswith(BOM)
    heads, *rows = csv.reader(io.StringIO(text.removeprefix(BOM)))
    assert len(heads) == len(cells.ROW_HEADS)
    by_id = {row[heads.index("Procedure id")]: dict(zip(heads, row, strict=True)) for row in rows}
    assert by_id["A"]["Procedure title"] == '\'=cmd|"/c calc"!A1'
    assert by_id["B"]["Number of the document"] == "'=HYPERLINK(1)"
    assert by_id["A"]["Part of the legal limit taken off"] == "0.3"
    assert (by_id["B"]["Dossiers a year"], by_id["B"]["Part that comes online"]) == ("1234", "0.25")
    assert by_id["A"]["Dossiers a year"] == ""


def test_the_workbook_holds_every_table_and_no_formula(folder):
    """Six sheets; numbers are numbers; nothing in it is a formula; the same figures give the same bytes."""
    from openpyxl import load_workbook

    found = told(folder)
    content = to_xlsx(found, "vi")
    assert content == to_xlsx(found, "vi")
    workbook = load_workbook(io.BytesIO(content))
    assert len(workbook.sheetnames) == 6
    held = [cell for sheet in workbook for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert not [cell.coordinate for cell in held if cell.data_type == "f"]
    assert 1234 in [cell.value for cell in held]
    assert '=cmd|"/c calc"!A1' in [cell.value for cell in held]


def test_charts_are_pictures_with_the_numbers_under_them(folder):
    """Over time, limits and adoption are drawn, the same each time; too few cuts give no chart of ratios."""
    found = told(folder)
    drawn = dict(pictures(found, "vi"))
    assert set(drawn) == {
        f"portfolio-{name}.{form}" for name in ("over-time", "limits", "adoption") for form in ("svg", "png")
    }
    assert all(content.startswith(b"\x89PNG") for name, content in drawn.items() if name.endswith("png"))
    assert drawn == dict(pictures(found, "vi"))


def test_ratios_are_drawn_when_they_can_be_judged(tmp_path):
    """Five cuts are enough for the chart of ratios; the simulated times stand in the chart of limits."""
    found = told(office(tmp_path, *(procedure(f"P{n}", committed="7 ngày làm việc") for n in range(5))))
    assert "portfolio-ratios.svg" in dict(pictures(found, "en"))


def test_files_are_written_where_asked(folder, tmp_path):
    """-o writes the file and names it; --charts fills the folder."""
    done = run(folder, "--format", "xlsx", "-o", tmp_path / "out" / "p.xlsx", "--charts", tmp_path / "charts")
    assert done.exit_code == 0
    assert (tmp_path / "out" / "p.xlsx").read_bytes().startswith(b"PK")
    assert (tmp_path / "charts" / "portfolio-adoption.png").is_file()
    assert "p.xlsx" in done.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--from", "2026-08-01", "--as-of", "2026-07-01"), "2026-08-01"),
        (("--format", "xlsx"), "-o"),
        (("--cases", "10"), "--simulate"),
        (("--as-of", "soon"), "soon"),
        (("--as-of", "2026-02-30"), "2026-02-30"),
    ],
)
def test_what_makes_no_sense_is_wrong_use(folder, args, said):
    """Reversed days, a workbook without a file, options of a simulation nobody asked for: exit 2, and what to do."""
    done = run(folder, *args)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_place_without_procedures_is_wrong_use(tmp_path, monkeypatch):
    """An empty folder, and no folder “processes” where none is named."""
    assert run(tmp_path).exit_code == 2
    monkeypatch.chdir(tmp_path)
    done = run()
    assert done.exit_code == 2
    assert "processes" in done.stderr


def test_files_with_errors_are_told_first(tmp_path):
    """A procedure that cannot be read ends the run with its place: a portfolio would be incomplete."""
    folder = office(tmp_path, procedure("A"), {"id": "B", "office": "xa", "title": "B", "steps": 3})
    done = run(folder)
    assert done.exit_code == 1
    assert "B.yaml" in done.stderr
