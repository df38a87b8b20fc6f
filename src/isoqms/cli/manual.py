"""`isoqms manual`: the manual of the file format, how due dates are counted, what could be cut."""

from __future__ import annotations

import textwrap
from typing import Final

import click

from isoqms.cli.language import Choice, Command
from isoqms.resources import schema_names
from isoqms.words import phrase

DEADLINES = "deadlines"
"""A chapter which is about no kind of file."""

OPPORTUNITIES = "opportunities"
"""A chapter printed only when it is asked for."""

_KINDS: Final = (*schema_names(), DEADLINES, OPPORTUNITIES)


@click.command(
    cls=Command,
    help=phrase(
        "Print the manual as Markdown: every name of one kind of file, or of all, and what it holds; how due dates are "
        "counted (deadlines), with cases counted by hand; and what could be cut (opportunities), kind by kind. KIND is "
        "one of the names below."
    ),
    epilog="\b\n" + textwrap.fill(", ".join(_KINDS), 76, break_on_hyphens=False),
)
@click.argument("kind", required=False, type=Choice(_KINDS), metavar="[KIND]")
@click.pass_context
def command(ctx: click.Context, kind: str | None) -> None:
    """Print the chapters asked for."""
    if kind == OPPORTUNITIES:
        from isoqms.report import cut_manual

        click.echo(cut_manual.page(ctx.obj), nl=False)
        return
    if kind != DEADLINES:
        from isoqms.report import field_manual

        click.echo(field_manual.manual([kind] if kind else list(schema_names()), ctx.obj))
    if kind in (None, DEADLINES):
        from isoqms.report import deadline_manual

        click.echo(deadline_manual.deadline_chapter(ctx.obj))
