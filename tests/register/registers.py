"""Registers to write to, on SQLite and on PostgreSQL; the same tests run on both."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import postgres
import psycopg
import pytest
from register_cases import PEOPLE

from isoqms.register.answer import Request, Written
from isoqms.register.kinds.kinds import Kind
from isoqms.register.place import Place
from isoqms.register.records.book import Book
from isoqms.register.records.connection import connect
from isoqms.register.records.opening import init_book, open_book

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


def close(book: Book) -> None:
    """Close the connection of a register, as the program does when it ends."""
    from django.db import connections

    connections[book.alias].close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server, without a database."""
    if given := os.environ.get(postgres.GIVEN):
        yield given.rstrip("/") + "/"
        return
    with postgres.server() as server:
        yield server.url


@pytest.fixture(scope="session")
def pattern_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite register with people, to be copied."""
    file = tmp_path_factory.mktemp("pattern") / "register.db"
    close(peopled(Place(file=file), file.parent / "evidence", Clock(datetime(2026, 3, 1, tzinfo=UTC))))
    return file


@pytest.fixture(scope="session")
def pattern_database(postgresql: str) -> str:
    """The name of a PostgreSQL register with people, to be copied."""
    name = f"isoqms_pattern_{os.getpid()}"
    create(postgresql, name)
    import tempfile

    clock = Clock(datetime(2026, 3, 1, tzinfo=UTC))
    close(peopled(Place(url=postgresql + name), Path(tempfile.mkdtemp(prefix="isoqms-")), clock))
    return name


def create(server: str, name: str, pattern: str = "template0") -> None:
    """Make a database from a pattern."""
    with psycopg.connect(server + "postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {pattern}")


_NUMBERS = itertools.count()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """The kind of database."""
    return str(request.param)


@pytest.fixture
def new_place(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[], Place]:
    """What makes a place for a register where there is none yet."""

    def make() -> Place:
        number = next(_NUMBERS)
        if engine == "sqlite":
            return Place(file=tmp_path / f"new{number}.db")
        server, name = request.getfixturevalue("postgresql"), f"isoqms_{os.getpid()}_{number}"
        create(server, name)
        return Place(url=server + name)

    return make


@pytest.fixture
def place(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Place:
    """A place with a register and people in it."""
    if engine == "sqlite":
        file = tmp_path / "register.db"
        shutil.copy(request.getfixturevalue("pattern_file"), file)
        return Place(file=file)
    server, name = request.getfixturevalue("postgresql"), f"isoqms_{os.getpid()}_{next(_NUMBERS)}"
    create(server, name, request.getfixturevalue("pattern_database"))
    return Place(url=server + name)


@pytest.fixture
def clock() -> Clock:
    """A clock that stands in the morning of 2 March 2026."""
    made = Clock(datetime(2026, 3, 2, tzinfo=UTC))
    made.to("2026-03-02")
    return made


@pytest.fixture
def book(place: Place, clock: Clock, tmp_path: Path) -> Iterator[Book]:
    """An open register with people in it."""
    opened = open_book(place, tmp_path / "evidence", clock=clock)
    yield opened
    close(opened)
    connect(place)
