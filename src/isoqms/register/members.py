"""Members of a record as people write them on a command line: `grade=minor`, `actions.A1.due=2026-04-10`."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass
from typing import Annotated, Any, Final, Union, get_args, get_origin

from isoqms.register.lifecycle.document import Document, NotAValueError, hints
from isoqms.words import Message

_YES: Final = frozenset({"yes", "true", "có", "co", "1"})
_NO: Final = frozenset({"no", "false", "không", "khong", "0"})


def members_of(kind: type[Any], written: Iterable[str]) -> Document:
    """Return the changes that some lines `member=value` stand for; nothing after the sign removes the member.

    A member that holds several values takes one from each line.

    Raises:
        NotAValueError: a line has no sign, names no member of such a record, or its value does not fit.
    """
    changes: Document = {}
    for line in written:
        path, sign, value = line.partition("=")
        if not sign:
            raise NotAValueError(line, Message("written as member=value"), line)
        _put(changes, kind, path.strip(), value.strip())
    return changes


def _put(changes: Document, kind: Any, path: str, value: str) -> None:
    *above, last = path.split(".")
    for key in above:
        kind = _inside(kind, key, path)
        changes = changes.setdefault(key, {})
        if not isinstance(changes, dict):
            raise NotAValueError(path, Message("written once"), value)
    kind = _inside(kind, last, path)
    if get_origin(kind) is tuple:
        changes[last] = [*(changes.get(last) or []), *([_plain(get_args(kind)[0], value, path)] if value else [])]
    else:
        changes[last] = _plain(kind, value, path) if value else None


def _inside(kind: Any, key: str, path: str) -> Any:
    """Return what a member is, whether of a record or of a map of records."""
    if is_dataclass(kind) and isinstance(kind, type) and key in hints(kind):
        return _given(hints(kind)[key])
    if get_origin(kind) not in (None, tuple, Annotated) and issubclass(get_origin(kind), Mapping) and key:
        return _given(get_args(kind)[1])
    raise NotAValueError(path, Message("a member of this record"), key)


def _given(kind: Any) -> Any:
    """Return what a member is when it is given at all."""
    if get_origin(kind) in (Union, types.UnionType):
        return next(each for each in get_args(kind) if each is not type(None))
    return kind


def _plain(kind: Any, value: str, path: str) -> Any:
    if kind is bool:
        if value.lower() not in _YES | _NO:
            raise NotAValueError(path, Message("yes or no"), value)
        return value.lower() in _YES
    if kind is int:
        if not value.lstrip("-").isdecimal():
            raise NotAValueError(path, Message("a whole number"), value)
        return int(value)
    if is_dataclass(kind) or (get_origin(kind) not in (None, Annotated)):
        raise NotAValueError(path, Message("a member with members of its own: write {path}.…=…", path=path), value)
    return value
