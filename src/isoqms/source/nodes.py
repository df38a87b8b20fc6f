"""YAML nodes → plain data and the position of every value.

Scalars follow the YAML 1.2 core schema, narrowed to what cannot surprise an officer: dates, times, `yes`, numbers with
leading zeros stay text; only true/false, null and plain decimal numbers become something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from isoqms.words import Message

MAX_DEPTH = 50
MAX_VALUES = 100_000

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_CONSTANTS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


class Flaw(NamedTuple):
    """Something wrong with the text of a file, not yet tied to the file's name."""

    line: int
    column: int
    rule: str
    message: Message
    fix: Message


class ExpansionError(Exception):
    """Aliases make the file expand beyond `MAX_VALUES` values or `MAX_DEPTH` levels."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__()
        self.flaw = flaw


Positions = dict[tuple[str | int, ...], tuple[int, int]]


@dataclass(slots=True)
class _Walk:
    positions: Positions = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)


def plain_data(node: Any) -> tuple[Any, Positions, list[Flaw]]:
    """Turn a composed YAML node into (data, positions, flaws); data is None when the file expands too far."""
    walk = _Walk()
    try:
        return _value(node, (), walk), walk.positions, walk.flaws
    except ExpansionError as error:
        return None, {}, [error.flaw]


def _value(node: Any, path: tuple[str | int, ...], walk: _Walk) -> Any:
    mark = node.start_mark
    walk.positions[path] = (mark.line + 1, mark.column + 1)
    if len(path) > MAX_DEPTH or len(walk.positions) > MAX_VALUES:
        # the value at the top is where the text grows; this one may stand anywhere above, behind an alias
        raise ExpansionError(_expansion(*walk.positions[path[:1]]))
    kind = node.id
    if kind == "scalar":
        return _scalar(node, walk)
    if kind == "sequence":
        return [_value(item, (*path, index), walk) for index, item in enumerate(node.value)]
    return _mapping(node, path, walk)


def _mapping(node: Any, path: tuple[str | int, ...], walk: _Walk) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        if key_node.id != "scalar":
            walk.flaws.append(_odd_key(key_node))
            continue
        key = str(key_node.value)
        if key in data:
            walk.flaws.append(_duplicate(key_node, key, walk.positions[(*path, key)][0]))
            continue
        data[key] = _value(value_node, (*path, key), walk)
        if value_node.id == "scalar":
            continue
        # a mapping or list is named by its key, which is where the reader looks for it
        mark = key_node.start_mark
        walk.positions[(*path, key)] = (mark.line + 1, mark.column + 1)
    return data


def _scalar(node: Any, walk: _Walk) -> Any:
    text: str = node.value
    if node.style is not None and node.style != "":
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _expansion(line: int, column: int) -> Flaw:
    return Flaw(
        line,
        column,
        "format/expansion",
        Message("the file nests deeper than {depth} levels or grows beyond {count} values", depth=MAX_DEPTH,
                count=MAX_VALUES),
        Message("write the repeated part out instead of referring to it, or split the file"),
    )  # fmt: skip


def _duplicate(node: Any, key: str, first_line: int) -> Flaw:
    return Flaw(
        node.start_mark.line + 1,
        node.start_mark.column + 1,
        "format/duplicate-key",
        Message("“{key}” is written twice in the same place; the first is at line {line}", key=key, line=first_line),
        Message("keep one of the two, or give one of them another name"),
    )


def _odd_key(node: Any) -> Flaw:
    return Flaw(
        node.start_mark.line + 1,
        node.start_mark.column + 1,
        "format/key",
        Message("the name before a colon must be a single word or text"),
        Message("write a plain name before the colon"),
    )
