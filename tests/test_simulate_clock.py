"""The statutory clock in a simulated office: when it runs, when a dossier is due, and which were on time.

Lead times are done by hand. Due dates are counted again, dossier by dossier, by `worktime.due` from what the log says.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest import approx
from simulated import DAYTIME, Data, Visit, at_minute, office, operation, post, procedure, tell

from isoqms.simulate import Plan, simulate
from isoqms.worktime import Event, Restarted, Rules, Start, Stopped, WorkingHours, due, parse_duration

MONDAY = date(2026, 6, 1)
PLACE = office({"clerks": post("clerk", people=50)}, DAYTIME, "vn")
HOURS = WorkingHours.from_data(DAYTIME)


def answered(clock: str, wait: Any = "1 working day", limit: str = "4 hours", **more: Any) -> Data:
    """Return a procedure that asks something while its clock does `clock`: 10 minutes, a wait, 10 minutes."""
    steps = {
        "receive": {"title": "Receive", "role": "clerk", "work": "10 min", "next": "ask"},
        "ask": {"title": "Ask", "actor": "applicant", "wait": wait, "clock": clock, "next": "finish"},
        "finish": {"title": "Finish", "role": "clerk", "work": "10 min", "end": "completed"},
    }
    demand = more.pop("demand", at_minute(480))
    return procedure(steps, demand=demand, limits={"legal": {"within": limit, "from": "receipt"}}, **more)


@pytest.mark.parametrize(
    ("clock", "counted", "in_time"),
    [("running", 500, False), ("stopped", 20, True), ("uncounted", 20, True), ("restarts", 10, True)],
)
def test_the_clock_runs_stands_or_begins_again(clock: str, counted: float, in_time: bool, tmp_path: Path) -> None:
    """Ten minutes, a working day of the applicant, ten minutes, under a limit of four working hours.

    Running, 500 minutes are counted and the dossier is late. Stopped or not counted, 20; begun anew when the applicant
    is done, 10: on time. On the wall each takes a day and 20 minutes, the dossiers of Fridays two days more.
    """
    plan = Plan(seed=1, replications=1, start=MONDAY, days=7)
    result = simulate(operation(tmp_path, PLACE, answered(clock)), plan).procedures["P"]
    assert result.cases == 5
    assert result.lead_time.statutory.mean.value == approx(counted, abs=1e-6)
    assert result.on_time.legal.value == float(in_time)
    assert result.lead_time.wall.mean.value == approx(1440 + 20 + 2 * 1440 / 5, abs=1e-6)


def test_the_clock_has_not_started_before_a_step_that_counts(tmp_path: Path) -> None:
    """A limit from the complete dossier: a first step for which the clock has not started takes nothing from it."""
    kind = answered("stopped")
    kind["steps"]["receive"]["clock"] = "not_started"
    kind["limits"]["legal"]["from"] = "complete_dossier"
    plan = Plan(seed=1, replications=1, start=MONDAY, days=7)
    found = simulate(operation(tmp_path, PLACE, kind), plan).procedures["P"].lead_time
    assert found.statutory.mean.value == approx(10, abs=1e-6)


def test_a_limit_from_receipt_counts_what_comes_before_the_clock_would_start(tmp_path: Path) -> None:
    """A limit from receipt runs from receipt even over a step marked as not started."""
    kind = answered("stopped")
    kind["steps"]["receive"]["clock"] = "not_started"
    plan = Plan(seed=1, replications=1, start=MONDAY, days=7)
    found = simulate(operation(tmp_path, PLACE, kind), plan).procedures["P"].lead_time
    assert found.statutory.mean.value == approx(20, abs=1e-6)


SPREAD = {"mean": "2 working days", "sd": "2 working days", "distribution": "gamma"}
"""A wait by which some dossiers are late and some are not."""


@pytest.mark.parametrize("clock", ["running", "stopped", "restarts"])
@pytest.mark.parametrize("limit", ["2 working days", "3 days", "10 hours", "0.5 working days", "1 month"])
def test_dossiers_are_late_that_end_after_they_are_due(clock: str, limit: str, tmp_path: Path) -> None:
    """The share on time is that of the dossiers which end by the moment `worktime.due` gives for what the log tells."""
    work = {"min": "10 min", "usual": "300 min", "max": "1800 min"}
    kind = answered(clock, SPREAD, limit, demand=at_minute(451, 700, 900, 985, each=1))
    kind["steps"]["finish"]["work"] = work
    share, own = _shares(tmp_path, kind, clock)
    assert share == approx(own)


def test_what_comes_after_the_cut_off_hour_counts_from_the_next_working_day(tmp_path: Path) -> None:
    """With 15:00 as the hour after which receipt counts from the next day, shares agree with `worktime.due` again."""
    kind = answered("running", SPREAD, "3 working days", demand=at_minute(451, 985))
    kind["limits"]["cutoff"] = "15:00"
    share, own = _shares(tmp_path, kind, "running")
    assert share == approx(own)
    assert 0.05 < own < 0.95


def _shares(folder: Path, kind: Data, clock: str) -> tuple[float | None, float]:
    """Return the share on time of one replication, and the same counted from its log by the rules of due dates."""
    found = operation(folder, PLACE, kind)
    plan = Plan(seed=5, replications=1, start=date(2026, 1, 26), days=60)
    result = simulate(found, plan).procedures["P"]
    story = tell(found, plan)
    calendar = found.calendar("P", "o")
    assert calendar is not None
    first, last = story.on(date(2026, 1, 26)), story.on(date(2026, 1, 26) + timedelta(days=60))
    dossiers = [visits for visits in story.dossiers().values() if first <= visits[0].joined < last]
    assert len(dossiers) == result.cases > 50
    limit = kind["limits"]["legal"]
    rules = Rules(start=Start(limit["from"]))
    if "cutoff" in kind["limits"]:
        rules = Rules(_time(kind["limits"]["cutoff"]), start=Start(limit["from"]))
    within = parse_duration(limit["within"])
    in_time = 0
    for receive, ask, finish in dossiers:
        events: list[Event] = _events(story.moment(ask.joined), story.moment(_end(ask)), clock)
        answer = due(within, story.moment(receive.joined), calendar, HOURS, events, rules).due
        assert answer is not None
        in_time += story.moment(_end(finish)) <= answer + timedelta(seconds=1)
    return result.on_time.legal.value, in_time / len(dossiers)


def _events(start: Any, end: Any, clock: str) -> list[Event]:
    if clock == "running":
        return []
    return [Stopped(start, end)] if clock == "stopped" else [Restarted(end)]


def _end(visit: Visit) -> float:
    assert visit.end is not None
    return visit.end


def _time(text: str) -> Any:
    from datetime import time

    return time.fromisoformat(text)
