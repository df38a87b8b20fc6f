"""`isoqms finding`: audit findings, and what becomes of them."""

from __future__ import annotations

import click

from isoqms.cli.finding_entry import raise_
from isoqms.cli.register_tables import add_tables
from isoqms.cli.register_verbs import Group, add_verbs
from isoqms.cli.register_views import add_views
from isoqms.register.kinds.kinds import Kind
from isoqms.register.kinds.table import BY_KIND
from isoqms.words import phrase


@click.group(
    cls=Group,
    name="finding",
    help=phrase("Findings of audits: drafted, communicated, agreed or contested, closed."),
)
def command() -> None:
    """Hold the steps of these records."""


add_views(command, Kind.FINDING)
command.add_command(raise_)
add_verbs(command, Kind.FINDING, [(each.verb, each.brings, not each.sources) for each in BY_KIND[Kind.FINDING]])
add_tables(command, Kind.FINDING, BY_KIND[Kind.FINDING][0].verb, BY_KIND[Kind.FINDING][0].brings)
