"""How far a simulation has come, shown while people wait."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from isoqms.words import Message


@contextmanager
def progress(lang: str) -> Iterator[Callable[[int, int], None] | None]:
    """Show how far a run has come, on a terminal only: what is given is told how much is done, and of how much."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(Message("simulating").render(lang), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
