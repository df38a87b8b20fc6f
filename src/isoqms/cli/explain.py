"""`isoqms explain`: the manual page of a rule."""

from __future__ import annotations

import difflib

import click

from isoqms.cli.language import Command
from isoqms.report import rule_pages
from isoqms.rules.engine import find_rules
from isoqms.words import Message, phrase


@click.command(
    cls=Command,
    help=phrase("Explain RULE, for example wf/start-end: what it asks, why, on what ground. Without RULE: list them."),
)
@click.argument("rule", required=False)
@click.pass_context
def command(ctx: click.Context, rule: str | None) -> None:
    """Print the manual page of `rule`, or the list of rules."""
    rules = {each.id: each for each in find_rules()}
    if rule is None:
        click.echo(rule_pages.overview(rules.values(), ctx.obj))
    elif rule in rules:
        click.echo(rule_pages.page(rules[rule], ctx.obj))
    else:
        near = difflib.get_close_matches(rule, rules, n=3, cutoff=0.4) or sorted(rules)
        message = Message("there is no rule “{rule}”; there are {near}", rule=rule, near=near)
        raise click.BadArgumentUsage(message.render(ctx.obj), ctx)
