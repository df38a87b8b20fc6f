"""How busy the people of each role are over the week, hour by hour, looked at in several runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from isoqms.scenario import Operation
from isoqms.simulate.plan import Plan
from isoqms.simulate.result import Result
from isoqms.simulate.run import record

_ENOUGH: Final = 100_000
"""Dossiers after which no more runs are looked at: hours of many weeks differ little from run to run."""


@dataclass(frozen=True, slots=True)
class Busy:
    """For each role the part of its staffed time at work in the 168 hours of a week from Monday 00:00.

    None stands for an hour in which nobody is there. Each is the mean of `runs` replications.
    """

    hours: Mapping[str, Sequence[float | None]]
    runs: int


def busy(operation: Operation, plan: Plan, result: Result) -> Busy:
    """Simulate as many of the runs of a result again as are needed, and return how busy people are in them.

    Raises:
        SimulationRefusedError: the operation cannot be simulated, with the problems that say why.
        IsoqmsError: a calendar does not cover the days, or ends before the last dossier does.
    """
    runs = min(result.replications, max(1, _ENOUGH * result.replications // max(1, result.cases)))
    weeks = [record(operation, plan, number).use for number in range(1, runs + 1)]
    return Busy({role: _mean([week[role] for week in weeks]) for role in weeks[0]}, runs)


def _mean(weeks: Sequence[Sequence[float | None]]) -> list[float | None]:
    """Return the mean of each hour over the runs in which anybody is there."""
    known = [[part for part in hour if part is not None] for hour in zip(*weeks, strict=True)]
    return [sum(parts) / len(parts) if parts else None for parts in known]
