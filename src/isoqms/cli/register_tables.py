"""`import` and `export` of records and of their parts: tables for Excel, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from isoqms.cli.language import Command
from isoqms.cli.register_files import ReadRow, check_ending, read_rows, write_rows
from isoqms.cli.register_verbs import EXIT_REFUSED, by_option, open_register, workspace_option
from isoqms.problem import Position
from isoqms.register.answer import Refused, Request
from isoqms.register.kinds.kinds import FORMS, Kind
from isoqms.register.lifecycle.document import Document, NotAValueError, merged
from isoqms.register.members import part_kind
from isoqms.register.rows import KEY, REFERENCE, Rows, brought_by, parts_table, table_of
from isoqms.words import Message, phrase

if TYPE_CHECKING:
    from isoqms.register.records.book import Book

_Read = tuple[ReadRow, Document]
"""A row, and the changes it brings."""


class _Brought(Protocol):
    """What the rows of a table are brought in as."""

    def changes(self, row: ReadRow) -> Document:
        """Return what a row brings; a NotAValueError tells a cell that does not fit."""
        ...

    def requests(self, book: Book, by: str, rows: Iterable[_Read]) -> Iterator[tuple[Position, Request]]:
        """Yield the steps to ask for, and where the rows stand they come from."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """Records begun by a step, one by each row."""

    kind: Kind
    verb: str
    brings: tuple[str, ...]

    def changes(self, row: ReadRow) -> Document:
        """Return what a row brings to its new record."""
        return brought_by(FORMS[self.kind].record, row.heading, row.texts, self.brings)

    def requests(self, book: Book, by: str, rows: Iterable[_Read]) -> Iterator[tuple[Position, Request]]:
        """Yield one step for each row; a reference is asked for only where the register gives none."""
        for row, changes in rows:
            reference = "" if FORMS[self.kind].letters else row.text(REFERENCE)
            yield row.at, Request(by=by, kind=self.kind, verb=self.verb, reference=reference, changes=changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Parts of records, entered or changed by steps that depend on where the record stands."""

    kind: Kind
    part: str
    steps: tuple[tuple[str, frozenset[str]], ...]
    """Verbs, each with the states in which it is taken."""
    brings: tuple[str, ...]
    """Members of a part that such a step may set."""

    def changes(self, row: ReadRow) -> Document:
        """Return what a row brings to the part it names."""
        for named in (REFERENCE, KEY):
            if not row.text(named):
                raise NotAValueError(named, Message("given in each row"), "")
        part = part_kind(FORMS[self.kind].record, self.part)
        return {self.part: {row.text(KEY): brought_by(part, row.heading, row.texts, self.brings)}}

    def requests(self, book: Book, by: str, rows: Iterable[_Read]) -> Iterator[tuple[Position, Request]]:
        """Yield one step for each record."""
        found: dict[str, tuple[Position, Document]] = {}
        for row, changes in rows:
            at, held = found.get(row.text(REFERENCE), (row.at, {}))
            found[row.text(REFERENCE)] = (at, merged(held, changes))
        for reference, (at, changes) in found.items():
            record = book.read(self.kind, reference)
            verb = self._step(str(record[0].state) if record else "")
            yield at, Request(by=by, kind=self.kind, verb=verb, reference=reference, changes=changes)

    def _step(self, state: str) -> str:
        """Return the step for a record in a state; where none fits, the first, whose refusal says why."""
        return next((verb for verb, states in self.steps if state in states), self.steps[0][0])


def add_tables(group: click.Group, kind: Kind, verb: str, brings: tuple[str, ...]) -> None:
    """Give a group the commands `export` and `import`; what is brought in begins with `verb`."""
    writes = phrase("Write all records into FILE, a table for Excel (.xlsx or .csv).")
    reads = phrase(
        "Begin a record for each row of FILE, or none when a row does not fit; its first row names members. Other "
        "columns are left out."
    )
    group.add_command(_export("export", kind, table_of, writes))
    group.add_command(_import("import", Begun(kind=kind, verb=verb, brings=brings), reads))


def add_part_tables(group: click.Group, parts: Parts, suffix: str = "") -> None:
    """Give a group the commands `export` and `import`, with a suffix, for the parts of its records."""

    def table(records: Iterable[Any]) -> Rows:
        return parts_table(records, parts.part)

    writes = phrase("Write the parts of all records into FILE, a row for each, a table for Excel (.xlsx or .csv).")
    reads = phrase(
        "Enter or change the parts of records, a row of FILE for each, by reference and key; or none when a row does "
        "not fit."
    )
    group.add_command(_export(f"export{suffix}", parts.kind, table, writes))
    group.add_command(_import(f"import{suffix}", parts, reads))


def _export(name: str, kind: Kind, table: Callable[[Iterable[Any]], Rows], says: str) -> click.Command:
    @click.command(name, cls=Command, help=says)
    @click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
    @workspace_option
    @click.pass_context
    def run(ctx: click.Context, /, file: Path, workspace: Path) -> None:
        from isoqms.register.records.lists import Wanted, everything

        check_ending(ctx, file)
        rows = table(everything(open_register(workspace), Wanted(kind=kind)))
        write_rows(file, kind.value, rows)
        click.echo(Message("rows written to {file}: {count}", count=len(rows[1]), file=file).render(ctx.obj))

    return run


def _import(name: str, brought: _Brought, says: str) -> click.Command:
    @click.command(name, cls=Command, help=says)
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @by_option
    @workspace_option
    @click.pass_context
    def run(ctx: click.Context, /, file: Path, by: str, workspace: Path) -> None:
        rows = read_rows(ctx, file)
        book = open_register(workspace)
        told, all_fit = _brought_in(book, by, rows, brought)
        for message in told:
            click.echo(message.render(ctx.obj), err=not all_fit)
        if not all_fit:
            click.echo(Message("nothing was written: correct the rows named above").render(ctx.obj), err=True)
            ctx.exit(EXIT_REFUSED)

    return run


def _brought_in(book: Book, by: str, rows: list[ReadRow], brought: _Brought) -> tuple[list[Message], bool]:
    """Ask for what the rows bring, all or nothing; return what to say, and whether all of it fits."""
    read: list[_Read] = []
    unfit: list[Message] = []
    for row in rows:
        try:
            read.append((row, brought.changes(row)))
        except NotAValueError as error:
            unfit.append(Message("{at}: {member} is not {wanted}", at=row.at, member=error.path, wanted=error.wanted))
    if unfit:
        return unfit, False
    asked = list(brought.requests(book, by, read))
    answers = list(zip((at for at, _ in asked), book.ask_all(request for _, request in asked), strict=True))
    refused = [
        Message("{at}: {what} — {remedy}", at=at, what=each.message, remedy=each.remedy)
        for at, answer in answers
        if isinstance(answer, Refused)
        for each in answer.refusals
    ]
    written = [
        Message("{at}: {reference}", at=at, reference=answer.record.reference)
        for at, answer in answers
        if not isinstance(answer, Refused)
    ]
    return refused or written, not refused
