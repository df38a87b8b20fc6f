"""`isoqms export`: procedures given back as step tables."""

from __future__ import annotations

from pathlib import Path

import click

from isoqms.cli.files import write
from isoqms.cli.language import Choice, Command, Option
from isoqms.cli.one import read, warn_of_names
from isoqms.cli.options import output_folder
from isoqms.words import Message, phrase


@click.command(
    cls=Command,
    help=phrase("Write the procedures at PATH (a file or a folder) as step tables for Excel or Word."),
)
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--to", "form", cls=Option, type=Choice(["xlsx", "docx"]), required=True, help=phrase("Excel or Word."))
@output_folder
@click.pass_context
def command(ctx: click.Context, path: Path, form: str, output: Path) -> None:
    """Write a table for each procedure and name the files, and what of the procedure no table carries."""
    from isoqms.exchange.export import to_docx, to_xlsx
    from isoqms.exchange.left_out import left_out
    from isoqms.exchange.step_table import step_table

    workspace, procedures = read(ctx, path)
    for procedure in procedures:
        table = step_table(procedure, workspace.organisation_of(procedure), ctx.obj)
        content = to_xlsx(table) if form == "xlsx" else to_docx(table)
        click.echo(write(output, f"{procedure.id}.{form}", content))
        if missing := left_out(procedure):
            message = Message("{id}: not in the table, only in the file: {parts}", id=procedure.id, parts=missing)
            click.echo(message.render(ctx.obj), err=True)
    warn_of_names(ctx, workspace, procedures)
