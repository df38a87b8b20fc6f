"""A document about a record as text: sections one below the other, each table a row a line."""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.report.document.content import Section, Table
from isoqms.report.record.paper import Paper


def as_text(paper: Paper) -> str:
    """Return a document as text for people."""
    return "\n".join(_lines(paper))


def _lines(paper: Paper) -> Iterator[str]:
    yield from filter(None, (*paper.heading, paper.agency, paper.number, paper.place_and_day))
    yield paper.kind
    yield paper.title
    for section in paper.sections:
        yield ""
        yield from section_lines(section)
    if paper.signatures:
        yield ""
    for each in paper.signatures:
        yield " ".join(filter(None, (f"{each.role}:", each.name, each.note)))
    yield from paper.recipients
    for section in paper.annex:
        yield ""
        yield from section_lines(section)
    if paper.foot:
        yield from ("", paper.foot)


def section_lines(section: Section) -> Iterator[str]:
    """Yield a section, a line each."""
    if section.heading:
        yield section.heading
    for block in section.blocks:
        if not isinstance(block, Table):
            yield f"  {block.text}"
            continue
        for row in block.rows:
            cells = [" ".join(cell.text.split()) for cell in row.cells]
            yield "  " + (": ".join(cells) if block.keys == ("name", "value") else " | ".join(filter(None, cells)))
