"""Opening a document of an office: what it is, is judged by what it holds; what is wrong with it becomes a problem."""

from __future__ import annotations

from pathlib import Path

from isoqms.exchange.archive import kind_of
from isoqms.exchange.faults import LARGEST, UnreadableError, refusal
from isoqms.exchange.table import Document
from isoqms.words import Message

SUFFIXES = (".docx", ".docm", ".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
"""How files of these kinds are usually named."""


def read_document(path: Path, name: str | None = None) -> Document:
    """Read the Word, Excel or CSV file at `path`, called `name` in messages.

    A file that cannot be read gives a document without blocks, whose problems say why; nothing in a file is ever run.
    """
    name = path.as_posix() if name is None else name
    try:
        if not path.is_file():
            return _unopened(name, Message("this is not a file") if path.exists() else Message("there is no such file"))
        size = path.stat().st_size
        raw = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        return _unopened(name, Message("the file cannot be opened: {reason}", reason=error.strerror or error))
    if size > LARGEST:
        message = Message(
            "the file has {size} MiB; at most {most} MiB are read", size=f"{size / 2**20:.0f}", most=LARGEST // 2**20
        )
        problem = refusal(name, "import/too-large", message, Message("take the pictures out and save the file anew"))
        return Document(name, problems=(problem,))
    return document_of_bytes(raw, name)


def document_of_bytes(raw: bytes, name: str) -> Document:
    """Read the bytes of a file called `name`."""
    try:
        kind = kind_of(raw, name)
        if kind == "docx":
            from isoqms.exchange.read_docx import read_docx

            return read_docx(raw, name)
        if kind == "xlsx":
            from isoqms.exchange.read_xlsx import read_xlsx

            return read_xlsx(raw, name)
        from isoqms.exchange.read_csv import read_csv

        return read_csv(raw, name)
    except UnreadableError as error:
        return Document(name, problems=(error.problem,))


def _unopened(name: str, message: Message) -> Document:
    fix = Message("check that the file exists and that you may read it")
    return Document(name, problems=(refusal(name, "import/unreadable", message, fix),))
