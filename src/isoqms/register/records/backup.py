"""A copy of a register in one file, and a register made from it: on either kind of database.

The copy holds the events and the files of evidence. Everything else follows from the events, so a register restored is
rebuilt from its history and compared with the head that was copied.
"""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, Final

from django.db import transaction

from isoqms.problem import IsoqmsError, reason_of
from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.document import canonical
from isoqms.register.records import chain, evidence, mapping
from isoqms.register.records.book import Book
from isoqms.register.records.connection import told
from isoqms.register.records.opening import begun
from isoqms.register.records.schema import migrate
from isoqms.register.records.verify import Rebuilt, Verification, apply, rebuild_view, verify
from isoqms.words import Message

FORMAT: Final = "isoqms register 1"
_MOST_BYTES_A_LINE: Final = 8_000_000
_DAMAGE: Final = (OSError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, RuntimeError)


def backup(book: Book, target: Path) -> chain.Link:
    """Copy a register into a file, while others go on working, and return the end of the chain it holds.

    Raises:
        IsoqmsError: the register could not be read, a file of evidence is missing or changed, or the copy not written.
    """
    part = target.with_name(target.name + ".part")
    try:
        with told(book.place), zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as copy:
            end = chain.head(book.alias)
            copy.writestr("head.json", canonical({"format": FORMAT, **asdict(end)}))
            with copy.open("events.jsonl", "w", force_zip64=True) as lines:
                for row in chain.events(book.alias, until=end.seq):
                    lines.write(_line(row).encode("utf-8"))
            _copy_evidence(book, copy)
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(target)
    except OSError as error:
        message = Message("the copy {file} could not be written ({reason})", file=target.name, reason=reason_of(error))
        raise IsoqmsError(message) from error
    finally:
        part.unlink(missing_ok=True)
    return end


def _line(row: Any) -> str:
    deed = chain.deed_of(row)
    return canonical({"seq": row.seq, "prev_hash": row.prev_hash, "hash": row.hash, "deed": asdict(deed)}) + "\n"


def _copy_evidence(book: Book, copy: zipfile.ZipFile) -> None:
    rows = mapping.TABLES[Kind.EVIDENCE]._base_manager.using(book.alias)
    for reference in rows.order_by("pk").values_list("pk", flat=True):
        copy.writestr(f"evidence/{reference}", evidence.read_file(book, reference), zipfile.ZIP_STORED)


def restore(book: Book, source: Path) -> Verification:
    """Make a register from a copy, where there is none yet, and verify it.

    Args:
        book: the place the register is to be kept at; it is not begun.
        source: the copy.

    Raises:
        IsoqmsError: there is a register already, the copy is damaged, or the database cannot be written.
    """
    if book.place.file:
        book.place.file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with told(book.place), zipfile.ZipFile(source) as copy:
            migrate(book.alias)
            if begun(book.alias):
                raise IsoqmsError(
                    Message("there is a register at {place}: a copy is restored beside it", place=str(book.place))
                )
            end = _head(copy)
            _restore_evidence(book, copy)
            with transaction.atomic(using=book.alias, durable=True):
                chain.begin(book.alias, end.register)
                with copy.open("events.jsonl") as lines:
                    rebuilt = _replay(book.alias, lines, end)
                rebuild_view(book.alias, rebuilt)
    except _DAMAGE as error:
        raise _damaged(source) from error
    return verify(book)


def _damaged(source: Path) -> IsoqmsError:
    return IsoqmsError(
        Message("{file} is no copy of a register, or is damaged: nothing was restored", file=source.name)
    )


def _head(copy: zipfile.ZipFile) -> chain.Link:
    told_of = json.loads(copy.read("head.json"))
    if told_of.pop("format", None) != FORMAT:
        raise ValueError("not a copy of a register")
    return chain.Link(**told_of)


def _replay(alias: str, lines: IO[bytes], end: chain.Link) -> Rebuilt:
    """Write the events of a copy into an empty chain and return the records they tell of."""
    rebuilt: Rebuilt = {}
    last = chain.head(alias, lock=True)
    for row in _rows(lines):
        deed = chain.Deed(**row["deed"])
        last = chain.append(alias, last, deed)
        if (last.seq, last.hash) != (row["seq"], row["hash"]):
            raise ValueError(f"event {row['seq']} is not as it was written")
        apply(deed, last.seq, rebuilt)
    if (last.seq, last.hash) != (end.seq, end.hash):
        raise ValueError("events are missing")
    return rebuilt


def _rows(lines: IO[bytes]) -> Iterator[Any]:
    for line in lines:
        if len(line) > _MOST_BYTES_A_LINE:
            raise ValueError("an event is too long")
        yield json.loads(line)


def _restore_evidence(book: Book, copy: zipfile.ZipFile) -> None:
    for name in copy.namelist():
        folder, _, reference = name.partition("/")
        if folder == "evidence" and reference:
            evidence.check_size(copy.getinfo(name).file_size)
            evidence.keep(book.folder, copy.read(name), expected=reference)
