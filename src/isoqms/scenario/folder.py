"""The scenario files of a workspace, each judged against the procedures it can change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from isoqms.problem import Ground, Problem, Severity
from isoqms.scenario.apply import scenario_problems
from isoqms.scenario.operation import operation_of
from isoqms.scenario.read import scenario_of
from isoqms.scenario.scenario import Scenario
from isoqms.source import Source
from isoqms.words import Message
from isoqms.workspace.load import Workspace


def scenarios_of(workspace: Workspace) -> dict[str, Scenario]:
    """Return by id the scenarios the user named that fit the schema; of two with one id the first."""
    found: dict[str, Scenario] = {}
    for source in workspace.scenarios.values():
        scenario, _ = scenario_of(source)
        found.setdefault(scenario.id, scenario)
    return found


def folder_problems(workspace: Workspace) -> Iterator[Problem]:
    """Yield what is wrong with the scenarios the user named, in the office they stand beside.

    A scenario changes the procedures of the nearest organisation above its file, and those it names.
    """
    seen: dict[str, Source] = {}
    for source in workspace.scenarios.values():
        scenario, problems = scenario_of(source)
        yield from problems
        if scenario.id.lower() in seen:
            other = seen[scenario.id.lower()].file
            message = Message("the id “{id}” is also used in {files}", id=scenario.id, files=other)
            fix = Message("give one of the scenarios another id")
            yield Problem(source.at(("id",)), "format/duplicate-id", Severity.ERROR, Ground.FORMAT, message, fix)
        seen.setdefault(scenario.id.lower(), source)
        if scenario.changes:
            inside = operation_of(workspace, concerned(workspace, source, scenario), dated=False)
            yield from scenario_problems(inside, scenario)


def concerned(workspace: Workspace, source: Source, scenario: Scenario) -> set[str]:
    """Return the ids of the procedures a scenario file can change: those of its office, and those it names."""
    named = {id_ for change in scenario.changes.values() for id_ in change.procedure} | set(scenario.for_)
    above = next((folder for folder in Path(source.file).absolute().parents if folder in workspace.organisations), None)
    beside = {each.id for each in workspace.procedures.values() if workspace.organisation_folder(each) == above}
    return beside | (named & workspace.procedures.keys())
