"""Many writers, processes killed, servers gone, disks full: what was acknowledged is there, and nothing by halves."""

from __future__ import annotations

import os

import pytest
from django.db import connections

from isoqms.problem import IsoqmsError
from isoqms.register.answer import Request, Written
from isoqms.register.records.backup import backup
from isoqms.register.records.opening import open_book
from isoqms.register.records.verify import verify
from register.register_making import close
from register.storms import acknowledged, in_history, killed_servers, killed_writers, writer
from register.test_register_records import NC, REPORT, ask, reported


def test_many_writers_lose_nothing(book, engine):
    """20 writers on SQLite, 50 on PostgreSQL: every step acknowledged is there, every refusal was told."""
    reported(book)
    before = in_history(book)
    close(book)
    processes, threads, steps = (4, 5, 9) if engine == "sqlite" else (2, 25, 6)
    running = [writer(book.place, book.folder, threads, steps) for _ in range(processes)]
    outputs = [each.communicate(timeout=110) for each in running]
    assert [each.returncode for each in running] == [0] * processes, outputs
    lines = [line for output, _ in outputs for line in output.splitlines() if line != "open"]
    assert len(lines) == processes * threads * steps
    assert {line.split()[0] for line in lines} <= {"written", "refused"}
    assert {line for line in lines if line.startswith("refused")} <= {"refused overtaken"}
    written = [acknowledged(output) for output, _ in outputs]
    assert sum(map(len, written)) == len(set().union(*written))
    assert in_history(book) == before | set().union(*written)
    assert verify(book).faults == ()


def test_verifying_while_others_write(book, tmp_path):
    """Who verifies in the midst of writing finds nothing wrong, because nothing is; nor does a copy miss anything."""
    reported(book)
    close(book)
    process = writer(book.place, book.folder, 4, 10_000)
    assert process.stdout is not None
    assert [process.stdout.readline() for _ in range(5)]
    try:
        checks = [verify(book) for _ in range(8)]
        backup(book, tmp_path / "copy.zip")
    finally:
        process.kill()
        process.communicate(timeout=60)
    assert [each.faults for each in checks] == [()] * 8
    assert checks[0].events < checks[-1].events
    assert verify(book).faults == ()


def test_a_killed_writer_leaves_no_half_step(book):
    """Again and again the writing process is killed: the register opens, verifies, and holds what was told."""
    storm = killed_writers(book, 10)
    assert (storm.kills, storm.lost, storm.faults) == (10, 0, 0)
    assert storm.acknowledged > 20


def test_a_killed_server_leaves_no_half_step(tmp_path):
    """PostgreSQL is killed while people write: they are told, and afterwards all that was acknowledged is there."""
    storm = killed_servers(tmp_path, 3)
    assert (storm.kills, storm.lost, storm.faults) == (3, 0, 0)
    assert storm.acknowledged > 20


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_no_room_on_the_disk_in_sqlite(place, tmp_path, clock):
    """A file that may not grow: the step is refused with a clear sentence, and the register is as it was."""
    book = open_book(place, tmp_path, clock=clock)
    reference = reported(book)
    before = book.head()
    with connections[book.alias].cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    long = {"addenda": {"D1": {"text": "dài " * 4000}}}
    with pytest.raises(IsoqmsError, match="no room left"):
        for _ in range(20):
            book.ask(Request(by="an", kind=NC, verb="draft", changes={"statement": "dài " * 4000}))
    assert verify(book).faults == ()
    assert book.head().seq >= before.seq
    ask(book, "an", "add", reference, long)
    close(book)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of a file a process writes")
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_process_that_may_write_no_more(place, tmp_path, clock):
    """The system cuts off writing in the midst: what was acknowledged stays, the rest is told."""
    book = open_book(place, tmp_path, clock=clock)
    reported(book)
    close(book)
    process = writer(place, tmp_path, 2, 400, place.file.stat().st_size + 40_000)
    output, complaint = process.communicate(timeout=60)
    assert "failed" in output, output[-300:] + complaint[-300:]
    assert in_history(book) >= acknowledged(output)
    assert verify(book).faults == ()
    close(book)


def test_a_register_that_may_only_be_read(place, engine, tmp_path, clock):
    """Reading works, writing is refused with a clear sentence."""
    book = open_book(place, tmp_path, clock=clock)
    reference = reported(book)
    with connections[book.alias].cursor() as cursor:
        cursor.execute("PRAGMA query_only = 1" if engine == "sqlite" else "SET default_transaction_read_only = on")
    with pytest.raises(IsoqmsError, match="may only be read"):
        book.ask(Request(by="an", kind=NC, verb="draft", changes=REPORT))
    assert book.read(NC, reference)
    assert isinstance(book.ask(Request(by="an", kind=NC, verb="draft", changes=REPORT)), Written)
    assert verify(book).faults == ()
    close(book)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_commit_that_fails(place, tmp_path, clock):
    """PostgreSQL finds at the very end that there is no room: nothing of the step remains."""
    book = open_book(place, tmp_path, clock=clock)
    reported(book)
    before = in_history(book)
    with connections[book.alias].cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION "
            "'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$"
        )
        cursor.execute(
            "CREATE CONSTRAINT TRIGGER full_disk AFTER INSERT ON register_event DEFERRABLE INITIALLY DEFERRED "
            "FOR EACH ROW EXECUTE FUNCTION full_disk()"
        )
    with pytest.raises(IsoqmsError, match="no room left"):
        book.ask(Request(by="an", kind=NC, verb="draft", changes=REPORT))
    assert in_history(book) == before
    assert verify(book).faults == ()
    close(book)
