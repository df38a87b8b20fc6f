"""Runs of an operation as it is and as changes make it, in all of which each dossier meets the same luck.

All runs begin in the same empty office, or so many weeks before the same days, count the same dossiers and follow each
to its end. On such a finite horizon a run has figures even where people could never keep up for ever.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from isoqms.scenario import Operation
from isoqms.simulate.length import usual_cases
from isoqms.simulate.loads import Load, loads
from isoqms.simulate.plan import USUAL_REPLICATIONS, Plan
from isoqms.simulate.replicate import Count, Runner
from isoqms.simulate.run import dated_axis
from isoqms.simulate.setting import InCommon, Setting, setting_of
from isoqms.simulate.survey import surveyed
from isoqms.simulate.timelines import DAY, STEADY, Axis
from isoqms.simulate.totals import Totals
from isoqms.simulate.warm_up import weeks_of


@dataclass(slots=True)
class Coupled:
    """What all runs have in common: the plan, the axis of time, which dossiers are counted, and tables made once."""

    plan: Plan
    axis: Axis
    count: Count
    _in_common: InCommon = field(default_factory=InCommon)

    @classmethod
    def of(cls, operation: Operation, plan: Plan) -> Coupled:
        """Return the runs a plan asks for, beginning as the operation as it is tells.

        Raises:
            SimulationRefusedError: the operation cannot be simulated, with the problems that say why.
            IsoqmsError: a calendar does not cover the days.
            ValueError: the plan asks for a precision; such runs must all have the same replications.
        """
        if plan.precision is not None:
            raise ValueError(f"coupled runs have replications in common, no precision: {plan.precision}")
        if plan.start is None or plan.days is None:
            cases = plan.cases or usual_cases(len(operation.procedures))
            return cls(plan, STEADY, Count(warm_up=plan.warm_up or 0, cases=cases))
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

    def overloads(self, operation: Operation) -> list[Load]:
        """Return the loads of an operation that its people cannot carry in the time counted.

        Raises:
            SimulationRefusedError: the operation cannot be simulated, with the problems that say why.
        """
        setting = self.setting(operation)
        if setting.alone:
            return []
        first, last = (0.0, None) if self.axis.steady else (self.count.begin, self.count.end)
        found = loads(setting, surveyed(setting_of(operation, STEADY)), first, last)
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
