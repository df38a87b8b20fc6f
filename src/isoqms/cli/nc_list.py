"""`isoqms nc list` and `isoqms action list`: entries and actions by state, grade, person, process, clause; the late."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from isoqms.cli.altered import end_if, warned_of
from isoqms.cli.language import Choice, Command, Option, wrong_use
from isoqms.cli.nc_views import calendar_option, calendars_for, day_option
from isoqms.cli.register_verbs import open_register
from isoqms.cli.register_views import filters, not_listed, shortened, wanted
from isoqms.register.calendars import Calendars
from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.derived import Due, dues, working_days
from isoqms.register.lifecycle.document import to_document
from isoqms.register.lifecycle.nonconformity import Action, Nonconformity
from isoqms.register.lifecycle.values import OPEN, ActionKind, ActionState, Grade, State
from isoqms.report.quantity import WORKING_DAYS
from isoqms.report.record.value_words import in_words
from isoqms.words import Message, phrase
from isoqms.worktime import CalendarEndsError, Day

if TYPE_CHECKING:
    from isoqms.register.records.book import Book


@dataclass(frozen=True, slots=True)
class Entry:
    """A nonconformity in a list: its revision, what is owed next, and how many working days that is late."""

    record: Nonconformity
    revision: int
    next: Due | None
    late_wd: int


def _choice(flag: str, values: Any, asks: str) -> Callable[..., Any]:
    return click.option(flag, cls=Option, multiple=True, type=Choice([each.value for each in values]), help=asks)


def _person(asks: str) -> Callable[..., Any]:
    return click.option("--owner", cls=Option, default="", metavar="WHO", help=asks)


def _late(asks: str) -> Callable[..., Any]:
    return click.option("--overdue", cls=Option, is_flag=True, help=asks)


@click.command("list", cls=Command, help=phrase("List nonconformities, the newest first, with what is owed next."))
@_choice("--state", State, phrase("Only at this state. May be repeated."))
@_choice("--grade", Grade, phrase("Only of this grade."))
@_person(phrase("Only those this person is in charge of."))
@click.option("--process", cls=Option, default="", metavar="ID", help=phrase("Only of this process."))
@click.option(
    "--clause", cls=Option, default="", metavar="REF", help=phrase("Only against this clause or those below.")
)
@_late(phrase("Only those of which something should have been done before today."))
@calendar_option
@day_option
@filters
@click.pass_context
def entries(ctx: click.Context, /, **given: Any) -> None:
    """Print a list of nonconformities."""
    found = list(_asked(ctx, given, lambda each: not given["overdue"] or each.late_wd > 0))
    if given["form"] == "json":
        click.echo(json.dumps({"records": [_as_data(each, ctx.obj) for each in found]}, ensure_ascii=False, indent=2))
    for each in found if given["form"] == "text" else ():
        click.echo(_as_text(each, ctx.obj))
    _end_if_altered(ctx, given, found)


def _end_if_altered(ctx: click.Context, given: dict[str, Any], found: Collection[Entry]) -> None:
    shown = [(each.record, each.revision) for each in found]
    end_if(ctx, warned_of(ctx, open_register(given["workspace"]), Kind.NONCONFORMITY, shown))


def _asked(ctx: click.Context, given: dict[str, Any], keep: Callable[[Entry], bool]) -> Iterator[Entry]:
    """Yield what a list holds; ends the run when it is asked for by what there is not."""
    from isoqms.register.records.pressing import narrowed

    book = open_register(given["workspace"])
    today = _day(given, book)
    calendars = calendars_for(ctx, given["name"], book)
    try:
        rows = (_entry(*each, today, book, calendars) for each in narrowed(book, _named(given), *_also(book, given)))
        yield from islice((each for each in rows if keep(each)), max(1, given["most"]))
    except CalendarEndsError as error:
        raise wrong_use(ctx, error.message) from None
    except ValueError as error:
        raise not_listed(ctx, error) from None


def _day(given: dict[str, Any], book: Book) -> date:
    return given["on"].date() if given["on"] else book.today


def _also(book: Book, given: dict[str, Any]) -> Iterator[Any]:
    """Yield the conditions of a list beside its members."""
    from isoqms.register.records.pressing import against, may_be_due, with_action

    day = _day(given, book)
    if given["clause"]:
        yield against(book, given["clause"])
    if "kind" in given:
        before = day if given["overdue"] else None
        yield with_action(book, given["person"], given["kind"], given["action_state"], before)
    elif given["overdue"]:
        yield may_be_due(book, day)


def _named(given: dict[str, Any]) -> Any:
    """Return what is wanted of the members of a nonconformity."""
    still_open = tuple(sorted(OPEN)) if given["overdue"] else ()
    named = {"state": given["state"] or still_open, "grade": given["grade"]}
    named |= {name: (given[name],) if given[name] else () for name in ("owner", "process")}
    asked = wanted(Kind.NONCONFORMITY, given)
    return replace(asked, members={**asked.members, **{name: values for name, values in named.items() if values}})


def _entry(record: Nonconformity, revision: int, today: date, book: Book, calendars: Calendars) -> Entry:
    calendar = calendars.of(record)
    owed = dues(record, book.policy, calendar)
    soonest = owed[0] if owed else None
    late = working_days(calendar, soonest.on, today) if soonest and soonest.on < today else 0
    return Entry(record, revision, soonest, max(late, 1) if soonest and soonest.on < today else 0)


def _as_data(each: Entry, lang: str) -> dict[str, Any]:
    owed = each.next
    told = {"what": owed.what.render(lang), "due": owed.on.isoformat(), "by": owed.owner} if owed else None
    return {"revision": each.revision, "record": to_document(each.record), "next": told, "late_wd": each.late_wd}


def _as_text(each: Entry, lang: str) -> str:
    record = each.record
    grade = in_words(record.grade).render(lang) if record.grade else "–"
    cells = (f"{record.reference:<13}", f"{in_words(record.state).render(lang):<32}", f"{grade:<5}",
             f"{record.owner or '–':<10}", shortened(record.statement))  # fmt: skip
    line = "  ".join(cells)
    if each.next is None:
        return line
    words = _owed(each.next.what, each.next.on, each.late_wd)
    return f"{line}\n{'':15}{words.render(lang)}"


def _owed(what: Message, on: date, late_wd: int) -> Message:
    if late_wd:
        return Message("{what} by {day}: late by {days}", what=what, day=Day(on), days=WORKING_DAYS.of(late_wd))
    return Message("{what} by {day}", what=what, day=Day(on))


@click.command("list", cls=Command, help=phrase("List actions of nonconformities, each with who does it and by when."))
@_choice("--action-state", ActionState, phrase("Only actions at this state. May be repeated."))
@_choice("--kind", ActionKind, phrase("Only actions of this kind. May be repeated."))
@_person(phrase("Only those this person is to do."))
@click.option("--process", cls=Option, default="", metavar="ID", help=phrase("Only of this process."))
@click.option("--of", "reference", cls=Option, default="", metavar="NC", help=phrase("Only of this nonconformity."))
@_late(phrase("Only those that should have been done before today."))
@calendar_option
@day_option
@filters
@click.pass_context
def actions(ctx: click.Context, /, **given: Any) -> None:
    """Print a list of actions."""
    person, where = given["owner"], given["where"]
    where = (*where, *([f"reference={given['reference']}"] if given["reference"] else ()))
    given |= {"state": (), "grade": (), "clause": "", "owner": "", "where": where, "person": person}
    entries_ = list(_asked(ctx, given, lambda each: bool(each.record.actions)))
    found = [
        (each.record.reference, key, action)
        for each in entries_
        for key, action in each.record.actions.items()
        if _is_asked_for(action, person, given)
    ]
    today = _day(given, open_register(given["workspace"]))
    late = {pair[:2] for pair in found if _is_late(pair[2], today)}
    shown = [each for each in found if not given["overdue"] or each[:2] in late][: max(1, given["most"])]
    if given["form"] == "json":
        data = [{"reference": ref, "key": key, "late": (ref, key) in late, **to_document(each)}
                for ref, key, each in shown]  # fmt: skip
        click.echo(json.dumps({"actions": data}, ensure_ascii=False, indent=2))
    for ref, key, each in shown if given["form"] == "text" else ():
        click.echo(_action_line(ref, key, each, (ref, key) in late, ctx.obj))
    _end_if_altered(ctx, given, entries_)


def _is_asked_for(action: Action, person: str, given: dict[str, Any]) -> bool:
    kinds, states = given["kind"], given["action_state"]
    return (
        (not person or action.owner == person)
        and (not kinds or action.kind in kinds)
        and (not states or action.state in states)
    )


def _is_late(action: Action, today: date) -> bool:
    done = action.state in (ActionState.DONE, ActionState.VERIFIED, ActionState.CANCELLED)
    return not done and action.due is not None and action.due < today


def _action_line(reference: str, key: str, action: Action, late: bool, lang: str) -> str:
    due = Day(action.due).render(lang) if action.due else "–"
    mark = f" ({Message('late').render(lang)})" if late else ""
    cells = (f"{reference:<13}", f"{key:<4}", f"{in_words(action.kind).render(lang):<20}",
             f"{in_words(action.state).render(lang):<16}", f"{action.owner or '–':<10}", f"{due}{mark}",
             shortened(action.text))  # fmt: skip
    return "  ".join(cells)
