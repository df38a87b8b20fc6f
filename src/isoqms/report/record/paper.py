"""A document about a record: head, title, sections, places to sign; written as text, Word file, or by a template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from isoqms.register.member_words import member
from isoqms.report.document.content import Cell, Paragraph, Row, Section, Table
from isoqms.report.document.profile import Profile
from isoqms.report.map.typeface import plain
from isoqms.report.record.value_words import in_words
from isoqms.words import Message, rendered
from isoqms.worktime import Day

Columns = Mapping[str, tuple[Message, float]]
"""Columns of a table by key: the title of each and its width in proportion."""
NOT_YET = Message("not recorded yet")


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: as what, who (empty while nobody is named), and what the register notes of it."""

    role: str
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The whole document in one language, in the order in which it is printed."""

    id: str
    lang: str
    as_of: date
    profile: Profile
    agency: str
    heading: tuple[str, ...] = ()
    """Lines of the national heading, where the document goes to somebody outside."""
    number: str = ""
    place_and_day: str = ""
    kind: str
    title: str
    sections: tuple[Section, ...]
    signatures: tuple[Signature, ...] = ()
    annex: tuple[Section, ...] = ()
    """Sections below the places to sign."""
    annex_on_new_page: bool = False
    recipients: tuple[str, ...] = ()
    foot: str = ""

    @property
    def every_section(self) -> tuple[Section, ...]:
        """The sections above and below the places to sign."""
        return (*self.sections, *self.annex)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """How the parts of a record are put into the words of a document."""

    lang: str
    people: Mapping[str, str]
    """Full names by short name."""
    files: Mapping[str, str]
    """Names of files of evidence by SHA-256."""

    def say(self, value: object) -> str:
        """Return a value in words, fit to print; line breaks are kept."""
        if isinstance(value, date):
            return self.day(value)
        text = rendered(value if isinstance(value, (Message, tuple, list)) else in_words(value), self.lang)
        return "\n".join(plain(line) for line in text.splitlines())

    def day(self, day: date) -> str:
        """Return a date without its weekday."""
        return f"{day:%d/%m/%Y}" if self.lang == "vi" else Day(day).render(self.lang).partition(" ")[2]

    def person(self, name: str) -> str:
        """Return the full name of somebody, the short one beside it; nothing for nobody."""
        full = self.people.get(name, "")
        return self.say(f"{full} ({name})" if full and full != name else name) if name else ""

    def file(self, reference: str) -> str:
        """Return a file of evidence by its name and the beginning of its SHA-256, anything else as it is."""
        name = self.files.get(reference)
        return self.say(f"{name} (SHA-256 {reference[:16]}…)") if name else self.say(reference)

    def cell(self, value: object, *, centred: bool = False) -> Cell:
        """Return a cell; one without a value says so."""
        text = "" if value is None else self.say(value)
        return Cell(text, centred=centred) if text else Cell(f"[{self.say(NOT_YET)}]", missing=True, centred=centred)

    def heads(self, *titles: Message) -> tuple[str, ...]:
        """Return the heads of a table."""
        return tuple(self.say(title) for title in titles)

    def paragraph(self, value: object) -> Paragraph:
        """Return a paragraph; one without a value says so."""
        cell = self.cell(value)
        return Paragraph(cell.text, missing=cell.missing)

    def facts(self, id_: str, rows: Iterable[tuple[str, object]]) -> Table:
        """Return a table of members by their paths, each under its name."""
        return self.named(id_, [(member(path), value) for path, value in rows])

    def named(self, id_: str, rows: Iterable[tuple[Message, object]]) -> Table:
        """Return a table of values, each beside what it is called."""
        head = self.heads(Message("Particular"), Message("Content"))
        filled = [Row((Cell(self.say(name), strong=True), self.cell(value))) for name, value in rows]
        return Table(id_, ("name", "value"), head, (34, 66), tuple(filled))

    def table(
        self, id_: str, columns: Mapping[str, tuple[Message, float]], rows: Iterable[tuple[object, ...]]
    ) -> Table:
        """Return a table: its columns by key with title and width; a table without rows says so in one."""
        filled = [Row(tuple(each if isinstance(each, Cell) else self._plain(each) for each in row)) for row in rows]
        if not filled:
            filled = [Row((Cell(f"[{self.say(NOT_YET)}]", missing=True, centred=True, span=len(columns)),))]
        heads = tuple(self.say(title) for title, _ in columns.values())
        return Table(id_, tuple(columns), heads, tuple(width for _, width in columns.values()), tuple(filled))

    def _plain(self, value: object) -> Cell:
        return Cell("" if value is None else self.say(value))


def texts(paper: Paper) -> Iterator[str]:
    """Yield every text of a document, in order."""
    yield from filter(None, (*paper.heading, paper.agency, paper.number, paper.place_and_day, paper.kind, paper.title))
    for section in paper.every_section:
        yield section.heading
        for block in section.blocks:
            if isinstance(block, Table):
                yield from block.head
                yield from (cell.text for row in block.rows for cell in row.cells if cell.text)
            else:
                yield block.text
    for each in paper.signatures:
        yield from filter(None, (each.role, each.note, each.name))
    yield from paper.recipients
    yield paper.foot


def fields(paper: Paper) -> dict[str, Any]:
    """Return what a template may use.

    `title`, `agency`, `number`, … are texts; `sections.causes` and so on are lists of paragraphs, `tables.actions` and
    so on lists of rows, whose cells are named as the columns; `signatures` have `role`, `name` and `note`.
    """
    tables = {
        each.id: _rows(each) for section in paper.every_section for each in section.blocks if isinstance(each, Table)
    }
    return {
        "id": paper.id,
        "agency": paper.agency,
        "heading": list(paper.heading),
        "number": paper.number,
        "place_and_day": paper.place_and_day,
        "kind": paper.kind,
        "title": paper.title,
        "headings": {section.id: section.heading for section in paper.every_section},
        "sections": {
            each.id: [b.text for b in each.blocks if not isinstance(b, Table)] for each in paper.every_section
        },
        "tables": tables,
        "signatures": [{"role": each.role, "name": each.name, "note": each.note} for each in paper.signatures],
        "recipients": list(paper.recipients),
        "foot": paper.foot,
    }


def _rows(table: Table) -> list[Mapping[str, str]]:
    """Return the rows by the keys of their columns; a cell over several columns stands under the first of them."""
    rows: list[Mapping[str, str]] = []
    for row in table.rows:
        cells, at = dict.fromkeys(table.keys, ""), 0
        for cell in row.cells:
            cells[table.keys[at]] = cell.text
            at += cell.span
        rows.append(cells)
    return rows
