"""`isoqms complaint print`: a complaint on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from isoqms.cli.language import Command
from isoqms.cli.printing import agency_and_profile, speech_of
from isoqms.cli.record_print import Printed, prints
from isoqms.register.kinds.kinds import Kind
from isoqms.words import phrase

if TYPE_CHECKING:
    from isoqms.report.record.paper import Paper


@click.command(
    "print",
    cls=Command,
    help=phrase("Print a complaint, as far as it has come, with the nonconformity entered for it and its history."),
)
@prints(Kind.COMPLAINT)
def print_(printed: Printed) -> Paper:
    """Put a complaint on paper."""
    from isoqms.report.complaint import complaint_paper
    from isoqms.report.record.history import happenings

    book, record, lang = printed.book, printed.record, printed.ctx.obj
    agency, profile = agency_and_profile(book, record.office, lang)
    history = happenings(book.history(Kind.COMPLAINT, record.reference), book.office.timezone)
    speech = speech_of(book, lang, set())
    return complaint_paper(record, history, speech, agency=agency, as_of=book.today, profile=profile)
