"""Sheets of texts written as an Excel workbook: never a formula, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from isoqms.exchange.export import clean, with_fixed_times, write_cell

_SHEET_NAME_LENGTH = 31


class Sheet(NamedTuple):
    """One sheet: its name, a line above the table, the heading, the rows, and the widths of columns in characters.

    Columns beyond `widths` are as wide as the last of them.
    """

    name: str
    above: Sequence[str]
    heading: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]


def sheets_to_xlsx(title: str, sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook of sheets, each with its heading kept in sight.

    Raises:
        ValueError: there is no sheet to write.
    """
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties
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
        lines = [*([line] for line in held.above), list(held.heading), *held.rows]
        for number, line in enumerate(lines, start=1):
            for column, text in enumerate(line, start=1):
                if text:
                    write_cell(sheet.cell(number, column), text, bold=number == len(held.above) + 1)
        sheet.freeze_panes = sheet.cell(len(held.above) + 2, 2)
        for column in range(1, len(held.heading) + 1):
            letter = get_column_letter(column)
            sheet.column_dimensions[letter].width = held.widths[min(column, len(held.widths)) - 1]
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    stream = io.BytesIO()
    ExcelWriter(workbook, zipfile.ZipFile(stream, "w")).save()  # workbook.save() would put the present moment into it
    return with_fixed_times(stream.getvalue())


def _sheet_name(name: str) -> str:
    kept = "".join(sign for sign in name if sign not in "[]:*?/\\'" and sign.isprintable())
    return kept[:_SHEET_NAME_LENGTH].strip() or "1"
