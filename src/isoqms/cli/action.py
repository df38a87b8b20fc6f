"""`isoqms action`: the actions of a nonconformity, one by one."""

from __future__ import annotations

import click

from isoqms.cli.nc_list import actions
from isoqms.cli.nc_parts import propose
from isoqms.cli.register_tables import Parts, add_part_tables
from isoqms.cli.register_verbs import Group, add_verbs
from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.table import BY_VERB, MOVES
from isoqms.words import phrase


@click.group(cls=Group, name="action", help=phrase("Actions of a nonconformity: approved, started, done, verified."))
def command() -> None:
    """Hold the steps of one action."""


command.add_command(actions)
command.add_command(propose)
add_verbs(command, Kind.NONCONFORMITY, [(each.verb, each.brings, False) for each in MOVES if each.action])
add_part_tables(
    command,
    Parts(
        kind=Kind.NONCONFORMITY,
        part="actions",
        steps=tuple((verb, frozenset(map(str, BY_VERB[verb].sources))) for verb in ("correct", "draft plan")),
        brings=("kind", "text", "owner", "due", "expected_evidence", "covers"),
    ),
)
