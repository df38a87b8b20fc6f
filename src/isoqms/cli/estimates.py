"""What rules ask of a simulation, run by the command that was asked for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from isoqms.metrics import Estimate, NoEstimate, OfficeEstimate, ProcedureEstimate
from isoqms.problem import IsoqmsError
from isoqms.scenario import operation_of
from isoqms.simulate import Plan, SimulationRefusedError, simulate
from isoqms.simulate.result import ProcedureResult
from isoqms.words import Message
from isoqms.workspace.load import Workspace

_LIMITS: Final = ("legal", "committed")


def estimate(workspace: Workspace, ids: Sequence[str]) -> Estimate:
    """Simulate an ordinary week of the procedures with these ids, all of one organisation, and return what was found.

    What cannot be simulated gives no estimate, with the reason.
    """
    try:
        result = simulate(operation_of(workspace, ids), Plan())
    except SimulationRefusedError as refused:
        said = [Message("{place}: {message}", place=each.at, message=each.message) for each in refused.problems[:1]]
        return NoEstimate(Message("the office cannot be simulated: {reason}", reason=said))
    except IsoqmsError as failed:
        return NoEstimate(Message("the office cannot be simulated: {reason}", reason=failed.message))
    return OfficeEstimate(
        {id_: _of_procedure(each) for id_, each in result.procedures.items()},
        {id_: each.utilisation for id_, each in result.roles.items()},
        frozenset(result.overload),
    )


def _of_procedure(result: ProcedureResult) -> ProcedureEstimate:
    on_time = {name: getattr(result.on_time, name) for name in _LIMITS if name in result.limits}
    return ProcedureEstimate(result.lead_time.statutory.p90, on_time)
