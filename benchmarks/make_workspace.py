"""Make a workspace of N procedures from the real ones of the sample workspace: `make_workspace.py N -o DIR`.

Every procedure of the sample is taken in turn, round after round, each round with ids of its own, beside the
organisations and calendars they need. The same N gives the same files.
"""

from __future__ import annotations

import argparse
import re
import shutil
from itertools import count, islice
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "processes"
_ID = re.compile(r"^id: *[\"']?([A-Za-z0-9._-]+)", re.MULTILINE)
_REFERENCE = re.compile(r"((?:\bid|hands_over_to|from_procedure): *[\"']?)([A-Za-z0-9._-]+)")


def sample_procedures() -> dict[str, Path]:
    """Return the procedures of the sample workspace by id, in the order of their paths.

    A procedure adopted by another comes before it, so that no cut of the list leaves a child without its parent.
    """
    found = {}
    for path in sorted(SAMPLE.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if path.name != "organisation.yaml" and path.parent.name != "calendars" and (id_ := _ID.search(text)):
            found[id_[1]] = path
    return dict(sorted(found.items(), key=lambda item: "\nadopts:" in item[1].read_text(encoding="utf-8")))


def make_workspace(number: int, folder: Path) -> list[Path]:
    """Write `number` procedures and what they need below `folder`; return the files of the procedures.

    Raises:
        ValueError: `number` is negative, or there is nothing to make procedures from.
    """
    sample = sample_procedures()
    if number < 0 or not sample:
        raise ValueError(f"cannot make {number} procedures from {len(sample)}")
    for path in [*SAMPLE.rglob("organisation.yaml"), *SAMPLE.glob("calendars/*.yaml")]:
        target = folder / path.relative_to(SAMPLE)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    places = [(id_, turn) for turn in islice(count(1), number // len(sample) + 1) for id_ in sample][:number]
    return [_written(sample[id_], turn, folder, set(places), sample) for id_, turn in places]


def _written(path: Path, turn: int, folder: Path, places: set[tuple[str, int]], sample: dict[str, Path]) -> Path:
    """Write one procedure with the ids of its round; what the round was cut short of is referred to in the first."""

    def renamed(found: re.Match[str]) -> str:
        if found[2] not in sample:
            return found[0]
        return f"{found[1]}{found[2]}-{turn if (found[2], turn) in places else 1:03}"

    target = folder / path.relative_to(SAMPLE).with_stem(f"{path.stem}-{turn:03}")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_REFERENCE.sub(renamed, path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    return target


def main() -> None:
    """Read the command line and say what was made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, metavar="N", help="how many procedures")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder to write them into")
    asked = parser.parse_args()
    print(f"{len(make_workspace(asked.number, asked.output))} procedures in {asked.output}")


if __name__ == "__main__":
    main()
