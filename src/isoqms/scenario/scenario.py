"""A scenario: named changes to steps, ways, posts, demand and limits, as its file says them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from isoqms.problem import Position
from isoqms.procedure.build import Reading
from isoqms.procedure.located import NOWHERE, Located, model
from isoqms.procedure.parts import Authority
from isoqms.procedure.steps import Ending
from isoqms.source import Keys
from isoqms.words import Text

ALL: Final = ("*",)
"""What `procedure` of a change says when all procedures are meant."""


def _as_written(value: Any, path: Keys, reading: Reading) -> Any:
    """Keep plain data as they are: a null in them means that something is taken out."""
    return value


def _nowhere(path: Keys) -> Position:
    return NOWHERE


class State(StrEnum):
    """How far a change has come."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    IN_FORCE = "in_force"
    MEASURED = "measured"


@model
class Amendment(Located):
    """A text that a change needs amended: the rule, the place in it, what it is to say, and who may amend it."""

    rule: str | None = None
    article: str | None = None
    text: Text | None = None
    by: Authority | None = None


@model
class DemandChange(Located):
    """What is different in the number of dossiers: values that are replaced, or a factor."""

    set: Mapping[str, Any] = field(default_factory=dict, metadata={"read": _as_written})
    scale: float | None = None


@model
class Change(Located):
    """One change, as written; `values` is what its groups `set`, `demand.set` and `limits` say, read as the model.

    `values` is kept by the name of the field in the model; a group in it is kept in the same way.
    """

    title: Text | None = None
    state: State | None = None
    document: str | None = None
    date: date | None = None
    note: Text | None = None
    reason: Text | None = None
    amends: tuple[Amendment, ...] = ()
    roadmap: Text | None = None
    procedure: tuple[str, ...] = ()
    step: str | None = None
    to: str | None = None
    end: Ending | None = None
    paper: str | None = None
    post: str | None = None
    role: str | None = None
    set: Mapping[str, Any] = field(default_factory=dict, metadata={"read": _as_written})
    scale: Mapping[str, float] = field(default_factory=dict)
    remove: bool = False
    add: float | None = None
    demand: DemandChange | None = None
    limits: Mapping[str, Any] = field(default_factory=dict, metadata={"read": _as_written})
    priority: int | None = None
    id: str = field(default="", metadata={"given": True})
    values: Mapping[str, Any] = field(default_factory=dict, metadata={"given": True})

    @property
    def leads_to(self) -> str | None:
        """The way concerned, as `Branch.leads_to` names it; None when the change is not of a way."""
        return self.to or (f"end: {self.end}" if self.end else None)


@model
class Scenario(Located):
    """Named changes under one title, each kept by its id in the order of the file."""

    id: str
    title: Text
    changes: Mapping[str, Change]
    for_: tuple[str, ...] = field(default=(), metadata={"name": "for"})
    note: Text | None = None
    place: Callable[[Keys], Position] = field(
        default=_nowhere, compare=False, repr=False, kw_only=True, metadata={"given": True}
    )
