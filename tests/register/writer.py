"""A process that writes to a register until it is told, or made, to stop, and says what was acknowledged.

python writer.py PLACE FOLDER THREADS STEPS [BYTES]: each thread reports nonconformities, and
adds to them; at first to one they share.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from django.db import connections

from isoqms.problem import IsoqmsError
from isoqms.register.answer import Request, Written
from isoqms.register.kinds.kinds import Kind
from isoqms.register.place import Place
from isoqms.register.records.book import Book
from isoqms.register.records.opening import open_book

NC = Kind.NONCONFORMITY
REPORT = {
    "source": "check",
    "statement": "Hồ sơ quá hạn",
    "detected_on": "2026-03-01",
    "process": "cap-phep",
    "requirements": {"R1": {"kind": "clause", "ref": "8.5.1"}},
    "evidence": {"E1": {"text": "sổ theo dõi"}},
}
SAYING = threading.Lock()


def say(*words: object) -> None:
    """Print a line at once, one thread at a time."""
    with SAYING:
        sys.stdout.write(" ".join(map(str, words)) + "\n")
        sys.stdout.flush()


def tell(answer: object) -> str:
    """Print what was acknowledged or refused, and return the reference."""
    if isinstance(answer, Written):
        say("written", answer.revision, answer.record.reference)
        return str(answer.record.reference)
    say("refused", *[each.guard for each in answer.refusals])
    return ""


def write(book: Book, thread: int, steps: int) -> None:
    """Report, register, and add to the one everybody adds to, as it was seen: the slower of two is told."""
    try:
        for step in range(steps):
            if step % 3 == 0:
                reference = tell(book.ask(Request(by="an", kind=NC, verb="draft", changes=REPORT)))
            elif step % 3 == 1:
                tell(book.ask(Request(by="an", kind=NC, verb="register", reference=reference)))
            else:
                asked = "NC-2026-0001" if step < 10 else reference
                seen = book.read(NC, asked)
                added = {"addenda": {f"D{seen[1]}": {"text": f"thread {thread} step {step}"}}}
                tell(book.ask(Request(by="an", kind=NC, verb="add", reference=asked, changes=added, expected=seen[1])))
    except IsoqmsError as error:
        say("failed", error.message.render("en"))
    finally:
        connections[book.alias].close()


def main(where: str, folder: str, threads: str, steps: str, limit: str = "") -> None:
    """Open the register and write to it from several threads."""
    if limit:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    place = Place(url=where) if "://" in where else Place(file=Path(where))
    book = open_book(place, Path(folder))
    say("open")
    workers = [threading.Thread(target=write, args=(book, n, int(steps))) for n in range(int(threads))]
    for each in workers:
        each.start()
    for each in workers:
        each.join()


if __name__ == "__main__":
    main(*sys.argv[1:])
