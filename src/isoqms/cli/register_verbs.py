"""The verbs of a kind of record as commands: one for each row of its table, with an option for each member it sets."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from isoqms.cli.language import Command, Option, Written, chosen_language, wrong_use
from isoqms.cli.member_options import numbers_parts, option_of, rows_for, written
from isoqms.cli.options import text_or_json
from isoqms.cli.register_help import conditions, help_of
from isoqms.register.answer import Answer, Refused, Request
from isoqms.register.answer import Written as Taken
from isoqms.register.kinds.kinds import FORMS, Kind
from isoqms.register.kinds.state_names import state_of
from isoqms.register.lifecycle.case import Refusal
from isoqms.register.lifecycle.document import Document, NotAValueError, to_document
from isoqms.register.lifecycle.state_names import ACTION_STATE_NAMES
from isoqms.register.member_words import named_member
from isoqms.register.members import members_of
from isoqms.register.place import evidence_folder, place_of
from isoqms.source import read_source
from isoqms.words import Message, phrase, translate

if TYPE_CHECKING:
    from isoqms.register.records.book import Book

EXIT_REFUSED = 1
_MOST_NAMED = 20
"""People named to somebody who gave a name nobody has."""

workspace_option = click.option(
    "-w",
    "--workspace",
    cls=Option,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help=phrase("The folder whose register is meant; else the present one. ISOQMS_DATABASE_URL names another place."),
)


by_option = click.option("--by", cls=Option, required=True, help=phrase("Who acts: the short name in the register."))


class Group(Command, click.Group):
    """Commands of one kind of record, in the order of their life."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant.

        Raises:
            click.UsageError: there is none of this name; said in the user's language, with the one probably meant.
        """
        name = args[0]
        if name.startswith("-") or name in self.commands or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        if near := get_close_matches(name, self.commands, 3):
            raise wrong_use(ctx, Message("there is no command “{name}”; did you mean {near}?", name=name, near=near))
        raise wrong_use(ctx, Message("there is no command “{name}”; there are: {known}", name=name,
                                     known=list(self.commands)))  # fmt: skip

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command does, in the user's language."""
        lang = chosen_language(ctx)
        rows = [(name, translate(each.help or "", lang)) for name, each in self.commands.items()]
        with formatter.section(translate(phrase("Commands"), lang)):
            formatter.write_dl(rows)


class Verb(Command):
    """The command of a step; below its options stands what must hold, and which members it may set."""

    def __init__(self, *args: Any, kind: Kind, verb: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self._kind, self._verb = kind, verb

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what must hold for the step, and the members `--set` takes."""
        lang = chosen_language(ctx)
        with formatter.section(translate(phrase("What must hold"), lang)):
            formatter.write_dl([("-", line) for line in conditions(self._kind, self._verb, lang)])
        if self.epilog:
            with formatter.section(translate(phrase("Members"), lang)), formatter.indentation():
                formatter.write_text(self.epilog)


def open_register(workspace: Path, *, to_verify: bool = False) -> Book:
    """Open the register of a workspace; to be verified, also one whose history is not protected any more.

    Raises:
        IsoqmsError: there is none, or it cannot be used.
    """
    from isoqms.register.office import read_office
    from isoqms.register.records.opening import open_book

    office, problems = read_office(workspace)
    if problems:
        from isoqms.cli.one import refuse  # loads what judges procedures

        refuse(click.get_current_context(), problems, len({each.at.file for each in problems}))
    place, folder = place_of(workspace, os.environ), evidence_folder(workspace)
    return open_book(place, folder, office=office, to_verify=to_verify)


def must_be_known(ctx: click.Context, book: Book, person: str) -> None:
    """End the run when nobody of this short name has an account, with those who have one."""
    from isoqms.register.records.lists import Wanted, page

    if book.read(Kind.ACCOUNT, person) is not None:
        return
    accounts = page(book, Wanted(kind=Kind.ACCOUNT, most=_MOST_NAMED + 1))
    known = [each.reference for each, _ in accounts if each.left_on is None]
    named = [*known[:_MOST_NAMED], *(["…"] if len(accounts) > _MOST_NAMED else [])]
    raise wrong_use(ctx, Message("nobody is called “{person}” in this register; known are: {people}",
                                 person=person, people=named))  # fmt: skip


class Seen(Written):
    """The revision of a record as it was seen: a whole number."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        if isinstance(value, int) or value.isdecimal():
            return int(value)
        raise self.refusal(Message("“{value}” is no revision: it is a whole number", value=value), param, ctx)


Afterwards = Callable[[click.Context, Any, Any], None]
"""What is said when a step was taken: by run, register and the record as it now is."""


def add_verbs(
    group: click.Group,
    kind: Kind,
    verbs: Iterable[tuple[str, tuple[str, ...], bool]],
    afterwards: Afterwards | None = None,
) -> None:
    """Give a group one command for each verb.

    Args:
        group: the group of a kind of record.
        kind: the kind.
        verbs: name, members it may bring, and whether it begins a record the register numbers itself.
        afterwards: what is said on the side when the step was taken.
    """
    for verb, brings, begins in verbs:
        group.add_command(_verb(kind, verb, brings, begins, afterwards))


def _verb(kind: Kind, verb: str, brings: tuple[str, ...], begins: bool, afterwards: Afterwards | None) -> click.Command:
    def run(ctx: click.Context, /, **given: Any) -> None:
        book = open_register(given["workspace"])
        answer = _asked(ctx, book, kind, verb, brings, given)
        tell(ctx, answer, given["form"], given.get("action") or "")
        if afterwards and not isinstance(answer, Refused):
            afterwards(ctx, book, answer.record)

    made: Callable[..., None] = click.pass_context(run)
    for decorate in reversed(list(_options(kind, verb, brings, begins))):
        made = decorate(made)
    name = verb.removeprefix("action ").replace(" ", "-")
    return click.command(name, cls=Verb, help=help_of(kind, verb), epilog=", ".join(brings), kind=kind, verb=verb)(made)


def _asked(
    ctx: click.Context, book: Book, kind: Kind, verb: str, brings: tuple[str, ...], given: dict[str, Any]
) -> Answer:
    rows = rows_for(kind, brings)
    reference, action, seen = given.get("reference") or "", given.get("action") or "", given["seen"]
    held = book.read(kind, reference) if reference and numbers_parts(rows, given) else None
    try:
        lines = written(rows, given, held and held[0], action)
        changes = _changes(kind, given, lines)
    except NotAValueError as error:
        raise wrong_use(ctx, _unfit(error)) from None
    return book.ask(
        Request(
            by=given["by"],
            kind=kind,
            verb=verb,
            reference=reference,
            changes=changes,
            reason=given["reason"],
            second=given["second"],
            action=action,
            expected=seen if seen is not None or held is None else held[1],
        )
    )


def _options(kind: Kind, verb: str, brings: tuple[str, ...], begins: bool) -> Iterator[Callable[..., Any]]:
    if not (begins and FORMS[kind].letters):
        yield click.argument("reference")
    if verb.startswith("action "):
        yield click.argument("action")
    yield by_option
    for number, row in enumerate(rows_for(kind, brings)):
        yield option_of(kind, row, number)
    yield click.option("--second", cls=Option, default="", help=phrase("Who signs beside, where a step needs two."))
    yield click.option("--reason", cls=Option, default="", help=phrase("The reason, in a sentence."))
    if brings:
        yield click.option(
            "--set",
            "written",
            cls=Option,
            multiple=True,
            metavar="MEMBER=VALUE",
            help=phrase("Any other member brought with the step, for example causes.C1.root=yes. May be repeated."),
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


def _changes(kind: Kind, given: dict[str, Any], lines: list[str]) -> Document:
    changes: Document = {}
    if given.get("file"):
        source = read_source(given["file"], given["file"].as_posix())
        if source.problems or not isinstance(source.data, dict):
            raise NotAValueError(given["file"].name, Message("a YAML file of members"), "")
        changes = source.data
    return changes | _over(changes, members_of(FORMS[kind].record, [*lines, *(given.get("written") or ())]))


def _over(changes: Document, more: Document) -> Document:
    """Return what lines on the command line say, laid over what a file says; a removal stays one."""
    return {
        key: {**changes[key], **_over(changes[key], value)}
        if isinstance(value, dict) and isinstance(changes.get(key), dict)
        else value
        for key, value in more.items()
    }


def _unfit(error: NotAValueError) -> Message:
    named = named_member(error.path)
    return Message("{member}: “{value}” is not {wanted}", member=named, value=error.value, wanted=error.wanted)


def tell(ctx: click.Context, answer: Answer, form: str, action: str = "") -> None:
    """Print what the register answered, of one action where one is named; a refusal ends the run with exit code 1."""
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
        click.echo(_standing(answer, action).render(ctx.obj))


def _standing(answer: Taken, action: str) -> Message:
    reference, state = answer.record.reference, state_of(answer.record)
    if not action:
        return Message("{reference}: {state} (revision {revision})", reference=reference, state=state,
                       revision=answer.revision)  # fmt: skip
    own = ACTION_STATE_NAMES[answer.record.actions[action].state]
    return Message("{reference}, action {action}: {own}; {reference} as a whole: {state} (revision {revision})",
                   reference=reference, action=action, own=own, state=state, revision=answer.revision)  # fmt: skip


def _refusal(each: Refusal, lang: str) -> dict[str, str]:
    said = {"message": each.message.render(lang), "remedy": each.remedy.render(lang)}
    return {"step": each.transition, "guard": each.guard, **said}
