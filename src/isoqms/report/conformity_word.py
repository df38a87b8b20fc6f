"""The conformity report and the audit checklist as Word files on A4; what is wide stands on pages turned sideways."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from isoqms.report.conformity_paper import Paper
from isoqms.report.document.content import Cell, Paragraph, Section, Table
from isoqms.report.document.profile import NEUTRAL, profile, profile_for
from isoqms.report.document.word.contents import add_entry, add_pages, ask_to_fill
from isoqms.report.document.word.fields import add_with_fields, bookmark
from isoqms.report.document.word.pages import text_width
from isoqms.report.document.word.styles import set_styles
from isoqms.report.document.word.tables import add_table, add_text
from isoqms.report.document.word.writer import archived
from isoqms.words import Message

_PAPER_MM: Final = (210, 297)
_MARGIN_MM: Final = 14
_WIDE: Final = ("matrix", "checklist")
_SMALL_PT: Final = 7
_SMALL_GAP: Final = "45"
"""Space around the text of a narrow cell, in twentieths of a point."""


def to_docx(paper: Paper, day: date, country: str | None = None) -> bytes:
    """Return a report as a Word file; the same report gives the same bytes.

    Args:
        paper: what the report says.
        day: the day it is for.
        country: whose typography it takes.
    """
    made, look = Document(), profile_for(country) if country else profile(NEUTRAL)
    set_styles(made, look, paper.lang)
    wide = paper.parts and paper.parts[0][1] and paper.parts[0][1][0].id in _WIDE
    _set_page(made.sections[0], paper, bool(wide))
    made.add_paragraph(paper.title, style="Contents Heading")
    for line in paper.below:
        made.add_paragraph(line, style="Normal")
    marks = _Marks()
    if not wide:
        _contents(made, paper)
    for number, (name, sections) in enumerate(paper.parts):
        heading = made.add_paragraph(name, style="Heading 1")
        heading.paragraph_format.page_break_before = not wide
        marks.set(heading, _name(number))
        for section in sections:
            _section(made, section, paper, number, marks)
    _set_properties(made, paper, day)
    return archived(made)


def _contents(made: Any, paper: Paper) -> None:
    """Write which section begins on which page, and on which page something is first objected to a clause."""
    width = text_width(made.sections[-1])
    made.add_paragraph(Message("Contents").render(paper.lang), style="Contents Heading")
    by_clause = Message("First objection by clause, on page:").render(paper.lang)
    for number, (name, sections) in enumerate(paper.parts):
        add_entry(made, name, 1, _name(number), width)
        for section in sections:
            add_entry(made, section.heading, 2, _name(number, section.id), width)
            if section.id == "objections" and (rows := paper.by_clause[number]):
                add_pages(made, by_clause, [(clause, _name(number, row)) for clause, row in rows])
    ask_to_fill(made)


def _name(part: int, inside: str = "") -> str:
    """Return the bookmark of a quality system, or of a section or row in it."""
    return f"part{part + 1}_{inside}" if inside else f"part{part + 1}"


class _Marks:
    """The bookmarks of a file, which are numbered."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def set(self, paragraph: Any, name: str) -> None:
        """Set a bookmark around a paragraph."""
        bookmark(paragraph, name, next(self._numbers))


def _section(made: Any, section: Section, paper: Paper, part: int, marks: _Marks) -> None:
    """Write a section; a wide one on pages of its own, turned sideways."""
    turned = made.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    if (section.id in _WIDE) != turned:
        _set_page(made.add_section(WD_SECTION.NEW_PAGE), paper, section.id in _WIDE)
    marks.set(made.add_paragraph(section.heading, style="Heading 2"), _name(part, section.id))
    width = text_width(made.sections[-1])
    for block in section.blocks:
        if isinstance(block, Table):
            add_table(made, block, width)
            if block.id in _WIDE:
                _shrink(made.tables[-1])
            _mark_rows(made, block, part, marks)
        elif isinstance(block, Paragraph):
            paragraph = made.add_paragraph(style="List Item" if block.item else "Normal")
            add_text(paragraph, Cell(f"– {block.text}" if block.item else block.text))


def _mark_rows(made: Any, table: Table, part: int, marks: _Marks) -> None:
    """Set a bookmark at each row that contents lead to."""
    wanted = [(number, row.id) for number, row in enumerate(table.rows, start=1) if row.id]
    written = made.tables[-1].rows if wanted else ()
    for number, id_ in wanted:
        marks.set(written[number].cells[0].paragraphs[0], _name(part, id_))


def _shrink(table: Any) -> None:
    """Set the text of a wide table small, with little space around it; its rows may go on over a page."""
    for mark in list(table._tbl.iter(qn("w:cantSplit"))):
        mark.getparent().remove(mark)
    for row in table.rows:
        for cell in row.cells:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
            for side in (side for margins in cell._tc.iter(qn("w:tcMar")) for side in margins):
                side.set(qn("w:w"), _SMALL_GAP)
            for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
                run.font.size = Pt(_SMALL_PT)


def _set_page(section: Any, paper: Paper, wide: bool) -> None:
    short, long = (Mm(length) for length in _PAPER_MM)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if wide else (short, long)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)
    section.footer_distance = Mm(7)
    section.footer.is_linked_to_previous = False
    foot = section.footer.paragraphs[0]
    foot.style = "Running"
    page = Message("{title} · page {page} of {pages}", title=paper.title, page="{page}", pages="{pages}")
    add_with_fields(foot, page.render(paper.lang), {"page": ("PAGE", "1"), "pages": ("NUMPAGES", "1")})


def _set_properties(made: Any, paper: Paper, day: date) -> None:
    """Set what the file says about itself; nothing of the machine or the moment gets in."""
    about = made.core_properties
    about.title, about.subject, about.language = paper.title, "", paper.lang
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = datetime.combine(day, time(), UTC).replace(tzinfo=None)
    about.revision = 1
