"""`isoqms explain`: the manual page of a rule."""

from __future__ import annotations

import click

from isoqms.cli.language import Command, Option, wrong_use
from isoqms.exchange.explained import EXPLAINED
from isoqms.report import rule_catalogue, rule_pages
from isoqms.rules.clauses import every_rule
from isoqms.rules.engine import no_such_rule
from isoqms.words import phrase, translate


@click.command(
    cls=Command,
    help=phrase("Explain RULE, for example wf/start-end: what it asks, why, on what ground. Without RULE: list them."),
)
@click.argument("rule", required=False)
@click.option(
    "--all",
    "whole",
    cls=Option,
    is_flag=True,
    help=phrase("Print the whole catalogue of rules as Markdown."),
)
@click.pass_context
def command(ctx: click.Context, rule: str | None, whole: bool) -> None:
    """Print the manual page of `rule`, the list of rules, or all their pages."""
    rules = every_rule()
    if whole:
        click.echo(rule_catalogue.catalogue(rules.values(), ctx.obj))
    elif rule is None:
        click.echo(rule_pages.overview((rules[id_] for id_ in sorted(rules)), ctx.obj))
    elif rule in rules:
        click.echo(rule_pages.page(rules[rule], ctx.obj))
    elif rule in EXPLAINED:
        click.echo(f"{rule}: {translate(EXPLAINED[rule], ctx.obj)}")
    else:
        raise wrong_use(ctx, no_such_rule(rule, (*rules, *EXPLAINED)))
