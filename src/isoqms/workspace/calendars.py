"""The calendar of working days an office counts by: its own file in the workspace, else the one shipped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from isoqms.problem import Ground, Problem, Severity
from isoqms.procedure import Office, Organisation
from isoqms.resources import calendar_names, calendar_path
from isoqms.source import Keys, Source, read_source, validate
from isoqms.words import Message
from isoqms.workspace.find import Kind, kind_of
from isoqms.worktime import Fault, calendar_faults, hours_faults

if TYPE_CHECKING:
    from isoqms.worktime import Calendar

FOLDER = "calendars"


def calendar_file(name: str, below: Path, files: Iterable[str]) -> Path | None:
    """Return the file of the calendar `name` for an organisation in the folder `below`: nearest one, else the shipped.

    Args:
        name: the file name without its ending.
        below: folder of the organisation file.
        files: names of the calendar files of the workspace.
    """
    own = {Path(file).absolute() for file in files if Path(file).stem == name}
    for folder in (below.absolute(), *below.absolute().parents):
        for file in own:
            if file.parent == folder / FOLDER:
                return file
        # a calendar above the files asked about is the one they count by, whatever was asked about
        above = folder / FOLDER / f"{name}.yaml"
        if above.is_file():
            return above
        if (folder / ".git").exists():
            break
    return calendar_path(name)


def office_calendar(office: Office, below: Path, files: Iterable[str]) -> Calendar:
    """Return the calendar an office counts by, with its local calendars laid over it.

    Raises:
        ValueError: a calendar is missing or faulty; `calendar_problems` says so first.
    """
    names = list(files)
    base, *overlays = (_calendar(name, below, names) for name in (office.calendar, *office.calendar_overlays))
    for overlay in overlays:
        base = base.overlaid(overlay)
    return base


def _calendar(name: str, below: Path, files: list[str]) -> Calendar:
    path = calendar_file(name, below, files)
    if path is None:
        raise ValueError(f"no calendar is called {name!r}")
    from isoqms.worktime import Calendar  # a check counts no days

    return Calendar.from_data(read_source(path, path.as_posix()).data)


def calendar_problems(source: Source) -> Iterator[Problem]:
    """Yield what is wrong with the days of a calendar file that fits the schema."""
    yield from _problems(source, (), calendar_faults(source.data), "format/calendar")


def organisation_problems(source: Source, organisation: Organisation, files: Iterable[str]) -> Iterator[Problem]:
    """Yield what is wrong with the hours of an organisation, and the calendars it names that do not exist."""
    names, below = list(files), Path(source.file).parent
    for id_, office in organisation.offices.items():
        at: Keys = ("offices", id_)
        yield from _hours(source, at, source.data["offices"][id_])
        for group in ("units", "counters"):
            for part, data in source.data["offices"][id_].get(group, {}).items():
                yield from _hours(source, (*at, group, part), data or {})
        for key, name in (("calendar", office.calendar), *(("calendar_overlays", o) for o in office.calendar_overlays)):
            if calendar_file(name, below, names) is None:
                yield _no_calendar(source, (*at, key), name)
    for id_, data in source.data.get("posts", {}).items():
        yield from _hours(source, ("posts", id_), data)


def counting_problems(
    source: Source, organisation: Organisation, office: Office, files: Iterable[str]
) -> Iterator[Problem]:
    """Yield what keeps due dates of `office` from being counted: the hours, and the calendars it counts by.

    Args:
        source: the file of the organisation.
        organisation: what was read from it.
        office: the office that counts.
        files: names of the calendar files of the workspace.
    """
    names = list(files)
    yield from organisation_problems(source, organisation, names)
    for name in (office.calendar, *office.calendar_overlays):
        path = calendar_file(name, Path(source.file).parent, names)
        if path is not None:
            known = (file for file in names if Path(file).absolute() == path)
            calendar = read_source(path, next(known, path.as_posix()))
            faulty = list(calendar.problems) or list(validate(calendar, "calendar"))
            yield from faulty or calendar_problems(calendar)


def _hours(source: Source, at: Keys, data: dict[str, object]) -> Iterator[Problem]:
    hours = data.get("hours")
    if isinstance(hours, dict):
        yield from _problems(source, (*at, "hours"), hours_faults(hours), "format/hours")


def _problems(source: Source, at: Keys, faults: Iterable[Fault], rule: str) -> Iterator[Problem]:
    fix = Message("compare it with a calendar or an organisation that is read without problems")
    for fault in faults:
        place = source.at((*at, *fault.path))
        yield Problem(place, rule, Severity.ERROR, Ground.FORMAT, fault.message, fix)


def _no_calendar(source: Source, at: Keys, name: str) -> Problem:
    message = Message("there is no calendar “{name}”", name=name)
    fix = Message(
        "put {name}.yaml into the folder “calendars”, or name a shipped one: {known}", name=name, known=calendar_names()
    )
    return Problem(source.at(at), "format/calendar", Severity.ERROR, Ground.FORMAT, message, fix)


def is_calendar(file: str) -> bool:
    """Say whether a file of the workspace is a calendar."""
    return kind_of(Path(file)) is Kind.CALENDAR
