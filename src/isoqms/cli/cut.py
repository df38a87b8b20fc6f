"""`isoqms cut`: what to cut, what each cut is worth, who decides it, and the fewest that reach a target."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from isoqms.cli import options
from isoqms.cli.files import write
from isoqms.cli.language import Choice, Command, Option, Written, wrong_use
from isoqms.cli.one import read, refuse, warn_of_figures
from isoqms.procedure import Authority, Procedure
from isoqms.scenario import Operation, operation_of
from isoqms.simulate import Plan, SimulationRefusedError
from isoqms.words import Message, phrase
from isoqms.worktime import CalendarEndsError, Duration, parse_duration

if TYPE_CHECKING:
    from isoqms.improve.cutting import Cutting, Wanted

_LIMITS: Final = ("legal", "committed")
_USUAL_RUNS: Final = 10


class OnTime(Written):
    """A share of dossiers, as a percentage or as a number up to 1."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the share as a number between 0 and 1."""
        share = options.part(value)
        if not 0 < share <= 1:
            raise self.refusal(Message("“{value}” is no share: write for example 98%", value=value), param, ctx)
        return share


class Time(Written):
    """A time in words, such as 8 working days."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Duration:
        """Return the time; it must be one that ends."""
        if isinstance(value, Duration):
            return value
        found = parse_duration(str(value))
        if isinstance(found, Message):
            raise self.refusal(found, param, ctx)
        if not found.span():
            message = Message("“{value}” is no time to reach: write for example 8 working days", value=value)
            raise self.refusal(message, param, ctx)
        return found


@dataclass(frozen=True, slots=True)
class _Where:
    """What is simulated, and in which of it something is to be cut."""

    operation: Operation
    workspace: dict[str, Procedure]
    looked_at: list[str]


@click.command(
    cls=Command,
    help=phrase(
        "Find what could be cut in the procedures at PATH, from their structure, and estimate by simulation what each "
        "cut is worth: time, dossiers on time, trips, and what it means for the other procedures of the same people. "
        "With a target, say which fewest cuts reach it. Whose decision each is follows from its legal basis."
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--procedure",
    "only",
    cls=Option,
    metavar="ID",
    help=phrase("Cut in this procedure alone; the others at PATH are simulated beside it."),
)
@click.option(
    "--target",
    cls=Option,
    type=Time(),
    metavar="TIME",
    help=phrase("9 of 10 dossiers are to be done in this time, for example “8 working days”."),
)
@click.option(
    "--on-time", cls=Option, type=OnTime(), metavar="SHARE", help=phrase("This share of dossiers is to be on time.")
)
@click.option(
    "--limit",
    cls=Option,
    type=Choice(_LIMITS),
    help=phrase("On time by which limit; the committed one if there is one."),
)
@click.option(
    "--within",
    cls=Option,
    type=Choice([str(each) for each in Authority]),
    help=phrase("Use for the target only what this authority, or a lower one, may decide."),
)
@click.option(
    "--max-changes",
    cls=Option,
    type=click.IntRange(min=1),
    metavar="K",
    help=phrase("Use for the target at most so many changes together."),
)
@options.cases
@options.days
@options.start
@click.option(
    "--replications",
    cls=Option,
    type=click.IntRange(min=1),
    default=_USUAL_RUNS,
    show_default=True,
    metavar="R",
    help=phrase("How often to simulate, each time with other luck; margins of error need at least 2."),
)
@options.seed
@options.text_or_json
@options.charts
@click.option(
    "--scenarios",
    cls=Option,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help=phrase("Write each cut and each set as a scenario into this folder."),
)
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[Path, ...], form: str, **asked: Any) -> None:
    """Find and price what could be cut, and print it."""
    _refuse_contradictions(ctx, asked)
    workspace, told = read(ctx, *paths)
    where = _Where(operation_of(workspace), dict(workspace.procedures), _looked_at(ctx, told, asked["only"]))
    wanted = _wanted(ctx, where, asked)
    try:
        found = _found(where, _plan(asked), wanted)
    except SimulationRefusedError as error:
        refuse(ctx, error.problems, workspace.asked_files)
        raise
    except CalendarEndsError as error:
        from isoqms.cli.deadline import calendar_ended  # seldom needed

        click.echo("\n".join(sorted({calendar_ended(workspace, each, error, ctx.obj) for each in told})), err=True)
        ctx.exit(1)
    warn_of_figures(ctx, workspace)
    if form == "json":
        from isoqms.report.cut_data import data

        click.echo(json.dumps(data(found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_page(found, where, ctx.obj)))
    _write_more(found, where, paths, asked, ctx.obj)


def _refuse_contradictions(ctx: click.Context, asked: dict[str, Any]) -> None:
    """End the run when options are given that do not go together."""
    if (asked["days"] is None) != (asked["start"] is None):
        raise wrong_use(ctx, Message("--days and --from go together: how many days, and from which on"))
    if asked["cases"] and asked["days"]:
        raise wrong_use(ctx, Message("--cases counts dossiers, --days counts days: give one of the two"))
    lonely = [name for name in ("limit", "within", "max_changes") if asked[name]]
    if lonely and not (asked["target"] or asked["on_time"]):
        option = f"--{lonely[0].replace('_', '-')}"
        raise wrong_use(ctx, Message("{option} is about a target: give --target or --on-time too", option=option))
    if asked["limit"] and not asked["on_time"]:
        raise wrong_use(ctx, Message("--limit says on time by which limit: give --on-time too"))


def _looked_at(ctx: click.Context, told: list[Procedure], only: str | None) -> list[str]:
    """Return the ids of the procedures in which something is to be cut."""
    ids = [procedure.id for procedure in told]
    if only is None:
        return ids
    if only not in ids:
        raise wrong_use(
            ctx, Message("there is no procedure “{id}” at the paths given; there are {known}", id=only, known=ids)
        )
    return [only]


def _wanted(ctx: click.Context, where: _Where, asked: dict[str, Any]) -> Wanted | None:
    """Return the target that is asked for."""
    from isoqms.improve.cutting import Wanted
    from isoqms.improve.opportunities.view import View
    from isoqms.improve.target import Target
    from isoqms.improve.worth.measures import Measure

    if asked["target"] is None and asked["on_time"] is None:
        return None
    if len(where.looked_at) > 1:
        raise wrong_use(ctx, Message("a target is for one procedure: name it with --procedure"))
    [id_] = where.looked_at
    procedure = where.workspace[id_]
    limits = [name for name in reversed(_LIMITS) if name in procedure.limits.named()]
    name = asked["limit"] or next(iter(limits), "legal")
    if asked["on_time"] and name not in limits:
        raise wrong_use(
            ctx, Message("{procedure} has no limit “{name}”, so that nobody is on time by it", procedure=id_, name=name)
        )
    by = View(where.operation.organisations.get(id_)).convention(procedure)
    target = Target.of(asked["target"], by, asked["on_time"], Measure(name))
    within = Authority(asked["within"]) if asked["within"] else None
    return Wanted(target, id_, within, asked["max_changes"])


def _plan(asked: dict[str, Any]) -> Plan:
    start = asked["start"]
    return Plan(
        seed=asked["seed"],
        replications=asked["replications"],
        cases=asked["cases"],
        start=start.date() if start else None,
        days=asked["days"],
    )


def _found(where: _Where, plan: Plan, wanted: Wanted | None) -> Cutting:
    from isoqms.improve.cutting import cutting

    with _waiting():
        return cutting(where.operation, where.workspace, where.looked_at, plan, wanted)


@contextmanager
def _waiting() -> Iterator[None]:
    """Show on a terminal that something is going on."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(""):
        yield


def _page(found: Cutting, where: _Where, lang: str) -> Iterator[str]:
    from isoqms.report import cut_target, cut_text

    yield from cut_text.opening(found, where.looked_at, lang)
    yield from cut_target.answer(found, lang)
    yield from cut_text.prices(found, lang)
    yield from cut_text.questions(found, lang)
    yield from cut_text.foundations(found, lang)


def _write_more(found: Cutting, where: _Where, paths: tuple[Path, ...], asked: dict[str, Any], lang: str) -> None:
    """Write the scenarios and the chart that were asked for, name them, and say how a scenario is simulated."""
    if asked["scenarios"]:
        from isoqms.report.cut_files import files

        for name, content in files(found):
            click.echo(write(asked["scenarios"], name, content), err=True)
        said = Message("The same figures: {command}", command=" ".join(_simulation(found, paths)))
        click.echo(said.render(lang), err=True)
    if asked["charts"]:
        from isoqms.report.cut_charts import pictures

        for name, content in pictures(found, where.looked_at, lang):
            click.echo(write(asked["charts"], name, content), err=True)


def _simulation(found: Cutting, paths: tuple[Path, ...]) -> list[str]:
    """Return the command that simulates a scenario as it was priced."""
    plan = found.plan
    dated = ["--days", str(plan.days), "--from", f"{plan.start}"]
    counted = dated if plan.days is not None else ["--cases", str(plan.cases)]
    runs = ["--replications", str(plan.replications), "--seed", str(plan.seed)]
    return ["isoqms", "simulate", *map(str, paths), *counted, *runs, "--scenario", "FILE"]
