"""Where in a text a value stands, and the text with only that place changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from isoqms.source.scan import compose, read


def data_of(text: str) -> Any:
    """Return the plain data of `text`.

    Raises:
        ValueError: `text` cannot be read.
    """
    data, _, flaws = read(text)
    for flaw in flaws:
        raise ValueError(f"line {flaw.line} cannot be read: {flaw.message.render('en')}")
    return data


def node_at(text: str, path: tuple[str | int, ...]) -> Any:
    """Return the node at `path`, or None where the text has no such value."""
    node = compose(text)
    for key in path:
        node = next((value for name, _, value in _entries(text, node) if name == key), None)
        if node is None:
            return None
    return node


def replaced(text: str, node: Any, value: Any) -> str:
    """Return `text` with `value` in the place of `node`."""
    start, end = node.start_mark.index, content_end(text, node)
    gap = " " if start == end and text[start - 1 : start] == ":" else ""
    return text[:start] + gap + written(value, getattr(node, "style", None)) + text[end:]


def added(text: str, parent: Any, key: str, value: Any) -> str:
    """Return `text` with the name `key` behind the last one of the group `parent`."""
    entry = f"{written(key)}: {written(value)}"
    if parent.flow_style:
        last = content_end(text, parent.value[-1][1]) if parent.value else parent.start_mark.index + 1
        return text[:last] + (", " if parent.value else "") + entry + text[last:]
    line_end = _line_end(text, content_end(text, parent))
    newline, lead = "\r\n" if "\r\n" in text else "\n", " " * int(parent.start_mark.column)
    return text[:line_end] + newline + lead + entry + text[line_end:]


def removed(text: str, parent: Any, key: str | int) -> str:
    """Return `text` without the entry `key` of `parent`."""
    entries = list(_entries(text, parent))
    if len(entries) == 1:
        return replaced(text, parent, {} if parent.id == "mapping" else [])
    place = next(place for place, (name, _, _) in enumerate(entries) if name == key)
    _, start, node = entries[place]
    end = content_end(text, node)
    if not parent.flow_style:
        behind = text[_line_end(text, end) :].removeprefix("\r").removeprefix("\n")
        return text[: text.rfind("\n", 0, start) + 1] + behind
    if place + 1 < len(entries):
        return text[:start] + text[entries[place + 1][1] :]
    return text[: content_end(text, entries[place - 1][2]) if place else start] + text[end:]


def content_end(text: str, node: Any) -> int:
    """Return where the text of `node` ends, without the empty lines and comments the reader counts to it."""
    while node.id != "scalar" and not node.flow_style and node.value:
        node = node.value[-1][1] if node.id == "mapping" else node.value[-1]
    end: int = node.end_mark.index
    return len(text[:end].rstrip()) if getattr(node, "style", None) in ("|", ">") else end


def written(value: Any, style: str | None = None) -> str:
    """Return `value` as YAML on one line: a text plain where it reads back as itself, else in the quotes of `style`."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(key)}: {written(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if not isinstance(value, str):
        return json.dumps(value)
    if style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if style != '"' and _reads_plain(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _reads_plain(value: str) -> bool:
    """Say whether `value` needs no quotes anywhere, inside brackets too."""
    if not value.isprintable() or re.search(r"[\[\]{},#&*!|>'\"%@`]|: |^[-?:]|:$|^\s|\s$", value):
        return False
    return bool(read(f"{{a: {value}}}")[0] == {"a": value})


def _entries(text: str, parent: Any) -> Iterator[tuple[str | int, int, Any]]:
    """Yield the entries of a group or list: name or number, where it begins, its value."""
    if getattr(parent, "id", "scalar") == "mapping":
        for key, value in parent.value:
            yield str(key.value), key.start_mark.index, _here(text, key.end_mark.index, value)
    elif getattr(parent, "id", "scalar") == "sequence":
        behind = parent.start_mark.index
        for number, item in enumerate(parent.value):
            place = _here(text, behind, item)
            behind = content_end(text, place)
            yield number, place.start_mark.index, place


def _here(text: str, behind: int, node: Any) -> Any:
    """Return the node that stands `behind` a place: the reference (*name) where `node` itself is written further up."""
    alias = re.compile(r"\*[^\s,\[\]{}]+").search(text, behind) if node.start_mark.index < behind else None
    if alias is None:
        return node
    start, end = (SimpleNamespace(index=index) for index in alias.span())
    return SimpleNamespace(id="scalar", style=None, value="", start_mark=start, end_mark=end)


def _line_end(text: str, index: int) -> int:
    end = text.find("\n", index)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" else end
