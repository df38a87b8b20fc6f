"""How the number of shortened procedures grew: at the start, at each date of a change, and on the day of the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from isoqms.improve.portfolio.cut import IN_FORCE, CutKind, farthest
from isoqms.improve.portfolio.offices import by_state
from isoqms.improve.portfolio.row import Row, Standing
from isoqms.scenario import State


@dataclass(frozen=True, slots=True)
class Point:
    """One day: how many procedures could be shortened, and how many were, each under its farthest state.

    `procedures` leaves out those due at once, those without a legal figure and those not issued by that day.
    """

    day: date
    procedures: int
    by_state: Mapping[State, int]

    @property
    def share_in_force(self) -> float | None:
        """Which part of the procedures is shortened in force; None where there are none."""
        return sum(self.by_state[state] for state in IN_FORCE) / self.procedures if self.procedures else None


@dataclass(frozen=True, slots=True)
class Series:
    """The points in order of days, and the shortened procedures whose date nobody tells: they are in no point."""

    points: tuple[Point, ...]
    undated: tuple[str, ...]


def series(rows: Sequence[Row], since: date | None, as_of: date) -> Series:
    """Return the points from `since` on, or from the first dated change on, up to the day of the report."""
    counted = [row for row in rows if row.standing in (Standing.SHORTENED, Standing.NOT_SHORTENED)]
    cuts = [cut for row in counted for cut in row.cuts if cut.kind is CutKind.LIMIT]
    dated = {cut.day for cut in cuts if cut.day is not None}
    with_date = {cut.procedure for cut in cuts if cut.day is not None}
    undated = dict.fromkeys(cut.procedure for cut in cuts if cut.procedure not in with_date)
    first = since or min(dated, default=as_of)
    days = sorted({first, as_of} | {day for day in dated if first <= day <= as_of})
    return Series(tuple(_point(counted, day) for day in days), tuple(undated))


def _point(rows: Sequence[Row], day: date) -> Point:
    there = [row for row in rows if row.since is None or row.since <= day]
    known = [farthest(tuple(cut for cut in row.cuts if cut.day and cut.day <= day), CutKind.LIMIT) for row in there]
    return Point(day, len(there), by_state(known))
