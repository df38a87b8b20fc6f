"""Files the commands write."""

from __future__ import annotations

from pathlib import Path

from isoqms.problem import IsoqmsError, reason_of
from isoqms.words import Message


def write(folder: Path, name: str, content: bytes) -> Path:
    """Write a file into `folder`, which is made where it is missing, and return its path.

    Raises:
        IsoqmsError: the place cannot be written to.
    """
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise IsoqmsError(
            Message(
                "“{path}” cannot be written: {reason}; name another folder with -o", path=path, reason=reason_of(error)
            )
        ) from error
    return path
