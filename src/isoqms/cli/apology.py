"""`isoqms apology`: the apology for a late dossier, with its new date, as letter and as data."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from isoqms.cli.deadline import counting_office
from isoqms.cli.happened import Length, Moment, Stop, events_of
from isoqms.cli.language import Choice, Command, Option, When, wrong_use
from isoqms.cli.one import read, variant_of
from isoqms.cli.printing import paper_options, put_out
from isoqms.procedure.due import Dossier, limits_due
from isoqms.words import Message, phrase
from isoqms.worktime import CalendarEndsError, Reappointed
from isoqms.worktime import moment as words

if TYPE_CHECKING:
    from isoqms.procedure import Office, Procedure
    from isoqms.report.apology import Form, Late
    from isoqms.workspace.load import Workspace
    from isoqms.worktime import Calendar

EXIT_REMARKS = 1
_COUNTRY: Final = "VN"
"""Whose circulars the forms come from: the country of an office that names none."""


@click.command(
    cls=Command,
    help=phrase(
        "Write the apology for a late dossier of the procedure at PATH: when it was due, why it is late, and the new "
        "date, with the last day to tell the applicant. Ends with 1 when that day has passed, or the date was set anew "
        "before. The form is named by circular and number; compare the letter with the annex of the circular."
    ),
)
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--dossier", cls=Option, required=True, metavar="CODE", help=phrase("Code of the dossier."))
@click.option("--received", cls=Option, type=Moment(), required=True, help=phrase("When the dossier was received."))
@click.option("--applicant", cls=Option, required=True, help=phrase("Who is written to."))
@click.option("--address", cls=Option, default="", help=phrase("Address of the applicant."))
@click.option("--phone", cls=Option, default="", help=phrase("Phone of the applicant."))
@click.option("--identity", cls=Option, default="", help=phrase("Identity number of the applicant."))
@click.option("--reason", cls=Option, required=True, help=phrase("Why the dossier is late."))
@click.option("--unit", cls=Option, required=True, help=phrase("The unit that is late."))
@click.option("--extend", cls=Option, type=Length(), required=True, metavar="DURATION",
              help=phrase("By how much the date is put off, for example “3 working days”."))  # fmt: skip
@click.option("--appointed", cls=Option, type=Moment(),
              help=phrase("The due date on the receipt; else it is counted."))  # fmt: skip
@click.option("--limit", cls=Option, type=Choice(["committed", "legal"]),
              help=phrase("The limit it is counted by; the committed one, where there is one."))  # fmt: skip
@click.option("--variant", cls=Option, metavar="ID", help=phrase("Count for this variant only."))
@click.option("--incomplete", cls=Option, is_flag=True,
              help=phrase("The dossier was not complete when received: the clock waits for --accepted."))  # fmt: skip
@click.option("--accepted", cls=Option, type=Moment(), help=phrase("When the dossier was complete and accepted."))
@click.option("--stopped", cls=Option, type=Stop(), multiple=True, metavar="FROM..TO",
              help=phrase("The clock was stopped meanwhile. May be repeated."))  # fmt: skip
@click.option("--before", cls=Option, type=click.IntRange(0, 9), default=0,
              help=phrase("How often the date was set anew before."))  # fmt: skip
@click.option("--notice-days", cls=Option, type=click.IntRange(0, 30),
              help=phrase("Days before the due date by which the applicant is told; one unless said."))  # fmt: skip
@click.option("--form", "form_code", cls=Option, type=(str, str), metavar="CIRCULAR NUMBER",
              help=phrase("Another form than the one in force on the day of the letter."))  # fmt: skip
@click.option("--on", cls=Option, type=When(["%Y-%m-%d", "%d/%m/%Y"]), metavar="DAY",
              help=phrase("The day of the letter; today unless said."))  # fmt: skip
@click.option("--head", cls=Option, default="", help=phrase("Who signs: the head of the unit."))
@click.option("--signed-as", cls=Option, default="", help=phrase("The post of who signs."))
@click.option("--place", cls=Option, default="", help=phrase("The place named in the letter."))
@paper_options
@click.pass_context
def command(ctx: click.Context, /, path: Path, form: str, output: Path, template: Path | None, **given: Any) -> None:
    """Write the letter, or show its data."""
    from isoqms.report.apology import as_data, letter, remarks
    from isoqms.worktime.calendar import CountingRule

    workspace, procedures = read(ctx, path)
    if len(procedures) != 1:
        raise wrong_use(ctx, Message("name one procedure: there are {count} at “{path}”", count=len(procedures),
                                     path=path))  # fmt: skip
    procedure = procedures[0]
    office, calendar = counting_office(ctx, workspace, procedure), workspace.calendar_of(procedure)
    assert calendar is not None
    try:
        late = _late(ctx, workspace, procedure, office, calendar, given)
    except CalendarEndsError as error:
        raise wrong_use(ctx, error.message) from None
    if form == "json":
        click.echo(json.dumps(as_data(late, ctx.obj), ensure_ascii=False, indent=2))
    else:
        put_out(ctx, letter(late, _profile(office), ctx.obj), form, output, template, keep=True)
    told = list(remarks(late, given["before"], calendar.basis.get(CountingRule.REAPPOINTED_ONCE)))
    for each in told:
        click.echo(each.render(ctx.obj), err=True)
    ctx.exit(EXIT_REMARKS if told else 0)


def _late(
    ctx: click.Context,
    workspace: Workspace,
    procedure: Procedure,
    office: Office,
    calendar: Calendar,
    given: dict[str, Any],
) -> Late:
    from isoqms.report.apology import NOTICE_DAYS, Late, tell_by

    on = given["on"].date() if given["on"] else date.today()
    due, new_due = _dues(ctx, procedure, office, calendar, given)
    if new_due.date() < on:
        message = Message(
            "the new date, {new}, is past already on the day of the letter, {on}: put it off by longer with --extend",
            new=words.Moment(new_due),
            on=on,
        )
        raise wrong_use(ctx, message)
    days = NOTICE_DAYS if given["notice_days"] is None else given["notice_days"]
    plain = {name: given[name] for name in ("dossier", "applicant", "address", "phone", "identity", "received",
                                            "reason", "unit", "head", "signed_as", "place")}  # fmt: skip
    return Late(
        form=_form(ctx, on, given["form_code"]),
        office=office.title.render(ctx.obj),
        procedure=procedure.title.render(ctx.obj),
        national_code=procedure.national_code or "",
        due=due,
        new_due=new_due,
        on=on,
        tell_by=tell_by(due, calendar, days),
        **plain,
    )


def _dues(
    ctx: click.Context, procedure: Procedure, office: Office, calendar: Calendar, given: dict[str, Any]
) -> tuple[datetime, datetime]:
    """Return when the result was due and when it is due now; ends the run where no date follows."""
    from isoqms.worktime import WorkingHours, due

    if at := given["appointed"]:
        later = due(given["extend"], at, calendar, WorkingHours.from_data(office.hours)).due
        return at, later or at
    variant_of(ctx, procedure, given["variant"])
    happened = {**given, "restarted": None, "extended": (), "reappointed": (), "sub_limit": ()}
    dossier = Dossier(given["received"], events_of(ctx, happened), given["variant"], not given["incomplete"])
    put_off = replace(dossier, events=(*dossier.events, Reappointed(given["extend"])))
    held = _under_limit(procedure, office, calendar, dossier, given["limit"])
    later = _under_limit(procedure, office, calendar, put_off, given["limit"])
    if held is None or later is None:
        raise wrong_use(ctx, _no_due_date(procedure, given["variant"], ctx.obj))
    return held, later


def _no_due_date(procedure: Procedure, variant: str | None, lang: str) -> Message:
    """Say what to give where no due date follows: the variant, where each has a time of its own, or the date."""
    timed = {id_ for limit in procedure.limits.named().values() for id_ in limit.variants}
    if variant is None and timed:
        return Message(
            "{procedure} has another time for each of its variants: name the one of the dossier with --variant, one of "
            "{variants}",
            procedure=procedure.id,
            variants=[f"{id_} ({procedure.variant_title(id_).render(lang)})" for id_ in sorted(timed)],
        )
    return Message("no due date follows for {procedure}: give the one on the receipt with --appointed",
                   procedure=procedure.id)  # fmt: skip


def _under_limit(
    procedure: Procedure, office: Office, calendar: Calendar, dossier: Dossier, limit: str | None
) -> datetime | None:
    found = [each for each in limits_due(procedure, office, calendar, dossier)
             if not each.appointment and each.variant == dossier.variant]  # fmt: skip
    by_limit = {each.limit: each.deadline.due for each in found}
    return by_limit.get(limit) if limit else by_limit.get("committed", by_limit.get("legal"))


def _form(ctx: click.Context, on: date, named: tuple[str, str] | None) -> Form:
    from isoqms.report.apology import FORMS, Form, form_on

    if named:
        known = (each for each in FORMS if (each.circular, each.number) == named)
        return next(known, Form(*named, FORMS[-1].title, on))
    found = form_on(on)
    if found is None:
        raise wrong_use(ctx, Message("no form of apology is known for {day}: name one with --form", day=on.isoformat()))
    return found


def _profile(office: Office) -> Any:
    """Return how a letter to somebody outside looks: with the national heading, where the country has one."""
    from isoqms.report.document.profile import profile, profile_for, profile_names

    usual = profile_for(office.country or _COUNTRY)
    national = f"{usual.name}-national"
    return profile(national) if national in profile_names() else usual
