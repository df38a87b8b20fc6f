"""Tables in Word: the head repeated, rows in one piece, widths in proportion."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Emu, Mm
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from isoqms.report.document.content import Cell, Row, Table
from isoqms.report.document.word.fields import keep_whole, pad, repeat_as_head

_PADDING_PT = 3.0


def add_table(document: Any, table: Table, width: int) -> None:
    """Add a table as wide as `width` (English Metric Units) to a document."""
    made = document.add_table(rows=0, cols=len(table.head), style="Table Grid")
    fit(made, table.widths, width)
    head = made.add_row()
    repeat_as_head(head)
    keep_whole(head)
    for cell, title in zip(head.cells, table.head, strict=True):
        fill(cell, Cell(title, strong=True, centred=True), "Table Text")
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    for row in table.rows:
        _add_row(made, row, table.widths, width)
    _keep_together(made, table)
    document.add_paragraph(style="After Table")


def _add_row(made: WordTable, row: Row, widths: tuple[float, ...], width: int) -> None:
    added = made.add_row()  # type: ignore[no-untyped-call]
    if not row.may_break:
        keep_whole(added)
    if row.least_mm:
        added.height, added.height_rule = Mm(row.least_mm), WD_ROW_HEIGHT_RULE.AT_LEAST
    at = 0
    for cell in row.cells:
        place = added.cells[at]
        if cell.span > 1:
            place = place.merge(added.cells[at + cell.span - 1])
        fill(place, cell, "Table Text")
        at += cell.span
    total = sum(widths)
    for place, share in zip(added.cells, widths, strict=True):
        if len({id(each._tc) for each in added.cells}) == len(widths):
            place.width = Emu(round(width * share / total))


def _keep_together(made: WordTable, table: Table) -> None:
    """Keep a small table on one page, totals with the row above them, a heading with the row below it."""
    rows, last = table.rows, len(table.rows) - 1
    followed = [row.opens or (at < last and rows[at + 1].total) for at, row in enumerate(rows)]
    whole = not table.may_break
    held = [made.rows[at + 1] for at in range(len(rows)) if followed[at] or (whole and at < last)]
    for row in held:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def fit(made: WordTable, widths: tuple[float, ...], width: int) -> None:
    """Give a table fixed columns, so that no program widens them beyond the page."""
    made.autofit = False
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    total = sum(widths)
    for column, share in zip(made.columns, widths, strict=True):
        column.width = Emu(round(width * share / total))


def fill(place: _Cell, cell: Cell, style: str) -> None:
    """Write a cell."""
    paragraph = place.paragraphs[0]
    paragraph.style = style
    pad(place, _PADDING_PT)
    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER  # after the padding: Word insists on this order
    if cell.centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_text(paragraph, cell)


def add_text(paragraph: Paragraph, cell: Cell) -> None:
    """Add the text of a cell to a paragraph: line breaks kept, what is missing shown as missing."""
    if not cell.text:
        return
    run = paragraph.add_run(cell.text, style="Missing" if cell.missing else None)
    if cell.strong:
        run.bold = True
