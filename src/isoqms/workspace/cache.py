"""Results kept between runs in the platform's cache folder, keyed by content, never beside the user's files."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import platformdirs

import isoqms
from isoqms import __version__
from isoqms.resources import calendar_names, calendar_path, schema_names, schema_text

_KEPT = 64
_PROGRAM = (".py", ".json", ".mo", ".yaml", ".toml", ".html")
_LARGEST = 2**20
"""Larger files are refused for their size alone, and never read."""


class Cache:
    """A small store of JSON results; anything wrong with it is a miss, never an error."""

    def __init__(self, folder: Path | None = None, kind: str = "check", most: int = _KEPT) -> None:
        self._folder = folder or Path(platformdirs.user_cache_dir("isoqms", appauthor=False)) / kind
        self._most = most

    @staticmethod
    def key(parts: Iterable[bytes]) -> str:
        """Return the key of a result that follows from `parts` and this version of the program alone."""
        digest = hashlib.sha256(__version__.encode())
        for part in parts:
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
        return digest.hexdigest()

    @staticmethod
    def program() -> bytes:
        """Return a fingerprint of the program's own files, so that a changed rule is never answered from the cache."""
        calendars = [path for name in calendar_names() if (path := calendar_path(name))]
        code = sorted(_program_files(str(Path(isoqms.__file__).parent)))
        stats = [(name, stat.st_mtime_ns, stat.st_size) for name, stat in code]
        return repr([stats, [schema_text(name) for name in schema_names()], *map(Path.read_bytes, calendars)]).encode()

    def get(self, key: str) -> Any:
        """Return the result kept under `key`, or None."""
        try:
            digest, _, text = (self._folder / f"{key}.json").read_text(encoding="utf-8").partition("\n")
            return json.loads(text) if digest == _digest(text) else None
        except (OSError, ValueError):
            return None

    def put(self, key: str, result: Any) -> None:
        """Keep `result` under `key`; the file appears whole or not at all, and the oldest ones are dropped."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
            text = json.dumps(result)
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(f"{_digest(text)}\n{text}")
            Path(name).replace(self._folder / f"{key}.json")
            self._drop_oldest()
        except OSError:
            return

    def _drop_oldest(self) -> None:
        kept = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[self._most :]:
            path.unlink(missing_ok=True)


def content(file: Path) -> bytes:
    """Return what a file holds, as far as a result can rest on it; a pipe is not opened."""
    try:
        size = file.stat().st_size
        return file.read_bytes() if file.is_file() and size <= _LARGEST else str(size).encode()
    except OSError:
        return b""


def _program_files(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the files the program is made of; `os.scandir` because this is most of what an unchanged folder costs."""
    for entry in os.scandir(folder):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _program_files(entry.path)
        elif entry.name.endswith(_PROGRAM):
            yield entry.path, entry.stat()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
