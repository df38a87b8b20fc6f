"""A register made, opened, and protected anew."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connections, transaction

from isoqms.problem import IsoqmsError
from isoqms.register.kinds.kinds import Kind
from isoqms.register.kinds.people import Account, is_short_name
from isoqms.register.lifecycle.document import canonical, from_document, stamp, to_document
from isoqms.register.lifecycle.values import Duty
from isoqms.register.office import Office
from isoqms.register.place import Place
from isoqms.register.records import chain, mapping
from isoqms.register.records.book import Book, utc_now
from isoqms.register.records.connection import connect, is_sqlite, told
from isoqms.register.records.models import Head
from isoqms.register.records.schema import is_newer, migrate, pending
from isoqms.register.records.triggers import create_triggers, missing_triggers
from isoqms.words import Message

Clock = Callable[[], datetime]


def open_book(
    place: Place, folder: Path, *, clock: Clock = utc_now, office: Office | None = None, to_verify: bool = False
) -> Book:
    """Open a register and make sure that its history is protected.

    Args:
        place: where it is kept.
        folder: where its files of evidence lie.
        clock: what says the moment.
        office: what the files of its workspace say of the office.
        to_verify: whether it is opened to be verified, which must also be possible of one not protected any more.

    Raises:
        IsoqmsError: there is none, it is of another version, or its history is not protected.
    """
    if place.file and not place.file.is_file():
        raise IsoqmsError(
            Message("there is no register at {place}: make one with: isoqms register init", place=str(place))
        )
    alias = connect(place)
    with told(place):
        _check_journal(place, alias)
        if not begun(alias):
            raise IsoqmsError(
                Message("the register {place} was not begun: make one with: isoqms register init", place=str(place))
            )
        _check_version(place, alias)
        if not to_verify and (lacking := missing_triggers(alias)):
            raise IsoqmsError(
                Message(
                    "the database does not protect the history of {place} ({names}): run isoqms register verify; if "
                    "only that is told, isoqms register init protects it again; if more is, restore a copy",
                    place=str(place),
                    names=lacking,
                )
            )
    return Book(place=place, folder=folder, clock=clock, office=office or Office())


def _check_newer(place: Place, alias: str) -> None:
    if is_newer(alias):
        raise IsoqmsError(
            Message("the register {place} was changed by a later version of isoqms: install that", place=str(place))
        )


def _check_version(place: Place, alias: str) -> None:
    _check_newer(place, alias)
    if pending(alias):
        raise IsoqmsError(
            Message("the register {place} is of an earlier version: run: isoqms register init", place=str(place))
        )


def _check_journal(place: Place, alias: str) -> None:
    """Make sure several people can write to a SQLite file at once, which a shared folder of a network cannot offer."""
    if not is_sqlite(alias):
        return
    with connections[alias].cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    if mode != "wal":
        raise IsoqmsError(
            Message(
                "{place} lies where several people cannot write at once; keep it on a disk of this machine, or use "
                "PostgreSQL",
                place=str(place),
            )
        )


def begun(alias: str) -> bool:
    """Say whether a register was begun here."""
    return "register_head" in connections[alias].introspection.table_names() and Head.objects.using(alias).exists()


def init_book(
    place: Place, folder: Path, first: Mapping[str, Any], *, clock: Clock = utc_now, office: Office | None = None
) -> Book:
    """Make a register with its first account, or bring the one there is up to date and protect it anew.

    Args:
        place: where it is to be kept.
        folder: where its files of evidence are to lie.
        first: document of the account of the first quality manager, who enters everybody else.
        clock: what says the moment.
        office: what the files of its workspace say of the office.

    Raises:
        IsoqmsError: the database cannot be reached or written.
        NotAValueError: the first account does not fit.
        ValueError: the first account lacks its name, a short name or the duty of a quality manager.
    """
    account = from_document(Account, first)
    named = account.name and is_short_name(account.reference)
    if not named or Duty.QUALITY_MANAGER not in account.duties:
        raise ValueError(f"the first account is that of a quality manager: {account!r}")
    if place.file:
        place.file.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    book = Book(place=place, folder=folder, clock=clock, office=office or Office())
    with told(place):
        migrate(book.alias)
        _check_journal(place, book.alias)
        if not begun(book.alias):
            with transaction.atomic(using=book.alias, durable=True):
                chain.begin(book.alias, uuid.uuid4().hex)
                _first_account(book, account)
    return book


def _first_account(book: Book, account: Account) -> None:
    document = to_document(account)
    signed = {"meaning": "authored", "method": "recorded", "role": "founder", "who": account.reference}
    deed = chain.Deed(
        at=book.clock().astimezone(UTC).isoformat(timespec="microseconds"),
        actor=account.reference,
        role="founder",
        kind=Kind.ACCOUNT.value,
        reference=account.reference,
        type="P0",
        payload={"changes": document, "content_hash": stamp(canonical(document)), "signatures": [signed]},
    )
    written = chain.append(book.alias, chain.head(book.alias, lock=True), deed)
    mapping.write(book.alias, Kind.ACCOUNT, None, account, written.seq)


def renewed(place: Place, folder: Path, *, clock: Clock = utc_now, office: Office | None = None) -> Book | None:
    """Bring a register up to date and protect it anew; None where there is none.

    Raises:
        IsoqmsError: the database cannot be reached or written, or a later version has changed it.
    """
    if place.file and not place.file.is_file():
        return None
    with told(place):
        if not begun(connect(place)):
            return None
        _check_newer(place, connect(place))
        migrate(connect(place))
    return Book(place=place, folder=folder, clock=clock, office=office or Office())


def protect(place: Place) -> None:
    """Make the triggers anew which protect the history."""
    with told(place):
        create_triggers(connect(place))
