"""`isoqms complaint`: complaints about services."""

from __future__ import annotations

import click

from isoqms.cli.complaint_print import print_
from isoqms.cli.register_tables import add_tables
from isoqms.cli.register_verbs import Group, add_verbs
from isoqms.cli.register_views import add_views
from isoqms.register.kinds.kinds import Kind
from isoqms.register.kinds.table import BY_KIND
from isoqms.words import phrase


@click.group(
    cls=Group,
    name="complaint",
    help=phrase("Complaints about services: received, assessed, answered, closed."),
)
def command() -> None:
    """Hold the steps of these records."""


add_views(command, Kind.COMPLAINT)
command.add_command(print_)
add_verbs(command, Kind.COMPLAINT, [(each.verb, each.brings, not each.sources) for each in BY_KIND[Kind.COMPLAINT]])
add_tables(command, Kind.COMPLAINT, BY_KIND[Kind.COMPLAINT][0].verb, BY_KIND[Kind.COMPLAINT][0].brings)
