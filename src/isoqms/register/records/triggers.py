"""What keeps history as it is: triggers by which the database itself refuses to change or remove an event.

They are made anew after every migration, because SQLite tables are remade by it and lose theirs silently; and they
are looked for whenever a register is opened. Whoever owns the database file or the tables can still remove them, which
the chain of hashes then shows.
"""

from __future__ import annotations

from typing import Final

from django.db import connections

from isoqms.register.records.connection import is_sqlite

_REASON: Final = "the history of the register cannot be changed"

_SQLITE: Final = {
    "isoqms_event_no_update": "BEFORE UPDATE ON register_event BEGIN SELECT RAISE(ABORT, '{reason}'); END",
    "isoqms_event_no_delete": "BEFORE DELETE ON register_event BEGIN SELECT RAISE(ABORT, '{reason}'); END",
    # REPLACE removes rows without firing the trigger above, so an event may only ever come after the last one
    "isoqms_event_next": (
        "BEFORE INSERT ON register_event WHEN NOT EXISTS "
        "(SELECT 1 FROM register_head WHERE seq = NEW.seq - 1 AND hash = NEW.prev_hash) "
        "BEGIN SELECT RAISE(ABORT, '{reason}'); END"
    ),
    "isoqms_head_no_delete": "BEFORE DELETE ON register_head BEGIN SELECT RAISE(ABORT, '{reason}'); END",
    "isoqms_head_next": (
        "BEFORE UPDATE ON register_head WHEN NEW.id <> OLD.id OR NEW.register <> OLD.register OR NOT EXISTS "
        "(SELECT 1 FROM register_event WHERE seq = NEW.seq AND seq = OLD.seq + 1 AND hash = NEW.hash) "
        "BEGIN SELECT RAISE(ABORT, '{reason}'); END"
    ),
    "isoqms_head_one": (
        "BEFORE INSERT ON register_head WHEN NEW.id <> 1 OR EXISTS (SELECT 1 FROM register_head) "
        "OR EXISTS (SELECT 1 FROM register_event) BEGIN SELECT RAISE(ABORT, '{reason}'); END"
    ),
}

_POSTGRESQL_FUNCTIONS: Final = (
    """
    CREATE OR REPLACE FUNCTION isoqms_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{reason}' USING ERRCODE = 'restrict_violation'; END $$
    """,
    """
    CREATE OR REPLACE FUNCTION isoqms_event_next() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (SELECT 1 FROM register_head WHERE seq = NEW.seq - 1 AND hash = NEW.prev_hash) THEN
            RAISE EXCEPTION '{reason}' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE OR REPLACE FUNCTION isoqms_head_next() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.id <> OLD.id OR NEW.register <> OLD.register OR NOT EXISTS (
            SELECT 1 FROM register_event WHERE seq = NEW.seq AND seq = OLD.seq + 1 AND hash = NEW.hash) THEN
            RAISE EXCEPTION '{reason}' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE OR REPLACE FUNCTION isoqms_head_one() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.id <> 1 OR EXISTS (SELECT 1 FROM register_head) OR EXISTS (SELECT 1 FROM register_event) THEN
            RAISE EXCEPTION '{reason}' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
)
_POSTGRESQL: Final = {
    "isoqms_event_keep": "BEFORE UPDATE OR DELETE ON register_event FOR EACH ROW EXECUTE FUNCTION isoqms_refuse()",
    # TRUNCATE fires no trigger of rows
    "isoqms_event_all": "BEFORE TRUNCATE ON register_event FOR EACH STATEMENT EXECUTE FUNCTION isoqms_refuse()",
    "isoqms_event_next": "BEFORE INSERT ON register_event FOR EACH ROW EXECUTE FUNCTION isoqms_event_next()",
    "isoqms_head_keep": "BEFORE DELETE ON register_head FOR EACH ROW EXECUTE FUNCTION isoqms_refuse()",
    "isoqms_head_all": "BEFORE TRUNCATE ON register_head FOR EACH STATEMENT EXECUTE FUNCTION isoqms_refuse()",
    "isoqms_head_next": "BEFORE UPDATE ON register_head FOR EACH ROW EXECUTE FUNCTION isoqms_head_next()",
    "isoqms_head_one": "BEFORE INSERT ON register_head FOR EACH ROW EXECUTE FUNCTION isoqms_head_one()",
}


def _wanted(alias: str) -> dict[str, str]:
    texts = _SQLITE if is_sqlite(alias) else _POSTGRESQL
    return {name: f"CREATE TRIGGER {name} {text}".replace("{reason}", _REASON) for name, text in texts.items()}


def create_triggers(alias: str) -> None:
    """Make all triggers anew."""
    with connections[alias].cursor() as cursor:
        if not is_sqlite(alias):
            for function in _POSTGRESQL_FUNCTIONS:
                cursor.execute(function.replace("{reason}", _REASON))
        for name, statement in _wanted(alias).items():
            table = "register_event" if "_event_" in name else "register_head"
            where = "" if is_sqlite(alias) else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{where}")
            cursor.execute(statement)


def drop_triggers(alias: str) -> None:
    """Remove all triggers, as remaking a table needs; they are made anew right after."""
    with connections[alias].cursor() as cursor:
        for name in _wanted(alias):
            table = "register_event" if "_event_" in name else "register_head"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + ("" if is_sqlite(alias) else f" ON {table}"))


def missing_triggers(alias: str) -> tuple[str, ...]:
    """Return the names of triggers that are not there, are switched off, or read otherwise."""
    wanted = _wanted(alias)
    with connections[alias].cursor() as cursor:
        if is_sqlite(alias):
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            held = dict(cursor.fetchall())
            return tuple(name for name, statement in wanted.items() if held.get(name) != statement)
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O' "
            "AND tgrelid IN ('register_event'::regclass, 'register_head'::regclass)"
        )
        names = {row[0] for row in cursor.fetchall()}
        return tuple(name for name in wanted if name not in names)
