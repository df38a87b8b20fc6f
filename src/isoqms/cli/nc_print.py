"""`isoqms nc print`: the corrective-action request on paper."""

from __future__ import annotations

from pathlib import Path

import click

from isoqms.cli.altered import end_if, marked, warned_of
from isoqms.cli.language import Command
from isoqms.cli.printing import agency_and_profile, paper_options, put_out, speech_of
from isoqms.cli.register_verbs import open_register, workspace_option
from isoqms.cli.register_views import held
from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.nonconformity import Nonconformity
from isoqms.words import phrase


@click.command(
    "print",
    cls=Command,
    help=phrase("Print the corrective-action request of a nonconformity, as far as it has come, with its history."),
)
@click.argument("reference")
@paper_options
@workspace_option
@click.pass_context
def print_(
    ctx: click.Context, /, reference: str, form: str, output: Path, template: Path | None, workspace: Path
) -> None:
    """Write the corrective-action request."""
    from isoqms.report.corrective_action import Case, corrective_action
    from isoqms.report.record.history import happenings

    book = open_register(workspace)
    record, revision = held(ctx, book, Kind.NONCONFORMITY, reference)
    found = warned_of(ctx, book, Kind.NONCONFORMITY, [(record, revision)])
    agency, profile = agency_and_profile(book, record.office, ctx.obj)
    case = Case(
        record=record,
        history=happenings(book.history(Kind.NONCONFORMITY, reference), book.office.timezone),
        agency=agency,
        as_of=book.today,
        profile=profile,
        speech=speech_of(book, ctx.obj, files_of(record)),
    )
    put_out(ctx, marked(corrective_action(case), found), form, output, template)
    end_if(ctx, found)


def files_of(record: Nonconformity) -> set[str]:
    """Return what may be a file of evidence in a record: whatever is as long as a SHA-256."""
    named = {each.file for each in record.evidence.values()} | {each.file for each in record.addenda.values()}
    named |= {one for each in record.actions.values() for one in each.evidence}
    return {each for each in named if len(each) == 64}
