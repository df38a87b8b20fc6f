"""Named changes to steps, roles, demand and flow, applied to procedures and organisations, giving new ones."""

from isoqms.scenario.apply import apply, scenario_problems
from isoqms.scenario.folder import folder_problems, scenarios_of
from isoqms.scenario.operation import Operation, operation_of
from isoqms.scenario.read import read_scenario, scenario_data, scenario_of_data
from isoqms.scenario.scenario import Amendment, Change, Scenario, State

__all__ = [
    "Amendment",
    "Change",
    "Operation",
    "Scenario",
    "State",
    "apply",
    "folder_problems",
    "operation_of",
    "read_scenario",
    "scenario_data",
    "scenario_of_data",
    "scenario_problems",
    "scenarios_of",
]
