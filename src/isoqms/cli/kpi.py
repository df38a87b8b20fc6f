"""`isoqms kpi`: measured figures."""

from __future__ import annotations

import click

from isoqms.cli.register_tables import add_tables
from isoqms.cli.register_verbs import Group, add_verbs
from isoqms.cli.register_views import add_views
from isoqms.register.kinds.kinds import Kind
from isoqms.register.kinds.table import BY_KIND
from isoqms.words import phrase


@click.group(
    cls=Group,
    name="kpi",
    help=phrase("Measured figures, by which effectiveness is judged."),
)
def command() -> None:
    """Hold the steps of these records."""


add_views(command, Kind.MEASUREMENT)
add_verbs(command, Kind.MEASUREMENT, [(each.verb, each.brings, not each.sources) for each in BY_KIND[Kind.MEASUREMENT]])
add_tables(command, Kind.MEASUREMENT, BY_KIND[Kind.MEASUREMENT][0].verb, BY_KIND[Kind.MEASUREMENT][0].brings)
