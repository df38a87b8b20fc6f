"""`isoqms nc next`: which steps can be taken now, and what blocks the others; nothing is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from isoqms.cli.language import Command
from isoqms.cli.options import text_or_json
from isoqms.cli.register_verbs import by_option, must_be_known, open_register, workspace_option
from isoqms.cli.register_views import held
from isoqms.register.answer import Refused, Request
from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.case import Refusal
from isoqms.register.lifecycle.move import Move
from isoqms.register.lifecycle.nonconformity import Nonconformity
from isoqms.register.lifecycle.table import MOVES
from isoqms.words import Message, phrase

if TYPE_CHECKING:
    from isoqms.register.records.book import Book


@dataclass(frozen=True, slots=True)
class Open:
    """A step the record stands ready for, and what it lacks as the record is now; nothing when it can be taken."""

    move: Move
    action: str
    lacking: tuple[Refusal, ...]

    @property
    def name(self) -> str:
        """The command that takes it."""
        return f"{self.move.verb} {self.action}" if self.action else self.move.verb.replace(" ", "-")


def open_steps(book: Book, record: Nonconformity, by: str) -> Iterator[Open]:
    """Yield every step that leads on from where a record stands, with what somebody would still lack to take it."""
    from isoqms.register.records.steps import take

    for move in MOVES:
        leads_on = move.target is not None or move.action is not None
        if not leads_on or record.state not in move.sources:
            continue
        for key in _actions(move, record):
            request = Request(by=by, kind=Kind.NONCONFORMITY, verb=move.verb, reference=record.reference, action=key)
            outcome = take(book, request, record)
            yield Open(move, key, outcome.refusals if isinstance(outcome, Refused) else ())


def _actions(move: Move, record: Nonconformity) -> list[str]:
    if move.action is None:
        return [""]
    return [key for key, each in record.actions.items() if each.state in move.action[0]]


@click.command(
    "next",
    cls=Command,
    help=phrase("Say which steps somebody can take now, and what blocks the others; nothing is written."),
)
@click.argument("reference")
@by_option
@workspace_option
@text_or_json
@click.pass_context
def next_(ctx: click.Context, /, reference: str, by: str, workspace: Path, form: str) -> None:
    """Print the steps that lead on."""
    book = open_register(workspace)
    record, _ = held(ctx, book, Kind.NONCONFORMITY, reference)
    must_be_known(ctx, book, by)
    found = list(open_steps(book, record, by))
    if form == "json":
        click.echo(json.dumps({"steps": [_as_data(each, ctx.obj) for each in found]}, ensure_ascii=False, indent=2))
    for each in found if form == "text" else ():
        click.echo("\n".join(_lines(each, ctx.obj)))


def _as_data(each: Open, lang: str) -> dict[str, Any]:
    lacking = [
        {"guard": one.guard, "message": one.message.render(lang), "remedy": one.remedy.render(lang)}
        for one in each.lacking
    ]
    return {"step": each.move.id, "command": each.name, "possible": not lacking, "lacking": lacking}


def _lines(each: Open, lang: str) -> Iterator[str]:
    ready = Message("can be taken") if not each.lacking else Message("is blocked")
    yield Message("{step} ({id}): {ready}", step=each.name, id=each.move.id, ready=ready).render(lang)
    for one in each.lacking:
        yield "  - " + Message("{what} — {remedy}", what=one.message, remedy=one.remedy).render(lang)
