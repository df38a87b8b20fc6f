"""Remarks in a copy of an officer's file: at the right cells, in any file people have, and nothing else differs."""

from __future__ import annotations

import importlib.util
import io
import re
import sys
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from table_documents import HEADER, comma_separated, excel, word

from isoqms.exchange.annotate.copy import annotated
from isoqms.exchange.annotate.splice import appended, apply, parse, written
from isoqms.exchange.read import document_of_bytes
from isoqms.problem import Ground, Position, Problem, Severity
from isoqms.words import Message

DAY = date(2026, 3, 2)
ROWS = (
    HEADER,
    ("1", "Tiếp nhận hồ sơ", "Bộ phận một cửa", "0,5 ngày", "Phiếu hẹn"),
    ("2", "Thẩm định", "^", "9 ngày", ""),
    ("3", "Ký duyệt", "Lãnh đạo", "2 ngày", "Giấy phép"),
)
OUR_MARKS = re.compile(
    rb"<w:commentRangeStart [^>]*/>|"
    rb'<w:commentRangeEnd [^>]*/><w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:commentReference [^>]*/></w:r>'
)


def problem(at: Position, text: str = "Cộng các bước được 11,5 ngày", rule: str = "arithmetic/sum-total") -> Problem:
    """A problem at a place; braces of the text are particulars, not places to fill."""
    return Problem(at, rule, Severity.WARNING, Ground.CONVENTION, Message("{text}", text=text), Message("sửa lại"))


def remarked(raw: bytes, name: str, *places: Position | Problem) -> bytes:
    """The copy of a file with a problem at each place."""
    problems = [place if isinstance(place, Problem) else problem(place) for place in places]
    return annotated(raw, document_of_bytes(raw, name), problems, "vi", DAY)


def parts(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edited(raw: bytes, name: str, change: Callable[[str], str], **added: str) -> bytes:
    """A document with one part changed as text and others added; `__` in a name stands for `/`, `_` for a dot."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in archive.infolist():
            content = archive.read(info)
            if info.filename == name:
                after = change(content.decode())
                assert after != content.decode()
                content = after.encode()
            new.writestr(info, content)
        for key, text in added.items():
            new.writestr(key.replace("__", "/").replace("_", "."), text)
    return target.getvalue()


def comments(raw: bytes) -> dict[str, str]:
    """The texts of the comments of a Word document, by the text of the cell (or paragraph) each reference stands in."""
    document = docx.Document(io.BytesIO(raw))
    found = {}
    for mark in document.element.body.iter(qn("w:commentReference")):
        holder = next(each for each in mark.iterancestors() if each.tag == qn("w:p"))
        cell = next((each for each in mark.iterancestors() if each.tag == qn("w:tc")), holder)
        comment = document.comments.get(int(mark.get(qn("w:id"))))
        assert comment is not None
        where = "".join(each.text or "" for each in cell.iter(qn("w:t")))
        found[where] = "\n".join(paragraph.text for paragraph in comment.paragraphs)
    return found


def notes(raw: bytes, sheet: int = 0) -> dict[str, str]:
    """The notes of a sheet by address."""
    return {
        cell.coordinate: cell.comment.text
        for row in load_workbook(io.BytesIO(raw)).worksheets[sheet].iter_rows()
        for cell in row
        if cell.comment
    }


def shapes(raw: bytes) -> dict[str, list[tuple[int, int]]]:
    """Row and column of the notes each drawing shows, by part; the ids of its shapes differ."""
    found = {}
    for name, content in parts(raw).items():
        if name.endswith(".vml"):
            root = ElementTree.fromstring(content)
            ids = [each.get("id") for each in root.iter("{urn:schemas-microsoft-com:vml}shape")]
            assert len(set(ids)) == len(ids)
            space = "{urn:schemas-microsoft-com:office:excel}"
            clients = [each for each in root.iter(f"{space}ClientData") if each.get("ObjectType") == "Note"]
            found[name] = [
                (int(each.findtext(f"{space}Row") or -1), int(each.findtext(f"{space}Column") or -1))
                for each in clients
            ]
    return found


def nothing_else(before: bytes, after: bytes, *changed: str) -> dict[str, bytes]:
    """Assert that only the parts named differ, and return the new ones; order, times and packing stay as they were."""
    old, new = parts(before), parts(after)
    assert {name for name in old if old[name] != new[name]} == set(changed)
    assert list(new)[: len(old)] == list(old)
    with zipfile.ZipFile(io.BytesIO(before)) as one, zipfile.ZipFile(io.BytesIO(after)) as other:
        for info in one.infolist():
            again = other.getinfo(info.filename)
            assert (again.date_time, again.compress_type) == (info.date_time, info.compress_type)
            assert again.external_attr == info.external_attr
    return {name: content for name, content in new.items() if name not in old}


# Word


def test_comments_stand_at_their_cells() -> None:
    """Each problem is a comment at the cell it is about, several at one cell are one comment, in her language."""
    raw = word("QUY TRÌNH", ROWS)
    at = Position("a.docx", 4, 4)
    copy = remarked(
        raw, "a.docx", at, problem(at, "Đơn vị lẫn lộn", "arithmetic/units-mixed"), Position("a.docx", 2, 5)
    )
    found = comments(copy)
    assert set(found) == {"2 ngày", "Phiếu hẹn"}
    first, fix, second, _ = found["2 ngày"].split("\n")
    assert (first, second) == ("Cảnh báo: Cộng các bước được 11,5 ngày", "Cảnh báo: Đơn vị lẫn lộn")
    assert fix == "→ sửa lại [arithmetic/sum-total]"


def test_nothing_else_in_a_word_document_differs() -> None:
    """Every part is the same byte for byte, and so is the text itself once the marks of the comments are taken out."""
    raw = word("QUY TRÌNH", ROWS)
    copy = remarked(raw, "a.docx", Position("a.docx", 3, 4), Position("a.docx", 4, 5))
    new = nothing_else(raw, copy, "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml")
    assert set(new) == {"word/comments.xml"}
    assert OUR_MARKS.sub(b"", parts(copy)["word/document.xml"]) == parts(raw)["word/document.xml"]


def test_a_comment_is_dated_and_signed_and_the_same_each_time() -> None:
    """The same file on the same day gives the same bytes; the day is the one asked for."""
    raw = word(ROWS)
    copies = {remarked(raw, "a.docx", Position("a.docx", 3, 4)) for _ in range(2)}
    [copy] = copies
    [comment] = docx.Document(io.BytesIO(copy)).comments
    assert (comment.author, comment.timestamp.date()) == ("isoqms", DAY)


def test_comments_of_people_stay() -> None:
    """A document that was already discussed keeps what was said, at its place, also in a cell we remark on."""
    document = docx.Document(io.BytesIO(word(ROWS)))
    cell = document.tables[0].cell(1, 3)
    document.add_comment(cell.paragraphs[0].runs, "Hỏi lại chị Lan", "Hương")
    stream = io.BytesIO()
    document.save(stream)
    raw = stream.getvalue()
    copy = remarked(raw, "a.docx", Position("a.docx", 2, 4), Position("a.docx", 3, 4))
    nothing_else(raw, copy, "word/document.xml", "word/comments.xml")
    said = [(comment.author, comment.text) for comment in docx.Document(io.BytesIO(copy)).comments]
    assert said[0] == ("Hương", "Hỏi lại chị Lan")
    assert [author for author, _ in said] == ["Hương", "isoqms", "isoqms"]
    ids = re.findall(rb'<w:commentReference w:id="(\d+)"', parts(copy)["word/document.xml"])
    assert len(set(ids)) == len(ids) == 3


def wrapped(document: Any) -> None:
    """Rows as office programs leave them: tracked insertions, content controls, a deleted row, an empty cell."""
    made = document.add_table(5, 4)
    for number in range(5):
        for column in range(4):
            made.cell(number, column).text = f"r{number}c{column}"


def complicated() -> bytes:
    raw = word("Mở đầu", wrapped)

    def change(xml: str) -> str:
        rows = re.findall(r"<w:tr>.*?</w:tr>", xml, re.DOTALL)
        deleted = rows[1].replace("<w:tr>", '<w:tr><w:trPr><w:del w:id="90" w:author="a"/></w:trPr>', 1)
        control = f"<w:sdt><w:sdtPr/><w:sdtContent>{rows[2]}</w:sdtContent></w:sdt>"
        tracked = re.sub(
            r"<w:r>(<w:t>r3c1</w:t>)</w:r>",
            r'<w:ins w:id="91" w:author="a"><w:r>\1</w:r></w:ins>'
            r'<w:del w:id="92" w:author="a"><w:r><w:delText>cũ</w:delText></w:r></w:del>',
            rows[3],
        )
        inner = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p><w:r><w:t>trong</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        nested = re.sub(r"(<w:p>(?:(?!</w:p>).)*r4c2.*?</w:p>)", rf"{inner}\1", rows[4], flags=re.DOTALL)
        empty = re.sub(r"<w:p>(?:(?!</w:p>).)*r4c3.*?</w:p>", '<w:p w:rsidR="00AA00BB" />', nested, flags=re.DOTALL)
        assert tracked != rows[3] and nested != rows[4] and empty != nested
        for old, new in zip(rows[1:], (deleted, control, tracked, empty), strict=True):
            xml = xml.replace(old, new, 1)
        return xml

    return edited(raw, "word/document.xml", change)


@pytest.mark.parametrize(
    ("line", "column", "cell"),
    [(1, 1, "r0c0"), (2, 3, "r2c2"), (3, 2, "r3c1"), (4, 3, "trongr4c2"), (4, 4, "")],
    ids=["plain", "in a content control behind a deleted row", "with tracked changes", "around a table", "empty"],
)
def test_cells_are_counted_as_they_are_read(line: int, column: int, cell: str) -> None:
    """Deleted rows, content controls, tracked changes, inner tables and empty paragraphs do not move a comment."""
    raw = complicated()
    copy = remarked(raw, "a.docx", Position("a.docx", line, column))
    assert list(comments(copy)) == [cell]
    content, before = parts(copy)["word/document.xml"], parts(raw)["word/document.xml"]
    plain = OUR_MARKS.sub(b"", content).replace(b'<w:p w:rsidR="00AA00BB"></w:p>', b'<w:p w:rsidR="00AA00BB" />')
    assert plain == before


def test_a_merged_cell_is_remarked_where_its_text_stands() -> None:
    """A role written once for two rows gets the remark once, where she sees it."""
    raw = word(ROWS)
    copy = remarked(raw, "a.docx", Position("a.docx", 3, 3), Position("a.docx", 2, 3))
    assert list(comments(copy)) == ["Bộ phận một cửa"]


def test_what_has_no_cell_is_said_at_the_table() -> None:
    """A problem of the whole file is not lost: it stands at the first cell; one of a paragraph stands there."""
    raw = word("QUY TRÌNH", ROWS)
    assert list(comments(remarked(raw, "a.docx", Position("a.docx", 77, 1)))) == ["TT"]
    assert list(comments(remarked(raw, "a.docx", Position("a.docx[¶]", 1)))) == ["QUY TRÌNH"]


def test_any_text_can_be_said() -> None:
    """Markup, control signs, line ends and long sentences of a problem leave a document that opens."""
    texts = ["< & > \" ' ]]>", "dấu: ữ ợ ằ Đ", "a\x00b\x0bc\ufffe", "hai\ndòng", "dài " * 9000, "{x} %s \\1"]
    raw = word(ROWS)
    at = Position("a.docx", 2, 2)
    said = comments(remarked(raw, "a.docx", *(problem(at, text, f"r/{n}") for n, text in enumerate(texts))))
    assert "< & > \" ' ]]>" in said["Tiếp nhận hồ sơ"]
    assert "dấu: ữ ợ ằ Đ" in said["Tiếp nhận hồ sơ"]
    assert "\\1" in said["Tiếp nhận hồ sơ"]


def test_a_document_in_long_signs_is_remarked_too() -> None:
    """A part written in UTF-16 is understood; the copy holds it in UTF-8."""
    raw = word(ROWS)
    body = parts(raw)["word/document.xml"].decode()
    other = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive, zipfile.ZipFile(other, "w") as new:
        for info in archive.infolist():
            long = re.sub(r"encoding=(['\"])UTF-8\1", r"encoding=\1UTF-16\1", body).encode("utf-16")
            new.writestr(info, long if info.filename == "word/document.xml" else archive.read(info))
    assert list(comments(remarked(other.getvalue(), "a.docx", Position("a.docx", 4, 2)))) == ["Ký duyệt"]


def test_without_problems_the_copy_is_the_file() -> None:
    """Nothing to say, nothing changed."""
    for raw, name in ((word(ROWS), "a.docx"), (excel(QT=ROWS), "a.xlsx")):
        assert remarked(raw, name) == raw


def test_a_file_that_was_not_read_has_no_copy() -> None:
    """Asking for remarks on a file without cells is a mistake of the program."""
    with pytest.raises(ValueError, match="no cell"):
        remarked(b"PK\x03\x04", "a.docx", Position("a.docx"))


# Excel


def test_notes_stand_at_their_cells() -> None:
    """Each problem is a note at its cell, with a shape that shows it; the other sheet is left alone."""
    raw = excel(QT=ROWS, Khác=ROWS)
    copy = remarked(raw, "a.xlsx", Position("a.xlsx[QT]", 4, 4), Position("a.xlsx[QT]", 2, 5))
    said = notes(copy)
    assert set(said) == {"D4", "E2"}
    assert said["D4"] == "Cảnh báo: Cộng các bước được 11,5 ngày\n→ sửa lại [arithmetic/sum-total]"
    assert notes(copy, 1) == {}
    [drawn] = shapes(copy).values()
    assert sorted(drawn) == [(1, 4), (3, 3)]
    new = nothing_else(raw, copy, "xl/worksheets/sheet1.xml", "[Content_Types].xml")
    assert len(new) == 3
    sheet = parts(copy)["xl/worksheets/sheet1.xml"]
    assert re.sub(rb"<legacyDrawing [^>]*/>", b"", sheet) == parts(raw)["xl/worksheets/sheet1.xml"]


def noted(**texts: str) -> bytes:
    book = load_workbook(io.BytesIO(excel(QT=ROWS)))
    sheet = book.worksheets[0]
    for address, text in texts.items():
        sheet[address].comment = Comment(text, "Hương")
    sheet["F1"] = "=SUM(A2:A4)"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=2, max_row=4))
    sheet.add_chart(chart, "H2")
    sheet.merge_cells("A4:B4")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_notes_of_people_stay_and_ours_go_behind_them() -> None:
    """A sheet with notes, a chart and a formula keeps them; where a person wrote already, ours follows her words."""
    raw = noted(D3="Hỏi lại", E2="Xem mẫu")
    copy = remarked(raw, "a.xlsx", Position("a.xlsx[QT]", 3, 4), Position("a.xlsx[QT]", 4, 4))
    said = notes(copy)
    assert said["E2"] == "Xem mẫu"
    assert said["D3"].startswith("Hỏi lại\n\nisoqms:\nCảnh báo: ")
    assert "D4" in said
    [drawn] = shapes(copy).values()
    assert sorted(drawn) == [(1, 4), (2, 3), (3, 3)]
    old = parts(raw)
    changed = {name for name in old if "omment" in name}
    assert not nothing_else(raw, copy, *changed)
    assert load_workbook(io.BytesIO(copy)).worksheets[0]["F1"].value == "=SUM(A2:A4)"


def test_the_drawing_of_a_sheet_stands_in_its_order() -> None:
    """The reference to the notes comes behind the chart and before what the format wants behind it."""
    book = load_workbook(io.BytesIO(noted()))
    sheet = book.worksheets[0]
    from openpyxl.worksheet.table import Table

    sheet["J1"], sheet["J2"] = "Tên", "x"
    sheet.add_table(Table(displayName="Bang", ref="J1:J2"))
    stream = io.BytesIO()
    book.save(stream)
    copy = remarked(stream.getvalue(), "a.xlsx", Position("a.xlsx[QT]", 2, 4))
    text = parts(copy)["xl/worksheets/sheet1.xml"].decode()
    assert text.index("<drawing") < text.index("<legacyDrawing") < text.index("<tableParts")


THREAD = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<threadedComment ref="D3" dT="2026-01-01T00:00:00" personId="{1}" id="{2}"><text>Bàn thêm</text></threadedComment>'
    "</ThreadedComments>"
)


def test_a_talk_of_people_is_not_touched() -> None:
    """Where people talk in a thread a note would be hidden: ours goes to the next cell and says which one it means."""
    raw = noted(D3="[Threaded comment] Bàn thêm")
    relation = (
        '<Relationship Id="rId99" Target="../threadedComments/threadedComment1.xml" '
        'Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"/></Relationships>'
    )
    raw = edited(
        raw,
        "xl/worksheets/_rels/sheet1.xml.rels",
        lambda xml: xml.replace("</Relationships>", relation),
        xl__threadedComments__threadedComment1_xml=THREAD,
    )
    copy = remarked(raw, "a.xlsx", Position("a.xlsx[QT]", 3, 4))
    said = notes(copy)
    assert said["D3"] == "[Threaded comment] Bàn thêm"
    assert said["E3"].startswith("Về ô D3: ")
    assert parts(copy)["xl/threadedComments/threadedComment1.xml"].decode() == THREAD


def test_a_sheet_that_names_everything_by_prefix() -> None:
    """Some programs write `<x:worksheet>`; the reference to the notes is written their way."""
    raw = edited(
        excel(QT=ROWS),
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(r"<(/?)(?=\w)", r"<\1x:", xml.replace('xmlns="', 'xmlns:x="')),
    )
    copy = remarked(raw, "a.xlsx", Position("a.xlsx[QT]", 2, 4))
    assert "<x:legacyDrawing" in parts(copy)["xl/worksheets/sheet1.xml"].decode()
    assert set(notes(copy)) == {"D2"}


def test_a_second_round_of_remarks_keeps_the_first() -> None:
    """A copy that is checked again is a file with notes like any other; each note still has one shape."""
    once = remarked(excel(QT=ROWS), "a.xlsx", Position("a.xlsx[QT]", 2, 4))
    twice = remarked(once, "a.xlsx", Position("a.xlsx[QT]", 3, 4), Position("a.xlsx[QT]", 2, 4))
    assert set(notes(twice)) == {"D2", "D3"}
    [drawn] = shapes(twice).values()
    assert sorted(drawn) == [(1, 3), (2, 3)]


def test_texts_that_mean_something_to_a_spreadsheet() -> None:
    """A text that looks like an escaped sign or like markup is shown as it is."""
    at = Position("a.xlsx[QT]", 2, 4)
    said = notes(remarked(excel(QT=ROWS), "a.xlsx", problem(at, "_x0041_ < & > \x02")))["D2"]
    assert "< & > \N{REPLACEMENT CHARACTER}" in said
    assert "_x005F_x0041_" in said or "_x0041_" in said


# CSV


def test_a_csv_file_comes_back_as_a_workbook_of_texts() -> None:
    """What could be a formula stays a text; the remark stands at the cell with the same row and column."""
    raw = comma_separated([*ROWS[:3], ("=1+1", "@x", "-2", "+3", "0,5")], delimiter=";")
    copy = remarked(raw, "bảng.csv", Position("bảng.csv", 4, 1))
    sheet = load_workbook(io.BytesIO(copy)).worksheets[0]
    assert [cell.value for cell in sheet[4]] == ["=1+1", "@x", "-2", "+3", "0,5"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert b"<f>" not in parts(copy)["xl/worksheets/sheet1.xml"]
    assert set(notes(copy)) == {"A4"}
    assert copy == remarked(raw, "bảng.csv", Position("bảng.csv", 4, 1))


# tables of published procedures


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_published_tables_come_back_unchanged_but_for_remarks(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """A remark at every other cell of each of the 52 tables: each is found there, and no cell reads differently."""
    spec = importlib.util.spec_from_file_location("make_step_tables", shared / "tools" / "make_step_tables.py")
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    monkeypatch.setattr(sys, "argv", ["make", str(shared / "data" / "procedures"), str(tmp_path), "--kinds", kind])
    tool.main()
    targets = sorted(tmp_path.iterdir())
    assert len(targets) == 52
    for target in targets:
        raw = target.read_bytes()
        document = document_of_bytes(raw, target.name)
        places = [at for at, ref in document.cells.items() if kind == "xlsx" or ref.table is not None][::2]
        copy = annotated(raw, document, [problem(at) for at in places], "vi", DAY)
        again = document_of_bytes(copy, target.name)
        assert (again.blocks, again.cells) == (document.blocks, document.cells)
        count = len({document.cells[at] for at in places})
        assert len(list(docx.Document(io.BytesIO(copy)).comments) if kind == "docx" else notes(copy)) == count


# XML in place

NAMES = st.sampled_from(["a", "b:c", "w:p", "x-1"])
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=8).map(written)
ATTRIBUTES = st.dictionaries(st.sampled_from(["k", "b:l"]), st.sampled_from(["", "1 > 0", "ữ", "a'/>"]), max_size=2)


def element(name: str, attributes: Mapping[str, str], inner: list[str]) -> str:
    written_out = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{written_out}>{''.join(inner)}</{name}>" if inner else f"<{name}{written_out} />"


TREES = st.recursive(
    TEXTS, lambda inner: st.builds(element, NAMES, ATTRIBUTES, st.lists(inner, max_size=4)), max_leaves=20
)


@given(TREES, st.data())
def test_what_is_put_in_can_be_taken_out_again(inner: str, data: st.DataObject) -> None:
    """A piece appended to any element of any part is its last child, and without it the part is as it was."""
    raw = f'<?xml version="1.0"?><!-- ữ --><r xmlns:b="urn:b" xmlns:w="urn:w">{inner}<z/></r>'.encode()
    tree = parse(raw)
    chosen = data.draw(st.sampled_from(tree.elements))
    number = tree.elements.index(chosen)
    after = apply(raw, [appended(chosen, ["<new/>"], raw)])
    found = list(ElementTree.fromstring(after.decode()).iter())
    assert list(found[number])[-1].tag == "new"
    assert len(found) == len(tree.elements) + 1
    opening = raw[chosen.start : chosen.end - 2].rstrip() if chosen.empty else b""
    undone = after.replace(b"<new/>", b"")
    if chosen.empty:
        closed = opening + b"></" + chosen.tag.encode() + b">"
        undone = undone[: chosen.start] + raw[chosen.start : chosen.end] + undone[chosen.start + len(closed) :]
    assert undone == raw


def test_entities_are_refused() -> None:
    """A part that declares entities is not worked on, however it came here."""
    with pytest.raises(ValueError, match="entity"):
        parse(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
