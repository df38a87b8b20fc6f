"""`isoqms deadline`: when a dossier is due, and why."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from isoqms.cli.happened import Length, Moment, Stop, events_of, extensions_of
from isoqms.cli.language import Command, Option
from isoqms.cli.one import organisation_of, read, refuse, variant_of
from isoqms.cli.options import text_or_json
from isoqms.procedure import Office, Procedure
from isoqms.procedure.due import Dossier, LimitDue, limits_due
from isoqms.report import due_text
from isoqms.source import read_source
from isoqms.words import Message, phrase
from isoqms.workspace.calendars import calendar_file, counting_problems, is_calendar
from isoqms.workspace.load import Workspace
from isoqms.worktime import CalendarEndsError


@click.command(
    cls=Command,
    help=phrase(
        "Say when a dossier of the procedure at PATH is due under each of its limits, with every reason: days off, "
        "swaps, the cut-off hour, stops of the clock. Times are local, written as 2026-04-24 09:00 or 24/04/2026 09:00."
    ),
)
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--received", cls=Option, type=Moment(), required=True, help=phrase("When the dossier was received."))
@click.option("--variant", cls=Option, metavar="ID", help=phrase("Count for this variant only."))
@click.option(
    "--incomplete",
    cls=Option,
    is_flag=True,
    help=phrase("The dossier was not complete when received: the clock waits for --accepted."),
)
@click.option(
    "--accepted",
    cls=Option,
    type=Moment(),
    help=phrase("When the dossier was complete and accepted, or whatever else the limit runs from happened."),
)
@click.option(
    "--stopped",
    cls=Option,
    type=Stop(),
    multiple=True,
    metavar="FROM..TO",
    help=phrase("The clock was stopped meanwhile; leave TO out while it still is. May be repeated."),
)
@click.option("--restarted", cls=Option, type=Moment(), help=phrase("The limit was counted anew from here."))
@click.option(
    "--extended",
    cls=Option,
    type=Length(own=True),
    multiple=True,
    is_flag=False,
    flag_value=Length.OWN,
    metavar="[DURATION]",
    help=phrase(
        "The limit was extended; without DURATION, by what the procedure itself says under extension. May be repeated."
    ),
)
@click.option(
    "--reappointed",
    cls=Option,
    type=Length(),
    multiple=True,
    help=phrase("The office apologised and set a later date, by so much."),
)
@click.option(
    "--sub-limit",
    cls=Option,
    type=(Moment(), Length()),
    multiple=True,
    metavar="TIME DURATION",
    help=phrase("A limit of its own that began at a moment, beside the main one, or a further appointment."),
)
@text_or_json
@click.pass_context
def command(ctx: click.Context, /, path: Path, form: str, variant: str | None, **given: Any) -> None:
    """Print the due dates of one dossier."""
    workspace, procedures = read(ctx, path)
    told = [(procedure, _due(ctx, workspace, procedure, variant, given)) for procedure in procedures]
    counted = [(procedure, found) for procedure, found in told if not isinstance(found, CalendarEndsError)]
    if form == "json":
        data = {procedure.id: due_text.as_data(found, ctx.obj) for procedure, found in counted}
        click.echo(json.dumps({"procedures": data}, ensure_ascii=False, indent=2))
    elif counted:
        click.echo("\n\n".join(due_text.as_text(procedure, found, ctx.obj) for procedure, found in counted))
    ended = {
        calendar_ended(workspace, procedure, found, ctx.obj)
        for procedure, found in told
        if isinstance(found, CalendarEndsError)
    }
    for said in sorted(ended):
        click.echo(said, err=True)
    ctx.exit(1 if ended else 0)


def _due(
    ctx: click.Context, workspace: Workspace, procedure: Procedure, variant: str | None, given: Any
) -> tuple[LimitDue, ...] | CalendarEndsError:
    """Return the due dates, or why there are none; ends the run when something given or the office's file is wrong."""
    variant_of(ctx, procedure, variant)
    office = counting_office(ctx, workspace, procedure)
    calendar = workspace.calendar_of(procedure)
    if calendar is None:
        raise ValueError(f"{procedure.id!r} has no office to count by")
    events, extensions = events_of(ctx, given), extensions_of(ctx, procedure, given)
    received: datetime = given["received"]
    dossier = Dossier(received, events, variant, not given["incomplete"], extensions)
    try:
        return limits_due(procedure, office, calendar, dossier)
    except CalendarEndsError as error:
        return error


def counting_office(ctx: click.Context, workspace: Workspace, procedure: Procedure) -> Office:
    """Return the office that counts; ends the run when its hours or calendar are missing or faulty."""
    organisation = organisation_of(ctx, workspace, procedure)
    office = organisation.office(procedure.office)
    if office is None:
        raise ValueError(f"{procedure.id!r} has no office to count by")
    source = workspace.sources[office.at.file]
    refuse(ctx, counting_problems(source, organisation, office, _calendars(workspace)), workspace.asked_files)
    return office


def _calendars(workspace: Workspace) -> list[str]:
    return [*filter(is_calendar, workspace.sources)]


def calendar_ended(workspace: Workspace, procedure: Procedure, error: CalendarEndsError, lang: str) -> str:
    """Return which calendar ends: at its list of years, or where the organisation names one that we brought along."""
    organisation = workspace.organisation_of(procedure)
    office = organisation.office(procedure.office) if organisation else None
    if organisation is None or office is None:
        raise ValueError(f"{procedure.id!r} was counted without an office")
    folder = Path(office.at.file).absolute().parent
    path = calendar_file(office.calendar, folder, _calendars(workspace))
    said = error.message.render(lang)
    if path is not None and path.parent.parent in (folder, *folder.parents):
        return f"{read_source(path, _shown(path)).at(('years',))}: {said}"
    id_ = next(id_ for id_, each in organisation.offices.items() if each is office)
    at = workspace.sources[office.at.file].at(("offices", id_, "calendar"))
    advice = Message(
        "this calendar came with the program: put your own {name}.yaml, with that year, into a folder “calendars” "
        "beside organisation.yaml",
        name=office.calendar,
    )
    return f"{at}: {said}\n{at}: {advice.render(lang)}"


def _shown(path: Path) -> str:
    """Return a path as the user would write it from here."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
