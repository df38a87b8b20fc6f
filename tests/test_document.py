"""The ISO document of a procedure: what stands in it, in both forms and both languages."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
import zipfile
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from procedures import read, read_office
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from isoqms.report.document import Subject, document_of, profile, profile_for, profile_names, to_pdf
from isoqms.report.document.content import Table
from isoqms.report.document.pdf import page_numbers
from isoqms.report.document.word import to_docx

OFFICE = """\
offices:
  xa:
    title: {vi: Ủy ban nhân dân xã Thử, en: Test commune}
    country: %s
    calendar: vn
    day_length: 8 hours
    hours: {mon: ["07:30..11:30", "13:30..17:30"]}
    counters: {quay: {title: {vi: Quầy số 1, en: Counter 1}}}
roles:
  desk: {title: {vi: Công chức một cửa, en: One-stop officer}, kind: handles}
  leader: {title: {vi: Lãnh đạo UBND xã, en: Leader}, kind: decides}
posts:
  chu-tich: {title: {vi: Chủ tịch, en: Chair}, roles: [leader], deputies: [chu-tich]}
"""
FULL = """\
id: QT-HT-03
title: {vi: Đăng ký khai sinh cho trẻ em, en: Register the birth of a child}
national_code: "1.001193"
office: xa
subjects: {vi: "Cha, mẹ của trẻ", en: The parents of the child}
conditions: [{vi: Trẻ chưa được khai sinh, en: The birth is not registered yet}]
result: [{vi: Giấy khai sinh, en: Birth certificate}]
channels: [counter, online]
issue: {number: 2, revision: 1, issued: 2026-03-01, effective: 2026-03-15, decision: 12/QĐ-UBND}
authors: [{name: Nguyễn Thị Ánh, post: chu-tich, date: 2026-02-20}]
approvers: [{post: chu-tich}]
revisions:
  - {date: 2026-03-01, what: {vi: Bỏ bản sao hộ khẩu, en: Copy of the register dropped}, issue: 2, revision: 1,
     part: mục 5.3, why: {vi: Luật mới, en: New law}}
legal_basis:
  luat: {document: 60/2014/QH13, article: Điều 16, title: {vi: Luật Hộ tịch, en: Civil status law}}
  cu: {document: 158/2005/NĐ-CP, title: {vi: Nghị định cũ, en: Old decree}, to: 2015-12-31}
limits:
  legal: {within: 3 ngày làm việc, from: receipt, basis: luat, extension: {by: 1 ngày làm việc, times: 1}}
  committed: {within: 2 ngày làm việc}
  total: {within: 2 ngày làm việc}
  cutoff: "15:00"
variants: {xa-xoi: {title: {vi: Vùng khó khăn, en: Remote area}}}
stages:
  nhan: {title: {vi: Giai đoạn nhận, en: Reception stage}, total: 1 ngày làm việc}
dossier_sets: 1
dossier:
  - {paper: {vi: Tờ khai, en: Declaration}, kind: form, form: {circular: 04/2020/TT-BTP, number: "01"},
     required_by: luat}
  - {paper: {vi: Giấy chứng sinh, en: Certificate of birth}, kind: original, count: 2}
  - {paper: {vi: Căn cước, en: Identity card}, kind: copy, when: {vi: nếu ủy quyền, en: when represented}}
  - {paper: {vi: Giấy khác, en: Another paper}}
  - paper: {vi: Tờ khai điện tử, en: Electronic declaration}
    kind: original
    copies: 3
    channels: [online]
    required_by: luat
    required_by_mark: inferred
    replaceable_by_data: {possible: true}
fees:
  le-phi:
    title: {vi: Lệ phí hộ tịch, en: Civil status fee}
    amount: 15000
    currency: VND
    kind: charge
    per: {vi: bản, en: copy}
    tiers: [{from: 3, amount: 1000}]
    max: 200000
    by_channel: {online: 0}
    exemptions: [{vi: Người nghèo, en: The poor}]
forms: {to-khai: {title: {vi: Tờ khai đăng ký, en: Declaration form}, circular: 04/2020/TT-BTP, number: "01"}}
records:
  so: {title: {vi: Sổ hộ tịch, en: Civil status register}, kept_by: {vi: Văn phòng, en: Office}, retention: vĩnh viễn,
       medium: both}
steps:
  nop: {number: 1, title: {vi: Nộp hồ sơ, en: Hand in}, actor: applicant, clock: not_started, next: nhan}
  nhan:
    number: 2
    title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}
    role: desk
    counter: quay
    stage: nhan
    allowance: "0,5 ngày làm việc"
    in_variant: {xa-xoi: {allowance: 1 ngày làm việc}}
    forms: [to-khai]
    next:
      - {to: ky, when: {vi: đầy đủ, en: complete}}
      - {to: nop, when: {vi: thiếu, en: incomplete}, at_most: 1, at_bound: ky}
  ky: {number: 3, title: {vi: Ký giấy khai sinh, en: Sign}, role: [leader, desk], allowance: "1,5 ngày làm việc",
       outputs: [{vi: giấy đã ký, en: signed certificate}], records: [so], end: completed}
"""
BARE = "id: QT-0\ntitle: {vi: Thử, en: Trial}\nsteps: {mot: {end: completed}}\n"
DAY = date(2026, 11, 21)


def document(text: str = FULL, lang: str = "vi", country: str = "VN", stamp: str = "abc123", **how):
    """Build the document of a procedure written as text."""
    office = read_office(OFFICE % country + how.get("more", "")) if text is not BARE else None
    chosen = how.get("profile") or profile_for(country if office else None)
    return document_of(Subject(read(text), office, lang, chosen, how.get("as_of", DAY), stamp, how.get("errors", 0)))


def squeezed(text: str) -> str:
    """Return text without any space, as lines break differently in each form."""
    return re.sub(r"[\s\u200b]+", "", text)


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def word_text(content: bytes) -> str:
    body = docx.Document(io.BytesIO(content)).element.body
    pieces = {qn("w:t"): lambda each: each.text, qn("w:br"): lambda each: "\n", qn("w:p"): lambda each: "\n"}
    return "".join(pieces[each.tag](each) or "" for each in body.iter(*pieces))


def section(made, id_: str):
    return next(each for each in made.headings if each.id == id_)


def rows(made, id_: str) -> list[tuple[str, ...]]:
    table = next(block for block in section(made, id_).blocks if isinstance(block, Table))
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("text", [FULL, BARE], ids=["full", "bare"])
def test_both_forms_say_the_same(text, lang):
    """Every text of the document stands in the Word file and in the PDF, diacritics and all."""
    made = document(text, lang)
    in_pdf, in_word = (squeezed(each) for each in (pdf_text(to_pdf(made)), word_text(to_docx(made))))
    for said in made.texts():
        said = squeezed(re.sub(r"\{page\}.*", "", said))
        assert said in in_word
        assert said in in_pdf


def test_word_says_it_in_the_order_of_the_document():
    """In the Word file the texts follow each other as in the document, each exactly once where it belongs."""
    made = document()
    rest = squeezed(word_text(to_docx(made)))
    for said in made.texts():
        said = squeezed(re.sub(r"\{page\}.*", "", said))
        assert said in rest
        rest = rest[rest.index(said) + len(said) :]


def test_order_is_that_of_the_layout():
    """Approval and changes come before sections 1 to 7, the process table is in section 5, the map closes it."""
    ids = [each.id for each in document().headings]
    numbered = [each.heading[:2] for each in document().headings if each.level == 1 and each.number]
    assert ids[:2] == ["approval", "revisions"] and ids[-1] == "map"
    assert numbered == [f"{number}." for number in range(1, 8)]
    assert ids.index("content") < ids.index("process") < ids.index("forms") < ids.index("records")


def test_columns_are_those_of_offices():
    """The headings of the tables are the words offices print."""
    made = document()
    heads = {block.id: block.head for each in made.headings for block in each.blocks if isinstance(block, Table)}
    assert heads["process"] == ("TT", "Trình tự", "Trách nhiệm", "Thời gian", "Biểu mẫu/Kết quả")
    assert heads["approval"][1:] == ("Soạn thảo", "Xem xét", "Phê duyệt")
    assert [row[0] for row in rows(made, "approval")] == ["Họ tên", "Chữ ký", "Chức vụ"]
    assert len(heads["revisions"]) == 5


def test_process_table_tells_ways_times_and_totals():
    """A row says who does the step, how long it may take, and every way that is not simply the next row."""
    found = rows(document(), "process")
    assert found[0] == ("1", "Nộp hồ sơ", "Người nộp hồ sơ", found[0][3], "–")
    assert found[1][0].startswith("Giai đoạn nhận: 1 ngày làm việc")
    assert "→ đầy đủ: bước 3" in found[2][1] and "→ thiếu: bước 1" in found[2][1]
    assert "Vùng khó khăn: 1 ngày làm việc" in found[2][3]
    assert "Mẫu số 01, 04/2020/TT-BTP" in found[2][4]
    assert found[3][2] == "Lãnh đạo UBND xã; Công chức một cửa"
    assert "giấy đã ký" in found[3][4] and "Sổ hộ tịch" in found[3][4]
    totals = {row[0]: row[1] for row in found[4:]}
    assert totals["Tổng thời gian tài liệu ghi"] == "2 ngày làm việc"
    computed = [value for label, value in totals.items() if "Cộng các bước" in label]
    assert sorted(computed) == ["2 ngày làm việc", "2,5 ngày làm việc"]


def test_dossier_tells_originals_from_copies():
    """Counts stand under original or copy only where the file says which; elsewhere it is said that it does not."""
    found = rows(document(lang="en"), "dossier")
    assert [row[2:4] for row in found] == [("01", "–"), ("02", "–"), ("–", "01"), ("–", "–"), ("01", "03")]
    assert found[2][4] == "when represented"
    assert found[3][4] == "[original or copy: not stated yet]"
    rule = "required by 60/2014/QH13, Điều 16 (inferred)"
    assert found[4][4] == f"online; {rule}; not asked for when the data can be read"


def test_rules_out_of_force_are_marked_on_the_day_of_the_print():
    """A rule whose period is over is shown with its end, but not on a document printed for a day before it."""
    assert "(no longer in force after 31 Dec 2015)" in rows(document(lang="en"), "legal_basis")[1][3]
    assert rows(document(lang="en", as_of=date(2015, 6, 1)), "legal_basis")[1][3] == "Old decree"


def test_money_is_written_as_in_the_language():
    """Thousands are grouped by a dot in Vietnamese and by a comma in English."""
    assert rows(document(), "fee")[0][2].startswith("15.000 đồng/bản\n")
    assert rows(document(lang="en"), "fee")[0][2].startswith("15,000 dong/copy\n")


def test_fees_are_told_whole():
    """Further amounts, the most that is paid, other amounts by channel and who need not pay are all in the row."""
    (fee,) = rows(document(lang="en"), "fee")
    assert fee[2].splitlines()[1:] == ["from number 3 on: 1,000 dong", "at most 200,000 dong", "online: 0 dong"]
    assert fee[3] == "need not pay: The poor"


def test_an_amount_without_a_currency_says_so():
    """A figure alone is no amount of money: what is missing is said beside it."""
    text = FULL.replace("    currency: VND\n", "")
    assert "15,000 [currency: not stated yet]" in rows(document(text, "en"), "fee")[0][2]


def test_forms_are_told_once():
    """A form that the dossier and the list of forms both name has one row, with its title, and its number once."""
    assert [row[1:] for row in rows(document(lang="en"), "forms")] == [("No. 01, 04/2020/TT-BTP", "Declaration form")]
    text = FULL.replace('number: "01"', "number: Mẫu số 1 Phụ lục II")
    assert rows(document(text), "forms")[0][1] == "Mẫu số 1 Phụ lục II, 04/2020/TT-BTP"


def test_two_forms_with_one_number_are_both_told():
    """A number typed twice by mistake makes no form vanish from the document."""
    text = FULL.replace("forms: {", 'forms: {more: {title: Sổ theo dõi, circular: 04/2020/TT-BTP, number: "01"}, ', 1)
    assert {row[2] for row in rows(document(text), "forms")} == {"Sổ theo dõi", "Tờ khai đăng ký"}


def test_what_the_file_does_not_say_is_said_to_be_missing():
    """With next to nothing in the file every section is there and says that the file is silent; nothing is invented."""
    made = document(BARE, "en")
    names = {"sets": "dossier_sets", "place": "steps: counter", "fee": "fees"}
    for id_ in ("legal_basis", "conditions", "dossier", "sets", "limits", "place", "fee", "result", "forms", "records"):
        (block,) = section(made, id_).blocks
        assert block.missing and block.text == "[not stated yet]" and block.name == names.get(id_, id_)
    assert all(cell.missing for _, cell in made.cover.facts[1:]) and made.cover.agency.missing
    names, _, positions = rows(made, "approval")
    assert set(names[1:]) == set(positions[1:]) == {"[not stated yet]"}
    assert rows(made, "process")[0] == ("1", "mot", "[not stated yet]", "[not stated yet]", "–")


def test_what_the_office_wrote_is_printed_in_its_words():
    """Remarks of a step and a purpose of the office's own stand in the document; a form is not its own result."""
    text = FULL.replace("role: [leader, desk],", "role: [leader, desk], notes: [CT đi vắng thì PCT ký],")
    text = text.replace("forms: [to-khai]\n", "forms: [to-khai]\n    outputs: [Tờ khai đăng ký, biên nhận]\n")
    made = document("purpose: Để trẻ nào cũng có giấy khai sinh.\n" + text)
    assert section(made, "purpose").blocks[0].text == "Để trẻ nào cũng có giấy khai sinh."
    found = {row[0]: row for row in rows(made, "process")}
    assert found["3"][1].endswith("CT đi vắng thì PCT ký")
    assert found["2"][4] == "Tờ khai đăng ký (Mẫu số 01, 04/2020/TT-BTP)\nbiên nhận"


def test_what_is_no_part_of_an_official_paper_is_left_out():
    """No file is cited, no post goes by its code, and no limit says twice when it begins."""
    text = FULL.replace(
        "authors: [{name: Nguyễn Thị Ánh, post: chu-tich", "authors: [{name: Nguyễn Thị Ánh, post: cc-tp"
    )
    text = text.replace(
        "{within: 3 ngày làm việc, from: receipt", "{within: 3 ngày làm việc kể từ ngày nhận đủ hồ sơ, from: receipt"
    )
    made = document(text + "source: {document: QT sua lan 2.docx, title: UBND}\n")
    assert all("docx" not in block.text for block in section(made, "references").blocks)
    assert [row[1] for row in rows(made, "approval")][2] == "[chưa nêu]"
    assert "tính từ" not in section(made, "limits").blocks[0].text


def test_errors_and_meanings_are_told():
    """A document of a file with errors says so on its cover and every page; the office explains its abbreviations."""
    made = document(lang="en", errors=2)
    assert "[not to be signed, errors: 2]" in made.cover.note and "errors: 2" in made.running.foot
    assert "errors" not in document(lang="en").running.foot
    text = FULL.replace("Ký giấy khai sinh", "Ký theo mẫu XYZ")
    made = document(text, more="abbreviations: {XYZ: Mẫu thử}\n")
    assert ("XYZ", "Mẫu thử") in rows(made, "definitions")


def test_missing_looks_missing():
    """In the Word file words for what is missing are set apart by a style of their own."""
    body = docx.Document(io.BytesIO(to_docx(document(BARE, "en"))))
    runs = [run for paragraph in body.paragraphs for run in paragraph.runs if "not stated" in run.text]
    assert runs and {run.style.name for run in runs} == {"Missing"}


def test_only_abbreviations_in_use_are_explained():
    """The definitions hold what the document uses, and name what nobody has explained yet."""
    text = FULL.replace("Ký giấy khai sinh", "Ký theo mẫu XYZ của UBND")
    made = document(text)
    assert "UBND" in {row[0] for row in rows(made, "definitions")}
    assert "TTPVHCC" not in {row[0] for row in rows(made, "definitions")}
    assert ("XYZ", "[chưa nêu]") in rows(made, "definitions")
    assert ("4. ĐỊNH NGHĨA, VIẾT TẮT", ("organisation.yaml: abbreviations: XYZ",)) in made.gaps()


def test_no_name_of_the_file_is_printed():
    """What is missing is said in the words of people; the names to write are told beside the document."""
    made = document(BARE, "vi")
    assert not [text for text in made.texts() for name in ("dossier", "fees", "subjects", "counter") if name in text]
    told = dict(made.gaps())
    assert told[""] == ("office", "issue: number", "issue: issued")
    assert ("steps: mot: role", "steps: mot: allowance") in told.values() and told["2. Phạm vi áp dụng"] == (
        "subjects",
        "steps: role",
    )


def test_abbreviations_inside_document_numbers_are_none():
    """The QĐ of 12/QĐ-UBND and the TT of 04/2020/TT-BTP are parts of a number, no words to be explained."""
    words = " ".join(block.text for block in section(document(), "definitions").blocks if not isinstance(block, Table))
    assert "QĐ" not in words and "BTP" not in words and "QH" not in words


@pytest.mark.parametrize("write", [to_pdf, to_docx])
def test_the_same_document_gives_the_same_bytes(write):
    """Nothing of the clock or the machine gets into a file; another day of print does."""
    assert write(document()) == write(document())
    assert write(document()) != write(document(as_of=date(2026, 11, 22)))


def test_word_parts_bear_one_time():
    """Every part of the Word file has the same fixed time, and the file names neither author nor machine."""
    content = to_docx(document())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
    about = docx.Document(io.BytesIO(content)).core_properties
    assert (about.author, about.last_modified_by, about.created.date()) == ("", "", DAY)


def fonts(thing):
    """Yield the font dictionaries of a page and of the pictures on it."""
    resources = thing.get("/Resources", DictionaryObject()).get_object()
    for font in resources.get("/Font", DictionaryObject()).get_object().values():
        yield font.get_object()
    for form in resources.get("/XObject", DictionaryObject()).get_object().values():
        yield from fonts(form.get_object())


@pytest.mark.parametrize("country", ["VN", "GB"])
def test_pdf_embeds_only_shipped_fonts(country):
    """Whatever machine prints it, the PDF carries its letters: Liberation, embedded."""
    pages = PdfReader(io.BytesIO(to_pdf(document(country=country)))).pages
    found = [font for page in pages for font in fonts(page)]
    names = {str(font["/BaseFont"]).split("+")[-1] for font in found}
    text_font = "LiberationSerif" if country == "VN" else "LiberationSans"
    assert names and all(re.match(r"/?Liberation(Serif|Sans)", name) for name in names)
    assert any(text_font in name for name in names)
    descendants = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in found]
    assert all("/FontFile2" in each or "/FontFile3" in each for each in descendants)


def test_pdf_is_tagged_for_those_who_cannot_see_it():
    """The PDF says its language and title, has a structure, and claims PDF/UA-1, which typst checks."""
    reader = PdfReader(io.BytesIO(to_pdf(document())))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "vi" and root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert reader.metadata.title == "Đăng ký khai sinh cho trẻ em"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_signs_no_font_has_do_not_stop_the_print():
    """A title with signs beyond the shipped fonts is printed, without the claim to PDF/UA."""
    made = document(BARE.replace("Thử", "Thử 字"), "vi")
    assert "Thử" in pdf_text(to_pdf(made))


def test_text_of_the_pdf_is_composed():
    """Searching the PDF for a Vietnamese word finds it: letters are extracted in composed form."""
    text = pdf_text(to_pdf(document()))
    assert unicodedata.is_normalized("NFC", text)
    assert "Nguyễn Thị Ánh" in text and "Tiếp nhận" in text


def test_running_head_and_page_numbers():
    """Every page of the PDF bears the code and page x of y; in Word they are fields in the head."""
    made = document()
    pages = PdfReader(io.BytesIO(to_pdf(made))).pages
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert "QT-HT-03" in text and f"Trang {number}/{len(pages)}" in text
        assert "abc123" in text
    written = docx.Document(io.BytesIO(to_docx(made)))
    for each in written.sections:
        head = each.header._element.xml
        assert "NUMPAGES" in head and " PAGE " in head and "QT-HT-03" in head
        assert "abc123" in each.footer._element.xml


def test_contents_point_to_the_pages():
    """Each line of the contents links to its section; the page it shows is where the PDF has that section."""
    made = document()
    pages = PdfReader(io.BytesIO(to_pdf(made))).pages
    at = page_numbers(made)
    for each in made.headings:
        assert squeezed(each.heading) in squeezed(pages[at[each.id] - 1].extract_text())
    xml = docx.Document(io.BytesIO(to_docx(made))).element.xml
    for each in made.headings:
        assert f'w:name="{each.id}"' in xml and f"PAGEREF {each.id} " in xml


ORDER = {  # of the properties, as ECMA-376 part 1 lists them (17.3.1.26, 17.3.2.28, 17.4.69); those that we use
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind contextualSpacing"
    " jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps color spacing kern sz szCs u lang",
}


def test_properties_stand_in_the_order_word_insists_on():
    """Word calls a file damaged whose properties are out of order; LibreOffice does not mind, so it is counted here."""
    with zipfile.ZipFile(io.BytesIO(to_docx(document()))) as archive:
        names = [
            name for name in archive.namelist() if re.match(r"word/(document|styles|header\d|footer\d)\.xml", name)
        ]
        roots = [docx.oxml.parse_xml(archive.read(name)) for name in names]
    assert len(roots) >= 6
    for tag, order in ORDER.items():
        places = {qn(f"w:{name}"): place for place, name in enumerate(order.split())}
        for properties in (each for root in roots for each in root.iter(qn(f"w:{tag}"))):
            found = [places[child.tag] for child in properties if child.tag in places]
            assert found == sorted(found), (tag, [child.tag for child in properties])


def many_steps(count: int) -> str:
    steps = [
        f"  s{n}: {{title: {{vi: Bước việc thứ {n} có tên khá dài để xuống dòng trong ô}}, role: desk,"
        f" allowance: 1 giờ làm việc, {f'next: s{n + 1}' if n < count else 'end: completed'}}}\n"
        for n in range(1, count + 1)
    ]
    return "id: QT-30\ntitle: {vi: Thủ tục dài}\noffice: xa\nsteps:\n" + "".join(steps)


def test_long_tables_repeat_their_head_and_keep_rows_whole():
    """Over thirty steps the head of the table is on every page of it, and no row is cut."""
    made = document(many_steps(30))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(made))).pages]
    of_table = [text for text in pages if "Bước việc thứ" in text and "QUY TRÌNH XỬ" not in text and "Tờ " not in text]
    assert len(of_table) >= 2
    assert all("Trách nhiệm" in text for text in of_table)
    for number in range(1, 31):
        assert any(
            squeezed(f"Bước việc thứ {number} có tên khá dài để xuống dòng trong ô") in squeezed(text)
            for text in of_table
        )
    tables = docx.Document(io.BytesIO(to_docx(made))).tables
    table = next(each for each in tables if each.rows[0].cells[1].text == "Trình tự")
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_nothing_runs_over_the_edge_of_the_paper(tmp_path):
    """Words without a break, long titles and many steps: every word stays inside the margins of its page."""
    long = "Thủtụckhôngcódấucáchnàocả" * 4
    text = many_steps(12).replace("{vi: Thủ tục dài}", f"{{vi: {long}}}").replace("Bước việc", f"{long} việc")
    made = document(text)
    (tmp_path / "a.pdf").write_bytes(to_pdf(made))
    done = subprocess.run(["pdftotext", "-bbox", "a.pdf", "-"], cwd=tmp_path, capture_output=True, check=True)
    listing = done.stdout.decode("utf-8")
    pages = re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', listing, re.S)
    assert len(pages) >= 6
    for width, height, words in pages:
        edges = re.findall(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"', words)
        assert min(float(left) for left, *_ in edges) >= 20
        assert max(float(right) for _, _, right, _ in edges) <= float(width) - 20
        assert max(float(bottom) for *_, bottom in edges) <= float(height)


def test_map_is_in_both_forms():
    """The PDF draws the map with letters that can be searched; the Word file holds a picture with words for it."""
    made = document()
    last = PdfReader(io.BytesIO(to_pdf(made))).pages[-1]
    assert "Ký giấy khai sinh" in " ".join(last.extract_text().split())
    written = docx.Document(io.BytesIO(to_docx(made)))
    (picture,) = written.inline_shapes
    assert picture._inline.docPr.get("descr") == made.map.description
    page = written.sections[-1]
    assert picture.width <= page.page_width - page.left_margin - page.right_margin
    sheet = made.map.sheets.sheets[0]
    assert (page.page_width > page.page_height) == (sheet.width > sheet.height)


def test_offices_abroad_get_the_neutral_profile():
    """Nothing Vietnamese is in the document of another country's office: neither standard, nor font, nor capitals."""
    made = document(lang="en", country="GB")
    assert made.profile.name == "neutral"
    assert "TCVN" not in " ".join(made.texts()) and "CỘNG HÒA" not in " ".join(made.texts())
    assert section(made, "purpose").heading == "1. Purpose"
    assert docx.Document(io.BytesIO(to_docx(made))).styles["Normal"].font.name == "Arial"


def test_national_heading_only_by_profile():
    """The national heading stands on the cover only where a profile asks for it."""
    assert document().cover.heading == ()
    with_heading = document(profile=profile("vn-national"))
    assert with_heading.cover.heading[0].startswith("CỘNG HÒA")
    assert squeezed("Độc lập - Tự do - Hạnh phúc") in squeezed(pdf_text(to_pdf(with_heading)))


@pytest.mark.parametrize("name", profile_names())
def test_profiles_are_complete(name):
    """Every profile has each of its words in both languages and columns that share out the width."""
    held = profile(name)
    texts = [*held.words.values(), *held.abbreviations.values(), *held.references, held.standard]
    texts += [column.head for columns in held.columns.values() for column in columns if column.key != "label"]
    assert all(text.has("vi") and text.has("en") for text in texts)
    assert all(sum(column.width for column in columns) == pytest.approx(100) for columns in held.columns.values())
    assert "{page}" in held.word("page", "vi") and "{pages}" in held.word("page", "en")


def test_unknown_profiles_and_words_are_refused():
    """A program that asks for what is not there is told so."""
    with pytest.raises(ValueError, match="no profile is called 'xx'"):
        profile("xx")
    with pytest.raises(ValueError, match="has no word 'xx'"):
        profile("vn").word("xx", "vi")
