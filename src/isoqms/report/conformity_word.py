"""The conformity report and the audit checklist as Word files on A4; what is wide stands on pages turned sideways."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from isoqms.report.conformity_paper import Paper
from isoqms.report.document.content import Block, Cell, Paragraph, Section, Table
from isoqms.report.document.profile import NEUTRAL, Profile, profile, profile_for
from isoqms.report.document.word.fields import add_with_fields
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
    for number, (name, sections) in enumerate(paper.parts):
        heading = made.add_paragraph(name, style="Heading 1")
        heading.paragraph_format.page_break_before = number > 0 and not wide
        for section in sections:
            _section(made, section, paper, look)
    _set_properties(made, paper, day)
    return archived(made)


def _section(made: Any, section: Section, paper: Paper, look: Profile) -> None:
    """Write a section; a wide one on pages of its own, turned sideways."""
    turned = made.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    if (section.id in _WIDE) != turned:
        _set_page(made.add_section(WD_SECTION.NEW_PAGE), paper, section.id in _WIDE)
    made.add_paragraph(section.heading, style="Heading 2")
    width = text_width(made.sections[-1])
    _blocks(made, section.blocks, width)


def _blocks(made: Any, blocks: Iterable[Block], width: int) -> None:
    for block in blocks:
        if isinstance(block, Table):
            add_table(made, block, width)
            if block.id in _WIDE:
                _shrink(made.tables[-1])
        elif isinstance(block, Paragraph):
            paragraph = made.add_paragraph(style="List Item" if block.item else "Normal")
            add_text(paragraph, Cell(f"– {block.text}" if block.item else block.text))


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
