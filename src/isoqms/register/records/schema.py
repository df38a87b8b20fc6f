"""The tables brought up to date, and with them what protects the history."""

from __future__ import annotations

from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from isoqms.register.records.triggers import create_triggers, drop_triggers


def pending(alias: str) -> bool:
    """Say whether tables are missing or of an earlier version."""
    executor = MigrationExecutor(connections[alias])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_newer(alias: str) -> bool:
    """Say whether a later version of the program has changed the tables."""
    loader = MigrationExecutor(connections[alias]).loader
    ours = {key for key in loader.applied_migrations if key[0] == "register"}
    return bool(ours - set(loader.disk_migrations))


def migrate(alias: str) -> None:
    """Bring the tables up to date.

    SQLite cannot remake a table another one's trigger speaks of, and forgets the triggers of the one it remakes: they
    are taken away before and made anew after. Should the program be ended in between, opening the register tells.
    """
    executor = MigrationExecutor(connections[alias])
    targets = executor.loader.graph.leaf_nodes()
    if executor.migration_plan(targets):
        if "register_event" in connections[alias].introspection.table_names():
            drop_triggers(alias)
        executor.migrate(targets)
    create_triggers(alias)
