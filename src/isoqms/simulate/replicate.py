"""Running replications of a setting: each with people and luck of its own, and what each adds up."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Final

from isoqms.problem import IsoqmsError
from isoqms.simulate import codes
from isoqms.simulate.kernel import Kernel
from isoqms.simulate.plan import MANY_REPLICATIONS, Plan
from isoqms.simulate.pooled import Tally
from isoqms.simulate.setting import Setting
from isoqms.simulate.staff import Staff
from isoqms.simulate.tables import Tables
from isoqms.words import Message

SHARES: Final = (0.5, 0.9, 0.95)
"""The shares of dossiers for which lead times are told."""
_MOST_DOSSIERS: Final = 40_000_000
"""Dossiers counted at most, all replications together, where a precision asks for long ones."""
_STUCK: Final = Message(
    "some dossiers had not come to an end after fifty years: somebody has more work than time, or the course leads "
    "round for ever; look at the minutes of work, the demand, and what “isoqms check” says"
)
_ENDED: Final = Message(
    "the calendar ends before the last dossier does; add later years to the calendar, or simulate earlier days"
)


@dataclass(frozen=True, slots=True)
class Sums:
    """What one replication added up; `codes` names the columns.

    `lead_tallies` and `statutory_tallies` tell, by procedure, how many dossiers took how long by the wall clock and by
    the statutory clock; `staff` are the people of this replication.
    """

    nodes: array[float]
    procedures: array[float]
    lead_tallies: Sequence[Tally]
    statutory_tallies: Sequence[Tally]
    busy: array[float]
    open: array[float]
    minutes: float
    staff: Staff


@dataclass(frozen=True, slots=True)
class Count:
    """Which dossiers of a replication are counted: `cases` after the first `warm_up`.

    Where `cases` is 0, those that arrive from minute `begin` to minute `end`.
    """

    warm_up: int = 0
    cases: int = 0
    begin: float = 0.0
    end: float = 0.0


@dataclass(slots=True)
class Runner:
    """Runs the replications of a setting, several at the same time where that is asked for."""

    setting: Setting
    plan: Plan
    count: Count
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

    def lengthen(self, times: int) -> bool:
        """Let replications count so many times as many dossiers, as far as there is room; say whether they do.

        Those that were run are dropped.
        """
        times = min(times, _MOST_DOSSIERS // (MANY_REPLICATIONS * max(1, self.count.cases)))
        if times < 2 or not self.count.cases:
            return False
        self.count = replace(self.count, cases=times * self.count.cases)
        self.done.clear()
        return True

    def _collect(self, found: Iterable[Sums], number: int) -> None:
        for sums in found:
            self.done.append(sums)
            if self.plan.progress:
                self.plan.progress(len(self.done), number)

    def begun(self, replication: int, *, log: bool = False) -> tuple[Kernel, Tables]:
        """Return a replication that has not run yet, and the tables with its people."""
        tables = tables_of_replication(self.setting, self.plan.seed, replication)
        asked = {"detail": self.plan.detail, "on_time": self.plan.on_time, "log": log}
        return begun(tables, self.plan.seed, replication, self.count, **asked), tables

    def _one(self, replication: int) -> Sums:
        kernel, tables = self.begun(replication)
        run(kernel)
        found = kernel.result()
        lead, statutory = kernel.bins()
        lines = range(len(tables.lines))
        return Sums(
            nodes=found["nodes"],
            procedures=found["procedures"],
            lead_tallies=[Tally.of(lead, line) for line in lines],
            statutory_tallies=[Tally.of(statutory, line) for line in lines] if self.plan.detail else (),
            busy=found["busy"],
            open=found["open"],
            minutes=found["until"] - found["since"],
            staff=tables.staff,
        )


def tables_of_replication(setting: Setting, seed: int, replication: int) -> Tables:
    """Return the tables of a setting with the people of one replication."""
    return setting.tables.with_staff(setting.tables.staff.for_replication(seed, replication), setting.alone)


def begun(
    tables: Tables,
    seed: int,
    replication: int,
    count: Count,
    *,
    detail: bool = True,
    on_time: bool = False,
    log: bool = False,
    series: int = 0,
) -> Kernel:
    """Return a replication that has not run yet.

    Args:
        tables: with its people.
        seed, replication: where its luck comes from.
        count: which dossiers are counted.
        detail: whether everything is counted, or lead times alone.
        on_time: whether with lead times alone it is also judged who is on time.
        log: whether visits and dossiers are logged.
        series: how many lead times to keep in the order in which dossiers come.
    """
    seeds = tables.seeds(seed, replication)
    return Kernel(tables, seeds, count.warm_up, count.cases, count.begin, count.end, detail, log, series, on_time)


def run(kernel: Kernel) -> None:
    """Run a replication to its end.

    Raises:
        IsoqmsError: the calendar ends before the dossiers do, or a dossier never ends.
    """
    how = kernel.run()
    if how == codes.ENDED:
        raise IsoqmsError(_ENDED)
    if how == codes.STUCK:
        raise IsoqmsError(_STUCK)
