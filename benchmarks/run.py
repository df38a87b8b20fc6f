"""All benchmarks, beside their peers: `make bench`. Each `bench_*.py` here is found and measured; 1 when one misses."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import sys
import time
from dataclasses import asdict
from pathlib import Path

from measure import Figure

HERE = Path(__file__).parent
REPORTS = HERE.parent / "reports" / "bench"
COLUMNS = "{:48} {:>9} {:>12} {:>15}  {}"


def main() -> int:
    """Measure what was asked for, print a table, keep the numbers, and say whether all figures hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    names = sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which of: {', '.join(names)}; all unless said")
    parser.add_argument("--repetitions", type=int, default=7, help="how often each command is run")
    asked = parser.parse_args()
    print(COLUMNS.format("figure", "asked", "got", "least–most", "holds"))
    missed = 0
    for name in asked.names or names:
        figures = list(importlib.import_module(f"bench_{name}").measure(asked.repetitions))
        for figure in figures:
            print(_line(figure), flush=True)
            missed += not figure.holds
        _keep(name, figures)
    print(f"{missed} figures missed" if missed else "all figures hold")
    return 1 if missed else 0


def _line(figure: Figure) -> str:
    verdict = "" if not figure.asked else "yes" if figure.holds else "NO"
    return COLUMNS.format(figure.name, figure.asked, f"{figure.got:.3f} {figure.unit}", figure.spread(), verdict)


def _keep(name: str, figures: list[Figure]) -> None:
    machine = {"python": platform.python_version(), "system": platform.platform(), "processors": os.cpu_count()}
    when = time.strftime("%Y-%m-%dT%H:%M:%S%z")
    report = {"at": when, "machine": machine, "figures": [asdict(each) for each in figures]}
    REPORTS.mkdir(parents=True, exist_ok=True)
    text = json.dumps(report, ensure_ascii=False, indent=2)
    (REPORTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
