"""Console examples in a Markdown page, run and compared: what the page shows is what the reader gets.

A block fenced as `console` holds commands after `$ ` and below each what it prints. A line `…` stands for any lines.
Commands run one after another in one folder; `cd` moves for the rest of its block.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ANYTHING = "…"


@dataclass(frozen=True)
class Example:
    """A command and what the page says it prints."""

    command: str
    expected: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """The examples of one fenced block, and the line of the page it begins on."""

    line: int
    examples: tuple[Example, ...]


def blocks(page: str) -> Iterator[Block]:
    """Yield the console blocks of a Markdown page.

    Raises:
        ValueError: when a block does not begin with a command, so that something shown would not be run.
    """
    for found in re.finditer(r"^```console\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        line = page.count("\n", 0, found.start()) + 1
        before, *parts = re.split(r"^\$ ", found[1], flags=re.MULTILINE)
        if before.strip() or not parts:
            raise ValueError(f"the console block on line {line} does not begin with a command: {before!r}")
        texts = [part.splitlines() for part in parts]
        yield Block(line, tuple(Example(text[0], _trimmed(text[1:])) for text in texts))


def matches(expected: tuple[str, ...], printed: str) -> bool:
    """Say whether what was printed is what was expected, spaces at the ends of lines apart."""
    pattern = "".join(r"(?:.*\n)*?" if line == ANYTHING else re.escape(line) + "\n" for line in expected)
    return re.fullmatch(pattern, "".join(line + "\n" for line in _trimmed(printed.splitlines()))) is not None


def run(block: Block, folder: Path, environment: Mapping[str, str]) -> list[str]:
    """Run the commands of a block in `folder` and return what differs from the page, in words."""
    differences = []
    for example in block.examples:
        if example.command.startswith("cd "):
            folder = folder / example.command.removeprefix("cd ").strip()
            continue
        done = subprocess.run(
            example.command,
            shell=True,
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        if done.returncode not in (0, 1):
            differences.append(f"$ {example.command}\nended with exit code {done.returncode}:\n{done.stdout}")
        elif not matches(example.expected, done.stdout):
            wanted = "\n".join(example.expected)
            differences.append(f"$ {example.command}\nthe page says:\n{wanted}\nit prints:\n{done.stdout}")
    return differences


def reader_environment(programs: Path) -> dict[str, str]:
    """Return the environment of a reader who set nothing: no language, no colours, no register elsewhere.

    `programs` come first on the path.
    """
    set_by_others = re.compile(r"LANG|LC_|NO_COLOR|FORCE_COLOR|ISOQMS_")
    kept = {name: value for name, value in os.environ.items() if not set_by_others.match(name)}
    return {**kept, "PATH": os.pathsep.join([str(programs), os.environ["PATH"]]), "COLUMNS": "100"}


def _trimmed(lines: list[str]) -> tuple[str, ...]:
    """Return lines without spaces at their ends, and without empty lines at the end."""
    return tuple("\n".join(line.rstrip() for line in lines).rstrip().splitlines())
