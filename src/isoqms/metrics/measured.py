"""A figure of what really happened, asked for by its name: how register, rules and dossiers learn it from each other.

Whoever keeps data answers for the figures it knows and for no other; who asks need not know who that is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from isoqms.words import Message


class FigureSource(StrEnum):
    """Where a figure comes from; a simulated one may set a target and never proves that it was reached."""

    RECORDED = "recorded"
    REGISTER = "register"
    DOSSIERS = "dossiers"
    SIMULATION = "simulation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A figure somebody asks for: its name, over which days, of which process, and for which record."""

    name: str
    first: date
    last: date
    """Both days belong to the period."""
    process: str = ""
    subject: str = ""
    """Reference of the record which is judged by the figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a figure was, from the first to the last day it was measured on; or why it cannot be told.

    Raises ValueError for a value nobody measured, or that was simulated, and for a missing one nobody explains.
    """

    first: date
    last: date
    value: Decimal | None = None
    source: FigureSource | None = None
    reason: Message | None = None

    def __post_init__(self) -> None:
        if (self.value is None) != (self.source is None) or (self.value is None) != (self.reason is not None):
            raise ValueError(f"a figure has a value and its source, or a reason: {self.value}, {self.source}")
        if self.source is FigureSource.SIMULATION:
            raise ValueError(f"a simulated figure was not measured: {self.value}")


class Figures(Protocol):
    """Somebody who can measure figures."""

    def measured(self, asked: Asked) -> Measured | None:
        """Return a figure, or why it has no value; None when no figure of that name is known here."""
        ...


def measured_by(known: Iterable[Figures], asked: Asked) -> Measured:
    """Return a figure from the first who has its value; when nobody has, with the reason the first gives."""
    reason: Message | None = None
    for each in known:
        found = each.measured(asked)
        if found is not None and found.value is not None:
            return found
        reason = reason or (found.reason if found else None)
    missing = Message("nobody measures a figure called “{name}”", name=asked.name)
    return Measured(first=asked.first, last=asked.last, reason=reason or missing)
