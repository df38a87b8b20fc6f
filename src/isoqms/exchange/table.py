"""A document as tables of cells, whatever program made it, and the way back from a place in it to the physical cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from isoqms.problem import Position, Problem


@dataclass(frozen=True, slots=True)
class CellRef:
    """Where a cell physically is, as the program that made the file counts; all numbers from 0.

    `kind` is docx, xlsx or csv. `sheet` names the sheet of an xlsx. In a docx `table` is the number of the table among
    those of the body which lie in no other table, and `row`, `column` count `w:tr` and `w:tc` elements there; a
    paragraph outside all tables has no table (None) and its number among those of the body as `row`.
    """

    kind: str
    row: int
    column: int = 0
    sheet: str = ""
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one cell as the officer sees it.

    `carried` says that the text was written once for several merged rows and this is not the first of them; `width`
    is the number of columns it spans; `raw` says that a number or date of a spreadsheet stood here, not a text.
    `written` is a text with the spaces and empty lines it has in a file that gives them.
    """

    text: str
    at: Position
    carried: bool = False
    width: int = 1
    raw: bool = False
    written: str = field(default="", compare=False, repr=False)

    def __bool__(self) -> bool:
        return bool(self.text)


Row = tuple[Cell, ...]
"""The cells of one row, one for each column: a cell that spans several columns is followed by empty ones."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table, or one sheet; `title` is the name of the sheet or the heading above."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file of an office as paragraphs and tables in their order, with what was wrong with the file itself.

    Where nothing could be read, `blocks` is empty and `problems` says why. `cells` leads from every position to the
    physical cell; a merged cell is found from each of the places it covers.
    """

    file: str
    blocks: tuple[Cell | Table, ...] = ()
    cells: Mapping[Position, CellRef] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def paragraphs(self) -> tuple[Cell, ...]:
        """The paragraphs outside all tables."""
        return tuple(block for block in self.blocks if isinstance(block, Cell))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in their order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))


def texts(cells: Iterable[Cell]) -> Iterator[Cell]:
    """Yield the cells which say something themselves: neither empty nor carried down from above."""
    return (cell for cell in cells if cell.text and not cell.carried)
