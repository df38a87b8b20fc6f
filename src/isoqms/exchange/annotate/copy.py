"""A copy of the officer's own file with remarks at the cells; of a CSV file, which holds no remarks, a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from isoqms.exchange.annotate.remark import remarks
from isoqms.exchange.table import Document
from isoqms.problem import Problem


def annotated(raw: bytes, document: Document, problems: Iterable[Problem], lang: str, day: date) -> bytes:
    """Return a copy of the file `raw`, read as `document`, with the problems as remarks made on `day`.

    Where there are no problems a Word or Excel file is returned as it is.

    Raises:
        ValueError: nothing could be read from the file, so that there is no cell to say anything at.
    """
    said = remarks(document, problems, lang)
    kind = next((ref.kind for ref in document.cells.values()), "")
    if kind == "docx":
        from isoqms.exchange.annotate.word import annotate_word

        return annotate_word(raw, said, day) if said else raw
    from isoqms.exchange.annotate.excel import annotate_excel

    if kind == "xlsx":
        return annotate_excel(raw, said, lang) if said else raw
    if kind != "csv":
        raise ValueError(f"nothing was read from {document.file!r}")
    from isoqms.exchange.annotate.sheet import workbook_of

    workbook = workbook_of(document, day)
    return annotate_excel(workbook, said, lang) if said else workbook
