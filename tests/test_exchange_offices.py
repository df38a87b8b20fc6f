"""Tables in the words of many offices: what is said about each is known beforehand, and often it is nothing."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from table_documents import Rows, comma_separated, excel, word

from isoqms.cli.from_table import judge
from isoqms.exchange.arrows import as_flow
from isoqms.exchange.draft import Draft, drafts
from isoqms.exchange.draft_yaml import draft_yaml
from isoqms.exchange.headings import Column, meaning
from isoqms.exchange.parties import parties
from isoqms.exchange.read import document_of_bytes
from isoqms.exchange.times import unit_of
from isoqms.procedure import read_procedure
from isoqms.source import source_of_text
from isoqms.words import Message

NAME = "Tên thủ tục: Cấp phép mẫu"
HEADER = ("TT", "Nội dung", "Trách nhiệm", "Thời gian", "Ghi chú")


def steps_of(*rows: tuple[str, ...]) -> Rows:
    """A table of steps, each given by its number, time and remark, by one role."""
    return [HEADER, *((number, f"Việc {place}", "Chuyên viên", *more) for place, (number, *more) in enumerate(rows))]


def charter() -> bytes:
    return comma_separated(
        [
            ("Name of the service:", "Issuance of a certified copy"),
            ("CLIENT STEPS", "AGENCY ACTIONS", "FEES TO BE PAID", "PROCESSING TIME", "PERSON RESPONSIBLE"),
            ("1. Submit the form", "1.1 Check the form", "None", "5 minutes", "Registration officer"),
            ("", "1.2 Search the book", "None", "10 minutes", "Registry clerk"),
            ("2. Claim the copy", "2.1 Release the copy", "None", "15 mins", "Registration officer"),
            ("TOTAL:", "", "None", "30 minutes", ""),
        ]
    )


def two_rows_of_headings() -> bytes:
    return word(
        NAME,
        [
            ("TT", "Nội dung công việc", "Trách nhiệm", "<", "T.gian (ngày)"),
            ("^", "^", "Chủ trì", "Phối hợp", "^"),
            ("1", "Tiếp nhận", "Văn thư", "", "0,5"),
            ("2", "Kiểm tra hiện trường", "Phòng Kinh tế", "Công an xã", "2"),
            ("Tổng TG", "<", "<", "<", "2,5"),
        ],
    )


def hours_against_days() -> bytes:
    return excel(
        QT=[
            (NAME, "<", "<", "<"),
            ("Thời hạn giải quyết: 3 ngày làm việc", "<", "<", "<"),
            ("STT", "Trình tự", "Trách nhiệm", "Thời gian (giờ, 8 giờ/ngày)"),
            (1, "Tiếp nhận", "Một cửa", 4),
            (2, "Thẩm định", "Phòng Kinh tế", 24),
        ]
    )


def day_beside_the_limit() -> bytes:
    return word(
        NAME,
        "Thời hạn giải quyết: 02 ngày làm việc (1 ngày = 8 giờ), không kể thời gian lấy ý kiến",
        [("STT", "Công đoạn", "Vị trí", "Định mức (giờ)"), ("1", "Nhận", "Một cửa", "4"), ("2", "Ký", "Sở", "12")],
    )


def dutch() -> bytes:
    return word(
        "Procedure: Aanvraag parkeervergunning",
        [
            ("Stap", "Activiteit", "Verantwoordelijke", "Doorlooptijd"),
            ("1", "Aanvraag ontvangen", "Balie", "1 werkdag"),
            ("2", "Beoordelen", "Vergunningverlener", "3 werkdagen"),
            ("", "Totaal", "", "5 werkdagen"),
        ],
    )


def other_tables() -> bytes:
    """Duties, fees and records are no steps; neither is the list of duties a procedure of its own."""
    return word(
        "QUY TRÌNH",
        "XÉT TẶNG DANH HIỆU GIA ĐÌNH VĂN HÓA",
        [("Bộ phận", "Nhiệm vụ", "Công việc cụ thể"), ("Một cửa", "Tiếp nhận", "Nhận và trả hồ sơ")],
        [("TT", "Nội dung thu", "Mức thu", "Thời gian nộp"), ("1", "Phí thẩm định", "100.000 đồng", "Khi nộp hồ sơ")],
        [
            ("TT", "Trách nhiệm", "Lưu đồ", "Mô tả", "Thời gian"),
            ("1", "Trưởng thôn", "", "Bình xét", "05 ngày"),
            ("2", "Chủ tịch", "", "Ký quyết định", "02 ngày"),
            ("Tổng thời gian giải quyết", "<", "<", "<", "07 ngày"),
        ],
        [("TT", "Tên hồ sơ", "Bộ phận lưu", "Thời gian lưu"), ("1", "Tờ trình", "Phòng Vận tải", "05 năm")],
    )


def figures_on_another_sheet() -> bytes:
    return excel(
        Quy_trình=[
            ("Tên thủ tục", "Cấp thẻ nhà báo"),
            ("STT", "Nội dung", "Đơn vị", "Số giờ"),
            (1, "Nhận", "Một cửa", 4),
        ],
        Thống_kê=[("STT", "Nội dung", "Đơn vị", "Quý I"), (1, "Hồ sơ nhận", "bộ", 12)],
    )


def stage_with_a_dash() -> bytes:
    return word(
        NAME,
        [
            HEADER,
            ("Giai đoạn 1: Thông báo (3 ngày)", "<", "<", "<", "<"),
            ("1", "Niêm yết", "Ủy ban", "3 ngày", ""),
            ("Giai đoạn 2: Quyết định – 04 ngày", "<", "<", "<", "<"),
            ("2", "Ký", "Chủ tịch", "5 ngày", ""),
        ],
    )


def parts_with_their_times() -> bytes:
    return word(
        NAME,
        [
            HEADER,
            ("I. TẠI SỞ", "<", "<", "3 ngày", ""),
            ("1", "Xét", "Phòng Đất đai", "2 ngày", ""),
            ("II. TẠI ỦY BAN", "<", "<", "1 ngày", ""),
            ("2", "Ký", "Chủ tịch", "1 ngày", ""),
            ("TỔNG CỘNG (I + II)", "<", "<", "3 ngày", ""),
        ],
    )


def subtotals_without_headings() -> bytes:
    return word(
        NAME,
        [
            HEADER,
            ("1", "Nhận", "Một cửa", "1 ngày", ""),
            ("", "Cộng mục I", "", "1 ngày", ""),
            ("2", "Xét", "Tư pháp", "2 ngày", ""),
            ("3", "Ký", "Chủ tịch", "1 ngày", ""),
            ("", "Cộng mục II", "", "4 ngày", ""),
            ("", "Tổng cộng", "", "4 ngày", ""),
        ],
    )


def step_with_parts() -> bytes:
    """The time of step 2 is that of 2.1 and 2.2 together; step 3 is no part of it."""
    return word(
        NAME,
        [
            HEADER,
            ("1", "Nhận", "Một cửa", "1 ngày", ""),
            ("2", "Xét", "Tư pháp", "2 ngày", ""),
            ("2.1", "Thẩm định", "Tư pháp", "1 ngày", ""),
            ("2.2", "Dự thảo", "Tư pháp", "1 ngày", ""),
            ("3", "Ký", "Chủ tịch", "1 ngày", ""),
            ("", "Tổng", "", "4 ngày", ""),
        ],
    )


CASES: dict[str, tuple[bytes, list[str], list[str]]] = {
    "dieu-le.csv": (charter(), ["5 minutes", "10 minutes", "15 mins"], []),
    "hai-dong.docx": (two_rows_of_headings(), ["0,5 ngày", "2 ngày"], []),
    "gio-ngay.xlsx": (hours_against_days(), ["4 giờ", "24 giờ"], ["arithmetic/sum-limit"]),
    "mot-ngay-8-gio.docx": (day_beside_the_limit(), ["4 giờ", "12 giờ"], []),
    "stappen.docx": (dutch(), ["1 working days", "3 working days"], ["arithmetic/sum-total"]),
    "nhieu-bang.docx": (other_tables(), ["05 ngày", "02 ngày"], []),
    "thong-ke.xlsx": (figures_on_another_sheet(), ["4 giờ"], []),
    "gach-ngang.docx": (stage_with_a_dash(), ["3 ngày", "5 ngày"], ["arithmetic/sum-stage"]),
    "phan.docx": (
        parts_with_their_times(),
        ["2 ngày", "1 ngày"],
        ["arithmetic/sum-stage", "import/heading", "import/heading"],
    ),
    "muc.docx": (subtotals_without_headings(), ["1 ngày", "2 ngày", "1 ngày"], ["arithmetic/sum-stage"]),
    "buoc-nho.docx": (step_with_parts(), ["1 ngày"] * 4, []),
    "khong-ke.docx": (
        word(NAME, steps_of(("1", "2 ngày (không kể thời gian bổ sung hồ sơ)"), ("2", "1 ngày"))),
        ["2 ngày (không kể thời gian bổ sung hồ sơ)", "1 ngày"],
        [],
    ),
    "la-ma.docx": (
        word(NAME, steps_of(("I", "1 ngày"), ("II", "2 ngày"), ("III", "1 ngày"))),
        ["1 ngày", "2 ngày"],
        [],
    ),
    "thieu-la-ma.docx": (
        word(NAME, steps_of(("I", "1 ngày"), ("II", "2 ngày"), ("IV", "1 ngày"))),
        ["1 ngày", "2 ngày"],
        ["arithmetic/numbering"],
    ),
    "chu-d.docx": (
        word(NAME, steps_of(*((letter, "1 ngày") for letter in ("a)", "b)", "c)", "d)", "đ)")))),
        ["1 ngày"] * 5,
        [],
    ),
}


def judged(tmp_path: Path, name: str, content: bytes) -> tuple[list[str], list[Draft]]:
    path = tmp_path / name
    path.write_bytes(content)
    judgement = judge(path, date(2026, 7, 1))
    return sorted(problem.rule for problem in judgement.problems), drafts(judgement.document)


def steps(draft: Draft, key: str) -> list[Any]:
    return [step.get(key) for step in draft.data["steps"].values()]


def ways(*rows: tuple[str, ...], total: str = "") -> tuple[list[str], Draft]:
    """What import and rules say of steps with remarks, and the draft."""
    table = [*steps_of(*rows), *([("", "Tổng", "", total, "")] if total else [])]
    [draft] = drafts(document_of_bytes(word(NAME, table), "a.docx"))
    return [doubt.rule for doubt in draft.doubts], draft


@pytest.mark.parametrize("name", CASES)
def test_what_is_said_of_a_table_is_known_beforehand(name: str, tmp_path: Path):
    """One procedure, its times as meant, and nothing said but what is wrong; the YAML made of it says the same."""
    content, times, said = CASES[name]
    rules, [draft] = judged(tmp_path, name, content)
    assert rules == said
    assert steps(draft, "allowance")[: len(times)] == times
    assert all(steps(draft, "title")) and all(steps(draft, "role"))
    source = source_of_text(draft_yaml(draft, "vi"), "a.yaml")
    procedure, unread = read_procedure(source.data, source.at)
    meant, _ = read_procedure(draft.data, draft.at)
    assert not unread
    assert [step.allowance for step in procedure.steps.values()] == [step.allowance for step in meant.steps.values()]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("T.gian", Column.TIME),
        ("Bao lâu", Column.TIME),
        ("Hạn xử lý", Column.TIME),
        ("Định mức (giờ)", Column.TIME),
        ("Thời gian thụ lý", Column.TIME),
        ("Thời gian nộp", Column.OTHER),
        ("Chủ trì/Phối hợp", Column.ROLE),
        ("Đơn vị phối hợp", Column.OTHER),
        ("Lưu đồ", Column.TITLE),
        ("Hồ sơ lưu", Column.OTHER),
        ("Bước tiếp theo", Column.NEXT),
        ("Next step", Column.NEXT),
        ("Bước", Column.NUMBER),
    ],
)
def test_headings_of_many_offices(heading: str, kind: Column):
    """Short forms and columns for what follows are known; a time to pay is no time of a step."""
    assert meaning(heading) is kind


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Thời gian (giờ, 8 giờ/ngày)", "giờ"),
        ("Thời gian (giờ làm việc; 01 ngày = 8 giờ)", "giờ làm việc"),
        ("Thời gian (giờ làm việc/16 giờ)", "giờ làm việc"),
        ("Thời gian (8 giờ/ngày)", ""),
    ],
)
def test_a_day_length_in_a_heading_is_no_unit(heading: str, unit: str):
    """The unit is what the numbers below are counted in."""
    assert unit_of(heading) == unit


def test_steps_beside_others_by_their_remarks():
    """“Song song với bước 3” takes the step beside that one; the longer of the two counts."""
    rows = (("1", "1 ngày"), ("2", "3 ngày"), ("3", "2 ngày", "Song song với bước 2"), ("4", "1 ngày"))
    doubts, draft = ways(*rows, total="5 ngày")
    assert (doubts, steps(draft, "parallel")[0], steps(draft, "join")[3]) == ([], ["b2", "b3"], "all")
    assert steps(draft, "notes")[2] == ["Song song với bước 2"]


def test_two_steps_beside_one():
    """The rows from the first step named up to the remark are one branch, the step with the remark another."""
    beside = "2 ngày (thực hiện đồng thời với bước 2, 3)"
    doubts, draft = ways(("1", "1 ngày"), ("2", "3 ngày"), ("3", "1 ngày"), ("4", beside), ("5", "1 ngày"))
    assert not doubts
    assert (steps(draft, "parallel")[0], steps(draft, "next")[1:4]) == (["b2", "b4"], ["b3", "b5", "b5"])
    assert steps(draft, "allowance")[3] == "2 ngày"


@pytest.mark.parametrize(
    "rows",
    [
        (("1", "1 ngày"), ("2", "3 ngày"), ("3", "1 ngày", "song song với bước 9"), ("4", "1 ngày")),
        (("1", "1 ngày"), ("2", "3 ngày", "song song với bước 1"), ("3", "1 ngày")),
        (("1", "1 ngày"), ("2", "1 ngày"), ("3", "1 ngày"), ("4", "1 ngày", "song song với bước 2"), ("5", "1 ngày")),
    ],
)
def test_a_remark_that_cannot_be_followed_is_a_question(rows: tuple[tuple[str, ...], ...]):
    """A step nobody knows, no step before which the ways part, rows between that belong to neither: it is asked."""
    doubts, draft = ways(*rows)
    assert set(doubts) == {"import/parallel"}
    assert not any(steps(draft, "parallel"))


@pytest.mark.parametrize(
    ("text", "flow"),
    [
        ("3", "2 -> 3"),
        ("Bước 3 (đạt); Bước 1 (không đạt)", "2 -> Bước 3 [đạt] ; 2 -> Bước 1 [không đạt]"),
        ("Đạt: chuyển bước 3\nKhông đạt: quay lại bước 1", "2 -> bước 3 [Đạt] ; 2 -> bước 1 [Không đạt]"),
        ("→ B3", "2 -> B3"),
        ("Trả lại bước 1 nếu chưa đạt", "2 -> bước 1 [nếu chưa đạt]"),
        ("-", ""),
        ("3 và 4 (song song)", "2 -> 3,4 [song song]"),
        ("Kết thúc", "2 -> Kết thúc"),
    ],
)
def test_a_column_for_the_next_step(text: str, flow: str):
    """What the column says becomes a flow line."""
    assert as_flow("2", text) == flow


def test_the_next_step_is_followed_and_asked_about(tmp_path: Path):
    """Steps named in the column follow; a cell that names none is put up as a question at that cell."""
    heading = ("Bước", "Nội dung", "Bộ phận thực hiện", "Thời gian", "Bước tiếp theo")
    rows = [("1", "3"), ("2", "Kết thúc"), ("3", "2 (đạt); 1 (không đạt)"), ("4", "Chuyển văn thư")]
    table = [heading, *((number, f"Việc {number}", "Chuyên viên", "1 ngày", onward) for number, onward in rows)]
    [draft] = drafts(document_of_bytes(word(NAME, table), "a.docx"))
    assert steps(draft, "next")[0] == "b3"
    assert steps(draft, "next")[2] == [{"to": "b2", "when": "đạt"}, {"to": "b1", "when": "không đạt"}]
    assert steps(draft, "end") == [None, "completed", None, "completed"]
    assert [(doubt.rule, doubt.at.line, doubt.at.column) for doubt in draft.doubts] == [("import/flow", 5, 5)]


@pytest.mark.parametrize("line", ["A. THỦ TỤC CẤP MỚI THẺ", "THỦ TỤC CẤP MỚI THẺ"])
def test_a_numbered_heading_names_the_procedure(line: str):
    """A letter or figure in front of the name does not hide it."""
    [draft] = drafts(document_of_bytes(word(line, steps_of(("1", "1 ngày"))), "a.docx"))
    assert (draft.data["title"], draft.doubts) == ("CẤP MỚI THẺ", ())


def test_steps_whose_names_begin_with_roman_figures():
    """“II. Vào sổ” by the one who did the step above is a step and no heading of a part."""
    rows = [
        ("Công việc", "Người thực hiện", "Thời gian"),
        ("I. Nhận", "Một cửa", "1 giờ"),
        ("II. Vào sổ", "^", "1 giờ"),
        ("III. Ký", "Chủ tịch", "1 giờ"),
    ]
    [draft] = drafts(document_of_bytes(word(NAME, rows), "a.docx"))
    assert ("stages" not in draft.data, len(draft.data["steps"])) == (True, 3)


def test_who_only_helps_does_not_answer_for_the_step():
    """“Phối hợp: …” beside the one who leads is a remark; a name in two languages is one name."""
    named = parties("Chủ trì: Phòng Kinh tế\nPhối hợp: Công an xã")
    assert (named.roles, named.helpers) == (("Phòng Kinh tế",), ("Phối hợp: Công an xã",))
    table = [HEADER, ("1", "Nhận", "Bộ phận một cửa\nOne-stop desk", "1 ngày", "")]
    [draft] = drafts(document_of_bytes(word(NAME, table), "a.docx"))
    assert list(draft.roles.values()) == ["Bộ phận một cửa / One-stop desk"]


def test_hidden_rows_and_columns_are_told():
    """What an officer does not see is added up all the same, so she is told; hidden and empty is not worth a word."""
    book = load_workbook(io.BytesIO(excel(QT=[*steps_of(("1", "1 ngày", "x"), ("2", "1 ngày", ""))])))
    sheet = book.active
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["E"].hidden = sheet.column_dimensions["J"].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    document = document_of_bytes(stream.getvalue(), "a.xlsx")
    said = [problem.message for problem in document.problems]
    assert [message.render("en") for message in said if isinstance(message, Message)] == [
        "sheet “QT”: row 3 is hidden; it is read all the same",
        "sheet “QT”: column E is hidden; it is read all the same",
    ]
