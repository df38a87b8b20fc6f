"""Writers and servers killed in the midst of their work, again and again; what was acknowledged is then looked for."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from isoqms.problem import IsoqmsError
from isoqms.register.answer import Request
from isoqms.register.kinds.kinds import Kind
from isoqms.register.place import Place
from isoqms.register.records.book import Book
from isoqms.register.records.models import Event
from isoqms.register.records.opening import open_book
from isoqms.register.records.verify import verify
from register import postgres
from register.register_making import Clock, close, create, peopled
from register.writer import REPORT

WRITER = Path(__file__).parent / "writer.py"


@dataclass(frozen=True)
class Storm:
    """What became of a register: how often something was killed, steps acknowledged, steps lost, faults found."""

    kills: int
    acknowledged: int
    lost: int
    faults: int


def writer(place: Place, folder: Path, threads: int, steps: int, *limit: int) -> subprocess.Popen[str]:
    """Start a process that writes, and says what was acknowledged."""
    where = place.url or str(place.file)
    command = [sys.executable, str(WRITER), where, str(folder), str(threads), str(steps), *map(str, limit)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


def acknowledged(output: str) -> set[tuple[int, str]]:
    """Return the numbers and references acknowledged in what a writer said; half a line acknowledges nothing."""
    lines = [line.split() for line in output.splitlines() if line.startswith("written ")]
    return {(int(line[1]), line[2]) for line in lines if len(line) == 3}


def in_history(book: Book) -> set[tuple[int, str]]:
    """Return number and reference of all events."""
    return set(Event.objects.using(book.alias).values_list("seq", "reference"))


def killed_writers(book: Book, kills: int) -> Storm:
    """Kill a writing process at moments of chance; each time open the register, verify it, and look for every step."""
    _begin(book)
    chance, told, lost, faults = random.Random(7), in_history(book), 0, 0
    for _ in range(kills):
        close(book)
        process = writer(book.place, book.folder, 3, 10_000)
        first = _first_lines(process, 3)
        time.sleep(chance.uniform(0, 0.1))
        process.kill()
        said = acknowledged(first + process.communicate(timeout=60)[0])
        again = open_book(book.place, book.folder)
        held = in_history(again)
        lost += len((told | said) - held) + (not said)
        faults += len(verify(again).faults)
        told = held
    return Storm(kills, len(told), lost, faults)


def killed_servers(folder: Path, kills: int) -> Storm:
    """Kill a PostgreSQL server of its own while people write; each time start it, verify, and look for every step."""
    with postgres.server() as server:
        create(server.url, "isoqms")
        book = peopled(Place(url=server.url + "isoqms"), folder, Clock(datetime(2026, 3, 2, tzinfo=UTC)))
        _begin(book)
        chance, told, lost, faults = random.Random(11), in_history(book), 0, 0
        for _ in range(kills):
            process = writer(book.place, book.folder, 5, 10_000)
            first = _first_lines(process, 10)
            time.sleep(chance.uniform(0, 0.1))
            server.kill()
            output = first + process.communicate(timeout=60)[0]
            refused = _refuses(book)
            server.start()
            held = in_history(book)
            lost += len((told | acknowledged(output)) - held) + ("failed" not in output) + (not refused)
            faults += len(verify(book).faults)
            told = held
        close(book)
    return Storm(kills, len(told), lost, faults)


def _refuses(book: Book) -> bool:
    """Say whether a register that cannot be reached says so."""
    try:
        book.head()
    except IsoqmsError:
        return True
    return False


def _begin(book: Book) -> None:
    """Report the nonconformity all writers add to."""
    drafted = book.ask(Request(by="an", kind=Kind.NONCONFORMITY, verb="draft", changes=REPORT))
    book.ask(Request(by="an", kind=Kind.NONCONFORMITY, verb="register", reference=drafted.record.reference))


def _first_lines(process: subprocess.Popen[str], count: int) -> str:
    assert process.stdout is not None
    return "".join(process.stdout.readline() for _ in range(count))
