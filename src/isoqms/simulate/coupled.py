"""Runs of an operation as it is and as changes make it, in all of which each dossier meets the same luck.

All runs begin in the same empty office and leave out as many dossiers as the heaviest load asks for, or begin so many
weeks before the same days; they count the same dossiers and follow each to its end. On such a finite horizon a run has
figures even where people could never keep up for ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from isoqms.problem import IsoqmsError
from isoqms.scenario import Operation
from isoqms.simulate.length import needed, usual_cases
from isoqms.simulate.loads import Load, loads
from isoqms.simulate.plan import USUAL_REPLICATIONS, Plan
from isoqms.simulate.replicate import Count, Runner
from isoqms.simulate.run import dated_axis
from isoqms.simulate.setting import InCommon, Setting, SimulationRefusedError, setting_of
from isoqms.simulate.survey import surveyed
from isoqms.simulate.timelines import DAY, STEADY, Axis
from isoqms.simulate.totals import Totals
from isoqms.simulate.warm_up import weeks_of


@dataclass(slots=True)
class Coupled:
    """What all runs have in common: the plan with nothing left open, the axis of time, and tables made once."""

    plan: Plan
    axis: Axis
    count: Count
    _in_common: InCommon = field(default_factory=InCommon)

    @classmethod
    def of(cls, operation: Operation, plan: Plan, others: Sequence[Operation] = ()) -> Coupled:
        """Return the runs a plan asks for, as long as the operation as it is needs; longer where others need more.

        Raises:
            SimulationRefusedError: the operation cannot be simulated, with the problems that say why.
            IsoqmsError: a calendar does not cover the days.
            ValueError: the plan asks for a precision; such runs must all have the same replications.
        """
        if plan.precision is not None:
            raise ValueError(f"coupled runs have replications in common, no precision: {plan.precision}")
        if plan.start is None or plan.days is None:
            told = _steady(plan, (operation, *others))
            return cls(told, STEADY, Count(warm_up=told.warm_up or 0, cases=told.cases or 0))
        weeks = plan.warm_up
        if weeks is None:
            weeks = weeks_of(surveyed(setting_of(operation, STEADY)))
        axis = dated_axis(operation, plan.start, plan.days, weeks)
        begin = (plan.start - axis.day(0)).days * DAY
        return cls(plan, axis, Count(begin=begin, end=begin + plan.days * DAY))

    def setting(self, operation: Operation) -> Setting:
        """Return an operation on the axis of all runs.

        Raises:
            SimulationRefusedError: the operation cannot be simulated, with the problems that say why.
        """
        return setting_of(operation, self.axis, in_common=self._in_common)

    def overloads(self, setting: Setting) -> list[Load]:
        """Return the loads of an operation, laid out on the axis of all runs, that its people cannot carry.

        Raises:
            IsoqmsError: a dossier never ends.
        """
        if setting.alone:
            return []
        first, last = (0.0, None) if self.axis.steady else (self.count.begin, self.count.end)
        week = setting if self.axis.steady else setting_of(setting.operation, STEADY)
        found = loads(setting, surveyed(week), first, last)
        return [each for each in found if each.part >= 1.0]

    def run(self, operation: Operation) -> Totals:
        """Run an operation and return what was added up.

        Raises:
            SimulationRefusedError: the operation cannot be simulated, with the problems that say why.
            IsoqmsError: a calendar ends before the dossiers do, or a dossier never ends.
        """
        runner = Runner(self.setting(operation), self.plan, self.count)
        runner.run_to(self.plan.replications or USUAL_REPLICATIONS)
        return Totals.of(runner, {})


def _steady(plan: Plan, operations: Sequence[Operation]) -> Plan:
    """Return a plan of a repeating week that leaves out and counts what the heaviest of the loads asks for."""
    if plan.warm_up is not None and plan.cases is not None:
        return plan
    asked = [_needed(each, plan) for each in operations]
    usual = usual_cases(len(operations[0].procedures))
    left_out, counted = (max(each) for each in zip(*asked, strict=True))
    return replace(
        plan,
        warm_up=left_out if plan.warm_up is None else plan.warm_up,
        cases=plan.cases or max(usual, counted),
    )


def _needed(operation: Operation, plan: Plan) -> tuple[int, int]:
    """Return what an operation needs by itself; nothing where it cannot be simulated, which the runs will say."""
    try:
        setting = setting_of(operation, STEADY)
        return needed(setting, surveyed(setting), plan)
    except (SimulationRefusedError, IsoqmsError):
        return 0, 0
