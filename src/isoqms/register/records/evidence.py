"""Files of evidence: kept by their SHA-256 in a folder of their own, outside anything served, and never opened."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import MappingProxyType
from typing import Final

from isoqms.problem import IsoqmsError, reason_of
from isoqms.register.answer import Answer, Refused, Request, Written
from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.case import Refusal
from isoqms.register.records import mapping
from isoqms.register.records.book import Book
from isoqms.words import Message

LARGEST_BYTES: Final = 25_000_000
_ZIP: Final = (b"PK\x03\x04",)
TYPES: Final = MappingProxyType(
    {
        ".pdf": ("application/pdf", (b"%PDF-",)),
        ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
        ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
        ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
        ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _ZIP),
        ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _ZIP),
        ".odt": ("application/vnd.oasis.opendocument.text", _ZIP),
        ".ods": ("application/vnd.oasis.opendocument.spreadsheet", _ZIP),
        ".txt": ("text/plain", ()),
        ".csv": ("text/csv", ()),
    }
)
"""Endings accepted, the type of each, and what such a file begins with; plain text is proved by its letters."""
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


def check_size(size_bytes: int) -> None:
    """Make sure that a file is not too large.

    Raises:
        ValueError: it is.
    """
    if size_bytes > LARGEST_BYTES:
        raise ValueError(f"a file of {size_bytes} bytes is too large")


def path_of(folder: Path, reference: str) -> Path:
    """Return where the file of a SHA-256 lies.

    Raises:
        ValueError: the reference is no SHA-256, so that no path outside the folder can be named.
    """
    if not _SHA256.fullmatch(reference):
        raise ValueError(f"not a SHA-256: {reference!r}")
    return folder / reference[:2] / reference


def keep(folder: Path, content: bytes, expected: str = "") -> str:
    """Put a file into the folder, whole or not at all, and return its SHA-256.

    Raises:
        ValueError: the content is not the one expected.
    """
    reference = hashlib.sha256(content).hexdigest()
    if expected and reference != expected:
        raise ValueError(f"the file {expected} was changed")
    path = path_of(folder, reference)
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o440)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    return reference


def read_file(book: Book, reference: str) -> bytes:
    """Return the content of a file of evidence.

    Raises:
        IsoqmsError: it is missing, or no longer what it was.
    """
    try:
        content = path_of(book.folder, reference).read_bytes()
    except FileNotFoundError:
        content = b""
    if hashlib.sha256(content).hexdigest() != reference:
        raise IsoqmsError(
            Message("the file of evidence {file} is missing or was changed; restore it from a backup", file=reference)
        )
    return content


def plain_name(name: str) -> str:
    """Return the bare name of a file, whatever path came with it.

    >>> plain_name("..\\\\..\\\\x/Biên bản.pdf")
    'Biên bản.pdf'
    """
    bare = PureWindowsPath(PurePosixPath(name).name).name
    kept = "".join(each for each in unicodedata.normalize("NFC", bare) if unicodedata.category(each)[0] != "C")
    return kept.strip(" .")[-200:]


def add_path(book: Book, file: Path, by: str) -> Answer:
    """Put the file at a path into the register; of one that is too large no more is read than shows that.

    Raises:
        IsoqmsError: it could not be read, or not be written.
    """
    try:
        with file.open("rb") as content:
            return add_file(book, content.read(LARGEST_BYTES + 1), file.name, by)
    except OSError as error:
        raise IsoqmsError(
            Message("the file {file} could not be read ({reason})", file=file.name, reason=reason_of(error))
        ) from error


def add_file(book: Book, content: bytes, name: str, by: str) -> Answer:
    """Put a file of evidence into the register; one that is there already is not kept twice.

    Raises:
        IsoqmsError: it could not be written.
    """
    name = plain_name(name)
    if refusal := _unfit(content, name):
        return Refused((refusal,))
    try:
        reference = keep(book.folder, content)
    except OSError as error:
        raise IsoqmsError(
            Message("the file {file} could not be kept ({reason})", file=name, reason=reason_of(error))
        ) from error
    held = mapping.read(book.alias, Kind.EVIDENCE, reference)
    if held:
        return Written(*held)
    members = {"name": name, "media_type": TYPES[Path(name).suffix.lower()][0], "size_bytes": len(content)}
    return book.ask(Request(by=by, kind=Kind.EVIDENCE, verb="add", reference=reference, changes=members))


def _unfit(content: bytes, name: str) -> Refusal | None:
    if not content:
        return _refusal(Message("the file {name} is empty", name=name), Message("attach the file itself"))
    if len(content) > LARGEST_BYTES:
        megabytes = LARGEST_BYTES // 1_000_000
        return _refusal(
            Message("the file {name} is larger than {most} MB", name=name, most=megabytes),
            Message("attach an extract, or say where the whole is kept"),
        )
    kind = TYPES.get(Path(name).suffix.lower())
    if kind is None:
        return _refusal(
            Message("files such as {name} are not taken as evidence", name=name or "?"),
            Message("attach one of: {endings}", endings=sorted(TYPES)),
        )
    if not (content.startswith(kind[1]) if kind[1] else _is_text(content)):
        return _refusal(
            Message("the file {name} is not what its ending says", name=name),
            Message("save it again in the program it was made with"),
        )
    return None


def _is_text(content: bytes) -> bool:
    try:
        return "\x00" not in content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False


def _refusal(message: Message, remedy: Message) -> Refusal:
    return Refusal("V1", "file", message, remedy)
