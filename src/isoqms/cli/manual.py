"""`isoqms manual`: the manual of the file format."""

from __future__ import annotations

import click

from isoqms.cli.language import Choice, Command
from isoqms.report import field_manual
from isoqms.resources import schema_names
from isoqms.words import phrase


@click.command(
    cls=Command,
    help=phrase("Print the manual of one kind of file, or of all, as Markdown: every name and what it holds."),
)
@click.argument("kind", required=False, type=Choice(schema_names()))
@click.pass_context
def command(ctx: click.Context, kind: str | None) -> None:
    """Print the field manual."""
    click.echo(field_manual.manual([kind] if kind else list(schema_names()), ctx.obj))
