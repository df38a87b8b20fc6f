"""Tables on a terminal."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from io import StringIO

from rich import box
from rich.console import Console
from rich.table import Table

_WIDTH_OF_A_PIPE = 110


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as text, as wide as the terminal; in a pipe 110 signs wide, so that it never changes there."""
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        grid.add_column(head, overflow="fold")
    for row in rows:
        grid.add_row(*row)
    width = shutil.get_terminal_size((_WIDTH_OF_A_PIPE, 24)).columns
    console = Console(file=StringIO(), width=max(60, width), color_system=None, markup=False, highlight=False)
    with console.capture() as captured:
        console.print(grid)
    return "\n".join(line.rstrip() for line in captured.get().strip("\n").splitlines())
