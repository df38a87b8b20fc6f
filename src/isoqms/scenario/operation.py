"""What is simulated: procedures and who carries them out, as they are or as a scenario makes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from isoqms.procedure import Office, Organisation, Procedure
from isoqms.workspace.calendars import is_calendar, office_calendar
from isoqms.workspace.load import Workspace

if TYPE_CHECKING:
    from isoqms.worktime import Calendar


@dataclass(frozen=True, slots=True)
class Operation:
    """Procedures ordered by id, the organisation of each, the calendars of its offices, and the steps left out.

    Procedures carried out by the same people share one `Organisation` object; those without an organisation are not in
    `organisations`. `calendars` is kept by procedure and office, `removed` by procedure: such a step is still in its
    procedure, but nobody does it. `known` holds the ids of all procedures of the workspace, `beside` of those that the
    same people do too and that tell how many dossiers come.
    """

    procedures: tuple[Procedure, ...]
    organisations: Mapping[str, Organisation]
    calendars: Mapping[str, Mapping[str, Calendar]] = field(default_factory=dict)
    removed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()

    def procedure(self, id_: str) -> Procedure | None:
        """Return the procedure with this id, if it is simulated."""
        return next((procedure for procedure in self.procedures if procedure.id == id_), None)

    def office_of(self, id_: str) -> Office | None:
        """Return the office that carries out the procedure with this id, if one is known."""
        procedure, organisation = self.procedure(id_), self.organisations.get(id_)
        return organisation.office(procedure.office) if procedure and organisation else None

    def calendar(self, id_: str, office: str) -> Calendar | None:
        """Return the calendar an office counts by, one of the organisation of the procedure with this id."""
        return self.calendars.get(id_, {}).get(office)

    def distinct(self) -> list[Organisation]:
        """Return each organisation once, in the order of the procedures."""
        found: dict[int, Organisation] = {}
        for procedure in self.procedures:
            if organisation := self.organisations.get(procedure.id):
                found.setdefault(id(organisation), organisation)
        return list(found.values())


def operation_of(workspace: Workspace, ids: Iterable[str] | None = None, *, dated: bool = True) -> Operation:
    """Return the operation of the procedures with these ids, of those the user named where none are given.

    Args:
        workspace: where they and their organisations stand.
        ids: which procedures.
        dated: whether calendars are wanted; without them only hours by day of the week are known.

    Raises:
        ValueError: an id is not in the workspace.
    """
    wanted = sorted(set(workspace.asked if ids is None else ids))
    if unknown := [id_ for id_ in wanted if id_ not in workspace.procedures]:
        raise ValueError(f"{unknown!r} are not in the workspace")
    procedures = tuple(workspace.procedures[id_] for id_ in wanted)
    told = {each.id: organisation for each in procedures if (organisation := workspace.organisation_of(each))}
    calendars = _calendars(workspace, procedures) if dated else {}
    busy = set[_Person]().union(*(_people(told.get(each.id), each) for each in procedures))
    beside = frozenset(
        each.id
        for each in workspace.procedures.values()
        if each.id not in wanted and each.demand and not busy.isdisjoint(_people(workspace.organisation_of(each), each))
    )
    return Operation(procedures, told, calendars, {}, frozenset(workspace.procedures), beside)


_Person: TypeAlias = tuple[int, str, str]
"""Somebody of an organisation: a post, or whoever holds several, by name."""


def _people(organisation: Organisation | None, procedure: Procedure) -> Iterator[_Person]:
    """Yield the posts that fill the roles of a procedure, and by name who holds them."""
    if organisation is None:
        return
    steps = procedure.steps.values()
    roles = {role for step in steps for role in step.role}
    roles |= {role for step in steps for special in step.in_variant.values() for role in special.role}
    for id_, post in organisation.posts.items():
        if not roles.isdisjoint(post.roles):
            yield id(organisation), "post", id_
            yield from ((id(organisation), "name", name) for name in post.holders)


def _calendars(workspace: Workspace, procedures: Collection[Procedure]) -> dict[str, Mapping[str, Calendar]]:
    """Return the calendars by procedure and office; offices whose calendar cannot be read have none."""
    files = [name for name in workspace.sources if is_calendar(name)]
    by_folder: dict[Path, Mapping[str, Calendar]] = {}
    read: dict[tuple[str, ...], Calendar | None] = {}
    found = {}
    for procedure in procedures:
        folder = workspace.organisation_folder(procedure)
        if folder is None:
            continue
        if folder not in by_folder:
            offices = workspace.organisations[folder].offices
            held = {id_: _calendar(office, folder, files, read) for id_, office in offices.items()}
            by_folder[folder] = {id_: calendar for id_, calendar in held.items() if calendar is not None}
        found[procedure.id] = by_folder[folder]
    return found


def _calendar(
    office: Office, folder: Path, files: list[str], read: dict[tuple[str, ...], Calendar | None]
) -> Calendar | None:
    key = (str(folder), office.calendar, *office.calendar_overlays)
    if key not in read:
        try:
            read[key] = office_calendar(office, folder, files)
        except ValueError:
            read[key] = None  # the workspace has told what is wrong with it
    return read[key]
