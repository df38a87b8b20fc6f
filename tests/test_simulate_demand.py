"""When dossiers come to a simulated office, how long it is simulated, and what is said when that cannot be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import Any

import pytest
from pytest import approx
from simulated import (
    ALWAYS,
    DAYTIME,
    Data,
    at_minute,
    clerks,
    office,
    one_step,
    operation,
    post,
    procedure,
    tell,
)

from isoqms.problem import IsoqmsError
from isoqms.simulate import Plan, simulate

YEAR = Plan(seed=17, replications=1, start=date(2026, 1, 1), days=365)
RANDOM = {"mean": "10 min", "distribution": "exponential"}
AMPLE = {"clerks": post("clerk", people=50)}


def comings(
    folder: Path, place: Data, demand: Mapping[str, Any], plan: Plan = YEAR, begun: bool = False, **more: Any
) -> list[datetime]:
    """Return when the dossiers of the simulated days come, or when the work on them is begun."""
    story = tell(operation(folder, place, one_step("1 min", demand=dict(demand), **more)), plan)
    assert plan.start is not None
    assert plan.days is not None
    last = plan.start + timedelta(days=plan.days)
    moments = [story.moment((visit.start or 0.0) if begun else visit.joined) for visit in story.of("work")]
    return [each for each in moments if plan.start <= each.date() < last]


def alike(counted: Mapping[Any, int], wanted: Mapping[Any, float]) -> None:
    """Hold counts against what is expected of them, each within four standard deviations of Poisson's law."""
    assert set(counted) <= {key for key, value in wanted.items() if value}
    for key, value in wanted.items():
        assert abs(counted[key] - value) <= 4 * sqrt(value) + 1e-9, (key, counted[key], value)


# demand


def test_so_many_dossiers_come_in_a_year_on_its_working_days(tmp_path: Path) -> None:
    """5,000 a year come in working hours of working days, about equally many on each, and none at Tết."""
    found = comings(tmp_path, office(AMPLE, DAYTIME, "vn"), {"per_year": 5000})
    assert abs(len(found) - 5000) <= 4 * sqrt(5000)
    minutes = [each.hour * 60 + each.minute for each in found]
    assert all(450 <= minute <= 690 or 810 <= minute <= 1050 for minute in minutes)
    assert not any(date(2026, 2, 14) <= each.date() <= date(2026, 2, 22) for each in found)
    assert sum(minute <= 690 for minute in minutes) == approx(len(found) / 2, abs=4 * sqrt(len(found)) / 2)


def test_months_have_their_numbers_of_dossiers(tmp_path: Path) -> None:
    """Three times as many in January and none in July: each month has its share of the 6,500 of the year."""
    months = [3, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1]
    demand = {"per_year": 6500, "profile": {"months": months}}
    found = comings(tmp_path, office(AMPLE), demand)
    wanted = {month: 6500 * weight / 13 for month, weight in enumerate(months, start=1)}
    alike(Counter(each.month for each in found), wanted)


def test_weekdays_have_their_numbers_of_dossiers(tmp_path: Path) -> None:
    """Mondays have four dossiers where other days have one, and Wednesdays none: Mondays get 4/7 of all."""
    weekdays = {"mon": 4, "tue": 1, "thu": 1, "fri": 1}
    found = comings(tmp_path, office(AMPLE, DAYTIME), {"per_year": 5000, "profile": {"weekdays": weekdays}})
    names = dict(enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun")))
    wanted = {day: len(found) * weekdays.get(name, 0) / 7 for day, name in names.items()}
    alike(Counter(each.weekday() for each in found), wanted)


def test_hours_have_their_numbers_of_dossiers(tmp_path: Path) -> None:
    """Three dossiers from 07:30 to 09:30 for one from 13:30 to 17:30, none between: 3/4 come early."""
    hours = {"07:30..09:30": 3, "13:30..17:30": 1}
    found = comings(tmp_path, office(AMPLE, DAYTIME), {"per_year": 5000, "profile": {"hours": hours}})
    early = [each for each in found if each.hour * 60 + each.minute <= 570]
    late = [each for each in found if each.hour * 60 + each.minute >= 810]
    assert len(early) + len(late) == len(found)
    alike({"early": len(early), "late": len(late)}, {"early": len(found) * 3 / 4, "late": len(found) / 4})


def test_what_is_sent_online_at_night_is_received_when_the_office_next_opens(tmp_path: Path) -> None:
    """Sent round the clock: most are received at the opening, as an office of eight hours is closed for sixteen."""
    demand = {"per_year": 5000, "channels": {"online": "100 %"}}
    found = comings(tmp_path, office(AMPLE, DAYTIME), demand, begun=True, channels=["online"])
    at_opening = [each for each in found if (each.hour, each.minute, each.second) == (7, 30, 0)]
    after_lunch = [each for each in found if (each.hour, each.minute, each.second) == (13, 30, 0)]
    # a week has 168 hours: 40 open, 10 of lunch, 118 before an opening in the morning
    wanted = {"morning": 118 / 168, "lunch": 10 / 168, "open": 40 / 168}
    counted = {"morning": len(at_opening), "lunch": len(after_lunch)}
    counted["open"] = len(found) - sum(counted.values())
    alike(counted, {key: share * len(found) for key, share in wanted.items()})


def test_the_hours_of_sending_online_have_their_numbers(tmp_path: Path) -> None:
    """Sent only between 8 and 10 in the morning: nothing waits for an opening."""
    profile = {"online_hours": [float(8 <= hour < 10) for hour in range(24)]}
    demand = {"per_year": 3000, "channels": {"online": "100 %"}, "profile": {**profile, "weekdays": {"tue": 1}}}
    found = comings(tmp_path, office(AMPLE, DAYTIME), demand, channels=["online"])
    assert {each.hour for each in found} == {8, 9}
    assert {each.weekday() for each in found} == {1}


def test_even_spacing_and_random_spacing_bring_as_many(tmp_path: Path) -> None:
    """A gap of 30 minutes, round the clock: evenly, every distance is 30; at random they spread as widely as long."""
    plan = Plan(seed=2, replications=1, start=date(2026, 6, 1), days=70)
    gaps = {}
    for spacing in ("even", "random"):
        demand = {"gap": "30 min", "spacing": spacing}
        found = comings(tmp_path / spacing, office(AMPLE, ALWAYS), demand, plan)
        gaps[spacing] = [(two - one).total_seconds() / 60 for one, two in pairwise(found)]
    assert {round(gap, 4) for gap in gaps["even"]} == {30.0}
    number = len(gaps["random"])
    mean = sum(gaps["random"]) / number
    assert mean == approx(30, abs=4 * 30 / sqrt(number))
    spread = sqrt(sum((gap - mean) ** 2 for gap in gaps["random"]) / number)
    assert spread == approx(mean, rel=0.1)
    assert sum(gap > 30 for gap in gaps["random"]) == approx(number * 0.3679, abs=4 * sqrt(number) / 2)


def test_the_profile_of_the_office_holds_for_procedures_that_give_none(tmp_path: Path) -> None:
    """All dossiers come on Tuesdays because the office says so, and at an hour because the procedure says so."""
    place = office(AMPLE, DAYTIME, demand_profile={"weekdays": {"tue": 1}, "hours": {"14:00..15:00": 1}})
    found = comings(tmp_path, place, {"per_year": 500, "profile": {"hours": {"09:00..10:00": 1}}})
    assert {each.weekday() for each in found} == {1}
    assert {each.hour for each in found} == {9}


# the two regimes


def test_without_days_an_abstract_week_is_simulated_until_nothing_changes_any_more(tmp_path: Path) -> None:
    """No dates: steady, with as many dossiers in each replication as asked for, after a warm-up that is named."""
    found = operation(tmp_path, clerks(), one_step(RANDOM, gap="20 min"))
    result = simulate(found, Plan(replications=3, cases=500))
    assert (result.regime, result.start, result.days) == ("steady", None, None)
    assert (result.replications, result.procedures["P"].cases) == (3, 1500)
    assert "MSER-5" in result.warm_up.method


def test_with_days_the_dossiers_that_come_in_them_are_counted_and_followed_to_their_end(tmp_path: Path) -> None:
    """Three days of work for each of the dossiers of one week: all are counted, also those that end after it."""
    place = office({"clerks": post("clerk", people=200)}, DAYTIME, "vn")
    demand = {"gap": "47.99 min", "spacing": "even"}
    plan = Plan(replications=1, start=date(2026, 6, 1), days=7)
    result = simulate(operation(tmp_path, place, one_step("24 hours", demand=demand)), plan)
    assert (result.regime, result.start, result.days) == ("horizon", date(2026, 6, 1), 7)
    assert result.warm_up.minutes % 10080 == 0
    found = result.procedures["P"]
    assert found.cases == 50
    assert found.work_time.mean.value == approx(24 * 60)
    # ten come each day and work for three working days: 30 inside in working time, and those of the last three days
    # are not finished when the week ends
    assert found.settled.value == approx(50 / 80, abs=0.01)


def test_dossiers_are_followed_among_those_that_come_after_the_days_counted(tmp_path: Path) -> None:
    """One clerk checks two dossiers from 08:00 on, an hour each, and signs them eight working hours later.

    Those of Monday would be signed on Tuesday at 09:00 and 10:00; as the clerk checks those of Tuesday first, which
    came before, they are signed at 10:00 and 10:10. By then 1,570 and 1,575 minutes have passed.
    """
    steps = {
        "check": {"title": "Check", "role": "clerk", "work": "60 min", "next": "sign"},
        "sign": {"title": "Sign", "role": "clerk", "wait": "8 hours", "work": "10 min", "end": "completed"},
    }
    place = office({"clerks": post("clerk")}, DAYTIME, "vn")
    found = operation(tmp_path, place, procedure(steps, demand=at_minute(480, 485)))
    result = simulate(found, Plan(replications=1, start=date(2026, 6, 1), days=1)).procedures["P"]
    assert result.cases == 2
    assert result.lead_time.wall.mean.value == approx(1572.5, abs=1)


def test_dated_absences_and_holidays_matter_only_with_dates(tmp_path: Path) -> None:
    """The week of Tết has no working day: dossiers that come just before wait for its end."""
    place = office({"clerks": post("clerk", people=5)}, DAYTIME, "vn")
    found = operation(tmp_path, place, one_step("60 min", gap="60 min"))
    tet = simulate(found, Plan(replications=2, start=date(2026, 2, 12), days=2))
    june = simulate(found, Plan(replications=2, start=date(2026, 6, 11), days=2))
    times = [each.procedures["P"].lead_time.wall.mean.value or 0 for each in (june, tet)]
    assert times[1] > times[0] + 200


def test_a_calendar_that_ends_before_the_last_dossier_does_is_an_error(tmp_path: Path) -> None:
    """Where the days of the calendar end there is no answer, and no shorter one in its place."""
    place = office({"clerks": post("clerk")}, ALWAYS)
    found = operation(tmp_path, place, one_step("60 min", gap="120 min"))
    with pytest.raises(IsoqmsError):
        simulate(found, Plan(replications=1, start=date(2039, 12, 1), days=60))


# how exact


def test_precision_chooses_how_many_replications_are_run(tmp_path: Path) -> None:
    """Asked for 2 %, mean lead times have intervals of 2 % to either side at most; 10 % takes fewer replications."""
    found = operation(tmp_path, clerks(), one_step(RANDOM, gap="15 min"), one_step("5 min", "Q", gap="60 min"))
    rough, fine = (simulate(found, Plan(seed=3, precision=precision, cases=2000)) for precision in (0.1, 0.02))
    assert rough.replications < fine.replications
    for result, precision in ((rough, 0.1), (fine, 0.02)):
        for each in result.procedures.values():
            figure = each.lead_time.wall.mean
            assert figure.value is not None
            assert figure.low is not None
            assert figure.high is not None
            assert (figure.high - figure.low) / 2 <= precision * figure.value


def test_one_replication_gives_figures_without_intervals_and_says_why(tmp_path: Path) -> None:
    """Nothing can be said of how exact a single run is, so there is no interval, and a reason."""
    figure = (
        simulate(operation(tmp_path, clerks(), one_step(RANDOM, gap="20 min")), Plan(replications=1, cases=500))
        .procedures["P"]
        .lead_time.wall.mean
    )
    assert figure.value is not None
    assert (figure.low, figure.high) == (None, None)
    assert figure.reason is not None


@pytest.mark.parametrize("figure", ["mean", "p90"])
def test_intervals_hold_what_they_should_as_often_as_they_say(figure: str, tmp_path: Path) -> None:
    """M/M/1 at half load, 60 seeds fixed beforehand: the 95 % intervals hold the truth 51 times at least.

    With 95 % each, fewer than 51 of 60 would come once in a thousand times; the long form is `make soak`.
    """
    found = operation(tmp_path, clerks(), one_step(RANDOM, gap="20 min"))
    truth = {"mean": 20.0, "p90": 20 * 2.302585}[figure]  # the lead time is exponential with mean 1/(μ-λ)
    held = 0
    for seed in range(1, 61):
        result = simulate(found, Plan(seed=seed, replications=10, cases=1000, detail=False))
        value = getattr(result.procedures["P"].lead_time.wall, figure)
        held += value.low <= truth <= value.high
    assert held >= 51


# what cannot be simulated


def test_a_role_that_cannot_keep_up_is_named_and_no_steady_figure_is_made_up(tmp_path: Path) -> None:
    """Work of 20 minutes every 10 minutes: the role is said to be overloaded; lead times have a reason and no value."""
    place = office({"clerks": post("clerk"), "others": post("other")})
    found = operation(tmp_path, place, one_step("20 min", gap="10 min"), one_step(RANDOM, "Q", "40 min", role="other"))
    result = simulate(found, Plan(replications=3, cases=500))
    assert result.overload == ("clerk",)
    lead = result.procedures["P"].lead_time.wall
    assert (lead.mean.value, lead.p90.value) == (None, None)
    assert lead.mean.reason is not None
    assert any("clerk" in warning.render("en") for warning in result.warnings)
    # what does not wait for that role has its figures
    assert result.procedures["Q"].lead_time.wall.mean.value is not None


def test_an_overloaded_office_has_figures_for_dated_days(tmp_path: Path) -> None:
    """With dates nothing is steady anyway: the lead times of these days are given, and the warning stays."""
    place = office({"clerks": post("clerk")}, DAYTIME, "vn")
    found = operation(tmp_path, place, one_step("20 min", gap="16 min"))
    result = simulate(found, Plan(replications=2, start=date(2026, 6, 1), days=28))
    assert result.procedures["P"].lead_time.wall.mean.value is not None
    assert result.overload == ("clerk",)
