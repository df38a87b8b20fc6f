"""`isoqms propose`: the papers say what is proposed and what is missing, in both languages; templates of the office."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from openpyxl import load_workbook
from proposals import ORGANISATION, PROCEDURE, SCENARIO, folder

from isoqms.cli.main import cli
from isoqms.problem import IsoqmsError
from isoqms.report.proposal import agreement
from isoqms.words import Message

QUICK = ("--cases", "0", "--as-of", "2026-11-01")
PAPERS = ("proposal", "submission", "decision")


def propose(place: Path, *args: str, lang: str = "vi") -> Result:
    command = ["--lang", lang, "propose", str(place / "qt.yaml"), "--scenario", str(place / "scenarios" / "s.yaml")]
    return CliRunner().invoke(cli, [*command, "-o", str(place / "out"), *QUICK, *args], catch_exceptions=False)


def words(file: Path) -> str:
    """Return all the text of a Word file, its tables included."""
    made = Document(str(file))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])


def paper(place: Path, name: str) -> str:
    return words(place / "out" / f"don-gian-{name}.docx")


def test_three_papers_and_the_revised_procedure_are_written(tmp_path: Path) -> None:
    """Proposal, draft submission, draft decision and the next issue of the procedure; nothing is left to fill in."""
    place = folder(tmp_path)
    done = propose(place)
    assert done.exit_code == 0, done.output
    names = {path.name for path in (place / "out").iterdir()}
    assert names == {*(f"don-gian-{name}.docx" for name in PAPERS), "don-gian-QT-01.docx"}
    assert done.stderr == ""
    assert "Ghi sổ" not in words(place / "out" / "don-gian-QT-01.docx")


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_says_that_its_form_is_unverified(tmp_path: Path, name: str) -> None:
    """Nobody takes the layout of the program for an official form."""
    place = folder(tmp_path)
    propose(place)
    assert "chưa đối chiếu với biểu mẫu" in paper(place, name)


def test_list_and_details_name_the_same_changes(tmp_path: Path) -> None:
    """What part I lists, part II explains: content, reason, amended text, cost, time, roadmap, state."""
    place = folder(tmp_path)
    propose(place)
    told = paper(place, "proposal")
    for text in (
        "Bỏ ghi sổ",
        "Phần mềm đã lưu.",
        "9/QĐ-UBND",
        "Bỏ sổ giấy.",
        "Quý I năm 2027",
        "30/QĐ-UBND, 01/10/2026",
    ):
        assert text in told
    for amount in ("58.000", "18.000", "40.000", "68,97 %", "23.200.000", "16.000.000"):
        assert amount in told
    assert "8 ngày làm việc" in told and "6 ngày làm việc" in told and "25 %" in told


def test_what_is_newly_stated_is_told_in_the_language_of_the_paper(tmp_path: Path) -> None:
    """A first promise, and a counter no longer needed, read like everything else: no words of another language."""
    procedure = PROCEDURE.replace(", committed: {within: 8 ngày làm việc}", "")
    procedure = procedure.replace("    visits: 1\n", "    visits: 1\n    counter: quay\n")
    organisation = ORGANISATION.replace(
        "    hours: &hours", "    counters: {quay: {title: Quầy số 1}}\n    hours: &hours"
    )
    scenario = SCENARIO.replace("visits: 0,", "visits: 0, counter: null,")
    place = folder(tmp_path, scenario, procedure, organisation)
    assert propose(place).exit_code == 0
    told = paper(place, "proposal")
    assert "working days" not in told and "Quầy số 1" in told


def test_all_papers_tell_the_same_limit_before_a_first_promise(tmp_path: Path) -> None:
    """The legal limit held until now: the details, the table of times and the submission say so, and it stays."""
    place = folder(tmp_path, procedure=PROCEDURE.replace(", committed: {within: 8 ngày làm việc}", ""))
    propose(place, lang="en")
    details, submission = paper(place, "proposal"), paper(place, "submission")
    assert "committed limit: 10 working days (legal limit) → 6 working days" in details
    assert "\n10 working days (legal limit)\n" in details and "was not stated" not in details
    assert "the committed limit becomes 6 working days instead of 10 working days (legal limit)" in submission


def test_a_promise_too_short_for_its_steps_is_told(tmp_path: Path) -> None:
    """Where the steps take longer than the promise, the page warns beside the limits, and so does the console."""
    place = folder(tmp_path, SCENARIO.replace("within: 6 ngày", "within: 2 ngày"))
    done = propose(place, lang="en")
    said = "the steps add up to 3 days, the committed limit is 2 working days"
    assert said in done.stderr
    assert f"Mind: {said}" in paper(place, "proposal")


def test_list_and_details_are_compared_as_they_are_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says that they agree only after looking: a change lost on the way is told by its number."""
    place = folder(tmp_path)
    propose(place, lang="en")
    assert "list and details name the same changes" in paper(place, "proposal")
    monkeypatch.setattr(agreement, "_listed", lambda telling: {"1.1", "1.3"})
    propose(place, lang="en")
    assert "list and details do not name the same changes: 1.2" in paper(place, "proposal")


def test_the_national_heading_is_that_of_the_country(tmp_path: Path) -> None:
    """Heading and grounds are those of the office's country; where there are none, none are printed."""
    place = folder(tmp_path / "vn")
    propose(place)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in paper(place, "decision")
    assert "63/2010/NĐ-CP" in paper(place, "decision")
    other = folder(tmp_path / "nl", organisation=ORGANISATION.replace("country: VN", "country: NL"))
    propose(other, lang="en")
    told = paper(other, "decision")
    assert "CỘNG HÒA" not in told and "NĐ-CP của Chính phủ" not in told and "DECISION" in told


def test_what_is_missing_stands_on_the_page_and_on_the_terminal(tmp_path: Path) -> None:
    """A change without its reason: the page leaves room and says so, the terminal says what to fill in."""
    scenario = SCENARIO.replace("    reason: {vi: Phần mềm đã lưu., en: The software keeps it.}\n", "")
    place = folder(tmp_path, scenario)
    done = propose(place, lang="en")
    assert done.exit_code == 0
    assert "QT-01 bo-ghi: the reason is missing" in done.stderr
    assert "[reason: to be filled in]" in paper(place, "proposal")


def test_no_paper_says_accepted_where_nobody_with_the_power_accepted(tmp_path: Path) -> None:
    """An office that accepts by its own notice what a decree requires: the page says that theirs is to be named."""
    place = folder(tmp_path, SCENARIO.replace("12/2026/NĐ-CP", "12/TB"))
    done = propose(place, lang="en")
    assert "QT-01 nop-mang: “12/TB” is not known to be of who may decide this" in done.stderr
    for name in ("proposal", "decision"):
        told = paper(place, name)
        assert "accepted by who may decide" not in told and "proposed only" in told
    propose(folder(tmp_path / "theirs"), lang="en")
    assert "accepted by who may decide" in paper(tmp_path / "theirs", "proposal")


def test_the_shares_of_the_changes_are_simulated(tmp_path: Path) -> None:
    """By default the time saved is shared out among the changes; without dossiers the reason is told instead."""
    place = folder(tmp_path)
    command = ["--lang", "en", "propose", str(place / "qt.yaml"), "--scenario", str(place / "scenarios" / "s.yaml")]
    done = CliRunner().invoke(cli, [*command, "-o", str(place / "out"), "--cases", "50"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    told = paper(place, "proposal")
    assert "estimated by simulation" in told and "All changes together" in told and "±" in told
    propose(place, lang="en")
    assert "Share of each change in the time saved: not simulated" in paper(place, "proposal")


def test_each_procedure_tells_what_is_assumed_of_itself(tmp_path: Path) -> None:
    """In a dossier about several procedures nobody reads the assumptions of another one."""
    scenario = SCENARIO.replace("procedure: QT-01", "procedure: '*'")
    assert scenario != SCENARIO
    place = folder(tmp_path, scenario)
    second = PROCEDURE.replace("id: QT-01", "id: QT-02").replace("allowance: 1 ngày, work: 10 phút, ", "")
    (place / "qt2.yaml").write_text(second, encoding="utf-8")
    command = ["--lang", "en", "propose", str(place), "--scenario", str(place / "scenarios" / "s.yaml")]
    done = CliRunner().invoke(cli, [*command, "-o", str(place / "out"), "--cases", "20"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    first, other = paper(place, "proposal").split("Share of each change in the time saved, estimated")[1:3]
    assert "counted as taking none: QT-01/nop" in first and "QT-02/" not in first
    assert "counted as taking none: QT-02/nhan, QT-02/nop" in other and "QT-01/" not in other


def test_the_papers_are_written_where_a_simulation_cannot_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The papers do not hang on the simulation: where it fails they say why, in the language of the paper."""

    def fails(*_: object) -> None:
        raise IsoqmsError(Message("The time limit has passed."))

    place = folder(tmp_path)
    monkeypatch.setattr("isoqms.improve.comparison.of_scenario", fails)
    done = propose(place, "--cases", "50")
    assert done.exit_code == 0, done.output
    reason = Message("The time limit has passed.").render("vi")
    assert f"chưa ước tính được bằng mô phỏng ({reason.rstrip('.')}" in paper(place, "proposal")


def test_a_procedure_that_is_abolished_has_no_next_issue(tmp_path: Path) -> None:
    """All of its steps are left out, a year costs nothing any more, and no revised procedure is printed."""
    place = folder(tmp_path, "id: don-gian\ntitle: Bãi bỏ\nchanges: {bo: {procedure: QT-01, demand: {scale: 0}}}\n")
    command = ["--lang", "vi", "propose", str(place / "qt.yaml"), "--scenario", str(place / "scenarios" / "s.yaml")]
    done = CliRunner().invoke(cli, [*command, "-o", str(place / "out"), "--cases", "50"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert not (place / "out" / "don-gian-QT-01.docx").exists()
    told = paper(place, "proposal")
    assert "23.200.000" in told and "100,00 %" in told


def test_the_workbook_holds_numbers_and_no_formula(tmp_path: Path) -> None:
    """What can be added up is a number; a title that looks like a formula stays a text."""
    scenario = SCENARIO.replace("{vi: Bỏ ghi sổ, en: No book}", "'=1+1'")
    place = folder(tmp_path, scenario)
    assert propose(place, "--to", "xlsx").exit_code == 0
    content = (place / "out" / "don-gian.xlsx").read_bytes()
    cells = [cell for sheet in load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert {40_000, 58_000, 16_000_000} <= {cell.value for cell in cells if cell.data_type == "n"}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name)]


def test_the_workbook_has_the_share_of_each_change(tmp_path: Path) -> None:
    """Of the cost in dong, of the time as numbers with their margin; without a simulation the reason stands there."""
    place = folder(tmp_path)
    propose(place, "--to", "xlsx", lang="en")
    book = load_workbook(place / "out" / "don-gian.xlsx")
    cost = list(book["Shares of cost"].iter_rows(values_only=True))
    assert [row[1:3] for row in cost[-4:]] == [
        ("No book", 0),
        ("Hand in online", 40_000),
        ("Commit to 6 days", 0),
        ("All changes together", 40_000),
    ]
    assert [row[1] for row in book["Shares of time"].iter_rows(values_only=True)][-1] == "not simulated"
    propose(place, "--to", "xlsx", "--cases", "50", lang="en")
    time = list(load_workbook(place / "out" / "don-gian.xlsx")["Shares of time"].iter_rows(values_only=True))
    whole = next(row for row in time if row[1] == "All changes together" and row[2].startswith("time on average"))
    assert all(isinstance(cell, (int, float)) for cell in whole[4:6])


def test_the_cost_of_an_item_can_be_worked_out_from_its_row(tmp_path: Path) -> None:
    """Once × (60 min at 30,000 an hour + 20,000 dong) = 50,000: times, minutes and money stand in the Word table."""
    place = folder(tmp_path)
    propose(place, lang="en")
    tables = Document(str(place / "out" / "don-gian-proposal.docx")).tables
    [cost] = [table for table in tables if "Money" in [cell.text for cell in table.rows[0].cells]]
    assert [cell.text for cell in cost.rows[1].cells][:5] == ["Go there", "1", "60 → 20", "20,000 → 0", "50,000"]


@pytest.mark.parametrize(("spends", "left"), [("3", True), ("4", False)])
def test_what_rounding_leaves_over_is_said_under_the_shares_of_the_cost(
    tmp_path: Path, spends: str, left: bool
) -> None:
    """Half the times and no money of 3 dong: the shares are 0.5 and 2.5, printed 0 and 2 of 3; the rest is told."""
    procedure = PROCEDURE.replace("costs: {di-lai", f"costs: {{x: {{spends: {spends}}}, di-lai")
    change = "procedure: QT-01, step: nop, set: {{costs: {{x: {{{}}}}}}}"
    changes = "".join(
        f"  {id_}: {{{change.format(value)}}}\n" for id_, value in (("a", "share: 50 %"), ("b", "spends: 0"))
    )
    place = folder(tmp_path, f"id: don-gian\ntitle: S\nchanges:\n{changes}", procedure)
    assert propose(place, lang="en").exit_code == 0
    assert ("what is left over by rounding is 1 dong" in paper(place, "proposal")) is left


def template(path: Path, text: str) -> Path:
    made = Document()
    made.add_paragraph(text)
    made.save(str(path))
    return path


def test_an_office_puts_its_own_template_in_place(tmp_path: Path) -> None:
    """The template fills in for one paper; the others keep the layout of the program."""
    place = folder(tmp_path)
    own = template(tmp_path / "mau.docx", "{{ agency }}: {{ title }} {{ sections['article-1'][0] }}")
    assert propose(place, "--template", f"decision={own}").exit_code == 0
    assert paper(place, "decision").startswith("UBND XÃ THỬ: Về việc thông qua “Phương án thử”")
    assert "chưa đối chiếu" in paper(place, "submission")


@pytest.mark.parametrize(
    ("text", "code"), [("{{ agencies }}", 1), ("{{ ''.__class__.__mro__ }}", 1), ("{% for x in range(9) %}", 1)]
)
def test_a_template_can_do_no_harm(tmp_path: Path, text: str, code: int) -> None:
    """Unknown fields are refused by name, and Python cannot be reached."""
    own = template(tmp_path / "mau.docx", text)
    assert propose(folder(tmp_path / "o"), "--template", str(own)).exit_code == code


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("minutes=mau.docx", "“minutes” is no paper with a template: write one of proposal, submission, decision"),
        ("decision=khong-co.docx", "there is no file “khong-co.docx”: write the path to a Word file (.docx)"),
        ("khong-co.docx", "there is no file “khong-co.docx”"),
    ],
)
def test_a_template_that_is_none_is_refused(tmp_path: Path, given: str, said: str) -> None:
    """Only the three papers have templates, and the file must be there; each is told with what to write."""
    template(tmp_path / "mau.docx", "x")
    done = propose(folder(tmp_path), "--template", given, lang="en")
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())


def test_a_scenario_that_changes_nothing_here_is_refused(tmp_path: Path) -> None:
    """There is no dossier about nothing."""
    scenario = "id: s\ntitle: S\nfor: [QT-01]\nchanges:\n  x: {procedure: '*', step: nop, set: {visits: 0}}\n"
    place = folder(tmp_path, scenario)
    other = (place / "qt.yaml").read_text(encoding="utf-8").replace("QT-01", "QT-02")
    (place / "qt2.yaml").write_text(other, encoding="utf-8")
    args = ["propose", str(place / "qt2.yaml"), "--scenario", str(place / "scenarios" / "s.yaml")]
    assert CliRunner().invoke(cli, [*args, "-o", str(place / "out")]).exit_code in (1, 2)


def test_the_same_day_gives_the_same_bytes(tmp_path: Path) -> None:
    """Nothing of the machine or the moment gets into a file."""
    held = []
    for name in ("a", "b"):
        place = folder(tmp_path / name)
        propose(place)
        held.append({path.name: path.read_bytes() for path in sorted((place / "out").iterdir())})
    assert held[0] == held[1]
