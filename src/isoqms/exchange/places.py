"""Where a cell is, in the words of whoever looks for it in Word, Excel or a CSV file: one way for all we say."""

from __future__ import annotations

from collections.abc import Mapping

from isoqms.exchange.annotate.notes import address_of
from isoqms.exchange.table import CellRef
from isoqms.problem import Position
from isoqms.words import Message


def place_of(at: Position, cells: Mapping[Position, CellRef]) -> Message | None:
    """Return the place of a cell; None for a position that is none in a document."""
    ref = cells.get(at)
    if ref is None:
        return None
    if ref.kind == "xlsx":
        cell = address_of((ref.row, ref.column))
        return Message("sheet “{sheet}”, cell {cell}", sheet=ref.sheet, cell=cell)
    if ref.kind == "csv":
        return Message("row {row}, column {column}", row=ref.row + 1, column=at.column)
    if ref.table is None:
        return Message("paragraph {paragraph}", paragraph=ref.row + 1)
    return Message("table {table}, row {row}, column {column}", table=ref.table + 1, row=ref.row + 1, column=at.column)
