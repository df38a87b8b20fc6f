"""A workbook made of the cells of a CSV file: every value a text, so that nothing in it is ever computed."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import PurePath

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from isoqms.exchange.annotate.package import repacked
from isoqms.exchange.table import Document

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NARROWEST, _WIDEST = 6, 48
_LONGEST_TITLE = 31
_MOMENTS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def workbook_of(document: Document, day: date) -> bytes:
    """Return the first table of a document as a workbook, made on `day`."""
    book = Workbook()
    for given in book.worksheets:
        book.remove(given)
    sheet = book.create_sheet(_title(document.file))
    rows = document.tables[0].rows if document.tables else ()
    widths: dict[int, int] = {}
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            text = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", cell.text)
            target = sheet.cell(number, column)
            target.value = text
            if text:
                target.data_type = "s"
                target.quotePrefix = text.startswith(("=", "+", "-", "@"))
            target.alignment = Alignment(wrap_text=True, vertical="top")
            widths[column] = max(widths.get(column, 0), *(len(line) for line in text.split("\n")))
            if number == 1:
                target.font = Font(bold=True)
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = max(_NARROWEST, min(width + 2, _WIDEST))
    target_file = io.BytesIO()
    book.save(target_file)
    return _dated(target_file.getvalue(), day)


def _title(file: str) -> str:
    """Return the name of a file as the name of a sheet, which may not hold some signs nor be long."""
    return re.sub(r"[\\/*?:\[\]]", " ", PurePath(file).stem).strip(" '")[:_LONGEST_TITLE] or "CSV"


def _dated(raw: bytes, day: date) -> bytes:
    """Return the workbook as made on `day`: the library would write the moment of the run."""
    moment = rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    return repacked((name, _MOMENTS.sub(moment, part) if name == "docProps/core.xml" else part) for name, part in parts)
