"""`isoqms register`: the book itself: made, copied, restored, verified; and files of evidence put into it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from isoqms.cli.language import Command, Option, wrong_use
from isoqms.cli.options import text_or_json
from isoqms.cli.register_files import must_have_folder
from isoqms.cli.register_verbs import Group, open_register, tell, workspace_option
from isoqms.register.place import Place, evidence_folder, place_of
from isoqms.words import Message, phrase
from isoqms.workspace.find import ORGANISATION

EXIT_FAULTS = 1


@click.group(
    cls=Group,
    name="register",
    help=phrase("The register of nonconformities: make it, copy it, restore it, prove that it is whole."),
)
def command() -> None:
    """Hold what is done with the register as a whole."""


@command.command(
    "init",
    cls=Command,
    help=phrase("Make a register with the account of its first quality manager; or bring one up to date."),
)
@click.option("--by", cls=Option, default="", help=phrase("Short name of the first quality manager."))
@click.option("--name", cls=Option, default="", help=phrase("Full name of the first quality manager."))
@click.option("--office", cls=Option, default="", help=phrase("The office, by its id in organisation.yaml."))
@workspace_option
@click.pass_context
def init(ctx: click.Context, /, by: str, name: str, office: str, workspace: Path) -> None:
    """Make or update a register."""
    from isoqms.register.kinds.people import is_short_name
    from isoqms.register.lifecycle.values import Duty
    from isoqms.register.records.opening import init_book, renewed

    place, folder = place_of(workspace, os.environ), evidence_folder(workspace)
    _must_be_office(ctx, workspace, office)
    book = renewed(place, folder)
    if book is not None and (by or name or office):
        _say(ctx, Message("the register was made before: --by, --name and --office change nothing; to change an "
                          "account: isoqms account change"), err=True)  # fmt: skip
    if book is None:
        _must_hold_office(ctx, place, workspace)
        if not by or not name.strip():
            wanted = Message("a new register needs its first quality manager: --by SHORT-NAME --name “FULL NAME”")
            raise wrong_use(ctx, wanted)
        if not is_short_name(by):
            raise wrong_use(ctx, Message("“{name}” is no short name: choose one of letters and digits, without spaces, "
                                         "such as an.nguyen", name=by))  # fmt: skip
        first = {"reference": by, "name": name, "office": office, "duties": [Duty.QUALITY_MANAGER.value]}
        book = init_book(place, folder, first)
    count = book.head().seq
    _say(ctx, Message("the register {place} is ready; events in its history: {count}", place=place, count=count))


@command.command(
    "backup", cls=Command, help=phrase("Copy the register with its evidence into FILE, while others work.")
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@workspace_option
@click.pass_context
def backup(ctx: click.Context, /, file: Path, workspace: Path) -> None:
    """Copy a register."""
    from isoqms.register.records.backup import backup as copy

    must_have_folder(ctx, file)
    end = copy(open_register(workspace), file)
    _say(ctx, Message("{file}: events up to {hash}: {count}", file=file, count=end.seq, hash=end.hash))


@command.command(
    "restore", cls=Command, help=phrase("Make a register from a copy, where there is none, and verify it.")
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@workspace_option
@click.pass_context
def restore(ctx: click.Context, /, file: Path, workspace: Path) -> None:
    """Restore a register."""
    from isoqms.register.records.backup import restore as rebuild
    from isoqms.register.records.book import Book

    book = Book(place=place_of(workspace, os.environ), folder=evidence_folder(workspace))
    found = rebuild(book, file)
    for fault in found.faults:
        click.echo(fault.render(ctx.obj), err=True)
    _say(ctx, Message("events restored up to {hash}: {count}", count=found.events, hash=found.head.hash))
    ctx.exit(EXIT_FAULTS if found.faults else 0)


@command.command(
    "verify",
    cls=Command,
    help=phrase("Recompute the history, rebuild every record from it, and print the head of the chain."),
)
@workspace_option
@text_or_json
@click.pass_context
def verify(ctx: click.Context, /, workspace: Path, form: str) -> None:
    """Prove that a register is whole."""
    from isoqms.register.records.verify import verify as prove

    found = prove(open_register(workspace, to_verify=True))
    faults = [fault.render(ctx.obj) for fault in found.faults]
    if form == "json":
        head = {"register": found.head.register, "seq": found.head.seq, "hash": found.head.hash}
        data = {"head": head, "events": found.events, "records": found.records, "faults": faults}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for fault in faults:
            click.echo(fault, err=True)
        _say(ctx, Message("events: {events}, records: {records}; head {hash}", events=found.events,
                          records=found.records, hash=found.head.hash))  # fmt: skip
        _say(ctx, Message("this shows later changes; it is no electronic signature"))
    ctx.exit(EXIT_FAULTS if faults else 0)


@command.command("attach", cls=Command, help=phrase("Put FILE into the register as evidence; prints its SHA-256."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", cls=Option, required=True, help=phrase("Who acts: the short name in the register."))
@workspace_option
@text_or_json
@click.pass_context
def attach(ctx: click.Context, /, file: Path, by: str, workspace: Path, form: str) -> None:
    """Put a file of evidence into the register."""
    from isoqms.register.records.evidence import add_path

    tell(ctx, add_path(open_register(workspace), file, by), form)


def _must_hold_office(ctx: click.Context, place: Place, workspace: Path) -> None:
    """End the run when a register would lie in a folder that is no office's."""
    if place.file is not None and not (workspace / ORGANISATION).is_file():
        raise wrong_use(ctx, Message("{folder} holds no organisation.yaml, so no register is made there: name the "
                                     "folder of the office with -w, or write that file first (isoqms manual "
                                     "organisation)", folder=workspace.absolute().as_posix()))  # fmt: skip


def _must_be_office(ctx: click.Context, workspace: Path, office: str) -> None:
    """End the run when the files of a workspace name no such office, with those they name."""
    from isoqms.register.office import read_office

    organisation = read_office(workspace)[0].organisation
    if office and organisation is not None and office not in organisation.offices:
        raise wrong_use(ctx, Message("organisation.yaml names no office “{office}”; there are: {names}",
                                     office=office, names=sorted(organisation.offices)))  # fmt: skip


def _say(ctx: click.Context, message: Message, *, err: bool = False) -> None:
    click.echo(message.render(ctx.obj), err=err)
