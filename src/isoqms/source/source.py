"""One file of the user's, read once: plain data, the position of every value, and the problems of the text itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from isoqms.problem import Ground, Position, Problem, Severity, reason_of
from isoqms.source.nodes import Flaw
from isoqms.source.scan import MAX_BYTES, decode, read
from isoqms.words import Message

Keys = tuple[str | int, ...]
"""Keys and list indices from the top of a file down to one value."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file as plain data (dict, list, str, int, float, bool, None) with positions.

    `data` is None when the text could not be read at all; then `problems` says why.
    """

    file: str
    data: Any = None
    positions: Mapping[Keys, tuple[int, int]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def at(self, path: Keys) -> Position:
        """Return the position of the value at `path`, or of the nearest value above it."""
        while path not in self.positions:
            if not path:
                return Position(self.file)
            path = path[:-1]
        return Position(self.file, *self.positions[path])


def read_source(path: Path, name: str) -> Source:
    """Read the file at `path`, called `name` in messages; whatever is wrong with it becomes a problem."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            # a pipe or a device would keep us waiting for ever
            return _unreadable(name, Message("this is not a file"))
        raw = path.read_bytes() if size <= MAX_BYTES else None
    except OSError as error:
        return _unreadable(name, Message("the file cannot be opened: {reason}", reason=reason_of(error)))
    if raw is None:
        return _too_large(name, size)
    return source_of_bytes(raw, name)


def source_of_bytes(raw: bytes, name: str) -> Source:
    """Read the bytes of a file called `name`."""
    if len(raw) > MAX_BYTES:
        return _too_large(name, len(raw))
    text, flaws = decode(raw)
    return Source(name, problems=_problems(name, flaws)) if flaws else source_of_text(text, name)


def source_of_text(text: str, name: str) -> Source:
    """Read YAML `text` of a file called `name`."""
    data, positions, flaws = read(text)
    return Source(name, data, positions, _problems(name, flaws))


def _problems(name: str, flaws: list[Flaw]) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            Position(name, flaw.line, flaw.column), flaw.rule, Severity.ERROR, Ground.FORMAT, flaw.message, flaw.fix
        )
        for flaw in flaws
    )


def _unreadable(name: str, message: Message) -> Source:
    fix = Message("check that the file exists and that you may read it")
    return Source(name, problems=_problems(name, [Flaw(1, 1, "format/unreadable", message, fix)]))


def _too_large(name: str, size: int) -> Source:
    message = Message("the file has {size} MiB; at most 1 MiB is read", size=f"{size / 2**20:.1f}")
    fix = Message("keep one procedure per file, and pictures and attachments outside it")
    return Source(name, problems=_problems(name, [Flaw(1, 1, "format/too-large", message, fix)]))
