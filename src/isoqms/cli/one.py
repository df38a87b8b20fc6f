"""Commands about one procedure: reading it, or saying what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

import click

from isoqms.cli.language import wrong_use
from isoqms.graph.questions import traps
from isoqms.problem import Problem, Severity
from isoqms.procedure import Organisation, Procedure
from isoqms.report import listing
from isoqms.words import Message
from isoqms.workspace.load import Workspace, load

NUMBERS: Final = "simulate/"
"""How the rules are called that judge the numbers an office is simulated by."""
DEMAND: Final = "simulate/demand"
"""The rule that judges how many dossiers of which kind come, by which costs are counted too."""


def read(ctx: click.Context, *paths: Path, as_version: bool = False) -> tuple[Workspace, list[Procedure]]:
    """Return the workspace and the procedures at `paths`; ends the run with the problems when the files have errors.

    As a version, a file may stand beside another with the same id.
    """
    workspace = load(paths)
    refuse(ctx, version_problems(workspace) if as_version else workspace.problems, workspace.asked_files)
    if not workspace.asked:
        raise wrong_use(ctx, Message("there is no procedure at “{path}”", path=paths))
    procedures = [workspace.procedures[id_] for id_ in workspace.asked]
    if any(traps(procedure) for procedure in procedures):
        _refuse_traps(ctx, workspace)
    return workspace, procedures


def version_problems(workspace: Workspace) -> list[Problem]:
    """Return what is wrong with a version: that another file has the same id is what those kept side by side have."""
    return [each for each in workspace.problems if each.rule != "format/duplicate-id"]


def _refuse_traps(ctx: click.Context, workspace: Workspace) -> None:
    """End the run when dossiers come into a loop and never leave it: no figure and no map of that would be true."""
    refuse(ctx, _objections(workspace, "wf/start-end"), workspace.asked_files)


def warn_of_names(ctx: click.Context, workspace: Workspace, procedures: Iterable[Procedure]) -> None:
    """Say which names of the procedures stand for nothing: what is printed shows them as they are in the file."""
    nameless = [procedure for procedure in procedures if workspace.organisation_of(procedure) is None]
    if nameless:
        message = Message(
            "there is no organisation.yaml above {files}: roles, posts and offices are shown by their short names",
            files=[procedure.at.file for procedure in nameless],
        )
        click.echo(message.render(ctx.obj), err=True)
    wrong = [(problem, None) for problem in _objections(workspace, "wf/refs") if problem.severity is Severity.ERROR]
    if wrong:
        message = Message("Names that stand for nothing; what was written shows them as they are, or as not stated:")
        click.echo(message.render(ctx.obj), err=True)
        rows = listing.rows(wrong, workspace.asked_files, ctx.obj)
        click.echo(listing.as_text(rows, ctx.obj), err=True)


def warn_of_figures(ctx: click.Context, workspace: Workspace, rule: str = NUMBERS) -> None:
    """Say what is wrong with the numbers that figures are worked out from: the figures are as wrong as they are."""
    found = _objections(workspace, rule)
    wrong = [(problem, None) for problem in found if problem.severity is Severity.ERROR]
    if wrong:
        click.echo(Message("The figures rest on numbers that are wrong in the files:").render(ctx.obj), err=True)
        rows = listing.rows(wrong, workspace.asked_files, ctx.obj)
        click.echo(listing.as_text(rows, ctx.obj), err=True)


def _objections(workspace: Workspace, rule: str) -> list[Problem]:
    """Return what one rule, or those whose names begin so, object to and nobody accepted."""
    from isoqms.rules.engine import check, find_rules

    rules = [each for each in find_rules() if each.id.startswith(rule)]
    told = (outcome.problem for outcome in check(workspace, date.today(), rules) if outcome.accepted is None)
    return [problem for problem in told if problem.rule.startswith(rule)]


def refuse(ctx: click.Context, problems: Iterable[Problem], asked: int) -> None:
    """End the run with the errors among `problems`, if there are any."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        rows = listing.rows([(problem, None) for problem in errors], asked, ctx.obj)
        click.echo(listing.as_text(rows, ctx.obj), err=True)
        ctx.exit(1)


def variant_of(ctx: click.Context, procedure: Procedure, variant: str | None) -> str | None:
    """Return the variant asked for; ends the run when the procedure has none of that name."""
    if variant is not None and variant not in procedure.variants:
        message = Message(
            "{procedure} has no variant “{variant}”; its variants: {known}",
            procedure=procedure.id,
            variant=variant,
            known=sorted(procedure.variants) or Message("none"),
        )
        raise wrong_use(ctx, message)
    return variant


def organisation_of(ctx: click.Context, workspace: Workspace, procedure: Procedure) -> Organisation:
    """Return the organisation of a procedure; ends the run when there is none to count by."""
    organisation = workspace.organisation_of(procedure)
    if organisation is None or organisation.office(procedure.office) is None:
        message = Message(
            "no organisation.yaml above {file} names an office for {procedure}: its calendar and hours are needed",
            file=procedure.at.file,
            procedure=procedure.id,
        )
        raise wrong_use(ctx, message)
    return organisation
