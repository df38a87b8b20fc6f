"""Drafts from step tables: every cell in its place or among the remarks, every value pointing at its cell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_documents import DOCUMENTS, HEADER, comma_separated, word

from isoqms.exchange.draft import Draft, drafts
from isoqms.exchange.draft_yaml import draft_yaml
from isoqms.exchange.drafting import listed
from isoqms.exchange.fold import fold
from isoqms.exchange.headings import Column, meaning
from isoqms.exchange.labels import label_of, stated
from isoqms.exchange.organisation_yaml import office_id
from isoqms.exchange.read import document_of_bytes, read_document
from isoqms.exchange.row_kinds import is_total, reduction
from isoqms.exchange.table import Cell, Document
from isoqms.exchange.times import read_time, unit_of
from isoqms.problem import Severity
from isoqms.procedure import read_procedure
from isoqms.source import Source, source_of_text, validate
from isoqms.worktime import parse_duration

UNITS = {
    "sang-trang.docx": "giờ làm việc",
    "la-ma.xlsx": "ngày",
    "don-vi-o-tieu-de.xlsx": "ngày làm việc",
    "cat-giam.xlsx": "ngày làm việc",
}
"""Units that headings or lines above the table name."""
SUBHEADINGS = ("Theo quy định", "Sau cắt giảm")
TABLES = Path(__file__).parent / "data" / "tables"


def read(name: str) -> tuple[Document, list[Draft]]:
    document = read_document(TABLES / name, name)
    return document, drafts(document)


def draft_of(*blocks: Any) -> Draft:
    (draft,) = drafts(document_of_bytes(word(*blocks), "a.docx"))
    return draft


def only(name: str) -> Draft:
    (draft,) = read(name)[1]
    return draft


def steps(draft: Draft, key: str) -> list[Any]:
    return [step.get(key) for step in draft.data["steps"].values()]


def rules(draft: Draft) -> list[str]:
    return [doubt.rule.removeprefix("import/") for doubt in draft.doubts]


def strings(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)
    elif data is not None:
        yield str(data)


def pieces(cell: Cell) -> Iterator[str]:
    """Yield what a cell says beyond labels and headings, as it may be found again in a draft."""
    pair = stated(cell.text)
    text = pair[1] if pair else cell.text
    if label_of(text.rstrip(": ")) or meaning(text) or is_total((Cell(text, cell.at),)) or text in SUBHEADINGS:
        return
    if whole := read_time(text).text:
        yield whole
        return
    shortened = reduction(text)
    for piece in (shortened.what, shortened.before) if shortened else listed(text):
        yield from piece.split(" / ")


def is_said(piece: str, said: str, data: Any) -> bool:
    read_as = read_time(piece).text or piece
    words = fold(piece)
    return words in said or fold(read_as) in said or bool(data.get("issue")) or words in ("x", "01", "1", "0")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_draft_is_a_procedure(name):
    """Every draft fits the schema, can be read as a procedure, and survives being written as YAML."""
    document, found = read(name)
    assert found and not [problem for problem in document.problems if problem.severity is Severity.ERROR]
    for draft in found:
        assert list(validate(Source(name, dict(draft.data)), "procedure")) == []
        procedure, problems = read_procedure(draft.data, draft.at)
        assert problems == [] and list(procedure.steps) == list(draft.data["steps"])
        for lang in ("vi", "en"):
            source = source_of_text(draft_yaml(draft, lang), name)
            assert (source.data, source.problems) == (draft.data, ())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_cell_is_lost(name):
    """Whatever a cell says stands in a draft: in its place, or among the remarks."""
    document, found = read(name)
    said = fold(" ".join(text for draft in found for text in strings(draft.data)))
    cells = [*document.paragraphs, *(cell for each in document.tables for row in each.rows for cell in row)]
    numbers = {fold(str(number)) for draft in found for number in steps(draft, "number")}
    lost = [
        (str(cell.at), piece)
        for cell in cells
        if cell.text and not cell.carried
        for piece in pieces(cell)
        if not any(is_said(piece, said, draft.data) for draft in found) and fold(piece) not in numbers
    ]
    assert lost == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_values_point_at_their_cells(name):
    """The position of a step's number, time or title is the cell in which it is written."""
    document, found = read(name)
    by_place = {cell.at: cell for each in document.tables for row in each.rows for cell in row}
    for draft in found:
        for id_, step in draft.data["steps"].items():
            for key in ("number", "allowance"):
                if step.get(key) and not draft.at(("steps", id_, key)).file.endswith("[¶]"):
                    written = by_place[draft.at(("steps", id_, key))].text
                    unit = UNITS.get(name, "")
                    expected = written.rstrip(".") if key == "number" else read_time(written, unit).text
                    assert step[key] == expected


def test_stages_subtotals_and_total():
    """Headings over the whole width are stages, subtotals belong to them, the last total to the whole."""
    draft = only("hai-giai-doan.docx")
    assert [stage["total"] for stage in draft.data["stages"].values()] == ["4,5 ngày", "02 ngày"]
    assert draft.data["limits"] == {"legal": {"within": "07 ngày làm việc"}, "total": {"within": "07 ngày làm việc"}}
    assert steps(draft, "stage") == ["giai-doan-1"] * 2 + ["giai-doan-2"] * 3
    assert rules(draft) == []


def test_a_unit_in_the_heading_belongs_to_every_number():
    """Mere numbers under “Thời gian (ngày làm việc)” are working days; without any unit they are a question."""
    assert steps(only("don-vi-o-tieu-de.xlsx"), "allowance")[:2] == ["0.5 ngày làm việc", "9 ngày làm việc"]
    draft = draft_of([HEADER, ("1", "Nhận", "Một cửa", "0,5", "")])
    assert (steps(draft, "allowance"), rules(draft)) == ([None], ["title", "duration"])
    assert draft.data["steps"]["b1"]["notes"] == ["0,5"]


def test_a_whole_document_is_read_by_its_titles():
    """Code, issue, limit and legal basis of an ISO document are found, its steps inside the big table of section 5."""
    draft = only("tai-lieu-iso.docx")
    assert (draft.data["id"], draft.data["title"]) == ("QT.02", "CẤP GIẤY PHÉP HOẠT ĐỘNG MẪU")
    assert draft.data["issue"] == {"number": 1, "issued": "2025-07-07"}
    assert draft.data["limits"]["legal"]["within"].startswith("05 ngày làm việc")
    assert [rule["document"] for rule in draft.data["legal_basis"].values()] == ["12/2024/QH15", "34/2024/NĐ-CP"]
    assert steps(draft, "number") == ["B1", "B2", "B3", "B4", "B5"]
    title = "Mẫu số 01: Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    assert draft.data["forms"] == {"mau-so-01": {"title": title, "number": "01"}}


def test_sections_may_be_missing():
    """The layout of 2020 has no sections 3 and 4; the limit is found by its title, whatever its number."""
    draft = only("bo-cuc-2020.docx")
    assert draft.data["limits"]["legal"] == {"within": "03 ngày làm việc"}
    assert steps(draft, "role") == ["van-thu", "hieu-truong", "van-thu"]


def test_merged_cells_are_carried_down():
    """A role written once over several rows is the role of each; a time written so is a question, counted once."""
    new, again = read("gop-o.xlsx")[1]
    assert steps(new, "role") == ["bo-phan-mot-cua"] * 2 + ["chuyen-vien"] * 2 + [["chu-tich", "pho-chu-tich"]]
    assert steps(new, "allowance") == ["2 giờ", "2 giờ", "01 ngày", None, "4 giờ"]
    assert (rules(new), new.doubts[0].subject) == (["shared-time"], "b4")
    assert again.data["title"] == "Cấp lại giấy xác nhận"


def test_two_languages_in_a_cell():
    """The same said twice is one text in two languages; a time said twice is one time."""
    draft = only("song-ngu.xlsx")
    assert draft.data["steps"]["b1"]["title"] == {"vi": "Tiếp nhận hồ sơ", "en": "Receive the application"}
    assert steps(draft, "allowance") == ["10 phút", "30 phút", "30 phút"]
    assert draft.data["limits"]["total"] == {"within": "1 hour"}


def test_diacritics_may_be_missing():
    """A table typed without diacritics has its times read all the same."""
    draft = only("khong-dau.csv")
    assert all(not isinstance(parse_duration(text), str) and text for text in steps(draft, "allowance"))
    assert steps(draft, "clock")[-1] == "uncounted"
    assert rules(draft) == []


def test_several_procedures_in_one_file():
    """Each has its own draft; headings repeated on a new page and remarks below a table begin none."""
    found = read("nhieu-thu-tuc.docx")[1]
    assert [draft.data["title"] for draft in found] == ["Cấp thẻ", "Đổi thẻ", "Thu hồi thẻ"]
    assert [len(draft.data["steps"]) for draft in found] == [2, 2, 1]
    assert len({draft.data["id"] for draft in found}) == 3
    assert found[1].data["notes"] == ["Ghi chú: thẻ cũ được hủy."]


def test_numbers_that_begin_again_or_are_used_twice():
    """Both are questions, at the number concerned; no step is lost."""
    draft = only("danh-so-lai.docx")
    assert [(str(doubt.at), doubt.rule) for doubt in draft.doubts] == [
        ("danh-so-lai.docx:4:1", "import/number"),
        ("danh-so-lai.docx:5:1", "import/number"),
    ]
    assert len(draft.data["steps"]) == 5 and len(draft.data["stages"]) == 2


def test_times_before_and_after():
    """Two columns of times under one heading are what was and what is; each shortening is kept once."""
    draft = only("cat-giam.xlsx")
    assert steps(draft, "allowance") == [f"{days} ngày làm việc" for days in (1, 7, 3, 1)]
    assert [each["part"] for each in draft.data["published_times"]] == ["Thẩm định", "Ký", "toàn bộ"]
    assert {name: limit["within"] for name, limit in draft.data["limits"].items()} == {
        "legal": "15 ngày làm việc",
        "committed": "10 ngày làm việc",
        "total": "12 ngày làm việc",
    }


def test_two_totals_are_both_kept():
    """An internal time and a row of a total that differ stand side by side, with a question."""
    draft = draft_of(
        "Quy trình: A",
        "Thời gian xử lý nội bộ: 5 ngày",
        [HEADER, ("1", "Nhận", "Một cửa", "3 ngày", ""), ("", "Tổng cộng", "", "3 ngày", "")],
    )
    assert {name: limit["within"] for name, limit in draft.data["limits"].items()} == {
        "total": "5 ngày",
        "committed": "3 ngày",
    }
    assert rules(draft) == ["two-totals"]


def test_the_flow_line():
    """Plain arrows become ways on; what names no step is put as a question and the order of the table holds."""
    draft = only("chuyen-buoc.docx")
    written = draft.data["steps"]
    assert written["b1"]["next"] == [
        {"to": "b2", "when": "đủ"},
        {"end": "returned", "when": "thiếu: trả hồ sơ; hướng dẫn bổ sung"},
    ]
    assert (written["b2"]["parallel"], written["b5"]["join"]) == (["b3", "b4"], "all")
    assert written["b5"]["next"][1] == {"end": "refused", "when": "từ chối"}
    assert written["b6"]["end"] == "completed"
    assert rules(draft) == ["flow"]


def test_an_ending_nobody_names_is_a_question():
    """Words that do not say how the dossier ends are not taken for an ending."""
    draft = draft_of(
        "Quy trình: A",
        "Trình tự chuyển bước: 1 -> end [BM 03] ; 1 -> 2",
        [HEADER, ("1", "Nhận", "Một cửa", "1 giờ", ""), ("2", "Trả", "Một cửa", "1 giờ", "")],
    )
    assert rules(draft) == ["ending"]


def test_word_counts_and_tracks():
    """Numbers Word writes itself are seen, tracked deletions are not, tracked insertions are."""
    draft = only("word-danh-so.docx")
    assert (steps(draft, "number"), steps(draft, "allowance")) == (["1", "2"], ["3 giờ", "1 ngày"])


def test_times_in_words():
    """Times as people put them are read; what has two times or none is a question, and its words stay."""
    draft = only("thoi-gian-bang-chu.docx")
    assert steps(draft, "allowance") == [
        "một ngày",
        "½ ngày",
        "02 ngày làm việc",
        "30'",
        "1,5 ngày",
        "Chậm nhất 03 ngày làm việc",
        None,
        None,
        None,
        "2 buổi",
    ]
    assert [(doubt.rule, doubt.subject) for doubt in draft.doubts] == [
        ("import/duration", "b7"),
        ("import/duration", "b8"),
        ("import/session", "b10"),
    ]
    assert draft.data["steps"]["b8"]["notes"] == ["tùy trường hợp"]


def test_a_morning_or_an_afternoon_is_half_a_day_and_said_so_once():
    """“1 buổi” and “4h00” are read; what a “buổi” is taken for is told once, as advice."""
    times = ("1 buổi", "01 buổi", "30'", "4h00", "4h30")
    body = [(str(number), f"Việc {number}", "Một cửa", time, "") for number, time in enumerate(times, start=1)]
    draft = draft_of("Quy trình: A", [HEADER, *body])
    assert steps(draft, "allowance") == ["1 buổi", "01 buổi", "30'", "4 giờ", "4 giờ 30 phút"]
    assert [(doubt.rule, doubt.subject, doubt.severity) for doubt in draft.doubts] == [
        ("import/session", "b1", Severity.INFO)
    ]


@pytest.mark.parametrize(
    ("stated", "fee"),
    [
        ("15.000đ/bản", {"title": "Lệ phí", "amount": 15000, "currency": "VND", "per": "bản"}),
        ("8.000 đồng", {"title": "Lệ phí", "amount": 8000, "currency": "VND"}),
        ("Không.", {"title": "Lệ phí", "amount": 0}),
        ("Theo quy định", {"title": "Theo quy định"}),
    ],
)
def test_a_fee_keeps_its_amount(stated: str, fee: dict[str, Any]):
    """The amount, the currency and the unit of a fee come in; words that state no amount stay words."""
    draft = draft_of(f"5.2. Lệ phí: {stated}", [HEADER, ("1", "Nhận", "Một cửa", "1 giờ", "")])
    assert draft.data["fees"] == {"le-phi": fee}
    assert "import/fee" not in rules(draft)


def test_a_fee_that_is_not_one_amount_is_a_question():
    """Two amounts, or figures without a currency, are asked about, and their words stay."""
    draft = draft_of("Lệ phí: 15.000đ trực tiếp, 7.000đ trực tuyến", [HEADER, ("1", "Nhận", "Một cửa", "1 giờ", "")])
    assert draft.data["fees"] == {"le-phi": {"title": "15.000đ trực tiếp, 7.000đ trực tuyến"}}
    assert "fee" in rules(draft)


@pytest.mark.parametrize(
    "line",
    [
        "Thời hạn giải quyết: 12 ngày kể từ ngày nhận đủ hồ sơ. Phí, lệ phí: 15.000đ/ giấy phép",
        "Phí, lệ phí: 15.000đ/ giấy phép; Thời hạn giải quyết: 12 ngày kể từ ngày nhận đủ hồ sơ",
        "Thời hạn giải quyết: 12 ngày kể từ ngày nhận đủ hồ sơ\nLệ phí: 15.000đ/ giấy phép",
    ],
)
def test_a_limit_and_a_fee_in_one_line_are_two(line: str):
    """A second label ends the value of the first: the fee is no part of the legal limit."""
    draft = draft_of("Quy trình: Cấp phép", line, [HEADER, ("1", "Nhận", "Một cửa", "1 giờ", "")])
    assert draft.data["limits"]["legal"]["within"] == "12 ngày kể từ ngày nhận đủ hồ sơ"
    fee = draft.data["fees"]["le-phi"]
    assert (fee["amount"], fee["per"]) == (15000, "giấy phép") and "Thời hạn" not in str(fee["title"])


def test_a_statement_without_a_place_is_kept_beside_another():
    """Of two statements in a line the one that fits nowhere stays as a remark."""
    line = "Thời hạn giải quyết: 12 ngày. Thời gian lưu trữ: 5 năm"
    draft = draft_of("Quy trình: Cấp phép", line, [HEADER, ("1", "Nhận", "Một cửa", "1 giờ", "")])
    assert draft.data["limits"]["legal"] == {"within": "12 ngày"}
    assert draft.data["notes"] == ["Thời gian lưu trữ: 5 năm"]


def test_a_title_block_a_purpose_and_forms_named_together():
    """The office of the title block, the purpose, and one circular for several forms are put where they belong."""
    draft = draft_of(
        [("UỶ BAN NHÂN DÂN\nPHƯỜNG VĨNH HOÀ", "QUY TRÌNH\nXÁC NHẬN TÌNH TRẠNG")],
        "1. Mục đích",
        "Quy định trình tự xác nhận.",
        "5. Nội dung quy trình",
        [HEADER, ("1", "Nhận", "Một cửa", "1 giờ", "Mẫu 01, 02"), ("2", "Trả", "Một cửa", "1 giờ", "Mẫu 06")],
        "6. Biểu mẫu: Mẫu số 01, 02, 06 theo TT 01/2018/TT-VPCP.",
    )
    assert draft.data["agency"] == "Uỷ ban nhân dân phường Vĩnh Hoà"
    assert draft.data["purpose"] == "Quy định trình tự xác nhận."
    assert {form["number"]: form["circular"] for form in draft.data["forms"].values()} == dict.fromkeys(
        ("01", "02", "06"), "01/2018/TT-VPCP"
    )


MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"


@pytest.mark.parametrize(
    ("blocks", "agency"),
    [
        (("ỦY BAN NHÂN DÂN PHƯỜNG AN PHÚ\t\t" + MOTTO,), "Ủy ban nhân dân phường An Phú"),
        (([("UBND THÀNH PHỐ HÀ NỘI\nUBND PHƯỜNG AN PHÚ", MOTTO)],), "UBND phường An Phú"),
        (([("UBND QUẬN HÀ ĐÔNG\nỦY BAN NHÂN DÂN\nPHƯỜNG AN PHÚ", MOTTO)],), "Ủy ban nhân dân phường An Phú"),
        (("UBND TỈNH MẪU", "UBND XÃ BÌNH AN", MOTTO), "UBND xã Bình An"),
        (("ỦY BAN NHÂN DÂN", "PHƯỜNG 12", "Số: 3/QT-UBND"), "Ủy ban nhân dân phường 12"),
        (([("UBND PHƯỜNG\nAN PHÚ", "QUY TRÌNH\nĐăng ký")],), "UBND phường An Phú"),
    ],
)
def test_the_lowest_office_of_a_letterhead_is_the_agency(blocks: tuple[Any, ...], agency: str):
    """Above it stands the body it belongs to, beside it the motto of the state; neither is its name."""
    draft = draft_of(*blocks, [HEADER, ("1", "Nhận", "Một cửa", "1 giờ", "")])
    assert draft.data["agency"] == agency
    assert "HẠNH PHÚC" not in str(draft.data).upper() and "agency" not in rules(draft)


def test_a_letterhead_that_names_more_is_asked_about():
    """A line that is no office leaves open who carries the procedure out; the name in full and in short is one id."""
    table = [HEADER, ("1", "Nhận", "Một cửa", "1 giờ", "")]
    draft = draft_of([("UBND PHƯỜNG AN PHÚ\nBỘ PHẬN TIẾP NHẬN", MOTTO)], table)
    assert draft.data["agency"] == "UBND phường An Phú" and "agency" in rules(draft)
    assert office_id(draft) == office_id(draft_of("ỦY BAN NHÂN DÂN PHƯỜNG AN PHÚ", table))
    assert "agency" not in draft_of("SỔ THEO DÕI PHƯỜNG AN PHÚ", table).data


def test_a_table_goes_on_over_the_page():
    """A table without headings that counts on belongs to the one above; a unit above the table holds for all of it."""
    draft = only("sang-trang.docx")
    assert steps(draft, "allowance") == ["2 giờ làm việc", "4,5 giờ làm việc", "1 giờ làm việc"]
    assert draft.data["limits"] == {"total": {"within": "7,5 giờ làm việc"}}
    assert draft.data["steps"]["b1"]["notes"] == ["Người phối hợp: Văn thư"]


def test_parts_in_roman_figures():
    """A row with a Roman figure, no party and a time is a stage and its total; the last sum is the whole."""
    draft = only("la-ma.xlsx")
    assert [stage["total"] for stage in draft.data["stages"].values()] == ["2 ngày", "3 ngày"]
    assert draft.data["limits"] == {"total": {"within": "5 ngày"}}
    assert rules(draft) == ["heading", "heading"]


def test_stages_in_a_column():
    """A column of stages, merged down its side, gives each step its stage."""
    draft = draft_of(
        [
            ("Giai đoạn", "TT", "Các bước", "Người thực hiện", "Thời gian"),
            ("Cấp xã", "1", "Nhận", "Một cửa", "1 ngày"),
            ("^", "2", "Xét", "Phòng", "4 ngày"),
            ("Cấp tỉnh", "3", "Duyệt", "Sở", "14 ngày"),
            ("Tổng thời gian", "<", "<", "<", "19 ngày"),
        ]
    )
    assert steps(draft, "stage") == ["cap-xa", "cap-xa", "cap-tinh"]
    assert draft.data["limits"] == {"total": {"within": "19 ngày"}}


def test_days_and_hours_in_columns_of_their_own():
    """Two columns of time that differ in their unit are one time."""
    draft = draft_of(
        [
            ("TT", "Nội dung", "Trách nhiệm", "Thời gian", "<"),
            ("^", "^", "^", "Ngày", "Giờ"),
            ("1", "Nhận", "Một cửa", "", "4"),
            ("2", "Xét", "Phòng", "2", "4"),
        ]
    )
    assert steps(draft, "allowance") == ["4 giờ", "2 ngày + 4 giờ"]


@pytest.mark.parametrize(
    ("line", "limits"),
    [
        (
            "Thời hạn giải quyết: 15 ngày; cắt giảm còn 10 ngày",
            {"legal": {"within": "15 ngày"}, "committed": {"within": "10 ngày"}},
        ),
        (
            "Tổng thời gian: 5 ngày, trong đó: xã 2 ngày; tỉnh 3 ngày",
            {"total": {"within": "5 ngày", "note": "5 ngày, trong đó: xã 2 ngày; tỉnh 3 ngày"}},
        ),
        (
            "Thời hạn sau cắt giảm: không quá 3 ngày (hẹn lần 1); không quá 2 ngày (hẹn lần 2)",
            {
                "committed": {
                    "within": None,
                    "appointments": [
                        {"title": "hẹn lần 1", "within": "không quá 3 ngày"},
                        {"title": "hẹn lần 2", "within": "không quá 2 ngày"},
                    ],
                }
            },
        ),
        ("Total processing time: 8 weeks", {"total": {"within": "8 weeks"}}),
        ("Thời gian lưu: 5 năm", None),
    ],
)
def test_limits_in_many_words(line, limits):
    """A limit with its parts, a shortened one, several appointments: each is kept apart."""
    draft = draft_of(line, [HEADER, ("1", "Nhận", "Một cửa", "1 ngày", "")])
    assert draft.data.get("limits") == limits


def test_numbers_inside_titles():
    """“Bước 2: Ký” is step 2, and its title is what is done."""
    draft = draft_of(
        [
            ("Bước thực hiện", "Đơn vị", "Thời gian"),
            ("Bước 1: Nhận", "Một cửa", "1 giờ"),
            ("Bước 2: Ký", "Lãnh đạo", "1 giờ"),
        ]
    )
    assert (steps(draft, "number"), steps(draft, "title")) == (["1", "2"], ["Nhận", "Ký"])


def test_a_remark_that_stops_the_clock_is_a_question():
    """Words in the remarks are never taken for the state of the clock."""
    draft = draft_of("Quy trình: A", [(*HEADER, "Ghi chú"), ("1", "Nộp thuế", "Cơ quan thuế", "", "", "tạm dừng tính")])
    assert (rules(draft), steps(draft, "clock")) == (["clock"], [None])


def test_forms_and_records():
    """The last sections of an ISO document give the names of forms, and who keeps records how long."""
    draft = only("tai-lieu-iso.docx")
    assert draft.data["records"] == {
        "to-trinh": {"title": "Tờ trình", "kept_by": "Phòng chuyên môn", "retention": "05 năm"}
    }


def test_who_does_a_step():
    """Several roles of a cell stay several; applicants and systems are no roles of the office."""
    draft = draft_of(
        [
            HEADER,
            ("1", "Nộp", "Người yêu cầu", "", ""),
            ("2", "Chuyển", "Hệ thống (tự động)", "", ""),
            ("3", "Ký", "Chủ tịch; Phó Chủ tịch", "1 giờ", ""),
            ("4", "Nhận", "Công dân; Một cửa", "1 giờ", ""),
            ("5", "Trình", "Phòng Kinh tế,\nHạ tầng và Đô thị", "1 giờ", ""),
        ]
    )
    assert steps(draft, "actor") == ["applicant", "system", None, None, None]
    assert steps(draft, "role")[2:] == [["chu-tich", "pho-chu-tich"], "mot-cua", "phong-kinh-te-ha-tang-va-do-thi"]
    assert draft.roles["pho-chu-tich"] == "Phó Chủ tịch"
    assert rules(draft).count("role") == 1


def test_roles_of_the_organisation_keep_their_ids():
    """A title the organisation knows gives its id, whatever its diacritics and case."""
    rows = [HEADER, ("1", "Ký", "LÃNH ĐẠO XÃ", "1 giờ", "")]
    (draft,) = drafts(document_of_bytes(comma_separated(rows), "a.csv"), {"Lãnh đạo xã": "leader"})
    assert steps(draft, "role") == ["leader"]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Thứ tự công việc", Column.NUMBER),
        ("STT", Column.NUMBER),
        ("Trình tự", Column.TITLE),
        ("Các bước thực hiện", Column.TITLE),
        ("Trách nhiệm xử lý công việc", Column.ROLE),
        ("Đơn vị/Người thực hiện", Column.ROLE),
        ("Thời gian giải quyết (ngày)", Column.TIME),
        ("THOI GIAN", Column.TIME),
        ("Biểu mẫu/Kết quả", Column.OUTPUT),
        ("Biểu mẫu", Column.FORM),
        ("AGENCY ACTIONS", Column.TITLE),
        ("CLIENT STEPS", Column.NOTE),
        ("Person responsible", Column.ROLE),
        ("Thời gian lưu", Column.OTHER),
        ("Địa điểm", None),
    ],
)
def test_headings_mean_the_same_in_many_words(heading, kind):
    """Columns are known by what their headings mean."""
    assert meaning(heading) is kind


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Thời gian (ngày làm việc)", "ngày làm việc"),
        ("Thời gian\n(giờ)", "giờ"),
        ("Số ngày", "ngày"),
        ("Processing time (minutes)", "minutes"),
        ("Thời gian/ngày", "ngày"),
        ("Thời gian", ""),
        ("Thoi gian (gio lam viec)", "giờ làm việc"),
        ("Thời gian (ĐVT: ngày)", "ngày"),
    ],
)
def test_units_of_headings(heading, unit):
    """A unit is taken from a heading only where the heading names one."""
    assert unit_of(heading) == unit


WORDS = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ 0123456789.,;:()->[]½/\n", max_size=25)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=5, max_size=5), min_size=1, max_size=8))
def test_any_table_gives_a_procedure(rows):
    """Whatever stands below the headings, the draft fits the schema, is written and read, and loses no word."""
    document = document_of_bytes(comma_separated([HEADER, *rows]), "a.csv")
    found = drafts(document)
    said = fold(" ".join(text for draft in found for text in strings(draft.data))).replace(" ", "")
    for draft in found:
        assert list(validate(Source("a.csv", dict(draft.data)), "procedure")) == []
        assert read_procedure(draft.data, draft.at)[1] == []
        assert source_of_text(draft_yaml(draft, "vi"), "a").data == draft.data
    for row in document.tables[0].rows[1:]:
        title = row[1]
        if found and not (is_total(row) or reduction(title.text)) and fold(title.text):
            assert all(word in said for word in fold(title.text).split()), title.text


def test_a_code_of_the_office_may_hold_the_national_one():
    """“vn-caobang-1.003999” is one code; a national code that stands alone beside another is taken out of it."""
    own, both = (
        draft_of("Mã hiệu: " + code, [HEADER, ("1", "Nhận hồ sơ", "Một cửa", "1 ngày", "")]).data
        for code in ("vn-caobang-1.003999", "QT-07 (1.003999.H10)")
    )
    assert (own["id"], own.get("national_code")) == ("vn-caobang-1.003999", None)
    assert (both["id"], both["national_code"]) == ("QT-07", "1.003999.H10")


def test_tables_around_the_steps_are_used_or_told():
    """Records come in, a list of forms is of those the steps cite, and any other table is told."""
    draft = draft_of(
        "Quy trình: Cấp thẻ",
        "5.2 Thành phần hồ sơ",
        [("STT", "Thành phần hồ sơ", "Bản chính"), ("1", "Tờ khai", "x"), ("2", "Giấy xác nhận", "x")],
        [HEADER, ("1", "Nhận", "Một cửa", "1 giờ", "Mẫu số 01 - Giấy tiếp nhận")],
        "6. BIỂU MẪU",
        [("TT", "Mã hiệu", "Tên biểu mẫu"), ("1", "Mẫu số 01", "Giấy tiếp nhận hồ sơ")],
        "7. HỒ SƠ LƯU",
        [("TT", "Hồ sơ lưu", "Thời gian lưu"), ("1", "Sổ đăng ký", "Vĩnh viễn"), ("2", "Tờ khai", "5 năm")],
    )
    assert {record["title"]: record["retention"] for record in draft.data["records"].values()} == {
        "Sổ đăng ký": "Vĩnh viễn",
        "Tờ khai": "5 năm",
    }
    assert [form["title"] for form in draft.data["forms"].values()] == ["Mẫu số 01: Giấy tiếp nhận hồ sơ"]
    assert draft.data["steps"]["b1"]["forms"] == list(draft.data["forms"])
    told = [doubt.message.render("en") for doubt in draft.doubts if doubt.rule == "import/table"]
    assert told == ["the table “5.2 Thành phần hồ sơ” is not understood; its words are kept as remarks"]
