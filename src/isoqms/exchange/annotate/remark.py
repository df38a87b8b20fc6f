"""What is said at a cell: the problems there, in the officer's language, each with what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from isoqms.exchange.table import CellRef, Document
from isoqms.problem import Position, Problem, Severity
from isoqms.words import Message

AUTHOR = "isoqms"
"""In whose name remarks are made."""


class Paragraph(NamedTuple):
    """A paragraph of a remark; `head` stands before `text` and is emphasised."""

    head: str
    text: str

    def __str__(self) -> str:
        return f"{self.head}{self.text}"


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said at one cell, one problem after the other."""

    ref: CellRef
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The whole remark, a line for each paragraph."""
        return "\n".join(map(str, self.paragraphs))


def remarks(document: Document, problems: Iterable[Problem], lang: str) -> list[Remark]:
    """Gather the problems by cell, in the order of the cells; what has no cell is said at the first one.

    Raises:
        ValueError: the document has no cell at which anything could be said.
    """
    found: dict[CellRef, dict[tuple[Paragraph, Paragraph], None]] = {}
    order = {ref: number for number, ref in enumerate(document.cells.values())}
    for problem in sorted(problems, key=lambda each: (each.at, each.rule)):
        # a dictionary, so that what two rules say in the same words is said once
        found.setdefault(cell_of(document.cells, problem.at), {})[_paragraphs(problem, lang)] = None
    return [Remark(ref, tuple(chain.from_iterable(found[ref]))) for ref in sorted(found, key=order.__getitem__)]


def cell_of(cells: Mapping[Position, CellRef], at: Position) -> CellRef:
    """Return the cell at a place, else the first cell of the same sheet or file, else the first of all.

    Raises:
        ValueError: there is no cell at all.
    """
    if at in cells:
        return cells[at]
    tabled = {place: ref for place, ref in cells.items() if ref.kind != "docx" or ref.table is not None} or cells
    if not tabled:
        raise ValueError(f"no cell to say at what is wrong at {at}")
    here = [place for place in tabled if place.file == at.file]
    same_row = [place for place in here if place.line == at.line]
    return tabled[(same_row or here or list(tabled))[0]]


def _paragraphs(problem: Problem, lang: str) -> tuple[Paragraph, Paragraph]:
    severities = {
        Severity.ERROR: Message("error"),
        Severity.WARNING: Message("warning"),
        Severity.INFO: Message("advice"),
    }
    word = severities[problem.severity].render(lang)
    head = f"{word[:1].upper()}{word[1:]}: "
    fix = problem.fix.render(lang)
    return (
        Paragraph(head, problem.message.render(lang)),
        Paragraph("", f"→ {fix} [{problem.rule}]" if fix else f"[{problem.rule}]"),
    )
