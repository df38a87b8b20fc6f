"""A step table written as an Excel workbook or a Word document: texts, never formulas; the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from isoqms.exchange.step_table import StepTable

_FIXED = (1980, 1, 1, 0, 0, 0)
"""Time of every entry of an archive: the earliest a zip can hold, so that the same content gives the same bytes."""
_WIDTHS = (8, 50, 34, 22, 34, 34)
"""Widths of the columns in characters."""
_SHEET_LENGTH = 31


def to_xlsx(table: StepTable) -> bytes:
    """Return a step table as a workbook of one sheet."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    workbook = Workbook()
    about = workbook.properties
    about.title, about.creator = clean(table.title)[:255], ""
    about.created = about.modified = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    sheet = workbook.active
    if sheet is None:
        raise ValueError("a new workbook has no sheet")
    name = "".join(sign for sign in table.title if sign not in "[]:*?/\\'" and sign.isprintable())
    sheet.title = name[:_SHEET_LENGTH].strip() or "1"
    lines = [*table.stated, (), table.heading, *table.rows]
    for number, line in enumerate(lines, start=1):
        for column, text in enumerate(line, start=1):
            if text:
                write_cell(sheet.cell(number, column), text, bold=line is table.heading)
    for letter, width in zip("ABCDEF", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    stream = io.BytesIO()
    ExcelWriter(workbook, zipfile.ZipFile(stream, "w")).save()  # workbook.save() would put the present moment into it
    return with_fixed_times(stream.getvalue())


def write_cell(cell: Any, text: str, bold: bool) -> None:
    """Put a text into a cell as a text, whatever sign it begins with."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@", "\t"))
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=bold)


def to_docx(table: StepTable) -> bytes:
    """Return a step table as a Word document."""
    import docx
    from docx.enum.section import WD_ORIENT

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    for label, value in table.stated:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{clean(label)}: ").bold = True
        paragraph.add_run(clean(value))
    made = document.add_table(rows=1 + len(table.rows), cols=len(table.heading), style="Table Grid")
    for row, line in zip(made.rows, (table.heading, *table.rows), strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            run = cell.paragraphs[0].add_run(clean(text))
            run.bold = line is table.heading
    properties = document.core_properties
    properties.title, properties.author = clean(table.title)[:255], ""
    properties.created = properties.modified = datetime(2000, 1, 1, tzinfo=UTC)
    stream = io.BytesIO()
    document.save(stream)
    return with_fixed_times(stream.getvalue())


def clean(text: str) -> str:
    """Return a text without signs that XML cannot hold."""
    return "".join(sign if sign in "\n\t" or sign.isprintable() else " " for sign in text)


def with_fixed_times(content: bytes) -> bytes:
    """Return an archive whose entries carry no moment of the run."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            entry = zipfile.ZipInfo(part, _FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(part))
    return stream.getvalue()
