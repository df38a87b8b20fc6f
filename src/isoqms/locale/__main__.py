"""Bring the Vietnamese catalogue up to date with the sources: `make messages`."""

from __future__ import annotations

from pathlib import Path

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


if __name__ == "__main__":
    main(Path.cwd())
