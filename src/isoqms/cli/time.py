"""`isoqms time`: how long a procedure takes by its own numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from isoqms.cli.files import write
from isoqms.cli.language import Command, Option
from isoqms.cli.one import read, variant_of
from isoqms.cli.options import text_or_json
from isoqms.cli.tables import table
from isoqms.procedure import Procedure
from isoqms.report import time_text
from isoqms.report.time_text import Account
from isoqms.words import Message, phrase
from isoqms.workspace.load import Workspace


@click.command(
    cls=Command,
    help=phrase(
        "Say how long the procedures at PATH take by their own allowances: longest and shortest path, slack of each "
        "step, beside each limit, by variant and stage; and what they ask of the applicant. Nothing is simulated."
    ),
)
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--variant", cls=Option, metavar="ID", help=phrase("Only for this variant."))
@text_or_json
@click.option(
    "--chart",
    cls=Option,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help=phrase("Write the time line of each procedure into this folder, as SVG."),
)
@click.pass_context
def command(ctx: click.Context, /, path: Path, variant: str | None, form: str, chart: Path | None) -> None:
    """Print the accounts of time."""
    workspace, procedures = read(ctx, path)
    told = {}
    for procedure in procedures:
        told[procedure.id] = _accounts(workspace, procedure, variant_of(ctx, procedure, variant))
    if chart:
        _chart(chart, told, ctx.obj)
    if form == "json":
        data = {id_: [time_text.as_data(account, ctx.obj) for account in each] for id_, each in told.items()}
        click.echo(json.dumps({"procedures": data}, ensure_ascii=False, indent=2))
        return
    for procedure in procedures:
        click.echo("\n".join(_told(procedure, told[procedure.id], ctx.obj)) + "\n")


def _accounts(workspace: Workspace, procedure: Procedure, variant: str | None) -> list[Account]:
    organisation = workspace.organisation_of(procedure)
    return time_text.accounts(procedure, organisation.office(procedure.office) if organisation else None, variant)


def _chart(folder: Path, told: Mapping[str, list[Account]], lang: str) -> None:
    from isoqms.report.time_chart import timeline

    for id_, accounts in told.items():
        for account in accounts:
            name = id_ if len(accounts) == 1 else f"{id_}-{account.variant or 'none'}"
            click.echo(write(folder, f"{name}-time.svg", timeline(account, lang)), err=True)


def _told(procedure: Procedure, accounts: list[Account], lang: str) -> Iterator[str]:
    yield f"{procedure.id}  {procedure.title.render(lang)}"
    for account in accounts:
        yield ""
        yield from time_text.headings(account, lang)
        yield from time_text.limit_lines(account, lang)
        yield ""
        yield table([head.render(lang) for head in time_text.STEP_HEADS], time_text.step_rows(account, lang))
        yield ""
        yield from time_text.remarks(account, lang)
        yield Message("The applicant:").render(lang)
        yield from (f"  {line}" for line in time_text.journey_lines(account, lang))
