"""`isoqms nc due`, `similar` and `causes`: what is late and who should know, its like, and remarks on causes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import click

from isoqms.cli.language import Command, Option, When, wrong_use
from isoqms.cli.options import text_or_json
from isoqms.cli.register_verbs import open_register, workspace_option
from isoqms.cli.register_views import held
from isoqms.register.calendars import Calendars
from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.advice import Remark, remarks
from isoqms.register.lifecycle.derived import Notice, age_wd, dues, lasting_level, notices
from isoqms.register.lifecycle.nonconformity import Nonconformity
from isoqms.register.lifecycle.policy import Level
from isoqms.register.lifecycle.values import OPEN
from isoqms.report.quantity import WORKING_DAYS
from isoqms.source import read_source
from isoqms.words import Message, phrase
from isoqms.workspace.calendars import calendar_file
from isoqms.worktime import Calendar, CalendarEndsError, Day

if TYPE_CHECKING:
    from isoqms.register.records.book import Book

_AT_ONCE: Final = 500
"""Entries read at a time."""
_LEVELS: Final = MappingProxyType(
    {
        Level.OWNER: Message("the person in charge"),
        Level.PROCESS_OWNER: Message("the person in charge and the owner of the process"),
        Level.QUALITY_MANAGER: Message("the quality manager"),
        Level.TOP_MANAGEMENT: Message("the top management"),
    }
)


calendar_option = click.option(
    "--calendar",
    "name",
    cls=Option,
    default="",
    help=phrase("The calendar to count by; else that of each one's office."),
)
day_option = click.option(
    "--on",
    cls=Option,
    type=When(["%Y-%m-%d", "%d/%m/%Y"]),
    metavar="DAY",
    help=phrase("As of this day; else today."),
)


@click.command(
    "due", cls=Command, help=phrase("List what is due or late, and who is to be told; nothing when all is well.")
)
@calendar_option
@day_option
@workspace_option
@text_or_json
@click.pass_context
def due(ctx: click.Context, /, name: str, on: Any, workspace: Path, form: str) -> None:
    """Print the escalation list."""
    from isoqms.register.records.lists import Wanted
    from isoqms.register.records.pressing import lasting, may_be_due, narrowed

    book = open_register(workspace)
    today = on.date() if on else book.today
    soon = today + timedelta(days=book.policy.warn_days_before + 1)
    calendars = calendars_for(ctx, name, book)
    wanted = Wanted(kind=Kind.NONCONFORMITY, members={"state": tuple(sorted(OPEN))}, most=_AT_ONCE)
    try:
        found = [(each, notice) for each, _ in narrowed(book, wanted, may_be_due(book, soon) | lasting(book.policy))
                 for notice in notices(each, today, book.policy, calendars.of(each))]  # fmt: skip
    except CalendarEndsError as error:
        raise wrong_use(ctx, error.message) from None
    except ValueError as error:
        raise wrong_use(ctx, Message("no calendar to count by: {reason}", reason=str(error))) from None
    found.sort(key=lambda pair: (-pair[1].late_wd, pair[0].reference))
    if form == "json":
        data = [_as_data(each.reference, notice, ctx.obj) for each, notice in found]
        click.echo(json.dumps({"due": data}, ensure_ascii=False, indent=2))
    for each, notice in found if form == "text" else ():
        click.echo(_as_text(each.reference, notice, ctx.obj))


def calendars_for(ctx: click.Context, name: str, book: Book) -> Calendars:
    """Return the calendar of a name for everything, the workspace's own before ours; without a name, each office's."""
    if not name:
        return Calendars(book.office)
    folder = book.office.folder or Path()
    files = [path.as_posix() for path in sorted((folder / "calendars").glob("*.yaml"))]
    try:
        path = calendar_file(name, folder, files)
    except ValueError:
        path = None
    if path is None:
        raise wrong_use(ctx, Message("there is no calendar “{name}”", name=name))
    return Calendars(book.office, Calendar.from_data(read_source(path, path.as_posix()).data))


def standing(book: Book, record: Nonconformity, lang: str) -> dict[str, str]:
    """Return what follows from a nonconformity and the day: its age, what is owed next, who should know."""
    try:
        calendar = Calendars(book.office).of(record)
        age, owed = age_wd(record, book.today, calendar), dues(record, book.policy, calendar)
        told = notices(record, book.today, book.policy, calendar)
    except (CalendarEndsError, ValueError):  # a record is shown all the same
        return {}
    found: dict[str, Message] = {}
    if age is not None:
        found["age"] = Message("Age: {days}", days=WORKING_DAYS.of(age))
    if owed:
        found["next"] = Message("Owed next: {what} by {day}", what=owed[0].what, day=Day(owed[0].on))
    if told:
        found["tell"] = Message("To be told: {level}", level=_LEVELS[max(told, key=_reach).level])
    return {name: message.render(lang) for name, message in found.items()}


def _reach(notice: Notice) -> int:
    return list(Level).index(notice.level)


def _as_data(reference: str, notice: Notice, lang: str) -> dict[str, Any]:
    owed = notice.due
    told = {"what": owed.what.render(lang), "by": owed.owner, "due": owed.on.isoformat()}
    return {"reference": reference, **told, "late_working_days": notice.late_wd, "tell": notice.level.value}


def _as_text(reference: str, notice: Notice, lang: str) -> str:
    owed = notice.due
    told = Message(
        "{reference}: {what}, due {day}, owed by {owner}; tell {level}",
        reference=reference,
        what=owed.what,
        day=Day(owed.on),
        owner=owed.owner or owed.role or Message("the quality manager"),
        level=_LEVELS[notice.level],
    ).render(lang)
    if notice.late_wd <= 0:  # told ahead, or on the day
        return told
    return f"{told}; {Message('late by {days}', days=WORKING_DAYS.of(notice.late_wd)).render(lang)}"


@click.command(
    "similar", cls=Command, help=phrase("List others of the same process and requirement, found at any time.")
)
@click.argument("reference")
@workspace_option
@text_or_json
@click.pass_context
def similar(ctx: click.Context, /, reference: str, workspace: Path, form: str) -> None:
    """Print the like of a nonconformity."""
    from isoqms.register.records.facts import same_kind

    book = open_register(workspace)
    record, _ = held(ctx, book, Kind.NONCONFORMITY, reference)
    found = same_kind(book.alias, record, date.min, None)
    if form == "json":
        click.echo(json.dumps({"similar": found}, ensure_ascii=False))
    for each in found if form == "text" else ():
        click.echo(each)


@click.command("causes", cls=Command, help=phrase("Say where the causes found do not go deep enough."))
@click.argument("reference")
@workspace_option
@click.pass_context
def causes(ctx: click.Context, /, reference: str, workspace: Path) -> None:
    """Print remarks on the causes of a nonconformity."""
    book = open_register(workspace)
    record, _ = held(ctx, book, Kind.NONCONFORMITY, reference)
    found = remarks(record, _names(book))
    nothing = Message("causes entered: {count}; there is nothing to remark on them", count=len(record.causes))
    click.echo("\n".join(remark_lines(found, ctx.obj)) or nothing.render(ctx.obj))
    ctx.exit(1 if found else 0)


def remark_lines(found: Iterable[Remark], lang: str) -> Iterator[str]:
    """Yield remarks on causes, each with the cause it is about."""
    for each in found:
        said = each.message.render(lang)
        yield f"{each.cause}: {said}" if each.cause else said


def warn_of_delays(ctx: click.Context, book: Book, record: Nonconformity) -> None:
    """Say on the side who must know that days were put off too often; the day is put off all the same."""
    level = lasting_level(record, book.policy)
    if level:
        said = Message("times put off: {times}; tell {level}", times=record.extensions, level=_LEVELS[level])
        click.echo(said.render(ctx.obj), err=True)


def warn_of_causes(ctx: click.Context, book: Book, record: Nonconformity) -> None:
    """Say on the side where the causes of a record do not go deep enough; what was entered stays entered."""
    for line in remark_lines(remarks(record, _names(book)), ctx.obj):
        click.echo(line, err=True)


def _names(book: Any) -> Iterator[str]:
    from isoqms.register.records.lists import Wanted, everything

    for each in everything(book, Wanted(kind=Kind.ACCOUNT)):
        yield from (each.reference, each.name)
