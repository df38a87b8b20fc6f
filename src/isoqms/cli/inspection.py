"""`isoqms inspection`: inspections of the public service."""

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
    name="inspection",
    help=phrase("Public-service inspections: what was found in a unit, never about persons."),
)
def command() -> None:
    """Hold the steps of these records."""


add_views(command, Kind.INSPECTION)
add_verbs(command, Kind.INSPECTION, [(each.verb, each.brings, not each.sources) for each in BY_KIND[Kind.INSPECTION]])
add_tables(command, Kind.INSPECTION, BY_KIND[Kind.INSPECTION][0].verb, BY_KIND[Kind.INSPECTION][0].brings)
