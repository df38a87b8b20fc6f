"""`isoqms nc print`: the corrective-action request on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from isoqms.cli.language import Command
from isoqms.cli.printing import agency_and_profile, speech_of
from isoqms.cli.record_print import Printed, prints
from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.nonconformity import Nonconformity
from isoqms.words import phrase

if TYPE_CHECKING:
    from isoqms.report.record.paper import Paper


@click.command(
    "print",
    cls=Command,
    help=phrase("Print the corrective-action request of a nonconformity, as far as it has come, with its history."),
)
@prints(Kind.NONCONFORMITY)
def print_(printed: Printed) -> Paper:
    """Put the corrective-action request on paper."""
    from isoqms.report.corrective_action import Case, corrective_action
    from isoqms.report.record.history import happenings

    book, record, lang = printed.book, printed.record, printed.ctx.obj
    agency, profile = agency_and_profile(book, record.office, lang)
    case = Case(
        record=record,
        history=happenings(book.history(Kind.NONCONFORMITY, record.reference), book.office.timezone),
        agency=agency,
        as_of=book.today,
        profile=profile,
        speech=speech_of(book, lang, files_of(record)),
    )
    return corrective_action(case)


def files_of(record: Nonconformity) -> set[str]:
    """Return what may be a file of evidence in a record: whatever is as long as a SHA-256."""
    named = {each.file for each in record.evidence.values()} | {each.file for each in record.addenda.values()}
    named |= {one for each in record.actions.values() for one in each.evidence}
    return {each for each in named if len(each) == 64}
