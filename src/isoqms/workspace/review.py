"""What holds the stamp of procedures: those that adopted one, documents made from one, risks; and which are stale.

The stamp of a document says what it was made from, which no review changes: only issuing it anew does. That somebody
went through it is written beside, as `confirmed`, with the stamp of that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from isoqms.problem import Position
from isoqms.source import Edit, Keys, Source
from isoqms.workspace.find import Kind, kind_of
from isoqms.workspace.load import Workspace
from isoqms.workspace.quality import REVIEWED
from isoqms.workspace.stamp import stamp_of_several

ALL: Final = "all"
"""Stands for every procedure of the system; known here so that most runs need not load the quality documents."""
_FINDINGS: Final = "findings"
_DOCUMENTS: Final = "documents"
_CONFIRMED: Final = "confirmed"
_HOLDERS: Final = ((_DOCUMENTS, "procedure"), ("entries", "procedures"), (_FINDINGS, "procedure"))
"""Groups of quality documents whose entries hold stamps, and what names the procedures: documents, risks, findings."""
_EMPTY: Final = f"{_FINDINGS}: {{}}\n"

_SHORTEST = 8
"""A stamp may be shortened, to as many characters as cannot be the same by chance."""


class StampedLink(NamedTuple):
    """A place that holds the stamp of procedures: who holds it, where it stands, what it is and would be today."""

    id: str
    at: Position
    path: Keys
    procedures: tuple[str, ...]
    held: str | None
    present: str

    @property
    def is_stale(self) -> bool:
        """Whether a procedure has changed since, or no stamp was written."""
        held = self.held
        return held is None or len(held) < _SHORTEST or not self.present.startswith(held[: len(self.present)])

    @property
    def is_issued(self) -> bool:
        """Whether it is a document that says what it was made from: only issuing it anew changes that."""
        return self.path[0] == _DOCUMENTS and self.held is not None


class Confirmation(NamedTuple):
    """Who says that something was gone through, and on which day."""

    by: str
    on: date


def stamped_links(workspace: Workspace) -> tuple[StampedLink, ...]:
    """Return every place that holds, or should hold, the stamp of procedures at hand, by file and line."""
    found = [link for source in workspace.sources.values() for link in _links(source, workspace)]
    return tuple(sorted(found, key=lambda link: link.at))


def _links(source: Source, workspace: Workspace) -> Iterator[StampedLink]:
    kind, data = kind_of(Path(source.file)), source.data
    if not isinstance(data, Mapping):
        return
    stamps = workspace.stamps
    if kind is Kind.PROCEDURE and isinstance(data.get("adopts"), Mapping):
        adopted = [str(data["adopts"].get("id"))]
        yield from _link(str(data.get("id")), source, ("adopts",), data["adopts"], adopted, stamps)
    for group, key in _HOLDERS if kind is Kind.QMS else ():
        for id_, entry in _entries(data, group):
            named = entry.get(key) or ()
            ids = [named] if isinstance(named, str) else list(named)
            ids = _all(workspace, source) if ALL in ids else ids
            yield from _link(id_, source, (group, id_), entry, ids, stamps)


def _entries(data: Mapping[str, Any], group: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    held = data.get(group)
    for id_, entry in held.items() if isinstance(held, Mapping) else ():
        if isinstance(entry, Mapping):
            yield id_, entry


def _all(workspace: Workspace, source: Source) -> list[str]:
    """Return the procedures a quality document is about that names all: those of its scope, else of its folder."""
    folder = Path(source.file).absolute().parent.parent
    documents = workspace.quality.get(folder)
    if documents is not None and documents.scope is not None:
        return list(documents.scope.procedures)
    return [id_ for id_, each in workspace.procedures.items() if workspace.organisation_folder(each) == folder]


def _link(
    id_: str, source: Source, path: Keys, held: Mapping[str, Any], to: Iterable[str], stamps: Mapping[str, str]
) -> Iterator[StampedLink]:
    known = {procedure: stamps[procedure] for procedure in to if procedure in stamps}
    if known:
        confirmed, place = held.get(_CONFIRMED), source.at((*path, "stamp"))
        later = confirmed.get("stamp") if isinstance(confirmed, Mapping) else None
        text = str(later or held.get("stamp") or "") or None
        yield StampedLink(id_, place, (*path, "stamp"), tuple(known), text, stamp_of_several(known))


def links_of_records(workspace: Workspace, records: Mapping[str, str]) -> tuple[StampedLink, ...]:
    """Return the places that should hold the stamps of records, and do not yet.

    Args:
        workspace: loaded with its quality documents.
        records: findings and nonconformities by their references, each with the procedure it is about.
    """
    held = {link.id for link in stamped_links(workspace) if link.path[0] == _FINDINGS}
    found = []
    for reference, procedure in sorted(records.items()):
        known = workspace.procedures.get(procedure)
        folder = workspace.organisation_folder(known) if known and reference not in held else None
        if folder is not None:
            file = workspace.organisations[folder].at.file
            at = Position(f"{file[: file.rfind('/') + 1]}qms/{REVIEWED}.yaml")
            path = (_FINDINGS, reference, "stamp")
            found.append(StampedLink(reference, at, path, (procedure,), None, workspace.stamps[procedure]))
    return tuple(found)


def with_present_stamps(text: str, links: tuple[StampedLink, ...], confirmation: Confirmation) -> str:
    """Return the text of a file in which its `links` were gone through today; nothing else changes.

    A file that is not there yet is one of records gone through.
    """
    said = {"by": confirmation.by, "on": confirmation.on.isoformat()}
    edit = Edit(text or _EMPTY)
    for link in links:
        if link.path[0] == _FINDINGS:
            edit.set((*link.path[:-1], "procedure"), link.procedures[0])
        if link.is_issued:
            edit.set((*link.path[:-1], _CONFIRMED), {"stamp": link.present, **said})
            continue
        edit.set(link.path, link.present)
        edit.set((*link.path[:-1], _CONFIRMED), said)
    return edit.text()
