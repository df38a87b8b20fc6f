"""Pages of a Word file: their size, the head and foot repeated on them, and a page for each sheet of the map."""

from __future__ import annotations

import io
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from isoqms.report.document.content import Cell, IsoDocument, Running
from isoqms.report.document.pictures import EDGE, Picture, as_png, pictures
from isoqms.report.document.word.fields import add_with_fields, bookmark
from isoqms.report.document.word.tables import add_text, fill, fit

_PAPER_MM = (210, 297)
_HEAD_GAP_MM, _TOP_MM = 10, 6
_ROOM_FOR_HEADING_PT = 16.0
_ROOM_FOR_LAST_MARK_PT = 2.0


def set_pages(section: Section, document: IsoDocument) -> None:
    """Set the pages of the text: paper, margins, head and foot."""
    margins = document.profile.margins_mm
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(length) for length in _PAPER_MM)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.header_distance, section.footer_distance = Mm(_HEAD_GAP_MM), Mm(_HEAD_GAP_MM)
    _head(section, document.running)
    _line(section.footer.paragraphs[0], document.running.foot, "Running")


def text_width(section: Section) -> int:
    """Return the width of the text on a page, in English Metric Units."""
    return int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)


def _head(section: Section, running: Running) -> None:
    width = text_width(section)
    table = section.header.add_table(1, 3, width)  # type: ignore[arg-type]
    table.style = "Table Grid"
    fit(table, (28, 38, 34), width)
    agency, title, facts = table.rows[0].cells
    fill(agency, Cell(running.agency.text, missing=running.agency.missing, centred=True), "Running")
    fill(title, Cell(running.title, strong=True, centred=True), "Running")
    for number, (label, value) in enumerate(running.facts):
        line = facts.paragraphs[0] if number == 0 else facts.add_paragraph()
        line.style = "Running"
        line.add_run(f"{label}: ")
        add_text(line, value)
    page = facts.add_paragraph(style="Running")
    _page_number(page, running)
    empty = section.header.paragraphs[0]
    table._tbl.addnext(empty._p)  # a head must end with a paragraph; here it is the gap above the text
    empty.style = "Running"


def _page_number(paragraph: Paragraph, running: Running) -> None:
    add_with_fields(paragraph, running.page, {"page": ("PAGE", "1"), "pages": ("NUMPAGES", "1")})


def _line(paragraph: Paragraph, text: str, style: str) -> None:
    paragraph.style = style
    paragraph.add_run(text)


def add_map(made: Any, document: IsoDocument, number: int) -> None:
    """Add the sheets of the map, a page each; the bookmark of the heading gets `number`."""
    for at, picture in enumerate(pictures(document.map)):
        section = made.add_section(WD_SECTION.NEW_PAGE)
        _take_into_last(made)
        _set_map_page(section, picture, document, linked=at > 0)
        room = picture.page[1] - 2 * EDGE - _ROOM_FOR_LAST_MARK_PT
        if at == 0:
            heading = made.add_paragraph(document.map.section.heading, style="Heading 1")
            form = heading.paragraph_format
            form.space_before, form.space_after, form.line_spacing = Pt(0), Pt(2), Pt(_ROOM_FOR_HEADING_PT - 2)
            heading.runs[0].font.size = Pt(10)
            bookmark(heading, document.map.section.id, number)
            room -= _ROOM_FOR_HEADING_PT
        _add_picture(made, picture, room, document)


def _add_picture(made: Any, picture: Picture, room: float, document: IsoDocument) -> None:
    paragraph = made.add_paragraph(style="Map Line")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    scale = min(1.0, room / picture.height)
    content = io.BytesIO(as_png(picture, document.map.sheets.diagram.title))
    drawing = paragraph.add_run().add_picture(content, width=Pt(picture.width * scale))
    properties = drawing._inline.docPr
    properties.set("descr", document.map.description)


def _set_map_page(section: Section, picture: Picture, document: IsoDocument, linked: bool) -> None:
    width, height = picture.page
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.left_margin = section.right_margin = section.bottom_margin = Pt(EDGE)
    section.top_margin, section.header_distance, section.footer_distance = Pt(EDGE), Mm(4), Mm(3)
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = linked
    if linked:
        return
    running, head = document.running, section.header.paragraphs[0]
    head.style = "Map Line"
    head.paragraph_format.tab_stops.add_tab_stop(Pt(picture.width), WD_TAB_ALIGNMENT.RIGHT)
    add_text(head, running.agency)
    label, value = running.facts[0]
    head.add_run(f" · {label}: ")
    add_text(head, value)
    head.add_run("\t")
    _page_number(head, running)
    _line(section.footer.paragraphs[0], running.foot, "Map Line")


def _take_into_last(made: Any) -> None:
    """Move the section break just added from its own empty paragraph into the one before, lest that fill a page."""
    breaks = [each for each in made.element.body.iterchildren(qn("w:p")) if each.pPr is not None]
    holder = next(each for each in reversed(breaks) if each.pPr.find(qn("w:sectPr")) is not None)
    before = holder.getprevious()
    if before is None or before.tag != qn("w:p") or before.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
        return
    before.get_or_add_pPr().append(holder.pPr.find(qn("w:sectPr")))
    made.element.body.remove(holder)
