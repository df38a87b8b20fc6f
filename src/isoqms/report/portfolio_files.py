"""The portfolio as files for spreadsheets: one table as CSV, all of it as a workbook; never a formula."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Final

from isoqms.exchange.workbook import Sheet, sheets_to_xlsx
from isoqms.improve.portfolio import Portfolio
from isoqms.report import portfolio_cells as cells
from isoqms.report.event_log import harmless
from isoqms.report.portfolio_text import method, opening, warnings
from isoqms.words import Message

BOM: Final = "\ufeff"
"""Without it Excel takes the diacritics of a CSV file for something else."""


def to_csv(found: Portfolio, lang: str) -> str:
    """Return the table of offices and procedures as CSV, numbers with a point, ready for Excel."""
    out = StringIO()
    write = csv.writer(out, lineterminator="\r\n").writerow
    write([head.render(lang) for head in cells.ROW_HEADS])
    for row in found.rows:
        write([harmless(each) if isinstance(each, str) else each for each in cells.row_cells(row, lang)])
    return BOM + out.getvalue()


def to_xlsx(found: Portfolio, lang: str) -> bytes:
    """Return the portfolio as a workbook: procedures, figures, cuts, days, the same procedure, how it was counted."""
    title = Message("Portfolio of cuts")
    about = [title.render(lang), *opening(found, lang)]
    said = [[line] for line in (*warnings(found, lang), *method(found, lang))]
    rows = [cells.row_cells(row, lang) for row in found.rows]
    figures, cuts, same = cells.figure_rows(found, lang), cells.cut_rows(found, lang), cells.same_rows(found, lang)
    counted = Message("How it was counted")
    tables: Sequence[tuple[Message, Sequence[Message], Sequence[Sequence[cells.Cell]], Sequence[int]]] = (
        (Message("Procedures by office"), cells.ROW_HEADS, rows, _ROW_WIDTHS),
        (Message("Figures"), cells.FIGURE_HEADS, list(figures), (22, 28, 36, 12, 12, 12, 60)),
        (Message("Cuts"), cells.CUT_HEADS, list(cuts), (22, 26, 24, 44, 24, 12, 20, 13, 34, 56)),
        (Message("Over time"), cells.time_heads(), list(cells.time_rows(found, lang)), (16, 24)),
        (Message("Same procedure"), cells.SAME_HEADS, list(same), (14, 44, 30, 28, 26, 22, 12)),
        (counted, (counted,), said, (120,)),
    )
    sheets = [
        Sheet(name.render(lang), about, [head.render(lang) for head in heads], held, widths)
        for name, heads, held, widths in tables
    ]
    return sheets_to_xlsx(title.render(lang), sheets)


_ROW_WIDTHS: Final = (20, 24, 26, 14, 44, 26, 13, 20, 22, 22, 13, 18, 20, 13, *(16,) * 13, 56)
