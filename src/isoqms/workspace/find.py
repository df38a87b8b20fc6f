"""Which files of a folder are what: by name and place, never by trial."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from isoqms.problem import IsoqmsError, reason_of
from isoqms.words import Message

ORGANISATION = "organisation.yaml"
_SUFFIXES = (".yaml", ".yml")
OLDER = ("archive", "ban-cu")
"""Folders in which an office keeps older versions: read only where one is named."""
_FOLDERS_OF_THEIR_OWN = {"calendars": "calendar", "scenarios": "scenario", "qms": "qms"}


class Kind(StrEnum):
    """What a file of a workspace holds."""

    PROCEDURE = "procedure"
    ORGANISATION = "organisation"
    CALENDAR = "calendar"
    SCENARIO = "scenario"
    QMS = "qms"


def kind_of(path: Path) -> Kind:
    """Return what the file at `path` holds, from its name and the folder it lies in."""
    if path.name == ORGANISATION:
        return Kind.ORGANISATION
    return Kind(_FOLDERS_OF_THEIR_OWN.get(path.parent.name, "procedure"))


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Return the YAML files named by `paths` or lying below them, each once, in a stable order.

    Hidden folders and files are passed over, and folders of older versions below the named ones.

    Raises:
        IsoqmsError: a path does not exist, or a folder cannot be read.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise IsoqmsError(Message("“{path}” does not exist; name a file or a folder that does", path=path))
        for file in _below(path, ()) if path.is_dir() else [path]:
            found.setdefault(file.absolute(), file)
    return list(found.values())


def _below(folder: Path, above: tuple[Path, ...]) -> Iterator[Path]:
    here = folder.resolve()
    if here in above:
        return  # a link that leads back to where we came from
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        raise IsoqmsError(
            Message("folder “{path}” cannot be read: {reason}", path=folder, reason=reason_of(error))
        ) from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and entry.name.lower() in OLDER:
            continue
        if entry.is_dir():
            yield from _below(entry, (*above, here))
        elif entry.suffix.lower() in _SUFFIXES:
            yield entry


def organisation_above(path: Path) -> Path | None:
    """Return the organisation file that applies to the procedure at `path`: the nearest one in a folder above it."""
    for folder in path.absolute().parents:
        candidate = folder / ORGANISATION
        if candidate.is_file():
            return candidate
        if (folder / ".git").exists():
            break
    return None


def with_context(asked: list[Path]) -> list[Path]:
    """Return the `asked` files and what they may refer to: everything below the nearest organisation files."""
    known = {path.absolute() for path in asked}
    above = {organisation_above(path) for path in asked if path.name != ORGANISATION}
    folders = sorted(path.parent for path in above if path is not None and path not in known)
    if not all(path.is_absolute() for path in asked):
        folders = [_from_here(folder) for folder in folders]
    return asked + [path for path in find_files(folders) if path.absolute() not in known]


def _from_here(folder: Path) -> Path:
    """Return a folder as one who stands here would write it, where it lies below."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
