"""Bring the Vietnamese catalogue up to date with the sources, or only compile it: `make messages`."""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from isoqms.locale.catalogue import catalogue_path, read, report, update, written
from isoqms.locale.extract import sentences


def main(repository: Path) -> None:
    """Rewrite the catalogue under `repository` and say what is left to do."""
    path = catalogue_path(repository)
    known = read(path) if path.exists() else {}
    result = update([sentence.text for sentence in sentences(repository)], known)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written(result.words), encoding="utf-8", newline="\n")
    for line in report(result):
        print(line)


def compile_(repository: Path) -> None:
    """Write the compiled catalogue beside the one under `repository`.

    A percent sign in our sentences is one; Babel's own command takes it for a format of C and refuses.
    """
    path = catalogue_path(repository)
    with path.open("rb") as text:
        messages = read_po(text, abort_invalid=True)
    with path.with_suffix(".mo").open("wb") as binary:
        write_mo(binary, messages)


if __name__ == "__main__":
    (compile_ if sys.argv[1:] == ["compile"] else main)(Path.cwd())
