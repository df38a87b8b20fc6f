"""What stands in the document of a procedure, in one language: headings, paragraphs, tables and the map.

Both writers (Word and PDF) are given this and nothing else, so the two cannot differ in what they say. A text marked
`missing` says that the procedure file is silent; writers show it as such, so that nothing empty looks filled in. Its
`name` is the one under which the file could speak: it is told beside the document, never in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from isoqms.report.document.profile import Profile
from isoqms.report.map import Sheets


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `item` sets it as one of a list."""

    text: str
    missing: bool = False
    item: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; line breaks in `text` are kept, `span` counts the columns it goes over."""

    text: str
    missing: bool = False
    strong: bool = False
    centred: bool = False
    span: int = 1
    name: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells from left to right, its least height in millimetres.

    `opens` says that it is a heading for the rows below it, `total` that it sums up those above; a row that contents
    lead to has an `id`.
    """

    cells: tuple[Cell, ...]
    least_mm: float = 0.0
    opens: bool = False
    total: bool = False
    id: str = ""

    @property
    def may_break(self) -> bool:
        """Whether the row is so long that it may go on over a page; a shorter one stays in one piece."""
        return max((len(cell.text) for cell in self.cells), default=0) > 1200


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `keys` name its columns for templates, `widths` are in proportion to each other."""

    id: str
    keys: tuple[str, ...]
    head: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[Row, ...]

    @property
    def may_break(self) -> bool:
        """Whether the table may go on over a page; a small one stays in one piece."""
        return len(self.rows) > 5 or sum(len(cell.text) for row in self.rows for cell in row.cells) > 800


@dataclass(frozen=True, slots=True)
class Reference:
    """A line that names a section by its id; `{page}` in its text stands for the page on which that begins."""

    text: str
    section: str


Block = Paragraph | Table | Reference


@dataclass(frozen=True, slots=True)
class Section:
    """A section: `level` 1 for sections, 2 for the items of a section; the number may be empty."""

    id: str
    number: str
    title: str
    level: int
    blocks: tuple[Block, ...] = ()

    @property
    def heading(self) -> str:
        """Number and title as they are printed."""
        return f"{self.number} {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover: lines of the national heading where the profile has one, agency, kind, title, and named facts."""

    heading: tuple[str, ...]
    agency: Cell
    kind: str
    title: str
    facts: tuple[tuple[str, Cell], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Running:
    """What is repeated on every page: head (agency, title, facts) and foot (stamp and date of the print)."""

    agency: Cell
    title: str
    facts: tuple[tuple[str, Cell], ...]
    page: str
    """Words for the page number, with {page} and {pages} in them."""
    foot: str


@dataclass(frozen=True, slots=True)
class Map:
    """The map: its sheets, the section that opens it, and what a reader who cannot see it is told."""

    section: Section
    sheets: Sheets
    description: str


@dataclass(frozen=True, slots=True)
class IsoDocument:
    """The whole document in one language, in the order in which it is printed."""

    id: str
    lang: str
    as_of: date
    profile: Profile
    cover: Cover
    running: Running
    contents_title: str
    front: tuple[Section, ...]
    sections: tuple[Section, ...]
    map: Map

    @property
    def headings(self) -> tuple[Section, ...]:
        """The sections as the contents list them."""
        return (*self.front, *self.sections, self.map.section)

    def gaps(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each part that lacks something: its heading (of the cover, none) and the names to write in the file."""
        cells = (self.cover.agency, *(value for _, value in self.cover.facts))
        found = [("", _names(cells))]
        found += [
            (section.heading, _names(chain.from_iterable(map(_pieces, section.blocks)))) for section in self.headings
        ]
        yield from ((heading, names) for heading, names in found if names)

    def texts(self) -> Iterator[str]:
        """Yield every text in the body of the document, in order; the map has its own."""
        yield from (*self.cover.heading, self.cover.agency.text, self.cover.kind, self.cover.title)
        yield from [self.cover.note] if self.cover.note else []
        for label, value in self.cover.facts:
            yield from (label, value.text)
        yield self.contents_title
        for section in self.headings:
            yield section.heading
            for block in section.blocks:
                yield from _texts(block)


def _pieces(block: Block) -> Iterator[Paragraph | Cell]:
    if isinstance(block, Table):
        yield from (cell for row in block.rows for cell in row.cells)
    elif isinstance(block, Paragraph):
        yield block


def _names(pieces: Iterable[Paragraph | Cell]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.name for each in pieces if each.name))


def _texts(block: Block) -> Iterator[str]:
    if not isinstance(block, Table):
        yield block.text
        return
    yield from block.head
    for row in block.rows:
        yield from (cell.text for cell in row.cells if cell.text)
