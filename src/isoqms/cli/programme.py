"""`isoqms programme`: programmes of audits."""

from __future__ import annotations

import click

from isoqms.cli.audit_print import coverage_of
from isoqms.cli.register_tables import add_tables
from isoqms.cli.register_verbs import Group, add_verbs
from isoqms.cli.register_views import add_views
from isoqms.register.kinds.kinds import Kind
from isoqms.register.kinds.table import BY_KIND
from isoqms.words import phrase


@click.group(
    cls=Group,
    name="programme",
    help=phrase("Audit programmes: sets of audits for a period and a purpose."),
)
def command() -> None:
    """Hold the steps of these records."""


add_views(command, Kind.PROGRAMME)
command.add_command(coverage_of)
add_verbs(command, Kind.PROGRAMME, [(each.verb, each.brings, not each.sources) for each in BY_KIND[Kind.PROGRAMME]])
add_tables(command, Kind.PROGRAMME, BY_KIND[Kind.PROGRAMME][0].verb, BY_KIND[Kind.PROGRAMME][0].brings)
