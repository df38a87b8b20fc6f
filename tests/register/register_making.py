"""What registers for tests are made with: people, a clock set by hand, databases."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections, transaction
from register_cases import PEOPLE

from isoqms.register.answer import Request, Written
from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.document import canonical, difference, stamp, to_document
from isoqms.register.place import Place
from isoqms.register.records import chain, mapping
from isoqms.register.records.book import Book
from isoqms.register.records.opening import init_book

FIRST = {"reference": "binh", "name": "Bình", "office": "xa", "duties": ["quality_manager"]}


class Clock:
    """A clock that is set by hand; each look at it is a second later."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def to(self, day: str) -> None:
        """Set it to the morning of a day."""
        self.now = datetime.fromisoformat(f"{day}T01:30:00+00:00")


def peopled(place: Place, folder: Path, clock: Clock) -> Book:
    """Make a register with the people of the tests."""
    book = init_book(place, folder, FIRST, clock=clock)
    for each in PEOPLE.values():
        if each.id != "binh":
            members = {
                "name": each.id.title(),
                "office": each.office,
                "duties": sorted(each.duties),
                "processes": sorted(each.processes),
            }
            answer = book.ask(Request(by="binh", kind=Kind.ACCOUNT, verb="add", reference=each.id, changes=members))
            assert isinstance(answer, Written), answer
    return book


def put_in(book: Book, kind: Kind, *records: Any) -> None:
    """Make records stand as they are, each by an event of its own, whatever steps would lead there."""
    with transaction.atomic(using=book.alias):
        for each in records:
            held = mapping.read(book.alias, kind, each.reference)
            changes = difference(to_document(held[0]) if held else {}, to_document(each))
            if held and not changes:
                continue
            payload = {"changes": changes, "content_hash": stamp(canonical(to_document(each))), "signatures": []}
            deed = chain.Deed(at="2026-01-01T00:00:00+00:00", actor="test", role="test", kind=kind.value,
                              reference=each.reference, type="test", payload=payload)  # fmt: skip
            end = chain.append(book.alias, chain.head(book.alias, lock=True), deed)
            mapping.write(book.alias, kind, held[0] if held else None, each, end.seq)


def close(book: Book) -> None:
    """Close the connection of a register, as the program does when it ends."""
    connections[book.alias].close()


def create(server: str, name: str, pattern: str = "template0") -> None:
    """Make a database from a pattern."""
    with psycopg.connect(server + "postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {pattern}")
