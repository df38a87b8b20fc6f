"""What rules and tables of posts ask of a simulation, run by the command that was asked for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from isoqms.metrics import Estimate, Figure, NoEstimate, OfficeEstimate, ProcedureEstimate, Unit
from isoqms.problem import IsoqmsError
from isoqms.scenario import Operation, operation_of
from isoqms.simulate import Plan, SimulationRefusedError, simulate
from isoqms.simulate.loads import least, loads
from isoqms.simulate.remarks import cannot_keep_up, names_of
from isoqms.simulate.result import ProcedureResult
from isoqms.simulate.setting import setting_of
from isoqms.simulate.survey import surveyed
from isoqms.simulate.timelines import STEADY
from isoqms.words import Message
from isoqms.workspace.load import Workspace

_LIMITS: Final = ("legal", "committed")


def estimate(workspace: Workspace, ids: Sequence[str], plan: Plan | None = None) -> Estimate:
    """Simulate an ordinary week of the procedures with these ids, all of one organisation, and return what was found.

    Where so much work comes that no run is of use, it is told who cannot keep up; what cannot be simulated at all gives
    no estimate, with the reason. `plan` asks for another run than the usual one.
    """
    operation = operation_of(workspace, ids)
    try:
        result = simulate(operation, plan or Plan())
    except (SimulationRefusedError, IsoqmsError) as stopped:
        return _without_a_run(operation, stopped)
    return OfficeEstimate(
        {id_: _of_procedure(each) for id_, each in result.procedures.items()},
        {id_: each.utilisation for id_, each in result.roles.items()},
        frozenset(result.overload),
    )


def _of_procedure(result: ProcedureResult) -> ProcedureEstimate:
    on_time = {name: getattr(result.on_time, name) for name in _LIMITS if name in result.limits}
    return ProcedureEstimate(result.lead_time.statutory.p90, on_time)


def _without_a_run(operation: Operation, stopped: SimulationRefusedError | IsoqmsError) -> Estimate:
    """Return who cannot keep up, worked out from the work that comes and the hours there are; else why nothing is."""
    try:
        week = setting_of(operation, STEADY)
        heavy = [] if week.alone else least([load for load in loads(week, surveyed(week)) if load.part >= 1.0])
    except SimulationRefusedError as refused:
        stopped, heavy = refused, []
    if not heavy:
        return NoEstimate(Message("the office cannot be simulated: {reason}", reason=_reason(stopped)))
    reason = cannot_keep_up(week, heavy[0])
    unknown = Figure.none(Unit.SHARE, reason)
    procedures = {
        each.id: ProcedureEstimate(Figure.none(Unit.WORKING_MINUTES, reason), dict.fromkeys(_LIMITS, unknown))
        for each in operation.procedures
    }
    overloaded = frozenset(name for load in heavy for name in names_of(week, load))
    return OfficeEstimate(procedures, dict.fromkeys(sorted(overloaded), unknown), overloaded)


def _reason(stopped: SimulationRefusedError | IsoqmsError) -> Message:
    if isinstance(stopped, IsoqmsError) or not stopped.problems:
        return stopped.message if isinstance(stopped, IsoqmsError) else Message("nothing to simulate")
    first = stopped.problems[0]
    return Message("{place}: {message}", place=first.at, message=first.message)
