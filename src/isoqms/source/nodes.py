"""YAML events → plain data and the position of every value, in one pass.

Scalars follow the YAML 1.2 core schema, narrowed to what cannot surprise an officer: dates, times, `yes`, numbers with
leading zeros and numbers that may have a thousands point (15.000) stay text; only true/false, null and plain decimal
numbers become something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from ruamel.yaml.events import AliasEvent, MappingEndEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent
from ruamel.yaml.events import StreamEndEvent as End

from isoqms.words import Message

MAX_DEPTH = 50
MAX_VALUES = 100_000

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}")
_CONSTANTS: dict[str, Any] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_NUMERIC = frozenset("+-0123456789")


class Flaw(NamedTuple):
    """Something wrong with the text of a file, not yet tied to the file's name."""

    line: int
    column: int
    rule: str
    message: Message
    fix: Message


class FatalError(Exception):
    """Something is wrong with the text after which nothing more can be read."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__()
        self.flaw = flaw


Path = tuple[str | int, ...]
Positions = dict[Path, tuple[int, int]]


class Builder:
    """Plain data built from the events of one document, with what is wrong on the way."""

    def __init__(self, next_event: Callable[[], Any]) -> None:
        self.positions: Positions = {}
        self.flaws: list[Flaw] = []
        self._next = next_event
        self._anchors: dict[str, tuple[Path, Any]] = {}
        self._open: set[str] = set()

    def document(self) -> Any:
        """Return the data of the only document.

        Raises:
            FatalError: there is none, or more than one, or its parts cannot be told apart from instructions.
        """
        self._next()
        if type(self._next()) is End:
            raise FatalError(_empty())
        event = self._next()
        data = self.value(event, ())
        if data is None or data == "":
            raise FatalError(_empty())
        self._next()
        event = self._next()
        if type(event) is not End:
            raise FatalError(_second(event))
        return data

    def value(self, event: Any, path: Path) -> Any:
        """Return the value that begins with `event` and note where it and all below it stand."""
        mark = event.start_mark
        self.positions[path] = (mark.line + 1, mark.column + 1)
        if len(path) > MAX_DEPTH:
            raise FatalError(_too_deep(event))
        if len(self.positions) > MAX_VALUES:
            raise FatalError(_expansion(*self.positions[path[:1]]))
        kind, anchor = type(event), event.anchor
        if kind is AliasEvent:
            return self._shared(event, path)
        if event.ctag is not None:
            raise FatalError(_tagged(event))
        if anchor is not None:
            if anchor in self._anchors or anchor in self._open:
                raise FatalError(_anchor_twice(event))
            self._open.add(anchor)
        if kind is ScalarEvent:
            data = event.value if event.style else plain_scalar(event.value)
        else:
            data = self._list(path) if kind is SequenceStartEvent else self._group(path)
        if anchor is not None:
            self._open.discard(anchor)
            self._anchors[anchor] = (path, data)
        return data

    def _list(self, path: Path) -> list[Any]:
        data: list[Any] = []
        while type(event := self._next()) is not SequenceEndEvent:
            data.append(self.value(event, (*path, len(data))))
        return data

    def _group(self, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while type(name := self._next()) is not MappingEndEvent:
            plain = type(name) is ScalarEvent and name.anchor is None and name.ctag is None
            key = name.value if plain else self._name(name, path)
            mark = name.start_mark
            if key is None or key in data:
                self.flaws.append(_odd_key(mark) if key is None else _duplicate(mark, key, self.positions[*path, key]))
                self.value(self._next(), (*path, ""))
                continue
            below = (*path, key)
            data[key] = value = self.value(self._next(), below)
            if type(value) in (dict, list):
                # a group or list is named by its key, which is where the reader looks for it
                self.positions[below] = (mark.line + 1, mark.column + 1)
        return data

    def _name(self, event: Any, path: Path) -> str | None:
        """Return the name before a colon that is more than a word, or None where a group or list stands."""
        data = self.value(event, (*path, ""))
        return str(event.value) if type(event) is ScalarEvent else data if isinstance(data, str) else None

    def _shared(self, event: Any, path: Path) -> Any:
        if event.anchor in self._open:
            raise FatalError(_expansion(*self.positions[path[:1]]))
        if event.anchor not in self._anchors:
            raise FatalError(_no_anchor(event))
        return self._copied(*self._anchors[event.anchor], path)

    def _copied(self, source: Path, data: Any, path: Path) -> Any:
        """Return a copy of the value written at `source`, which is to stand at `path` as well."""
        self.positions[path] = self.positions[source]
        if len(path) > MAX_DEPTH or len(self.positions) > MAX_VALUES:
            raise FatalError(_expansion(*self.positions[path[:1]]))
        if isinstance(data, dict):
            return {key: self._copied((*source, key), each, (*path, key)) for key, each in data.items()}
        if isinstance(data, list):
            return [self._copied((*source, place), each, (*path, place)) for place, each in enumerate(data)]
        return data


def plain_scalar(text: str) -> Any:
    """Return what a text without quotes stands for."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _NUMERIC:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) and not _THOUSANDS.fullmatch(text) else text


def _flaw(mark: Any, rule: str, message: Message, fix: Message) -> Flaw:
    return Flaw(mark.line + 1, mark.column + 1, rule, message, fix)


def _empty() -> Flaw:
    return Flaw(1, 1, "format/empty", Message("the file is empty"), Message("write the procedure, or delete the file"))


def _second(event: Any) -> Flaw:
    message = Message("the file holds more than one document")
    fix = Message("keep one procedure per file and remove the line ---")
    return _flaw(event.start_mark, "format/yaml", message, fix)


def _too_deep(event: Any) -> Flaw:
    message = Message("the file nests deeper than {depth} levels", depth=MAX_DEPTH)
    return _flaw(event.start_mark, "format/depth", message, Message("look for a bracket or a dash too many"))


def _tagged(event: Any) -> Flaw:
    message = Message("“{tag}” gives a value a type of its own, which is not allowed", tag=event.tag)
    return _flaw(event.start_mark, "format/tag", message, Message("remove the tag, or put the text in quotes"))


def _anchor_twice(event: Any) -> Flaw:
    message = Message("the same &name is given to two parts")
    return _flaw(event.start_mark, "format/yaml", message, Message("use another name"))


def _no_anchor(event: Any) -> Flaw:
    message = Message("it refers to a part (*name) that is not defined above (&name)")
    return _flaw(event.start_mark, "format/yaml", message, Message("define the part first, or write it out"))


def _expansion(line: int, column: int) -> Flaw:
    return Flaw(
        line,
        column,
        "format/expansion",
        Message(
            "the file nests deeper than {depth} levels or grows beyond {count} values",
            depth=MAX_DEPTH,
            count=MAX_VALUES,
        ),
        Message("write the repeated part out instead of referring to it, or split the file"),
    )


def _duplicate(mark: Any, key: str, first: tuple[int, int]) -> Flaw:
    message = Message("“{key}” is written twice in the same place; the first is at line {line}", key=key, line=first[0])
    fix = Message("keep one of the two, or give one of them another name")
    return _flaw(mark, "format/duplicate-key", message, fix)


def _odd_key(mark: Any) -> Flaw:
    message = Message("the name before a colon must be a single word or text")
    return _flaw(mark, "format/key", message, Message("write a plain name before the colon"))
