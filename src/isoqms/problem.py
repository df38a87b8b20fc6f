"""What is wrong with the user's data, as a value: where, how bad, on what ground, and what to do about it."""

from __future__ import annotations

import errno
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


def reason_of(error: OSError) -> Message:
    """Return why the system refused, with what to do about it, where it is one of the usual reasons."""
    usual = {
        errno.ENOENT: Message("there is no such file or folder; check the name"),
        errno.ENOTDIR: Message("a file stands where a folder is needed; name another place, or move that file away"),
        errno.EISDIR: Message("this is a folder; name a file in it"),
        errno.EEXIST: Message("a file of that name is there already; name another place, or move that file away"),
        errno.EACCES: Message("it may not be read or written by you; close it where it is open, or ask for the right"),
        errno.EPERM: Message("it may not be read or written by you; close it where it is open, or ask for the right"),
        errno.EROFS: Message("nothing can be written to this disk; name a place on another"),
        errno.ENOSPC: Message("the disk is full; make room, or name a place on another"),
        errno.ENAMETOOLONG: Message("the name is too long; give a shorter one"),
    }
    said = Message("the system says: {reason}", reason=error.strerror or str(error))
    return usual.get(error.errno or 0, said)


class IsoqmsError(Exception):
    """The environment failed (a missing tool, an unreadable folder); carries what to do, exit code 3."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.render("en"))
        self.message = message
