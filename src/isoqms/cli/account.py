"""`isoqms account`: accounts of those who act."""

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
    name="account",
    help=phrase("Who may act in the register: people, their duties, processes and posts."),
)
def command() -> None:
    """Hold the steps of these records."""


add_views(command, Kind.ACCOUNT)
add_verbs(command, Kind.ACCOUNT, [(each.verb, each.brings, not each.sources) for each in BY_KIND[Kind.ACCOUNT]])
add_tables(command, Kind.ACCOUNT, BY_KIND[Kind.ACCOUNT][0].verb, BY_KIND[Kind.ACCOUNT][0].brings)
