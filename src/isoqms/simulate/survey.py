"""What dossiers bring and take where nobody is in their way: work, worked out, and how long the slow ones last."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final, TypeAlias

from isoqms.simulate import codes
from isoqms.simulate.frequency import frequencies
from isoqms.simulate.replicate import SHARES, Count, begun, run
from isoqms.simulate.setting import Setting
from isoqms.simulate.spread import Law
from isoqms.simulate.tables import Tables
from isoqms.simulate.timelines import WEEK

SURVEYED: Final = 200
"""Dossiers of each stream that go through it alone, to learn how long they last."""
_SURVEYED_MORE: Final = 2000
"""As many where also how often they come to a step can be learned by trying alone."""

_Path: TypeAlias = tuple[int, int]
"""The number of a procedure and of one of its courses."""


@dataclass(frozen=True, slots=True)
class Work:
    """The minutes of work one dossier brings: their mean, and their variance from dossier to dossier."""

    mean: float = 0.0
    variance: float = 0.0

    @classmethod
    def of(cls, law: Law, often: float) -> Work:
        """Return the work at a step to which a dossier comes so often; whether it comes once more is chance."""
        part = often % 1.0
        return cls(often * law.mean, often * law.sd**2 + part * (1.0 - part) * law.mean**2)

    @classmethod
    def mixed(cls, parts: Sequence[tuple[float, Work]]) -> Work:
        """Return the work of a dossier that is, by shares, of one kind or another."""
        mean = fsum(share * work.mean for share, work in parts)
        return cls(mean, fsum(share * (work.variance + (work.mean - mean) ** 2) for share, work in parts))

    def __add__(self, other: Work) -> Work:
        return Work(self.mean + other.mean, self.variance + other.variance)


@dataclass(frozen=True, slots=True)
class Survey:
    """What every dossier brings, and takes when nobody is in its way.

    `work` is what a dossier brings to each role, by procedure and channel: worked out from the shares of the ways and
    the means of the laws, so that no chance decides whether people can keep up. Where it depends on who is quicker
    (a join of `any`) how often steps are come to is a count. `longest` is the time, of the slowest procedure, in which
    95 of 100 dossiers are done.
    """

    work: Mapping[tuple[str, str], Mapping[int, Work]]
    longest: float


def surveyed(setting: Setting) -> Survey:
    """Work out what dossiers bring, and send some through an office in which nobody stands in line.

    Raises:
        IsoqmsError: a dossier never ends.
    """
    paths = [(at, on) for at, line in enumerate(setting.tables.lines) for on in range(len(line.courses))]
    known = {(at, on): frequencies(setting.tables.lines[at].courses[on]) for at, on in paths}
    number = SURVEYED if all(each is not None for each in known.values()) else _SURVEYED_MORE
    alone = _with_equal_streams(setting.tables).with_staff(setting.tables.staff, unlimited=True)
    kernel = begun(alone, 0, 0, Count(cases=number * len(alone.streams)))
    run(kernel)
    found = kernel.result(SHARES)
    often = {path: each or _counted(alone, path, found) for path, each in known.items()}
    return Survey(_work(alone, often), max((each[-1] for each in found["lead"]), default=0.0))


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


def _counted(tables: Tables, path: _Path, found: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Return how often a dossier of a course came to each of its steps in a run of equal streams."""
    kinds = tables.lines[path[0]].kinds
    channels = len({kind.channel for kind in kinds})
    share = fsum(kind.share for kind in kinds if kind.course == path[1]) / channels
    came = share * found["procedures"][path[0] * codes.P_COLUMNS + codes.P_COUNTED]
    return {
        place.step: found["nodes"][number * codes.N_COLUMNS + codes.N_VISITS] / came
        for number, place in enumerate(tables.places)
        if place.path == path
    }


def _work(tables: Tables, often: Mapping[_Path, Mapping[str, float]]) -> dict[tuple[str, str], dict[int, Work]]:
    """Return what a dossier brings to each role, by procedure and channel."""
    of_course: dict[_Path, dict[int, Work]] = {path: {} for path in often}
    for number, place in enumerate(tables.places):
        law, held = place.node.times.work, of_course[place.path]
        work = Work.of(law, often[place.path].get(place.step, 0.0)) if law else Work()
        for role in tables.roles_of(number):
            held[role] = held.get(role, Work()) + work
    found: dict[tuple[str, str], dict[int, Work]] = {}
    for at, line in enumerate(tables.lines):
        for channel in {kind.channel for kind in line.kinds}:
            parts = [(kind.share, of_course[at, kind.course]) for kind in line.kinds if kind.channel == channel]
            roles = {role for _, work in parts for role in work}
            found[line.id, channel] = {
                role: Work.mixed([(share, work.get(role, Work())) for share, work in parts]) for role in roles
            }
    return found
