"""Scenario files that commands follow: read, and refused where they cannot be followed."""

from __future__ import annotations

from pathlib import Path

import click

from isoqms.cli.one import refuse
from isoqms.scenario import Operation, Scenario, read_scenario, scenario_problems


def followed(ctx: click.Context, operation: Operation, path: Path) -> Scenario:
    """Return the scenario of a file; ends the run when it cannot be followed in `operation`."""
    scenario, found = read_scenario(path)
    refuse(ctx, found, 1)
    assert scenario is not None, path
    refuse(ctx, scenario_problems(operation, scenario), 1)
    return scenario
