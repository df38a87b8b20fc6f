"""Sheets of texts and numbers written as an Excel workbook: never a formula, the same bytes each time."""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from isoqms.exchange.export import clean, with_fixed_times, write_cell

_SHEET_NAME_LENGTH = 31
_LINE: Final = 13.5
"""Height of a line of text in points."""
_HIGHEST: Final = 409.0
"""The highest row a workbook may have, in points."""


class Sheet(NamedTuple):
    """One sheet: its name, a line above the table, the heading, the rows, and the widths of columns in characters.

    Columns beyond `widths` are as wide as the last of them. A number in a row is one the reader can add up.
    """

    name: str
    above: Sequence[str]
    heading: Sequence[str]
    rows: Sequence[Sequence[str | float]]
    widths: Sequence[int]


def sheets_to_xlsx(title: str, sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook of sheets, each with its heading kept in sight.

    Raises:
        ValueError: there is no sheet to write.
    """
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    if not sheets:
        raise ValueError("a workbook needs a sheet")
    workbook = Workbook()
    about = workbook.properties
    about.title, about.creator = clean(title)[:255], ""
    about.created = about.modified = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    for place, held in enumerate(sheets):
        sheet = workbook.worksheets[0] if place == 0 else workbook.create_sheet()
        sheet.title = _sheet_name(held.name)
        _fill(sheet, held)
    stream = io.BytesIO()
    ExcelWriter(workbook, zipfile.ZipFile(stream, "w")).save()  # workbook.save() would put the present moment into it
    return with_fixed_times(stream.getvalue())


def _fill(sheet: Any, held: Sheet) -> None:
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for number, line in enumerate(held.above, start=1):
        write_cell(sheet.cell(number, 1), line, bold=number == 1)
        sheet.cell(number, 1).alignment = Alignment(wrap_text=False)
    head = len(held.above) + 1
    widths = [held.widths[min(column, len(held.widths) - 1)] for column in range(len(held.heading))]
    rows: list[Sequence[str | float]] = [held.heading, *held.rows]
    for number, texts in enumerate(rows, start=head):
        for column, text in enumerate(texts, start=1):
            cell = sheet.cell(number, column)
            if isinstance(text, str):
                write_cell(cell, text, bold=number == head)
            else:
                cell.value, cell.alignment = text, Alignment(vertical="top")
            cell.border = _frame()
        # a program that opens the file does not always make room for wrapped lines
        lines = [_lines(str(text), width) for text, width in zip(texts, widths, strict=False)]
        sheet.row_dimensions[number].height = min(_HIGHEST, _LINE * max(lines, default=1))
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = sheet.cell(head + 1, 2)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A3
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{head}:{head}"


def _frame() -> Any:
    from openpyxl.styles import Border, Side

    line = Side(style="thin", color="999999")
    return Border(left=line, right=line, top=line, bottom=line)


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of a width, words broken nowhere."""
    return sum(max(1, len(textwrap.wrap(line, width))) for line in text.split("\n"))


def _sheet_name(name: str) -> str:
    kept = "".join(sign for sign in name if sign not in "[]:*?/\\'" and sign.isprintable())
    return kept[:_SHEET_NAME_LENGTH].strip() or "1"
