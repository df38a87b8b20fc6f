"""Changing a user's file for them: comments, order and layout stay, only the named values change."""

from __future__ import annotations

import copy
from typing import Any

from isoqms.source.source import Keys
from isoqms.source.splice import added, data_of, node_at, removed, replaced

_BOM = "\ufeff"


class Edit:
    """A file of the user's opened for changes.

    Each change is made in the text itself and read back. Where it does not say what was meant, the smallest group
    around the value is written anew on one line; the rest of the file never changes.

    >>> edit = Edit("id: A  # the code\\nlevel:   x\\n")
    >>> edit.set(("level",), "commune")
    >>> edit.text()
    'id: A  # the code\\nlevel:   commune\\n'

    Raises:
        ValueError: the text cannot be read.
    """

    def __init__(self, text: str) -> None:
        self._mark = _BOM if text.startswith(_BOM) else ""
        self._text = text.removeprefix(_BOM)
        self._data = data_of(self._text)

    def set(self, path: Keys, value: Any) -> None:
        """Put `value` (plain data) at `path`, making the groups on the way.

        Raises:
            ValueError: `path` is empty, leads through a text or past a list's end, or to a value that other places of
                the file share.
        """
        data = copy.deepcopy(self._data)
        _parent(data, path)[path[-1]] = copy.deepcopy(value)
        self._data = data
        self._change(path, _with(self._text, path, value))

    def remove(self, path: Keys) -> None:
        """Take the value at `path` out.

        Raises:
            ValueError: there is no such value.
        """
        parent = node_at(self._text, path[:-1])
        if not path or node_at(self._text, path) is None:
            raise ValueError(f"no value at {path!r}")
        del _parent(self._data, path)[path[-1]]
        self._change(path, removed(self._text, parent, path[-1]))

    def text(self) -> str:
        """Return the changed text."""
        return self._mark + self._text

    def _change(self, path: Keys, text: str) -> None:
        """Take the first text that says what is meant: the one offered, else with a group above written on one line."""
        for depth in range(len(path), 0, -1):
            if _says(text, self._data):
                self._text = text
                return
            node = node_at(self._text, path[: depth - 1])
            if node is not None and depth > 1:
                text = replaced(self._text, node, _reached(self._data, path[: depth - 1]))
        self._data = data_of(self._text)
        raise ValueError(f"the value at {path!r} is shared with other places of the file (&name)")


def _parent(data: Any, path: Keys) -> Any:
    if not path:
        raise ValueError("the path () names the whole file, not a value in it")
    for depth, key in enumerate(path):
        if isinstance(data, list) and not (isinstance(key, int) and 0 <= key < len(data)):
            raise ValueError(f"the list at {path[:depth]!r} has no entry {key!r}")
        if not isinstance(data, (dict, list)):
            raise ValueError(f"{path[:depth]!r} holds no group or list")
        if depth < len(path) - 1:
            if isinstance(data, dict) and data.get(key) is None:
                data[key] = {}
            data = data[key]
    return data


def _with(text: str, path: Keys, value: Any) -> str:
    """Return `text` with `value` at `path`; what is missing above it is added as one group."""
    node = node_at(text, path)
    if node is not None:
        return replaced(text, node, value)
    parent = node_at(text, path[:-1])
    if parent is None or parent.id == "scalar":
        return _with(text, path[:-1], {path[-1]: value})
    return added(text, parent, str(path[-1]), value)


def _says(text: str, data: Any) -> bool:
    try:
        return bool(data_of(text) == data)
    except ValueError:
        return False


def _reached(data: Any, path: Keys) -> Any:
    for key in path:
        data = data[key]
    return data
