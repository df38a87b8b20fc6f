"""The compiled simulator and its interpreted sources give the same numbers to the last bit, whatever an office does."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from simulated import DAYTIME, Data, at_minute, clerks, office, one_step, operation, post, procedure
from uncompiled import interpreted

from isoqms.scenario import Operation, operation_of
from isoqms.simulate import building, codes
from isoqms.workspace.load import load

NUMBERS = building.numbers()
MAYBE = {"min": "5 min", "usual": "20 min", "max": "90 min"}
TET = {"start": date(2026, 2, 9), "days": 21}


def chain(*steps: Data, **more: Any) -> Data:
    """Return a procedure of steps one after the other, done by `clerk` unless they say otherwise."""
    ids = [f"s{number}" for number in range(len(steps))]
    made = {}
    for number, step in enumerate(steps):
        onward = {"end": "completed"} if number == len(steps) - 1 else {"next": ids[number + 1]}
        who = {} if "actor" in step else {"role": "clerk"}
        made[ids[number]] = {"title": f"Step {number}", **who, **({} if "next" in step else onward), **step}
    return procedure(made, **{"gap": "45 min", **more})


def parallel(join: str) -> Data:
    """Return a procedure with two branches that meet: when all are done, or when any is."""
    steps = {
        "split": {"title": "Split", "role": "clerk", "work": "2 min", "parallel": ["long", "short"]},
        "long": {"title": "Long", "role": "clerk", "work": MAYBE, "next": "more"},
        "more": {"title": "More", "role": "clerk", "work": MAYBE, "next": "meet"},
        "short": {"title": "Short", "actor": "agency", "wait": MAYBE, "next": "meet"},
        "meet": {"title": "Meet", "role": "clerk", "work": "3 min", "join": join, "end": "completed"},
    }
    return procedure(steps, gap="45 min")


def looping() -> Data:
    """Return a procedure sent back half of the time, three times at most."""
    back = {"to": "mend", "share": "50 %", "at_most": 3, "at_bound": "refuse"}
    steps = {
        "check": {"title": "Check", "role": "clerk", "work": MAYBE, "next": [back, {"to": "sign", "share": "50 %"}]},
        "mend": {"title": "Mend", "actor": "applicant", "wait": MAYBE, "clock": "stopped", "next": "check"},
        "sign": {"title": "Sign", "role": "clerk", "work": "3 min", "end": "completed"},
        "refuse": {"title": "Refuse", "role": "clerk", "work": "3 min", "end": "refused"},
    }
    return procedure(steps, gap="90 min", limits={"legal": {"within": "3 hours", "from": "receipt"}})


def asking(clock: str) -> Data:
    """Return a procedure that asks the applicant something, twice at most, while its clock does `clock`."""
    back = {"to": "ask", "share": "40 %", "at_most": 2, "at_bound": "sign"}
    steps = {
        "check": {"title": "Check", "role": "clerk", "work": MAYBE, "next": [back, {"to": "sign", "share": "60 %"}]},
        "ask": {"title": "Ask", "actor": "applicant", "wait": "1 working day", "clock": clock, "next": "check"},
        "sign": {"title": "Sign", "role": "clerk", "work": "3 min", "end": "completed"},
    }
    limits = {"legal": {"within": "2 working days", "from": "receipt"}, "committed": {"within": "9 hours"}}
    return procedure(steps, gap="90 min", limits=limits)


VARIED = chain(
    {"work": MAYBE, "in_variant": {"hard": {"work": "60 min"}}},
    {"work": "5 min"},
    variants={"easy": {"title": "Easy", "share": "70 %"}, "hard": {"title": "Hard", "share": "30 %", "priority": 1}},
)
ONLINE = chain({"work": MAYBE}, demand={"channels": {"online": "60 %", "counter": "40 %"}})
AWAY = [{"from": "2026-02-10", "to": "2026-02-12"}]
OFFICES: dict[str, Callable[[], tuple[Data, tuple[Data, ...], dict[str, Any]]]] = {
    "join all": lambda: (clerks(2), (parallel("all"),), {}),
    "join any": lambda: (clerks(2), (parallel("any"),), {}),
    "bounded loop": lambda: (clerks(2), (looping(),), {}),
    "batch": lambda: (DAY_OFFICE, (chain({"work": "5 min", "batch": {"at": ["10:00", "16:00"]}}),), {}),
    "lots": lambda: (DAY_OFFICE, (chain({"work": "5 min", "batch": {"size": 3}}),), {}),
    "two roles": lambda: (PAIR, (chain({"role": ["a", "b"], "work": MAYBE}), one_step(MAYBE, "Q", "60 min", "a")), {}),
    "in one go": lambda: (DAY_OFFICE, (chain({"work": MAYBE, "interruptible": False}),), {}),
    "half the time": lambda: (HALF, (chain({"work": MAYBE}),), {}),
    "half the time, in one go": lambda: (HALF, (chain({"work": MAYBE, "interruptible": False}, gap="90 min"),), {}),
    "away by chance": lambda: (office({"c": post("clerk", people=2, absent_share="20 %")}, DAYTIME), (VARIED,), {}),
    "away": lambda: (office({"c": post("clerk", people=2, absences=AWAY)}, DAYTIME, "vn"), (VARIED,), TET),
    "priorities": lambda: (
        clerks(),
        (one_step(MAYBE, "P", "75 min", priority=1), one_step(MAYBE, "Q", "75 min", priority=9)),
        {},
    ),
    "variants": lambda: (clerks(), (VARIED,), {}),
    "online": lambda: (DAY_OFFICE, (ONLINE,), {}),
    "online over Tết": lambda: (office({"c": post("clerk")}, DAYTIME, "vn"), (ONLINE,), TET),
    "stopped": lambda: (DAY_OFFICE, (asking("stopped"),), {}),
    "restarts over Tết": lambda: (office({"c": post("clerk")}, DAYTIME, "vn"), (asking("restarts"),), TET),
    "at once": lambda: (clerks(), (one_step(MAYBE, demand=at_minute(480, each=40)),), {}),
}
"""What an office may do: its organisation, its procedures, and which days are simulated, if any."""
DAY_OFFICE = office({"c": post("clerk", people=2)}, DAYTIME)
HALF = office({"c": post("clerk", people=2, share="50 %")}, DAYTIME)
PAIR = office({"a": post("a", people=2), "b": post("b"), "both": post("a", "b")}, DAYTIME)


def test_the_compiler_calls_numbers_as_the_sources_do() -> None:
    """What the compiler is told has every name of codes.py with the same value, and no other."""
    declared = {name: int(value) for name, value in re.findall(r"^ +([A-Z_0-9]+) ?= ?(-?\d+)$", NUMBERS, re.MULTILINE)}
    assert declared == {name: value for name, value in vars(codes).items() if name.isupper()}


def everything(room: ModuleType, found: Operation, **more: Any) -> list[Any]:
    """Return all that two replications add up and what one logs, from the room as it is loaded now."""
    plan = room.Plan(seed=7, replications=2, **({} if "days" in more else {"cases": 60}), **more)
    runner = importlib.import_module(f"{room.__name__}.run").prepared(found, plan).runner
    runner.run_to(2)
    sums = [
        [each.nodes, each.procedures, each.busy, each.open, each.minutes]
        + [(tally.first, tally.counts) for tally in (*each.lead_tallies, *each.statutory_tallies)]
        for each in runner.done
    ]
    kernel, _ = runner.begun(1, log=True)
    assert kernel.run() == codes.DONE
    return [sums, runner.count.warm_up, *kernel.logs(), kernel.result()["inside"]]


def both_ways(found: Operation, **more: Any) -> tuple[list[Any], list[Any]]:
    """Return everything as it is compiled, and as the interpreter does it."""
    compiled = everything(importlib.import_module("isoqms.simulate"), found, **more)
    with interpreted() as room:
        return compiled, everything(room, found, **more)


@pytest.mark.parametrize("name", OFFICES)
def test_compiled_and_interpreted_add_up_the_same(name: str, tmp_path: Path) -> None:
    """Sums by step and by procedure, quantiles, people's use and the log are equal to the last bit."""
    place, procedures, more = OFFICES[name]()
    compiled, plain = both_ways(operation(tmp_path, place, *procedures), **more)
    assert compiled == plain
    assert sum(compiled[0][0][1]) > 0


@pytest.mark.parametrize("variant", ["a", "b"])
def test_the_one_stop_office_is_the_same_compiled_and_interpreted(variant: str, repository: Path) -> None:
    """The office of the benchmark too."""
    found = operation_of(load([repository / "benchmarks" / "one_stop" / f"{variant}.yaml"]))
    compiled, plain = both_ways(found)
    assert compiled == plain


def test_room_is_made_while_dossiers_come(tmp_path: Path) -> None:
    """Thousands of dossiers inside at once, more than there is room for at the start: none is lost, all are logged."""
    wait = {"min": "10 hours", "usual": "20 hours", "max": "40 hours"}
    steps = [{"actor": "agency", "wait": wait}, {"work": "1 min"}]
    found = operation(tmp_path, clerks(3), chain(*steps, demand={"per_year": 1_300_000}, gap=None))
    room = importlib.import_module("isoqms.simulate")
    runner = importlib.import_module("isoqms.simulate.run").prepared(found, room.Plan(cases=4000)).runner
    runner.count = importlib.import_module("isoqms.simulate.replicate").Count(cases=4000)
    kernel, _ = runner.begun(1, log=True)
    assert kernel.run() == codes.DONE
    visits, dossiers = kernel.logs()
    assert kernel.result()["inside"] > 1024
    rows = [dossiers[at : at + codes.D_COLUMNS] for at in range(0, len(dossiers), codes.D_COLUMNS)]
    counted = {int(row[codes.D_NUMBER]) for row in rows if row[codes.D_COUNTED] >= 0}
    assert counted == set(range(4000))
    numbers = [int(visits[at + codes.V_NUMBER]) for at in range(0, len(visits), codes.V_COLUMNS)]
    assert all(numbers.count(number) == 2 for number in range(0, 4000, 400))
    runner.run_to(1)
    leads = sum(row[codes.D_FINISHED] - row[codes.D_ARRIVED] for row in rows if row[codes.D_COUNTED] >= 0)
    assert runner.done[0].procedures[codes.P_LEAD] == pytest.approx(leads, rel=1e-12)
