"""A document cut into its procedures: for each the step table, what stands before it and what follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from isoqms.exchange.fold import fold
from isoqms.exchange.headings import Column, Heading, heading_at, is_column_numbers
from isoqms.exchange.labels import Label, is_section, stated_in_row
from isoqms.exchange.row_kinds import NOTE, is_stage, is_total
from isoqms.exchange.table import Cell, Document, Row, Table

_OPENS = frozenset({Label.TITLE, Label.CODE, Label.AGENCY, Label.LEGAL})


@dataclass(slots=True)
class Section:
    """One procedure of a document; `lines` are rows of tables and paragraphs (rows of one cell)."""

    heading: Heading
    front: list[Row] = field(default_factory=list)
    body: list[Row] = field(default_factory=list)
    tail: list[Row] = field(default_factory=list)
    title: str = ""

    def last_number(self) -> int | None:
        """Return the last number of a step, when it is a plain one."""
        for row in reversed(self.body):
            cell = self.heading.first(row, Column.NUMBER)
            if cell and (number := plain_number(cell.text)) is not None:
                return number
        return None


def plain_number(text: str) -> int | None:
    """Return the number in texts such as 3, B3, Bước 3 or 03., or None."""
    found = re.fullmatch(r"(?:b|buoc|step|s)? ?([0-9]+)", fold(text))
    return int(found[1]) if found else None


def sections(document: Document) -> tuple[list[Section], list[Row]]:
    """Return the procedures of a document, and its lines when it has none."""
    found: list[Section] = []
    waiting: list[Row] = []
    headings = [_headings(table) for table in document.tables]
    timed = any(_is_timed(heading) for each in headings for heading in each.values())
    tables = iter(headings)
    for block in document.blocks:
        if isinstance(block, Cell):
            _outside((block,), found, waiting)
            continue
        _table(block, next(tables), timed, found, waiting)
    if found:
        found[-1].tail += waiting
        waiting = []
    return found, waiting


def _outside(row: Row, found: list[Section], waiting: list[Row]) -> None:
    """Put a line between tables where it belongs: remarks to the table above, all else to the one that follows."""
    if found and not waiting and any(NOTE.match(fold(cell.text)) or is_total(row) for cell in row if cell.text):
        found[-1].tail.append(row)
    elif any(cell.text for cell in row):
        waiting.append(row)


def _headings(table: Table) -> dict[int, Heading]:
    found = ((index, heading_at(table.rows, index)) for index in range(len(table.rows)))
    return {index: heading for index, heading in found if heading is not None}


def _is_timed(heading: Heading) -> bool:
    return Column.TIME in heading.kinds.values()


def _is_of_steps(heading: Heading, timed: bool, waiting: list[Row]) -> bool:
    """Say whether headings are those of steps: beside tables with times, others are lists of duties or figures.

    A table without times is of steps all the same where a procedure is named above it, or every heading is one of a
    table of numbered steps.
    """
    kinds = set(heading.kinds.values())
    known = Column.NUMBER in kinds and Column.OTHER not in kinds
    return not timed or _is_timed(heading) or known or any(_opens(row) for row in waiting)


def _opens(row: Row) -> bool:
    return any(label in _OPENS for label, *_ in stated_in_row(row))


def _table(
    table: Table, headings: Mapping[int, Heading], timed: bool, found: list[Section], waiting: list[Row]
) -> None:
    current = _carried_on(table, found, waiting)
    index = 0
    while index < len(table.rows):
        row = table.rows[index]
        heading = headings.get(index)
        if heading is not None and not _is_of_steps(heading, timed, waiting):
            heading = None
        if heading is not None and (current is None or _is_heading_here(heading, current.heading)):
            section = _section_for(heading, table, index, current, found, waiting)
            if section is not current:
                section.title = section.title or table.title
            current = section
            index += len(heading.rows)
            continue
        index += 1
        if current is None:
            _outside(row, found, waiting)
        elif is_column_numbers(row) or not any(cell.text for cell in row):
            continue
        elif _ends(row, current.heading) or waiting:
            current = None if _ends(row, current.heading) else current
            waiting.append(row)
        else:
            current.body.append(row)


def _is_heading_here(new: Heading, old: Heading) -> bool:
    """Say whether a row below headings is a heading itself, not a step that speaks of work and officers."""
    return new.kinds == old.kinds or Column.NUMBER in new.kinds.values()


def _carried_on(table: Table, found: list[Section], waiting: list[Row]) -> Section | None:
    """Return the section whose steps go on in a table without headings: as wide, with the next number."""
    last = found[-1] if found else None
    row = table.rows[0] if table.rows else ()
    if last is None or waiting or not last.body or len(row) != len(last.heading.rows[0]):
        return None
    number, before = last.heading.first(row, Column.NUMBER), last.last_number()
    return last if number and before is not None and plain_number(number.text) == before + 1 else None


def _section_for(
    heading: Heading, table: Table, index: int, current: Section | None, found: list[Section], waiting: list[Row]
) -> Section:
    """Return the section a heading opens, or the one it goes on with after a page or a stage."""
    first = next(_steps_below(heading, table.rows[index + len(heading.rows) :]), None)
    number = plain_number(first) if first else None
    last = found[-1] if found else None
    opens = any(_opens(row) for row in waiting)
    if last is not None and not opens:
        before = last.last_number()
        goes_on = number is not None and before is not None and number == before + 1
        staged = any(is_stage(cell.text) for row in waiting[-2:] for cell in row if cell.text)
        if goes_on or (staged and last.heading.kinds == heading.kinds) or (current is last and not _restarts(number)):
            last.body += waiting
            waiting.clear()
            last.heading = heading
            return last
    section = Section(heading, front=list(waiting))
    waiting.clear()
    found.append(section)
    return section


def _restarts(number: int | None) -> bool:
    return number == 1


def _steps_below(heading: Heading, rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        cell = heading.first(row, Column.NUMBER)
        if cell and cell.text and not is_column_numbers(row) and plain_number(cell.text) is not None:
            yield cell.text


def _ends(row: Row, heading: Heading) -> bool:
    """Say whether a row begins another part of the document: a section title, or labels of another procedure."""
    written = [cell for cell in row if cell.text and not cell.carried]
    role, time = heading.first(row, Column.ROLE), heading.first(row, Column.TIME)
    if (role and role.text) or (time and time.text and len(written) > 2):
        return False
    texts = [cell.text for cell in written]
    if len(texts) <= 3 and any(is_section(text) for text in (*texts, " ".join(texts))):
        return True
    return _opens(row) and len(texts) <= 2
