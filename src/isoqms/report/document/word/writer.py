"""The document as a Word file: the same content as the PDF, in styles an office can go on working with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any

from docx import Document
from docx.shared import Emu, Mm, Pt

from isoqms.report.document.content import Block, Cell, IsoDocument, Paragraph, Reference, Section
from isoqms.report.document.pdf import page_numbers
from isoqms.report.document.word.contents import add_entry
from isoqms.report.document.word.fields import add_with_fields, bookmark
from isoqms.report.document.word.pages import add_map, set_pages, text_width
from isoqms.report.document.word.styles import set_styles
from isoqms.report.document.word.tables import add_table, add_text, fit

_FIXED = (1980, 1, 1, 0, 0, 0)
"""The time every part of the file bears: the earliest a zip archive knows."""


def to_docx(document: IsoDocument) -> bytes:
    """Return the document as Word file; the same document gives the same bytes.

    Page numbers in the contents are fields; what they show until Word works them out anew is where the PDF has it.

    Raises:
        IsoqmsError: typst failed to draw the map or to count the pages.
    """
    made = Document()
    set_styles(made, document.profile, document.lang)
    set_pages(made.sections[0], document)
    _Writing(made, document, page_numbers(document)).write()
    set_properties(made, document)
    return archived(made)


def set_properties(made: Any, document: IsoDocument) -> None:
    """Set what the file says about itself; nothing of the machine or the moment gets in."""
    moment = datetime.combine(document.as_of, time(), UTC).replace(tzinfo=None)
    about = made.core_properties
    about.title, about.subject, about.language = document.cover.title, document.id, document.lang
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = moment
    about.revision = 1


def archived(made: Any) -> bytes:
    """Return a Word file as bytes, its parts in one order and at one time."""
    written, fixed = io.BytesIO(), io.BytesIO()
    made.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            part = zipfile.ZipInfo(name, _FIXED)
            part.compress_type, part.create_system, part.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            target.writestr(part, source.read(name))
    return fixed.getvalue()


class _Writing:
    def __init__(self, made: Any, document: IsoDocument, pages: Mapping[str, int]) -> None:
        self._made, self._document, self._pages = made, document, pages
        self._width = text_width(made.sections[0])
        self._numbers = {section.id: number for number, section in enumerate(document.headings, start=1)}

    def write(self) -> None:
        self._cover()
        self._contents()
        for section in self._document.front:
            self._section(section)
        for number, section in enumerate(self._document.sections):
            self._section(section, new_page=number == 0)
        add_map(self._made, self._document, self._numbers[self._document.map.section.id])

    def _cover(self) -> None:
        cover, made = self._document.cover, self._made
        for number, line in enumerate(cover.heading):
            heading = made.add_paragraph(line, style="Cover")
            heading.runs[0].bold = True
            heading.paragraph_format.space_after = Pt(12 if number == len(cover.heading) - 1 else 0)
        add_text(made.add_paragraph(style="Cover"), cover.agency)
        kind = made.add_paragraph(cover.kind, style="Cover Title")
        kind.paragraph_format.space_before = Mm(65 - 8 * len(cover.heading))
        title = made.add_paragraph(cover.title, style="Cover Title")
        title.runs[0].font.size = Pt(self._document.profile.sizes.title - 2)
        if cover.note:
            made.add_paragraph(style="Cover").add_run(cover.note).italic = True
        last = made.add_paragraph(style="Cover")
        last.paragraph_format.space_before = Mm(35)
        self._facts()

    def _facts(self) -> None:
        facts = self._document.cover.facts
        table = self._made.add_table(rows=len(facts), cols=2)
        fit(table, (35, 65), round(self._width * 0.7))
        for row, (label, value) in zip(table.rows, facts, strict=True):
            row.cells[0].paragraphs[0].add_run(f"{label}:")
            add_text(row.cells[1].paragraphs[0], Cell(value.text, missing=value.missing, strong=not value.missing))
            for cell, share in zip(row.cells, (0.35, 0.65), strict=True):
                cell.width = Emu(round(self._width * 0.7 * share))

    def _contents(self) -> None:
        heading = self._made.add_paragraph(self._document.contents_title, style="Contents Heading")
        heading.paragraph_format.page_break_before = True
        for section in self._document.headings:
            page = str(self._pages[section.id])
            add_entry(self._made, section.heading, section.level, section.id, self._width, page)

    def _section(self, section: Section, new_page: bool = False) -> None:
        heading = self._made.add_paragraph(section.heading, style=f"Heading {section.level}")
        heading.paragraph_format.page_break_before = new_page
        bookmark(heading, section.id, self._numbers[section.id])
        for block in section.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                paragraph = self._made.add_paragraph(style="List Item" if block.item else "Body Text")
                if block.item:
                    paragraph.add_run("–\t")
                    paragraph.paragraph_format.tab_stops.add_tab_stop(paragraph.style.paragraph_format.left_indent)
                add_text(paragraph, Cell(block.text, missing=block.missing))
            case Reference():
                paragraph = self._made.add_paragraph(style="Body Text")
                page = (f"PAGEREF {block.section} \\h", str(self._pages[block.section]))
                add_with_fields(paragraph, block.text, {"page": page})
            case _:
                add_table(self._made, block, self._width)
