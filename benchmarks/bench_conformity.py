"""How long judging a whole quality system takes: 85 procedures and the quality documents, every pack of rules."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from make_office import PROCEDURES, make_office
from measure import PROGRAMS, Command, Figure, at_most, in_turns, shown

SAMPLE = Path(__file__).parent.parent / "processes" / "qms"


def measure(repetitions: int) -> Iterator[Figure]:
    """Yield the figures of `isoqms conformity`: all anew, nothing changed, and the page."""
    with tempfile.TemporaryDirectory() as folder:
        office, kept = Path(folder) / "office", Path(folder) / "cache"
        _with_documents(office)
        own = {**os.environ, "XDG_CACHE_HOME": str(kept), "ISOQMS_LANG": "vi"}
        judge = [str(PROGRAMS / "isoqms"), "conformity", str(office)]
        busy = [*judge, "--no-cache", "--simulate"]
        page = [*judge, "--no-cache", "--format", "html", "-o", str(Path(folder) / "page.html")]
        runs = in_turns(
            {
                "cold": Command(judge, own, before=lambda: shutil.rmtree(kept, ignore_errors=True)),
                "warm": Command(judge, own),
                "page": Command(page, own),
                "simulated": Command(busy, own),
            },
            repetitions,
        )
    yield at_most(f"isoqms conformity, {PROCEDURES} procedures, all packs", 3, runs["cold"])
    yield at_most("the same again, nothing changed", 1, runs["warm"])
    yield at_most("the same with the office simulated", 15, runs["simulated"])
    yield shown("the same as a page, all anew", runs["page"])


def _with_documents(office: Path) -> None:
    """Make the office, with the quality documents of the sample and its own procedures in their scope."""
    made = make_office(office)
    shutil.copytree(SAMPLE, office / "qms")
    ids = "".join(f"  - TT-{number:02}\n" for number in range(1, len(made)))
    scope = f"statement: Giải quyết thủ tục hành chính\nprocedures:\n{ids}"
    (office / "qms" / "scope.yaml").write_text(scope, encoding="utf-8")
