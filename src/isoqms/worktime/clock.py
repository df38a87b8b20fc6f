"""What happens to the clock of a dossier: accepted, stopped, restarted, extended; and when it runs.

Source of the states: the sector rules of Viet Nam differ (pause, restart, own limit after re-filing, fixed extension);
a procedure says which of them it uses, here they are only counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from isoqms.worktime.duration import Duration


class Start(StrEnum):
    """What a limit runs from."""

    RECEIPT = "receipt"
    COMPLETE_DOSSIER = "complete_dossier"
    ACCEPTANCE = "acceptance"
    REGISTRATION = "registration"
    PAYMENT = "payment"
    OTHER_PROCEDURE = "other_procedure"


@dataclass(frozen=True, slots=True)
class Accepted:
    """What the limit runs from has happened, e.g. the dossier is complete and valid: the clock starts here."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Stopped:
    """The clock is stopped (supplement, verification, payment, third party); without an end it still is."""

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"the clock cannot run again at {self.end}, before it stops at {self.start}")


@dataclass(frozen=True, slots=True)
class Restarted:
    """The whole limit is counted anew from here, e.g. from receipt of the supplemented dossier."""

    at: datetime


def _require_length(by: Duration) -> None:
    if not by.high:
        raise ValueError(f"an extension needs a length: {by.render('en')}")


@dataclass(frozen=True, slots=True)
class Extended:
    """The rule itself adds time, e.g. 5 days if the scheme must be revised."""

    by: Duration

    def __post_init__(self) -> None:
        _require_length(self.by)


@dataclass(frozen=True, slots=True)
class Reappointed:
    """The office apologises and sets a later date; only the first one counts."""

    by: Duration

    def __post_init__(self) -> None:
        _require_length(self.by)


@dataclass(frozen=True, slots=True)
class SubLimit:
    """A limit of its own from some moment, beside the main one, which it does not touch."""

    at: datetime
    limit: Duration
    name: str


Event = Accepted | Stopped | Restarted | Extended | Reappointed | SubLimit
"""Anything that happens to the clock of a dossier."""


@dataclass(frozen=True, slots=True)
class Clock:
    """From when the limit is counted, and the stops since then: in order, apart from each other, only the last open."""

    start: datetime
    stops: tuple[Stopped, ...] = ()

    def stop_at(self, moment: datetime) -> Stopped | None:
        """Return the stop during which `moment` falls; at the very minute it stops, the clock has still run."""
        for stop in self.stops:
            if stop.start < moment and (stop.end is None or moment <= stop.end):
                return stop
        return None

    def without_open_stop(self) -> Clock:
        """Return this clock as if the stop that has no end had not happened."""
        return replace(self, stops=tuple(stop for stop in self.stops if stop.end is not None))


def clock_of(received: datetime, events: Iterable[Event], waits_for_acceptance: bool) -> Clock | None:
    """Return the clock of a dossier, or None while it waits for the dossier to be complete.

    A restart ends an open stop and forgets the stops before it.
    """
    events = tuple(events)
    starts = [event.at for event in events if isinstance(event, (Accepted, Restarted))]
    if waits_for_acceptance and not starts:
        return None
    start = max([received, *starts])
    restarts = [event.at for event in events if isinstance(event, Restarted)]
    stops = [event for event in events if isinstance(event, Stopped)]
    running = [stop for stop in stops if stop.end is not None or not any(stop.start < at for at in restarts)]
    return Clock(start, _merged(_since(start, running)))


def _since(start: datetime, stops: Iterable[Stopped]) -> list[Stopped]:
    return [replace(stop, start=max(stop.start, start)) for stop in stops if stop.end is None or stop.end > start]


def _merged(stops: Iterable[Stopped]) -> tuple[Stopped, ...]:
    merged: list[Stopped] = []
    for stop in sorted(stops, key=lambda each: each.start):
        last = merged[-1] if merged else None
        if last is None or (last.end is not None and last.end < stop.start):
            merged.append(stop)
        elif last.end is not None:
            merged[-1] = Stopped(last.start, None if stop.end is None else max(last.end, stop.end))
    return tuple(merged)
