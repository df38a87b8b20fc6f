"""A scenario read from its file or from plain data, with everything that can be said of it by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from isoqms.problem import Ground, Problem, Severity
from isoqms.procedure import to_data
from isoqms.procedure.build import Reading, build
from isoqms.scenario.scenario import Scenario
from isoqms.scenario.shape import shape_faults
from isoqms.scenario.values import set_values
from isoqms.source import Source, read_source, validate

RULE: Final = "format/scenario"
"""What is said of a scenario that fits the schema and cannot be followed."""


def read_scenario(path: Path, name: str | None = None) -> tuple[Scenario | None, list[Problem]]:
    """Read the scenario at `path`, called `name` in messages; None when it cannot be read at all."""
    source = read_source(path, name or path.as_posix())
    problems = list(source.problems) or list(validate(source, "scenario"))
    return (None, problems) if problems else scenario_of(source)


def scenario_of_data(data: Mapping[str, Any], name: str = "") -> tuple[Scenario | None, list[Problem]]:
    """Read a scenario from plain data, as a program makes them; problems stand at the file `name`."""
    source = Source(name, data)
    problems = list(validate(source, "scenario"))
    return (None, problems) if problems else scenario_of(source)


def scenario_of(source: Source) -> tuple[Scenario, list[Problem]]:
    """Read a scenario from a file that fits the schema; a change that cannot be followed is told and left out."""
    reading = Reading(source.at)
    scenario = build(Scenario, source.data, (), reading, place=source.at)
    problems, changes = reading.problems, {}
    for id_, change in scenario.changes.items():
        found = list(_shape(source, id_))
        values: Mapping[str, Any] = {}
        if not found:
            values, found = set_values(source, id_)
        problems += found
        if not found:
            changes[id_] = replace(change, id=id_, values=values)
    return replace(scenario, changes=changes), problems


def _shape(source: Source, id_: str) -> Iterator[Problem]:
    for key, message, fix in shape_faults(source.data["changes"][id_]):
        at = source.at(("changes", id_, key) if key else ("changes", id_))
        yield Problem(at, RULE, Severity.ERROR, Ground.FORMAT, message, fix, id_)


def scenario_data(scenario: Scenario) -> dict[str, Any]:
    """Return the plain data a scenario is read from, to be written as a file of its own."""
    changes = {}
    for id_, change in scenario.changes.items():
        groups = {key: value for key in ("set", "limits") if (value := getattr(change, key))}
        demand = change.demand
        if demand:
            scaled = {} if demand.scale is None else {"scale": demand.scale}
            groups["demand"] = {**({"set": dict(demand.set)} if demand.set else {}), **scaled}
        if len(change.procedure) == 1:
            groups["procedure"] = change.procedure[0]
        changes[id_] = {**to_data(replace(change, set={}, limits={}, demand=None)), **groups}
    return {**to_data(replace(scenario, changes={})), "changes": changes}
