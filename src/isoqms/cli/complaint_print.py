"""`isoqms complaint print`: a complaint on paper."""

from __future__ import annotations

from pathlib import Path

import click

from isoqms.cli.altered import end_if, marked, warned_of
from isoqms.cli.language import Command
from isoqms.cli.printing import agency_and_profile, paper_options, put_out, speech_of
from isoqms.cli.register_verbs import open_register, workspace_option
from isoqms.cli.register_views import held
from isoqms.register.kinds.kinds import Kind
from isoqms.words import phrase


@click.command(
    "print",
    cls=Command,
    help=phrase("Print a complaint, as far as it has come, with the nonconformity entered for it and its history."),
)
@click.argument("reference")
@paper_options
@workspace_option
@click.pass_context
def print_(
    ctx: click.Context, /, reference: str, form: str, output: Path, template: Path | None, workspace: Path
) -> None:
    """Write a complaint."""
    from isoqms.report.complaint import complaint_paper
    from isoqms.report.record.history import happenings

    book = open_register(workspace)
    record, revision = held(ctx, book, Kind.COMPLAINT, reference)
    found = warned_of(ctx, book, Kind.COMPLAINT, [(record, revision)])
    agency, profile = agency_and_profile(book, record.office, ctx.obj)
    history = happenings(book.history(Kind.COMPLAINT, reference), book.office.timezone)
    speech = speech_of(book, ctx.obj, set())
    paper = complaint_paper(record, history, speech, agency=agency, as_of=book.today, profile=profile)
    put_out(ctx, marked(paper, found), form, output, template)
    end_if(ctx, found)
