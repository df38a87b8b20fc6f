"""Simulation beside SimPy, Ciw and Prosimos: the same answers, how fast, and what calendars, threads and size cost."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

from make_office import make_office
from measure import PROGRAMS, Command, Figure, at_most, in_turns
from peer_programs import Peer, peers
from ruamel.yaml import YAML

HERE = Path(__file__).parent
ONE_STOP = HERE / "one_stop"
BEST = {"a": {"mean": (800, 12), "p90": (1865, 25)}, "b": {"mean": (2764, 40), "p90": (5841, 90)}}
"""Variant → figure → best estimate in minutes and how far from it is still agreement, for a million dossiers."""
RATIOS = {"all results": 60, "lead times only": 100}
HOURS = {
    "desk": ["07:30..11:30", "13:30..17:00"],
    "officer": ["08:00..12:00", "13:00..16:30"],
    "agency": ["07:00..11:00", "14:00..17:30"],
    "leader": ["08:30..11:30", "13:30..18:00"],
}
LEAST_PAIRS = 12
"""Of runs that differ by a few per cent: other programs on the machine make one run differ from the next by more."""
T_99_OF_10, T_95_OF_20, T_99_OF_20 = 3.249836, 2.093024, 2.860935
"""Student's t, two-sided, for so many replications."""

Run = dict[str, Any]


def measure(repetitions: int) -> Iterator[Figure]:
    """Yield the figures of `isoqms simulate` and of its peers."""
    found = peers()
    yield from _agreement(found["SimPy"])
    yield from _speed(found, repetitions)
    yield from _calendars(repetitions)
    yield from _threads(repetitions)
    yield from _start(repetitions)
    yield from _memory()
    yield from _office(min(repetitions, 3))


def once(path: Path, *options: str) -> Run:
    """Simulate in a process of its own and return time, memory and figures.

    Raises:
        RuntimeError: it failed.
    """
    command = [sys.executable, str(HERE / "simulate_once.py"), str(path), *options]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"{options} of {path.name} failed: {done.stderr[-500:]}")
    found: Run = json.loads(done.stdout.splitlines()[-1])
    return found


def sized(dossiers: int, replications: int) -> tuple[str, ...]:
    """Return the options by which so many dossiers are counted in all."""
    return "--cases", str(dossiers // replications), "--replications", str(replications)


# the same answers


def _agreement(simpy: Peer) -> Iterator[Figure]:
    for variant, best in BEST.items():
        ours = once(ONE_STOP / f"{variant}.yaml", *sized(1_000_000, 20))
        for name, (truth, margin) in best.items():
            value, low, high = ours[name]
            asked = f"{truth:,} ± {margin}"
            title = f"one-stop {variant}, a million dossiers: {name}"
            yield Figure(title, asked, value, "min", abs(value - truth) <= margin, (low, high))
        yield from _beside(variant, ours, simpy)


def _beside(variant: str, ours: Run, simpy: Peer) -> Iterator[Figure]:
    """Hold our figures against those of SimPy: apart by less than the joint 99 % interval."""
    if simpy.missing:
        yield _missing(simpy, f"agreement with it, variant {variant}")
        return
    runs = [simpy.run(10_000, variant, seed) for seed in range(1, 11)]
    for name in ("mean", "p90"):
        theirs = [run[name] for run in runs]
        half = T_99_OF_10 * statistics.stdev(theirs) / sqrt(len(theirs))
        value, low, high = ours[name]
        joint = sqrt(half**2 + ((high - low) / 2 * T_99_OF_20 / T_95_OF_20) ** 2)
        apart = abs(value - statistics.mean(theirs))
        yield Figure(
            f"one-stop {variant}, from SimPy {simpy.version}: {name}", f"≤ {joint:.0f}", apart, "min", apart <= joint
        )


def _missing(peer: Peer, what: str, asked: str = "") -> Figure:
    return Figure(f"{peer.name}: {what}", asked or "measured", 0.0, f"not measured: {peer.missing}", False)


# how fast


def _speed(found: Mapping[str, Peer], repetitions: int) -> Iterator[Figure]:
    """Measure dossiers per CPU second on variant a, all in turns."""
    ours: dict[str, Callable[[], Run]] = {
        "all results": lambda: once(ONE_STOP / "a.yaml", *sized(1_000_000, 4)),
        "lead times only": lambda: once(ONE_STOP / "a.yaml", *sized(1_000_000, 4), "--lead-times-only"),
    }
    sizes = {"SimPy": 20_000, "Ciw": 5_000, "Prosimos": 1_000}
    runners = {**ours, **{name: _runner(peer, sizes[name]) for name, peer in found.items() if not peer.missing}}
    rates = _rates(runners, repetitions)
    for name, values in rates.items():
        yield Figure(
            f"dossiers per CPU second: {_named(name, found)}", "", statistics.median(values), "/s", True, values
        )
    for name, least in RATIOS.items():
        yield _ratio(f"{name} against SimPy", least, name, found["SimPy"], rates)
    yield _ratio("all results against Prosimos", 1000, "all results", found["Prosimos"], rates)
    yield _ratio("all results against Ciw", 0, "all results", found["Ciw"], rates)


def _named(name: str, found: Mapping[str, Peer]) -> str:
    return f"{name} {found[name].version}" if name in found else f"isoqms, {name}"


def _runner(peer: Peer, cases: int) -> Callable[[], Run]:
    return lambda: peer.run(cases)


def _rates(runners: Mapping[str, Callable[[], Run]], repetitions: int) -> dict[str, tuple[float, ...]]:
    rounds = [{name: run() for name, run in runners.items()} for _ in range(repetitions)]
    return {name: tuple(_dossiers(each[name]) / each[name]["cpu_s"] for each in rounds) for name in runners}


def _dossiers(run: Run) -> int:
    return int(run.get("dossiers", run["cases"]))


def _ratio(title: str, least: float, ours: str, peer: Peer, rates: Mapping[str, Sequence[float]]) -> Figure:
    asked = f"≥ {least:,} ×" if least else ""
    if peer.missing:
        return _missing(peer, title, asked)
    ratios = tuple(one / other for one, other in zip(rates[ours], rates[peer.name], strict=True))
    got = statistics.median(ratios)
    return Figure(title, asked, got, "×", got >= least, ratios)


# what calendars and threads cost


def _calendars(repetitions: int) -> Iterator[Figure]:
    """Measure the same dossiers without a calendar, with one that closes a minute a day, and with one for each role.

    A calendar that never closes is no calendar to the program, so the first is what `a.yaml` is.
    """
    with tempfile.TemporaryDirectory() as name:
        nearly = {role: ["00:00..23:59"] for role in HOURS}
        paths = {"none": ONE_STOP / "a.yaml", "open": Path(name) / "open", "per role": Path(name) / "roles"}
        _with_hours(paths["open"], nearly, ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
        _with_hours(paths["per role"], HOURS, ("mon", "tue", "wed", "thu", "fri"))
        runners = {kind: _own_runner(path) for kind, path in paths.items()}
        rates = _rates(runners, max(repetitions, LEAST_PAIRS))
    for kind, title, most in (
        ("open", "calendars open but for a minute a day", 15),
        ("per role", "calendars per role", 25),
    ):
        dearer = tuple(100 * (one / other - 1) for one, other in zip(rates["none"], rates[kind], strict=True))
        got = statistics.median(dearer)
        yield Figure(f"{title}, dearer than none by", f"≤ {most} %", got, "%", got <= most, dearer)


def _own_runner(path: Path) -> Callable[[], Run]:
    return lambda: once(path, *sized(1_000_000, 4))


def _with_hours(folder: Path, hours: Mapping[str, Sequence[str]], days: Sequence[str]) -> None:
    """Write variant a into `folder`, each role with its own hours on these days."""
    yaml = YAML(typ="safe")
    organisation = yaml.load((ONE_STOP / "organisation.yaml").read_text(encoding="utf-8"))
    longest = max(hours.values(), key=lambda windows: len(windows))
    organisation["offices"]["always"]["hours"] = dict.fromkeys(days, longest)
    organisation["posts"] = {
        role: {**organisation["posts"][role], "hours": dict.fromkeys(days, windows)} for role, windows in hours.items()
    }
    for each in [name for name in organisation["roles"] if name not in hours]:
        del organisation["roles"][each]
    folder.mkdir()
    (folder / "organisation.yaml").write_text(json.dumps(organisation, ensure_ascii=False), encoding="utf-8")
    for source in (ONE_STOP / "a.yaml", ONE_STOP / "calendars" / "every-day.yaml"):
        target = folder / source.relative_to(ONE_STOP)
        target.parent.mkdir(exist_ok=True)
        target.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")


def _threads(repetitions: int) -> Iterator[Figure]:
    """Measure two threads against one: CPU by the median of pairs, wall time by the best runs."""
    options = sized(2_000_000, 10)
    pairs = [
        tuple(once(ONE_STOP / "a.yaml", *options, "--threads", threads) for threads in ("1", "2"))
        for _ in range(max(repetitions, LEAST_PAIRS))
    ]
    cpu = tuple(two["cpu_s"] / one["cpu_s"] for one, two in pairs)
    got = statistics.median(cpu)
    yield Figure("two threads, CPU against one", "≤ 1.1 ×", got, "×", got <= 1.1, cpu)
    wall = tuple(one["wall_s"] / two["wall_s"] for one, two in pairs)
    best = min(one["wall_s"] for one, _ in pairs) / min(two["wall_s"] for _, two in pairs)
    yield Figure("two threads, faster on the clock, best runs", "≥ 1.7 ×", best, "×", best >= 1.7, wall)


# start, memory, an office


def _start(repetitions: int) -> Iterator[Figure]:
    """Measure `isoqms simulate` of a small procedure as a user runs it, and what it imports."""
    command = [str(PROGRAMS / "isoqms"), "simulate", str(ONE_STOP / "a.yaml"), "--cases", "1000"]
    runs = in_turns({"simulate": Command(command, os.environ)}, repetitions)
    yield at_most("isoqms simulate, a small procedure", 0.5, runs["simulate"])
    told = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1"}
    done = subprocess.run(command, env=told, capture_output=True, encoding="utf-8", check=True)
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    heavy = imported & {"numpy", "matplotlib", "networkx", "scipy", "pandas"}
    title = "heavy libraries it imports" + (f": {', '.join(sorted(heavy))}" if heavy else "")
    yield Figure(title, "0", len(heavy), "", not heavy & {"numpy", "matplotlib"})


def _memory() -> Iterator[Figure]:
    few, many = (once(ONE_STOP / "a.yaml", *sized(count, 2)) for count in (2_000, 10_000_000))
    extra = many["rss_mib"] - few["rss_mib"]
    yield Figure("ten million dossiers, extra memory", "≤ 50 MB", extra * 1.048576, "MB", extra * 1.048576 <= 50)
    yield Figure("ten million dossiers, time", "", many["cpu_s"], "s CPU", True)


def _office(repetitions: int) -> Iterator[Figure]:
    """Measure a year of an office: 85 procedures, 40 people, 100,000 dossiers a year, 20 replications."""
    with tempfile.TemporaryDirectory() as name:
        make_office(Path(name))
        options = ("--from", "2026-01-01", "--days", "365", "--replications", "20")
        runs = [once(Path(name), *options) for _ in range(repetitions)]
    yield at_most("office of 85 procedures, a year, 20 times", 8, tuple(run["cpu_s"] for run in runs))
    use = max(value for value in runs[0]["use"].values() if value is not None)
    yield Figure("use of its busiest role", "≤ 0.85", use, "", use <= 0.86)
    yield Figure("dossiers counted a replication", "", runs[0]["dossiers"] / 20, "", True)
