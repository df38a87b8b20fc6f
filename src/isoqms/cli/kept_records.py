"""The register beside the files a command was asked about, and the records it keeps of each organisation."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from isoqms.register.place import Place, evidence_folder, place_of

if TYPE_CHECKING:
    from isoqms.procedure import Organisation
    from isoqms.qms import Records
    from isoqms.workspace.load import Workspace

_GIT: Final = ".git"


def register_place(paths: Sequence[Path], named: Path) -> Place | None:
    """Return where the register of the files at `paths` is kept: in the folder named, else in one at or above them."""
    folder = _register_folder(paths, named)
    place = place_of(folder or named, os.environ)
    return place if folder is not None or place.url else None


def _register_folder(paths: Sequence[Path], named: Path) -> Path | None:
    """Return the folder that holds a register, if one does."""
    for start in (named, *paths):
        here = start.absolute()
        for folder in (here, *here.parents):
            if (file := place_of(folder, {}).file) and file.is_file():
                return folder
            if (folder / _GIT).exists() or start == named:
                break
    return None


def kept_records(
    paths: Sequence[Path], named: Path, workspace: Workspace
) -> Callable[[Organisation | None], Records | None] | None:
    """Return what tells which organisation keeps its records in the register; None where there is none."""
    place = register_place(paths, named)
    if place is None or not workspace.organisations:
        return None
    from isoqms.register.office import read_office
    from isoqms.register.records.for_rules import records_for  # starts the database, which most runs do not need
    from isoqms.register.records.opening import open_book

    folder = _register_folder(paths, named) or named
    book = open_book(place, evidence_folder(folder), office=read_office(folder)[0])
    topmost = min((*workspace.organisations, *workspace.unread), key=lambda below: len(below.parts))
    home = workspace.organisations.get(topmost)

    def keeping(organisation: Organisation | None) -> Records | None:
        return None if organisation is None else records_for(book, list(organisation.offices), organisation is home)

    return keeping
