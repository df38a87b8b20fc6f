"""In which units a document states its times, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from isoqms.problem import Position
from isoqms.procedure import Procedure
from isoqms.worktime import Amount, Duration


@dataclass(frozen=True, slots=True)
class TimeStated:
    """A time a document states: where, of what (the id of a step or stage, the name of a limit), and how long."""

    at: Position
    subject: str
    duration: Duration

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The amounts it names, of the shortest and the longest time."""
        return (*self.duration.low, *self.duration.high)


def step_times(procedure: Procedure) -> Iterator[TimeStated]:
    """Yield the published times of the steps, in the order written."""
    for step in procedure.steps.values():
        if step.allowance:
            yield TimeStated(step.at, step.id, step.allowance)
        for part in step.in_variant.values():
            if part.allowance:
                yield TimeStated(part.at, step.id, part.allowance)


def total_times(procedure: Procedure) -> Iterator[TimeStated]:
    """Yield what the document states of its steps together: the totals of stages and of the whole."""
    for id_, stage in procedure.stages.items():
        if stage.total:
            yield TimeStated(stage.at, id_, stage.total)
    yield from _limit_times(procedure, "total")


def promised_times(procedure: Procedure) -> Iterator[TimeStated]:
    """Yield the times of the committed and of the legal limit."""
    yield from _limit_times(procedure, "committed")
    yield from _limit_times(procedure, "legal")


def _limit_times(procedure: Procedure, name: str) -> Iterator[TimeStated]:
    limit = procedure.limits.named().get(name)
    if limit is None:
        return
    parts = [appointment.within for appointment in limit.appointments]
    for duration in (limit.within, *limit.variants.values(), *limit.stages.values(), *parts):
        if duration:
            yield TimeStated(limit.at, name, duration)
