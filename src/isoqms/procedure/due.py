"""When a dossier of a procedure is due under each of its limits, by the office's calendar and hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from isoqms.procedure.organisation import Office
from isoqms.procedure.parts import Limit
from isoqms.procedure.procedure import Procedure
from isoqms.words import Message
from isoqms.worktime import (
    Accepted,
    Basis,
    Calendar,
    Day,
    Deadline,
    Duration,
    Event,
    Extended,
    Moment,
    Rules,
    Start,
    WorkingHours,
    due,
)

PROMISED: Final = ("legal", "committed")
"""The limits a dossier can be late by; the total a document states for its steps promises nothing."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of one dossier.

    `received` is local time without a zone, `events` what has happened to the clock since. `complete` says whether
    the dossier was complete when received; if not, the clock waits for an acceptance. `extensions` is how often the
    extension that the limit itself allows was used.
    """

    received: datetime
    events: tuple[Event, ...] = ()
    variant: str | None = None
    complete: bool = True
    extensions: int = 0


@dataclass(frozen=True, slots=True)
class LimitDue:
    """The due date under one limit of a procedure: for one variant, or for every dossier when `variant` is None.

    `appointment` counts the promised moments inside a limit from 1; 0 stands for the limit itself.
    """

    limit: str
    variant: str | None
    deadline: Deadline
    appointment: int = 0


def limits_due(procedure: Procedure, office: Office, calendar: Calendar, dossier: Dossier) -> tuple[LimitDue, ...]:
    """Return the due date under each limit of `procedure` for one dossier.

    Args:
        procedure: gives limits and cut-off hour.
        office: gives hours and what a plain day means.
        calendar: the calendar the office counts by.
        dossier: of a variant, or of None: then the general limit and every variant's are counted.

    Raises:
        CalendarEndsError: the calendar does not cover the count.
    """
    hours = WorkingHours.from_data(office.hours)
    closed = _is_closed(office, calendar, dossier.received)
    found = []
    for name, limit in procedure.limits.named().items():
        if name in PROMISED:
            rules, events = _rules(procedure, office, limit, dossier), tuple(_events(limit, dossier))
            for variant, number, within in _durations(limit, dossier.variant):
                after_another = number > 1
                deadline = (
                    _later_appointment(within)
                    if after_another
                    else due(within, dossier.received, calendar, hours, events, rules)
                )
                if closed and deadline.first:
                    deadline = _remarked(deadline, dossier.received, deadline.first)
                found.append(LimitDue(name, variant, deadline, number))
    return tuple(found)


def _is_closed(office: Office, calendar: Calendar, at: datetime) -> bool:
    """Say whether nobody of the office can have received a dossier then; at the closing minute somebody still can."""
    kept = [office.hours]
    kept += [unit.hours for unit in office.units.values() if unit.hours]
    kept += [counter.hours for counter in office.counters.values() if counter.hours]
    moments = (at, at - timedelta(minutes=1))
    return not any(WorkingHours.from_data(each).is_open(moment, calendar) for each in kept for moment in moments)


def _remarked(deadline: Deadline, received: datetime, first: date) -> Deadline:
    """Return a due date with the remark that the office was closed when the dossier is said to have come."""
    remark = Message(
        "the office is closed at that time, {at}: correct it, or, if it is right, as for a dossier sent online, the "
        "first day counted is {day}",
        at=Moment(received),
        day=Day(first),
    )
    return replace(deadline, warnings=(*deadline.warnings, remark))


def most_extensions(procedure: Procedure) -> int:
    """Return how often the limits of a procedure may be extended by what they themselves allow; 0 when they may not."""
    named = procedure.limits.named()
    allowed = (named[name].extension for name in PROMISED if name in named)
    return max((each.times for each in allowed if each and each.by), default=0)


def _rules(procedure: Procedure, office: Office, limit: Limit, dossier: Dossier) -> Rules:
    start = Start(limit.from_)
    known_at_receipt = start is Start.RECEIPT or (start is Start.COMPLETE_DOSSIER and dossier.complete)
    return Rules(procedure.limits.cutoff, not known_at_receipt, start, Basis(office.plain_days))


def _events(limit: Limit, dossier: Dossier) -> Iterator[Event]:
    """What happened to the clock of this limit; one that runs from receipt does not mind when all is complete."""
    from_receipt = Start(limit.from_) is Start.RECEIPT
    yield from (event for event in dossier.events if not (from_receipt and isinstance(event, Accepted)))
    if limit.extension and limit.extension.by:
        yield from [Extended(limit.extension.by)] * dossier.extensions


def _durations(limit: Limit, variant: str | None) -> Iterator[tuple[str | None, int, Duration]]:
    """Yield (variant, number of the appointment or 0, time) of a limit."""
    within = limit.for_variant(variant)
    if within is not None:
        yield variant, 0, within
    if variant not in limit.variants:
        appointments = enumerate(limit.appointments, start=1)
        yield from ((variant, number, each.within) for number, each in appointments if each.within is not None)
    for kind in limit.variants if variant is None else ():
        own = limit.for_variant(kind)
        if own is not None:
            yield kind, 0, own


def _later_appointment(within: Duration) -> Deadline:
    """An appointment after the first runs from when that is over: a moment nobody knows at receipt."""
    reason = Message("{within} from the end of the appointment before it: there is no due date yet", within=within)
    return Deadline(None, (reason,))
