"""Whoever cannot be overtaken is told at once when somebody is free: the same as standing in line, and quicker."""

from __future__ import annotations

from array import array
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest import approx
from simulated import DAYTIME, Data, at_minute, clerks, office, one_step, operation, post, procedure, tell

from isoqms.scenario import Operation
from isoqms.simulate import Plan
from isoqms.simulate.replicate import begun, run
from isoqms.simulate.run import prepared

MAYBE = {"min": "5 min", "usual": "20 min", "max": "90 min"}
DATED: dict[str, Any] = {"start": date(2026, 6, 1), "days": 28}


def branching() -> Data:
    """Return a procedure with two branches for the same people, and a way back."""
    back = {"to": "check", "share": "20 %"}
    steps = {
        "receive": {"title": "Receive", "role": "desk", "work": MAYBE, "next": "check"},
        "check": {"title": "Check", "role": "clerk", "work": MAYBE, "parallel": ["one", "two"]},
        "one": {"title": "One", "role": "clerk", "work": MAYBE, "next": "meet"},
        "two": {"title": "Two", "role": "clerk", "work": "7 min", "wait": "1 hour", "next": "meet"},
        "meet": {"title": "Meet", "role": "desk", "work": "3 min", "join": "all", "next": "judge"},
        "judge": {"title": "Judge", "role": "clerk", "work": "5 min", "next": [back, {"to": "give", "share": "80 %"}]},
        "give": {"title": "Give", "role": "desk", "work": "2 min", "end": "completed"},
    }
    return procedure(steps, gap="95 min", limits={"legal": {"within": "2 days", "from": "receipt"}})


def staffed(hours: Data | None = None, people: int = 3, **more: Any) -> Data:
    """Return an office with one person at the desk and some in a second post."""
    posts = {"desks": post("desk"), "clerks": post("clerk", people=people, **more)}
    return office(posts, hours, "vn") if hours else office(posts)


OFFICES = {
    "always open": (staffed(), {"cases": 400, "warm_up": 50}),
    "one person": (staffed(people=1), {"cases": 400, "warm_up": 50}),
    "part of the time": (staffed(people=2, share="60 %"), {"cases": 300}),
    "a week that repeats": (staffed(DAYTIME), {"cases": 300, "warm_up": 20}),
    "dated days": (staffed(DAYTIME), DATED),
}


def in_turn(made: Operation, plan: Plan) -> list[int]:
    """Return the pools that serve in turn, by role; -1 for a role with a line."""
    tables = prepared(made, plan).runner.begun(1)[1]
    return list(tables.role_pool)


@pytest.mark.parametrize("detail", [True, False], ids=["all results", "lead times only"])
@pytest.mark.parametrize("place", OFFICES)
def test_serving_in_turn_is_standing_in_line(place: str, detail: bool, tmp_path: Path) -> None:
    """With the rule switched off every dossier takes to the last bit what it took with it."""
    organisation, asked = OFFICES[place]
    runner = prepared(
        operation(tmp_path, organisation, branching()), Plan(replications=1, detail=detail, **asked)
    ).runner
    found = []
    for switched_on in (True, False):
        tables = runner.begun(1)[1]
        assert min(tables.role_pool) >= 0
        if not switched_on:
            never = {name: array("q", [-1] * len(getattr(tables, name))) for name in ("role_pool", "node_pool")}
            tables = tables.with_columns(**never)
        kernel = begun(tables, 1, 1, runner.count, detail=detail, log=detail)
        run(kernel)
        found.append((kernel.result((0.5, 0.9)), kernel.logs()))
    (one, log), (other, same_log) = found
    for name in ("nodes", "procedures", "lead", "statutory", "open", "since", "until", "series"):
        assert one[name] == other[name], name
    assert list(one["busy"]) == approx(list(other["busy"]), rel=1e-12)
    assert log == same_log


@pytest.mark.parametrize(
    ("organisation", "step", "more"),
    [
        (clerks(), {"batch": {"size": 2}}, {}),
        (clerks(), {"interruptible": False}, {}),
        (clerks(), {}, {"variants": {"quick": {"title": "Quick", "share": "50 %", "priority": 1}}}),
        (office({"a": post("clerk"), "b": post("clerk")}), {}, {}),
        (office({"a": post("clerk", "other")}), {}, {}),
    ],
    ids=["gathered", "not broken off", "by priority", "two posts", "two roles"],
)
def test_who_may_be_overtaken_stands_in_line(organisation: Data, step: Data, more: Data, tmp_path: Path) -> None:
    """Lots, work in one go, priorities, several posts and shared people need a line."""
    other = one_step("3 min", "Q", "2 hours", role="other") if "other" in organisation["roles"] else None
    made = [one_step(MAYBE, gap="95 min", step=step, **more), *([other] if other else [])]
    assert set(in_turn(operation(tmp_path, organisation, *made), Plan(cases=10))) == {-1}


@pytest.mark.parametrize("order", [["quick", "slow"], ["slow", "quick"]])
def test_a_branch_given_up_before_it_begins_never_does(order: list[str], tmp_path: Path) -> None:
    """Of two branches of which any is enough, one takes no time: nobody works on the other, in whichever order."""
    steps = {
        "split": {"title": "Split", "role": "clerk", "work": "2 min", "parallel": order},
        "quick": {"title": "Quick", "actor": "system", "next": "meet"},
        "slow": {"title": "Slow", "role": "other", "work": "30 min", "next": "meet"},
        "meet": {"title": "Meet", "role": "clerk", "work": "3 min", "join": "any", "end": "completed"},
    }
    place = office({"clerks": post("clerk"), "others": post("other")}, DAYTIME, "vn")
    made = operation(tmp_path, place, procedure(steps, demand=at_minute(480)))
    story = tell(made, Plan(seed=1, replications=1, **DATED))
    assert story.of("meet")
    assert not story.of("slow")
    for visits in story.dossiers().values():
        assert visits[-1].end == approx(visits[0].joined + 5.0)
