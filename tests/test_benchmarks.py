"""The benchmarks still fit the program: each can be read, and says what it measures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


@pytest.mark.parametrize(
    "name", [path.stem for path in sorted([*BENCHMARKS.glob("bench_*.py"), BENCHMARKS / "soak.py"])]
)
def test_what_a_benchmark_asks_of_the_program_is_there(name: str) -> None:
    """A name that was moved is missed here, not after an hour of measuring."""
    done = subprocess.run(
        [sys.executable, "-c", f"import {name}"], cwd=BENCHMARKS, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
