"""`isoqms nc`: nonconformities, from the report to the proven end."""

from __future__ import annotations

from typing import Final

import click

from isoqms.cli.nc_list import entries
from isoqms.cli.nc_next import next_
from isoqms.cli.nc_parts import cause
from isoqms.cli.nc_print import print_
from isoqms.cli.nc_views import causes, due, similar, standing, warn_of_causes, warn_of_delays
from isoqms.cli.register_tables import add_tables
from isoqms.cli.register_verbs import Group, add_verbs
from isoqms.cli.register_views import add_views
from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.table import BY_VERB, MOVES
from isoqms.words import phrase


@click.group(
    cls=Group,
    name="nc",
    help=phrase("Nonconformities: reported, accepted, analysed, planned, carried out, and closed once it is proven."),
)
def command() -> None:
    """Hold the steps of the life of a nonconformity."""


add_views(command, Kind.NONCONFORMITY, standing)
for view in (entries, next_, due, similar, cause, causes, print_):
    command.add_command(view)
add_verbs(command, Kind.NONCONFORMITY, [("draft", BY_VERB["edit"].brings, True)])
_STEPS: Final = tuple((each.verb, each.brings, False) for each in MOVES if not each.action)
for step in _STEPS:
    said = warn_of_causes if "causes.*" in step[1] else warn_of_delays if step[0] == "extend" else None
    add_verbs(command, Kind.NONCONFORMITY, [step], said)
add_tables(command, Kind.NONCONFORMITY, "draft", BY_VERB["edit"].brings)
