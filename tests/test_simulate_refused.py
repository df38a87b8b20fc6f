"""What cannot be simulated is a problem at its line; no file makes the command run without end.

Each command runs in a process of its own, so that one which never ended would fail its test and not stop the others.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from simulated import DAYTIME, Data, clerks, office, one_step, post, procedure, put

FAR_TOO_LONG = 20
"""Seconds after which a command is taken never to end; each takes less than one."""


def simulated(folder: Path, place: Data, *procedures: Data) -> subprocess.CompletedProcess[str]:
    """Run `isoqms simulate` on an office, in English."""
    put(folder, place, *procedures)
    code = "from isoqms.cli import main; main()"
    options = ["--lang", "en", "simulate", str(folder), "--cases", "200", "--replications", "2"]
    return subprocess.run(
        [sys.executable, "-c", code, *options],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=FAR_TOO_LONG,
        check=False,
    )


def branching(*shares: str, **more: Any) -> Data:
    """Return a check that sends dossiers back with the first share, on with the second."""
    ways = [{"to": to, "share": share, "when": "so"} for to, share in zip(("check", "sign"), shares, strict=True)]
    ways[0] |= more
    steps = {
        "check": {"title": "Check", "role": "clerk", "work": "5 min", "next": ways},
        "sign": {"title": "Sign", "role": "clerk", "work": "5 min", "end": "completed"},
    }
    return procedure(steps, gap="60 min")


def ways_for(**kept: list[str]) -> Data:
    """Return a check with ways out kept for some channels, by the steps they lead to, half of the demand online."""
    steps = {
        "check": {"title": "Check", "role": "clerk", "work": "5 min"},
        "sign": {"title": "Sign", "role": "clerk", "work": "5 min", "end": "completed"},
        "hand": {"title": "Hand out", "role": "clerk", "work": "5 min", "end": "completed"},
    }
    steps["check"]["next"] = [{"to": to, "channels": channels} for to, channels in kept.items()]
    demand = {"channels": {"counter": "50 %", "online": "50 %"}}
    return procedure(steps, gap="60 min", channels=["counter", "online"], demand=demand)


def of_kinds(variants: dict[str, str], *shares: str) -> Data:
    """Return a check with these variants; the first one alone has the ways out of it with these shares."""
    first = next(iter(variants))
    ways = [{"to": to, "share": share, "variants": [first]} for to, share in zip(("b", "c"), shares, strict=True)]
    steps = {
        "a": {"title": "A", "role": "clerk", "work": "5 min", "next": [*ways, {"to": "b"}]},
        "b": {"title": "B", "role": "clerk", "work": "5 min", "end": "completed"},
        "c": {"title": "C", "role": "clerk", "work": "5 min", "end": "completed"},
    }
    kinds = {name: {"title": name, "share": share} for name, share in variants.items()}
    return procedure(steps, gap="60 min", variants=kinds)


def only_way(share: str) -> Data:
    """Return two steps, the second for a share of the dossiers; nothing says where the others go."""
    steps = {
        "a": {"title": "A", "role": "clerk", "work": "5 min", "next": [{"to": "b", "share": share}]},
        "b": {"title": "B", "role": "clerk", "work": "5 min", "end": "completed"},
    }
    return procedure(steps, gap="60 min")


USE = {"allowance_use": {"min": "90 %", "usual": "50 %", "max": "10 %"}}
AWAY = [{"from": "2026-06-01", "to": "2026-06-05", "people": 3}]
NONSTOP = {"step": {"interruptible": False}, "gap": "2000 min"}
PLACES: dict[str, tuple[Data, Data]] = {
    "work longer than any window": (
        office({"c": post("clerk")}, DAYTIME, "vn"),
        one_step("5 hours", **NONSTOP),  # type: ignore[arg-type]
    ),
    "two roles never there together": (
        office({"c": post("a", hours={"mon": ["08:00..10:00"]}), "d": post("b", hours={"tue": ["08:00..10:00"]})}),
        one_step("10 min", gap="2000 min", step={"role": ["a", "b"]}),
    ),
    "a role nobody fills": (clerks(), one_step("10 min", gap="60 min", role="ghost")),
    "a loop nobody leaves": (clerks(), branching("100 %", "0 %")),
    "shares of more than all": (clerks(), branching("70 %", "60 %", at_most=2, at_bound="sign")),
    "shares of less than all": (clerks(), branching("20 %", "20 %", at_most=2, at_bound="sign")),
    "no exit at the bound": (clerks(), branching("20 %", "80 %", at_most=2)),
    "a negative time": (clerks(), one_step("-5 min", gap="60 min")),
    "a time that is no number": (clerks(), one_step({"mean": "nan", "distribution": "exponential"}, gap="60 min")),
    "the longest time the shortest": (clerks(), one_step({"min": "9 min", "max": "5 min"}, gap="60 min")),
    "hours at which nobody works": (office({"c": post("clerk")}, {"sat": ["08:00..10:00"]}, "vn"), one_step("1 min")),
    "nobody ever there": (clerks(people=0), one_step("10 min", gap="60 min")),
    "a gap of nothing": (clerks(), one_step("10 min", gap="0 min")),
    "all ways kept for one channel": (clerks(), ways_for(sign=["counter"], hand=["counter"])),
    "a reversed use of allowances": (clerks(**USE), one_step("10 min", gap="60 min", step={"allowance": "1 day"})),
    "a reversed use, and laws that rest on it": (
        clerks(**USE),
        procedure({"wait": {"title": "Wait", "role": "clerk", "allowance": "1 day", "end": "completed"}}, gap="1 day"),
    ),
    "more people away than there are": (
        office({"c": post("clerk", people=2, absences=AWAY)}),
        one_step("10 min", gap="60 min"),
    ),
    "a way to a step that is not there": (clerks(), branching("20 %", "80 %", at_most=2, at_bound="nowhere")),
    "a way whose step is misspelt": (clerks(), branching("50 %", "50 %", to="chekc", at_most=1, at_bound="sign")),
    "ways of one kind with shares of more than all": (clerks(), of_kinds({"poor": "20 %"}, "70 %", "60 %")),
    "more variants than dossiers": (clerks(), of_kinds({"poor": "90 %", "old": "60 %"}, "70 %", "30 %")),
    "one way, for less than all": (clerks(), only_way("30 %")),
    "one person for two roles of a step": (
        office({"c": post("a", "b")}),
        one_step("10 min", gap="60 min", role=["a", "b"]),
    ),
    "a batch nobody works at": (
        clerks(),
        procedure(
            {"wait": {"actor": "agency", "wait": "1 hour", "batch": {"at": ["10:00"]}, "end": "completed"}},
            gap="60 min",
        ),
    ),
    "branches that end beside each other": (
        clerks(),
        procedure(
            {
                "check": {"title": "Check", "role": "clerk", "work": "5 min", "parallel": ["sign", "file"]},
                "sign": {"title": "Sign", "role": "clerk", "work": "5 min", "end": "completed"},
                "file": {"title": "File", "role": "clerk", "work": "5 min", "end": "completed"},
            },
            gap="60 min",
        ),
    ),
}

ON_LINE_OF = {
    "all ways kept for one channel": '"check"',
    "more people away than there are": '"from"',
    "a batch nobody works at": '"batch"',
    "branches that end beside each other": '"sign"',
    "a way to a step that is not there": '"to": "check"',
    "a way whose step is misspelt": '"chekc"',
    "ways of one kind with shares of more than all": '"a"',
    "one way, for less than all": '"a"',
}
"""What stands on the line at which a problem is told, or begins just after it."""


@pytest.mark.parametrize("case", PLACES)
def test_what_makes_no_sense_is_a_problem_at_its_line(case: str, tmp_path: Path) -> None:
    """The command ends with 1, names file, line and column, and says what to do."""
    done = simulated(tmp_path, *PLACES[case])
    assert done.returncode == 1, done.stdout
    told = (done.stdout + done.stderr).splitlines()
    problems = [line for line in told if f"{tmp_path.as_posix()}/" in line and ": error: " in line]
    assert problems, told
    place = problems[0].removeprefix(tmp_path.as_posix()).split(":")
    assert int(place[1]) > 1
    assert any(line.strip().startswith("→") for line in told)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("case", ON_LINE_OF)
def test_a_problem_is_told_where_it_is_mended(case: str, tmp_path: Path) -> None:
    """The line named is that of the step, absence or batch that is wrong, not that of the procedure as a whole."""
    done = simulated(tmp_path, *PLACES[case])
    told = (done.stdout + done.stderr).splitlines()
    place = next(line for line in told if ": error: " in line).removeprefix(tmp_path.as_posix()).split(":")
    written = (tmp_path / place[0].lstrip("/")).read_text(encoding="utf-8").splitlines()
    assert ON_LINE_OF[case] in "".join(written[int(place[1]) - 2 : int(place[1]) + 1])


def test_ways_kept_for_each_channel_are_simulated(tmp_path: Path) -> None:
    """Where each channel has a way out of its own, nothing is wrong."""
    assert simulated(tmp_path, clerks(), ways_for(sign=["counter"], hand=["online"])).returncode == 0


def test_work_that_may_be_longer_than_any_window_does_not_keep_the_command_from_ending(tmp_path: Path) -> None:
    """Work of a random length, now and then longer than the person is ever there: refused, or answered with a word."""
    work = {"mean": "100 min", "distribution": "exponential"}
    place = office({"c": post("clerk")}, DAYTIME, "vn")
    done = simulated(tmp_path, place, one_step(work, **NONSTOP))  # type: ignore[arg-type]
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr


def test_more_dossiers_than_anybody_could_handle_are_told_as_overload(tmp_path: Path) -> None:
    """A thousand billion a year: said in words, with the name of the role, and no time is made up."""
    done = simulated(tmp_path, clerks(), one_step("10 min", demand={"per_year": 1e12}))
    assert done.returncode in (0, 1)
    assert "clerk" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
