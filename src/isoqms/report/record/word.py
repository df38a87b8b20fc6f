"""A document about a record as a Word file, in the styles of the office's documents."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from isoqms.report.document.content import Cell, Paragraph, Section, Table
from isoqms.report.document.word.fields import add_with_fields, keep_whole
from isoqms.report.document.word.pages import text_width
from isoqms.report.document.word.styles import set_styles
from isoqms.report.document.word.tables import add_table, add_text, fit
from isoqms.report.document.word.writer import archived
from isoqms.report.record.paper import Paper

_PAPER_MM = (210, 297)
_ROOM_TO_SIGN_MM = 22.0
_EDGE_MM = 8
_BESIDE_LINE_MM = 18
_ABOVE_MORE_PT = 4


def to_docx(paper: Paper) -> bytes:
    """Return a document as Word file; the same document gives the same bytes."""
    made = Document()
    set_styles(made, paper.profile, paper.lang)
    _set_page(made.sections[0], paper)
    width = text_width(made.sections[0])
    _head(made, paper, width)
    for section in paper.sections:
        _section(made, section, width)
    _signatures(made, paper, width)
    for number, section in enumerate(paper.annex):
        _section(made, section, width, new_page=paper.annex_on_new_page and number == 0)
    set_properties(made, paper)
    return archived(made)


def set_properties(made: Any, paper: Paper) -> None:
    """Set what the file says about itself; nothing of the machine or the moment gets in."""
    moment = datetime.combine(paper.as_of, time(), UTC).replace(tzinfo=None)
    about = made.core_properties
    about.title, about.subject, about.language = paper.title, paper.id, paper.lang
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = moment
    about.revision = 1


def _set_page(section: Any, paper: Paper) -> None:
    margins = paper.profile.margins_mm
    section.page_width, section.page_height = (Mm(length) for length in _PAPER_MM)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.footer_distance = section.header_distance = Mm(_EDGE_MM)
    if paper.heading and not paper.foot:
        return  # a letter of one page bears no number of it
    foot = section.footer.paragraphs[0]
    foot.style = "Running"
    foot.paragraph_format.tab_stops.add_tab_stop(text_width(section), alignment=2)
    words = paper.profile.word("page", paper.lang)
    add_with_fields(foot, f"{paper.foot}\t{words}", {"page": ("PAGE", "1"), "pages": ("NUMPAGES", "1")})


def _head(made: Any, paper: Paper, width: int) -> None:
    table = made.add_table(rows=1, cols=2)
    fit(table, (38, 62) if paper.heading else (60, 40), width)
    left, right = table.rows[0].cells
    if paper.heading:
        _lines(left, [(paper.agency, True)], line_below=True)
        _lines(right, [(line, True) for line in paper.heading], line_below=True)
        _lines(left, [(paper.number, False)], more=True)
        _lines(right, [(paper.place_and_day, False)], more=True)
        right.paragraphs[-1].runs[0].italic = True
    else:
        _lines(left, [(paper.agency, True)])
        _lines(right, [(each, False) for each in (paper.number, paper.place_and_day) if each])
    for number, line in enumerate(filter(None, (paper.kind, paper.title))):
        title = made.add_paragraph(line, style="Cover Title" if number == 0 else "Cover")
        title.runs[0].font.size = Pt(paper.profile.sizes.heading + (1 if number == 0 else 0))
        title.paragraph_format.space_before = Pt(14 if number == 0 else 0)
        title.paragraph_format.space_after = Pt(2 if number == 0 else 8)


def _lines(place: Any, lines: list[tuple[str, bool]], *, line_below: bool = False, more: bool = False) -> None:
    """Write lines into a cell, centred: the first ones, or more below those; with a short line below where wanted."""
    for number, (text, strong) in enumerate(lines):
        paragraph = place.add_paragraph() if more or number else place.paragraphs[0]
        paragraph.style, paragraph.alignment = "Table Text", WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = Pt(_ABOVE_MORE_PT if more and number == 0 else 0)
        paragraph.add_run(text).bold = strong
    if line_below:
        _short_line(place.add_paragraph())


def _short_line(paragraph: Any) -> None:
    """Make a paragraph a short line, as it stands below the agency and the motto of an official letter."""
    paragraph.style = "Table Text"
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Mm(_BESIDE_LINE_MM)
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing = Pt(4)
    border = OxmlElement("w:pBdr")
    edge = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        edge.set(qn(f"w:{name}"), value)
    border.append(edge)
    paragraph._p.get_or_add_pPr().insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _section(made: Any, section: Section, width: int, new_page: bool = False) -> None:
    if section.heading:
        heading = made.add_paragraph(section.heading, style="Heading 2")
        heading.paragraph_format.page_break_before = new_page
    for block in section.blocks:
        if isinstance(block, Table):
            (_add_facts if block.keys == ("name", "value") else add_table)(made, block, width)
        elif isinstance(block, Paragraph):
            add_text(
                made.add_paragraph(style="List Item" if block.item else "Body Text"), Cell(block.text, block.missing)
            )


def _add_facts(made: Any, table: Table, width: int) -> None:
    """Add a table of values beside what they are called, which needs no head."""
    add_table(made, table, width)
    written = made.tables[-1]
    written._tbl.remove(written.rows[0]._tr)


def _signatures(made: Any, paper: Paper, width: int) -> None:
    """Add the places to sign side by side, on one page; beside them who else gets the document."""
    if not paper.signatures:
        return
    made.add_paragraph(style="After Table")
    columns = len(paper.signatures) + bool(paper.recipients)
    table = made.add_table(rows=2, cols=columns)
    fit(table, (1.0,) * columns, width)
    roles, names = table.rows
    for row in (roles, names):
        keep_whole(row)
    _recipients(roles.cells[0], paper.recipients)
    places = zip(roles.cells[-len(paper.signatures) :], names.cells[-len(paper.signatures) :], strict=True)
    for (above, below), each in zip(places, paper.signatures, strict=True):
        _lines(above, [(each.role, True), *([(each.note, False)] if each.note else [])])
        _lines(below, [(each.name, True)])
        for paragraph in above.paragraphs:
            paragraph.paragraph_format.keep_with_next = True
        below.paragraphs[0].paragraph_format.space_before = Mm(_ROOM_TO_SIGN_MM)


def _recipients(place: Any, lines: tuple[str, ...]) -> None:
    for number, line in enumerate(lines):
        paragraph = place.paragraphs[0] if number == 0 else place.add_paragraph()
        paragraph.style = "Running"
        run = paragraph.add_run(line)
        run.italic = run.bold = number == 0
