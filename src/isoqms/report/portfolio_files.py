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
    title = Message("Portfolio of cuts").render(lang)
    about = [title, *opening(found, lang)]
    said = [[line] for line in (*warnings(found, lang), *method(found, lang))]
    return sheets_to_xlsx(
        title,
        [
            _sheet(Message("Procedures by office"), about, cells.ROW_HEADS, _rows(found, lang), _WIDTHS, lang),
            _sheet(Message("Figures"), about, cells.FIGURE_HEADS, list(cells.figure_rows(found, lang)), (22, 30), lang),
            _sheet(Message("Cuts"), about, cells.CUT_HEADS, list(cells.cut_rows(found, lang)), (22, 26), lang),
            _sheet(Message("Over time"), about, cells.time_heads(), list(cells.time_rows(found, lang)), (16,), lang),
            _sheet(
                Message("Same procedure"),
                about,
                cells.SAME_HEADS,
                list(cells.same_rows(found, lang)),
                (14, 40, 24),
                lang,
            ),
            _sheet(Message("How it was counted"), about, (Message("How it was counted"),), said, (120,), lang),
        ],
    )


_WIDTHS: Final = (20, 24, 24, 14, 40, 22, 12, 18, 20, 20, 12, 16, 18, 14)


def _rows(found: Portfolio, lang: str) -> list[list[cells.Cell]]:
    return [cells.row_cells(row, lang) for row in found.rows]


def _sheet(
    name: Message,
    above: Sequence[str],
    heads: Sequence[Message],
    rows: Sequence[Sequence[cells.Cell]],
    widths: Sequence[int],
    lang: str,
) -> Sheet:
    return Sheet(name.render(lang), above, [head.render(lang) for head in heads], rows, widths)
