"""What a finding leads to: the nonconformity, or the improvement, entered with words and ground of the finding."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from isoqms.cli.language import Command, wrong_use
from isoqms.cli.options import text_or_json
from isoqms.cli.register_verbs import by_option, open_register, tell, workspace_option
from isoqms.cli.register_views import held
from isoqms.register.answer import Request, Written
from isoqms.register.kinds.audits import Finding, FindingState
from isoqms.register.kinds.finding_guards import IMPROVEMENT_GRADES, NC_GRADES
from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.document import Document, to_document
from isoqms.words import Message, phrase

if TYPE_CHECKING:
    from isoqms.register.records.book import Book

_ANSWERED = (FindingState.AGREED, FindingState.CONTESTED)
_SHARED = ("office", "process", "statement", "requirements", "evidence", "audit")


def ending(book: Book, finding: Finding, by: str) -> Generator[Request, Written, None]:
    """Yield the steps that enter what a finding leads to, and end the finding with it."""
    link, reference = "", ""
    if finding.grade in IMPROVEMENT_GRADES:
        said = to_document(finding)
        brought = {"finding": finding.reference, **{name: said[name] for name in _SHARED[:3] if name in said}}
        entry = yield Request(by=by, kind=Kind.IMPROVEMENT, verb="raise", changes=brought)
        link, reference = "improvement", entry.record.reference
    elif finding.grade in NC_GRADES:
        draft = yield Request(by=by, kind=Kind.NONCONFORMITY, verb="draft", changes=_report(finding, book))
        link, reference = "nonconformity", draft.record.reference
        yield Request(by=by, kind=Kind.NONCONFORMITY, verb="register", reference=reference)
    verb = "settle" if finding.state is FindingState.DRAFT else "close"
    changes = {link: reference} if link else {}
    yield Request(by=by, kind=Kind.FINDING, verb=verb, reference=finding.reference, changes=changes)


def _report(finding: Finding, book: Book) -> Document:
    said = to_document(finding)
    outside = "check" if finding.check_results else "self_reported"
    source = {"source": "internal_audit", "auditor": finding.auditor} if finding.audit else {"source": outside}
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
    if finding.state is FindingState.CLOSED:
        message = Message("{reference} is closed already; what it led to: isoqms finding show {reference}",
                          reference=reference)  # fmt: skip
        raise wrong_use(ctx, message)
    if finding.state not in (_ANSWERED if finding.audit else (FindingState.DRAFT,)):
        raise wrong_use(ctx, Message("{reference} must be communicated and answered first", reference=reference))
    if finding.grade not in (*NC_GRADES, *IMPROVEMENT_GRADES):
        raise wrong_use(ctx, Message("nothing is entered for a finding of this grade: close it"))
    *before, last = book.ask_in_turn(ending(book, finding, by))
    if form == "text" and isinstance(last, Written):
        tell(ctx, before[-1], form)  # other programs find its reference in the finding
    tell(ctx, last, form)
