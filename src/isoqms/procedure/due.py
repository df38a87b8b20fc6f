"""When a dossier of a procedure is due under each of its limits, by the office's calendar and hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from isoqms.procedure.organisation import Office
from isoqms.procedure.parts import Limit
from isoqms.procedure.procedure import Procedure
from isoqms.worktime import Basis, Calendar, Deadline, Duration, Event, Rules, WorkingHours, due

PROMISED = ("legal", "committed")
"""The limits a dossier can be late by; the total a document states for its steps promises nothing."""


@dataclass(frozen=True, slots=True)
class LimitDue:
    """The due date under one limit of a procedure: for one variant, or for every dossier when `variant` is None.

    `appointment` counts the promised moments inside a limit from 1; 0 stands for the limit itself.
    """

    limit: str
    variant: str | None
    deadline: Deadline
    appointment: int = 0


def limits_due(
    procedure: Procedure,
    office: Office,
    calendar: Calendar,
    received: datetime,
    events: Iterable[Event] = (),
    variant: str | None = None,
    complete: bool = True,
) -> tuple[LimitDue, ...]:
    """Return the due date under each limit of `procedure` for a dossier `received` at a local time.

    Args:
        procedure: gives limits and cut-off hour.
        office: gives hours and what a plain day means.
        calendar: the calendar the office counts by.
        received: local time without a zone.
        events: what has happened to the clock since.
        variant: count for this variant; for None the general limit and every variant's are counted.
        complete: whether the dossier was complete when received; if not, the clock waits for an acceptance.

    Raises:
        CalendarEndsError: the calendar does not cover the count.
    """
    rules = Rules(procedure.limits.cutoff, waits_for_acceptance=not complete, plain_days=Basis(office.plain_days))
    hours, happened = WorkingHours.from_data(office.hours), tuple(events)
    return tuple(
        LimitDue(name, case, due(duration, received, calendar, hours, happened, rules), appointment)
        for name, limit in procedure.limits.named().items()
        if name in PROMISED
        for case, appointment, duration in _durations(limit, variant)
    )


def _durations(limit: Limit, variant: str | None) -> Iterator[tuple[str | None, int, Duration]]:
    if variant is not None:
        duration = limit.for_variant(variant)
        if duration is not None:
            yield variant, 0, duration
        return
    if limit.within is not None:
        yield None, 0, limit.within
    for number, appointment in enumerate(limit.appointments, start=1):
        if appointment.within is not None:
            yield None, number, appointment.within
    for case, duration in limit.variants.items():
        yield case, 0, duration
