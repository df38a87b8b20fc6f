"""Writes which step tables were brought in whole and which left questions to whoever knows the procedure.

    python benchmarks/import_report.py TABLES… > reports/import-52.md

TABLES are Word, Excel or CSV files. Only counts of what the importer says are written, nothing judged by hand.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from isoqms.exchange.draft import Draft, drafts
from isoqms.exchange.read import read_document
from isoqms.exchange.table import Document

HEAD = """\
# Step tables brought in: which needed hand work

Made by `benchmarks/import_report.py` from {files} files ({kinds}). *Times read* counts the cells of the column of times
that became an allowance; a cell left empty counts nowhere. *Questions* are what `isoqms import` asks to be settled,
by kind; where none is asked the draft needed no hand work.

| File | Steps | Times read | Times in doubt | Questions | Cells kept as remarks |
|---|--:|--:|--:|---|--:|
"""


def main(paths: list[Path]) -> None:
    """Print the table for the files at `paths`."""
    read = [(path, read_document(path, path.name)) for path in sorted(paths)]
    found = [(path, draft) for path, document in read for draft in drafts(document)]
    kinds = ", ".join(sorted({path.suffix.removeprefix(".") for path in paths}))
    print(HEAD.format(files=len(read), kinds=kinds), end="")
    for path, draft in found:
        print("| " + " | ".join(cells(path, draft)) + " |")
    print()
    print("\n".join(summary(found, [document for _, document in read])))


def times(draft: Draft) -> tuple[int, int]:
    """Return how many times were read and how many were left as questions."""
    read = sum(step.get("allowance") is not None for step in draft.data["steps"].values())
    return read, sum(doubt.rule == "import/duration" for doubt in draft.doubts)


def cells(path: Path, draft: Draft) -> Iterator[str]:
    """Yield the cells of one line of the report."""
    read, doubted = times(draft)
    kinds = Counter(doubt.rule.removeprefix("import/") for doubt in draft.doubts)
    yield f"{path.stem}"
    yield str(len(draft.data["steps"]))
    yield str(read)
    yield str(doubted)
    yield ", ".join(f"{kind} × {count}" if count > 1 else kind for kind, count in sorted(kinds.items())) or "none"
    yield str(len(draft.noted))


def summary(found: list[tuple[Path, Draft]], documents: list[Document]) -> Iterator[str]:
    """Yield what the lines come to."""
    read, doubted = (sum(counts) for counts in zip(*(times(draft) for _, draft in found), strict=True))
    asked = sum(bool(draft.doubts) for _, draft in found)
    yield f"{len(found)} drafts from {len(documents)} files; {len(found) - asked} without a question, {asked} with."
    yield f"Times: {read} read, {doubted} put as a question."


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
