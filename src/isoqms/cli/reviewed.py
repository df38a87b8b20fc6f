"""`isoqms reviewed`: what is to be reviewed because a procedure changed, and who says that it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from isoqms.cli.language import Command, Option, wrong_use
from isoqms.words import Message, phrase

if TYPE_CHECKING:
    from isoqms.workspace.review import StampedLink


@click.command(
    cls=Command,
    help=phrase(
        "Say that ID (a document of the list of documents, a risk, an open finding or nonconformity of the register, "
        "or a procedure that adopts another) was gone through after the procedures behind it changed, and still holds: "
        "the stamp of today, the day and who says so are written into its file. A document is not issued anew by that: "
        "what it was made from stays. Without ID: list what is to be reviewed; ends with 1 when there is something. "
        "A management review is `isoqms review`."
    ),
)
@click.argument("id", nargs=-1)
@click.option(
    "--in",
    "folder",
    cls=Option,
    type=click.Path(exists=True, path_type=Path),
    default=Path("processes"),
    show_default=True,
    metavar="PATH",
    help=phrase("The folder of procedures."),
)
@click.option(
    "--by",
    cls=Option,
    default="",
    metavar="NAME",
    help=phrase("Who went through it, by name or code; needed with an ID."),
)
@click.pass_context
def command(ctx: click.Context, id: tuple[str, ...], folder: Path, by: str) -> None:
    """List what is stale, or write who went through it today."""
    links = _links(ctx, folder)
    stale = [link for link in links if link.is_stale]
    if unknown := sorted(set(id) - {link.id for link in links}):
        raise wrong_use(ctx, Message("nothing called “{ids}” holds the stamp of a procedure", ids=unknown))
    if not id:
        for link in stale:
            click.echo(f"{link.at}: {_due(link).render(ctx.obj)}")
        if not stale:
            click.echo(Message("Nothing is to be reviewed.").render(ctx.obj))
        ctx.exit(1 if stale else 0)
    if not by.strip():
        raise wrong_use(ctx, Message("say who went through it: --by NAME"))
    by_file: dict[str, list[StampedLink]] = {}
    for link in stale:
        if link.id in id:
            by_file.setdefault(link.at.file, []).append(link)
    for file, held in by_file.items():
        _write(Path(file), tuple(held), by.strip(), ctx.obj)


def _links(ctx: click.Context, folder: Path) -> list[StampedLink]:
    """Return what holds or should hold stamps: in the files of a folder, and for open records of its register."""
    from isoqms.cli.kept_records import register_place
    from isoqms.workspace.load import load
    from isoqms.workspace.review import links_of_records, stamped_links

    workspace = load([folder], quality=True)
    if not workspace.asked and not workspace.quality:
        raise wrong_use(ctx, Message("there is neither a procedure nor a quality document to judge here"))
    links = list(stamped_links(workspace))
    if (place := register_place([folder], folder)) is not None:
        from isoqms.register.records.for_rules import open_about_procedures  # starts the database

        links += links_of_records(workspace, open_about_procedures(place))
    return links


def _due(link: StampedLink) -> Message:
    """Say why something is to be reviewed."""
    if link.held is None:
        return Message("“{id}” is to be reviewed: no stamp says which version it was compared with", id=link.id)
    if len(link.procedures) == 1:
        (procedure,) = link.procedures
        return Message("“{id}” is to be reviewed: “{procedure}” has changed", id=link.id, procedure=procedure)
    count = len(link.procedures)
    return Message(
        "“{id}” is to be reviewed: of the {count} procedures it is about some have changed", id=link.id, count=count
    )


def _write(path: Path, links: tuple[StampedLink, ...], by: str, lang: str) -> None:
    from isoqms.workspace.review import Confirmation, with_present_stamps

    path.parent.mkdir(parents=True, exist_ok=True)
    old = path.read_bytes().decode("utf-8") if path.exists() else ""
    text = with_present_stamps(old, links, Confirmation(by, date.today()))
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
    for link in links:
        message = Message("reviewed: {id}, stamp {stamp}, by {who}", id=link.id, stamp=link.present, who=by)
        click.echo(f"{path.as_posix()}: {message.render(lang)}")
        if link.is_issued:
            unchanged = Message(
                "“{id}” is still the document issued before the change: issue it anew if people are to work otherwise",
                id=link.id,
            )
            click.echo(f"  {unchanged.render(lang)}")
