"""Report II.06a: the columns a period's dossiers fall into, and the sums that must agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from isoqms.metrics.facts import Facts
from isoqms.metrics.on_time import Standing, standing, was_to_do
from isoqms.metrics.rule_sets import RuleSet
from isoqms.words import Message


@dataclass(frozen=True, slots=True)
class Row06a:
    """The numbers of one row, named by their columns 3 to 13.

    `apart` are dossiers in none of the columns, by why: withdrawn, waiting, …; they explain a gap in the sums.
    """

    received: int
    received_online: int
    received_direct: int
    carried_over: int
    handled: int
    early: int
    on_time: int
    late: int
    in_process: int
    within_time: int
    overdue: int
    apart: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gap:
    """A sum that does not agree: how it should be, what stands there and what it should come to."""

    identity: Message
    stated: int
    expected: int

    @property
    def difference(self) -> int:
        """By how much the stated number is too large."""
        return self.stated - self.expected


def row_06a(dossiers: Iterable[Facts], rules: RuleSet) -> Row06a:
    """Return the row of a period; dossiers finished before it or received after it are left out.

    Source: layout of form II.06a/VPCP/KSTT (TT 01/2020/TT-VPCP).
    """
    there = [facts for facts in dossiers if was_to_do(facts)]
    found = [standing(facts, rules) for facts in there]
    number = Counter(found)
    new = [facts for facts in there if not facts.carried_over]
    handled = number[Standing.EARLY] + number[Standing.ON_TIME] + number[Standing.LATE]
    return Row06a(
        received=len(there),
        received_online=sum(facts.online for facts in new),
        received_direct=sum(not facts.online for facts in new),
        carried_over=len(there) - len(new),
        handled=handled,
        early=number[Standing.EARLY],
        on_time=number[Standing.ON_TIME],
        late=number[Standing.LATE],
        in_process=number[Standing.WITHIN] + number[Standing.OVERDUE],
        within_time=number[Standing.WITHIN],
        overdue=number[Standing.OVERDUE],
        apart=_apart(there, found),
    )


def _apart(dossiers: Iterable[Facts], found: Iterable[Standing]) -> Mapping[str, int]:
    outside = (Standing.WAITING, Standing.NO_CLASS)
    return Counter(
        str(facts.ending) if facts.ended_in_period and facts.ending else str(where)
        for facts, where in zip(dossiers, found, strict=True)
        if where in outside
    )


def cross_foot(row: Row06a, before: Row06a | None = None) -> list[Gap]:
    """Return the sums of a row that do not agree, also with the row of the period before where that is given.

    Source: derived from the layout; the form itself prints none of them.
    """
    sums = [
        (
            Message("column 3 = 4 + 5 + 6: received"),
            row.received,
            row.received_online + row.received_direct + row.carried_over,
        ),
        (Message("column 7 = 8 + 9 + 10: handled"), row.handled, row.early + row.on_time + row.late),
        (Message("column 11 = 12 + 13: in process"), row.in_process, row.within_time + row.overdue),
        (Message("column 3 = 7 + 11: handled or in process"), row.received, row.handled + row.in_process),
    ]
    if before is not None:
        carried = Message("column 6 = column 11 of the period before: carried over")
        sums.append((carried, row.carried_over, before.in_process))
    return [Gap(identity, stated, expected) for identity, stated, expected in sums if stated != expected]


def total_06a(rows: Iterable[Row06a]) -> Row06a:
    """Return the total row: the sum of the rows, column by column."""
    rows = tuple(rows)
    columns = [name for name in Row06a.__dataclass_fields__ if name != "apart"]
    apart = sum((Counter(row.apart) for row in rows), Counter[str]())
    return Row06a(**{name: sum(getattr(row, name) for row in rows) for name in columns}, apart=apart)
