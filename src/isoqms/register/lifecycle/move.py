"""One row of the table: a step somebody may take, from where to where, who may, what must hold, what it may bring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from isoqms.register.lifecycle.case import Case, Guard
from isoqms.register.lifecycle.document import Document
from isoqms.register.lifecycle.values import ActionState, State
from isoqms.register.lifecycle.who import Role

Effect = Callable[[Case], Document]
"""What a step itself sets beside the state, as a change of the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A step; `id` is the line of the domain's table, T0-T13, or ours: E for work between, A for a single action."""

    id: str
    verb: str
    sources: frozenset[State]
    target: State | None
    """None leaves the state as it is."""
    who: tuple[Role, ...]
    guards: tuple[Guard, ...] = ()
    brings: tuple[str, ...] = ()
    """Members of the record the person may set with it, `*` for any key; all others are closed to this step."""
    effect: Effect | None = None
    action: tuple[frozenset[ActionState], ActionState] | None = None
    """For a step of one action: the states it may be in before, and the state after."""

    def may_bring(self, path: str) -> bool:
        """Say whether the member at a dotted path may be set with this step."""
        return covers(self.brings, path)


def covers(patterns: Iterable[str], path: str) -> bool:
    """Say whether one of some patterns stands for the member at a dotted path, or for one it lies in.

    >>> covers(["actions.*.due"], "actions.A1.due"), covers(["actions.*.due"], "actions.A1.text")
    (True, False)
    """
    parts, held = path.split("."), set(patterns)
    emptied = f"{path}.*" in held  # the last member removed takes its map along
    return emptied or any(_fits(pattern.split("."), parts) for pattern in held)


def _fits(pattern: list[str], parts: list[str]) -> bool:
    return len(pattern) <= len(parts) and all(p in ("*", part) for p, part in zip(pattern, parts, strict=False))


def paths(changes: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """Yield the dotted path of every member a change sets or removes."""
    for key, value in changes.items():
        path = f"{above}{key}"
        if isinstance(value, Mapping) and value:
            yield from paths(value, f"{path}.")
        else:
            yield path
