"""Members of a record as people write them, in a command or a table: `grade=minor`, `actions.A1.due=2026-04-10`."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Union, get_args, get_origin

from isoqms.register.lifecycle.document import Document, NotAValueError, Prose, hints
from isoqms.words import Message

_LISTED: Final = frozenset({"processes", "covers", "found"})
"""Members that hold several ids, in none of which a comma can stand."""
_YES: Final = frozenset({"yes", "true", "có", "co", "1"})
_NO: Final = frozenset({"no", "false", "không", "khong", "0"})
_NUMBER: Final = re.compile(r"[+-]?\d+([.,]\d+)?")
_THOUSANDS: Final = re.compile(r"[+-]?[1-9]\d{0,2}([.,]\d{3})+")
_VIETNAMESE_DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def members_of(kind: type[Any], written: Iterable[str]) -> Document:
    """Return the changes that some lines `member=value` stand for; nothing after the sign removes the member.

    A member that holds several values takes one from each line; ids may also stand in one line, with commas between.

    Raises:
        NotAValueError: a line has no sign, names no member of such a record, or its value does not fit.
    """
    changes: Document = {}
    for line in written:
        path, sign, value = line.partition("=")
        if not sign:
            raise NotAValueError(line, Message("written as member=value"), line)
        if value.strip() and path.strip() and _given(_resolved(kind, path.strip())[1]) is Decimal:
            _check_number(value.strip(), path.strip())
        listed = path.strip().rpartition(".")[2] in _LISTED
        put(changes, kind, path.strip(), _parted(value) if listed else [value.strip()] if value.strip() else [])
    return changes


def put(changes: Document, kind: type[Any], path: str, texts: Sequence[str]) -> None:
    """Put a member into changes, from the texts people wrote; none removes it.

    Raises:
        NotAValueError: there is no such member, or a text does not fit it.
    """
    (*above, last), member = _resolved(kind, path)
    for key in above:
        changes = changes.setdefault(key, {})
        if not isinstance(changes, dict):
            raise NotAValueError(path, Message("written once"), key)
    if get_origin(member) is tuple:
        held = changes.get(last) or []
        changes[last] = [*held, *(_plain(get_args(member)[0], text, path) for text in texts)]
    else:
        changes[last] = _plain(member, texts[0], path) if texts else None


def _parted(text: str) -> list[str]:
    """Return the names of a list written in one go, with commas between."""
    return [part.strip() for part in text.split(",") if part.strip()]


def part_kind(kind: type[Any], name: str) -> type[Any]:
    """Return what the parts are that a record holds by their keys under a name.

    >>> from isoqms.register.kinds.audits import Audit
    >>> part_kind(Audit, "checklist").__name__
    'ChecklistItem'
    """
    part: type[Any] = get_args(_resolved(kind, name)[1])[1]
    return part


def holds_several(kind: type[Any], path: str) -> bool:
    """Say whether a member holds several values.

    Raises:
        NotAValueError: there is no such member.
    """
    return get_origin(_resolved(kind, path)[1]) is tuple


def _resolved(kind: type[Any], path: str) -> tuple[tuple[str, ...], Any]:
    """Return the keys of a dotted path, and what the member is."""
    found = _below(kind, path.split(".")) if path else None
    if found is None:
        raise NotAValueError(path, Message("a member of this record"), path)
    return found


def _below(kind: Any, parts: list[str]) -> tuple[tuple[str, ...], Any] | None:
    """Follow a path from a record or a map; a key of a map may hold dots, as the short name of a person does."""
    if not parts:
        return (), kind
    if is_dataclass(kind) and isinstance(kind, type) and parts[0] in hints(kind):
        return _after(parts[0], _below(_given(hints(kind)[parts[0]]), parts[1:]))
    if get_origin(kind) not in (None, tuple, Annotated) and issubclass(get_origin(kind), Mapping) and parts[0]:
        each = _given(get_args(kind)[1])
        tries = (_after(".".join(parts[:n]), _below(each, parts[n:])) for n in range(1, len(parts) + 1))
        return next((found for found in tries if found), None)
    return None


def _after(key: str, found: tuple[tuple[str, ...], Any] | None) -> tuple[tuple[str, ...], Any] | None:
    return ((key, *found[0]), found[1]) if found else None


def _given(kind: Any) -> Any:
    """Return what a member is when it is given at all."""
    if get_origin(kind) in (Union, types.UnionType):
        return next(each for each in get_args(kind) if each is not type(None))
    return kind


def _plain(kind: Any, text: str, path: str) -> Any:
    """Return a text as a document holds it: yes and no, numbers and days may be written as people do."""
    if kind in (str, Prose):
        return text
    value = text.strip()
    if kind is bool:
        if value.lower() not in _YES | _NO:
            raise NotAValueError(path, Message("yes or no"), value)
        return value.lower() in _YES
    if kind is Decimal:
        return value.replace(",", ".") if _NUMBER.fullmatch(value) else value
    if kind is int:
        if not value.removeprefix("-").isdecimal():
            raise NotAValueError(path, Message("a whole number"), value)
        return int(value)
    if is_dataclass(kind) or get_origin(kind) is not None:
        raise NotAValueError(path, Message("a member with members of its own: write {path}.…=…", path=path), value)
    day = _VIETNAMESE_DAY.fullmatch(value) if kind is date else None
    return f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}" if day else value


def _check_number(text: str, path: str) -> None:
    """Make sure that a number a person wrote is not one of thousands to some, and one with three decimals to others.

    Raises:
        NotAValueError: it may be read in two ways.
    """
    if _THOUSANDS.fullmatch(text):
        plain, small = re.sub("[.,]", "", text), text.rstrip("0").rstrip(".,").replace(",", ".")
        wanted = Message("a number that can be read in one way: write {large} or {small}", large=plain, small=small)
        raise NotAValueError(path, wanted, text)
