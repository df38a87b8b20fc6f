"""Tables of the register as files: written so that Excel runs nothing in them, read with the place of each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from isoqms.cli.files import write
from isoqms.cli.language import wrong_use
from isoqms.problem import Position
from isoqms.register.rows import Rows, guarded, unguarded
from isoqms.words import Message

if TYPE_CHECKING:
    from isoqms.exchange.table import Cell, Table

ENDINGS = (".csv", ".xlsx")
_WIDTHS = (16, 24)
"""Widths of the column of references and of all others, in characters."""


class ReadRow(NamedTuple):
    """A row as it was read: where it stands, and its texts below the headings of the table."""

    at: Position
    heading: tuple[str, ...]
    texts: tuple[str, ...]

    def text(self, heading: str) -> str:
        """Return the text below a heading; nothing where there is no such column."""
        return dict(zip(self.heading, self.texts, strict=False)).get(heading, "").strip()


def check_ending(ctx: click.Context, file: Path) -> None:
    """End the run when a table cannot be written into a file of this name, or not there."""
    if file.suffix.lower() not in ENDINGS:
        raise wrong_use(ctx, Message("write into a file that ends in .xlsx or .csv, not “{file}”", file=file.name))
    must_have_folder(ctx, file)


def must_have_folder(ctx: click.Context, file: Path) -> None:
    """End the run when the folder of a file to be written is not there: most likely its name is mistyped."""
    if not file.parent.is_dir():
        raise wrong_use(ctx, Message("there is no folder “{folder}”: make it first, or write into another",
                                     folder=file.parent.as_posix()))  # fmt: skip


def write_rows(file: Path, title: str, rows: Rows) -> None:
    """Write a table, by the ending of the file as CSV or as a workbook.

    Raises:
        IsoqmsError: the file cannot be written.
    """
    write(file.parent, file.name, _as_csv(rows) if file.suffix.lower() == ".csv" else _as_xlsx(title, rows))


def _as_csv(table: Rows) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(table[0])
    writer.writerows([guarded(text) for text in row] for row in table[1])
    return stream.getvalue().encode("utf-8-sig")  # without the mark Excel takes it for another encoding


def _as_xlsx(title: str, table: Rows) -> bytes:
    from isoqms.exchange.workbook import Sheet, sheets_to_xlsx

    return sheets_to_xlsx(title, [Sheet(title, (), *table, _WIDTHS)])


def read_rows(ctx: click.Context, file: Path) -> list[ReadRow]:
    """Return the rows of the first table of a file below its headings; ends the run when there is none."""
    from isoqms.exchange.read import read_document
    from isoqms.exchange.table import Table

    document = read_document(file)
    tables = [block for block in document.blocks if isinstance(block, Table) and any(any(row) for row in block.rows)]
    if not tables:
        reason = document.problems[0].message if document.problems else Message("the file is empty")
        raise wrong_use(ctx, Message("{file}: {reason}", file=file, reason=reason))
    return list(_rows(tables[0], quoted=file.suffix.lower() != ".xlsx"))


def _rows(table: Table, quoted: bool) -> Iterator[ReadRow]:
    filled = [row for row in table.rows if any(row)]
    heading = tuple(cell.text for cell in filled[0])
    for row in filled[1:]:
        at = next(cell.at for cell in row if cell)
        yield ReadRow(at, heading, tuple(_text(cell, quoted) for cell in row))


def _text(cell: Cell, quoted: bool) -> str:
    text = (cell.written or cell.text).replace("\r\n", "\n")
    return unguarded(text) if quoted else text
