"""A procedure taken over from a higher office, with the office's own file laid over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from isoqms.problem import Position
from isoqms.source import Keys, Source

_NEVER_INHERITED = ("adopts", "suppress", "issue", "revisions", "authors", "reviewers", "approvers")


@dataclass(frozen=True, slots=True)
class Overlay:
    """Plain data of one file laid over another, knowing for each value which file it came from."""

    top: Source
    data: Mapping[str, Any]
    below: Overlay | None = None

    def at(self, path: Keys) -> Position:
        """Return where the value at `path` was written: in the file on top if it is there, else in the one below."""
        if self.below is None or path in self.top.positions:
            return self.top.at(path)
        return self.below.at(path)


def lay_over(child: Source, parent: Overlay) -> Overlay:
    """Lay the file `child` over the procedure it adopts.

    Names are merged group by group; texts, lists and figures of the child replace those of the parent. What belongs to
    a document itself (its issue, signatures, revisions, accepted problems) is never inherited.
    """
    inherited = {key: value for key, value in parent.data.items() if key not in _NEVER_INHERITED}
    return Overlay(child, _merged(inherited, child.data), parent)


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        both = isinstance(value, Mapping) and isinstance(under, Mapping)
        merged[key] = _merged(under, value) if both else value  # type: ignore[arg-type]
    return merged
