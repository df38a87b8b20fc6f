"""The log of one replication: what happened to every dossier, step by step, and how busy people were in the week."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from isoqms.procedure import Procedure
from isoqms.simulate import codes
from isoqms.simulate.event import Event, Lifecycle, Log
from isoqms.simulate.nodes import Kind
from isoqms.simulate.setting import Setting
from isoqms.simulate.tables import Tables
from isoqms.simulate.timelines import WEEK, Timeline
from isoqms.words import Text

HOURS: Final = 168
_HOUR: Final = 60.0
_SELDOM: Final = 0.1
"""People are seldom there in an hour in which they are so much less than in the hour they are there most."""

Row = Sequence[float]


def log_of(
    setting: Setting,
    tables: Tables,
    visits: array[float],
    dossiers: array[float],
    since: float,
    until: float,
    replication: int,
) -> Log:
    """Return the log of one replication: the dossiers counted, each followed to its end.

    Args:
        setting: what was simulated.
        tables: with the people of this replication.
        visits, dossiers: the logs of the kernel, row after row.
        since, until: the minutes in which people were observed.
        replication: its number.
    """
    rows = list(_rows(visits, codes.V_COLUMNS))
    return Log(
        _Events(setting, tables, rows, list(_rows(dossiers, codes.D_COLUMNS)), replication),
        setting.axis.origin,
        {} if setting.alone else _use(tables, rows, since, until),
    )


@dataclass(frozen=True, slots=True)
class _Events:
    """The events of one replication, told anew each time they are asked for: most who want the log want its hours."""

    setting: Setting
    tables: Tables
    visits: Sequence[Row]
    dossiers: Sequence[Row]
    replication: int

    def __iter__(self) -> Iterator[Event]:
        return _events(self.setting, self.tables, self.visits, self.dossiers, self.replication)


def _rows(held: array[float], width: int) -> Iterator[Row]:
    return (held[start : start + width] for start in range(0, len(held), width))


def _events(
    setting: Setting, tables: Tables, visits: Sequence[Row], dossiers: Sequence[Row], replication: int
) -> Iterator[Event]:
    by_dossier: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for visit in visits:
        by_dossier[int(visit[codes.V_PROCEDURE]), int(visit[codes.V_NUMBER])].append(visit)
    procedures = {each.id: each for each in setting.operation.procedures}
    kinds = [kind for line in tables.lines for kind in line.kinds]
    counted = [row for row in dossiers if row[codes.D_COUNTED] >= 0]
    for row in sorted(counted, key=lambda row: (row[codes.D_ARRIVED], row[codes.D_PROCEDURE], row[codes.D_NUMBER])):
        here = int(row[codes.D_PROCEDURE]), int(row[codes.D_NUMBER])
        procedure = procedures[tables.lines[here[0]].id]
        kind = kinds[int(row[codes.D_KIND])]
        found = [
            event for visit in by_dossier[here] for event in _visit(procedure, tables, kind, visit, row, replication)
        ]
        # of what happens in one minute, what ends comes first
        yield from (event for _, _, event in sorted(found, key=lambda each: each[:2]))


def _visit(
    procedure: Procedure, tables: Tables, kind: Kind, visit: Row, dossier: Row, replication: int
) -> Iterator[tuple[float, float, Event]]:
    step = tables.places[int(visit[codes.V_NODE])].node.step
    moments = [
        (Lifecycle.START, visit[codes.V_STARTED]),
        (Lifecycle.COMPLETE, visit[codes.V_ENDED]),
    ]
    if visit[codes.V_POOL] >= 0:
        moments.insert(0, (Lifecycle.ENQUEUE, visit[codes.V_ENTERED]))
    for lifecycle, minutes in moments:
        event = Event(
            procedure=procedure.id,
            dossier=int(dossier[codes.D_NUMBER]),
            channel=kind.channel,
            variant=kind.variant,
            step=step.id,
            title=step.title or Text.of(step.id),
            role=",".join(step.role),
            lifecycle=lifecycle,
            minutes=minutes,
            replication=replication,
        )
        # a visit keeps its own order: by when it was entered, then by what happens
        yield minutes, visit[codes.V_ENTERED], event


def _use(tables: Tables, visits: Sequence[Row], since: float, until: float) -> Mapping[str, list[float | None]]:
    """Return for each role how much of the time its people are there they are at work, by hour of the week.

    An hour in which they are seldom there, as on a Saturday worked in exchange, is none of their week.
    """
    staff = tables.staff
    lines = [staff.timelines[pool.timeline] for pool in staff.pools]
    busy = [[0.0] * HOURS for _ in staff.pools]
    for visit in visits:
        first, last = max(visit[codes.V_STARTED], since), min(visit[codes.V_ENDED], until)
        if visit[codes.V_POOL] >= 0 and last > first:
            for opens, closes in _open_between(lines[int(visit[codes.V_POOL])], first, last):
                _spread_out(busy[int(visit[codes.V_POOL])], opens, closes, 1.0)
    present = [[0.0] * HOURS for _ in staff.pools]
    for number, pool in enumerate(staff.pools):
        for opens, closes in _open_between(lines[number], since, until):
            _spread_out(present[number], opens, closes, float(pool.people))
    found = {}
    for role in staff.roles:
        there = [sum(present[pool][hour] for pool in role.pools) for hour in range(HOURS)]
        at_work = [sum(busy[pool][hour] for pool in role.pools) for hour in range(HOURS)]
        found[role.id] = [
            min(1.0, work / all_) if all_ > _SELDOM * max(there) else None
            for work, all_ in zip(at_work, there, strict=True)
        ]
    return found


def _open_between(line: Timeline, first: float, last: float) -> Iterator[tuple[float, float]]:
    """Yield the windows of a timeline from `first` to `last`, cut to fit."""
    base = (first // line.period) * line.period if line.period < float("inf") else 0.0
    while base < last:
        start = max(0, bisect_right(line.opens, first - base) - 1)
        for opens, closes in zip(line.opens[start:], line.closes[start:], strict=True):
            if opens + base >= last:
                return
            if closes + base > first:
                yield max(first, opens + base), min(last, closes + base)
        base += line.period


def _spread_out(hours: list[float], opens: float, closes: float, weight: float) -> None:
    """Add a stretch of time to the hours of the week it falls in."""
    while opens < closes:
        end = min(closes, (opens // _HOUR + 1.0) * _HOUR)
        hours[int(opens % WEEK // _HOUR)] += weight * (end - opens)
        opens = end
