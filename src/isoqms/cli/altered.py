"""A warning when a record about to be shown is not stored as its history tells."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from isoqms.register.kinds.kinds import Kind
from isoqms.words import Message

if TYPE_CHECKING:
    from isoqms.register.records.book import Book
    from isoqms.report.record.paper import Paper

EXIT_ALTERED = 1


def warned_of(ctx: click.Context, book: Book, kind: Kind, records: Collection[tuple[Any, int]]) -> tuple[str, ...]:
    """Return which records are not as their history tells, and say so on the side."""
    from isoqms.register.records.whole import altered

    found = altered(book, kind, records)
    if found:
        click.echo(_warning(found).render(ctx.obj), err=True)
    return found


def end_if(ctx: click.Context, found: Collection[str]) -> None:
    """End the run with exit code 1 when a record shown is not as its history tells."""
    if found:
        ctx.exit(EXIT_ALTERED)


def marked(paper: Paper, found: Collection[str]) -> Paper:
    """Return a document which says first that a record is not as its history tells; as it is when all are."""
    if not found:
        return paper
    from isoqms.report.document.content import Paragraph, Section

    said = Paragraph(_warning(found).render(paper.lang), missing=True)
    return replace(paper, sections=(Section("altered", "", "", 2, (said,)), *paper.sections))


def _warning(found: Collection[str]) -> Message:
    return Message(
        "warning: {references} is not stored as its history tells: the database was changed past the register; see "
        "isoqms register verify",
        references=sorted(found),
    )
