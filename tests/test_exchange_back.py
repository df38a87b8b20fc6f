"""The way back: procedures exported as tables, newer tables merged, and the commands for both."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from table_documents import DOCUMENTS, HEADER, comma_separated, word

from isoqms.cli.main import cli
from isoqms.exchange import explained
from isoqms.exchange.draft import Draft, drafts
from isoqms.exchange.draft_yaml import draft_yaml
from isoqms.exchange.export import to_docx, to_xlsx
from isoqms.exchange.read import document_of_bytes, read_document
from isoqms.exchange.step_table import StepTable, step_table
from isoqms.exchange.update import matched, updated
from isoqms.procedure import read_procedure
from isoqms.source import read_source, source_of_text
from isoqms.workspace.load import load
from isoqms.worktime import parse_duration

ANOTHER_NUMBERING = ("danh-so-lai.docx", "con-du.csv", "tai-lieu-iso.docx", "khong-so.csv")
"""Tables whose steps have other ids when brought in again, or whose numbers name two steps."""
TABLES = Path(__file__).parent / "data" / "tables"
CLI = Path(explained.__file__).parent.parent / "cli"
SAMPLES = Path(__file__).parent.parent / "processes"
STEPS = [HEADER, ("1", "Nhận hồ sơ", "Một cửa", "1 ngày", "biên nhận"), ("2", "Ký", "Lãnh đạo", "2 ngày", "")]


def draft_of(*blocks) -> Draft:
    (draft,) = drafts(document_of_bytes(word(*blocks), "a.docx"))
    return draft


def run(*args: str | Path, code: int = 0) -> str:
    done = CliRunner().invoke(cli, ["--lang", "en", *map(str, args)], catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done.output


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "nhieu-thu-tuc.docx"])
@pytest.mark.parametrize("write", [to_xlsx, to_docx])
def test_a_table_given_back_reads_as_the_same_steps(name, write):
    """Numbers, titles, times, results and ways on survive a draft being exported and brought in again."""
    first = drafts(read_document(TABLES / name, name))[0]
    procedure, _ = read_procedure(first.data, first.at)
    content = write(step_table(procedure, None, "vi"))
    (again,) = drafts(document_of_bytes(content, "b"))
    for key in ("title", "allowance", "outputs", "next", "parallel", "join", "end"):
        old, new = ([step.get(key) for step in draft.data["steps"].values()] for draft in (first, again))
        if key == "title":
            old = [title["vi"] if isinstance(title, dict) else title for title in old]
        if key == "allowance":
            assert [parse_duration(str(text)) for text in new] == [parse_duration(str(text)) for text in old]
        elif name not in ANOTHER_NUMBERING:
            assert new == old


def test_the_same_table_gives_the_same_bytes():
    """Nothing of the day or the machine stands in an exported file."""
    table = StepTable("T", (("Mã", "1"),), ("a", "b", "c", "d", "e", "f"), (("1", "2", "3", "4", "5", "6"),))
    for write in (to_xlsx, to_docx):
        assert write(table) == write(table)
        with zipfile.ZipFile(io.BytesIO(write(table))) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            about = archive.read("docProps/core.xml").decode()
        assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+", about) == ["2000-01-01T00:00:00"] * 2
        assert "openpyxl" not in about


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")', "\x07 chuông"])
def test_a_text_never_becomes_a_formula(text):
    """Whatever sign a text of the office begins with, a spreadsheet shows it and runs nothing."""
    table = StepTable(text, (("a", text),), ("a",) * 6, ((text,) * 6,))
    sheet = load_workbook(io.BytesIO(to_xlsx(table))).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert docx.Document(io.BytesIO(to_docx(table))).tables[0].cell(1, 0).text == text.replace("\x07", " ")


def test_exported_samples_can_be_imported():
    """Every procedure of the sample workspace gives a table whose steps are all found again."""
    workspace = load([SAMPLES])
    for id_ in workspace.asked:
        procedure = workspace.procedures[id_]
        table = step_table(procedure, workspace.organisation_of(procedure), "vi")
        (draft,) = drafts(document_of_bytes(to_docx(table), f"{id_}.docx"))
        titles = [step["title"] for step in draft.data["steps"].values()]
        assert len(titles) == len(procedure.steps)


ROUND = """\
id: QT-2
title: Xác nhận tình trạng hôn nhân
limits: {legal: {within: 3 ngày làm việc}}
steps:
  b1: {number: B1, title: Tiếp nhận, role: mot-cua, allowance: 1 buổi, forms: [m01], outputs: [Giấy hẹn], next: b2}
  b2:
    number: B2
    title: Thẩm định
    role: chuyen-vien
    allowance: 1 ngày làm việc
    next: [{to: b2-x, when: phải xác minh}, {to: b3, when: đã rõ}]
  b2-x:
    title: "Trường hợp phải xác minh: gửi văn bản, chờ trả lời"
    role: chuyen-vien
    allowance: 20 ngày làm việc
    clock: stopped
    next: b3
    notes: [Tối đa 20 ngày]
  b3: {number: B3, title: Trả kết quả, role: mot-cua, allowance: 1 giờ, end: completed}
forms:
  m01: {title: Giấy hẹn, number: "01", circular: 03/2025/TT-VPCP, from: 2025-09-15}
"""


def round_trip() -> Draft:
    source = source_of_text(ROUND, "p.yaml")
    procedure, _ = read_procedure(source.data, source.at)
    (draft,) = drafts(document_of_bytes(to_docx(step_table(procedure, None, "vi")), "b.docx"))
    return draft


def test_the_clock_the_numbers_and_the_forms_come_back():
    """A stopped clock, a step without a number and a form with circular and day survive the way out and back."""
    draft = round_trip()
    old = source_of_text(ROUND, "p.yaml").data["steps"]
    for key in ("number", "title", "clock", "notes", "next"):
        assert [step.get(key) for step in draft.data["steps"].values()] == [step.get(key) for step in old.values()]
    form = {"title": "Giấy hẹn", "number": "01", "circular": "03/2025/TT-VPCP", "from": "2025-09-15"}
    assert list(draft.data["forms"].values()) == [form]
    assert "outputs" not in draft.data["steps"]["b1"]
    assert [doubt.rule for doubt in draft.doubts] == ["import/session"]


def test_a_form_known_to_the_file_does_not_become_a_result():
    """A table names forms among the results; merged, it adds none that the step has as a form."""
    source = source_of_text(ROUND.replace("outputs: [Giấy hẹn], ", ""), "p.yaml")
    newer = draft_of([HEADER, ("B1", "Tiếp nhận", "Một cửa", "1 buổi", "Giấy hẹn; Biên lai")])
    change = updated(ROUND.replace("outputs: [Giấy hẹn], ", ""), source, newer)
    assert source_of_text(change.text, "p.yaml").data["steps"]["b1"]["outputs"] == ["Biên lai"]


PROCEDURE = """\
# giữ lại dòng này
id: QT-1
title: {vi: Cấp thẻ, en: Issue a card}
limits:
  legal: {within: 5 ngày}
steps:
  nhan:
    number: 1
    title: {vi: Nhận hồ sơ, en: Receive}
    role: one_stop
    allowance: 1 ngày  # theo quyết định cũ
    work: 10..20 min
    next: ky
  ky:
    number: 2
    title: {vi: Ký thẻ, en: Sign}
    role: leader
    allowance: 2 ngày
    next:
      - {end: completed, share: 90 %}
      - {end: refused, share: 10 %}
"""


def merged(draft: Draft, roles: frozenset[str] = frozenset()):
    return updated(PROCEDURE, source_of_text(PROCEDURE, "p.yaml"), draft, roles)


def test_a_newer_table_changes_only_what_tables_know():
    """Times and limits follow the table; comments, work, shares and ways on stay as people wrote them."""
    change = merged(
        draft_of(
            "Thời hạn giải quyết: 4 ngày",
            [HEADER, ("1", "Nhận hồ sơ", "Một cửa", "0,5 ngày", "thẻ"), ("2", "Ký thẻ", "Lãnh đạo", "2 ngày", "")],
        )
    )
    expected = PROCEDURE.replace("allowance: 1 ngày  #", 'allowance: "0,5 ngày"  #').replace("5 ngày}", "4 ngày}", 1)
    expected = expected.replace("    next: ky\n", "    next: ky\n    outputs: [thẻ]\n")
    assert change.text == expected
    assert [doubt.rule for doubt in change.doubts] == ["import/role", "import/role"]


def test_steps_added_and_gone_are_questions():
    """A new step is put on the way between its neighbours; one the table no longer has stays."""
    change = merged(
        draft_of(
            [
                HEADER,
                ("1", "Nhận hồ sơ", "Một cửa", "1 ngày", ""),
                ("2", "Thẩm định kỹ", "Chuyên viên", "1 ngày", ""),
                ("3", "Ký thẻ", "Lãnh đạo", "2 ngày", ""),
            ]
        )
    )
    data = source_of_text(change.text, "p").data
    assert (data["steps"]["nhan"]["next"], data["steps"]["b2"]["next"]) == ("b2", "ky")
    assert data["steps"]["ky"]["number"] == "3"
    assert "import/new-step" in [doubt.rule for doubt in change.doubts]
    change = merged(draft_of([HEADER, ("1", "Nhận hồ sơ", "Một cửa", "1 ngày", "")]))
    assert [(doubt.rule, doubt.at.line) for doubt in change.doubts if doubt.subject == "ky"] == [("import/gone", 14)]
    assert "Ký thẻ" in change.text


def test_the_same_table_changes_nothing():
    """Merging a draft into the file made from it leaves every byte."""
    for name in DOCUMENTS:
        for draft in drafts(read_document(TABLES / name, name)):
            text = draft_yaml(draft, "vi")
            change = updated(text, source_of_text(text, name), draft)
            assert change.text == text


def test_steps_are_matched_by_number_and_title():
    """A step that moved keeps its identity; the number decides only where titles say nothing."""
    old = {"a": {"number": 1, "title": "Nhận hồ sơ"}, "b": {"number": 2, "title": "Ký"}}
    assert matched(old, {"x": {"number": "1", "title": "Ký"}, "y": {"number": "2", "title": "Nhận hồ sơ"}}) == {
        "x": "b",
        "y": "a",
    }
    assert matched(old, {"x": {"number": "1", "title": "Tiếp dân"}}) == {"x": "a"}


def test_import_tells_the_errors_that_a_check_finds_and_where_cells_are(tmp_path):
    """Steps over the law are told when they come in, merged or anew, and places read as in a check of the table."""
    rows = [HEADER, ("1", "Nhận hồ sơ", "Một cửa", "4 ngày", ""), ("2", "Ký", "Lãnh đạo", "hôm nào xong", "")]
    table = tmp_path / "a.docx"
    table.write_bytes(word("Quy trình: Cấp thẻ", "Thời hạn giải quyết: 5 ngày", rows))
    place = "table 1, row 3, column 4"
    assert place in run("import", table, "-o", tmp_path / "p") and place in run("check", table)
    (made,) = (path for path in (tmp_path / "p").glob("*.yaml") if path.name != "organisation.yaml")
    assert place in made.read_text(encoding="utf-8")
    late = [HEADER, ("1", "Nhận hồ sơ", "Một cửa", "4 ngày", ""), ("2", "Ký", "Lãnh đạo", "2 ngày", "")]
    table.write_bytes(word("Quy trình: Cấp thẻ", "Thời hạn giải quyết: 5 ngày", late))
    output = run("import", table, "--update", made, code=1)
    assert "arithmetic/sum-limit" in output and f"isoqms check {made}" in output
    assert "no errors found" not in output


def test_rows_for_one_case_and_conditions_are_left_open():
    """A row that begins with its case is passed by that case alone; “if not, back to B1” is asked about."""
    draft = draft_of(
        "Quy trình: Cấp thẻ",
        [
            (*HEADER, "Ghi chú"),
            ("B1", "Nhận hồ sơ", "Một cửa", "1 giờ", "", ""),
            ("", "Trường hợp phải xác minh: gửi văn bản", "Một cửa", "Không tính vào thời gian", "", "Tối đa 20 ngày"),
            ("B2", "Duyệt", "Lãnh đạo", "1 giờ", "", "nếu ko đạt trả lại B1"),
            ("B3", "Trả kết quả", "Một cửa", "1 giờ", "", ""),
        ],
    )
    ways = [step.get("next") for step in draft.data["steps"].values()]
    assert ways[:2] == [[{"to": "b1-x", "when": "Trường hợp phải xác minh"}, {"to": "b2", "default": True}], "b2"]
    asked = {doubt.rule: doubt.subject for doubt in draft.doubts}
    assert (asked["import/case"], asked["import/condition"]) == ("b1-x", "b2")


def test_a_row_for_one_case_never_becomes_work_for_all_unasked():
    """A case behind a dash is a case; a numbered one stays in line and is asked about, as is time that is added."""
    draft = draft_of(
        "Quy trình: Cấp thẻ",
        [
            (*HEADER, "Ghi chú"),
            ("1", "Nhận hồ sơ", "Một cửa", "1 giờ", "", ""),
            ("", "- Trường hợp cần xác minh: gửi văn bản", "Một cửa", "3 ngày", "", ""),
            ("2", "Khảo sát", "Một cửa", "1 giờ", "", "Trường hợp phải lấy ý kiến thì cộng thêm 03 ngày"),
            ("2a", "Nếu không đủ điều kiện: soạn văn bản", "Một cửa", "1 giờ", "", ""),
            ("3", "Ký thẻ", "Lãnh đạo", "1 giờ", "", ""),
        ],
    )
    steps = draft.data["steps"]
    assert steps["b1"]["next"] == [{"to": "b1-x", "when": "Trường hợp cần xác minh"}, {"to": "b2", "default": True}]
    assert steps["b1-x"]["title"] == "Trường hợp cần xác minh: gửi văn bản"
    asked = {doubt.rule: (doubt.subject, doubt.message.render("en")) for doubt in draft.doubts}
    assert {rule: subject for rule, (subject, _) in asked.items()} == {
        "import/case": "b1-x",
        "import/added-time": "b2",
        "import/condition": "b2a",
    }
    assert "all take this step, and its time counts for all" in asked["import/condition"][1]
    assert "counts for no dossier" in asked["import/added-time"][1]


def test_import_writes_a_workspace_that_loads(tmp_path):
    """Drafts and an organisation are written, load without an error, and are never written over."""
    files = sorted(TABLES.glob("*.*"))
    output = run("import", *files, "-o", tmp_path / "a", code=1)  # some tables break rules
    assert "to settle" in (tmp_path / "a" / "thoi-gian-bang-chu.yaml").read_text(encoding="utf-8")
    workspace = load([tmp_path / "a"])
    assert [problem for problem in workspace.problems if problem.severity == "error"] == []
    assert len(workspace.asked) == len(files) + 3 and "organisation.yaml" in output
    before = {path: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    assert "import/exists" in run("import", *files, "-o", tmp_path / "a", code=1)
    assert before == {path: path.read_bytes() for path in (tmp_path / "a").iterdir()}


def test_the_calendar_is_told_by_the_words_of_the_table(tmp_path):
    """A table without a title is Vietnamese by what its steps are called; English ones may be of any country."""
    rows = "STT,Trình tự,Người làm,Thời gian\n1,{step},A,1 ngày\n2,{step} 2,B,1 ngày\n"
    for name, step in (("vi", "Thẩm định hồ sơ"), ("en", "Check")):
        (tmp_path / f"{name}.csv").write_text(rows.format(step=step), encoding="utf-8")
    run("import", tmp_path / "vi.csv", "-o", tmp_path / "a")
    office = (tmp_path / "a" / "organisation.yaml").read_text(encoding="utf-8")
    assert "calendar: vn" in office and "country: VN" in office
    assert "--calendar" in run("import", tmp_path / "en.csv", "-o", tmp_path / "b", code=2)


def test_a_file_that_cannot_be_read_hides_no_other(tmp_path):
    """The good file is brought in, the bad one named; a bad one alone writes nothing."""
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04")
    assert "import/damaged" in run("import", bad, TABLES / "con-du.csv", "-o", tmp_path / "out", code=1)
    assert (tmp_path / "out" / "con-du.yaml").exists()
    run("import", bad, "-o", tmp_path / "none", code=1)
    assert not (tmp_path / "none").exists()


def test_import_with_an_organisation_above(tmp_path):
    """Roles the organisation knows by title keep its ids; the others are named, its file is not touched."""
    organisation = tmp_path / "organisation.yaml"
    organisation.write_text(
        "offices: {xa: {title: Xã, calendar: vn, day_length: 8 hours, hours: {mon: ['07:30..11:30']}}}\n"
        "roles: {leader: {title: {vi: Lãnh đạo, en: Leader}}}\n",
        encoding="utf-8",
    )
    before = organisation.read_bytes()
    table = tmp_path / "a.csv"
    table.write_bytes(comma_separated(STEPS))
    output = run("import", table, "-o", tmp_path / "p", code=1)
    assert "import/new-role" in output and "Một cửa" in output and "“Lãnh đạo”" not in output
    source = read_source(tmp_path / "p" / "a.yaml", "a")
    assert [step["role"] for step in source.data["steps"].values()] == ["mot-cua", "leader"]
    assert organisation.read_bytes() == before


def test_update_by_command(tmp_path):
    """The named procedure is changed in place; two procedures at once are refused."""
    target = tmp_path / "p.yaml"
    target.write_text(PROCEDURE, encoding="utf-8")
    table = tmp_path / "a.csv"
    table.write_bytes(
        comma_separated([HEADER, ("1", "Nhận hồ sơ", "", "4 giờ", ""), ("2", "Ký thẻ", "", "2 ngày", "")])
    )
    run("import", table, "--update", target, code=1)  # no organisation.yaml names its roles
    assert target.read_text(encoding="utf-8") == PROCEDURE.replace("allowance: 1 ngày", "allowance: 4 giờ")
    run("import", TABLES / "nhieu-thu-tuc.docx", "--update", target, code=2)


@pytest.mark.parametrize(
    ("above", "first", "refused"),
    [
        ("Mã hiệu: QT-02", "Nhận hồ sơ", True),
        ("Quy trình: Cấp phép xây dựng", "Khảo sát thực địa", True),
        ("Mã hiệu: QT-1", "Khảo sát thực địa", False),
        ("Quy trình: Cấp phép xây dựng", "Nhận hồ sơ", False),
    ],
)
def test_a_table_of_another_procedure_is_not_merged(tmp_path, above, first, refused):
    """A table with another code, or with another name and other steps, is refused unless one says --anyway."""
    target = tmp_path / "p.yaml"
    target.write_text(PROCEDURE, encoding="utf-8")
    table = tmp_path / "a.docx"
    rows = [HEADER, ("1", first, "", "4 giờ", ""), ("2", "Vẽ thiết kế", "", "2 ngày", "")]
    table.write_bytes(word(above, rows))
    output = run("import", table, "--update", target, code=1)
    assert ("import/other-procedure" in output) == refused
    assert (target.read_text(encoding="utf-8") == PROCEDURE) == refused
    run("import", table, "--update", target, "--anyway", code=1)
    assert target.read_text(encoding="utf-8") != PROCEDURE


def test_export_by_command(tmp_path):
    """A table is written for each procedure, in the language asked for."""
    run("export", SAMPLES / "nghe-an", "--to", "xlsx", "-o", tmp_path)
    sheet = load_workbook(tmp_path / "vn-nghean-3854-chinhsach.xlsx").active
    assert ["Step", "Work", "Responsible", "Time", "Form/Result", "Remarks"] in [
        [cell.value for cell in row] for row in sheet.iter_rows()
    ]


def test_open_questions_are_counted_by_a_check(tmp_path):
    """What import did not understand is told by every check, in whatever language it was written, until it is gone."""
    rows = [HEADER, ("1", "Nhận hồ sơ", "Một cửa", "1 ngày", ""), ("2", "Ký", "Lãnh đạo", "hôm nào xong", "")]
    table = tmp_path / "a.docx"
    table.write_bytes(word("Quy trình: Cấp thẻ", "Lệ phí: 15.000đ trực tiếp, 7.000đ trực tuyến", rows))
    made = tmp_path / "p" / "a.yaml"
    CliRunner().invoke(cli, ["--lang", "vi", "import", str(table), "-o", str(made.parent)])
    lines = made.read_text(encoding="utf-8").splitlines()
    (first, _) = (number for number, line in enumerate(lines, start=1) if "# cần làm rõ" in line)
    output = run("check", made)
    assert f"a.yaml:{first}:1: advice: questions of the import that are still open in this file: 2" in output
    made.write_text("\n".join(line for line in lines if "# cần làm rõ" not in line), encoding="utf-8")
    assert "import/open" not in run("check", made)


def test_every_id_an_import_shows_is_explained():
    """`explain` knows each id in brackets; an id nobody knows is answered with the nearest."""
    source = Path(explained.__file__).parent
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*source.glob("*.py"), *CLI.glob("*import*.py")])
    shown = set(re.findall(r"\"(import/[a-z-]+)\"", text))
    asked = re.findall(r"(?:drafting|self|update)\.(?:doubt|ask)\([^\"]*?\"([a-z-]+)\", (?:\"|message|reason)", text)
    shown |= {f"import/{name}" for name in asked}
    assert shown - {"import/{rule}"} <= set(explained.EXPLAINED) and len(asked) > 20
    assert run("explain", "import/condition").startswith("import/condition: Words of a step")
    assert "nearest: import/condition" in run("explain", "import/conditions", code=2)


def test_a_second_import_adds_its_roles(tmp_path):
    """Tables brought in one after the other end as those brought in together: no name stands for nothing."""
    for name, who in (("a", "Văn thư"), ("b", "Công chức tư pháp")):
        rows = [HEADER, ("1", "Nhận hồ sơ", who, "1 ngày", "")]
        (tmp_path / f"{name}.docx").write_bytes(word("UBND XÃ MẪU", f"Quy trình: Cấp thẻ {name}", rows))
        run("import", tmp_path / f"{name}.docx", "-o", tmp_path / "p")
    organisation = (tmp_path / "p" / "organisation.yaml").read_text(encoding="utf-8")
    assert "van-thu: {title: Văn thư}" in organisation
    assert "cong-chuc-tu-phap: {title: Công chức tư pháp}" in organisation
    assert "no errors found" in run("check", tmp_path / "p")
    assert "office: ubnd-xa-mau" in (tmp_path / "p" / "b.yaml").read_text(encoding="utf-8")


def test_a_role_of_an_organisation_above_is_told_as_the_line_to_add(tmp_path):
    """An organisation file of another folder is not touched; what to add to it is written out, and nothing else."""
    (tmp_path / "organisation.yaml").write_text(
        "offices: {xa: {title: Xã, calendar: vn, day_length: 8 hours, hours: {mon: ['07:30..11:30']}}}\n"
        "roles: {van-thu-1: {title: Văn thư 1}}\n",
        encoding="utf-8",
    )
    table = tmp_path / "a.csv"
    table.write_bytes(comma_separated([HEADER, ("1", "Nhận hồ sơ", "Văn thư", "1 ngày", "")]))
    output = run("import", table, "-o", tmp_path / "p", code=1)
    assert output.count("under roles: van-thu: {title: Văn thư}") == 2 and "van-thu-1" not in output


def test_export_tells_what_no_table_carries(tmp_path):
    """Fees, variants, sign-off and shares are named, so that nobody takes the table for the whole; else silence."""
    (tmp_path / "a.yaml").write_text(
        PROCEDURE + "fees: {le-phi: {title: Lệ phí, amount: 8000, currency: VND}}\n"
        "variants: {gap: {title: Gấp}}\napprovers: [{name: A, date: 2026-11-01}]\n",
        encoding="utf-8",
    )
    output = run("export", tmp_path / "a.yaml", "--to", "docx", "-o", tmp_path)
    parts = ("sign-off", "variants", "fees", "shares of the dossiers, bounds of loops", "time really worked and waited")
    assert f"QT-1: not in the table, only in the file: {', '.join(parts)}" in output
    (tmp_path / "b.yaml").write_text(
        "id: B\ntitle: Cấp thẻ\nsteps: {a: {title: Nhận, allowance: 1 giờ, end: completed}}\n", encoding="utf-8"
    )
    assert "not in the table" not in run("export", tmp_path / "b.yaml", "--to", "docx", "-o", tmp_path)
