"""Which visits decided when a dossier ended, against ways written by hand: alone, beside other branches, given up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytest import approx
from simulated import Data, office, operation, post, procedure

from isoqms.simulate import Plan, simulate
from isoqms.simulate.result import ProcedureResult

PEOPLE = office({f"{name}s": post(name, people=3) for name in ("desk", "short", "long")})


def found(path: Path, join: str, **more: Any) -> ProcedureResult:
    """Simulate dossiers so far apart that none waits: 1 minute, then 10 beside 12 and 8, then 5."""
    steps: Data = {
        "receive": {"title": "Receive", "role": "desk", "work": "1 min", "parallel": ["short", "long"]},
        "short": {"title": "Short", "role": "short", "work": "10 min", "next": "meet"},
        "long": {"title": "Long", "role": "long", "work": "12 min", "next": "longer"},
        "longer": {"title": "Longer", "role": "long", "work": "8 min", "next": "meet"},
        "meet": {"title": "Meet", "role": "desk", "work": "5 min", "join": join, "end": "completed"},
    }
    steps |= more
    plan = Plan(cases=40, replications=2, warm_up=0)
    return simulate(operation(path, PEOPLE, procedure(steps, gap="30 hours")), plan).procedures["P"]


@pytest.mark.parametrize(
    ("join", "lead", "critical"),
    [
        ("all", 26.0, {"receive": 1.0, "long": 12.0, "longer": 8.0, "meet": 5.0}),
        ("any", 16.0, {"receive": 1.0, "short": 10.0, "meet": 5.0}),
    ],
)
def test_the_branch_that_comes_last_or_first_decides(
    join: str, lead: float, critical: dict[str, float], tmp_path: Path
) -> None:
    """Of branches before a join of all the last decides, before one of any the first; and what is before and after."""
    result = found(tmp_path, join)
    assert result.lead_time.wall.mean.value == approx(lead)
    for step, told in result.steps.items():
        assert told.share.value == approx(critical.get(step, 0.0) / lead), step
        if told.visits.value:
            assert told.critical.value == approx(1.0 if step in critical else 0.0), step
    assert result.steps["short"].visits.value == approx(1.0)
    assert result.waiting["work"].value == approx(lead)


def test_work_on_what_is_given_up_is_work_all_the_same(tmp_path: Path) -> None:
    """A branch given up in the middle of its work counts no visit, but the work is done to its end."""
    result = found(tmp_path, "any")
    assert result.steps["long"].visits.value == approx(0.0)
    assert result.work_time.mean.value == approx(1.0 + 10.0 + 12.0 + 5.0)


def test_branches_within_branches(tmp_path: Path) -> None:
    """Where a branch splits again, the way back goes through both joins."""
    inner = {
        "short": {"title": "Short", "role": "short", "work": "10 min", "parallel": ["a", "b"]},
        "a": {"title": "A", "role": "short", "work": "3 min", "next": "inner"},
        "b": {"title": "B", "role": "short", "work": "9 min", "next": "inner"},
        "inner": {"title": "Inner", "role": "short", "work": "4 min", "join": "all", "next": "meet"},
    }
    result = found(tmp_path, "all", **inner)
    assert result.lead_time.wall.mean.value == approx(1 + 10 + 9 + 4 + 5)
    shares = {step: told.share.value for step, told in result.steps.items() if told.share.value}
    assert shares == approx({"receive": 1 / 29, "short": 10 / 29, "b": 9 / 29, "inner": 4 / 29, "meet": 5 / 29})
