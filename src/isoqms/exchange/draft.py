"""Drafts of procedures from the tables of a document: data in the form of a procedure file, and what is in doubt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from isoqms.exchange.cited_forms import put_circulars
from isoqms.exchange.conditions import put_conditions
from isoqms.exchange.drafting import STEP, TOP, Drafting, is_english, ordered, text_value
from isoqms.exchange.fold import fold, plain
from isoqms.exchange.offices import is_of_letterhead
from isoqms.exchange.row_kinds import is_stage
from isoqms.exchange.sections import Section, sections
from isoqms.exchange.statements import put_statements
from isoqms.exchange.steps import put_steps
from isoqms.exchange.table import Cell, Document, Row
from isoqms.exchange.times import unit_stated
from isoqms.exchange.ways import put_ways
from isoqms.problem import Position, Problem
from isoqms.source import Keys
from isoqms.words import Message

_DAY_STATED = re.compile(
    r"[0-9] ?(?:giờ|gio|tiếng|h|hours?)\b[^0-9]*(?:ngày|ngay|day)|(?:ngày|ngay|day)[^0-9]{0,12}[0-9]+ ?(?:giờ|gio|h\b)",
    re.IGNORECASE,
)
"""Words that say how many hours a day has."""


_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Draft:
    """One procedure as its table says it.

    `data` fits the schema of procedure files; `roles` gives the title of each role by id; `doubts` are the questions to
    settle; `noted` are the cells which only became remarks.
    """

    file: str
    data: Mapping[str, Any]
    positions: Mapping[Keys, Position]
    roles: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Problem, ...] = ()
    noted: tuple[Cell, ...] = ()

    def at(self, path: Keys) -> Position:
        """Return the cell that the value at `path` comes from, or the nearest value above it."""
        while path not in self.positions:
            if not path:
                return Position(self.file)
            path = path[:-1]
        return self.positions[path]

    def with_office(self, id_: str) -> Draft:
        """Return the draft with the office that carries the procedure out."""
        data = ordered({**self.data, "office": id_}, TOP)
        return replace(self, data=data)


def drafts(document: Document, known_roles: Mapping[str, str] | None = None) -> list[Draft]:
    """Return the procedures of a document; none when it holds no step table.

    Args:
        document: the file as read.
        known_roles: id by title, for roles the organisation has already.
    """
    found, _ = sections(document)
    known = {fold(title): id_ for title, id_ in (known_roles or {}).items()}
    made: list[Draft] = []
    for number, section in enumerate(found):
        made.append(_draft(document, section, number, len(found), known, {draft.data["id"] for draft in made}))
    return made


def no_steps(document: Document) -> Problem:
    """Return the problem of a document that was read but holds no table of steps."""
    from isoqms.exchange.faults import refusal

    message = Message("no table of steps is found: no row of headings names the work and who does it or its time")
    fix = Message("give the table a row of headings such as TT, Trình tự, Trách nhiệm, Thời gian, Kết quả")
    return refusal(document.file, "import/no-steps", message, fix)


def _draft(
    document: Document, section: Section, number: int, count: int, known: Mapping[str, str], taken: set[str]
) -> Draft:
    drafting = Drafting(document.file, known)
    for row in section.heading.rows:
        drafting.place(*row)
        _day_in_heading(drafting, row)
    front, staged = section.front, list[Row]()
    while front and len(front[-1]) == 1 and is_stage(front[-1][0].text):
        staged.insert(0, front.pop())
    english = _english(section)
    flows = put_statements(drafting, front)
    unit = next((unit for row in front for cell in row if (unit := unit_stated(cell.text))), "")
    rows = put_steps(drafting, section.heading, [*staged, *section.body], "s" if english else "b", unit)
    flows += put_statements(drafting, section.tail)
    put_circulars(drafting)
    if not rows.steps:
        _no_step(drafting, section)
    put_ways(drafting, [*rows.onward, *flows], rows.numbers)
    put_conditions(drafting)
    _finish(drafting, document, section, number, count, taken)
    _not_understood(drafting, document, {cell.at for row in (*front, *section.tail) for cell in row})
    data = {key: value for key, value in drafting.data.items() if value not in ({}, [])}
    if "limits" in data:
        data["limits"] = ordered(data["limits"], ("legal", "committed", "total"))
    data["steps"] = {id_: ordered(step, STEP) for id_, step in data["steps"].items()}
    noted = tuple(drafting.noted)
    doubts = tuple(sorted(drafting.doubts, key=lambda each: (each.at, each.rule)))
    return Draft(document.file, ordered(data, TOP), drafting.positions, drafting.roles, doubts, noted)


def _not_understood(drafting: Drafting, document: Document, around: set[Position]) -> None:
    """Tell the tables around the steps which only became remarks, each by the line above it."""
    noted = {cell.at for cell in drafting.noted} & around
    for table in document.tables:
        own = [cell for row in table.rows for cell in row if cell.text and not cell.carried]
        left = [cell for cell in own if cell.at in noted]
        if len(table.rows) > 1 and len(left) > 3 and 2 * len(left) > len(own):
            heads = " | ".join(" ".join(cell.text.split()) for cell in table.rows[0] if cell.text)
            name = table.title if table.title and len(table.title) < _LONGEST_NAME else heads
            message = Message("the table “{name}” is not understood; its words are kept as remarks", name=name)
            fix = Message("write what it holds where it belongs: dossier, forms, records, …")
            drafting.doubt(left[0].at, "table", message, fix)


def _day_in_heading(drafting: Drafting, row: Row) -> None:
    """Keep the heading of a column which says how long the working day is: the sums are judged by it."""
    for cell in row:
        if cell.text and not cell.carried and _DAY_STATED.search(cell.text):
            drafting.add(("notes",), " ".join(cell.text.split()), cell.at)


def _english(section: Section) -> bool:
    words = "\n".join(section.heading.words.values())
    return is_english(words)


def _no_step(drafting: Drafting, section: Section) -> None:
    at = section.heading.rows[0][0].at
    drafting.put(("steps", "b1", "title"), "?", at)
    drafting.positions["steps", "b1"] = at
    message = Message("the table has headings and no steps")
    drafting.doubt(at, "no-steps", message, Message("write the steps below the headings"))


def _finish(drafting: Drafting, document: Document, section: Section, number: int, count: int, taken: set[str]) -> None:
    """Give the draft an id, a title and its source where the document states none."""
    stem = file_stem(document.file)
    at = section.heading.rows[0][0].at
    if drafting.get(("id",)) is None or drafting.data["id"] in taken:
        id_ = stem if count == 1 else f"{stem}-{number + 1}"
        drafting.data["id"] = id_ if id_ not in taken else f"{id_}-{number + 1}"
    if drafting.get(("title",)) is None:
        above = "" if is_of_letterhead(section.title) else section.title
        heading = drafting.get(("source", "title")) or above or stem
        drafting.put(("title",), text_value(str(heading)), at)
        message = Message("the document does not say which procedure this is; “{title}” is taken", title=heading)
        drafting.doubt(at, "title", message, Message("write the name of the procedure under “title”"))
    drafting.put(("source", "document"), PurePosixPath(document.file).name, at)
    drafting.data["source"] = ordered(drafting.data["source"], ("document", "title"))


def file_stem(name: str) -> str:
    """Return the name of a file as an id, without folder and ending."""
    stem = re.sub(r"\.(docx|docm|xlsx|xlsm|csv|tsv|txt)$", "", PurePosixPath(name).name, flags=re.IGNORECASE)
    return re.sub(r"[^A-Za-z0-9._-]+", "-", plain(stem)).strip("-._")[:70] or "quy-trinh"
