"""Reading a whole workspace: every file on its own, then each procedure with the one it adopts and its organisation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from isoqms.problem import Ground, Problem, Severity
from isoqms.procedure import Answers, Organisation, Procedure, once, read_organisation, read_procedure
from isoqms.source import Source, read_source, validate
from isoqms.words import Message
from isoqms.workspace.adopt import Overlay, lay_over
from isoqms.workspace.calendars import calendar_problems, is_calendar, office_calendar, organisation_problems
from isoqms.workspace.find import OLDER, Kind, find_files, kind_of, with_context
from isoqms.workspace.quality import quality_schema, read_quality, reference_problems, unknown_document
from isoqms.workspace.stamp import Stamps

if TYPE_CHECKING:
    from isoqms.qms import QualityDocuments
    from isoqms.worktime import Calendar

_HARMLESS = ("format/unknown-key",)
"""Problems after which the rest of a file can still be judged."""

_MOST_ADOPTIONS = 20

_SCHEMAS = {
    Kind.PROCEDURE: "procedure",
    Kind.ORGANISATION: "organisation",
    Kind.CALENDAR: "calendar",
    Kind.SCENARIO: "scenario",
}


@dataclass(frozen=True, slots=True)
class Workspace:
    """Procedures by id, the organisation of each, and everything found wrong while reading.

    `asked` holds the ids of the procedures the user named, `asked_files` how many files those stand in, readable or
    not; the other procedures are there because those refer to them. `data` is the plain data of each procedure, laid
    over the one it adopts; `sources` every file read, by name; `organisations` are kept by the absolute folder they
    apply to, and `unread` names the folders whose organisation cannot be read; `quality` holds the quality documents
    of an organisation by the same folder, `scenarios` the scenario files the user named, by name.
    """

    procedures: Mapping[str, Procedure]
    asked: tuple[str, ...]
    asked_files: int
    organisations: Mapping[Path, Organisation]
    stamps: Mapping[str, str]
    data: Mapping[str, Mapping[str, Any]]
    sources: Mapping[str, Source]
    problems: tuple[Problem, ...]
    unread: frozenset[Path] = frozenset()
    scenarios: Mapping[str, Source] = field(default_factory=dict)
    quality: Mapping[Path, QualityDocuments] = field(default_factory=dict)
    answers: Answers = field(default_factory=dict, init=False, compare=False, repr=False)

    def organisation_of(self, procedure: Procedure) -> Organisation | None:
        """Return the organisation that carries `procedure` out: the nearest one above its file."""
        folder = self.organisation_folder(procedure)
        return None if folder is None else self.organisations[folder]

    def organisation_folder(self, procedure: Procedure) -> Path | None:
        """Return the folder whose organisation file applies to `procedure`; None when that file cannot be read."""
        file = procedure.at.file
        return self._organisation_above(file[: file.rfind("/") + 1])

    @once
    def _organisation_above(self, place: str) -> Path | None:
        here = Path(place).absolute()
        above = (here, *here.parents)
        nearest = next((folder for folder in above if folder in self.organisations or folder in self.unread), None)
        return nearest if nearest in self.organisations else None

    def calendar_of(self, procedure: Procedure) -> Calendar | None:
        """Return the calendar by which the office of `procedure` counts; None where no office is known."""
        organisation, folder = self.organisation_of(procedure), self.organisation_folder(procedure)
        office = organisation.office(procedure.office) if organisation else None
        if office is None or folder is None:
            return None
        return office_calendar(office, folder, filter(is_calendar, self.sources))


@dataclass(slots=True)
class _Loading:
    """What is known so far; problems of files nobody asked about are left out."""

    asked_files: frozenset[str]
    quality: bool = False
    sources: dict[str, Source] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    broken: dict[str, list[Problem]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def is_wanted(self, name: str) -> bool:
        """Say whether a quality document is read: a check of procedures does not need those nobody named."""
        return self.quality or name in self.asked_files

    def note(self, problems: Iterable[Problem]) -> None:
        self.problems += [problem for problem in problems if problem.at.file in self.asked_files]

    def hinder(self, name: str) -> None:
        """Tell why a file cannot be read, though nobody named it: what it would say is not judged for that."""
        if name not in self.asked_files:
            self.problems += [each for each in self.broken[name] if each not in self.problems]


def load(paths: Iterable[Path], quality: bool = False) -> Workspace:
    """Read the files and folders at `paths` and what they refer to.

    A single procedure is read together with the rest of its organisation's folder, so that its references can be
    followed; only problems of the files named by `paths` are reported, and why its organisation or the procedure it
    adopts cannot be read. With `quality`, the quality documents of the organisation are read as well when nobody named
    them.

    Raises:
        IsoqmsError: a path does not exist.
    """
    asked = find_files(paths)
    loading = _Loading(frozenset(path.as_posix() for path in asked), quality)
    for path in with_context(asked):
        _read(path, loading)
    return _linked(loading)


def _read(path: Path, loading: _Loading) -> None:
    name, kind = path.as_posix(), kind_of(path)
    if kind is Kind.SCENARIO and name not in loading.asked_files:
        return  # procedures do not refer to scenarios
    if name in loading.sources or (kind is Kind.QMS and not loading.is_wanted(name)):
        return
    schema = quality_schema(path) if kind is Kind.QMS else _SCHEMAS.get(kind)
    if schema is None and kind is not Kind.QMS:
        return
    source = read_source(path, name)
    problems = list(source.problems) or (list(validate(source, schema)) if schema else [unknown_document(source)])
    if kind is Kind.CALENDAR and not problems:
        problems = list(calendar_problems(source))
    if source.data is None or any(problem.rule not in _HARMLESS for problem in problems):
        loading.broken[name] = problems
    loading.note(problems)
    loading.sources[name] = source
    loading.kinds[name] = kind


def _linked(loading: _Loading) -> Workspace:
    organisations = dict(_organisations(loading))
    files = _by_id(loading)
    laid: dict[str, Overlay | None] = {}
    for id_ in files:
        _overlay(id_, files, laid, loading, ())
    overlays = {id_: overlay for id_, overlay in laid.items() if overlay}
    procedures = {}
    for id_, overlay in overlays.items():
        procedures[id_], problems = read_procedure(overlay.data, overlay.at)
        loading.note(problems)
    data = {id_: overlay.data for id_, overlay in overlays.items()}
    quality_files = {name: loading.sources[name] for name, kind in loading.kinds.items() if kind is Kind.QMS}
    quality, problems = read_quality(quality_files, loading.broken)
    named = {*files, *_closed_procedures(loading)}
    loading.note([*problems, *reference_problems(quality_files, quality, organisations, named)])
    asked = tuple(id_ for id_ in procedures if files[id_].file in loading.asked_files)
    for name in dict.fromkeys(_closed_organisation(files[id_].file, organisations, loading) for id_ in asked):
        if name is not None:
            loading.hinder(name)
    return Workspace(
        procedures=procedures,
        asked=asked,
        asked_files=sum(kind is Kind.PROCEDURE and name in loading.asked_files for name, kind in loading.kinds.items()),
        organisations=organisations,
        stamps=Stamps(data),
        data=data,
        sources=loading.sources,
        problems=tuple(sorted(loading.problems, key=lambda problem: (problem.at, problem.rule))),
        unread=frozenset(_closed_folders(loading)),
        scenarios={
            name: source
            for name, source in loading.sources.items()
            if loading.kinds[name] is Kind.SCENARIO and name not in loading.broken
        },
        quality=quality,
    )


def _organisations(loading: _Loading) -> Iterator[tuple[Path, Organisation]]:
    calendars = [name for name, kind in loading.kinds.items() if kind is Kind.CALENDAR]
    for name, source in loading.sources.items():
        if loading.kinds[name] is Kind.ORGANISATION and name not in loading.broken:
            organisation, problems = read_organisation(source.data, source.at)
            loading.note([*problems, *organisation_problems(source, organisation, calendars)])
            yield Path(name).absolute().parent, organisation


def _closed_folders(loading: _Loading) -> dict[Path, str]:
    """Return the folders whose organisation cannot be read, with the name of that file."""
    closed = (name for name in loading.broken if loading.kinds[name] is Kind.ORGANISATION)
    return {Path(name).absolute().parent: name for name in closed}


def _closed_organisation(file: str, organisations: Mapping[Path, Organisation], loading: _Loading) -> str | None:
    """Return the organisation file that applies to the procedure in `file`, where that cannot be read."""
    closed = _closed_folders(loading)
    above = Path(file).absolute().parents if closed else ()
    nearest = next((folder for folder in above if folder in organisations or folder in closed), None)
    return closed.get(nearest) if nearest else None


def _closed_procedures(loading: _Loading) -> dict[str, str]:
    """Return the ids of procedures that cannot be read: there they are, each in the file that has what is wrong."""
    closed = {}
    for name in loading.broken:
        if loading.kinds[name] is Kind.PROCEDURE:
            data = loading.sources[name].data
            closed[str(data["id"]) if isinstance(data, Mapping) and "id" in data else Path(name).stem] = name
    return closed


def _by_id(loading: _Loading) -> dict[str, Source]:
    files: dict[str, list[Source]] = {}
    for name, source in loading.sources.items():
        if loading.kinds[name] is Kind.PROCEDURE and name not in loading.broken:
            files.setdefault(source.data["id"].lower(), []).append(source)
    for sources in files.values():
        for source in sources if len(sources) > 1 else ():
            others = [other.file for other in sources if other is not source]
            message = Message("the id “{id}” is also used in {files}", id=source.data["id"], files=others)
            fix = Message(
                "give one of the procedures another id; an older version is kept in a folder called {folders}, "
                "which is not read",
                folders=OLDER,
            )
            loading.note([_problem(source, ("id",), "format/duplicate-id", message, fix)])
    every = [source for sources in files.values() for source in reversed(sources)]
    named = {source.data["id"]: source for source in every if source.file in loading.asked_files}
    return {source.data["id"]: source for source in every} | named


def _overlay(
    id_: str, files: Mapping[str, Source], done: dict[str, Overlay | None], loading: _Loading, above: tuple[str, ...]
) -> Overlay | None:
    """Return the procedure laid over the one it adopts, or None when that cannot be had; `done` keeps both."""
    if id_ in done:
        return done[id_]
    source = files[id_]
    adopted = source.data.get("adopts")
    if adopted is None:
        done[id_] = Overlay(source, source.data)
        return done[id_]
    parent = None
    if len(above) > _MOST_ADOPTIONS:
        message = Message("more than {count} procedures adopt one another in a row", count=_MOST_ADOPTIONS)
    elif adopted["id"] in (*above, id_):
        message = Message("“{id}” adopts itself, directly or by way of others", id=id_)
    elif adopted["id"] not in files:
        message = Message("the adopted procedure “{id}” is not in the workspace or cannot be read", id=adopted["id"])
        closed = _closed_procedures(loading).get(adopted["id"])
        if closed is not None and source.file in loading.asked_files:
            loading.hinder(closed)
    else:
        parent = _overlay(adopted["id"], files, done, loading, (*above, id_))
        message = Message("the adopted procedure “{id}” cannot be used", id=adopted["id"])
    if parent is None:
        fix = Message("put the file of the issuing office into the workspace and name its id here")
        loading.note([_problem(source, ("adopts", "id"), "format/adopts", message, fix)])
    done[id_] = lay_over(source, parent) if parent else None
    return done[id_]


def _problem(source: Source, path: tuple[str, ...], rule: str, message: Message, fix: Message) -> Problem:
    return Problem(source.at(path), rule, Severity.ERROR, Ground.FORMAT, message, fix)
