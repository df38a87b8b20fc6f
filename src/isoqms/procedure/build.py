"""Plain data → frozen model, driven by the fields of the model classes themselves.

Every model class is a frozen dataclass whose field names are the names in the file and whose annotations say how a
value is read. A value that fits the schema but makes no sense (a date that does not exist, a duration nobody can read)
becomes a problem at its line and the field stays empty.
"""

from __future__ import annotations

import dataclasses
import sys
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, time
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar, Union, cast, get_args, get_origin

from isoqms.problem import Ground, Position, Problem, Severity
from isoqms.source import Keys
from isoqms.words import Message, Text
from isoqms.worktime import Duration, parse_duration

T = TypeVar("T")


class _UnreadableError(Exception):
    """An object cannot be without one of its fields, and nobody can read it; the problem is noted already."""


@dataclass(slots=True)
class Reading:
    """The file being read: where its values stand, and the problems met so far."""

    at: Callable[[Keys], Position]
    problems: list[Problem] = field(default_factory=list)

    def object_to(self, path: Keys, rule: str, message: Message, fix: Message) -> None:
        """Note that the value at `path` makes no sense."""
        subject = str(path[1]) if len(path) > 1 else ""
        self.problems.append(Problem(self.at(path), rule, Severity.ERROR, Ground.FORMAT, message, fix, subject))


def build(cls: type[T], data: Any, path: Keys, reading: Reading, **given: Any) -> T:
    """Build one model object of class `cls` from the mapping `data` found at `path`, or from its short form.

    `given` are fields the file does not hold, such as the id under which the object is written.

    Raises:
        ValueError: `cls` is no dataclass, or `data` lacks a field without default (the schema checks that first).
    """
    values: dict[str, Any] = {"at": reading.at(path), **given}
    plan = _plan(cast(Any, cls))
    if plan.shorthand is not None and not isinstance(data, Mapping):
        return cls(**values, **{plan.shorthand.name: plan.shorthand.convert(data, path, reading)})
    for key, value in data.items():
        part = plan.parts.get(key)
        if part is not None and value is not None:
            read = part.convert(value, (*path, key), reading)
            if read is not None:
                values[part.name] = read
    if lacking := [key for key in plan.required if data.get(key) is None]:
        raise ValueError(f"{cls.__name__} at {reading.at(path)} lacks {lacking}")
    if any(plan.parts[key].name not in values for key in plan.required):
        raise _UnreadableError
    return cls(**values)


Convert = Callable[[Any, Keys, Reading], Any]


class _Part(NamedTuple):
    """A field that stands in the file, and how it is read."""

    name: str
    convert: Convert


class _Plan(NamedTuple):
    """How the objects of a class are read: the fields by their names in the file, and which of them must be there."""

    parts: Mapping[str, _Part]
    required: tuple[str, ...]
    shorthand: _Part | None


@lru_cache(maxsize=64)
def _plan(cls: Any) -> _Plan:
    if not dataclasses.is_dataclass(cls):
        raise ValueError(f"{cls!r} is no model class")
    held = {file_name(part): part for part in fields(cls) if in_file(part)}
    parts = {
        key: _Part(part.name, part.metadata.get("read") or _annotated(str(part.type), cls.__module__))
        for key, part in held.items()
    }
    return _Plan(
        parts,
        tuple(key for key, part in held.items() if part.default is MISSING and part.default_factory is MISSING),
        next((parts[key] for key, part in held.items() if part.metadata.get("shorthand")), None),
    )


def in_file(part: dataclasses.Field[Any]) -> bool:
    """Say whether a field stands in the file; its position and its id as a key do not."""
    return part.name != "at" and not part.metadata.get("given", False)


def file_name(part: dataclasses.Field[Any]) -> str:
    """Return the name a field has in the file; they differ only where Python reserves the word."""
    return str(part.metadata.get("name", part.name))


@lru_cache(maxsize=256)
def _annotated(annotation: str, module: str) -> Convert:
    """Return how values of an annotation are read; `typing.get_type_hints` takes five times as long to find out."""
    return _converter(eval(annotation, vars(sys.modules[module])))


def _converter(hint: Any) -> Convert:
    origin, args = get_origin(hint), [arg for arg in get_args(hint) if arg is not type(None)]
    if origin in (Union, types.UnionType):
        return _converter(args[0])
    if origin is tuple:
        return _tuple_of(_converter(args[0]))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_of(_converter(args[1]))
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return lambda value, path, reading: hint(value)
    return _object_of(hint)


def _object_of(cls: type[Any]) -> Convert:
    def convert(value: Any, path: Keys, reading: Reading) -> Any:
        try:
            return build(cls, value, path, reading)
        except _UnreadableError:
            return None

    return convert


def read_object(cls: type[T], value: Any, path: Keys, reading: Reading) -> T | None:
    """Build one model object, or None where a value it cannot be without makes no sense."""
    built: T | None = _object_of(cls)(value, path, reading)
    return built


def _tuple_of(item: Convert) -> Convert:
    def convert(value: Any, path: Keys, reading: Reading) -> tuple[Any, ...]:
        items = value if isinstance(value, list) else [value]
        read = (item(each, (*path, index), reading) for index, each in enumerate(items) if each is not None)
        return tuple(each for each in read if each is not None)

    return convert


def _mapping_of(item: Convert) -> Convert:
    def convert(value: Any, path: Keys, reading: Reading) -> Mapping[str, Any]:
        read = {key: item(each, (*path, key), reading) for key, each in value.items() if each is not None}
        return types.MappingProxyType({key: each for key, each in read.items() if each is not None})

    return convert


_parsed = lru_cache(maxsize=4096)(parse_duration)
"""Offices write the same few durations in every step."""


def read_duration(value: Any, path: Keys, reading: Reading) -> Duration | None:
    """Read a duration as people write it."""
    read = _parsed(str(value))
    if isinstance(read, Message):
        fix = Message("write a number and a unit, for example “0,5 ngày làm việc”, “4 hours” or “15..30 min”")
        reading.object_to(path, "format/duration", read, fix)
        return None
    return read


def _share(value: Any, path: Keys, reading: Reading) -> Fraction | None:
    share = Fraction(str(value).rstrip("% ").replace(",", ".")) / 100
    if share > 1:
        reading.object_to(
            path,
            "format/share",
            Message("a share of {value} is more than the whole", value=value),
            Message("write a share between 0 % and 100 %"),
        )
        return None
    return share


def _date(value: Any, path: Keys, reading: Reading) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        reading.object_to(
            path,
            "format/date",
            Message("there is no day {value}", value=value),
            Message("write the date as year-month-day, for example 2026-07-01"),
        )
        return None


def _time(value: Any, path: Keys, reading: Reading) -> time:
    hour, minute = str(value).split(":")
    return time(int(hour), int(minute))


def _as_is(value: Any, path: Keys, reading: Reading) -> Any:
    return value


_SIMPLE: Mapping[Any, Convert] = {
    str: lambda value, path, reading: str(value),
    int: _as_is,
    float: _as_is,
    bool: _as_is,
    Any: _as_is,
    Text: lambda value, path, reading: Text.of(value),
    Duration: read_duration,
    Fraction: _share,
    date: _date,
    time: _time,
}


def to_data(value: Any) -> Any:
    """Return the plain data a model object is read from; empty fields are left out.

    Raises:
        ValueError: `value` is nothing a model holds.
    """
    if hasattr(value, "at") and dataclasses.is_dataclass(value):
        return _object_data(value)
    if isinstance(value, Mapping):
        return {key: to_data(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [to_data(each) for each in value]
    if isinstance(value, Text):
        texts = dict(value.by_language)
        return texts[""] if set(texts) == {""} else texts
    return _scalar_data(value)


def _object_data(value: Any) -> Any:
    data: dict[str, Any] = {}
    usual: dict[str, Any] = {}
    for part in fields(value):
        held = getattr(value, part.name)
        if held is None and part.metadata.get("always"):
            data[file_name(part)] = None
        if not in_file(part) or held is None or held == () or held == {}:
            continue
        if part.metadata.get("plain"):
            return to_data(held)
        default = part.default if part.default_factory is MISSING else part.default_factory()
        (usual if held == default else data)[file_name(part)] = to_data(held)
    return data or usual  # a group in which only the usual was said is still a group


def _decimal(value: Fraction) -> str:
    """Return `value` as a decimal number: exactly if it has an end, else to 12 places."""
    places = next((n for n in range(400) if 10**n % value.denominator == 0), 12)
    digits = f"{round(value * 10**places):0{places + 1}}"
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def _scalar_data(value: Any) -> Any:
    if isinstance(value, Duration):
        return value.render("en")
    if isinstance(value, Fraction):
        return f"{_decimal(value * 100)} %"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, (str, int, float, bool)):
        return str(value) if isinstance(value, StrEnum) else value
    raise ValueError(f"{value!r} is nothing a model holds")
