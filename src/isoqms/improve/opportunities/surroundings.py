"""The surroundings of the procedures of an operation, with how busy its people are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from isoqms.improve.opportunities.view import View
from isoqms.procedure import Procedure
from isoqms.scenario import Operation
from isoqms.simulate import SimulationRefusedError
from isoqms.simulate.loads import loads
from isoqms.simulate.setting import setting_of
from isoqms.simulate.survey import surveyed
from isoqms.simulate.timelines import STEADY


def surroundings(operation: Operation, procedures: Mapping[str, Procedure]) -> Callable[[Procedure], View]:
    """Return a function that tells what surrounds each procedure of the operation.

    Args:
        operation: what is looked at together.
        procedures: all of the workspace, by id.
    """
    busy = role_loads(operation)
    numbers = {id(organisation): number for number, organisation in enumerate(operation.distinct())}

    def view(procedure: Procedure) -> View:
        organisation = operation.organisations.get(procedure.id)
        together = [each for each in operation.procedures if operation.organisations.get(each.id) is organisation]
        number = numbers.get(id(organisation), -1)
        told = {role: part for (employer, role), part in busy.items() if employer == number}
        return View(organisation, procedures, tuple(together), told)

    return view


def role_loads(operation: Operation) -> dict[tuple[int, str], float]:
    """Return how much of their people's time the work asks for, by number of the organisation and role.

    Nothing is told where an operation cannot be simulated, or where no demand is stated.
    """
    try:
        setting = setting_of(operation, STEADY)
    except SimulationRefusedError:
        return {}
    if setting.alone:
        return {}
    roles = setting.tables.staff.roles
    found = loads(setting, surveyed(setting))
    return {roles[load.roles[0]].key: load.part for load in found if len(load.roles) == 1}
