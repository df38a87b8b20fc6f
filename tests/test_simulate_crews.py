"""Who does a step that needs several roles: people enough, there at the same time, and found where they exist."""

from __future__ import annotations

from pathlib import Path

import pytest
from simulated import DAYTIME, WEEK, Data, at_minute, office, one_step, operation, post
from simulated import procedure as a_procedure

from isoqms.simulate import Plan, SimulationRefusedError, simulate

MORNING = {day: ["08:00..12:00"] for day in WEEK}
AFTERNOON = {day: ["12:00..16:00"] for day in WEEK}
TOGETHER = one_step("10 min", role=["a", "b"], gap="480 min")
FEW = Plan(replications=2, cases=50)


def refused(folder: Path, people: Data, *procedures: Data) -> list[tuple[int, str]]:
    """Return the lines and rules by which an office is refused."""
    with pytest.raises(SimulationRefusedError) as error:
        simulate(operation(folder, people, *procedures), FEW)
    return [(each.at.line, each.rule) for each in error.value.problems]


def test_one_person_cannot_fill_two_roles_of_a_step_at_once(tmp_path: Path) -> None:
    ((line, rule),) = refused(tmp_path, office({"both": post("a", "b")}), TOGETHER)
    assert rule == "simulate/people"
    assert line > 1


def test_two_people_of_one_post_can(tmp_path: Path) -> None:
    result = simulate(operation(tmp_path, office({"both": post("a", "b", people=2)}), TOGETHER), FEW)
    assert result.procedures["P"].lead_time.wall.mean.value is not None


def test_people_whose_hours_do_not_meet_are_never_together(tmp_path: Path) -> None:
    """The roles meet in the morning, but then one person fills both; the other comes in the afternoon."""
    people = office({"both": post("a", "b", hours=MORNING), "other": post("b", hours=AFTERNOON)})
    ((_, rule),) = refused(tmp_path, people, TOGETHER)
    assert rule == "simulate/never-together"


def test_work_in_one_go_must_fit_into_the_hours_of_somebody(tmp_path: Path) -> None:
    """Somebody is there from 8 to 16, but nobody for more than four hours."""
    people = office({"early": post("a", hours=MORNING), "late": post("a", hours=AFTERNOON)})
    long = one_step("300 min", role="a", gap="5000 min", step={"interruptible": False})
    ((_, rule),) = refused(tmp_path, people, long)
    assert rule == "simulate/window"


def test_somebody_gives_way_to_whom_else_nobody_could_replace(tmp_path: Path) -> None:
    """X alone fills A; B is filled by X and Y, who do as many things else: X is not kept from A by being put to B."""
    people = office({"x": post("a", "b"), "y": post("b", "c")}, hours=DAYTIME)
    both = one_step("10 min", role=["b", "a"], demand=at_minute(480))
    other = a_procedure({"own": {"title": "Own", "role": "c", "work": "1 min", "end": "completed"}}, "Q", "900 min")
    result = simulate(operation(tmp_path, people, both, other), FEW)
    assert result.procedures["P"].lead_time.wall.mean.value == pytest.approx(10.0, abs=0.5)
