"""A record of the register on paper: read, held against its history, printed, and told of when it was altered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from isoqms.cli.altered import end_if, marked, warned_of
from isoqms.cli.printing import paper_options, put_out
from isoqms.cli.register_verbs import open_register, workspace_option
from isoqms.cli.register_views import held
from isoqms.register.kinds.kinds import Kind

if TYPE_CHECKING:
    from isoqms.register.records.book import Book
    from isoqms.report.record.paper import Paper


@dataclass(slots=True)
class Printed:
    """A record about to be printed; `altered` are those shown on the paper that are not as their history tells."""

    ctx: click.Context
    book: Book
    record: Any
    altered: tuple[str, ...]


def prints(kind: Kind) -> Callable[[Callable[[Printed], Paper]], Callable[..., None]]:
    """Make a command that prints a record of a kind out of what puts it on paper."""

    def command(paper_of: Callable[[Printed], Paper]) -> Callable[..., None]:
        @click.argument("reference")
        @paper_options
        @workspace_option
        @click.pass_context
        def run(
            ctx: click.Context, /, reference: str, form: str, output: Path, template: Path | None, workspace: Path
        ) -> None:
            book = open_register(workspace)
            record, revision = held(ctx, book, kind, reference)
            printed = Printed(ctx, book, record, warned_of(ctx, book, kind, [(record, revision)]))
            paper = paper_of(printed)
            put_out(ctx, marked(paper, printed.altered), form, output, template)
            end_if(ctx, printed.altered)

        return run

    return command
