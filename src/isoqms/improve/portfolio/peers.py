"""The same procedure in several offices: which files hold it, and which office does best, on figures that compare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from isoqms.graph.yardstick import Order, Yardstick, stated
from isoqms.improve.national_code import base_code
from isoqms.improve.portfolio.promise import compared
from isoqms.improve.portfolio.row import Row
from isoqms.words import Message, Renderable, Text
from isoqms.worktime import Basis, Duration


class By(StrEnum):
    """The figures offices are compared on."""

    PROMISE = "promise"
    SIMULATED = "simulated"
    VISITS = "visits"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure in the files that tell it: `values` by procedure, those that cannot be compared under `left_out`.

    `best` holds the procedures with the best value; nobody where fewer than two compare, or where all are alike.
    """

    by: By
    values: Mapping[str, Renderable | float]
    left_out: tuple[str, ...]
    best: tuple[str, ...]
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class Same:
    """A procedure that several offices have: by a common national code, or because one adopted it from another."""

    title: Text
    code: str | None
    procedures: tuple[str, ...]
    comparisons: tuple[Comparison, ...]


def same_procedures(rows: Sequence[Row]) -> Iterator[Same]:
    """Yield the procedures that two offices at least have, each with what can be compared."""
    for members in _groups(rows):
        if len({row.office for row in members}) < 2:
            continue
        code = next((found for row in members if (found := base_code(row.national_code))), None)
        comparisons = [_of_promises(members), *(_of_numbers(members, by) for by in _NUMBERS)]
        told = tuple(each for each in comparisons if each.values)
        yield Same(members[0].title, code, tuple(row.procedure for row in members), told)


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows that belong together by code or by adoption, also by way of others, in the order given."""
    group = {row.procedure: {row.procedure} for row in rows}
    by_code: dict[str, str] = {}
    for row in rows:
        links = [row.adopts] if row.adopts in group else []
        code = base_code(row.national_code)
        links += [by_code.setdefault(code, row.procedure)] if code else []
        for other in links:
            joined = group[row.procedure] | group[str(other)]
            group |= dict.fromkeys(joined, joined)
    distinct = {id(members): members for members in group.values()}
    return [[row for row in rows if row.procedure in members] for members in distinct.values()]


def _of_promises(members: Sequence[Row]) -> Comparison:
    """Compare the time promised: the committed limit, or the legal one where none is committed."""
    said = {row.procedure: _promised(row) for row in members}
    told = {id_: duration for id_, duration in said.items() if duration is not None}
    best, reason = _shortest(told, _common(members))
    left_out = tuple(id_ for id_ in said if id_ not in told)
    return Comparison(By.PROMISE, told, left_out, best, reason)


def _promised(row: Row) -> Duration | None:
    """Return the time promised to ordinary dossiers, where it is a figure that can be compared."""
    first = next((each for each in row.limits if each.variant is None), None)
    said = (first.committed or first.legal) if first else None
    return said if stated(said) else None


def _common(members: Sequence[Row]) -> Yardstick:
    """Return the yardstick all offices agree on; where they do not, nothing is assumed about the length of a day."""
    lengths, plain = {row.day_minutes for row in members}, {row.plain_days for row in members}
    day = lengths.pop() if len(lengths) == 1 else None
    kind = plain.pop() if len(plain) == 1 else None
    return Yardstick(Fraction(day) if day else None, Basis(kind) if kind else None)


def _shortest(told: Mapping[str, Duration], by: Yardstick) -> tuple[tuple[str, ...], Message | None]:
    """Return the procedures whose time is surely not longer than any other, unless all are alike."""
    if len(told) < 2:
        return (), _TOO_FEW
    distinct = list(dict.fromkeys(told.values()))  # many offices, few different times
    orders = {(one, two): compared(one, two, by)[0] for one in distinct for two in distinct if one != two}
    if set(orders.values()) <= {Order.SAME}:
        return (), _ALIKE
    least = {
        one for one in distinct if {orders[one, two] for two in distinct if one != two} <= {Order.LESS, Order.SAME}
    }
    best = tuple(id_ for id_, duration in told.items() if duration in least)
    return best, None if best else Message("the times are written in units that cannot be set against each other")


_TOO_FEW: Final = Message("fewer than two files tell it")
_ALIKE: Final = Message("all are alike")


def _simulated(row: Row) -> float | None:
    """Return the simulated time; one that rests on allowances alone says nothing about how an office works."""
    return row.simulated.p90.value if row.simulated and not row.simulated.assumed else None


def _visits(row: Row) -> float | None:
    return None if row.contact.visits is None else float(row.contact.visits)


def _online(row: Row) -> float | None:
    return None if row.online is None else -row.online  # the more the better


_NUMBERS: Final[Mapping[By, Callable[[Row], float | None]]] = {
    By.SIMULATED: _simulated,
    By.VISITS: _visits,
    By.ONLINE: _online,
}
"""How a figure is read so that the least is the best."""


def _of_numbers(members: Sequence[Row], by: By) -> Comparison:
    """Compare a number; two simulated times are alike where their intervals overlap."""
    read = {row.procedure: _NUMBERS[by](row) for row in members}
    told = {id_: value for id_, value in read.items() if value is not None}
    left_out = tuple(id_ for id_ in read if id_ not in told)
    values = {id_: abs(value) for id_, value in told.items()}
    if len(told) < 2:
        return Comparison(by, values, left_out, (), _TOO_FEW)
    least = min(told.values())
    best = tuple(id_ for id_, value in told.items() if value <= least)
    if by is By.SIMULATED:
        best = _not_surely_longer(members, best[0])
    if len(best) == len(told):
        return Comparison(by, values, left_out, (), _ALIKE)
    return Comparison(by, values, left_out, best)


def _not_surely_longer(members: Sequence[Row], shortest: str) -> tuple[str, ...]:
    """Return the procedures whose simulated time may be as short as the shortest, by their intervals."""
    told = {row.procedure: row.simulated.p90 for row in members if row.simulated and _simulated(row) is not None}
    ends = {id_: (each.low or each.value or 0.0, each.high or each.value or 0.0) for id_, each in told.items()}
    return tuple(id_ for id_, (low, _) in ends.items() if low <= ends[shortest][1])
