"""How much work comes to the people of an office, as a part of what they can do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from math import fsum
from typing import Final

from isoqms.simulate.setting import Setting
from isoqms.simulate.survey import Survey, Work
from isoqms.simulate.tables import Tables

_MOST_ROLES: Final = 12
"""Roles of one group whose subsets are all looked at."""
_MOST_LOADS: Final = 20
"""Loads of which it is worked out how slowly the lines before them change."""


@dataclass(frozen=True, slots=True)
class Load:
    """The work that comes to roles, as a part of what their people can do; above 1 it can never be done."""

    roles: tuple[int, ...]
    part: float


def loads(setting: Setting, survey: Survey, first: float = 0.0, last: float | None = None) -> list[Load]:
    """Return the load of each role, and of roles together that share people, the highest first.

    Work can be done in time only if every set of roles brings less than those who fill any of them can do (the
    condition of P. Hall, 1935, for flows). The mean over the period counts: a peak within it may still pile up.

    Args:
        setting: the office.
        survey: what work a dossier brings.
        first, last: the minutes of the period; without the last, all that are listed.
    """
    staff = setting.tables.staff
    coming = _coming(setting.tables, survey, first, last if last is not None else setting.axis.end)
    brought = [0.0] * len(staff.roles)
    for each in coming:
        for role, work in each.work.items():
            brought[role] += each.rate * work.mean
    found = []
    for roles in _role_sets(setting.tables.role_group):
        able = staff.work_per_minute(roles, first, last)
        if able > 0.0:
            found.append(Load(roles, fsum(brought[role] for role in roles) / able))
    return sorted(found, key=lambda load: (-load.part, len(load.roles), load.roles))


def relaxation(setting: Setting, survey: Survey, found: Sequence[Load]) -> float:
    """Return the minutes in which the slowest of the lines before people forgets how it began, in a repeating week.

    The work waiting is taken as a Brownian motion held above nothing, which falls by what people can do beyond what
    comes; the heaviest loads that can be carried are looked at. Source: J. Abate, W. Whitt, "Transient behavior of
    regulated Brownian motion", Advances in Applied Probability 19, 1987: twice the variance over the square of the
    drift. In a line M/M/1 at 95 % that is 1,444 dossiers (exact: 1,482), at 80 % 64.
    """
    coming = _coming(setting.tables, survey, 0.0, setting.axis.end)
    slowest = 0.0
    for load in [each for each in found if each.part < 1.0][:_MOST_LOADS]:
        able = setting.tables.staff.work_per_minute(load.roles)
        variance = fsum(each.rate * each.square(load.roles) for each in coming)
        slowest = max(slowest, 2.0 * variance / (able * (1.0 - load.part)) ** 2)
    return slowest


def least(loads: Sequence[Load]) -> list[Load]:
    """Return the loads none of whose parts is among them by itself."""
    found = [frozenset(load.roles) for load in loads]
    return [load for load in loads if not any(other < frozenset(load.roles) for other in found)]


@dataclass(frozen=True, slots=True)
class _Coming:
    """Dossiers of a stream: how many come in a minute, on average, whether evenly, and the work each brings."""

    rate: float
    even: bool
    work: Mapping[int, Work]

    def square(self, roles: Sequence[int]) -> float:
        """Return the mean square of what a dossier brings to roles together; only its variance where none is chance."""
        parts = [self.work[role] for role in roles if role in self.work]
        mean = 0.0 if self.even else fsum(each.mean for each in parts)
        return mean * mean + fsum(each.variance for each in parts)


def _coming(tables: Tables, survey: Survey, first: float, last: float) -> list[_Coming]:
    """Return the dossiers that come in a period."""
    patterns = {id(stream.pattern): stream.pattern for stream in tables.streams}  # many streams share one
    of_pattern = {name: each.expected(first, last) for name, each in patterns.items()}
    return [
        _Coming(
            stream.times * of_pattern[id(stream.pattern)] / (last - first),
            stream.even,
            survey.work[stream.procedure, stream.channel],
        )
        for stream in tables.streams
    ]


def _role_sets(role_group: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the sets of roles that share people, by the group of each role; of a large group each role and all."""
    groups: dict[int, list[int]] = {}
    for role, group in enumerate(role_group):
        groups.setdefault(group, []).append(role)
    for roles in groups.values():
        sizes = (1, len(roles)) if len(roles) > _MOST_ROLES else range(1, len(roles) + 1)
        yield from chain.from_iterable(combinations(roles, size) for size in sizes)
