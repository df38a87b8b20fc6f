"""`list` and `show` of a kind of record: filtered by the database, told in words, or as JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from isoqms.cli.altered import end_if, warned_of
from isoqms.cli.language import Command, Option, When, wrong_use
from isoqms.cli.options import text_or_json
from isoqms.cli.register_verbs import open_register, workspace_option
from isoqms.register.kinds.kinds import Kind
from isoqms.register.kinds.state_names import state_of
from isoqms.register.lifecycle.document import to_document
from isoqms.words import Message, phrase

_MOST = 1000
"""Records shown at a time."""


More = Callable[[Any, Any, str], Mapping[str, str]]
"""What else is shown of a record: from register, record and language to lines by a name for other programs."""


def add_views(group: click.Group, kind: Kind, more: More | None = None) -> None:
    """Give a group the commands `list` and `show`; `more` tells what follows from a record and the day."""
    group.add_command(_list(kind))
    group.add_command(_show(kind, more))


def filters(run: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the filters every list has."""
    days = When(["%Y-%m-%d", "%d/%m/%Y"])
    options = (
        click.option(
            "--where",
            cls=Option,
            multiple=True,
            metavar="MEMBER=VALUE",
            help=phrase(
                "Only records with this value, for example state=reported. A member repeated: one of its values."
            ),
        ),
        click.option(
            "--text", cls=Option, default="", help=phrase("Only records with these words; marks do not matter.")
        ),
        click.option("--first", cls=Option, type=days, metavar="DAY", help=phrase("From this day on.")),
        click.option("--last", cls=Option, type=days, metavar="DAY", help=phrase("Up to this day.")),
        click.option("--involving", cls=Option, default="", help=phrase("Only what this person is in charge of.")),
        click.option("--after", cls=Option, default="", help=phrase("Go on after this reference.")),
        click.option("--most", cls=Option, default=50, show_default=True, help=phrase("How many to show.")),
        workspace_option,
        text_or_json,
    )
    for option in reversed(options):
        run = option(run)
    return run


def _list(kind: Kind) -> click.Command:
    @click.command("list", cls=Command, help=phrase("List records, the newest first."))
    @filters
    @click.pass_context
    def run(ctx: click.Context, /, **given: Any) -> None:
        from isoqms.register.records.lists import page

        book = open_register(given["workspace"])
        try:
            found = page(book, wanted(kind, given))
        except ValueError as error:
            raise not_listed(ctx, error) from None
        if given["form"] == "json":
            data = [{"revision": revision, "record": to_document(record)} for record, revision in found]
            click.echo(json.dumps({"records": data}, ensure_ascii=False, indent=2))
        for record, _ in found if given["form"] == "text" else ():
            click.echo("  ".join(_line(record, ctx.obj)))
        end_if(ctx, warned_of(ctx, book, kind, found))

    return run


def not_listed(ctx: click.Context, error: ValueError) -> click.UsageError:
    """Return the error for a list asked for by a member there is not."""
    return wrong_use(ctx, Message("records cannot be listed so: {reason}", reason=str(error)))


def wanted(kind: Kind, given: dict[str, Any]) -> Any:
    """Return what a list is to hold, by the filters given."""
    from isoqms.register.records.lists import Wanted

    members: dict[str, tuple[str, ...]] = {}
    for line in given["where"]:
        name, _, value = line.partition("=")
        members[name] = (*members.get(name, ()), value)
    return Wanted(
        kind=kind,
        members=members,
        text=given["text"],
        first_day=_day(given["first"]),
        last_day=_day(given["last"]),
        involving=given["involving"],
        after=given["after"],
        most=max(1, min(given["most"], _MOST)),
    )


def _day(moment: datetime | None) -> Any:
    return moment.date() if moment else None


def _line(record: Any, lang: str) -> Iterator[str]:
    yield f"{record.reference:<14}"
    yield f"{state_of(record).render(lang):<24}"
    yield f"{getattr(record, 'owner', '') or '–':<12}"
    texts = (getattr(record, name, "") for name in ("statement", "title", "description", "name", "unit", "metric"))
    yield shortened(next(filter(None, texts), ""))


def shortened(text: str, most: int = 70) -> str:
    """Return a text in one line of at most so many characters."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def _show(kind: Kind, more: More | None) -> click.Command:
    @click.command("show", cls=Command, help=phrase("Show a record with its history."))
    @click.argument("reference")
    @workspace_option
    @text_or_json
    @click.pass_context
    def run(ctx: click.Context, /, reference: str, workspace: Path, form: str) -> None:
        from isoqms.report.record.history import happenings
        from isoqms.report.record.listing import record_lines

        book = open_register(workspace)
        record, revision = held(ctx, book, kind, reference)
        events = happenings(book.history(kind, reference), book.office.timezone)
        told = more(book, record, ctx.obj) if more else {}
        if form == "json":
            data = {"revision": revision, "record": to_document(record), "history": [e.as_data() for e in events]}
            click.echo(json.dumps({**data, **told}, ensure_ascii=False, indent=2))
        else:
            click.echo("\n".join([*told.values(), *record_lines(record, events, ctx.obj)]))
        end_if(ctx, warned_of(ctx, book, kind, [(record, revision)]))

    return run


def held(ctx: click.Context, book: Any, kind: Kind, reference: str) -> tuple[Any, int]:
    """Return a record and its revision; ends the run when the register has none of this reference."""
    found: tuple[Any, int] | None = book.read(kind, reference)
    if found is None:
        raise wrong_use(ctx, Message("the register has no {reference}", reference=reference))
    return found
