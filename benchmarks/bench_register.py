"""The register: lists and searches among 100,000 nonconformities, and many writers at once; on both databases."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from measure import Figure, at_most

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "tests")]

from django.db import connections, transaction  # noqa: E402
from register import postgres  # noqa: E402
from register.register_making import Clock, create, peopled  # noqa: E402
from register.writer import REPORT  # noqa: E402

from isoqms.register.answer import Request  # noqa: E402
from isoqms.register.kinds.kinds import Kind  # noqa: E402
from isoqms.register.lifecycle.advice import folded  # noqa: E402
from isoqms.register.place import Place  # noqa: E402
from isoqms.register.records import models  # noqa: E402
from isoqms.register.records.book import Book  # noqa: E402
from isoqms.register.records.lists import Wanted, page  # noqa: E402
from isoqms.register.records.verify import verify  # noqa: E402

MANY = 100_000
STEPS = 10_000
TEXT = (
    "hồ sơ quá hạn thiếu thành phần giấy tờ chứng thực đất đai hộ tịch kết hôn trả kết quả muộn không có phiếu xin lỗi "
    "cán bộ tiếp nhận chưa cập nhật hệ thống một cửa biên nhận sai ngày hẹn"
)
WORDS = TEXT.split()
LISTS = {
    "newest": Wanted(),
    "state and office": Wanted(members={"state": ("implementing", "triaged"), "office": ("o3",)}),
    "grade and process": Wanted(members={"grade": ("major",), "process": ("q3",)}),
    "days": Wanted(first_day=date(2019, 3, 1), last_day=date(2019, 4, 1)),
    "a person's": Wanted(involving="p7"),
    "later page": Wanted(after="NC-2020-5000"),
}
SEARCHES = {
    "frequent words": Wanted(text="qua han"),
    "no such words": Wanted(text="khong ton tai"),
    "one reference": Wanted(text="NC-2020-0777"),
    "words and state": Wanted(text="dat dai", members={"state": ("triaged",), "office": ("o3",)}),
}


def measure(repetitions: int) -> Iterator[Figure]:
    """Yield the figures of both databases."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        here = Path(folder)
        yield from _measured("SQLite", here, lambda name: Place(file=here / f"{name}.db"), 20, repetitions)
    with postgres.server() as server, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:

        def place(name: str) -> Place:
            create(server.url, name)
            return Place(url=server.url + name)

        yield from _measured("PostgreSQL", Path(folder), place, 50, repetitions)


def _measured(
    engine: str, folder: Path, place: Callable[[str], Place], writers: int, repetitions: int
) -> Iterator[Figure]:
    book = peopled(place("many"), folder, Clock(datetime(2026, 3, 2, tzinfo=UTC)))
    _fill(book)
    for kind, wanted, limit in (("list", LISTS, 0.06), ("search", SEARCHES, 0.1)):
        for name, each in wanted.items():
            runs = tuple(_cpu(book, each) for _ in range(repetitions + 1))[1:]
            yield at_most(f"{engine}: {kind}, {name}, of {MANY:,}", limit, runs)
    connections[book.alias].close()
    yield from _written(engine, peopled(place("busy"), folder, Clock(datetime(2026, 3, 2, tzinfo=UTC))), writers)


def _cpu(book: Book, wanted: Wanted) -> float:
    """Return the CPU seconds of a call, those of the process that answers at a database server included."""
    started = time.process_time() + _server_seconds(book)
    page(book, wanted)
    return time.process_time() + _server_seconds(book) - started


def _server_seconds(book: Book) -> float:
    """Return the CPU seconds spent so far by the server process of a connection, which answers alone."""
    if book.place.file:
        return 0.0
    with connections[book.alias].cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT pg_backend_pid()")
        [process] = cursor.fetchone()
    return int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9


def _fill(book: Book) -> None:
    """Put nonconformities of ten years into a register, past its history, which lists do not ask."""
    chance = random.Random(1)
    for start in range(0, MANY, 2000):
        entries = [_entry(chance, number) for number in range(start, start + 2000)]
        parts = {
            models.Nonconformity: [models.Nonconformity(**entry) for entry in entries],
            models.Action: [
                models.Action(of_id=e["reference"], key="A1", kind="corrective", text=e["statement"], state="done",
                              owner=f"p{chance.randrange(200)}") for e in entries
            ],
            models.Requirement: [
                models.Requirement(of_id=e["reference"], key="R1", kind="clause", ref="8.5.1") for e in entries
            ],
            models.Criterion: [
                models.Criterion(of_id=e["reference"], metric="x", direction="at_most",
                                 reviewer=f"p{chance.randrange(200)}") for e in entries
            ],
        }  # fmt: skip
        with transaction.atomic(using=book.alias):
            for table, rows in parts.items():
                table._base_manager.using(book.alias).bulk_create(rows)
    with connections[book.alias].cursor() as cursor:
        cursor.execute("ANALYZE")


def _entry(chance: random.Random, number: int) -> dict[str, object]:
    year, place = 2016 + number * 10 // MANY, number % (MANY // 10) + 1
    reference, statement = f"NC-{year}-{place:04d}", " ".join(chance.choice(WORDS) for _ in range(25))
    return {
        "reference": reference,
        "year": year,
        "number": place,
        "revision": number,
        "search": folded(f"{reference} {statement}"),
        "statement": statement,
        "reporter": "an",
        "owner": f"p{chance.randrange(200)}",
        "state": chance.choice(["reported", "triaged", "implementing", *["closed"] * 4]),
        "office": f"o{chance.randrange(20)}",
        "grade": chance.choice(["minor", "major"]),
        "process": f"q{chance.randrange(80)}",
        "detected_on": date(year, 1, 1) + timedelta(days=chance.randrange(365)),
    }


def _written(engine: str, book: Book, writers: int) -> Iterator[Figure]:
    """Let many write at once and yield how many steps a second, and how many of those told as written are missing."""
    draft = book.ask(Request(by="an", kind=Kind.NONCONFORMITY, verb="draft", changes=REPORT))
    book.ask(Request(by="an", kind=Kind.NONCONFORMITY, verb="register", reference=draft.record.reference))
    connections[book.alias].close()
    processes = 2
    program = HERE.parent / "tests" / "register" / "writer.py"
    command = [sys.executable, str(program), str(book.place.file or book.place.url)]
    command += [str(book.folder), str(writers // processes), str(STEPS // writers)]
    started = time.perf_counter()
    with contextlib.ExitStack() as files:
        outputs = [files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8")) for _ in range(processes)]
        for each in [subprocess.Popen(command, stdout=output) for output in outputs]:
            each.wait()
        said = [line for output in outputs if output.seek(0) == 0 for line in output]
    seconds = time.perf_counter() - started
    told = {int(line.split()[1]) for line in said if line.startswith("written")}
    held = set(models.Event.objects.using(book.alias).values_list("seq", flat=True))
    lost = len(told - held) + sum(line.startswith("failed") for line in said)
    yield Figure(f"{engine}: {writers} writers, {STEPS:,} steps", "", len(told) / seconds, "steps/s", True)
    yield Figure(f"{engine}: told as written and missing, or failed", "0", lost, "steps", lost == 0)
    started = time.process_time()
    faults = len(verify(book).faults)
    yield Figure(f"{engine}: faults of the history afterwards", "0", faults, "faults", faults == 0)
    yield Figure(f"{engine}: verifying it", "", time.process_time() - started, "s CPU", True)
    connections[book.alias].close()
