"""The verbs of a kind of record as commands: one for each row of its table, and `list` and `show`."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from isoqms.cli.language import Command, Option, Written, chosen_language, wrong_use
from isoqms.cli.options import text_or_json
from isoqms.cli.register_help import help_of
from isoqms.register.answer import Answer, Refused, Request
from isoqms.register.kinds.kinds import FORMS, Kind
from isoqms.register.kinds.state_names import state_of
from isoqms.register.lifecycle.case import Refusal
from isoqms.register.lifecycle.document import Document, NotAValueError, to_document
from isoqms.register.members import members_of
from isoqms.register.place import evidence_folder, place_of
from isoqms.source import read_source
from isoqms.words import Message, phrase, translate

if TYPE_CHECKING:
    from isoqms.register.records.book import Book

EXIT_REFUSED = 1

workspace_option = click.option(
    "-w",
    "--workspace",
    cls=Option,
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help=phrase("The folder whose register is meant; else the present one. ISOQMS_DATABASE_URL names another place."),
)


class Group(Command, click.Group):
    """Commands of one kind of record, in the order of their life."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command does, in the user's language."""
        lang = chosen_language(ctx)
        rows = [(name, translate(each.help or "", lang)) for name, each in self.commands.items()]
        with formatter.section(translate(phrase("Commands"), lang)):
            formatter.write_dl(rows)


class Verb(Command):
    """The command of a step; below its options stand the members it may set."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write which members the step may set."""
        if self.epilog:
            with formatter.section(translate(phrase("Members"), chosen_language(ctx))), formatter.indentation():
                formatter.write_text(self.epilog)


def open_register(workspace: Path) -> Book:
    """Open the register of a workspace.

    Raises:
        IsoqmsError: there is none, or it cannot be used.
    """
    from isoqms.register.records.opening import open_book

    return open_book(place_of(workspace, os.environ), evidence_folder(workspace))


class Seen(Written):
    """The revision of a record as it was seen: a whole number."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        if isinstance(value, int) or value.isdecimal():
            return int(value)
        raise self.refusal(Message("“{value}” is no revision: it is a whole number", value=value), param, ctx)


def add_verbs(group: click.Group, kind: Kind, verbs: Iterable[tuple[str, tuple[str, ...], bool]]) -> None:
    """Give a group one command for each verb.

    Args:
        group: the group of a kind of record.
        kind: the kind.
        verbs: name, members it may bring, and whether it begins a record the register numbers itself.
    """
    for verb, brings, begins in verbs:
        group.add_command(_verb(kind, verb, brings, begins))


def _verb(kind: Kind, verb: str, brings: tuple[str, ...], begins: bool) -> click.Command:
    def run(ctx: click.Context, /, **given: Any) -> None:
        book = open_register(given["workspace"])
        try:
            changes = _changes(kind, given)
        except NotAValueError as error:
            raise wrong_use(ctx, _unfit(error)) from None
        answer = book.ask(
            Request(
                by=given["by"],
                kind=kind,
                verb=verb,
                reference=given.get("reference") or "",
                changes=changes,
                reason=given["reason"],
                second=given["second"],
                action=given.get("action") or "",
                expected=given["seen"],
            )
        )
        tell(ctx, answer, given["form"])

    made: Callable[..., None] = click.pass_context(run)
    for decorate in reversed(list(_options(verb, brings, begins, bool(FORMS[kind].letters)))):
        made = decorate(made)
    name = verb.removeprefix("action ").replace(" ", "-")
    return click.command(name, cls=Verb, help=help_of(kind, verb), epilog=", ".join(brings))(made)


def _options(verb: str, brings: tuple[str, ...], begins: bool, numbered: bool) -> Iterator[Callable[..., Any]]:
    if not (begins and numbered):
        yield click.argument("reference")
    if verb.startswith("action "):
        yield click.argument("action")
    yield click.option("--by", cls=Option, required=True, help=phrase("Who acts: the short name in the register."))
    yield click.option("--second", cls=Option, default="", help=phrase("Who signs beside, where a step needs two."))
    yield click.option("--reason", cls=Option, default="", help=phrase("The reason, in a sentence."))
    if brings:
        yield click.option(
            "--set",
            "written",
            cls=Option,
            multiple=True,
            metavar="MEMBER=VALUE",
            help=phrase("What is brought with the step, for example grade=minor. May be repeated."),
        )
        yield click.option(
            "--from",
            "file",
            cls=Option,
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help=phrase("A YAML file with what is brought."),
        )
    yield click.option(
        "--seen", cls=Option, type=Seen(), help=phrase("The revision you saw; refused when it has changed since.")
    )
    yield workspace_option
    yield text_or_json


def _changes(kind: Kind, given: dict[str, Any]) -> Document:
    changes: Document = {}
    if given.get("file"):
        source = read_source(given["file"], given["file"].as_posix())
        if source.problems or not isinstance(source.data, dict):
            raise NotAValueError(given["file"].name, Message("a YAML file of members"), "")
        changes = source.data
    return changes | _over(changes, members_of(FORMS[kind].record, given.get("written") or ()))


def _over(changes: Document, more: Document) -> Document:
    """Return what lines on the command line say, laid over what a file says; a removal stays one."""
    return {
        key: {**changes[key], **_over(changes[key], value)}
        if isinstance(value, dict) and isinstance(changes.get(key), dict)
        else value
        for key, value in more.items()
    }


def _unfit(error: NotAValueError) -> Message:
    return Message("{member}: “{value}” is not {wanted}", member=error.path, value=error.value, wanted=error.wanted)


def tell(ctx: click.Context, answer: Answer, form: str) -> None:
    """Print what the register answered; a refusal ends the run with exit code 1."""
    if isinstance(answer, Refused):
        if form == "json":
            data = [_refusal(each, ctx.obj) for each in answer.refusals]
            click.echo(json.dumps({"refused": data}, ensure_ascii=False, indent=2))
        for each in answer.refusals if form == "text" else ():
            said = Message("refused: {what} — {remedy}", what=each.message, remedy=each.remedy)
            click.echo(said.render(ctx.obj), err=True)
        ctx.exit(EXIT_REFUSED)
    elif form == "json":
        data_ = {"revision": answer.revision, "record": to_document(answer.record)}
        click.echo(json.dumps(data_, ensure_ascii=False, indent=2))
    else:
        state = state_of(answer.record)
        said = Message("{reference}: {state} (revision {revision})", reference=answer.record.reference, state=state,
                       revision=answer.revision)  # fmt: skip
        click.echo(said.render(ctx.obj))


def _refusal(each: Refusal, lang: str) -> dict[str, str]:
    said = {"message": each.message.render(lang), "remedy": each.remedy.render(lang)}
    return {"step": each.transition, "guard": each.guard, **said}


def add_views(group: click.Group, kind: Kind) -> None:
    """Give a group the commands `list` and `show`."""
    group.add_command(_list(kind))
    group.add_command(_show(kind))


def _list(kind: Kind) -> click.Command:
    @click.command("list", cls=Command, help=phrase("List records, the newest first."))
    @click.option(
        "--where",
        cls=Option,
        multiple=True,
        metavar="MEMBER=VALUE",
        help=phrase("Only records with this value, for example state=reported. A member repeated: one of its values."),
    )
    @click.option("--text", cls=Option, default="", help=phrase("Only records with these words; marks do not matter."))
    @click.option("--first", cls=Option, type=click.DateTime(["%Y-%m-%d"]), help=phrase("From this day on."))
    @click.option("--last", cls=Option, type=click.DateTime(["%Y-%m-%d"]), help=phrase("Up to this day."))
    @click.option("--involving", cls=Option, default="", help=phrase("Only what this person is in charge of."))
    @click.option("--after", cls=Option, default="", help=phrase("Go on after this reference."))
    @click.option("--most", cls=Option, default=50, show_default=True, help=phrase("How many to show."))
    @workspace_option
    @text_or_json
    @click.pass_context
    def run(ctx: click.Context, /, **given: Any) -> None:
        from isoqms.register.records.lists import page

        book = open_register(given["workspace"])
        try:
            found = page(book, _wanted(kind, given))
        except ValueError as error:
            raise wrong_use(ctx, Message("records cannot be listed so: {reason}", reason=str(error))) from None
        if given["form"] == "json":
            data = [{"revision": revision, "record": to_document(record)} for record, revision in found]
            click.echo(json.dumps({"records": data}, ensure_ascii=False, indent=2))
        for record, _ in found if given["form"] == "text" else ():
            click.echo("  ".join(_line(record, ctx.obj)))

    return run


def _wanted(kind: Kind, given: dict[str, Any]) -> Any:
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
        most=max(1, min(given["most"], 1000)),
    )


def _day(moment: datetime | None) -> Any:
    return moment.date() if moment else None


def _line(record: Any, lang: str) -> Iterator[str]:
    yield f"{record.reference:<14}"
    yield f"{state_of(record).render(lang):<24}"
    yield f"{getattr(record, 'owner', '') or '–':<12}"
    texts = (getattr(record, name, "") for name in ("statement", "title", "description", "name", "unit", "metric"))
    text = " ".join(next(filter(None, texts), "").split())
    yield text if len(text) <= 70 else text[:69] + "…"


def _show(kind: Kind) -> click.Command:
    @click.command("show", cls=Command, help=phrase("Show a record with its history."))
    @click.argument("reference")
    @workspace_option
    @text_or_json
    @click.pass_context
    def run(ctx: click.Context, /, reference: str, workspace: Path, form: str) -> None:
        book = open_register(workspace)
        found = book.read(kind, reference)
        if found is None:
            raise wrong_use(ctx, Message("the register has no {reference}", reference=reference))
        events = [
            {"seq": e.seq, "at": e.at, "by": e.actor, "as": e.role, "step": e.type, "to": e.to_state}
            for e in book.history(kind, reference)
        ]
        data = {"revision": found[1], "record": to_document(found[0]), "history": events}
        if form == "json":
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
            return
        click.echo("\n".join(_members(to_document(found[0]))))
        for e in events:
            click.echo(f"{e['seq']:>6}  {e['at'][:19]}  {e['by']} ({e['as']})  {e['step']} → {e['to'] or '–'}")

    return run


def _members(document: Document, above: str = "") -> Iterator[str]:
    for key, value in document.items():
        if isinstance(value, dict):
            yield from _members(value, f"{above}{key}.")
        else:
            shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            yield f"{above}{key}={shown}"
