"""`isoqms --help`: what every command pays before it begins."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from measure import PROGRAMS, Command, Figure, at_most, in_turns, shown


def measure(repetitions: int) -> Iterator[Figure]:
    """Yield the figures of `isoqms --help`, and of Python itself."""
    commands = {
        "help": Command([str(PROGRAMS / "isoqms"), "--help"], {**os.environ, "ISOQMS_LANG": "vi"}),
        "python": Command([sys.executable, "-c", "pass"], os.environ),
    }
    runs = in_turns(commands, repetitions)
    yield at_most("isoqms --help", 0.12, runs["help"])
    yield shown("Python alone", runs["python"])
