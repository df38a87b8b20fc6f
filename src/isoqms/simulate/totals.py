"""The sums of all replications, and the figures they give: each with its interval, or the reason it has none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum
from typing import Final

from isoqms.metrics import Figure, Unit
from isoqms.simulate import codes, estimate
from isoqms.simulate.replicate import Runner, Sums
from isoqms.simulate.setting import Setting
from isoqms.simulate.tables import Tables
from isoqms.words import Message

NOT_COUNTED: Final = Message("only lead times were counted in this run")
ALONE: Final = Message("each dossier was simulated alone: no demand is stated")

Columns = Sequence[Sequence[float]]
"""Sums by their number in `codes`, each by replication."""


@dataclass(slots=True)
class Totals:
    """The sums of a run.

    `withheld` gives, for procedures that wait for people who can never keep up, the reason why they have no figures.
    """

    setting: Setting
    replications: Sequence[Sums]
    detail: bool
    judged: bool
    withheld: Mapping[int, Message]
    spread: bool = False
    _of_lines: dict[int, Columns] = field(default_factory=dict)
    _nothing: dict[tuple[int, Unit], Figure] = field(default_factory=dict)

    @classmethod
    def of(cls, runner: Runner, withheld: Mapping[int, Message]) -> Totals:
        """Take over what a runner has done."""
        plan = runner.plan
        return cls(runner.setting, runner.done, plan.detail, plan.detail or plan.on_time, withheld, plan.spread)

    @property
    def tables(self) -> Tables:
        """The tables that were followed."""
        return self.setting.tables

    def minutes(self) -> list[float]:
        """Return the minutes observed, by replication."""
        return [each.minutes for each in self.replications]

    def of_line(self, line: int) -> Columns:
        """Return the sums over the dossiers of a procedure."""
        if line not in self._of_lines:
            first, last = line * codes.P_COLUMNS, (line + 1) * codes.P_COLUMNS
            self._of_lines[line] = list(zip(*(each.procedures[first:last] for each in self.replications), strict=True))
        return self._of_lines[line]

    def counted(self, line: int) -> Sequence[float]:
        """Return how many dossiers of a procedure were counted, by replication."""
        return self.of_line(line)[codes.P_COUNTED]

    def of_nodes(self, nodes: Iterable[int]) -> Columns:
        """Return the sums over the visits to nodes together."""
        width = codes.N_COLUMNS
        each_node = [
            list(zip(*(each.nodes[node * width : (node + 1) * width] for each in self.replications), strict=True))
            for node in nodes
        ]
        if len(each_node) == 1:
            return each_node[0]
        none = [(0.0,) * len(self.replications)] * width
        return [added(*parts) for parts in zip(none, *each_node, strict=True)]

    def per(self, line: int, tops: Sequence[float], bottoms: Sequence[float], unit: Unit, reason: Message) -> Figure:
        """Return a ratio of sums over the dossiers of a procedure; `reason` is why there is none without dossiers."""
        return self._per(line, tops, bottoms, unit, reason, self.detail)

    def on_time(self, line: int, in_time: int, judged: int, reason: Message) -> Figure:
        """Return the share of the dossiers judged that are in time, both told by their columns."""
        sums = self.of_line(line)
        return self._per(line, sums[in_time], sums[judged], Unit.SHARE, reason, self.judged)

    def _per(
        self, line: int, tops: Sequence[float], bottoms: Sequence[float], unit: Unit, reason: Message, counted: bool
    ) -> Figure:
        if line in self.withheld:
            return Figure.none(unit, self.withheld[line])
        return estimate.ratio(tops, bottoms, unit, reason) if counted else Figure.none(unit, NOT_COUNTED)

    def per_dossier(self, line: int, tops: Sequence[float], unit: Unit) -> Figure:
        """Return what a sum comes to for each dossier counted."""
        if any(tops):
            return self.per(line, tops, self.counted(line), unit, estimate.NO_DOSSIER)
        if (line, unit) not in self._nothing:
            self._nothing[line, unit] = self.per(line, tops, self.counted(line), unit, estimate.NO_DOSSIER)
        return self._nothing[line, unit]

    def of_role(self, nodes: Sequence[int], tops: Sequence[float], bottoms: Sequence[float], unit: Unit) -> Figure:
        """Return a ratio of sums over the visits to `nodes`, for which people are needed."""
        if self.setting.alone:
            return Figure.none(unit, ALONE)
        lines = (self.tables.places[node].line for node in nodes)
        if reason := next((self.withheld[line] for line in lines if line in self.withheld), None):
            return Figure.none(unit, reason)
        if not self.detail:
            return Figure.none(unit, NOT_COUNTED)
        return estimate.ratio(tops, bottoms, unit, estimate.NO_DOSSIER)


def added(*sums: Sequence[float]) -> list[float]:
    """Return the sums of numbers, by replication."""
    return [fsum(parts) for parts in zip(*sums, strict=True)]


def times(factor: float, numbers: Sequence[float]) -> list[float]:
    """Return so many times each number."""
    return [factor * each for each in numbers]
