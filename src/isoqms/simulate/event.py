"""What happens in a simulated office, moment by moment: the rows of its event log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from isoqms.words import Text

NOMINAL_ORIGIN: Final = date(2001, 1, 1)
"""The Monday an abstract week is written down from where no date was asked for."""


class Lifecycle(StrEnum):
    """What happens to a step: a dossier comes to it and waits, is worked on, is done with it.

    Where people of the office work, ENQUEUE is when the dossier comes to the step: whatever it then waits for, a batch
    or an hour or its turn, lies before START. A step at which nobody of the office works begins as the dossier comes.
    The first event of a dossier is thus its receipt, the last its end.
    """

    ENQUEUE = "enqueue"
    START = "start"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happens to one dossier at one step; `minutes` since the log's origin, roles joined by commas."""

    procedure: str
    dossier: int
    channel: str
    variant: str | None
    step: str
    title: Text
    role: str
    lifecycle: Lifecycle
    minutes: float
    replication: int = 0


@dataclass(frozen=True, slots=True)
class Log:
    """The events of one replication: dossier after dossier, those of one dossier in the order of time.

    What a dossier is given up for at a join of `any` has no events, even where people had begun to work on it; that
    work counts for the use of people and for the time worked.

    `origin` is the day from whose midnight minutes are counted, None in the steady regime. `use` tells for each role
    what part of the staffed time its people are at work, for the 168 hours of a week from Monday 00:00; None for an
    hour in which nobody is there.
    """

    events: Iterable[Event]
    origin: date | None = None
    use: Mapping[str, Sequence[float | None]] = field(default_factory=dict)
