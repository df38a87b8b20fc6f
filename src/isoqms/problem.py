"""What is wrong with the user's data, as a value: where, how bad, on what ground, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from isoqms.words import Message


class Severity(StrEnum):
    """How bad a problem is: an error stops a sign-off, a warning asks for a look, an info is advice."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Ground(StrEnum):
    """On what a rule stands; only `iso`, `law` and `format` may give errors.

    `iso` is a requirement of the standard, `law` a cited legal rule, `convention` good practice; `format` is the file
    format itself, without which nothing else can be judged.
    """

    ISO = "iso"
    LAW = "law"
    CONVENTION = "convention"
    FORMAT = "format"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file of the user's: line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, with its place and what to do next."""

    at: Position
    rule: str
    severity: Severity
    ground: Ground
    message: Message
    fix: Message
    subject: str = field(default="")
    """Id of the object concerned (a step, a role, …) as suppressions name it; empty for the whole file."""


class IsoqmsError(Exception):
    """The environment failed (a missing tool, an unreadable folder); carries what to do, exit code 3."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.render("en"))
        self.message = message
