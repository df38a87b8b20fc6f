"""`isoqms survey`: surveys of satisfaction."""

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
    name="survey",
    help=phrase("Surveys of satisfaction: how many were asked, answered, and were satisfied."),
)
def command() -> None:
    """Hold the steps of these records."""


add_views(command, Kind.SURVEY)
add_verbs(command, Kind.SURVEY, [(each.verb, each.brings, not each.sources) for each in BY_KIND[Kind.SURVEY]])
add_tables(command, Kind.SURVEY, BY_KIND[Kind.SURVEY][0].verb, BY_KIND[Kind.SURVEY][0].brings)
