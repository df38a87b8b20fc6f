"""A CSV file as a document: its encoding and its separator are found, its cells are kept as they stand."""

from __future__ import annotations

import csv
import io
from collections import Counter

from isoqms.exchange.faults import UnreadableError, refusal
from isoqms.exchange.fold import tidy
from isoqms.exchange.legacy import advice, is_windows_1258, legacy_encoding
from isoqms.exchange.table import Cell, CellRef, Document, Table
from isoqms.problem import Position
from isoqms.words import Message

_SEPARATORS = (",", ";", "\t", "|")
_LONGEST_CELL = 100_000
_MOST_ROWS = 20_000


def read_csv(raw: bytes, name: str) -> Document:
    """Read the bytes of a CSV file called `name`.

    Raises:
        UnreadableError: the text is in an old encoding, or is no text.
    """
    text = _text(raw, name)
    lines = _split(text)
    if lines is None or len(lines) > _MOST_ROWS:
        message = Message("the file is no table of reasonable size: at most {rows} rows are read", rows=_MOST_ROWS)
        raise UnreadableError(refusal(name, "import/too-large", message, Message("bring one procedure per file")))
    cells: dict[Position, CellRef] = {}
    rows = []
    for number, values in enumerate(lines):
        row = []
        for column, value in enumerate(values):
            at = Position(name, number + 1, column + 1)
            cells[at] = CellRef("csv", number, column)
            row.append(Cell(tidy(value), at, written=value))
        rows.append(tuple(row))
    return Document(name, (Table("", tuple(rows)),), cells)


def _text(raw: bytes, name: str) -> str:
    encoding = next(
        (
            each
            for mark, each in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
            if raw.startswith(mark)
        ),
        None,
    )
    if encoding is None and b"\0" in raw[:400]:
        encoding = "utf-16-le" if raw[1:2] == b"\0" else "utf-16-be"
    try:
        text = raw.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        text, legacy = "", "Windows-1258" if is_windows_1258(raw) else legacy_encoding(raw.decode("latin-1"))
    else:
        legacy = legacy_encoding(text)
    if legacy:
        message = Message("the text is written in {encoding}, not in Unicode", encoding=legacy)
        raise UnreadableError(refusal(name, "import/encoding", message, advice()))
    if not text.strip() or "\0" in text:
        message = Message("this is no text in Unicode") if text or raw.strip() else Message("the file is empty")
        fix = Message("save the table from Excel as “CSV UTF-8”, or bring the .xlsx file itself")
        raise UnreadableError(refusal(name, "import/encoding", message, fix))
    return text


def _split(text: str) -> list[list[str]] | None:
    """Return the rows by the separator under which most rows have the same number of cells."""
    best: tuple[float, int, list[list[str]]] | None = None
    first, _, rest = text.partition("\n")
    asked = first.strip().lower().removeprefix("sep=") if first.lower().startswith("sep=") else ""
    for separator in asked or _SEPARATORS:
        try:
            rows = list(csv.reader(io.StringIO(rest if asked else text, newline=""), delimiter=separator))
        except csv.Error:
            continue
        counts = Counter(len(row) for row in rows if len(row) > 1)
        width, alike = max(counts.items(), key=lambda each: (each[1], each[0]), default=(1, 0))
        share = alike / max(1, sum(bool(row) for row in rows))
        longest = max((len(cell) for row in rows for cell in row), default=0)
        if longest <= _LONGEST_CELL and (best is None or (share, width) > best[:2]):
            best = (share, width, rows)
    return best[2] if best else None
