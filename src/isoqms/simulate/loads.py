"""How much work comes to the people of an office, as a part of what they can do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Final

from isoqms.simulate.setting import Setting
from isoqms.simulate.survey import Survey
from isoqms.simulate.tables import Tables

_MOST_ROLES: Final = 12
"""Roles of one group whose subsets are all looked at."""


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
    come = _dossiers_a_minute(setting.tables, first, last if last is not None else setting.axis.end)
    brought = [
        sum(rate * survey.work[id_].get(role, 0.0) for id_, rate in come.items()) for role in range(len(staff.roles))
    ]
    found = []
    for roles in _role_sets(setting.tables.role_group):
        able = staff.work_per_minute(roles, first, last)
        if able > 0.0:
            found.append(Load(roles, sum(brought[role] for role in roles) / able))
    return sorted(found, key=lambda load: (-load.part, len(load.roles), load.roles))


def least(loads: Sequence[Load]) -> list[Load]:
    """Return the loads none of whose parts is among them by itself."""
    found = [frozenset(load.roles) for load in loads]
    return [load for load in loads if not any(other < frozenset(load.roles) for other in found)]


def _dossiers_a_minute(tables: Tables, first: float, last: float) -> dict[str, float]:
    """Return how many dossiers of each procedure come in a minute, on average."""
    patterns = {id(stream.pattern): stream.pattern for stream in tables.streams}  # many streams share one
    of_pattern = {name: each.expected(first, last) for name, each in patterns.items()}
    come: dict[str, float] = {}
    for stream in tables.streams:
        number = stream.times * of_pattern[id(stream.pattern)]
        come[stream.procedure] = come.get(stream.procedure, 0.0) + number / (last - first)
    return come


def _role_sets(role_group: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the sets of roles that share people, by the group of each role; of a large group each role and all."""
    groups: dict[int, list[int]] = {}
    for role, group in enumerate(role_group):
        groups.setdefault(group, []).append(role)
    for roles in groups.values():
        sizes = (1, len(roles)) if len(roles) > _MOST_ROLES else range(1, len(roles) + 1)
        yield from chain.from_iterable(combinations(roles, size) for size in sizes)
