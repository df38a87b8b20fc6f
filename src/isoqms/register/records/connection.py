"""Where a register is kept: a SQLite file of its own, or a PostgreSQL database by its address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError, connections

from isoqms.problem import IsoqmsError
from isoqms.register.place import Place
from isoqms.words import Message

WAIT_SECONDS = 60
"""How long a writer waits for others before it gives up."""
_SQLITE_START = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
_CUT_OFF = ("server closed the connection", "terminating connection", "connection is closed", "consuming input failed")
_SCHEMES = ("postgresql", "postgres")


def connect(place: Place) -> str:
    """Make a register known to Django and return the name it is asked by; nothing is opened yet."""
    alias = place.alias
    if alias not in connections.settings:
        settings = _sqlite(place.file) if place.file else _postgresql(place.url)
        # Django fills in what is not said; it insists on a default, which stays none
        connections.settings[alias] = connections.configure_settings({"default": {}, alias: settings})[alias]
    return alias


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file.absolute()),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": WAIT_SECONDS, "init_command": _SQLITE_START},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in _SCHEMES or not name:
        raise IsoqmsError(
            Message("the address of the register is not one of PostgreSQL; write postgresql://user@server/database")
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or options.pop("password", "")),
        "HOST": unquote(parts.hostname or options.pop("host", "")),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


def is_sqlite(alias: str) -> bool:
    """Say whether a register is kept in a SQLite file."""
    return bool(connections[alias].vendor == "sqlite")


@contextmanager
def told(place: Place) -> Iterator[None]:
    """Turn what a database refuses into a sentence that says what to do.

    Raises:
        IsoqmsError: the database could not be reached, read or written.
    """
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        connections[connect(place)].close()  # the next step begins with a new connection
        raise IsoqmsError(_sentence(str(error), str(place))) from error
    except ImproperlyConfigured as error:
        if "psycopg" not in str(error):
            raise
        raise IsoqmsError(
            Message("PostgreSQL needs a further library: install it with: pip install isoqms[postgresql]")
        ) from error


def _sentence(reason: str, place: str) -> Message:
    text = reason.lower()
    if "readonly" in text or "read-only" in text:
        return Message(
            "the register {place} may only be read: nothing was written; ask for the right to write", place=place
        )
    if "full" in text or "no space" in text:
        return Message(
            "there is no room left for the register {place}: nothing was written; free some space", place=place
        )
    if "locked" in text or "lock timeout" in text:
        return Message("others are writing to the register {place}: nothing was written; try again", place=place)
    if "not a database" in text or "malformed" in text:
        return Message("{place} is no register, or is damaged; restore it from a backup", place=place)
    reason = " ".join(reason.split())
    if any(sign in text for sign in _CUT_OFF):
        return Message(
            "the connection to the register {place} broke ({reason}): look whether the step was written before "
            "repeating it",
            place=place,
            reason=reason,
        )
    return Message("the register {place} cannot be used ({reason}): nothing was written", place=place, reason=reason)
