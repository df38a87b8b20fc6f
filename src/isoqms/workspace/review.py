"""What holds the stamp of a procedure: procedures that adopted it, documents made from it; and which are stale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from isoqms.problem import Position
from isoqms.source import Edit, Keys, Source
from isoqms.workspace.find import Kind, kind_of
from isoqms.workspace.load import Workspace

_SHORTEST = 8
"""A stamp may be shortened, to as many characters as cannot be the same by chance."""


class StampedLink(NamedTuple):
    """A place that holds the stamp of a procedure: who holds it, where it stands, what it is and would be today."""

    id: str
    at: Position
    path: Keys
    procedure: str
    held: str | None
    present: str

    @property
    def is_stale(self) -> bool:
        """Whether the procedure has changed since, or no stamp was written."""
        held = self.held
        return held is None or len(held) < _SHORTEST or not self.present.startswith(held[: len(self.present)])


def stamped_links(workspace: Workspace) -> tuple[StampedLink, ...]:
    """Return every place that holds, or should hold, the stamp of a procedure at hand, by file and line."""
    found = [link for source in workspace.sources.values() for link in _links(source, workspace.stamps)]
    return tuple(sorted(found, key=lambda link: link.at))


def _links(source: Source, stamps: Mapping[str, str]) -> Iterator[StampedLink]:
    kind, data = kind_of(Path(source.file)), source.data
    if not isinstance(data, Mapping):
        return
    if kind is Kind.PROCEDURE and isinstance(data.get("adopts"), Mapping):
        yield from _link(str(data.get("id")), source, ("adopts",), data["adopts"], "id", stamps)
    elif kind is Kind.QMS and isinstance(data.get("documents"), Mapping):
        for id_, entry in data["documents"].items():
            if isinstance(entry, Mapping) and "procedure" in entry:
                yield from _link(id_, source, ("documents", id_), entry, "procedure", stamps)


def _link(
    id_: str, source: Source, path: Keys, held: Mapping[str, Any], to: str, stamps: Mapping[str, str]
) -> Iterator[StampedLink]:
    procedure = str(held.get(to))
    if procedure in stamps:
        stamp = held.get("stamp")
        place = source.at((*path, "stamp"))
        yield StampedLink(id_, place, (*path, "stamp"), procedure, str(stamp) if stamp else None, stamps[procedure])


def with_present_stamps(text: str, links: tuple[StampedLink, ...]) -> str:
    """Return the text of a file in which its `links` hold the stamps of today; nothing else changes."""
    edit = Edit(text)
    for link in links:
        edit.set(link.path, link.present)
    return edit.text()
