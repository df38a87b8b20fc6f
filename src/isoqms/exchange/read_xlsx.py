"""An Excel workbook as a document: values as they were last computed; formulas and macros are never run."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from isoqms.exchange.archive import has_formulas, has_macros
from isoqms.exchange.faults import UnreadableError, doubt, refusal
from isoqms.exchange.fold import tidy
from isoqms.exchange.legacy import advice, legacy_encoding
from isoqms.exchange.table import Cell, CellRef, Document, Table
from isoqms.problem import Position, Problem
from isoqms.words import Message

_MOST_ROWS = 20_000
_MOST_COLUMNS = 200
_IN_QUOTES = re.compile(r'"([^"]*)"')


def read_xlsx(raw: bytes, name: str) -> Document:
    """Read the bytes of a workbook called `name`; each sheet becomes a table.

    Raises:
        UnreadableError: the workbook is damaged, too large, or written in an old encoding.
    """
    values = _workbook(raw, name, data_only=True)
    formulas = _workbook(raw, name, data_only=False) if has_formulas(raw) else None
    cells: dict[Position, CellRef] = {}
    problems: list[Problem] = list(_macros(raw, name))
    tables = []
    for sheet in values.worksheets:
        if sheet.sheet_state != "visible":
            problems.append(_hidden(name, sheet.title))
        if sheet.max_row > _MOST_ROWS:
            message = Message("the sheet “{sheet}” has more than {rows} rows", sheet=sheet.title, rows=_MOST_ROWS)
            raise UnreadableError(refusal(name, "import/too-large", message, Message("bring one procedure per file")))
        problems += _uncomputed(sheet, formulas[sheet.title], name) if formulas else ()
        tables.append(Table(sheet.title, tuple(_rows(sheet, name, cells))))
        problems += _hidden_inside(sheet, tables[-1], name)
    text = "\n".join(cell.text for table in tables for row in table.rows for cell in row)
    if encoding := legacy_encoding(text):
        message = Message("the text is written in {encoding}, not in Unicode", encoding=encoding)
        raise UnreadableError(refusal(name, "import/encoding", message, advice()))
    return Document(name, tuple(tables), cells, tuple(problems))


def _workbook(raw: bytes, name: str, data_only: bool) -> Any:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of parts it would not write back; we write nothing here
        try:
            return load_workbook(io.BytesIO(raw), data_only=data_only, keep_links=False)
        except Exception as error:  # the library raises whatever its parsers raise
            message = Message("the file is damaged and cannot be opened")
            fix = Message("open it in Word, Excel or LibreOffice and save it as .docx or .xlsx")
            raise UnreadableError(refusal(name, "import/damaged", message, fix)) from error


def sheet_file(name: str, sheet: str) -> str:
    """Return the name under which positions speak of a sheet."""
    return f"{name}[{sheet}]"


def _rows(sheet: Any, name: str, cells: dict[Position, CellRef]) -> Iterator[tuple[Cell, ...]]:
    merged: dict[tuple[int, int], Any] = {}
    for area in sheet.merged_cells.ranges:
        if area.max_row - area.min_row <= _MOST_ROWS and area.max_col - area.min_col <= _MOST_COLUMNS:
            for line in range(area.min_row, min(area.max_row, sheet.max_row) + 1):
                for column in range(area.min_col, min(area.max_col, _MOST_COLUMNS) + 1):
                    merged[line, column] = area
    file = sheet_file(name, sheet.title)
    for values in sheet.iter_rows(max_col=min(sheet.max_column, _MOST_COLUMNS)):
        row: list[Cell] = []
        for cell in values:
            at = Position(file, cell.row, cell.column)
            area = merged.get((cell.row, cell.column))
            anchor = sheet.cell(area.min_row, area.min_col) if area else cell
            cells[at] = CellRef("xlsx", anchor.row - 1, anchor.column - 1, sheet.title)
            covered = area is not None and cell.column > area.min_col
            row.append(
                Cell(
                    "" if covered else cell_text(anchor.value, anchor.number_format),
                    at,
                    carried=area is not None and cell.row > area.min_row,
                    width=area.max_col - area.min_col + 1 if area and not covered else 1,
                    raw=not covered and anchor.value is not None and not isinstance(anchor.value, str),
                    written=anchor.value if isinstance(anchor.value, str) and not covered else "",
                )
            )
        yield tuple(row)


def cell_text(value: Any, number_format: str = "General") -> str:
    """Return a value of a spreadsheet as the officer sees it: a unit that its format writes is written.

    >>> cell_text(0.5, '0.0" ngày"'), cell_text(3.0)
    ('0.5 ngày', '3')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        shown = f"{value * 100:.10g} %" if number_format.rstrip().endswith("%") else f"{value:.10g}"
        literal = "".join(_IN_QUOTES.findall(number_format.split(";")[0]))
        return tidy(f"{shown} {literal}")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return tidy(str(value))


def _uncomputed(values: Any, formulas: Any, name: str) -> Iterator[Problem]:
    for row in formulas.iter_rows():
        for cell in row:
            if cell.data_type == "f" and values.cell(cell.row, cell.column).value is None:
                at = Position(sheet_file(name, values.title), cell.row, cell.column)
                message = Message("the value of the formula in this cell was never computed; formulas are not run here")
                fix = Message("open the file in Excel or LibreOffice, let it compute, save it; or write the value")
                yield doubt(at, "import/formula", message, fix)


def _macros(raw: bytes, name: str) -> Iterator[Problem]:
    if has_macros(raw):
        message = Message("the workbook holds macros; they are ignored, only the values are read")
        yield doubt(Position(name), "import/macros", message, Message("save it as .xlsx, without macros"))


def _hidden_inside(sheet: Any, table: Table, name: str) -> Iterator[Problem]:
    """Say which rows and columns with words in them are not shown: what they hold is added up all the same."""
    from openpyxl.utils import get_column_letter

    if sheet.sheet_state != "visible":
        return
    written = [cell.at for row in table.rows for cell in row if cell.text and not cell.carried]
    lines = {line for line, row in sheet.row_dimensions.items() if row.hidden}
    if hidden := sorted({at.line for at in written if at.line in lines}):
        message = Message(
            "sheet “{sheet}”: row {rows} is hidden; it is read all the same", sheet=sheet.title, rows=hidden
        )
        yield doubt(Position(name), "import/hidden", message, Message("show the row, or delete it"))
    columns = {column for each in sheet.column_dimensions.values() if each.hidden for column in _columns(each)}
    if hidden := sorted({at.column for at in written if at.column in columns}):
        letters = [get_column_letter(column) for column in hidden]
        message = Message(
            "sheet “{sheet}”: column {columns} is hidden; it is read all the same", sheet=sheet.title, columns=letters
        )
        yield doubt(Position(name), "import/hidden", message, Message("show the column, or delete it"))


def _columns(dimension: Any) -> range:
    """Return the numbers of the columns that share a width and whether they are shown."""
    return range(dimension.min or 1, min(dimension.max or 0, _MOST_COLUMNS) + 1)


def _hidden(name: str, sheet: str) -> Problem:
    message = Message("the sheet “{sheet}” is hidden; it is read all the same", sheet=sheet)
    return doubt(Position(name), "import/hidden", message, Message("show the sheet, or delete it"))
