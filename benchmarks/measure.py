"""Measuring commands side by side: CPU seconds of child processes, in turns, so that a busy machine is fair to all."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = Path(sys.executable).parent


@dataclass(frozen=True)
class Figure:
    """One thing asked of the program, and what was measured."""

    name: str
    asked: str
    got: float
    unit: str
    holds: bool
    runs: tuple[float, ...] = ()

    def spread(self) -> str:
        """Return the smallest and largest run."""
        return f"{min(self.runs):.3f}–{max(self.runs):.3f}" if self.runs else ""


@dataclass(frozen=True)
class Command:
    """A command to measure, what is done before each run, and the exit codes it may end with."""

    arguments: Sequence[str]
    environment: Mapping[str, str]
    before: Callable[[], object] = lambda: None
    may_end_with: tuple[int, ...] = (0, 1)


def cpu_seconds(command: Command) -> float:
    """Run a command and return the user and system CPU seconds of it and its children.

    All commands run as installed programs do, from modules compiled before: a setting against that is not passed on.

    Raises:
        RuntimeError: the command ended otherwise than it may.
    """
    command.before()
    environment = {name: value for name, value in command.environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = _children()
    done = subprocess.run(command.arguments, env=environment, capture_output=True, check=False)
    spent = _children() - started
    if done.returncode not in command.may_end_with:
        raise RuntimeError(f"{command.arguments[:3]} ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    return spent


def in_turns(commands: Mapping[str, Command], repetitions: int) -> dict[str, tuple[float, ...]]:
    """Measure all commands `repetitions` times, in turns; a first round is not counted."""
    rounds = [{name: cpu_seconds(command) for name, command in commands.items()} for _ in range(repetitions + 1)]
    return {name: tuple(one[name] for one in rounds[1:]) for name in commands}


def at_most(name: str, limit: float, runs: tuple[float, ...]) -> Figure:
    """Return the median CPU seconds of `runs` held against a limit."""
    got = statistics.median(runs)
    return Figure(name, f"≤ {limit:g} s", got, "s CPU", got <= limit, runs)


def times_faster(name: str, least: float, ours: tuple[float, ...], theirs: tuple[float, ...]) -> Figure:
    """Return how many times less CPU `ours` takes than `theirs`: the median of the ratios round by round."""
    ratios = tuple(their / our for our, their in zip(ours, theirs, strict=True))
    got = statistics.median(ratios)
    return Figure(name, f"≥ {least:g} ×", got, "×", got >= least, ratios)


def shown(name: str, runs: tuple[float, ...]) -> Figure:
    """Return the median of `runs` of which nothing is asked, for comparison."""
    return Figure(name, "", statistics.median(runs), "s CPU", True, runs)


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
