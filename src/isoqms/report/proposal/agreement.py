"""Whether list and details of a dossier, as they will be printed, name the same changes."""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.report.document.content import Table
from isoqms.report.proposal.details import detailed
from isoqms.report.proposal.listing import listed
from isoqms.report.proposal.telling import Telling
from isoqms.words import Message

_PARTS = ("content", "amends", "roadmap")


def disagreements(telling: Telling) -> Iterator[Message]:
    """Yield the numbers of changes that stand in the list or in a part of the details and not in the other."""
    named = _listed(telling)
    tables = [block for section in detailed(telling) for block in section.blocks if isinstance(block, Table)]
    for part in _PARTS:
        held = {row.cells[0].text for table in tables if table.id.startswith(f"{part}-") for row in table.rows}
        if other := sorted(named ^ held):
            yield Message("list and details do not name the same changes: {numbers}", numbers=other)


def _listed(telling: Telling) -> set[str]:
    rows = [row for block in listed(telling) if isinstance(block, Table) for row in block.rows]
    return {line.split(" ")[0].rstrip(".") for row in rows for line in row.cells[-1].text.split("\n")}
