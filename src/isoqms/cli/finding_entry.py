"""What a finding leads to: the nonconformity, or the improvement, entered with words and ground of the finding."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from isoqms.cli.language import Command, wrong_use
from isoqms.cli.options import text_or_json
from isoqms.cli.register_verbs import by_option, open_register, tell, workspace_option
from isoqms.cli.register_views import held
from isoqms.register.answer import Answer, Refused, Request
from isoqms.register.kinds.audits import Finding, FindingState
from isoqms.register.kinds.guards import IMPROVEMENT_GRADES, NC_GRADES
from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.document import Document, to_document
from isoqms.words import Message, phrase

if TYPE_CHECKING:
    from isoqms.register.records.book import Book

_SHARED = ("office", "process", "statement", "requirements", "evidence", "audit")


def entry_for(book: Book, finding: Finding, by: str) -> Answer | None:
    """Enter what a finding leads to, and report it; None where nothing follows from its grade."""
    said = to_document(finding)
    if finding.grade in IMPROVEMENT_GRADES:
        brought = {"finding": finding.reference, **{name: said[name] for name in _SHARED[:3] if name in said}}
        return book.ask(Request(by=by, kind=Kind.IMPROVEMENT, verb="raise", changes=brought))
    if finding.grade not in NC_GRADES:
        return None
    draft = Request(by=by, kind=Kind.NONCONFORMITY, verb="draft", changes=_report(finding, said, book))
    begun = book.ask(draft)
    if isinstance(begun, Refused):
        return begun
    reference = begun.record.reference
    return book.ask(Request(by=by, kind=Kind.NONCONFORMITY, verb="register", reference=reference))


def _report(finding: Finding, said: Document, book: Book) -> Document:
    source = {"source": "internal_audit", "auditor": finding.auditor} if finding.audit else {"source": "check"}
    found = {"detected_on": (finding.found_on or book.today).isoformat()}
    checked = {"check_result": finding.check_results[0]} if finding.check_results else {}
    return {**{name: said[name] for name in _SHARED if name in said}, **source, **found, **checked}


@click.command(
    "raise",
    cls=Command,
    help=phrase("Enter the nonconformity, or the improvement, a finding leads to, and close the finding with it."),
)
@click.argument("reference")
@by_option
@workspace_option
@text_or_json
@click.pass_context
def raise_(ctx: click.Context, /, reference: str, by: str, workspace: Path, form: str) -> None:
    """Enter what a finding leads to, then close the finding."""
    book = open_register(workspace)
    finding, _ = held(ctx, book, Kind.FINDING, reference)
    if finding.state not in (FindingState.AGREED, FindingState.CONTESTED):
        raise wrong_use(ctx, Message("{reference} must be communicated and answered first", reference=reference))
    entered = entry_for(book, finding, by)
    if entered is None:
        raise wrong_use(ctx, Message("nothing is entered for a finding of this grade: close it"))
    if isinstance(entered, Refused):
        tell(ctx, entered, form)
        return
    if form == "text":  # other programs find its reference in the finding
        tell(ctx, entered, form)
    tell(ctx, _closed(book, finding, entered.record, by), form)


def _closed(book: Book, finding: Finding, entry: Any, by: str) -> Answer:
    link = "nonconformity" if finding.grade in NC_GRADES else "improvement"
    changes = {link: entry.reference}
    return book.ask(Request(by=by, kind=Kind.FINDING, verb="close", reference=finding.reference, changes=changes))
