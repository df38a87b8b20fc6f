"""`isoqms portfolio`: the procedures of all offices over dates, what was shortened, how far cuts are, who does best."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from isoqms.cli import options
from isoqms.cli.files import write
from isoqms.cli.language import Choice, Command, Option, When, wrong_use
from isoqms.cli.one import read
from isoqms.words import Message, phrase

if TYPE_CHECKING:
    from isoqms.improve.portfolio import Portfolio
    from isoqms.simulate import Plan

_DAY = ["%Y-%m-%d", "%d/%m/%Y"]
_SIMULATION = ("cases", "replications", "seed")


@click.command(
    cls=Command,
    help=phrase(
        "Say of all procedures at PATH (files or folders; “processes” unless said), office by office, which limits "
        "were shortened and by how much, how far each cut has come and by which document, how often applicants come, "
        "how much comes online, and where the same procedure is done best. What no file tells is unknown, not nothing."
    ),
)
@click.argument("path", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--as-of",
    cls=Option,
    type=When(_DAY),
    metavar="DATE",
    help=phrase("The day it is told for; today unless said. Later cuts and procedures are not there yet."),
)
@click.option(
    "--from",
    "since",
    cls=Option,
    type=When(_DAY),
    metavar="DATE",
    help=phrase("The first day of the table over time; the first dated cut unless said."),
)
@click.option(
    "--simulate",
    "simulated",
    cls=Option,
    is_flag=True,
    help=phrase("Put beside the limits in what time 9 of 10 dossiers are done by simulation."),
)
@click.option(
    "--cases",
    cls=Option,
    type=click.IntRange(min=1),
    metavar="N",
    help=phrase("With --simulate: count this many dossiers of each office in each run."),
)
@click.option(
    "--replications",
    cls=Option,
    type=click.IntRange(min=1),
    metavar="R",
    help=phrase("With --simulate: how often to simulate, each time with other luck."),
)
@click.option(
    "--seed",
    cls=Option,
    type=click.IntRange(min=0),
    metavar="N",
    help=phrase("With --simulate: the number all luck comes from; 1 unless said."),
)
@click.option(
    "--format",
    "form",
    cls=Option,
    type=Choice(["text", "json", "csv", "xlsx"]),
    default="text",
    show_default=True,
    help=phrase("For people, for other programs, or for spreadsheets; xlsx needs -o."),
)
@options.charts
@click.option(
    "-o",
    "--out",
    cls=Option,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=phrase("Write to this file instead of printing."),
)
@click.pass_context
def command(ctx: click.Context, /, path: tuple[Path, ...], form: str, **asked: Any) -> None:
    """Read the procedures, and tell the portfolio."""
    as_of, since = _days(ctx, asked)
    plan = _plan(ctx, asked)
    out: Path | None = asked["out"]
    if form == "xlsx" and out is None:
        raise wrong_use(ctx, Message("--format xlsx needs -o: a workbook is written to a file"))
    from isoqms.cli.kept_records import kept_records
    from isoqms.improve.portfolio import portfolio

    places = _places(ctx, path)
    workspace, _ = read(ctx, *places)
    found = portfolio(workspace, as_of, since, kept_records(places, Path(), workspace), plan)
    content = _content(found, form, ctx.obj)
    if out is not None:
        click.echo(Message("written: {path}", path=write(out.parent, out.name, content)).render(ctx.obj), err=True)
    else:
        click.echo(content.decode("utf-8"), nl=form != "csv")
    if asked["charts"]:
        from isoqms.report.portfolio_charts import pictures

        for name, picture in pictures(found, ctx.obj):
            click.echo(write(asked["charts"], name, picture), err=True)


def _places(ctx: click.Context, path: tuple[Path, ...]) -> tuple[Path, ...]:
    if not path and not Path("processes").exists():
        raise wrong_use(ctx, Message("there is no folder “processes” here: name files or folders of procedures"))
    return path or (Path("processes"),)


def _days(ctx: click.Context, asked: dict[str, Any]) -> tuple[date, date | None]:
    """Return the day of the report and the first day of the series; ends the run when they are reversed."""
    as_of = asked["as_of"].date() if asked["as_of"] else date.today()
    since = asked["since"].date() if asked["since"] else None
    if since and since > as_of:
        message = Message(
            "--from {first} is after the day it is told for, {last}: exchange them", first=since, last=as_of
        )
        raise wrong_use(ctx, message)
    return as_of, since


def _plan(ctx: click.Context, asked: dict[str, Any]) -> Plan | None:
    given = {name: asked[name] for name in _SIMULATION if asked[name] is not None}
    if not asked["simulated"]:
        if given:
            raise wrong_use(ctx, Message("--cases, --replications and --seed belong to --simulate"))
        return None
    from isoqms.simulate import Plan

    return Plan(**given)


def _content(found: Portfolio, form: str, lang: str) -> bytes:
    """Return the portfolio in one of the forms."""
    if form == "xlsx":
        from isoqms.report.portfolio_files import to_xlsx

        return to_xlsx(found, lang)
    if form == "json":
        return json.dumps(found.to_data(), ensure_ascii=False, indent=2).encode()
    if form == "csv":
        from isoqms.report.portfolio_files import to_csv

        return to_csv(found, lang).encode()
    from isoqms.cli.portfolio_page import page

    return "\n".join(page(found, lang)).encode()
