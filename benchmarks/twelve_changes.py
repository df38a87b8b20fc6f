"""The twelve changes of the one-stop benchmark: what each is worth, and what is known of it from one run."""

from __future__ import annotations

from pathlib import Path

from isoqms.improve.worth.measures import Measure
from isoqms.improve.worth.valuing import Valuing
from isoqms.metrics import Figure
from isoqms.scenario import Scenario, operation_of, read_scenario
from isoqms.simulate import Plan
from isoqms.workspace.load import load

ONE_STOP = Path(__file__).parent / "one_stop"
PROCEDURE = "one-stop-a"


def twelve() -> Scenario:
    """Return the twelve changes.

    Raises:
        ValueError: the file does not say them.
    """
    scenario, problems = read_scenario(ONE_STOP / "scenarios" / "twelve-changes.yaml")
    if scenario is None or problems:
        raise ValueError(problems)
    return scenario


def touches_bottleneck(scenario: Scenario, id_: str) -> bool:
    """Say whether a change touches the busiest people: then the same luck helps little."""
    return scenario.changes[id_].note is not None


def valuing(scenario: Scenario, plan: Plan) -> Valuing:
    """Return what changes of the one-stop process are worth."""
    return Valuing(operation_of(load([ONE_STOP / "a.yaml"])), scenario, plan)


def savings(scenario: Scenario, plan: Plan) -> dict[str, Figure]:
    """Return what each change alone takes off the mean lead time."""
    made = valuing(scenario, plan)
    return {id_: made.saving((id_,), PROCEDURE, Measure.MEAN) for id_ in scenario.changes}
