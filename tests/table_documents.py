"""Builds the documents in tests/data/tables: step tables in the shapes offices use, with the defects tables have.

    python tests/table_documents.py tests/data/tables

All offices and procedures are invented; shapes and defects follow published documents.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]
HEADER = ("TT", "Trình tự", "Trách nhiệm", "Thời gian", "Biểu mẫu/Kết quả")


def word(*blocks: str | Rows | Callable[[Any], None]) -> bytes:
    """A Word document: strings become paragraphs, rows a table, a function does what it likes with the document."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        elif callable(block):
            block(document)
        else:
            table(document, block)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def table(document: Any, rows: Rows) -> Any:
    """A table; "<" in a cell joins it with the one to the left, "^" with the one above."""
    made = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text not in ("<", "^"):
                made.cell(number, column).text = str(text)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text == "<" and (column + 1 == len(row) or row[column + 1] != "<"):
                first = max(c for c in range(column) if row[c] != "<")
                made.cell(number, first).merge(made.cell(number, column))
            below = rows[number + 1][column] if number + 1 < len(rows) and column < len(rows[number + 1]) else ""
            if text == "^" and below != "^":
                first = next(n for n in range(number - 1, -1, -1) if rows[n][column] != "^")
                made.cell(first, column).merge(made.cell(number, column))
    return made


def excel(**sheets: Rows) -> bytes:
    """An Excel workbook; "<" and "^" join cells as in Word tables."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title.replace("_", " "))
        for row in rows:
            sheet.append([None if text in ("<", "^") else text for text in row])
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                right = row[column + 1] if column + 1 < len(row) else ""
                below = rows[number + 1][column] if number + 1 < len(rows) and column < len(rows[number + 1]) else ""
                if text == "<" and right != "<":
                    first = max(c for c in range(column) if row[c] != "<")
                    sheet.merge_cells(
                        start_row=number + 1, start_column=first + 1, end_row=number + 1, end_column=column + 1
                    )
                if text == "^" and below != "^":
                    first = next(n for n in range(number - 1, -1, -1) if rows[n][column] != "^")
                    sheet.merge_cells(
                        start_row=first + 1, start_column=column + 1, end_row=number + 1, end_column=column + 1
                    )
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def comma_separated(rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """A CSV file."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode(encoding)


def two_stages() -> bytes:
    """Two stages with headings over the whole width and subtotals; the second and the total do not add up."""
    return word(
        "QUY TRÌNH ĐIỀU CHỈNH QUYẾT ĐỊNH GIAO ĐẤT",
        "Mã hiệu: QT-ĐĐ-04",
        "Thời hạn giải quyết: 07 ngày làm việc",
        [
            HEADER,
            ("Giai đoạn 1: Tại cơ quan đăng ký", "<", "<", "<", "<"),
            ("1", "Tiếp nhận hồ sơ", "Bộ phận một cửa", "0,5 ngày", "giấy tiếp nhận"),
            ("2", "Thẩm tra hồ sơ", "Chuyên viên Phòng Đất đai", "04 ngày", "tờ trình"),
            ("", "Cộng giai đoạn 1", "", "4,5 ngày", ""),
            ("Giai đoạn 2: Tại Ủy ban nhân dân", "<", "<", "<", "<"),
            ("3", "Xem xét hồ sơ", "Văn phòng", "1,5 ngày", ""),
            ("4", "Ký quyết định", "Lãnh đạo Ủy ban", "2 ngày", "quyết định"),
            ("5", "Trả kết quả", "Bộ phận một cửa", "0,5 ngày", ""),
            ("", "Cộng giai đoạn 2", "", "02 ngày", ""),
            ("Tổng cộng", "<", "<", "07 ngày làm việc", ""),
            ("Ghi chú: thời gian thực hiện nghĩa vụ tài chính không tính vào thời hạn.", "<", "<", "<", "<"),
        ],
    )


def unit_in_heading() -> bytes:
    """Numbers only, the unit in the heading; 12 days where 10 are allowed; the total was never computed."""
    return excel(
        Quy_trình=[
            ("CẤP LẠI GIẤY CHỨNG NHẬN", "<", "<", "<", "<"),
            ("Thời hạn giải quyết:", "10 ngày làm việc"),
            (),
            ("STT", "Nội dung công việc", "Người thực hiện", "Thời gian (ngày làm việc)", "Kết quả"),
            (1, "Tiếp nhận", "Công chức một cửa", 0.5, "Biên nhận"),
            (2, "Thẩm định, niêm yết", "Chuyên viên", 9, "Tờ trình"),
            (3, "Ký duyệt", "Lãnh đạo", 2, "Giấy chứng nhận"),
            (4, "Vào sổ", "Văn thư", 0.5, ""),
            (5, "Trả kết quả", "Công chức một cửa", 0, ""),
            ("Tổng", "", "", "=SUM(D5:D9)", ""),
        ]
    )


def slack() -> bytes:
    """Tabs and UTF-16, as Excel's "Unicode text" writes it; the steps leave slack, which is no problem."""
    rows = [
        ("Tên thủ tục", "Đăng ký lần đầu cho dự án"),
        ("Thời hạn giải quyết", "10 ngày"),
        (),
        ("Bước", "Công việc", "Đơn vị thực hiện", "Thời gian", "Kết quả"),
        ("Bước 1", "Kiểm tra hồ sơ", "Văn phòng đăng ký", "4,5 ngày", "phiếu kiểm tra"),
        ("Bước 2", "Ký giấy chứng nhận", "Sở", "4 ngày", "giấy chứng nhận"),
    ]
    return comma_separated(rows, "\t", "utf-16")


def whole_document() -> bytes:
    """A whole ISO document: signatures, revisions, section 5 in one table with the steps inside it, forms, records."""
    return word(
        "SỞ CÔNG VIỆC MẪU",
        "QUY TRÌNH",
        "CẤP GIẤY PHÉP HOẠT ĐỘNG MẪU",
        [("Mã hiệu:", "QT.02"), ("Lần ban hành:", "01"), ("Ngày ban hành:", "07/07/2025")],
        [
            ("", "Soạn thảo", "Xem xét", "Phê duyệt"),
            ("Họ tên", "Nguyễn Văn A", "Trần Thị B", "Lê Văn C"),
            ("Chữ ký", "", "", ""),
            ("Chức vụ", "Chuyên viên", "Trưởng phòng", "Giám đốc"),
        ],
        [
            (
                "Yêu cầu sửa đổi/bổ sung",
                "Trang/Phần liên quan",
                "Mô tả nội dung sửa đổi",
                "Lần ban hành",
                "Ngày ban hành",
            ),
            ("Bỏ một bước", "Mục 5", "Gộp bước kiểm tra", "01", "07/07/2025"),
        ],
        "1. MỤC ĐÍCH",
        "Quy định thành phần hồ sơ, lệ phí, trình tự, cách thức và thời gian giải quyết.",
        "2. PHẠM VI ÁP DỤNG",
        "Áp dụng cho tổ chức, cá nhân đề nghị cấp giấy phép.",
        "5. NỘI DUNG QUY TRÌNH",
        [
            ("5.1", "Cơ sở pháp lý", "<", "<", "<"),
            ("", "Luật Mẫu số 12/2024/QH15\nNghị định số 34/2024/NĐ-CP", "<", "<", "<"),
            ("5.2", "Thành phần hồ sơ", "<", "Bản chính", "Bản sao"),
            ("", "Đơn đề nghị", "<", "x", ""),
            ("5.3", "Số lượng hồ sơ", "<", "<", "<"),
            ("", "01 bộ", "<", "<", "<"),
            ("5.4", "Thời gian xử lý", "<", "<", "<"),
            ("", "05 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ", "<", "<", "<"),
            ("5.5", "Lệ phí", "<", "<", "<"),
            ("", "Không", "<", "<", "<"),
            ("5.6", "Quy trình xử lý công việc", "<", "<", "<"),
            ("TT", "Trình tự", "Trách nhiệm", "Thời gian", "Biểu mẫu/Kết quả"),
            ("B1", "Tiếp nhận hồ sơ", "Tổ chức, cá nhân;\nBộ phận TN&TKQ", "Giờ hành chính", "Mẫu số 01"),
            ("B2", "Phân công thụ lý", "Trưởng phòng", "0,5 ngày", ""),
            ("B3", "Thẩm định hồ sơ", "Chuyên viên", "03 ngày", "Tờ trình; dự thảo giấy phép"),
            ("B4", "Ký duyệt", "Lãnh đạo Sở", "01 ngày", "Giấy phép"),
            ("B5", "Trả kết quả", "Bộ phận TN&TKQ", "Giờ hành chính", ""),
            ("6", "BIỂU MẪU", "<", "<", "<"),
            ("", "Mẫu số 01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "<", "<"),
            ("7", "HỒ SƠ LƯU", "<", "<", "<"),
            ("", "Tờ trình", "Phòng chuyên môn", "05 năm", ""),
        ],
    )


def layout_of_2020() -> bytes:
    """Sections 3 and 4 are missing, so the content is number 3; what belongs together is known by its title."""
    return word(
        "QUY TRÌNH CHUYỂN TRƯỜNG HỌC SINH TIỂU HỌC",
        "1. MỤC ĐÍCH",
        "Thống nhất cách làm.",
        "2. PHẠM VI",
        "Các trường trên địa bàn.",
        "3. NỘI DUNG",
        "3.4 Thời gian xử lý",
        "03 ngày làm việc",
        "3.7 Quy trình xử lý công việc",
        [
            ("Bước", "Trách nhiệm", "Nội dung các bước", "Thời gian thực hiện", "Hồ sơ"),
            ("1", "Văn thư", "Nhận đơn", "½ ngày", "Đơn xin chuyển trường"),
            ("2", "Hiệu trưởng", "Xem xét, ký đơn", "02 ngày", ""),
            ("3", "Văn thư", "Trả kết quả", "½ ngày", "Giấy giới thiệu"),
        ],
        "4. HỒ SƠ LƯU",
        "Đơn xin chuyển trường, lưu 01 năm.",
    )


def merged_cells() -> bytes:
    """Two sheets; roles, and one time, written once over several rows."""
    return excel(
        Cấp_mới=[
            ("Thủ tục: Cấp mới giấy xác nhận", "<", "<", "<", "<"),
            ("TT", "Các bước thực hiện", "Trách nhiệm", "Thời gian", "Kết quả"),
            (1, "Nhận hồ sơ", "Bộ phận một cửa", "2 giờ", ""),
            (2, "Kiểm tra hồ sơ", "^", "2 giờ", ""),
            (3, "Soạn giấy xác nhận", "Chuyên viên", "01 ngày", "dự thảo"),
            (4, "Trình ký", "^", "^", ""),
            (5, "Ký", "Chủ tịch\nPhó Chủ tịch", "4 giờ", "giấy xác nhận"),
        ],
        Cấp_lại=[
            ("Thủ tục: Cấp lại giấy xác nhận", "<", "<", "<", "<"),
            ("TT", "Các bước thực hiện", "Trách nhiệm", "Thời gian", "Kết quả"),
            (1, "Nhận hồ sơ", "Bộ phận một cửa", "2 giờ", ""),
            (2, "Cấp lại", "Chủ tịch", "4 giờ", "giấy xác nhận"),
        ],
    )


def two_languages() -> bytes:
    """Every cell in two languages; the total is ten minutes short."""
    return excel(
        Charter=[
            ("Service / Dịch vụ", "Cấp bản sao"),
            ("Total processing time", "1 hour"),
            (),
            (
                "Step\nBước",
                "Activity\nNội dung công việc",
                "Person responsible\nNgười thực hiện",
                "Processing time\nThời gian",
                "Output\nKết quả",
            ),
            (1, "Tiếp nhận hồ sơ\nReceive the application", "Công chức một cửa", "10 phút\n10 minutes", "Phiếu hẹn"),
            (2, "Tìm hồ sơ gốc\nSearch for the record", "Lưu trữ viên", "30 phút / 30 minutes", ""),
            (3, "Ký bản sao\nSign the copy", "Lãnh đạo", "30 phút (30 minutes)", "Bản sao"),
        ]
    )


def without_diacritics() -> bytes:
    """Typed without diacritics, semicolons between the cells."""
    rows = [
        ("Ten thu tuc", "Xac nhan tinh trang"),
        ("Thoi han giai quyet", "3 ngay lam viec"),
        (),
        ("TT", "Noi dung cong viec", "Nguoi thuc hien", "Thoi gian", "Ket qua", "Ghi chu"),
        ("1", "Tiep nhan", "Cong chuc mot cua", "0,5 ngay", "bien nhan", ""),
        ("2", "Xac minh", "Cong chuc tu phap", "2 ngay lam viec", "", "co the goi dien"),
        ("3", "Ky", "Chu tich", "4 gio lam viec", "giay xac nhan", ""),
        ("4", "Tra ket qua", "Cong chuc mot cua", "Khong tinh thoi gian", "", ""),
    ]
    return comma_separated(rows, ";", "utf-8-sig")


def several_procedures() -> bytes:
    """Three procedures in one file; the first goes on under a heading repeated on the next page."""
    return word(
        "1. Thủ tục: Cấp thẻ",
        "Thời hạn giải quyết: 2 ngày",
        [HEADER, ("1", "Nhận hồ sơ", "Một cửa", "1 ngày", ""), HEADER, ("2", "In thẻ", "Chuyên viên", "1 ngày", "thẻ")],
        "2. Thủ tục: Đổi thẻ",
        "Thời hạn giải quyết: 1 ngày",
        [HEADER, ("1", "Nhận thẻ cũ", "Một cửa", "0,5 ngày", ""), ("2", "Đổi thẻ", "Chuyên viên", "0,5 ngày", "thẻ")],
        "Ghi chú: thẻ cũ được hủy.",
        "3. Thủ tục: Thu hồi thẻ",
        [HEADER, ("1", "Ra quyết định", "Lãnh đạo", "1 ngày", "quyết định")],
    )


def restarting_numbers() -> bytes:
    """Numbers that begin again without a heading, one number used twice, and no role at one step."""
    return word(
        "Quy trình: Tuyển dụng viên chức",
        [
            ("Số TT", "Công việc", "Ai thực hiện", "Thời hạn", "Ghi chú"),
            ("1", "Lập kế hoạch", "Phòng Tổ chức", "5 ngày", ""),
            ("2", "Thông báo", "Phòng Tổ chức", "30 ngày", ""),
            ("2", "Nhận đơn", "", "30 ngày", "cùng thời gian thông báo"),
            ("1", "Xét tuyển", "Hội đồng", "10 ngày", ""),
            ("2", "Công nhận kết quả", "Lãnh đạo", "5 ngày", ""),
        ],
    )


def reductions() -> bytes:
    """Times before and after in two columns under one heading, and published reductions that explain 3 days of 5."""
    return excel(
        Cắt_giảm=[
            ("Tên thủ tục hành chính", "Cấp chứng chỉ hành nghề"),
            ("Thời gian xử lý theo quy định", "15 ngày làm việc"),
            ("Thời hạn sau cắt giảm", "10 ngày làm việc"),
            (),
            ("TT", "Nội dung công việc", "Đơn vị thực hiện", "Thời gian (ngày làm việc)", "<", "Kết quả"),
            ("^", "^", "^", "Theo quy định", "Sau cắt giảm", "^"),
            (1, "Tiếp nhận", "Một cửa", "1", "1", ""),
            (2, "Thẩm định", "Phòng chuyên môn", "9", "7", "tờ trình"),
            (3, "Ký", "Lãnh đạo", "4", "3", "chứng chỉ"),
            (4, "Trả kết quả", "Một cửa", "1", "1", ""),
            ("", "Tổng cộng", "", "15", "12", ""),
            ("", "Rút ngắn từ 9 ngày làm việc xuống 7 ngày làm việc: thẩm định"),
            ("", "Rút ngắn từ 4 xuống 3 ngày làm việc: ký"),
            ("", "Rút ngắn từ 15 ngày làm việc xuống 10 ngày làm việc: toàn bộ"),
        ]
    )


def flow_line() -> bytes:
    """A flow with branches, work at the same time and a way nobody named."""
    return word(
        "Tên thủ tục: Cấp phép sự kiện",
        "Trình tự chuyển bước: 1 -> 2 [đủ] ; 1 -> end [thiếu: trả hồ sơ; hướng dẫn bổ sung] ; 2 -> 3 [song song] ; "
        "2 -> 4 [song song] ; 3 + 4 -> 5 [join] ; 5 -> 6 ; 5 -> end [từ chối] ; 6 -> công an",
        [
            HEADER,
            ("1", "Kiểm tra hồ sơ", "Một cửa", "0,5 ngày", ""),
            ("2", "Phân công", "Trưởng phòng", "0,5 ngày", ""),
            ("3", "Lấy ý kiến công an", "Chuyên viên A", "3 ngày", "văn bản"),
            ("4", "Kiểm tra địa điểm", "Chuyên viên B", "2 ngày", "biên bản"),
            ("5", "Quyết định", "Lãnh đạo", "1 ngày", "giấy phép"),
            ("6", "Trả kết quả", "Một cửa", "Không tính thời gian", ""),
            ("", "Tổng thời gian", "", "5 ngày", ""),
        ],
    )


def no_numbers() -> bytes:
    """No column of numbers, the columns in an order of its own, one heading nobody knows."""
    rows = [
        ("Thời gian", "Ai làm", "Việc phải làm", "Địa điểm", "Sản phẩm"),
        ("15 phút", "Lễ tân", "Hướng dẫn", "Tầng 1", ""),
        ("1 giờ 30 phút", "Chuyên viên", "Xử lý", "Tầng 2", "Phiếu trả lời"),
        ("ngay", "Lễ tân", "Trả kết quả", "Tầng 1", ""),
    ]
    return comma_separated(rows)


def numbered_by_word() -> bytes:
    """Numbers that Word itself writes, deletions and insertions that are tracked, a step in several lines."""

    def fill(document: Any) -> None:
        made = table(
            document, [HEADER, ("", "Nhận hồ sơ", "Một cửa", "2 giờ", ""), ("", "", "Chuyên viên", "1 ngày", "")]
        )
        for row in made.rows[1:]:
            row.cells[0].paragraphs[0].style = document.styles["List Number"]
        made.cell(2, 1).text = "Xử lý hồ sơ:\n- kiểm tra nội dung;\n- soạn văn bản"
        time = made.cell(1, 3).paragraphs[0]
        old = time.runs[0]._r
        deleted = time._p.makeelement(docx.oxml.ns.qn("w:del"), {})
        time._p.append(deleted)
        deleted.append(old)
        old.tag = docx.oxml.ns.qn("w:r")
        for text in old.iter(docx.oxml.ns.qn("w:t")):
            text.tag = docx.oxml.ns.qn("w:delText")
        inserted = time._p.makeelement(docx.oxml.ns.qn("w:ins"), {})
        time._p.append(inserted)
        inserted.append(time.add_run("3 giờ")._r)

    return word("Quy trình: Trả lời kiến nghị", fill)


def times_in_words() -> bytes:
    """Times as people put them, good and bad."""
    times = (
        "một ngày",
        "½ ngày (04 giờ)",
        "02 ngày LV",
        "30'",
        "1,5 ngày/hồ sơ",
        "Chậm nhất 03 ngày làm việc",
        "1 ngày; 2 ngày",
        "tùy trường hợp",
        "-",
        "2 buổi",
    )
    steps = [(str(n + 1), f"Việc thứ {n + 1}", "Chuyên viên", time, "") for n, time in enumerate(times)]
    return word("Quy trình: Việc mẫu", [HEADER, *steps])


def over_the_page() -> bytes:
    """A table that goes on without headings on the next page; the unit stands above it, the total in a sentence."""
    return word(
        "Quy trình: Cấp bản sao trích lục",
        "ĐVT: giờ làm việc",
        [
            ("TT", "Công việc", "Người thực hiện", "Người phối hợp", "TG"),
            ("1", "Nhận phiếu", "Một cửa", "Văn thư", "2"),
            ("2", "Tìm sổ", "Một cửa", "", "4,5"),
        ],
        [
            ("3", "Ký", "Lãnh đạo", "", "1"),
            ("Tổng thời gian giải quyết là 7,5 giờ làm việc", "<", "<", "<", "<"),
        ],
    )


def roman_parts() -> bytes:
    """Parts numbered in Roman figures with their times beside them, steps numbered anew in each."""
    return excel(
        S=[
            ("UBND XÃ MẪU", "<", "<", "<", "<"),
            ("Thủ tục: Cấp phép xây dựng tạm", "<", "<", "<", "<"),
            ("TT", "Nội dung", "Đơn vị", "Thời gian (ngày)", "Kết quả"),
            ("I", "Cấp xã", "", "2", ""),
            (1, "Nhận", "Một cửa", 0.5, ""),
            (2, "Xét", "Phòng Kinh tế", 1.5, ""),
            ("II", "Cấp tỉnh", "", "3", ""),
            (1, "Nhận", "Trung tâm", 0.5, ""),
            (2, "Duyệt", "Sở", 2.5, "giấy phép"),
            ("", "Cộng (I + II)", "", 5, ""),
        ]
    )


DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "hai-giai-doan.docx": two_stages,
    "don-vi-o-tieu-de.xlsx": unit_in_heading,
    "con-du.csv": slack,
    "tai-lieu-iso.docx": whole_document,
    "bo-cuc-2020.docx": layout_of_2020,
    "gop-o.xlsx": merged_cells,
    "song-ngu.xlsx": two_languages,
    "khong-dau.csv": without_diacritics,
    "nhieu-thu-tuc.docx": several_procedures,
    "danh-so-lai.docx": restarting_numbers,
    "cat-giam.xlsx": reductions,
    "chuyen-buoc.docx": flow_line,
    "khong-so.csv": no_numbers,
    "word-danh-so.docx": numbered_by_word,
    "thoi-gian-bang-chu.docx": times_in_words,
    "sang-trang.docx": over_the_page,
    "la-ma.xlsx": roman_parts,
}


def main(folder: Path) -> None:
    """Write all documents into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, build in DOCUMENTS.items():
        (folder / name).write_bytes(build())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
