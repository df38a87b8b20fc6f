"""`isoqms audit`: internal and external audits."""

from __future__ import annotations

import click

from isoqms.cli.audit_checklist import checklist
from isoqms.cli.audit_print import print_
from isoqms.cli.register_tables import Parts, add_part_tables, add_tables
from isoqms.cli.register_verbs import Group, add_verbs
from isoqms.cli.register_views import add_views
from isoqms.register.kinds.audits import ChecklistItem
from isoqms.register.kinds.kinds import Kind
from isoqms.register.kinds.table import BY_KIND
from isoqms.register.lifecycle.document import hints
from isoqms.words import phrase


@click.group(
    cls=Group,
    name="audit",
    help=phrase("Audits: planned, prepared, carried out, reported, followed up, closed."),
)
def command() -> None:
    """Hold the steps of these records."""


add_views(command, Kind.AUDIT)
command.add_command(checklist)
command.add_command(print_)
add_verbs(command, Kind.AUDIT, [(each.verb, each.brings, not each.sources) for each in BY_KIND[Kind.AUDIT]])
add_tables(command, Kind.AUDIT, BY_KIND[Kind.AUDIT][0].verb, BY_KIND[Kind.AUDIT][0].brings)
add_part_tables(
    command,
    Parts(
        kind=Kind.AUDIT,
        part="checklist",
        steps=tuple(
            (each.verb, frozenset(each.sources)) for each in BY_KIND[Kind.AUDIT] if each.verb in ("change", "assess")
        ),
        brings=tuple(hints(ChecklistItem)),
    ),
    "-checklist",
)
