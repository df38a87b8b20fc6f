"""Files of offices: read by what they hold, refused in words when they cannot be, never run and never a traceback."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from table_documents import DOCUMENTS, HEADER, comma_separated, excel, table, word

from isoqms.exchange.draft import drafts, no_steps
from isoqms.exchange.read import document_of_bytes, read_document
from isoqms.exchange.read_docx import blocks_of, cells_of, rows_of
from isoqms.exchange.table import Document
from isoqms.problem import Position, Severity

TABLES = Path(__file__).parent / "data" / "tables"
STEPS = [HEADER, ("1", "Nhận hồ sơ", "Một cửa", "1 ngày", "")]


def refused(raw: bytes, name: str = "a.docx") -> str:
    """Return the rule by which a file is refused; its sentences exist in both languages and nothing was read."""
    document = document_of_bytes(raw, name)
    assert document.blocks == ()
    (problem,) = document.problems
    assert problem.severity is Severity.ERROR and problem.at == Position(name)
    assert problem.message.render("vi") and problem.fix.render("vi")
    return problem.rule


def texts(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for block in document.tables for row in block.rows]


def repacked(raw: bytes, **changes: bytes) -> bytes:
    """Return an archive with parts changed or added; "/" in a name is written as "__"."""
    parts = {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in changes.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, parts.pop(part, None) or old.read(part))
        for part, content in parts.items():
            new.writestr(part, content)
    return stream.getvalue()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_documents_are_what_their_builder_makes(name):
    """The files in tests/data/tables read as what the builder writes, so that either may be looked at."""
    assert texts(read_document(TABLES / name, name)) == texts(document_of_bytes(DOCUMENTS[name](), name))


def test_content_decides_and_not_the_name():
    """A workbook called .csv is read as a workbook."""
    document = document_of_bytes(excel(A=STEPS), "bang.csv")
    assert texts(document)[1] == ["1", "Nhận hồ sơ", "Một cửa", "1 ngày", ""]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_however_excel_wrote_it(encoding, separator):
    """Encoding and separator are found; commas inside decimals are no separators."""
    rows = [
        HEADER,
        ("1", "Nhận, kiểm tra; ghi sổ", "Một cửa", "0,5 ngày", "a"),
        ("2", "Trả", "Một cửa", "1,5 ngày", ""),
    ]
    document = document_of_bytes(comma_separated(rows, separator, encoding), "a.csv")
    assert texts(document) == [list(row) for row in rows]


def test_old_encodings_are_named_and_refused():
    """Windows-1258, TCVN3 and VNI are told apart by their bytes; the officer is told to convert, nothing is guessed."""
    windows = "Tri\u0300nh t\u01b0\u0323,Tra\u0301ch nhi\u00ea\u0323m,Th\u01a1\u0300i gian".encode("cp1258")
    tcvn3 = "Tr×nh tù;Tr¸ch nhiÖm;Thêi gian\nKiÓm tra hå s¬;C«ng chøc;1 ngµy"
    vni = "Trình töï;Traùch nhieäm;Thôøi gian\nKieåm tra;Coâng chöùc;1 ngaøy"
    quoted = '"Tr×nh tù","Tr¸ch nhiÖm"\n"NhËn, kiÓm tra","C«ng chøc"'
    assert refused(quoted.encode("latin-1"), "a.csv") == "import/encoding"
    assert "TCVN3" in document_of_bytes(quoted.encode("latin-1"), "a.csv").problems[0].message.render("vi")
    for raw, named in ((windows, "Windows-1258"), (tcvn3.encode("latin-1"), "TCVN3"), (vni.encode(), "VNI")):
        document = document_of_bytes(raw, "a.csv")
        assert refused(raw, "a.csv") == "import/encoding"
        assert named in document.problems[0].message.render("vi")
        assert "Unicode" in document.problems[0].fix.render("vi")


def test_old_fonts_are_recognised_by_name():
    """A Word document in .VnTime is refused even where few words give it away."""
    opened = docx.Document()
    run = table(opened, STEPS).cell(1, 1).paragraphs[0].add_run(" ®¬n")
    run.font.name = ".VnTime"
    stream = io.BytesIO()
    opened.save(stream)
    assert refused(stream.getvalue()) == "import/encoding"
    assert refused(excel(A=[("Tr×nh tù", "Tr¸ch nhiÖm", "Thêi gian"), ("KiÓm tra", "C«ng chøc", "1 ngµy")])) == (
        "import/encoding"
    )


def test_passwords_old_programs_and_strangers():
    """What cannot be opened is said in the officer's terms, whatever it is called."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert refused(ole + "EncryptedPackage".encode("utf-16-le")) == "import/password"
    assert refused(ole) == "import/kind"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
    assert refused(stream.getvalue()) == "import/kind"
    assert refused(b"") == refused(b"\0\1\2", "a.XLSX") == "import/damaged"
    assert refused(b"", "a.csv") == "import/encoding"
    assert refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "a.csv") == "import/kind"
    assert refused(b"%PDF-1.7 and more", "a.pdf") == "import/kind"
    assert refused(b"PK\x03\x04 and nothing more") == "import/damaged"
    assert refused(word(STEPS)[:-200]) == "import/damaged"


def test_bombs_are_not_opened():
    """An archive that unpacks to far more than it holds, or declares entities, is refused before it is read."""
    workbook = excel(A=STEPS)
    assert refused(repacked(workbook, xl__media__big=b"\0" * (30 * 2**20)), "a.xlsx") == "import/bomb"
    laughs = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha">]><worksheet>&b;</worksheet>'
    assert refused(repacked(workbook, xl__worksheets__sheet1_xml=laughs), "a.xlsx") == "import/bomb"
    many = {f"a{number}": b"x" for number in range(5_100)}
    assert refused(repacked(workbook, **many), "a.xlsx") == "import/bomb"


def test_broken_parts_are_damage():
    """A part that is no XML makes the file a damaged one, not a traceback."""
    assert refused(repacked(excel(A=STEPS), xl__worksheets__sheet1_xml=b"<worksheet><sheetData>"), "a.xlsx") == (
        "import/damaged"
    )
    assert refused(repacked(word(STEPS), word__document_xml=b"<w:document")) == "import/damaged"


def test_macros_are_ignored_and_said():
    """A workbook with macros gives its values, and the officer is told the macros were not run."""
    document = document_of_bytes(repacked(excel(A=STEPS), **{"xl/vbaProject.bin": b"x"}), "a.xlsm")
    assert [problem.rule for problem in document.problems] == ["import/macros"]
    assert texts(document)[1][1] == "Nhận hồ sơ"


def test_formulas_are_never_run():
    """A formula counts for its stored value; without one it is a question at its cell."""
    workbook = Workbook()
    workbook.active.title = "A"
    for row in [*STEPS, ("", "Tổng", "", "=1+1", "")]:
        workbook.active.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    document = document_of_bytes(stream.getvalue(), "a.xlsx")
    assert [(str(each.at), each.rule) for each in document.problems] == [("a.xlsx[A]:3:4", "import/formula")]
    with zipfile.ZipFile(io.BytesIO(stream.getvalue())) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").replace(b"<v></v>", b"<v>7</v>").replace(b"<v />", b"<v>7</v>")
    document = document_of_bytes(repacked(stream.getvalue(), xl__worksheets__sheet1_xml=sheet), "a.xlsx")
    assert (texts(document)[2][3], document.problems) == ("7", ())


def test_a_document_without_a_table():
    """No table, a picture of one, or a table of other things: each is said differently."""
    assert refused(word("Chỉ có chữ")) == "import/no-table"
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000"
        "0500017a5eab3f0000000049454e44ae426082"
    )
    pictured = word(lambda document: document.add_picture(io.BytesIO(pixel)))
    assert refused(pictured) == "import/no-table"
    assert "picture" in document_of_bytes(pictured, "a.docx").problems[0].message.render("en")
    other = document_of_bytes(word([("Tên", "Địa chỉ"), ("A", "B")]), "a.docx")
    assert drafts(other) == [] and no_steps(other).rule == "import/no-steps"


def test_nested_tables_and_pictures_in_cells_are_questions():
    """What a cell holds besides text is said at the cell."""

    def nest(document):
        made = table(document, STEPS)
        made.cell(1, 1).add_table(1, 1).cell(0, 0).text = "trong"

    document = document_of_bytes(word(nest), "a.docx")
    assert [(problem.rule, str(problem.at)) for problem in document.problems] == [("import/nested-table", "a.docx:2:2")]
    assert "trong" in texts(document)[1][1]


def test_places_lead_back_to_physical_cells():
    """From the position of any cell of a Word table, however merged, the element with its text is found."""
    for name in (each for each in DOCUMENTS if each.endswith(".docx")):
        read = read_document(TABLES / name, name)
        body = docx.Document(str(TABLES / name)).element.body
        tables = [block for block in blocks_of(body) if block.tag.endswith("}tbl")]
        for block in read.tables:
            for cell in (cell for row in block.rows for cell in row if cell.text):
                ref = read.cells[cell.at]
                element = list(cells_of(list(rows_of(tables[ref.table]))[ref.row]))[ref.column]
                words = "".join(text.text or "" for text in element.iter("{*}t"))
                assert cell.text.split()[-1] in words or cell.text.rstrip(".").isdigit()


def test_merged_cells_of_a_sheet_lead_to_the_one_that_is_written():
    """A note on any part of a merged cell belongs to its first cell."""
    read = read_document(TABLES / "gop-o.xlsx", "gop-o.xlsx")
    ref = read.cells[Position("gop-o.xlsx[Cấp mới]", 4, 3)]
    assert (ref.sheet, ref.row, ref.column) == ("Cấp mới", 2, 2)


def test_five_thousand_rows():
    """Size alone is no reason to refuse a table."""
    rows = [HEADER, *((str(n), f"Việc {n}", "Một cửa", "1 giờ", "") for n in range(1, 5001))]
    (draft,) = drafts(document_of_bytes(comma_separated(rows), "a.csv"))
    assert len(draft.data["steps"]) == 5000 and draft.doubts[1:] == ()


def test_a_file_that_is_not_there(tmp_path):
    """A missing file, a folder and a huge file are problems, not tracebacks."""
    (missing,) = read_document(tmp_path / "a.docx", "a").problems
    assert (missing.rule, missing.message.render("en")) == ("import/unreadable", "there is no such file")
    assert read_document(tmp_path, "a").problems[0].rule == "import/unreadable"
    with (tmp_path / "big.docx").open("wb") as file:
        file.truncate(51 * 2**20)
    assert read_document(tmp_path / "big.docx", "a").problems[0].rule == "import/too-large"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw):
    """Whatever a file holds, there is a document; what is not read is explained."""
    document = document_of_bytes(raw, "a.csv")
    assert document.blocks or document.problems
    drafts(document)


@cache
def whole_documents():
    """A Word and an Excel file, made once: they carry the moment they were made at."""
    return word(STEPS), excel(A=STEPS)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_damaged_document_never_breaks_the_reader(data):
    """A Word or Excel file with any bytes changed is read or refused."""
    raw = bytearray(data.draw(st.sampled_from(whole_documents())))
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    document = document_of_bytes(bytes(raw), "a.docx")
    assert document.blocks or document.problems
    drafts(document)
