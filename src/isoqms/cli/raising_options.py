"""The options of `isoqms conformity` by which a person judges what checks say; light, as every run loads them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from isoqms.cli.language import Option
from isoqms.words import phrase


def raising_options(run: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options by which check results are judged and entered."""
    path = click.Path(dir_okay=False, path_type=Path)
    options = (
        click.option("--raise", "raising", cls=Option, is_flag=True,
                     help=phrase("Ask of each objection whether it is a finding, and enter what you confirm.")),
        click.option("--by", cls=Option, default="",
                     help=phrase("With --raise: who judges, by the short name in the register.")),
        click.option("--audit", cls=Option, default="", metavar="AU",
                     help=phrase("With --raise: the audit the findings belong to; what lies outside it is not asked.")),
        click.option("--questions", cls=Option, type=path, metavar="FILE",
                     help=phrase("With --raise: write what is open to be judged into FILE (YAML), and ask nothing.")),
        click.option("--answers", cls=Option, type=path, metavar="FILE",
                     help=phrase("With --raise: take answers from FILE, as --questions wrote it, and ask nothing.")),
        click.option("-w", "--workspace", cls=Option, type=click.Path(file_okay=False, path_type=Path), default=Path(),
                     help=phrase("With --raise: the folder whose register is meant; else the present one.")),
    )  # fmt: skip
    for option in reversed(options):
        run = option(run)
    return run
