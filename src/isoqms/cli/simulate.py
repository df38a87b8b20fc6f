"""`isoqms simulate`: how long dossiers take, how often they are on time and where the time goes, with margins."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from isoqms.cli import options
from isoqms.cli.files import write
from isoqms.cli.language import Command, Option, Written, wrong_use
from isoqms.cli.one import read, refuse, warn_of_figures
from isoqms.cli.progress import progress
from isoqms.cli.scenario_file import followed
from isoqms.problem import IsoqmsError, Severity, reason_of
from isoqms.scenario import Operation, apply, operation_of, scenario_problems
from isoqms.scenario.scenario import Scenario
from isoqms.simulate import Plan, SimulationRefusedError, in_common, record, simulate
from isoqms.simulate.building import compiled
from isoqms.simulate.compare import compared
from isoqms.simulate.event import Log
from isoqms.simulate.result import Result
from isoqms.words import Message, phrase
from isoqms.worktime import CalendarEndsError

_DAYS = phrase("Simulate this many days from --from on, with their holidays, and count the dossiers that come in them.")
_LOGS = (".csv", ".xes")


class Share(Written):
    """A part of a whole, as a percentage or as a number below 1."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the share as a number between 0 and 1."""
        share = options.part(value)
        if not 0 < share < 1:
            raise self.refusal(Message("“{value}” is no precision: write for example 2%", value=value), param, ctx)
        return share


@click.command(
    cls=Command,
    help=phrase(
        "Estimate by simulation how long the dossiers of the procedures at PATH take, how often they are on time and "
        "where the time goes. Several procedures share the people of their office. Without --days an ordinary week is "
        "simulated over and over, without holidays."
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True, path_type=Path))
@options.cases
@click.option("--days", cls=Option, type=click.IntRange(min=1), metavar="N", help=_DAYS)
@options.start
@click.option(
    "--precision",
    cls=Option,
    type=Share(),
    metavar="P",
    help=phrase("Run until the mean lead time of each procedure is known this closely, for example 2%."),
)
@options.replications
@options.seed
@click.option(
    "--scenario",
    cls=Option,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=phrase("Simulate under this scenario, and say what it changes."),
)
@options.text_or_json
@click.option(
    "--log",
    cls=Option,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=phrase(
        "Write what happens in one run to this file, as .csv or .xes: when each dossier comes to a step, when the work "
        "begins, and when it is done. Branches given up because another was quicker are not in it."
    ),
)
@options.charts
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[Path, ...], form: str, **asked: Any) -> None:
    """Simulate, and print the result."""
    _refuse_contradictions(ctx, asked)
    _say_if_slow(ctx, form)
    workspace, told = read(ctx, *paths)
    before = operation_of(workspace)
    scenario = followed(ctx, before, asked["scenario"]) if asked["scenario"] else None
    operation = apply(before, scenario) if scenario else before
    plan = _plan(asked)
    try:
        result = _result(before, operation, scenario, plan, ctx)
    except SimulationRefusedError as error:
        refuse(ctx, error.problems, workspace.asked_files)
        raise
    except CalendarEndsError as error:
        from isoqms.cli.deadline import calendar_ended  # seldom needed

        click.echo("\n".join(sorted({calendar_ended(workspace, each, error, ctx.obj) for each in told})), err=True)
        ctx.exit(1)
    warn_of_figures(ctx, workspace)
    if form == "json":
        click.echo(json.dumps(result.to_data(), ensure_ascii=False, indent=2))
    else:
        from isoqms.cli.simulate_page import page

        click.echo("\n".join(page(result, ctx.obj)))
    if asked["log"] or asked["charts"]:
        _write_more(operation, plan, result, asked, ctx.obj)


def _refuse_contradictions(ctx: click.Context, asked: dict[str, Any]) -> None:
    """End the run when options are given that do not go together."""
    if (asked["days"] is None) != (asked["start"] is None):
        raise wrong_use(ctx, Message("--days and --from go together: how many days, and from which on"))
    if asked["cases"] and asked["days"]:
        raise wrong_use(ctx, Message("--cases counts dossiers, --days counts days: give one of the two"))
    if asked["precision"] and asked["replications"]:
        raise wrong_use(ctx, Message("--precision says how many runs there are, and so does --replications: give one"))
    if asked["log"] and asked["log"].suffix.lower() not in _LOGS:
        raise wrong_use(ctx, Message("“{file}” is neither .csv nor .xes", file=asked["log"]))
    if asked["log"] and not asked["log"].parent.is_dir():
        raise wrong_use(ctx, Message("there is no folder “{folder}” to write the log into", folder=asked["log"].parent))


def _say_if_slow(ctx: click.Context, form: str) -> None:
    if not compiled():
        slow = Message("not compiled, slower: isoqms was installed where no C compiler is; the results are the same")
        click.echo(slow.render(ctx.obj), err=form == "json")


def _plan(asked: dict[str, Any]) -> Plan:
    start: datetime | None = asked["start"]
    return Plan(
        seed=asked["seed"],
        replications=asked["replications"],
        cases=asked["cases"],
        start=start.date() if start else None,
        days=asked["days"],
        precision=asked["precision"],
        spread=asked["charts"] is not None,
    )


def _result(
    before: Operation, operation: Operation, scenario: Scenario | None, plan: Plan, ctx: click.Context
) -> Result:
    with progress(ctx.obj) as tell:
        plan = replace(plan, progress=tell)
        if scenario is None:
            return simulate(operation, plan)
        # the same runs after the same start, so that each dossier has its pair
        alike = in_common(plan, before, operation)
        result = simulate(before, alike if plan.precision is None else replace(alike, cases=plan.cases))
        cases = None if plan.days else result.cases // result.replications
        after = simulate(operation, replace(alike, cases=cases, replications=result.replications, precision=None))
    idle = [each.message for each in scenario_problems(before, scenario) if each.severity is Severity.WARNING]
    return compared(result, replace(after, warnings=(*idle, *after.warnings)), scenario.id, scenario.title)


def _write_more(operation: Operation, plan: Plan, result: Result, asked: dict[str, Any], lang: str) -> None:
    """Write the event log and the charts that were asked for, and name them."""
    if asked["log"]:
        log = record(operation, plan)
        click.echo(_write_log(asked["log"], log, lang), err=True)
        if log.origin is None:
            undated = Message("the log tells weeks that are no week in particular: its dates, from 2001 on, are none")
            click.echo(undated.render(lang), err=True)
    if asked["charts"]:
        from isoqms.report.simulation_pictures import pictures
        from isoqms.simulate.busy import busy

        for name, content in pictures(result, busy(operation, plan, result), lang):
            click.echo(write(asked["charts"], name, content), err=True)


def _write_log(path: Path, log: Log, lang: str) -> Path:
    from isoqms.report.event_log import to_csv, to_xes

    pieces = to_csv(log, lang) if path.suffix.lower() == ".csv" else to_xes(log, lang)
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
    except OSError as error:
        raise IsoqmsError(
            Message("“{path}” cannot be written: {reason}; name another file", path=path, reason=reason_of(error))
        ) from error
    return path
