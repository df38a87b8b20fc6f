"""What dossiers take where nobody is in their way: the work they bring, and how long the slow ones last."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from isoqms.simulate import codes
from isoqms.simulate.replicate import SHARES, Count, begun, run
from isoqms.simulate.setting import Setting
from isoqms.simulate.tables import Tables
from isoqms.simulate.timelines import WEEK

SURVEYED: Final = 200
"""Dossiers of each stream that go through it alone, to learn what work they bring."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What every dossier takes when nobody is in its way: minutes of work by role, and the longest lead times.

    `work` gives the minutes of work a dossier brings to each role, by procedure; `longest` the time, of the slowest
    procedure, in which 95 of 100 dossiers are done.
    """

    work: Mapping[str, Mapping[int, float]]
    longest: float


def surveyed(setting: Setting) -> Survey:
    """Send dossiers of each stream through an office in which nobody stands in line, and measure what they take.

    Raises:
        IsoqmsError: a dossier never ends.
    """
    alone = _with_equal_streams(setting.tables).with_staff(setting.tables.staff, unlimited=True)
    kernel = begun(alone, 0, 0, Count(cases=SURVEYED * len(alone.streams)))
    run(kernel)
    found = kernel.result(SHARES)
    work = _work(alone, found["nodes"], found["procedures"])
    return Survey(work, max((each[-1] for each in found["lead"]), default=0.0))


def _with_equal_streams(tables: Tables) -> Tables:
    """Return tables in which as many dossiers come by one stream as by another, at hours that never end."""
    count = len(tables.streams)
    return tables.with_columns(
        stream_windows=array("q", range(count + 1)),
        stream_period=array("d", [WEEK] * count),
        coming_opens=array("d", [0.0] * count),
        coming_closes=array("d", [WEEK] * count),
        coming_rate=array("d", [0.01] * count),
    )


def _work(tables: Tables, nodes: Sequence[float], procedures: Sequence[float]) -> dict[str, dict[int, float]]:
    work: dict[str, dict[int, float]] = {line.id: {} for line in tables.lines}
    for number, place in enumerate(tables.places):
        counted = procedures[place.line * codes.P_COLUMNS + codes.P_COUNTED]
        minutes = nodes[number * codes.N_COLUMNS + codes.N_WORK]
        held = work[tables.lines[place.line].id]
        for role in tables.roles_of(number):
            held[role] = held.get(role, 0.0) + minutes / counted
    return work
