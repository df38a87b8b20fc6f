"""Lines that grow although the minutes of their people would do: seen in what came out, and no usual time is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from simulated import DAYTIME, WEEK, Data, clerks, office, one_step, operation, post

from isoqms.metrics import Figure
from isoqms.scenario import Operation
from isoqms.simulate import Plan, simulate
from isoqms.simulate.growth import Growth, growing
from isoqms.simulate.run import prepared
from isoqms.simulate.totals import Totals

MORNING = {day: ["08:00..12:00"] for day in WEEK}
MIDDAY = {day: ["11:00..15:00"] for day in WEEK}
Making = Callable[[str], tuple[Data, Data]]
QUICK = Plan(replications=10, cases=1500)


def overlapping(gap: str) -> tuple[Data, Data]:
    """Return people who are together for an hour a day, and a step that needs both for fifty minutes."""
    people = {"one": post("a", hours=MORNING), "other": post("b", hours=MIDDAY)}
    return office(people), one_step("50 min", role=["a", "b"], gap=gap)


def unbroken(gap: str) -> tuple[Data, Data]:
    """Return work of 150 minutes that must not be broken off, in windows of 240 minutes: two a day can be done."""
    return clerks(hours=DAYTIME), one_step("150 min", gap=gap, step={"interruptible": False})


@pytest.mark.parametrize(("made", "gap"), [(overlapping, "1000 min"), (unbroken, "200 min")])
def test_work_that_never_fits_into_the_time_in_common_has_no_usual_time(tmp_path: Path, made: Making, gap: str) -> None:
    """Each role needs less than its minutes, yet more dossiers come than can be done."""
    result = simulate(operation(tmp_path, *made(gap)), QUICK)
    assert result.overload
    assert all(role.utilisation.value is None or role.utilisation.value < 0.95 for role in result.roles.values())
    time: Figure = result.procedures["P"].lead_time.wall.mean
    assert time.value is None
    assert time.reason is not None
    assert "later half" in time.reason.render("en")
    assert "they cannot keep up" in time.reason.render("en")
    assert not any("ask for more" in each.render("en") for each in result.warnings)  # nor would more settle it


@pytest.mark.parametrize(("made", "gap"), [(overlapping, "2000 min"), (unbroken, "400 min")])
def test_half_of_that_work_has_a_usual_time(tmp_path: Path, made: Making, gap: str) -> None:
    """The same steps with half the demand settle, and nothing is said of growth."""
    result = simulate(operation(tmp_path, *made(gap)), QUICK)
    assert not result.overload
    assert result.procedures["P"].lead_time.wall.mean.value is not None
    assert not any("later half" in each.render("en") for each in result.warnings)


def test_a_busy_line_that_settles_is_not_taken_to_grow(tmp_path: Path) -> None:
    """At 90 % a line varies much; of forty runs of as many dossiers as it needs, hardly one looks as if it grew."""
    work = {"mean": "18 min", "distribution": "exponential"}
    found = operation(tmp_path, clerks(), one_step(work, gap="20 min"))
    flagged = [each for seed in range(1, 41) for each in _growth(found, Plan(seed=seed, replications=10))]
    assert len(flagged) <= 2
    assert not any(each.surely for each in flagged)


def _growth(found: Operation, plan: Plan) -> list[Growth]:
    made = prepared(found, plan)
    made.runner.run_to(10)
    return list(growing(Totals.of(made.runner, {})))
