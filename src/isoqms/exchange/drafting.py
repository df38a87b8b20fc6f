"""A procedure being put together from cells: every value remembers its cell, every cell is accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from isoqms.exchange.faults import doubt
from isoqms.exchange.fold import fold, is_ascii, is_vietnamese, slug
from isoqms.exchange.table import Cell, Row
from isoqms.problem import Position, Problem, Severity
from isoqms.source import Keys
from isoqms.words import Message

_ENGLISH = re.compile(
    r"\b(the|a|of|and|to|for|in|receive|check|issue|sign|return|results?|approve|review|dossier|"
    r"documents?|officer|head|leader|step|application|permit|procedure|department|division|staff|"
    r"desk|office|unit|counter|clerk|secretary|director|chairman|chairwoman|accountant|specialist|manager|expert|"
    r"days?|hours?|minutes?|assign|verify|prepare|forward|submit)\b",
    re.IGNORECASE,
)
TOP = (
    "id",
    "title",
    "national_code",
    "office",
    "agency",
    "field",
    "level",
    "purpose",
    "subjects",
    "result",
    "channels",
    "source",
    "issue",
    "legal_basis",
    "limits",
    "variants",
    "stages",
    "dossier",
    "dossier_sets",
    "fees",
    "start",
    "steps",
    "forms",
    "records",
    "published_times",
    "notes",
)
"""The order in which a draft is written."""
STEP = (
    "number",
    "title",
    "role",
    "actor",
    "agency",
    "stage",
    "allowance",
    "clock",
    "inputs",
    "outputs",
    "forms",
    "next",
    "parallel",
    "join",
    "end",
    "notes",
)
"""The order in which a step is written."""


class Drafting:
    """The data of one procedure so far, with the position of every value, open questions, and cells used."""

    def __init__(self, file: str, known_roles: Mapping[str, str] | None = None) -> None:
        self.file = file
        self._known_roles = known_roles or {}
        self.data: dict[str, Any] = {}
        self.positions: dict[Keys, Position] = {}
        self.doubts: list[Problem] = []
        self.placed: set[Position] = set()
        self.noted: list[Cell] = []
        self.roles: dict[str, str] = {}

    def put(self, path: Keys, value: Any, at: Position) -> None:
        """Put a value at a path, making the groups on the way; it comes from the place `at`."""
        group = self.data
        for key in path[:-1]:
            group = group.setdefault(str(key), {})
        group[str(path[-1])] = value
        self.positions[path] = at

    def add(self, path: Keys, value: Any, at: Position) -> None:
        """Add a value to the list at a path, unless it stands there already."""
        group = self.data
        for key in path[:-1]:
            group = group.setdefault(str(key), {})
        values = group.setdefault(str(path[-1]), [])
        if value not in values:
            values.append(value)
            self.positions[(*path, len(values) - 1)] = at
            self.positions.setdefault(path, at)

    def get(self, path: Keys) -> Any:
        """Return the value at a path, or None."""
        group: Any = self.data
        for key in path:
            group = group.get(key) if isinstance(group, dict) else None
        return group

    def role_id(self, title: str) -> str:
        """Return the id of a role: the one the organisation has for this title, else one made of it."""
        id_ = self._known_roles.get(fold(title)) or slug(title)
        self.roles.setdefault(id_, title)
        return id_

    def place(self, *cells: Cell | None) -> None:
        """Note that what these cells say stands in the draft."""
        self.placed.update(cell.at for cell in cells if cell is not None)

    def doubt(
        self,
        at: Position,
        rule: str,
        message: Message,
        fix: Message,
        subject: str = "",
        severity: Severity = Severity.WARNING,
    ) -> None:
        """Put a question to whoever knows the procedure."""
        self.doubts.append(doubt(at, f"import/{rule}", message, fix, subject, severity))

    def note(self, rows: Iterable[Row], path: Keys = ("notes",)) -> None:
        """Keep what has no place of its own, as one remark: cells side by side, rows below each other."""
        lines, first = [], None
        for row in rows:
            cells = [cell for cell in row if cell.text and not cell.carried and cell.at not in self.placed]
            if cells:
                lines.append(" | ".join(" ".join(cell.text.split("\n")) for cell in cells))
                first = first or cells[0]
                self.noted += cells
                self.place(*cells)
        if first is not None:
            self.add(path, "\n".join(lines), first.at)


def text_value(text: str) -> Any:
    """Return a text as the file holds it: plain, or by language where a cell says the same in two.

    >>> text_value("Tiếp nhận hồ sơ / Receive the dossier")
    {'vi': 'Tiếp nhận hồ sơ', 'en': 'Receive the dossier'}
    """
    for separator in ("\n", " / ", " | "):
        parts = [part.strip() for part in text.split(separator) if part.strip()]
        if len(parts) == 2 and is_vietnamese(parts[0]) != is_vietnamese(parts[1]):
            vi, en = parts if is_vietnamese(parts[0]) else parts[::-1]
            en = re.fullmatch(r"\(?(.*?)\)?", en)[1] if en.startswith("(") else en  # type: ignore[index]
            if is_ascii(en) and _ENGLISH.search(en):
                return {"vi": vi, "en": en}
    return " ".join(text.split())


def listed(text: str) -> list[str]:
    """Return the things a cell lists: on lines of their own or between semicolons outside brackets.

    >>> listed("- tờ trình; dự thảo (bản giấy; bản điện tử)")
    ['tờ trình', 'dự thảo (bản giấy; bản điện tử)']
    """
    parts, depth = [""], 0
    for sign in text:
        depth += (sign == "(") - (sign == ")" and depth > 0)
        if sign in ";\n" and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    cleaned = (re.sub(r"^[-+•*]\s*", "", " ".join(part.split())) for part in parts)
    return [part for part in cleaned if part and part not in ("-", "–", "/", "…")]


def unique(id_: str, taken: Iterable[str]) -> str:
    """Return `id_`, numbered when it is taken already."""
    known, number, found = set(taken), 2, id_
    while found in known:
        found, number = f"{id_}-{number}", number + 1
    return found


def ordered(data: dict[str, Any], order: Sequence[str]) -> dict[str, Any]:
    """Return a group with its names in the given order."""
    return {key: data[key] for key in (*order, *(key for key in data if key not in order)) if key in data}


def is_english(text: str) -> bool:
    """Say whether a text is English rather than Vietnamese, with or without diacritics."""
    return not is_vietnamese(text) and bool(_ENGLISH.search(fold(text)))
