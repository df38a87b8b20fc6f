"""A Word document as a document: paragraphs and tables in their order, merged cells resolved."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.oxml.ns import qn

from isoqms.exchange.faults import UnreadableError, doubt, refusal
from isoqms.exchange.legacy import advice, legacy_encoding
from isoqms.exchange.table import Cell, CellRef, Document, Table
from isoqms.exchange.word_text import Numbering, has_picture, legacy_fonts, paragraph_text
from isoqms.problem import Position, Problem
from isoqms.words import Message

_TABLE, _ROW, _CELL, _PARAGRAPH = qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:p")
_DELETED = f"{qn('w:trPr')}/{qn('w:del')}"
_MOST_ROWS = 20_000
_MOST_COLUMNS = 200
_WRAPPERS = frozenset(qn(f"w:{tag}") for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))


def read_docx(raw: bytes, name: str) -> Document:
    """Read the bytes of a Word document called `name`.

    Raises:
        UnreadableError: the document is damaged, too large, holds no table, or is written in an old encoding.
    """
    try:
        opened = docx.Document(io.BytesIO(raw))
        body = opened.element.body
    except Exception as error:  # the library raises whatever its parsers raise
        message = Message("the file is damaged and cannot be opened")
        fix = Message("open it in Word, Excel or LibreOffice and save it as .docx or .xlsx")
        raise UnreadableError(refusal(name, "import/damaged", message, fix)) from error
    _refuse_old_fonts(body, name)
    reading = _Reading(name, Numbering(opened))
    reading.read(body)
    document = Document(name, tuple(reading.blocks), reading.cells, tuple(reading.problems))
    if not document.tables:
        raise UnreadableError(_no_table(name, has_picture(body)))
    return document


def blocks_of(body: Any) -> Iterator[Any]:
    """Yield the paragraph and table elements of a body in order, those inside content controls too."""
    for child in body:
        if child.tag in (_TABLE, _PARAGRAPH):
            yield child
        elif child.tag in _WRAPPERS:
            yield from blocks_of(child)


def cells_of(row: Any) -> Iterator[Any]:
    """Yield the cell elements of a row in order, those inside content controls too."""
    for child in row:
        if child.tag == _CELL:
            yield child
        elif child.tag in _WRAPPERS:
            yield from cells_of(child)


def rows_of(table: Any) -> Iterator[Any]:
    """Yield the row elements of a table in order, those inside content controls too."""
    for child in table:
        if child.tag == _ROW:
            yield child
        elif child.tag in _WRAPPERS:
            yield from rows_of(child)


def _refuse_old_fonts(body: Any, name: str) -> None:
    text = "\n".join(paragraph_text(paragraph) for paragraph in body.iter(_PARAGRAPH))
    if encoding := next(legacy_fonts(body), None) or legacy_encoding(text):
        message = Message("the text is written in {encoding}, not in Unicode", encoding=encoding)
        raise UnreadableError(refusal(name, "import/encoding", message, advice()))


def _no_table(name: str, pictured: bool) -> Problem:
    if pictured:
        message = Message("the document holds no table, only pictures; a picture of a table cannot be read")
        fix = Message("put the table itself into the document, with its text in cells")
    else:
        message = Message("the document holds no table")
        fix = Message("put the steps into a table with columns for the work, who does it and its time")
    return refusal(name, "import/no-table", message, fix)


@dataclass(slots=True)
class _Reading:
    """The document as read so far; rows count over all its tables, as do paragraphs outside them."""

    name: str
    numbering: Numbering
    blocks: list[Cell | Table] = field(default_factory=list)
    cells: dict[Position, CellRef] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    tables: int = 0
    rows: int = 0
    paragraphs: int = 0

    def read(self, body: Any) -> None:
        for block in blocks_of(body):
            if block.tag == _TABLE:
                self.blocks.append(self.table(block))
                self.tables += 1
            else:
                self.paragraph(block)

    def paragraph(self, element: Any) -> None:
        at = Position(f"{self.name}[¶]", self.paragraphs + 1)
        number, text = self.numbering.number(element), paragraph_text(element)
        if text:
            self.cells[at] = CellRef("docx", self.paragraphs)
            self.blocks.append(Cell(f"{number} {text}".strip(), at))
        self.paragraphs += 1

    def table(self, element: Any) -> Table:
        above: dict[int, Cell] = {}
        rows = []
        for number, row in enumerate(rows_of(element)):
            if row.find(_DELETED) is not None:
                continue
            self.rows += 1
            if self.rows > _MOST_ROWS:
                message = Message("the document has more than {rows} rows of tables", rows=_MOST_ROWS)
                fix = Message("bring one procedure per file")
                raise UnreadableError(refusal(self.name, "import/too-large", message, fix))
            rows.append(tuple(self.row(row, number, above)))
        return Table(self._heading(), tuple(rows))

    def row(self, element: Any, number: int, above: dict[int, Cell]) -> Iterator[Cell]:
        column = _skipped(element, "gridBefore")
        for before in range(column):
            yield Cell("", Position(self.name, self.rows, before + 1))
        for place, cell in enumerate(cells_of(element)):
            at = Position(self.name, self.rows, column + 1)
            width = _width(cell)
            self.cells[at] = CellRef("docx", number, place, table=self.tables)
            read = self.cell(cell, at, width, above.get(column))
            yield read
            above[column] = read
            for covered in range(1, width):
                at = Position(self.name, self.rows, column + covered + 1)
                self.cells[at] = CellRef("docx", number, place, table=self.tables)
                yield Cell("", at)
                above.pop(column + covered, None)
            column += width

    def cell(self, element: Any, at: Position, width: int, above: Cell | None) -> Cell:
        merge = element.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        if merge is not None and (merge.get(qn("w:val")) or "continue") == "continue" and above is not None:
            self.cells[at] = self.cells[above.at]  # a remark belongs where the reader sees the text
            return Cell(above.text, at, carried=True, width=width)
        if next(element.iter(_TABLE), None) is not None:
            self._note(
                at,
                "import/nested-table",
                Message("a table lies inside this cell; its texts are taken as lines"),
                Message("put the steps of the inner table into rows of their own"),
            )
        lines = [f"{self.numbering.number(each)} {paragraph_text(each)}".strip() for each in element.iter(_PARAGRAPH)]
        text = "\n".join(line for line in lines if line)
        if not text and has_picture(element):
            self._note(
                at,
                "import/picture",
                Message("this cell holds a picture; what it shows cannot be read"),
                Message("write the text of the picture into the cell"),
            )
        return Cell(text, at, width=width)

    def _heading(self) -> str:
        last = self.blocks[-1] if self.blocks else None
        return last.text if isinstance(last, Cell) else ""

    def _note(self, at: Position, rule: str, message: Message, fix: Message) -> None:
        self.problems.append(doubt(at, rule, message, fix))


def _width(cell: Any) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    value = "" if span is None else str(span.get(qn("w:val")) or "")
    return max(1, min(int(value), _MOST_COLUMNS)) if value.isdigit() else 1


def _skipped(row: Any, tag: str) -> int:
    found = row.find(f"{qn('w:trPr')}/{qn(f'w:{tag}')}")
    value = "" if found is None else str(found.get(qn("w:val")) or "")
    return min(int(value), _MOST_COLUMNS) if value.isdigit() else 0
