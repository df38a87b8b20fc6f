"""`isoqms manual`: the manual of the file format, and how due dates are counted."""

from __future__ import annotations

import click

from isoqms.cli.language import Choice, Command
from isoqms.resources import schema_names
from isoqms.words import phrase

DEADLINES = "deadlines"
"""The chapter which is about no kind of file."""


@click.command(
    cls=Command,
    help=phrase(
        "Print the manual as Markdown: every name of one kind of file, or of all, and what it holds; and how due dates "
        "are counted (deadlines), with cases counted by hand."
    ),
)
@click.argument("kind", required=False, type=Choice([*schema_names(), DEADLINES]))
@click.pass_context
def command(ctx: click.Context, kind: str | None) -> None:
    """Print the chapters asked for."""
    if kind != DEADLINES:
        from isoqms.report import field_manual

        click.echo(field_manual.manual([kind] if kind else list(schema_names()), ctx.obj))
    if kind in (None, DEADLINES):
        from isoqms.report import deadline_manual

        click.echo(deadline_manual.deadline_chapter(ctx.obj))
