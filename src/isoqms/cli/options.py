"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from isoqms.cli.language import Choice, Option
from isoqms.words import phrase

output_folder = click.option(
    "-o",
    "--output",
    cls=Option,
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("reports"),
    show_default=True,
    help=phrase("The folder the files are written to."),
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
