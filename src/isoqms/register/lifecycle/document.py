"""Records as plain data: what events carry, what is hashed, and what the current view is rebuilt from.

A record is a frozen dataclass; its document is plain JSON data that leaves out whatever has its usual value. A change
is the difference of two documents as a merge patch (RFC 7396): given members replace, null removes, maps merge.
"""

from __future__ import annotations

import hashlib
import json
import types
import unicodedata
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from isoqms.words import Message

T = TypeVar("T")
Document = dict[str, Any]
Prose = Annotated[str, "prose"]
"""A text people write; any other text is a name, a code or a reference."""
LONGEST_PROSE = 20_000
"""Characters of one text; more belongs into a file of evidence."""
LONGEST_NAME = 300
"""Characters of a name, a code or a reference."""


def no_members() -> Mapping[str, Any]:
    """Return an empty map nobody can fill."""
    return MappingProxyType({})


class NotAValueError(ValueError):
    """Data that do not fit a record: `path` says where, `wanted` what belongs there."""

    def __init__(self, path: str, wanted: Message, value: object) -> None:
        super().__init__(f"{path or 'record'}: {value!r} is not {wanted.render('en')}")
        self.path, self.wanted, self.value = path, wanted, value


def canonical(data: object) -> str:
    """Return plain data as the one text that is hashed: keys in order, no spaces, characters as they are.

    >>> canonical({"b": [1], "a": "ế"})
    '{"a":"ế","b":[1]}'
    """
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def stamp(text: str) -> str:
    """Return the SHA-256 of a text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def to_document(record: object) -> Any:
    """Return a record, or a value inside one, as plain data without members that have their usual value."""
    if is_dataclass(record):
        return {
            each.name: to_document(value)
            for each in fields(record)
            if (value := getattr(record, each.name)) != usual(each)
        }
    if isinstance(record, Mapping):
        return {key: to_document(value) for key, value in record.items()}
    if isinstance(record, (tuple, list)):
        return [to_document(value) for value in record]
    if isinstance(record, date):
        return record.isoformat()
    if isinstance(record, StrEnum):
        return record.value
    return str(record) if isinstance(record, Decimal) else record


def usual(each: Field[Any]) -> object:
    """Return the value a member of a record has when nothing is said; MISSING when it must be given."""
    if each.default is not MISSING:
        return each.default
    return MISSING if each.default_factory is MISSING else each.default_factory()


def from_document(kind: type[T], data: Mapping[str, Any]) -> T:
    """Build a record of `kind` from its document.

    Raises:
        NotAValueError: something in the data does not belong there.
    """
    built: T = _read(kind, data, "")
    return built


@lru_cache(maxsize=128)
def hints(kind: type) -> Mapping[str, Any]:
    """Return what each member of a kind of record is."""
    return MappingProxyType(get_type_hints(kind, include_extras=True))


def _read(kind: Any, value: Any, path: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):  # None is a member left out
        return _read(next(each for each in get_args(kind) if each is not type(None)), value, path)
    if is_dataclass(kind):
        return _record(kind, value, path)
    if origin is tuple:
        return tuple(_read(get_args(kind)[0], each, f"{path}.{n}") for n, each in enumerate(_a(list, value, path)))
    if origin not in (None, Annotated) and issubclass(origin, Mapping):
        held, member = _a(dict, value, path), get_args(kind)[1]
        return MappingProxyType({_text(key, path): _read(member, each, f"{path}.{key}") for key, each in held.items()})
    return _scalar(kind, value, path)


def _record(kind: Any, value: Any, path: str) -> Any:
    data, known = _a(dict, value, path), hints(kind)
    for key in data:
        if key not in known:
            raise NotAValueError(f"{path}.{key}".lstrip("."), Message("a member of this record"), data[key])
    for each in fields(kind):
        if each.name not in data and usual(each) is MISSING:
            raise NotAValueError(f"{path}.{each.name}".lstrip("."), Message("something that may be missing"), None)
    return kind(**{key: _read(known[key], each, f"{path}.{key}".lstrip(".")) for key, each in data.items()})


def _a(kind: type[T], value: Any, path: str) -> T:
    wanted: dict[type, Message] = {
        dict: Message("a map"),
        list: Message("a list"),
        str: Message("a text"),
        bool: Message("yes or no"),
        int: Message("a whole number"),
    }
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise NotAValueError(path, wanted[kind], value)
    return value


def _scalar(kind: Any, value: Any, path: str) -> Any:
    if kind in (bool, int):
        return _a(kind, value, path)
    text = _text(value, path, LONGEST_PROSE if kind == Prose else LONGEST_NAME)
    if kind is str or kind == Prose:
        return text
    try:
        read = date.fromisoformat(text) if kind is date else kind(text)
    except (ValueError, InvalidOperation):
        raise NotAValueError(path, _wanted(kind), value) from None
    if isinstance(read, Decimal) and not read.is_finite():
        raise NotAValueError(path, _wanted(kind), value)
    return read


def _wanted(kind: Any) -> Message:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return Message("one of {values}", values=[each.value for each in kind])
    return Message("a date as 2026-12-31") if kind is date else Message("a number alone, for example 0.5")


def _text(value: Any, path: str, longest: int = LONGEST_NAME) -> str:
    text = _a(str, value, path)
    if text.isascii() and text.isprintable() and len(text) <= longest:
        return text
    text = unicodedata.normalize("NFC", text)
    if len(text) > longest:
        raise NotAValueError(path, Message("a text of at most {count} characters", count=longest), text[:40] + "…")
    if any(unicodedata.category(each) in ("Cc", "Cs") and each not in "\n\t" for each in text):
        raise NotAValueError(path, Message("a text without control characters"), text[:40])
    return text


def merged(document: Mapping[str, Any], changes: Mapping[str, Any]) -> Document:
    """Return a document after a change.

    >>> merged({"a": {"x": 1, "y": 2}, "b": 1}, {"a": {"x": None}, "c": 3})
    {'a': {'y': 2}, 'b': 1, 'c': 3}
    """
    result = dict(document)
    for key, value in changes.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, Mapping):
            held = result.get(key)
            result[key] = merged(held if isinstance(held, Mapping) else {}, value)
        else:
            result[key] = value
    return result


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> Document:
    """Return the change which leads from one document to another.

    >>> difference({"a": {"x": 1, "y": 2}, "b": 1}, {"a": {"y": 2}, "c": 3})
    {'b': None, 'a': {'x': None}, 'c': 3}
    """
    changes: Document = {key: None for key in before if key not in after}
    for key, value in after.items():
        held = before.get(key)
        if isinstance(value, Mapping) and isinstance(held, Mapping):
            if inner := difference(held, value):
                changes[key] = inner
        elif key not in before or canonical(held) != canonical(value):  # 1 equals True in Python, not in a record
            changes[key] = value
    return changes
