"""In what time 9 of 10 dossiers are done by simulation, procedure by procedure; a reason where that cannot be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from isoqms.metrics import Figure, Unit
from isoqms.procedure import Clock, Procedure
from isoqms.scenario import operation_of
from isoqms.simulate import Plan, SimulationRefusedError, simulate
from isoqms.simulate.result import ProcedureResult
from isoqms.words import Message
from isoqms.workspace.load import Workspace


@dataclass(frozen=True, slots=True)
class Simulated:
    """What a simulation says of one procedure: 9 of 10 dossiers are done in `p90`, on the statutory clock.

    `on_time_legal` and `on_time_committed` are the shares on time under each limit; `assumed` says that some step
    tells only its allowance, so that the figures rest on an assumption about how much of it is used. `day_minutes` is
    the length of the working day by which it is told.
    """

    p90: Figure
    on_time_legal: Figure
    on_time_committed: Figure
    assumed: bool
    day_minutes: float = field(default=480.0, metadata={"hidden": True})


def simulated(workspace: Workspace, plan: Plan) -> Mapping[str, Simulated]:
    """Simulate the procedures the user named, those of one organisation together, for they share their people.

    What cannot be simulated is there with the reason and without figures.
    """
    by_folder: dict[object, list[str]] = {}
    for id_ in workspace.asked:
        by_folder.setdefault(workspace.organisation_folder(workspace.procedures[id_]), []).append(id_)
    found: dict[str, Simulated] = {}
    for ids in by_folder.values():
        try:
            result = simulate(operation_of(workspace, ids), plan)
        except SimulationRefusedError as error:
            problem = error.problems[0]
            reason = Message("not simulated: {place}: {message}", place=str(problem.at), message=problem.message)
            found |= {id_: _none(reason, workspace.procedures[id_]) for id_ in ids}
            continue
        found |= {id_: _of(each, workspace.procedures[id_]) for id_, each in result.procedures.items()}
        found |= {id_: _none(Message("no dossier came"), workspace.procedures[id_]) for id_ in ids if id_ not in found}
    return found


def _of(result: ProcedureResult, procedure: Procedure) -> Simulated:
    on_time, time = result.on_time, result.lead_time.statutory.p90
    return Simulated(time, on_time.legal, on_time.committed, rests_on_allowance(procedure), result.day_minutes)


def _none(reason: Message, procedure: Procedure) -> Simulated:
    share = Figure.none(Unit.SHARE, reason)
    return Simulated(Figure.none(Unit.WORKING_MINUTES, reason), share, share, rests_on_allowance(procedure))


def rests_on_allowance(procedure: Procedure) -> bool:
    """Say whether some step on the clock tells its allowance and neither work nor wait."""
    timed = [step for step in procedure.steps.values() if step.clock is Clock.RUNNING and step.allowance]
    return any(not step.work and not step.wait for step in timed)
