"""`isoqms cost`: what complying with a procedure costs the applicant, before and after a scenario."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from isoqms.cli.language import Choice, Command, Option, wrong_use
from isoqms.cli.one import DEMAND, read, warn_of_figures
from isoqms.cli.options import text_or_json
from isoqms.cli.scenario_file import followed
from isoqms.cli.tables import table
from isoqms.improve.cost.comparison import Comparison, bills
from isoqms.improve.cost.income import Income, stated_income
from isoqms.improve.cost.waiting import WaitingDays, WaitingMethod, waiting_days
from isoqms.procedure import Procedure
from isoqms.report import cost_data, cost_text
from isoqms.scenario import Operation, Scenario, apply, operation_of
from isoqms.words import Message, phrase

CIRCULAR, WAITING = "circular", "waiting_days"


@click.command(
    cls=Command,
    help=phrase(
        "Say what complying with the procedures at PATH costs the applicant, item by item, and with --scenario what "
        "each item saves. Only what applicants spend on tasks and fees counts; days in the office are no cost."
    ),
)
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--scenario",
    cls=Option,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=phrase("Compare with the procedures under this scenario."),
)
@click.option(
    "--income",
    cls=Option,
    type=click.IntRange(min=1),
    metavar="N",
    help=phrase("Income per hour; needed where organisation.yaml does not state it under compliance_cost."),
)
@click.option("--income-source", cls=Option, metavar="TEXT", help=phrase("Who states the income; goes with --income."))
@click.option("--times", cls=Option, type=click.IntRange(min=0), metavar="N", help=phrase("Times a year (n)."))
@click.option("--subjects", cls=Option, type=click.IntRange(min=0), metavar="N", help=phrase("Subjects a year (N)."))
@click.option(
    "--method",
    cls=Option,
    type=Choice([CIRCULAR, WAITING]),
    default=CIRCULAR,
    show_default=True,
    help=phrase("waiting_days also prices the days of the limit, apart and with a warning."),
)
@click.option(
    "--limit",
    cls=Option,
    type=Choice(["legal", "committed", "total"]),
    default="legal",
    show_default=True,
    help=phrase("For waiting_days: which limit."),
)
@click.option(
    "--hours-per-day",
    cls=Option,
    type=click.IntRange(min=1, max=24),
    metavar="N",
    help=phrase("For waiting_days: hours of a day; those of the office, unless said."),
)
@text_or_json
@click.pass_context
def command(ctx: click.Context, /, path: Path, form: str, **asked: Any) -> None:
    """Print the bills."""
    dossiers = _dossiers(ctx, asked)
    workspace, procedures = read(ctx, path)
    before = operation_of(workspace, dated=False)
    scenario = followed(ctx, before, asked["scenario"]) if asked["scenario"] else None
    after = apply(before, scenario) if scenario else before
    costing = _Costing(before, after, scenario, _incomes(ctx, before, asked), dossiers, _method(asked))
    compared = costing.compared()
    warn_of_figures(ctx, workspace, DEMAND)
    if form == "json":
        click.echo(json.dumps(costing.data(compared, ctx.obj), ensure_ascii=False, indent=2))
        return
    if scenario:
        click.echo(Message("With the scenario “{title}”.", title=scenario.title).render(ctx.obj) + "\n")
    for procedure in procedures:
        click.echo("\n".join(costing.page(procedure, compared[procedure.id], ctx.obj)) + "\n")


def _dossiers(ctx: click.Context, asked: dict[str, Any]) -> Fraction | None:
    """Return n × N where both are given; ends the run when options are given that do not go together."""
    times, subjects = asked["times"], asked["subjects"]
    if (times is None) != (subjects is None):
        raise wrong_use(ctx, Message("--times and --subjects go together: T = C × n × N"))
    if (asked["income"] is None) != (not asked["income_source"]):
        raise wrong_use(ctx, Message("--income and --income-source go together: no figure without its source"))
    return None if times is None else Fraction(times * subjects)


def _incomes(ctx: click.Context, operation: Operation, asked: dict[str, Any]) -> dict[str, Income]:
    """Return what an hour counts as, by procedure; ends the run where nothing states it."""
    if asked["income"] is not None:
        given = Income(asked["income"], asked["income_source"], currency=_currency(operation))
        return {each.id: given for each in operation.procedures}
    found = {each.id: stated_income(operation.organisations.get(each.id)) for each in operation.procedures}
    if lacking := [id_ for id_, income in found.items() if income is None]:
        message = Message(
            "the income per hour and its source are needed for {procedures}: give --income and --income-source, or "
            "write compliance_cost in organisation.yaml",
            procedures=lacking,
        )
        raise wrong_use(ctx, message)
    return {id_: income for id_, income in found.items() if income is not None}


def _currency(operation: Operation) -> str | None:
    """Return the currency of the fees, where there is one only."""
    named = {fee.currency for each in operation.procedures for fee in each.fees.values() if fee.currency}
    return named.pop() if len(named) == 1 else None


def _method(asked: dict[str, Any]) -> WaitingMethod | None:
    if asked["method"] != WAITING:
        return None
    hours = asked["hours_per_day"]
    return WaitingMethod(asked["limit"], 0, Fraction(hours) if hours else None, None)


@dataclass(frozen=True, slots=True)
class _Costing:
    """What was asked for: procedures as they are and as the scenario makes them, and what an hour counts as."""

    before: Operation
    after: Operation
    scenario: Scenario | None
    incomes: Mapping[str, Income]
    dossiers: Fraction | None
    waiting: WaitingMethod | None

    def compared(self) -> dict[str, Comparison]:
        """Return the bills of each procedure before and after."""
        held = bills(self.before, self.incomes, self.dossiers)
        then = bills(self.after, self.incomes, self.dossiers, self.before) if self.scenario else held
        return {id_: Comparison(held[id_], then[id_]) for id_ in held}

    def days(self, id_: str) -> tuple[WaitingDays | Message, WaitingDays | Message] | None:
        """Return the days of a procedure by the other method, where it is asked for."""
        if self.waiting is None:
            return None
        method = replace(self.waiting, per_hour=self.incomes[id_].per_hour, dossiers=self.dossiers)
        return waiting_days(self.before, id_, method), waiting_days(self.after, id_, method)

    def page(self, procedure: Procedure, comparison: Comparison, lang: str) -> Iterator[str]:
        """Yield what is told of a procedure."""
        income, compared = self.incomes[procedure.id], self.scenario is not None
        yield f"{procedure.id}  {procedure.title.render(lang)}"
        yield cost_text.income_line(income, lang)
        yield ""
        heads = cost_text.HEADS_COMPARED if compared else cost_text.HEADS
        if not comparison.before.nothing_known:
            yield table([head.render(lang) for head in heads], cost_text.rows(comparison, lang, compared))
            yield ""
        yield cost_text.year_line(comparison, income, lang, compared)
        if parts := cost_text.by_number(comparison, income.currency, lang):
            yield parts.render(lang)
        yield from cost_text.remarks(comparison, lang)
        yield from cost_text.method_lines(lang)
        if days := self.days(procedure.id):
            yield ""
            yield from cost_text.waiting_lines(*days, income, lang)

    def data(self, compared: Mapping[str, Comparison], lang: str) -> dict[str, Any]:
        """Return the same for other programs."""
        told = {}
        for id_, comparison in compared.items():
            days = self.days(id_)
            more = {WAITING: cost_data.waiting_data(*days)} if days else {}
            told[id_] = {
                "income": cost_data.income_data(self.incomes[id_]),
                **cost_data.comparison_data(comparison),
                **more,
            }
        named = {"scenario": self.scenario.id} if self.scenario else {}
        return {"method": CIRCULAR, **named, "procedures": told}
