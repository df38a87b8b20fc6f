"""What simulation promises where mathematics knows the answer: queues whose waits have closed forms (oracles/)."""

from __future__ import annotations

import json
import re
import runpy
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from math import factorial, log
from pathlib import Path
from typing import Any

import pytest
from simulated import REPLICATIONS, clerks, office, one_step, operation, post, procedure, within

from isoqms.metrics import Figure
from isoqms.scenario import Operation, operation_of
from isoqms.simulate import Plan, simulate
from isoqms.simulate.result import Result
from isoqms.workspace.load import load

ORACLES = json.loads((Path(__file__).parent / "oracles" / "queueing.json").read_text(encoding="utf-8"))
FIRST = Plan(seed=2026, replications=REPLICATIONS, cases=12_000)
AGAIN = Plan(seed=4052, replications=REPLICATIONS, cases=48_000)
"""A 99 % interval misses once in a hundred times: a miss is settled by this other run, four times as long."""
QUIET = [row for row in ORACLES["mmc"] if row["load"] <= 0.8]
SERVICES = {
    "deterministic 1": (12, {"usual": "12 min", "distribution": "fixed"}),
    "Erlang-2 mean 1": (12, {"mean": "12 min", "sd": "8.48528137423857 min", "distribution": "gamma"}),
    "uniform 0..2": (12, {"min": "0 min", "max": "24 min", "distribution": "uniform"}),
    "lognormal mean 120 sd 60": (1, {"mean": "120 min", "sd": "60 min", "distribution": "lognormal"}),
    "triangular 10/15/30": (3, {"min": "30 min", "usual": "45 min", "max": "90 min", "distribution": "triangular"}),
}
"""How many minutes the unit of the oracle stands for here, and the law as a file states it."""


def test_the_oracles_are_what_the_formulas_give() -> None:
    """Erlang C by its sum, Pollaczek–Khinchine and Cobham give, as fractions, the numbers kept in oracles/."""
    for row in ORACLES["mmc"]:
        people, load = row["people"], Fraction(str(row["load"])) * row["people"]
        last = load**people / factorial(people) * (people / (people - load))
        waits = last / (sum(load**k / factorial(k) for k in range(people)) + last)
        assert (waits, waits / (people - load)) == (Fraction(row["p_wait"]), Fraction(row["wait"]))
        assert row["wait_p90"] == pytest.approx(max(0.0, log(float(waits) / 0.1) / float(people - load)))
    for row in ORACLES["mg1"]:
        load, mean, variance = (Fraction(str(row["load"])), *map(_exact, (row["mean"], row["variance"])))
        assert load / mean * (variance + mean**2) / (2 * (1 - load)) == Fraction(row["wait"])
    row = ORACLES["priorities"]
    high, load = Fraction(row["share_high"]) * Fraction(row["load"]), Fraction(row["load"])
    begun = load * row["mean"]  # what is left of the work found under way: λE[S²]/2, with E[S²] = 2 mean²
    assert begun / (1 - high) == Fraction(row["wait_high"])
    assert begun / ((1 - high) * (1 - load)) == Fraction(row["wait_low"])


def agree(office: Operation, theory: Callable[[Result], Mapping[str, tuple[Figure, float]]], luck: int = 0) -> None:
    """Hold the figures that `theory` picks out of a result against the values they should have."""
    first, again = (replace(plan, seed=plan.seed + luck) for plan in (FIRST, AGAIN))
    if all(within(figure, truth) for figure, truth in theory(simulate(office, first)).values()):
        return
    for name, (figure, truth) in theory(simulate(office, again)).items():
        assert within(figure, truth), (name, figure, truth)


def _exact(value: float) -> Fraction:
    return Fraction(value).limit_denominator(1000)


@pytest.mark.parametrize("row", QUIET, ids=lambda row: f"{row['people']}-{row['load']}")
def test_waits_of_people_who_share_one_queue(row: dict[str, Any], tmp_path: Path) -> None:
    """M/M/c: mean wait, time, use and dossiers waiting lie in their 99 % intervals round the closed form."""
    mean, wait = 12.0, 12.0 * float(Fraction(row["wait"]))
    gap = mean / (row["people"] * row["load"])
    work = {"mean": f"{mean:g} min", "distribution": "exponential"}

    def theory(result: Result) -> dict[str, tuple[Figure, float]]:
        found, role = result.procedures["P"], result.roles["clerk"]
        return {
            "wait at the step": (found.steps["work"].waiting["queue"], wait),
            "wait for the role": (role.waiting, wait),
            "lead time": (found.lead_time.wall.mean, wait + mean),
            "work": (found.work_time.mean, mean),
            "use": (role.utilisation, row["load"]),
            "waiting": (role.queue_length, wait / gap),
            "in progress": (found.in_progress, (wait + mean) / gap),
        }

    agree(operation(tmp_path, clerks(row["people"]), one_step(work, gap=f"{gap:g} min")), theory, QUIET.index(row))


@pytest.mark.parametrize("row", [row for row in ORACLES["mg1"] if row["load"] <= 0.8], ids=lambda row: str(row))
def test_waits_whatever_the_law_of_the_work(row: dict[str, Any], tmp_path: Path) -> None:
    """M/G/1: the mean wait lies in its 99 % interval round the formula of Pollaczek and Khinchine."""
    unit, work = SERVICES[row["service"]]
    wait, gap = float(Fraction(row["wait"])) * unit, row["mean"] * unit / row["load"]

    def theory(result: Result) -> dict[str, tuple[Figure, float]]:
        role = result.roles["clerk"]
        return {"wait": (role.waiting, wait), "use": (role.utilisation, row["load"])}

    agree(operation(tmp_path, clerks(), one_step(work, gap=f"{gap:g} min")), theory, 100 + ORACLES["mg1"].index(row))


def test_who_is_taken_first_waits_less_and_nobody_waits_for_those_who_have_not_come(tmp_path: Path) -> None:
    """M/M/1 with two priorities, work not broken off: Cobham's formula gives 4 minutes high, 6 low."""
    work = {"mean": "10 min", "distribution": "exponential"}
    high = one_step(work, "HIGH", "60 min", priority=1)
    low = one_step(work, "LOW", "60 min", priority=9)

    def theory(result: Result) -> dict[str, tuple[Figure, float]]:
        waits = {id_: found.steps["work"].waiting["queue"] for id_, found in result.procedures.items()}
        truths = ORACLES["priorities"]
        return {"HIGH": (waits["HIGH"], float(truths["wait_high"])), "LOW": (waits["LOW"], float(truths["wait_low"]))}

    agree(operation(tmp_path, clerks(), high, low), theory)


def test_the_priority_of_a_variant_goes_before_that_of_its_procedure(tmp_path: Path) -> None:
    """Cobham's waits again, the classes being two variants of one procedure."""
    work = {"mean": "10 min", "distribution": "exponential"}
    variants = {
        "high": {"title": "High", "share": "50 %", "priority": 1},
        "low": {"title": "Low", "share": "50 %", "priority": 9},
    }
    ways = [{"to": "high", "variants": ["high"]}, {"to": "low", "variants": ["low"]}]
    steps = {
        "sort": {"title": "Sort", "actor": "system", "work": "0 min", "next": ways},
        "high": {"title": "High", "role": "clerk", "work": work, "variants": ["high"], "end": "completed"},
        "low": {"title": "Low", "role": "clerk", "work": work, "variants": ["low"], "end": "completed"},
    }

    def theory(result: Result) -> dict[str, tuple[Figure, float]]:
        found = result.procedures["P"].steps
        # the figures of a step are for each dossier of the procedure, and half of them pass it
        return {"high": (found["high"].waiting["queue"], 4.0 / 2), "low": (found["low"].waiting["queue"], 6.0 / 2)}

    agree(operation(tmp_path, clerks(), procedure(steps, gap="30 min", variants=variants, priority=5)), theory)


def test_a_gap_in_working_time_gives_as_many_dossiers_a_day_as_the_day_holds(tmp_path: Path) -> None:
    """A gap of 120 working minutes and a day of 7.5 hours: 3.75 dossiers a day, so 10 minutes each fill 1/12."""
    hours = {day: ["07:30..11:30", "13:30..17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    place = office({"clerks": post("clerk", people=3)}, hours)
    a_minute = 3.75 * 5 / (7 * 1440)

    def theory(result: Result) -> dict[str, tuple[Figure, float]]:
        found = result.procedures["P"]
        # dossiers in progress = dossiers a minute of the clock × lead time (Little), with 3.75 × 5 dossiers a week
        inside = a_minute * found.lead_time.wall.mean.value
        return {"use": (result.roles["clerk"].utilisation, 10 / 120 / 3), "inside": (found.in_progress, inside)}

    agree(operation(tmp_path, place, one_step("10 min", gap="120 min")), theory)


# the one-stop office of the benchmark

BEST = {"a": (800.3, 7.0, 1864.9), "b": (2763.7, 19.6, 5841.3)}
"""Variant → mean lead time in minutes with its half-width, and P90, of a million dossiers in a program of its own."""


@pytest.mark.parametrize("variant", ["a", "b"])
def test_the_one_stop_office_takes_as_long_as_in_another_program(variant: str, repository: Path) -> None:
    """A split and join, people shared by steps, a way back and working hours: the times of an independent program."""
    found = operation_of(load([repository / "benchmarks" / "one_stop" / f"{variant}.yaml"]))
    [result] = simulate(found, Plan(seed=1, replications=REPLICATIONS, cases=10_000)).procedures.values()
    mean, half, p90 = BEST[variant]
    lead = result.lead_time.wall
    assert any(within(lead.mean, mean + shift) for shift in (-half, 0, half))
    assert lead.p90.value == pytest.approx(p90, rel=0.06)


def test_the_peers_are_given_the_numbers_of_the_files(repository: Path) -> None:
    """What SimPy, Ciw and Prosimos simulate in `make bench` is what the files of the one-stop office say."""
    told = runpy.run_path(str(repository / "benchmarks" / "peers" / "process.py"))
    for variant, ending in (("a", ""), ("b", "_in_hours")):
        workspace = load([repository / "benchmarks" / "one_stop" / f"{variant}.yaml"])
        [kind] = (workspace.procedures[id_] for id_ in workspace.asked)
        staffed = {id_: step for id_, step in kind.steps.items() if step.role}
        assert staffed.keys() == told["WORK"].keys()
        for id_, (role, law, numbers) in told["WORK"].items():
            work = staffed[id_].work
            assert work is not None
            assert (staffed[id_].role, work.distribution) == ((role + ending,), law)
            stated = (work.min, work.usual, work.max, work.mean, work.sd)
            minutes = [float(re.findall(r"[0-9.]+", each.render("en"))[0]) for each in stated if each]
            assert tuple(minutes) == numbers
        assert kind.steps["check"].next[0].share == _exact(told["INCOMPLETE"])
        organisation = workspace.organisation_of(kind)
        assert organisation is not None
        people = {role: each.head_count for each in organisation.posts.values() for role in each.roles}
        assert all(people[role + ending] == number for role, number in told["PEOPLE"].items())
