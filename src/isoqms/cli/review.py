"""`isoqms review`: reviews by the management."""

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
    name="review",
    help=phrase("Management reviews: inputs and decisions."),
)
def command() -> None:
    """Hold the steps of these records."""


add_views(command, Kind.REVIEW)
add_verbs(command, Kind.REVIEW, [(each.verb, each.brings, not each.sources) for each in BY_KIND[Kind.REVIEW]])
add_tables(command, Kind.REVIEW, BY_KIND[Kind.REVIEW][0].verb, BY_KIND[Kind.REVIEW][0].brings)
