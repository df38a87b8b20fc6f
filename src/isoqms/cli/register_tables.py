"""`import` and `export` of a kind of record: tables for Excel, and back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from isoqms.cli.files import write
from isoqms.cli.language import Command, Option, wrong_use
from isoqms.cli.register_verbs import EXIT_REFUSED, open_register, workspace_option
from isoqms.register.answer import Refused, Request
from isoqms.register.kinds.kinds import FORMS, Kind
from isoqms.register.lifecycle.document import NotAValueError
from isoqms.register.rows import brought_by, guarded, table_of, unguarded
from isoqms.words import Message, phrase

if TYPE_CHECKING:
    from isoqms.exchange.table import Table
    from isoqms.register.records.book import Book


def add_tables(group: click.Group, kind: Kind, verb: str, brings: tuple[str, ...]) -> None:
    """Give a group the commands `export` and `import`; what is brought in begins with `verb`."""
    group.add_command(_export(kind))
    group.add_command(_import(kind, verb, brings))


def _export(kind: Kind) -> click.Command:
    @click.command(
        "export", cls=Command, help=phrase("Write all records into FILE, a table for Excel (.xlsx or .csv).")
    )
    @click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
    @workspace_option
    @click.pass_context
    def run(ctx: click.Context, /, file: Path, workspace: Path) -> None:
        from isoqms.register.records.lists import Wanted, everything

        if file.suffix.lower() not in (".csv", ".xlsx"):
            raise wrong_use(ctx, Message("write into a file that ends in .xlsx or .csv, not “{file}”", file=file.name))
        heading, rows = table_of(everything(open_register(workspace), Wanted(kind=kind)))
        content = _as_csv(heading, rows) if file.suffix.lower() == ".csv" else _as_xlsx(kind, heading, rows)
        write(file.parent, file.name, content)
        click.echo(Message("{count} records written to {file}", count=len(rows), file=file).render(ctx.obj))

    return run


def _as_csv(heading: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(heading)
    writer.writerows([guarded(text) for text in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")  # without the mark Excel takes it for another encoding


def _as_xlsx(kind: Kind, heading: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> bytes:
    from isoqms.exchange.export import to_xlsx
    from isoqms.exchange.step_table import StepTable

    return to_xlsx(StepTable(kind.value, (), heading, rows))


def _import(kind: Kind, verb: str, brings: tuple[str, ...]) -> click.Command:
    @click.command(
        "import",
        cls=Command,
        help=phrase("Begin a record for each row of FILE; its first row names members. Other columns are left out."),
    )
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--by", cls=Option, required=True, help=phrase("Who acts: the short name in the register."))
    @workspace_option
    @click.pass_context
    def run(ctx: click.Context, /, file: Path, by: str, workspace: Path) -> None:
        table = _read(ctx, file)
        book = open_register(workspace)
        said = list(_begin(book, kind, verb, brings, by, table, file.suffix.lower() == ".csv"))
        for written, message in said:
            click.echo(message.render(ctx.obj), err=not written)
        ctx.exit(0 if all(written for written, _ in said) else EXIT_REFUSED)

    return run


def _read(ctx: click.Context, file: Path) -> Table:
    from isoqms.exchange.read import read_document
    from isoqms.exchange.table import Table

    document = read_document(file)
    tables = [block for block in document.blocks if isinstance(block, Table) and any(any(row) for row in block.rows)]
    if not tables:
        reason = document.problems[0].message if document.problems else Message("the file is empty")
        raise wrong_use(ctx, Message("{file}: {reason}", file=file, reason=reason))
    return tables[0]


def _begin(
    book: Book, kind: Kind, verb: str, brings: tuple[str, ...], by: str, table: Table, quoted: bool
) -> Iterator[tuple[bool, Message]]:
    """Begin a record for each row, and yield whether it was written and what to say."""
    filled = [row for row in table.rows if any(row)]
    heading = [cell.text.strip() for cell in filled[0]]
    for row in filled[1:]:
        at = next(cell.at for cell in row if cell)
        texts = [unguarded(cell.text) if quoted else cell.text for cell in row]
        named = dict(zip(heading, texts, strict=False))
        try:
            changes = brought_by(FORMS[kind].record, heading, texts, brings)
        except NotAValueError as error:
            yield False, Message("{at}: {member} is not {wanted}", at=at, member=error.path, wanted=error.wanted)
            continue
        reference = "" if FORMS[kind].letters else named.get("reference", "")
        answer = book.ask(Request(by=by, kind=kind, verb=verb, reference=reference, changes=changes))
        if isinstance(answer, Refused):
            for each in answer.refusals:
                yield False, Message("{at}: {what} — {remedy}", at=at, what=each.message, remedy=each.remedy)
        else:
            yield True, Message("{at}: {reference}", at=at, reference=answer.record.reference)
