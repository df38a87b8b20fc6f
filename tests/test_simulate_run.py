"""A whole run: its verdicts are those of `metrics`, its parts sum to the whole, and what it says beside the figures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pytest import approx
from simulated import DAYTIME, EVERY_DAY, Data, clerks, office, one_step, operation, post, procedure

from isoqms.metrics import ON_TIME, Facts, belongs, counts, rule_set, settled, standing
from isoqms.problem import IsoqmsError
from isoqms.scenario import Operation, operation_of
from isoqms.simulate import Plan, SimulationRefusedError, codes, in_common, record, simulate
from isoqms.simulate.busy import busy
from isoqms.simulate.due import Dues
from isoqms.simulate.nodes import ENDINGS
from isoqms.simulate.replicate import run
from isoqms.simulate.run import prepared
from isoqms.simulate.warm_up import LEAST_WEEKS
from isoqms.workspace.load import load

MONDAY = date(2026, 6, 1)
WEEKS = Plan(seed=3, replications=1, start=MONDAY, days=28)
WORK = {"min": "10 min", "usual": "60 min", "max": "300 min"}
WAIT = {"mean": "2 working days", "sd": "2 working days", "distribution": "gamma"}
PLACE = office({"clerks": post("clerk", people=4)}, DAYTIME, "vn")


def asking(clock: str, limits: Data, **more: Any) -> Data:
    """Return a procedure in which the applicant is asked something, twice at most, while the clock does `clock`."""
    back = {"to": "ask", "share": "50 %", "at_most": 2, "at_bound": "refuse"}
    steps = {
        "check": {"title": "Check", "role": "clerk", "work": WORK, "next": [back, {"to": "sign", "share": "50 %"}]},
        "ask": {"title": "Ask", "actor": "applicant", "wait": WAIT, "clock": clock, "next": "check"},
        "sign": {"title": "Sign", "role": "clerk", "work": "10 min", "end": "completed"},
        "refuse": {"title": "Refuse", "role": "clerk", "work": "10 min", "end": "refused"},
    }
    return procedure(steps, gap="70 min", limits=limits, **more)


LIMITS: dict[str, Data] = {
    "both": {"legal": {"within": "3 working days", "from": "receipt"}, "committed": {"within": "6 hours"}},
    "legal": {"legal": {"within": "3 days", "from": "receipt"}},
    "none": {},
}


@dataclass(frozen=True)
class Recorded:
    """A run with what it added up and what it recorded."""

    sums: Any
    facts: list[Facts]
    counted: list[bool]


def recorded(found: Operation, plan: Plan) -> Recorded:
    """Run once and return the facts of each dossier that ended, as they stood at the end of the period."""
    made = prepared(found, plan)
    tables = made.setting.tables
    kernel, _ = made.runner.begun(1, log=True)
    run(kernel)
    visits, dossiers = kernel.logs()
    steady = made.setting.axis.steady
    period = (0.0, float("inf")) if steady else (made.runner.count.begin, made.runner.count.end)
    asks = {node for node, place in enumerate(tables.places) if place.node.flags & codes.SUPPLEMENT}
    asked = [row for row in rows(visits, codes.V_COLUMNS) if int(row[codes.V_NODE]) in asks]
    dues = Dues(tables.offices, tables.limits, tables.steady)
    facts = []
    ended = list(rows(dossiers, codes.D_COLUMNS))
    for row in ended:
        mine = [each for each in asked if each[codes.V_NUMBER] == row[codes.D_NUMBER]]
        mine = [each for each in mine if each[codes.V_ENTERED] < period[1]]
        done = [each for each in mine if each[codes.V_ENDED] <= period[1]]
        open_ = [each for each in mine if each[codes.V_ENDED] > period[1]]
        numbers = tables.kind_limits[4 * int(row[codes.D_KIND]) :][:2]
        limit = numbers[1] if numbers[1] >= 0 else numbers[0]
        facts.append(
            Facts(
                received=row[codes.D_RECEIVED],
                finished=row[codes.D_FINISHED],
                ending=ENDINGS[int(row[codes.D_ENDING])],
                legal_due=known(row[codes.D_LEGAL]),
                committed_due=known(row[codes.D_COMMITTED]),
                appointed=dues.due_at(limit, row[codes.D_RECEIVED]) if limit >= 0 else None,
                supplement_requests=len(mine),
                supplement_minutes=sum(each[codes.V_ENDED] - each[codes.V_ENTERED] for each in done),
                asked=open_[0][codes.V_ENTERED] if open_ else None,
                period_start=period[0],
                period_end=period[1],
            )
        )
    return Recorded(kernel.result()["procedures"], facts, [row[codes.D_COUNTED] >= 0 for row in ended])


def rows(log: Any, width: int) -> Iterator[Any]:
    """Yield the rows of a log."""
    return (log[start : start + width] for start in range(0, len(log), width))


def known(moment: float) -> float | None:
    """Return a moment; below 0 there is none."""
    return moment if moment >= 0 else None


@pytest.mark.parametrize("clock", ["running", "stopped", "restarts"])
@pytest.mark.parametrize("limits", LIMITS)
@pytest.mark.parametrize("days", [None, 28])
def test_verdicts_are_those_of_the_metrics(clock: str, limits: str, days: int | None, tmp_path: Path) -> None:
    """Under each of its names a dossier is on time in the run as it is by the rule sets, asked for nothing or twice.

    A dossier still under way as the period ends is judged as it stands then.
    """
    plan = WEEKS if days else Plan(seed=3, replications=1, cases=300)
    found = recorded(operation(tmp_path, PLACE, asking(clock, LIMITS[limits])), plan)
    for place, name in enumerate(ON_TIME):
        rules = rule_set(name)
        followed = rules.unfinished == "followed" or not days
        theirs = [
            counts(standing(facts, rules), rules)
            for facts, counted in zip(found.facts, found.counted, strict=True)
            if (counted if followed else belongs(facts, rules))
        ]
        told = (found.sums[codes.P_LEGAL_IN_TIME + 2 * place], found.sums[codes.P_LEGAL + 2 * place])
        assert told == (theirs.count(True), theirs.count(True) + theirs.count(False)), name
    if days:
        period = settled(found.facts)
        assert found.sums[codes.P_FINISHED] == period.finished
        assert found.sums[codes.P_RECEIVED] + found.sums[codes.P_CARRIED] == period.to_do
    asked = {facts.supplement_requests for facts in found.facts}
    assert asked == ({0} if clock == "running" else {0, 1, 2})  # while its time runs nobody is asked to complete it


def parts(found: Operation, plan: Plan) -> Any:
    """Return the result of the only procedure."""
    return next(iter(simulate(found, plan).procedures.values()))


@pytest.mark.parametrize(
    "first",
    [
        {"work": "5 min", "batch": {"at": ["16:00"]}},
        {"work": "5 min", "batch": {"size": 3}},
        {"work": "5 min", "wait": "30 min"},
        {"actor": "agency", "role": None, "wait": "30 min"},
    ],
    ids=["at an hour", "in lots", "after a wait", "elsewhere"],
)
def test_from_the_first_event_of_a_dossier_to_its_last_is_its_lead_time(first: Data, tmp_path: Path) -> None:
    """Whatever a dossier waits for at its first step is in the log, as it is in the result."""
    come = {"title": "Come", "role": "clerk", **first, "next": "sign"}
    steps = {
        "come": {key: value for key, value in come.items() if value},
        "sign": {"title": "Sign", "role": "clerk", "work": "10 min", "end": "completed"},
    }
    found = operation(tmp_path, PLACE, procedure(steps, gap="50 min"))
    times: dict[int, list[float]] = {}
    for event in record(found, WEEKS).events:
        times.setdefault(event.dossier, []).append(event.minutes)
    mean = parts(found, WEEKS).lead_time.wall.mean.value
    assert sum(moments[-1] - moments[0] for moments in times.values()) / len(times) == approx(mean)


@pytest.mark.parametrize("plan", [WEEKS, Plan(replications=3, cases=500)], ids=["days", "week"])
def test_the_causes_are_the_lead_time_and_the_steps_share_it(plan: Plan, tmp_path: Path) -> None:
    """The minutes of all causes make the lead time, the shares of all steps the whole."""
    found = parts(operation(tmp_path, PLACE, asking("stopped", LIMITS["both"])), plan)
    causes = sum(figure.value for cause, figure in found.waiting.items() if cause != "rework")
    assert causes == approx(found.lead_time.wall.mean.value, rel=1e-9)
    assert sum(step.share.value for step in found.steps.values()) == approx(1.0, rel=1e-9)
    assert sum(figure.value for figure in found.endings.values()) == approx(1.0)


def test_overload_is_said_with_the_roles_and_no_usual_time_is_told(tmp_path: Path) -> None:
    """A clerk with 66 minutes of work an hour never keeps up: named, warned of, and without figures for the week."""
    result = simulate(operation(tmp_path, clerks(), one_step("66 min", gap="60 min")), Plan(replications=2, cases=200))
    assert result.overload == ("clerk",)
    figure = result.procedures["P"].lead_time.wall.mean
    assert figure.value is None
    assert figure.reason is not None
    assert "clerk" in figure.reason.render("en")
    assert any("clerk: 110 %" in each.render("en") for each in result.warnings)


def test_how_busy_the_week_is_rests_on_all_runs_of_a_small_office(tmp_path: Path) -> None:
    """Each hour is the mean of the runs, and the hours together come to the use that is told."""
    found = operation(tmp_path, clerks(2), one_step("60 min", gap="50 min"))
    plan = Plan(replications=4, cases=2000)
    result = simulate(found, plan)
    looked_at = busy(found, plan, result)
    assert looked_at.runs == 4
    hours = looked_at.hours["clerk"]
    weeks = [record(found, plan, number).use["clerk"] for number in (1, 2, 3, 4)]
    assert hours[30] == approx(sum(week[30] or 0.0 for week in weeks) / 4)
    assert len({week[30] for week in weeks}) == 4
    assert sum(hour or 0.0 for hour in hours) / 168 == approx(result.roles["clerk"].utilisation.value, abs=0.005)


def test_people_of_two_roles_are_overloaded_by_both_together(tmp_path: Path) -> None:
    """One person who fills two roles, each with 36 minutes of work an hour: neither is too much, both are."""
    place = office({"one": post("a", "b")})
    works = [one_step("36 min", id_, "60 min", role) for id_, role in (("P", "a"), ("Q", "b"))]
    result = simulate(operation(tmp_path, place, *works), Plan(replications=2, cases=200))
    assert set(result.overload) == {"a", "b"}
    assert any("a, b: 120 %" in each.render("en") for each in result.warnings)


def test_days_have_figures_though_work_piles_up(tmp_path: Path) -> None:
    """Of dated days the times are told as they are, with the warning beside them."""
    result = simulate(operation(tmp_path, PLACE, one_step("500 min", gap="60 min")), WEEKS)
    assert result.overload == ("clerk",)
    assert result.procedures["P"].lead_time.wall.mean.value is not None


def test_a_calendar_that_begins_late_shortens_the_time_before_and_says_so(tmp_path: Path) -> None:
    """Where the calendar leaves no weeks in which the office could fill up, a warning says how many there were."""
    found = operation(tmp_path, office({"c": post("clerk")}, DAYTIME), one_step("30 min", gap="60 min"))
    first = min(each["year"] for each in EVERY_DAY["years"])
    start = date(first, 1, 1) + timedelta(days=(7 - date(first, 1, 1).weekday()) % 7 + 7)
    early = simulate(found, Plan(replications=1, start=start, days=14))
    assert any("only one week" in each.render("en") for each in early.warnings)
    usual = simulate(found, Plan(replications=1, start=date(2026, 6, 1), days=14))
    assert usual.warnings == ()
    assert usual.warm_up.minutes >= LEAST_WEEKS * 7 * 1440


def test_a_day_worked_for_another_is_no_day_of_the_week(tmp_path: Path) -> None:
    """In 2026 a Saturday is worked in exchange; it makes nobody's Saturdays busy, while every Monday counts."""
    found = operation(tmp_path, PLACE, one_step("30 min", gap="60 min"))
    use = record(found, Plan(replications=1, start=date(2026, 1, 5), days=360)).use["clerk"]
    assert [hour % 24 for hour in range(24) if use[hour] is not None] == [7, 8, 9, 10, 11, 13, 14, 15, 16, 17]
    assert use[5 * 24 :] == [None] * 48


def test_days_the_calendar_does_not_know_are_refused_in_words(tmp_path: Path) -> None:
    """Neither a day before its first year nor one after its last is guessed at."""
    found = operation(tmp_path, office({"c": post("clerk")}, DAYTIME), one_step("30 min", gap="60 min"))
    for start in (date(2019, 6, 3), date(2020, 1, 1), date(2045, 6, 5)):
        with pytest.raises(IsoqmsError, match="calendar"):
            simulate(found, Plan(replications=1, start=start, days=14))


def test_a_calendar_that_begins_with_the_first_day_is_told_what_for(tmp_path: Path) -> None:
    """The days before are wanted so that the office fills up; how to do without them is said with a day."""
    found = operation(tmp_path, office({"c": post("clerk")}, DAYTIME), one_step("30 min", gap="60 min"))
    with pytest.raises(IsoqmsError) as refused:
        simulate(found, Plan(replications=1, start=date(2020, 1, 1), days=14))
    said = refused.value.message.render("en")
    assert "does not know Mon 30 Dec 2019" in said
    assert "fills up" in said
    assert "count from Mon 6 Jan 2020" in said
    assert simulate(found, Plan(replications=1, start=date(2020, 1, 6), days=14)).cases > 0


def test_nothing_to_simulate_is_refused(tmp_path: Path) -> None:
    """A role that nobody fills is a problem at the line of the step that needs it."""
    place = {**clerks(), "posts": {"others": post("other")}}
    with pytest.raises(SimulationRefusedError, match="nobody fills the role") as refused:
        simulate(operation(tmp_path, place, one_step("30 min", gap="60 min")), Plan())
    assert refused.value.problems[0].at.line > 1


def test_precision_is_reached(tmp_path: Path) -> None:
    """With a precision replications are added until the interval of the mean lead time is that narrow."""
    found = operation(tmp_path, clerks(), one_step(WORK, gap="200 min"))
    mean = parts(found, Plan(cases=200, precision=0.03)).lead_time.wall.mean
    assert mean.half_width is not None
    assert mean.half_width <= 0.03 * mean.value
    few = simulate(found, Plan(cases=200, precision=0.5))
    assert few.replications < simulate(found, Plan(cases=200, precision=0.03)).replications


def test_a_precision_that_cannot_be_reached_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the most replications there are, the result tells what was asked, what was reached, and of what."""
    monkeypatch.setattr("isoqms.simulate.run.MOST_REPLICATIONS", 12)
    found = operation(tmp_path, clerks(), one_step(WORK, gap="200 min"))
    told = simulate(found, Plan(cases=50, precision=0.01)).precision
    assert told is not None
    assert (told.asked, told.met, told.procedure) == (0.01, False, "P")
    mean = parts(found, Plan(cases=50, replications=12)).lead_time.wall.mean
    assert told.reached == approx(mean.half_width / mean.value)
    met = simulate(found, Plan(cases=50, precision=0.5)).precision
    assert met is not None
    assert met.met
    assert simulate(found, Plan(cases=50, replications=2)).precision is None


def test_a_fine_precision_makes_runs_longer_rather_than_many(tmp_path: Path) -> None:
    """Where hundreds of runs would be needed they are lengthened instead, unless their length was asked for."""
    found = operation(tmp_path, clerks(), one_step(WORK, gap="200 min"))
    long = simulate(found, Plan(precision=0.005))
    assert long.precision is not None
    assert long.precision.met
    assert long.replications <= 400
    assert long.cases > 4 * 2000 * long.replications
    kept = simulate(found, Plan(precision=0.05, cases=20))
    assert kept.cases == 20 * kept.replications


def test_runs_of_two_offices_in_common_are_those_of_the_slower(tmp_path: Path) -> None:
    """Runs to be compared leave out and count the same, as many as the busier of the two needs."""
    calm, busy = (
        operation(tmp_path / gap, clerks(), one_step({"mean": "10 min", "distribution": "exponential"}, gap=gap))
        for gap in ("20 min", "10.5 min")
    )
    plan = in_common(Plan(seed=2), calm, busy)
    own = prepared(busy, Plan(seed=2)).runner.count
    assert (plan.cases, plan.warm_up) == (own.cases, own.warm_up)
    assert plan.cases is not None
    assert plan.cases > 20_000


def test_times_alone_are_the_same_times(tmp_path: Path) -> None:
    """A run that counts lead times alone meets the same dossiers and the same luck."""
    found = operation(tmp_path, PLACE, asking("stopped", LIMITS["both"]))
    alone = parts(found, Plan(replications=2, cases=300, detail=False))
    full = parts(found, Plan(replications=2, cases=300))
    assert alone.lead_time.wall == full.lead_time.wall
    assert alone.work_time.mean.value is None
    assert alone.work_time.mean.reason is not None


def test_progress_is_told(tmp_path: Path) -> None:
    """Whoever asks is told after each replication how many are done."""
    told: list[tuple[int, int]] = []
    found = operation(tmp_path, clerks(), one_step("30 min", gap="60 min"))
    simulate(found, Plan(replications=3, cases=50, progress=lambda done, number: told.append((done, number))))
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("plan", [Plan(replications=1), Plan(replications=2, start=date(2026, 1, 1), days=30)])
def test_the_sample_commune_gives_a_result_by_the_schema(plan: Plan, repository: Path) -> None:
    """The result of a whole office is what `schemas/result.schema.json` promises, also as text and back."""
    schema = json.loads((repository / "schemas" / "result.schema.json").read_text(encoding="utf-8"))
    data = simulate(operation_of(load([repository / "processes" / "xa-vi-du"])), plan).to_data()
    jsonschema.Draft202012Validator(schema).validate(json.loads(json.dumps(data)))
