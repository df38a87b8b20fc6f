"""What a register takes from the files of its workspace: what the office set for itself, its time and working days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from isoqms.problem import IsoqmsError, Problem, Severity
from isoqms.procedure import Office as WorkingOffice
from isoqms.procedure import Organisation, read_organisation
from isoqms.procedure.organisation import VIET_NAM
from isoqms.register.lifecycle.policy import Policy
from isoqms.resources import calendar_path
from isoqms.source import Source, read_source, validate
from isoqms.words import Message
from isoqms.workspace.calendars import FOLDER as CALENDARS
from isoqms.workspace.calendars import office_calendar
from isoqms.workspace.find import ORGANISATION, find_files, kind_of
from isoqms.workspace.find import Kind as FileKind

if TYPE_CHECKING:
    from isoqms.qms import CorrectiveActionRules
    from isoqms.worktime import Calendar

RULES: Final = "corrective-action"
"""The quality document in which an office sets its own figures."""
_USUAL_CALENDAR: Final = "vn"
_ID: Final = re.compile(r"""^id: *["']?([^\s"'#]+)""", re.MULTILINE)
_OFFICE: Final = re.compile(r"""^office: *["']?([^\s"'#]+)""", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The office that keeps a register; without files everything is as the program has it."""

    folder: Path | None = None
    organisation: Organisation | None = None
    policy: Policy = field(default_factory=Policy)

    @property
    def timezone(self) -> tzinfo:
        """The time zone of its clocks.

        Raises:
            IsoqmsError: this machine knows no time zones.
        """
        office = self._office("")
        name = office.time_zone if office else VIET_NAM
        try:
            return ZoneInfo(name)
        except ZoneInfoNotFoundError as error:
            raise IsoqmsError(
                Message(
                    "this machine does not know the time zone {name}: install it with: pip install tzdata", name=name
                )
            ) from error

    def calendar(self, office: str = "") -> Calendar:
        """Return the working days of an office, by its id; of the usual office where nothing is known of it.

        Raises:
            ValueError: a calendar is missing or faulty, which a check of the workspace tells.
        """
        held = self._office(office)
        if held is not None and self.folder is not None:
            files = [path.as_posix() for path in sorted((self.folder / CALENDARS).glob("*.yaml"))]
            return office_calendar(held, self.folder, files)
        return _shipped(_USUAL_CALENDAR)

    def procedures(self) -> Mapping[str, str]:
        """Return the procedures in the folder by id, each with the office it names, or nothing where it names none.

        Both are read as the files state them at the beginning of a line.
        """
        found = {}
        for path in self.procedure_files():
            text = path.read_text(encoding="utf-8", errors="replace")
            if id_ := _ID.search(text):
                office = _OFFICE.search(text)
                found[id_[1]] = office[1] if office else ""
        return found

    def procedure_file(self, id_: str) -> Path | None:
        """Return the file of a procedure of the folder; None where there is none of this id."""
        for path in self.procedure_files():
            found = _ID.search(path.read_text(encoding="utf-8", errors="replace"))
            if found and found[1] == id_:
                return path
        return None

    def procedure_files(self) -> Iterator[Path]:
        """Yield the files of procedures in the folder."""
        if self.folder is not None and self.folder.is_dir():
            yield from (path for path in find_files([self.folder]) if kind_of(path) is FileKind.PROCEDURE)

    def _office(self, id_: str) -> WorkingOffice | None:
        if self.organisation is None:
            return None
        return self.organisation.office(id_ or None) or self.organisation.office(None)


def _shipped(name: str) -> Calendar:
    from isoqms.worktime import Calendar

    path = calendar_path(name)
    if path is None:
        raise ValueError(f"no calendar is called {name!r}")
    return Calendar.from_data(read_source(path, path.as_posix()).data)


def read_office(folder: Path) -> tuple[Office, tuple[Problem, ...]]:
    """Return what the files of a workspace say of its office, and what is wrong with those files."""
    problems: list[Problem] = []
    organisation, policy = None, Policy()
    if source := _read(folder / ORGANISATION, "organisation", problems):
        organisation, found = read_organisation(source.data, source.at)
        problems += found
    if source := _read(folder / "qms" / f"{RULES}.yaml", f"qms-{RULES}", problems):
        from isoqms.qms import read_document  # most folders set nothing for themselves

        rules, found = read_document(RULES, source.data, source.at)
        problems += found
        policy = policy_of(rules)
    errors = tuple(each for each in problems if each.severity is Severity.ERROR)
    return Office(folder=folder, organisation=organisation, policy=policy), errors


def _read(path: Path, schema: str, problems: list[Problem]) -> Source | None:
    """Return a file that fits its schema, or note what is wrong with it; None as well where there is no such file."""
    if not path.is_file():
        return None
    source = read_source(path, path.as_posix())
    found = [each for each in source.problems or validate(source, schema) if each.severity is Severity.ERROR]
    problems += found
    return None if found else source


def policy_of(rules: CorrectiveActionRules) -> Policy:
    """Return the parameters of the life cycle as an office set them; what it left out stays as it is."""
    return Policy(**dict(_set(rules)))


def _set(rules: CorrectiveActionRules) -> Iterator[tuple[str, Any]]:
    for part, names in _NAMES.items():
        held = getattr(rules, part) if part else rules
        for theirs, ours in names.items():
            value = getattr(held, theirs) if held is not None else None
            if value is not None:
                yield ours, value
    if rules.small_office is not None:
        yield "small_office", True
    if rules.grades is not None:
        words = {grade: getattr(rules.grades, grade) for grade in ("major", "minor", "observation")}
        yield (
            "grade_words",
            {text.render(lang): grade for grade, text in words.items() if text for lang in ("vi", "en")},
        )


_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "": {
        "recurrence_limit": "recurrence_limit",
        "window_periods": "window_periods",
        "window_days_least": "window_days_least",
    },
    "limits": {
        "triage": "triage_wd",
        "containment_of_major": "containment_major_wd",
        "plan_of_major": "plan_major_wd",
        "plan_of_minor": "plan_minor_wd",
    },
    "escalation": {
        "owner_before": "warn_days_before",
        "quality_manager_after": "quality_manager_after_wd",
        "top_management_after": "top_management_after_wd",
        "extensions_told": "extensions_warned",
        "extensions_escalated": "extensions_escalated",
        "attempt_escalated": "escalate_iteration",
    },
    "small_office": {"people_for_major": "persons_major", "people_for_minor": "persons_minor"},
}
"""What a file calls the parameters of `Policy`, by the part of the file."""
