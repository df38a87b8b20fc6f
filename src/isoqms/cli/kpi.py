"""`isoqms kpi`: measured figures, and the one by which a nonconformity is judged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from isoqms.cli.language import Command
from isoqms.cli.options import text_or_json
from isoqms.cli.register_tables import add_tables
from isoqms.cli.register_verbs import Group, add_verbs, open_register, workspace_option
from isoqms.cli.register_views import add_views, held
from isoqms.register.kinds.kinds import Kind
from isoqms.register.kinds.table import BY_KIND
from isoqms.register.lifecycle.nonconformity import Criterion
from isoqms.report.record.value_words import in_words
from isoqms.words import Message, phrase

if TYPE_CHECKING:
    from isoqms.metrics import Measured

EXIT_UNKNOWN = 1


@click.group(
    cls=Group,
    name="kpi",
    help=phrase("Measured figures, by which effectiveness is judged."),
)
def command() -> None:
    """Hold the steps of these records."""


@click.command(
    "measured",
    cls=Command,
    help=phrase(
        "Say what the figure is now by which the nonconformity REFERENCE is judged, measured since its last action. "
        "Ends with 1 when it cannot be told."
    ),
)
@click.argument("reference")
@workspace_option
@text_or_json
@click.pass_context
def measured(ctx: click.Context, /, reference: str, workspace: Path, form: str) -> None:
    """Print the figure of a criterion as it stands."""
    from isoqms.register.records.figures import figure_for

    book = open_register(workspace)
    record = held(ctx, book, Kind.NONCONFORMITY, reference)[0]
    figure = figure_for(book, record, record.watched_since)
    if form == "json":
        click.echo(json.dumps({"figure": _as_data(figure, ctx.obj)}, ensure_ascii=False, indent=2))
    elif figure is None:
        said = Message("{reference} has no figure yet: no action is done, or no criterion fixed", reference=reference)
        click.echo(said.render(ctx.obj), err=True)
    else:
        click.echo(_as_text(record.criterion, figure).render(ctx.obj))
    ctx.exit(0 if figure and figure.value is not None else EXIT_UNKNOWN)


def _as_data(figure: Measured | None, lang: str) -> dict[str, str] | None:
    if figure is None:
        return None
    period = {"from": figure.first.isoformat(), "to": figure.last.isoformat()}
    if figure.reason:
        return {"reason": figure.reason.render(lang), **period}
    return {"value": str(figure.value), "source": str(figure.source), **period}


def _as_text(criterion: Criterion, figure: Measured) -> Message:
    if figure.reason:
        return figure.reason
    return Message(
        "{name}: {value} ({source}), from {first} to {last}; before the actions {baseline}, target {target}",
        name=criterion.metric,
        value=figure.value,
        source=in_words(figure.source),
        first=in_words(figure.first),
        last=in_words(figure.last),
        baseline=criterion.baseline,
        target=criterion.target,
    )


add_views(command, Kind.MEASUREMENT)
command.add_command(measured)
add_verbs(command, Kind.MEASUREMENT, [(each.verb, each.brings, not each.sources) for each in BY_KIND[Kind.MEASUREMENT]])
add_tables(command, Kind.MEASUREMENT, BY_KIND[Kind.MEASUREMENT][0].verb, BY_KIND[Kind.MEASUREMENT][0].brings)
