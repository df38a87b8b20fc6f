"""Registers to write to, on SQLite and on PostgreSQL; the same tests run on both."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from isoqms.cli.main import cli
from isoqms.register.place import ADDRESS, Place, evidence_folder, place_of
from isoqms.register.records.book import Book
from isoqms.register.records.connection import connect
from isoqms.register.records.opening import open_book
from register import postgres
from register.register_making import Clock, close, create, peopled


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
        file = place_of(tmp_path, {}).file
        assert file
        file.parent.mkdir()
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
    opened = open_book(place, evidence_folder(tmp_path), clock=clock)
    yield opened
    close(opened)
    connect(place)


@pytest.fixture
def desk(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    """What runs a command on a register with people in it, and returns exit code and what was printed."""
    monkeypatch.setenv(ADDRESS, place.url)

    def run(*words: str, lang: str = "en") -> tuple[int, str]:
        args = ["--lang", lang, *words] if words[-1] == "--help" else ["--lang", lang, *words, "-w", str(tmp_path)]
        done = CliRunner().invoke(cli, args)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output

    return run
