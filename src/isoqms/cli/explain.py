"""`isoqms explain`: the manual page of a rule."""

from __future__ import annotations

import click

from isoqms.cli.language import Command, wrong_use
from isoqms.report import rule_pages
from isoqms.rules.clauses import every_rule
from isoqms.rules.engine import no_such_rule
from isoqms.words import phrase


@click.command(
    cls=Command,
    help=phrase("Explain RULE, for example wf/start-end: what it asks, why, on what ground. Without RULE: list them."),
)
@click.argument("rule", required=False)
@click.pass_context
def command(ctx: click.Context, rule: str | None) -> None:
    """Print the manual page of `rule`, or the list of rules."""
    rules = every_rule()
    if rule is None:
        click.echo(rule_pages.overview((rules[id_] for id_ in sorted(rules)), ctx.obj))
    elif rule in rules:
        click.echo(rule_pages.page(rules[rule], ctx.obj))
    else:
        raise wrong_use(ctx, no_such_rule(rule, rules))
