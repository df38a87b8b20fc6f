"""Long proofs of the register: writers killed a hundred times on each database, and a hundred times the server."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from measure import Figure

sys.path[:0] = [str(Path(__file__).parent.parent / "tests")]

from register import postgres  # noqa: E402
from register.register_making import Clock, create, peopled  # noqa: E402
from register.storms import Storm, killed_servers, killed_writers  # noqa: E402

from isoqms.register.place import Place  # noqa: E402
from isoqms.register.records.book import Book  # noqa: E402

KILLS = 100


def prove() -> Iterator[Figure]:
    """Yield what became of the steps acknowledged, after each kind of storm."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield from _told("SQLite, writer killed", killed_writers(_book(Place(file=Path(folder) / "r.db")), KILLS))
    with postgres.server() as server:
        create(server.url, "soak")
        yield from _told("PostgreSQL, writer killed", killed_writers(_book(Place(url=server.url + "soak")), KILLS))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield from _told("PostgreSQL, server killed", killed_servers(Path(folder), KILLS))


def _book(place: Place) -> Book:
    evidence = Path(tempfile.mkdtemp(prefix="isoqms-soak-"))
    return peopled(place, evidence, Clock(datetime(2026, 3, 2, tzinfo=UTC)))


def _told(name: str, storm: Storm) -> Iterator[Figure]:
    title = f"{name} {storm.kills} times"
    yield Figure(f"{title}: steps acknowledged", "some", storm.acknowledged, "steps", storm.acknowledged > 0)
    yield Figure(f"{title}: of them lost, or nobody told", "0", storm.lost, "steps", storm.lost == 0)
    yield Figure(f"{title}: faults of the history", "0", storm.faults, "faults", storm.faults == 0)
