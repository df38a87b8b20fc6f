"""`isoqms check` on 85 procedures, first and again, beside check-jsonschema on the same files and schema."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from make_workspace import make_workspace
from measure import PROGRAMS, Command, Figure, at_most, in_turns, shown, times_faster

SCHEMA = Path(__file__).parent.parent / "schemas" / "procedure.schema.json"
PROCEDURES = 85


def measure(repetitions: int) -> Iterator[Figure]:
    """Yield the figures of `isoqms check` and of its peer."""
    with tempfile.TemporaryDirectory() as folder:
        office, kept = Path(folder) / "office", Path(folder) / "cache"
        files = [str(path) for path in make_workspace(PROCEDURES, office)]
        own = {**os.environ, "XDG_CACHE_HOME": str(kept), "ISOQMS_LANG": "vi"}
        check = [str(PROGRAMS / "isoqms"), "check", str(office)]
        peer = [str(PROGRAMS / "check-jsonschema"), "--schemafile", str(SCHEMA), *files]
        runs = in_turns(
            {
                "cold": Command(check, own, before=lambda: shutil.rmtree(kept, ignore_errors=True)),
                "warm": Command(check, own),
                "peer": Command(peer, os.environ),
            },
            repetitions,
        )
    yield at_most(f"isoqms check, {PROCEDURES} procedures, rules included", 1.5, runs["cold"])
    yield at_most("the same again, nothing changed", 0.5, runs["warm"])
    yield shown("check-jsonschema, same files and schema", runs["peer"])
    yield times_faster("isoqms check against check-jsonschema", 2, runs["cold"], runs["peer"])
