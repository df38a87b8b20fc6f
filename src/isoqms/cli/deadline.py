"""`isoqms deadline`: when a dossier is due, and why."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from isoqms.cli.language import Choice, Command, Option
from isoqms.cli.one import organisation_of, read, variant_of
from isoqms.procedure import Procedure
from isoqms.procedure.due import limits_due
from isoqms.report import due_text
from isoqms.words import Message, phrase
from isoqms.workspace.load import Workspace
from isoqms.worktime import (
    Accepted,
    CalendarEndsError,
    Duration,
    Event,
    Extended,
    Reappointed,
    Restarted,
    Stopped,
    SubLimit,
    parse_duration,
)


class Moment(click.ParamType[datetime]):
    """A local time, to the minute."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the time written as 2026-04-24 09:00."""
        if isinstance(value, datetime):
            return value
        for form in ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"):
            try:
                return datetime.strptime(value.strip(), form)
            except ValueError:
                continue
        lang = ctx.obj if ctx else "en"
        return self.fail(Message("“{value}” is no time: write 2026-04-24 09:00", value=value).render(lang), param, ctx)


class Stop(click.ParamType[Stopped]):
    """A stretch during which the clock is stopped; without an end it still is."""

    name = "from..to"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Stopped:
        """Return the stretch written as FROM..TO or FROM.."""
        if isinstance(value, Stopped):
            return value
        start, _, end = str(value).partition("..")
        moment = Moment()
        begins = moment.convert(start, param, ctx)
        ends = moment.convert(end, param, ctx) if end.strip() else None
        if ends is not None and ends < begins:
            message = Message("the clock cannot run again before it stops: {value}", value=value)
            self.fail(message.render(ctx.obj if ctx else "en"), param, ctx)
        return Stopped(begins, ends)


class Length(click.ParamType[Duration]):
    """A length of time as people write it."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Duration:
        """Return the duration, or say what to write."""
        read_ = value if isinstance(value, Duration) else parse_duration(str(value))
        if isinstance(read_, Duration) and read_.high:
            return read_
        lang = ctx.obj if ctx else "en"
        doubt = read_ if isinstance(read_, Message) else Message("“{value}” gives no length of time", value=value)
        return self.fail(doubt.render(lang), param, ctx)


@click.command(
    cls=Command,
    help=phrase(
        "Say when a dossier of the procedure at PATH is due under each of its limits, with every reason: days off, "
        "swaps, the cut-off hour, stops of the clock. Times are local, written as 2026-04-24 09:00."
    ),
)
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--received", cls=Option, type=Moment(), required=True, help=phrase("When the dossier was received."))
@click.option("--variant", cls=Option, metavar="ID", help=phrase("Count for this variant only."))
@click.option(
    "--incomplete", cls=Option, is_flag=True,
    help=phrase("The dossier was not complete when received: the clock waits for --accepted."),
)  # fmt: skip
@click.option("--accepted", cls=Option, type=Moment(), help=phrase("When the dossier was complete and accepted."))
@click.option(
    "--stopped", cls=Option, type=Stop(), multiple=True, metavar="FROM..TO",
    help=phrase("The clock was stopped meanwhile; leave TO out while it still is. May be repeated."),
)  # fmt: skip
@click.option("--restarted", cls=Option, type=Moment(), help=phrase("The limit was counted anew from here."))
@click.option("--extended", cls=Option, type=Length(), multiple=True, help=phrase("An extension the rule allows."))
@click.option("--reappointed", cls=Option, type=Length(), multiple=True, help=phrase("The office set a later date."))
@click.option(
    "--sub-limit", cls=Option, type=(Moment(), Length()), multiple=True, metavar="TIME DURATION",
    help=phrase("A limit of its own that began at a moment, beside the main one."),
)  # fmt: skip
@click.option(
    "--format", "form", cls=Option, type=Choice(["text", "json"]), default="text", show_default=True,
    help=phrase("For people, or for other programs."),
)  # fmt: skip
@click.pass_context
def command(ctx: click.Context, /, path: Path, form: str, variant: str | None, **given: Any) -> None:
    """Print the due dates of one dossier."""
    workspace, procedures = read(ctx, path)
    for procedure in procedures:
        variant_of(ctx, procedure, variant)
        _show(ctx, workspace, procedure, variant, form, given)


def _show(
    ctx: click.Context, workspace: Workspace, procedure: Procedure, variant: str | None, form: str, given: Any
) -> None:
    office = organisation_of(ctx, workspace, procedure).office(procedure.office)
    calendar = workspace.calendar_of(procedure)
    if office is None or calendar is None:
        raise ValueError(f"{procedure.id!r} has no office to count by")
    try:
        found = limits_due(
            procedure, office, calendar, given["received"], _events(given, ctx.obj), variant, not given["incomplete"]
        )
    except CalendarEndsError as error:
        click.echo(f"{office.at}: {error.message.render(ctx.obj)}", err=True)
        ctx.exit(1)
    write = due_text.as_json if form == "json" else due_text.as_text
    click.echo(write(procedure, found, ctx.obj))


def _events(given: Any, lang: str) -> list[Event]:
    events: list[Event] = list(given["stopped"])
    events += [Accepted(at) for at in [given["accepted"]] if at]
    events += [Restarted(at) for at in [given["restarted"]] if at]
    events += [Extended(by) for by in given["extended"]]
    events += [Reappointed(by) for by in given["reappointed"]]
    events += [SubLimit(at, limit, limit.render(lang)) for at, limit in given["sub_limit"]]
    return events
