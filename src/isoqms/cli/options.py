"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from isoqms.cli.language import Choice, Option, When
from isoqms.words import phrase

output_folder = click.option(
    "-o",
    "--output",
    cls=Option,
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("reports"),
    show_default=True,
    help=phrase("The folder to write the files to."),
)

text_or_json = click.option(
    "--format",
    "form",
    cls=Option,
    type=Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=phrase("For people, or for other programs."),
)

# what a simulation counts, and where its luck comes from

cases = click.option(
    "--cases", cls=Option, type=click.IntRange(min=1), metavar="N", help=phrase("Count this many dossiers.")
)

days = click.option(
    "--days", cls=Option, type=click.IntRange(min=1), metavar="N", help=phrase("Count those of this many days.")
)

start = click.option(
    "--from", "start", cls=Option, type=When(["%Y-%m-%d"]), metavar="DATE", help=phrase("The first day.")
)

replications = click.option(
    "--replications",
    cls=Option,
    type=click.IntRange(min=1),
    metavar="R",
    help=phrase("How often to simulate, each time with other luck; margins of error need at least 2."),
)

seed = click.option(
    "--seed",
    cls=Option,
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    metavar="N",
    help=phrase("The number all luck comes from: the same number gives the same result."),
)

charts = click.option(
    "--charts",
    cls=Option,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help=phrase("Write charts into this folder, as SVG and PNG."),
)


def part(value: Any) -> float:
    """Return a part of a whole that somebody writes, as a percentage or a number; -1 for what is neither."""
    text = str(value).replace(" ", "").replace(",", ".")
    try:
        return float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return -1.0
