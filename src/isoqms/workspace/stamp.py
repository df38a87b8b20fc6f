"""The stamp of a procedure: a short fingerprint of its meaning, not of its layout."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

_NOT_MEANING = ("suppress",)
LENGTH = 12


class Stamps(Mapping[str, str]):
    """The stamps of procedures by id, each taken when it is asked for: a check asks only for those of adopted ones."""

    def __init__(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        self._data = data
        self._taken: dict[str, str] = {}

    def __getitem__(self, id_: str) -> str:
        if id_ not in self._taken:
            self._taken[id_] = stamp(self._data[id_])
        return self._taken[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)


def stamp(data: Mapping[str, Any]) -> str:
    """Return the stamp of a procedure's plain data: 12 hexadecimal digits of SHA-256 over canonical JSON.

    Comments, order of names, quotes and accepted problems do not change it; anything else does. The order of the steps
    is meaning: the first one starts the procedure and an edge back in this order is a loop.
    """
    meaning = {key: value for key, value in data.items() if key not in _NOT_MEANING}
    meaning["steps"] = list(data.get("steps", {}).items())
    text = json.dumps(meaning, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def stamp_of_several(stamps: Mapping[str, str]) -> str:
    """Return one stamp for several procedures, from theirs by id; of a single procedure it is its own.

    >>> stamp_of_several({"A": "3f9c3f9c3f9c"})
    '3f9c3f9c3f9c'
    """
    if len(stamps) == 1:
        return next(iter(stamps.values()))
    text = "\n".join(f"{id_} {each}" for id_, each in sorted(stamps.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
