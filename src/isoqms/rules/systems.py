"""The quality systems of a workspace: one for each organisation, with what its rules may look at beside the text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from isoqms.metrics.estimates import Estimate
from isoqms.problem import Position, Problem
from isoqms.procedure import Organisation, Procedure
from isoqms.qms import KeptRecords, QualityDocuments, Records
from isoqms.rules.system import NOT_SIMULATED, System
from isoqms.workspace.calendars import is_calendar, office_calendar
from isoqms.workspace.find import ORGANISATION, Kind, kind_of
from isoqms.workspace.load import Workspace

if TYPE_CHECKING:
    from isoqms.worktime import Calendar

Estimating: TypeAlias = Callable[[Sequence[str]], Estimate]
"""Estimates the procedures with these ids, all of one organisation."""

Keeping: TypeAlias = Callable[[Organisation | None], Records | None]
"""Tells what keeps the records of an organisation, if anything does."""


def systems(
    workspace: Workspace, as_of: date, records: Records | Keeping | None = None, estimating: Estimating | None = None
) -> tuple[System, ...]:
    """Return the quality systems of a workspace: one for each organisation with a procedure or document asked about.

    `records` are those of every organisation, or tell which are whose.
    """
    by_folder: dict[Path | None, dict[str, Procedure]] = {}
    asked = set(workspace.asked)
    for id_, procedure in workspace.procedures.items():
        by_folder.setdefault(_folder(workspace, procedure), {})[id_] = procedure
    found = []
    for folder in sorted({*by_folder, *workspace.quality}, key=str):
        procedures = by_folder.get(folder, {})
        if folder in workspace.quality or asked & procedures.keys():
            own = sorted(asked & procedures.keys())
            estimate = estimating(own) if estimating is not None and own else NOT_SIMULATED
            found.append(_system(workspace, folder, procedures, as_of, records, estimate))
    return tuple(found)


def problems_by_folder(workspace: Workspace, folders: Sequence[str]) -> Mapping[str, tuple[Problem, ...]]:
    """Return what was wrong with files when they were read, by the nearest folder above; the first has the rest."""
    found: dict[str, list[Problem]] = {folder: [] for folder in folders}
    for problem in workspace.problems if folders else ():
        above = [folder for folder in folders if problem.at.file.startswith(folder)]
        found[max(above, key=len, default=folders[0])].append(problem)
    return {folder: tuple(problems) for folder, problems in found.items()}


def unread_procedures(workspace: Workspace, problems: Iterable[Problem]) -> tuple[Position, ...]:
    """Return the first place at which each procedure file cannot be read of which there is no procedure for that."""
    read = {procedure.at.file for procedure in workspace.procedures.values()}
    first: dict[str, Position] = {}
    for problem in problems:
        file = problem.at.file
        if file not in read and kind_of(Path(file)) is Kind.PROCEDURE:
            first[file] = min(first.get(file, problem.at), problem.at)
    return tuple(first.values())


def _folder(workspace: Workspace, procedure: Procedure) -> Path | None:
    """Return the folder of the organisation that carries a procedure out, be it one that nobody can read."""
    folder = workspace.organisation_folder(procedure)
    if folder is not None or not workspace.unread:
        return folder
    return next((each for each in Path(procedure.at.file).absolute().parents if each in workspace.unread), None)


def _unread(workspace: Workspace, folder: Path | None) -> Position | None:
    """Return the first place at which the organisation of a folder cannot be read; None where it can, or is none."""
    if folder not in workspace.unread:
        return None
    name = next(each for each in workspace.sources if Path(each).absolute() == folder / ORGANISATION)
    return min((each.at for each in workspace.problems if each.at.file == name), default=Position(name))


def _system(
    workspace: Workspace,
    folder: Path | None,
    procedures: Mapping[str, Procedure],
    as_of: date,
    records: Records | Keeping | None,
    estimate: Estimate,
) -> System:
    organisation = workspace.organisations.get(folder) if folder else None
    kept = records(organisation) if callable(records) else records
    documents = workspace.quality.get(folder, QualityDocuments()) if folder else QualityDocuments()
    first = next(iter(procedures.values()), None)
    unread = _unread(workspace, folder)
    at = organisation.at if organisation else unread or (first.at if first else Position(f"{folder}/qms"))
    place = at.file[: at.file.rfind("/") + 1]
    return System(
        at=at,
        folder=place,
        organisation=organisation,
        documents=documents,
        procedures=procedures,
        others=workspace.procedures,
        stamps=workspace.stamps,
        as_of=as_of,
        records=kept or KeptRecords(),
        estimate=estimate,
        unread=unread,
        digest=partial(digest, Path(place)),
        calendar=partial(_calendar, workspace, folder, organisation),
    )


def digest(folder: Path, name: str) -> str | None:
    """Return the SHA-256 of the file `name` below `folder`; None where there is none, or the name leads outside."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        return None
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _calendar(workspace: Workspace, folder: Path | None, organisation: Organisation | None) -> Calendar | None:
    office = organisation.office(None) if organisation else None
    if office is None or folder is None:
        return None
    try:
        return office_calendar(office, folder, filter(is_calendar, workspace.sources))
    except ValueError:
        return None  # reading the workspace has told what is wrong with it
