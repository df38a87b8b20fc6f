"""`isoqms nc cause` and `isoqms action propose`: causes and actions entered one by one, before a plan is submitted."""

from __future__ import annotations

from typing import Any

import click

from isoqms.cli.language import Choice, Command, Option, When
from isoqms.cli.nc_views import warn_of_causes
from isoqms.cli.options import text_or_json
from isoqms.cli.register_verbs import by_option, open_register, tell, workspace_option
from isoqms.cli.register_views import held
from isoqms.register.answer import Request, Written
from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.document import Document
from isoqms.register.lifecycle.nonconformity import Nonconformity
from isoqms.register.lifecycle.values import ActionKind, Category, State, Verification
from isoqms.words import Message, phrase

_DAY = When(["%Y-%m-%d", "%d/%m/%Y"])
_key = click.option("--key", cls=Option, default="", help=phrase("Change the one that has this key; else a new one."))


@click.command(
    "cause",
    cls=Command,
    help=phrase("Enter or change one cause: a link of a because-chain, a bone of a diagram, an event of a timeline."),
)
@click.argument("reference")
@by_option
@_key
@click.option("--text", cls=Option, help=phrase("The cause, in a sentence."))
@click.option("--because-of", "parent", cls=Option, metavar="KEY", help=phrase("The cause this one explains."))
@click.option("--category", cls=Option, type=Choice([each.value for each in Category]),
              help=phrase("The group of causes it belongs to."))  # fmt: skip
@click.option("--root", cls=Option, is_flag=True, default=None, help=phrase("It is the root: nothing lies below it."))
@click.option("--happened-on", cls=Option, type=_DAY, metavar="DAY", help=phrase("The day it happened."))
@click.option("--evidence", cls=Option, help=phrase("What shows it."))
@click.option("--confirmed", "verified_by", cls=Option, type=Choice([each.value for each in Verification]),
              help=phrase("It was made sure of, in these words: how."))  # fmt: skip
@click.option("--accepted", "accepted_reason", cls=Option, metavar="REASON",
              help=phrase("It is left as it is: why."))  # fmt: skip
@workspace_option
@text_or_json
@click.pass_context
def cause(ctx: click.Context, /, reference: str, by: str, key: str, workspace: Any, form: str, **given: Any) -> None:
    """Enter or change one cause."""
    if given["verified_by"]:
        given["confirmed"] = True
    _enter(ctx, reference, "causes", key, given, by, workspace, form)


@click.command(
    "propose",
    cls=Command,
    help=phrase("Enter or change one action that is not yet approved: a correction, or part of the plan."),
)
@click.argument("reference")
@by_option
@_key
@click.option("--kind", cls=Option, type=Choice([each.value for each in ActionKind]), help=phrase("What it is for."))
@click.option("--text", cls=Option, help=phrase("What is to be done."))
@click.option("--owner", cls=Option, metavar="WHO", help=phrase("Who does it."))
@click.option("--due", cls=Option, type=_DAY, metavar="DAY", help=phrase("By which day."))
@click.option("--expects", "expected_evidence", cls=Option, metavar="TEXT", help=phrase("What will show it."))
@click.option("--covers", cls=Option, multiple=True, metavar="KEY",
              help=phrase("A cause it removes. May be repeated."))  # fmt: skip
@workspace_option
@text_or_json
@click.pass_context
def propose(ctx: click.Context, /, reference: str, by: str, key: str, workspace: Any, form: str, **given: Any) -> None:
    """Enter or change one action."""
    _enter(ctx, reference, "actions", key, given, by, workspace, form)


def _enter(
    ctx: click.Context,
    reference: str,
    member: str,
    key: str,
    given: dict[str, Any],
    by: str,
    workspace: Any,
    form: str,
) -> None:
    book = open_register(workspace)
    record, revision = held(ctx, book, Kind.NONCONFORMITY, reference)
    key = key or _free_key(record, member)
    changes = {member: {key: _members(given)}}
    # what is put right is entered once the report is accepted, causes and what removes them while they are looked for
    verb = "correct" if record.state is State.TRIAGED else "draft plan"
    request = Request(
        by=by, kind=Kind.NONCONFORMITY, verb=verb, reference=reference, changes=changes, expected=revision
    )
    answer = book.ask(request)
    tell(ctx, answer, form)
    if form == "text":
        click.echo(Message("entered as {key}", key=key).render(ctx.obj))
    if isinstance(answer, Written) and member == "causes":
        warn_of_causes(ctx, book, answer.record)


def _free_key(record: Nonconformity, member: str) -> str:
    letter, taken = member[0].upper(), getattr(record, member)
    return next(key for number in range(1, len(taken) + 2) if (key := f"{letter}{number}") not in taken)


def _members(given: dict[str, Any]) -> Document:
    days = {name: value.date().isoformat() for name, value in given.items() if hasattr(value, "date")}
    lists = {name: list(value) for name, value in given.items() if isinstance(value, tuple) and value}
    plain = {name: value for name, value in given.items() if isinstance(value, (str, bool))}
    return {**plain, **days, **lists}
