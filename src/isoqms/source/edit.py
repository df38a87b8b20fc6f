"""Changing a user's file for them: comments, order and layout stay, only the named values change."""

from __future__ import annotations

from io import StringIO
from typing import Any

from ruamel.yaml import YAML

Keys = tuple[str | int, ...]


class Edit:
    """A file of the user's opened for changes.

    >>> edit = Edit("id: A  # the code\\nlevel: x\\n")
    >>> edit.set(("level",), "commune")
    >>> edit.text()
    'id: A  # the code\\nlevel: commune\\n'
    """

    def __init__(self, text: str) -> None:
        self._yaml = YAML(typ="rt")
        self._yaml.preserve_quotes = True
        self._yaml.width = 4096
        self._yaml.indent(mapping=2, sequence=4, offset=2)
        self._data: Any = self._yaml.load(text)

    def set(self, path: Keys, value: Any) -> None:
        """Put `value` (plain data) at `path`, making the mappings on the way.

        Raises:
            ValueError: `path` is empty or leads through a value that is neither mapping nor list.
        """
        self._parent(path)[path[-1]] = value

    def remove(self, path: Keys) -> None:
        """Take the value at `path` out.

        Raises:
            ValueError: there is no such value.
        """
        parent = self._parent(path)
        try:
            del parent[path[-1]]
        except (KeyError, IndexError):
            raise ValueError(f"no value at {path!r}") from None

    def text(self) -> str:
        """Return the changed text."""
        stream = StringIO()
        self._yaml.dump(self._data, stream)
        return stream.getvalue()

    def _parent(self, path: Keys) -> Any:
        if not path:
            raise ValueError("the path () names the whole file, not a value in it")
        node = self._data
        for depth, key in enumerate(path[:-1]):
            if isinstance(node, dict):
                node = node.setdefault(key, {})
            elif isinstance(node, list) and isinstance(key, int):
                node = node[key]
            else:
                raise ValueError(f"{path[:depth]!r} holds no mapping or list")
        return node
