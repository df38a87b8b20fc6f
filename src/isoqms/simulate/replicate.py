"""Running replications: how long a start is left out, which loads there are, and the sums of each replication."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain, combinations
from math import ceil
from typing import Any, Final

from isoqms.problem import IsoqmsError
from isoqms.simulate import codes
from isoqms.simulate.kernel import Kernel
from isoqms.simulate.plan import Plan
from isoqms.simulate.setting import Setting
from isoqms.simulate.staff import Staff
from isoqms.simulate.tables import Tables
from isoqms.simulate.timelines import WEEK
from isoqms.words import Message

SHARES: Final = (0.5, 0.9, 0.95)
"""The shares of dossiers for which lead times are told."""
SURVEYED: Final = 200
"""Dossiers of each procedure that go through it alone, to learn what work they bring."""
PILOT: Final = 20_000
"""Dossiers at most from whose lead times the warm-up is told."""
LEAST_WEEKS: Final = 4
MOST_WEEKS: Final = 26
_MOST_ROLES: Final = 12
"""Roles of one group whose subsets are all looked at for overload."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What one replication added up; `codes` names the columns.

    `lead` and `statutory` hold the times of `SHARES` by procedure; `staff` are the people of this replication.
    """

    nodes: array[float]
    procedures: array[float]
    lead: Sequence[Sequence[float]]
    statutory: Sequence[Sequence[float]]
    busy: array[float]
    open: array[float]
    minutes: float
    staff: Staff
    bins: tuple[array[int], array[int]] | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """The work that comes to roles, as a part of what their people can do; above 1 it can never be done."""

    roles: tuple[int, ...]
    part: float


@dataclass(frozen=True, slots=True)
class Survey:
    """What every dossier takes when nobody is in its way: minutes of work by role, and the longest lead times."""

    work: Mapping[str, Mapping[int, float]]
    """Minutes of work a dossier brings to each role, by procedure."""
    longest: float
    """The time, of the slowest procedure, in which 95 of 100 dossiers are done."""


def surveyed(setting: Setting) -> Survey:
    """Send dossiers of each procedure through it alone and measure what work they bring.

    Raises:
        ValueError: the setting has problems.
    """
    tables = _tables(setting)
    columns = dict(tables.columns)
    count = len(tables.streams)
    # every stream as often as the others, in hours that never end
    columns |= {
        "stream_windows": array("q", range(count + 1)),
        "stream_period": array("d", [WEEK] * count),
        "coming_opens": array("d", [0.0] * count),
        "coming_closes": array("d", [WEEK] * count),
        "coming_rate": array("d", [0.01] * count),
    }
    staff = tables.staff
    assert staff is not None
    alone = replace_columns(tables, columns).with_staff(staff, unlimited=True)
    kernel = Kernel(alone, alone.seeds(0, 0), 0, SURVEYED * count, 0.0, 0.0, True, False, 0)
    if kernel.run() == codes.STUCK:
        raise IsoqmsError(_STUCK)
    found = kernel.result(SHARES)
    return Survey(_work(tables, found), max((each[-1] for each in found["lead"]), default=0.0))


def replace_columns(tables: Tables, columns: dict[str, Any]) -> Tables:
    """Return tables with other columns."""
    return Tables(tables.lines, tables.streams, tables.steady, tables.places, tables.fixed, tables.staff, columns)


def _work(tables: Tables, found: Mapping[str, Any]) -> dict[str, dict[int, float]]:
    counted = [found["procedures"][n * codes.P_COLUMNS + codes.P_COUNTED] for n in range(len(tables.lines))]
    work: dict[str, dict[int, float]] = {line.id: {} for line in tables.lines}
    for number, place in enumerate(tables.places):
        minutes = found["nodes"][number * codes.N_COLUMNS + codes.N_WORK]
        first, last = tables.node_roles[number], tables.node_roles[number + 1]
        held = work[tables.lines[place.line].id]
        for role in tables.roles_needed[first:last]:
            held[role] = held.get(role, 0.0) + minutes / counted[place.line]
    return work


def loads(setting: Setting, survey: Survey, first: float = 0.0, last: float | None = None) -> list[Load]:
    """Return the load of each role, and of roles together that share people where that is higher, the highest first.

    Work can be done in time only if every set of roles brings less than those who fill any of them can do (the
    condition of P. Hall, 1935, for flows). The mean over the period counts: a peak within it may still pile up.
    """
    tables = _tables(setting)
    staff = tables.staff
    assert staff is not None
    end = last if last is not None else setting.axis.end
    come: dict[str, float] = {}
    for stream in tables.streams:
        come[stream.procedure] = come.get(stream.procedure, 0.0) + stream.expected(first, end) / (end - first)
    brought = [
        sum(rate * survey.work[id_].get(role, 0.0) for id_, rate in come.items()) for role in range(len(staff.roles))
    ]
    found = []
    for roles in _role_sets(tables, staff):
        able = staff.work_per_minute(roles, first, last)
        if able > 0.0:
            found.append(Load(roles, sum(brought[role] for role in roles) / able))
    return sorted(found, key=lambda load: (-load.part, len(load.roles), load.roles))


def _role_sets(tables: Tables, staff: Staff) -> Iterator[tuple[int, ...]]:
    groups: dict[int, list[int]] = {}
    for role, group in enumerate(tables.role_group):
        groups.setdefault(group, []).append(role)
    for roles in groups.values():
        if len(roles) > _MOST_ROLES:
            yield from ((role,) for role in roles)
            yield tuple(roles)
        else:
            yield from chain.from_iterable(combinations(roles, size) for size in range(1, len(roles) + 1))


def mser(series: Sequence[float], batch: int = 5) -> int | None:
    """Return how many values at the start are to be left out, by the rule MSER-5; None when that is half of them.

    The cut is where the standard error of what is left, over batches of five, is least. Source: K. P. White Jr.,
    M. J. Cobb, S. C. Spratt, "A comparison of five steady-state truncation heuristics for simulation", 2000.
    """
    means = [sum(series[i : i + batch]) / batch for i in range(0, len(series) - batch + 1, batch)]
    count = len(means)
    if count < 10:
        return 0
    best, cut = float("inf"), 0
    total = squares = 0.0
    for left in range(1, count + 1):
        value = means[count - left]
        total += value
        squares += value * value
        if left >= count - count // 2:
            error = (squares - total * total / left) / (left * left)
            if error <= best:
                best, cut = error, count - left
    return None if cut >= count // 2 else cut * batch


def warm_up_dossiers(setting: Setting, plan: Plan, cases: int) -> tuple[int, bool]:
    """Return how many dossiers come before those counted, from a pilot that is not counted, and whether that is enough.

    The lead time of each dossier of the pilot is taken as a part of its procedure's mean.
    """
    tables = _tables(setting)
    number = min(PILOT, max(1000, cases))
    staff = tables.staff
    assert staff is not None
    kernel = _kernel(setting, tables.with_staff(staff.for_replication(plan.seed, 0), setting.alone), plan.seed, 0)(
        0, number, 0.0, 0.0, False, False, number
    )
    run_kernel(kernel)
    cut = mser(kernel.result()["series"])
    return (cut, True) if cut is not None else (number // 2, False)


def weeks_of(survey: Survey) -> int:
    """Return how many weeks pass before the days counted: three times as long as slow dossiers take, and more."""
    return min(MOST_WEEKS, max(LEAST_WEEKS, ceil(3.0 * survey.longest / WEEK) + 1))


@dataclass(slots=True)
class Runner:
    """Runs the replications of a setting, several at the same time where that is asked for.

    `warm_up` is in dossiers; `begin` and `end` bound the days counted, in minutes, where `cases` is 0.
    """

    setting: Setting
    plan: Plan
    warm_up: int
    cases: int
    begin: float = 0.0
    end: float = 0.0
    done: list[Sums] = field(default_factory=list)

    def run_to(self, number: int) -> None:
        """Run until `number` replications are done; they are numbered from 1 on.

        Raises:
            IsoqmsError: the calendar ends before the dossiers do, or a dossier never ends.
        """
        wanted = range(len(self.done) + 1, number + 1)
        if self.plan.threads > 1 and len(wanted) > 1:
            with ThreadPoolExecutor(self.plan.threads) as threads:
                self._collect(threads.map(self._one, wanted), number)
        else:
            self._collect(map(self._one, wanted), number)

    def _collect(self, found: Iterable[Sums], number: int) -> None:
        for sums in found:
            self.done.append(sums)
            if self.plan.progress:
                self.plan.progress(len(self.done), number)

    def kernel(self, replication: int, log: bool = False) -> tuple[Kernel, Tables]:
        """Return a replication that has not begun, and its tables."""
        tables = _tables(self.setting)
        assert tables.staff is not None
        people = tables.with_staff(tables.staff.for_replication(self.plan.seed, replication), self.setting.alone)
        begin = _kernel(self.setting, people, self.plan.seed, replication)
        return begin(self.warm_up, self.cases, self.begin, self.end, self.plan.detail, log, 0), people

    def _one(self, replication: int) -> Sums:
        kernel, people = self.kernel(replication)
        run_kernel(kernel)
        found = kernel.result(SHARES)
        assert people.staff is not None
        return Sums(
            nodes=found["nodes"],
            procedures=found["procedures"],
            lead=found["lead"],
            statutory=found["statutory"],
            busy=found["busy"],
            open=found["open"],
            minutes=found["until"] - found["since"],
            staff=people.staff,
            bins=kernel.bins() if self.plan.spread else None,
        )


def _kernel(setting: Setting, tables: Tables, seed: int, replication: int) -> Any:
    seeds = tables.seeds(seed, replication)

    def begin(*rest: Any) -> Kernel:
        return Kernel(tables, seeds, *rest)

    return begin


_STUCK: Final = Message(
    "some dossiers never come to an end; run “isoqms check” and look at what it says of the course of a dossier"
)
_ENDED: Final = Message(
    "the calendar ends before the last dossier does; add later years to the calendar, or simulate earlier days"
)


def run_kernel(kernel: Kernel) -> None:
    """Run a replication to its end.

    Raises:
        IsoqmsError: the calendar ends before the dossiers do, or a dossier never ends.
    """
    how = kernel.run()
    if how == codes.ENDED:
        raise IsoqmsError(_ENDED)
    if how == codes.STUCK:
        raise IsoqmsError(_STUCK)


def _tables(setting: Setting) -> Tables:
    if setting.tables is None:
        raise ValueError(f"a setting with problems cannot be run: {setting.problems[:1]}")
    return setting.tables
