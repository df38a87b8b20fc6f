"""Where a register is kept: a SQLite file of its own, or a PostgreSQL database by its address."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

ADDRESS: Final = "ISOQMS_DATABASE_URL"
"""The variable of the environment which names a PostgreSQL database."""
_FOLDER: Final = "register"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a register is kept: a file, or else the address of a database server."""

    file: Path | None = None
    url: str = ""

    def __post_init__(self) -> None:
        if bool(self.file) == bool(self.url):
            raise ValueError(f"a register is kept either in a file or at an address: {self.file!r}, {self.url!r}")

    def __str__(self) -> str:
        """Return the place as it may be shown: without a password."""
        if self.file:
            return str(self.file)
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"

    @property
    def alias(self) -> str:
        """The name of the connection, one for each place."""
        where = str(self.file.absolute()) if self.file else self.url
        return "register-" + hashlib.sha256(where.encode("utf-8")).hexdigest()[:16]


def place_of(workspace: Path, environment: Mapping[str, str]) -> Place:
    """Return where the register of a workspace is kept: at the address given, else in a file of its own.

    >>> str(place_of(Path("so"), {"ISOQMS_DATABASE_URL": "postgresql://an:x@may-chu/iso"}))
    'postgresql://may-chu/iso'
    """
    url = environment.get(ADDRESS, "").strip()
    return Place(url=url) if url else Place(file=workspace / _FOLDER / "register.sqlite3")


def evidence_folder(workspace: Path) -> Path:
    """Return the folder of a workspace where files of evidence lie."""
    return workspace / _FOLDER / "evidence"
