"""The parts of a simulation by themselves: plans, warm-up, loads, what is said of them, what dossiers go through."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from procedures import Block, blocks
from pytest import approx
from simulated import DAYTIME, clerks, office, one_step, operation, post, procedure

from isoqms.graph.flow import ways
from isoqms.simulate import Plan, codes, simulate
from isoqms.simulate.frequency import frequencies
from isoqms.simulate.loads import Load, least, loads, relaxation
from isoqms.simulate.register import Register
from isoqms.simulate.setting import Setting, setting_of
from isoqms.simulate.shares import kind_shares, way_shares
from isoqms.simulate.spread import Law, fixed
from isoqms.simulate.survey import Survey, Work, surveyed
from isoqms.simulate.timelines import ALWAYS, STEADY, WEEK, Timeline
from isoqms.simulate.warm_up import LEAST_WEEKS, MOST_WEEKS, mser, weeks_of

# plans


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"days": 7}, "first day"),
        ({"start": date(2026, 1, 1)}, "first day"),
        ({"start": date(2026, 1, 1), "days": 7, "cases": 9}, "not both"),
        ({"start": date(2026, 1, 1), "days": 0}, "days: 0"),
        ({"replications": 0}, "replications: 0"),
        ({"cases": -1}, "cases: -1"),
        ({"precision": 0.0}, "precision: 0.0"),
        ({"precision": 1.0}, "precision: 1.0"),
        ({"threads": 0}, "threads: 0"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(asked: dict[str, Any], said: str) -> None:
    """Numbers that contradict each other, or of nothing, are a programmer's mistake, quoted."""
    with pytest.raises(ValueError, match=said):
        Plan(**asked)


# warm-up


def test_nothing_is_left_out_where_nothing_changes() -> None:
    """Equal values, whatever they are, have no start that differs from the rest."""
    assert mser([7.3] * 1000) == 0
    assert mser([0.1 + 0.2] * 997) == 0


def test_a_start_that_differs_is_left_out() -> None:
    """A hundred values far above those that follow are left out, and nothing more; the cut falls on a batch of five."""
    alternating = [10.0, 12.0] * 450
    assert mser([50.0] * 100 + alternating) == 100
    assert mser([0.0] * 103 + alternating) == 105


def test_what_never_settles_is_said_to() -> None:
    """Values that grow all the time have no steady part."""
    assert mser([float(number) for number in range(1000)]) is None


def test_too_few_values_tell_nothing() -> None:
    """Of fewer than ten batches none is left out."""
    assert mser([9.0] * 10 + [1.0] * 39) == 0


@given(st.lists(st.floats(0, 1e6), min_size=50, max_size=300))
def test_at_most_half_is_left_out(series: list[float]) -> None:
    """Whatever the values, what is left out is a number of whole batches and less than half."""
    cut = mser(series)
    assert cut is None or (cut % 5 == 0 and 0 <= cut < len(series) / 2)


@pytest.mark.parametrize(
    ("longest", "weeks"), [(0.0, LEAST_WEEKS), (WEEK, 4), (1.5 * WEEK, 6), (4 * WEEK, 13), (99 * WEEK, MOST_WEEKS)]
)
def test_weeks_before_the_days_counted_follow_the_slowest(longest: float, weeks: int) -> None:
    """Three times as long as slow dossiers take, and a week more; never under a month nor over half a year."""
    assert weeks_of(Survey({}, longest)) == weeks


# loads


def set_up(folder: Path, place: Mapping[str, Any], *procedures: Mapping[str, Any]) -> Setting:
    """Return the setting of an office in an ordinary week."""
    return setting_of(operation(folder, dict(place), *(dict(each) for each in procedures)), STEADY)


def by_name(setting: Setting, found: list[Load]) -> dict[str, float]:
    """Return the loads by the roles they are of."""
    roles = setting.tables.staff.roles
    return {"+".join(sorted(roles[role].id for role in load.roles)): load.part for load in found}


def test_a_load_is_work_that_comes_over_work_that_can_be_done(tmp_path: Path) -> None:
    """An hour of work every two working hours, for one of whom half the time is free: all of it."""
    place = office({"c": post("clerk", share="50 %")}, DAYTIME)
    setting = set_up(tmp_path, place, one_step("60 min", gap="120 min"))
    survey = surveyed(setting)
    assert survey.work == {("P", ""): {0: Work(60.0, 0.0)}}
    assert by_name(setting, loads(setting, survey)) == {"clerk": approx(1.0)}


def test_roles_that_share_people_are_loaded_together(tmp_path: Path) -> None:
    """Work of 30 and 40 minutes an hour for two roles of one person: 0.5, 0.67, and 1.17 together."""
    works = [one_step("30 min", "P", "60 min", "a"), one_step("40 min", "Q", "60 min", "b")]
    setting = set_up(tmp_path, office({"one": post("a", "b")}), *works)
    found = loads(setting, surveyed(setting))
    assert by_name(setting, found) == {"a+b": approx(70 / 60), "b": approx(40 / 60), "a": approx(0.5)}
    assert [load.part for load in found] == sorted((load.part for load in found), reverse=True)


def test_people_of_their_own_relieve_those_who_are_shared(tmp_path: Path) -> None:
    """With one person more for A alone, A can have two, B one, and both together two."""
    works = [one_step("30 min", "P", "60 min", "a"), one_step("40 min", "Q", "60 min", "b")]
    setting = set_up(tmp_path, office({"both": post("a", "b"), "own": post("a")}), *works)
    found = by_name(setting, loads(setting, surveyed(setting)))
    assert found == {"a+b": approx(70 / 120), "b": approx(40 / 60), "a": approx(30 / 120)}


def test_only_the_least_sets_of_roles_are_named() -> None:
    """Where a role alone cannot keep up, it is not named again with others beside it."""
    found = [Load((0, 1), 1.4), Load((0,), 1.2), Load((2, 3), 1.1)]
    assert least(found) == [Load((0,), 1.2), Load((2, 3), 1.1)]


def test_a_survey_adds_what_comes_back(tmp_path: Path) -> None:
    """A step always done three times brings three times its work; the slowest time is that of all."""
    back = {"to": "check", "share": "100 %", "at_most": 2, "at_bound": "sign"}
    steps = {
        "check": {"title": "Check", "role": "a", "work": "10 min", "next": [back]},
        "sign": {"title": "Sign", "role": "b", "work": "4 min", "end": "completed"},
    }
    setting = set_up(tmp_path, office({"x": post("a"), "y": post("b")}), procedure(steps, gap="60 min"))
    survey = surveyed(setting)
    assert survey.work == {("P", ""): {0: Work(30.0, 0.0), 1: Work(4.0, 0.0)}}
    assert survey.longest == approx(34, rel=0.005)


@given(block=blocks(("row", "one", "all")))
def test_how_often_a_step_is_come_to_is_worked_out(block: Block, tmp_path_factory: Any) -> None:
    """Parts in a row and branches side by side are all come to, of one branch among several an even share."""
    block.build(f"s{number}" for number in range(10_000))
    for step in block.steps.values():
        step |= {"title": "S", "role": "clerk", "work": "1 min"}
        del step["allowance"]
    block.steps[block.exit].setdefault("end", "completed")
    setting = set_up(tmp_path_factory.mktemp("ways"), clerks(), procedure(block.steps, gap="60 min"))
    expected: dict[str, float] = {}

    def follow(part: Block, often: float) -> None:
        own = {*part.steps} - {step for each in part.parts for step in each.steps}
        expected.update(dict.fromkeys(own, often))
        for each in part.parts:
            follow(each, often / len(part.parts) if part.kind == "one" else often)

    follow(block, 1.0)
    assert frequencies(setting.tables.lines[0].courses[0]) == approx(expected)


BRANCHES: dict[str, Any] = {
    "split": {"title": "Split", "role": "a", "work": "1 min", "parallel": ["one", "two"]},
    "one": {"title": "One", "role": "a", "work": "1 min", "next": "meet"},
    "two": {
        "title": "Two",
        "role": "a",
        "work": "1 min",
        "next": [{"to": "two", "share": "50 %", "at_most": 2, "at_bound": "meet"}, {"to": "meet", "share": "50 %"}],
    },
    "meet": {
        "title": "Meet",
        "role": "a",
        "work": "1 min",
        "join": "all",
        "next": [{"to": "split", "share": "20 %"}, {"to": "end", "share": "80 %"}],
    },
    "end": {"title": "End", "role": "a", "work": "1 min", "end": "completed"},
}


def test_bounds_are_counted_for_a_dossier_not_for_a_round(tmp_path: Path) -> None:
    """Two of three rounds with a bound inside: as many visits as the runs show, and the rounds as worked out by hand.

    Four of five go on from the meeting, so that there are 1 / 0.8 rounds.
    """
    setting = set_up(tmp_path, office({"x": post("a")}), procedure(BRANCHES, gap="60 min"))
    found = frequencies(setting.tables.lines[0].courses[0])
    assert found is not None
    assert found["one"] == approx(1.25)
    assert found["meet"] == approx(1.25)
    runs = simulate(setting.operation, Plan(seed=1, cases=20_000, replications=10)).procedures["P"].steps
    assert {step: each.visits.value for step, each in runs.items()} == approx(found, rel=0.01)


@pytest.mark.parametrize("id_", ["P", "mmcg", "mmco", "mmcx"])
@pytest.mark.parametrize(("gap", "percent"), [("7.9 min", 101.3), ("8.6 min", 93.0), ("7.5 min", 106.7)])
def test_who_cannot_keep_up_is_no_matter_of_luck(id_: str, gap: str, percent: float, tmp_path: Path) -> None:
    """Work by chance counts with its mean: the load is exact, whatever the procedure is called."""
    work = {"mean": "16 min", "distribution": "exponential"}
    setting = set_up(tmp_path, clerks(2), one_step(work, id_, gap))
    (load,) = loads(setting, surveyed(setting))
    assert 100 * load.part == approx(percent, abs=0.05)
    result = simulate(setting.operation, Plan(replications=2, cases=200))
    assert result.overload == (("clerk",) if percent > 100 else ())
    assert (result.procedures[id_].lead_time.wall.mean.value is None) == (percent > 100)


@pytest.mark.parametrize(("percent", "dossiers"), [(95, 1482.0), (90, 342.0)])
def test_how_long_a_line_remembers_its_start(percent: int, dossiers: float, tmp_path: Path) -> None:
    """M/M/1: the time constant of the slowest mode, 1 / (μ (1 - √ρ)²), as Morse (1958) gives it, within a tenth."""
    work = {"mean": "10 min", "distribution": "exponential"}
    setting = set_up(tmp_path, clerks(), one_step(work, gap=f"{1000 / percent:.6f} min"))
    survey = surveyed(setting)
    assert relaxation(setting, survey, loads(setting, survey)) * percent / 1000 == approx(dossiers, rel=0.1)


# tables


def test_equal_laws_and_hours_have_one_number() -> None:
    """Laws and hours are told apart by what they are, not by being the same object; what is always open is the wall."""
    register = Register()
    table = tuple(float(number) for number in range(20))
    one, two = (Law(codes.QUANTILES, 0.0, 0.0, 0.0, 0.0, tuple(table), 9.5, 1.0, False) for _ in range(2))
    assert [register.law(each) for each in (fixed(3.0), one, fixed(3.0), two, None, fixed(4.0))] == [0, 1, 0, 1, -1, 2]
    assert register.law_tables == list(table)
    hours = [Timeline((450.0,), (690.0,), WEEK) for _ in range(2)]
    assert [register.timeline(each) for each in (hours[0], ALWAYS, hours[1])] == [0, -1, 0]


def test_channels_without_ways_of_their_own_share_their_nodes(tmp_path: Path) -> None:
    """Two channels make two kinds of dossiers and one course; a way kept for one of them makes two."""
    plain = one_step("5 min", gap="60 min", demand={"channels": {"online": "50 %", "counter": "50 %"}})
    line = set_up(tmp_path / "one", clerks(), plain).tables.lines[0]
    assert (len(line.kinds), len(line.courses)) == (2, 1)
    kept = {"to": "more", "channels": ["online"]}
    steps = {
        "work": {"title": "Work", "role": "clerk", "work": "5 min", "next": [kept, {"to": "end"}]},
        "more": {"title": "More", "role": "clerk", "work": "5 min", "next": "end"},
        "end": {"title": "End", "role": "clerk", "work": "5 min", "end": "completed"},
    }
    divided = procedure(steps, gap="60 min", demand=plain["demand"])
    line = set_up(tmp_path / "two", clerks(), divided).tables.lines[0]
    assert {kind.channel: tuple(line.courses[kind.course].nodes) for kind in line.kinds} == {
        "counter": ("work", "end"),
        "online": ("work", "more", "end"),
    }


def test_ways_without_a_share_have_what_is_left(tmp_path: Path) -> None:
    """The default way takes the rest; else those that lead to a result, evenly, which has to be assumed."""

    def shares(*branches: dict[str, Any]) -> tuple[list[float], bool]:
        steps = {
            "work": {"title": "Work", "role": "clerk", "work": "5 min", "next": list(branches)},
            "good": {"title": "Good", "role": "clerk", "work": "5 min", "end": "completed"},
        }
        found = operation(tmp_path, clerks(), procedure(steps, gap="60 min")).procedures[0]
        out = [way for way in ways(found) if way.source == "work"]
        return way_shares(out, lambda way: way.target == "good", float)

    assert shares({"to": "good", "share": "70 %"}, {"end": "refused"}) == ([approx(0.7), approx(0.3)], False)
    assert shares({"to": "good"}, {"end": "refused"}) == ([1.0, 0.0], True)
    assert shares({"end": "returned"}, {"end": "refused"}) == ([0.5, 0.5], True)


def test_variants_without_a_share_divide_what_is_left(tmp_path: Path) -> None:
    """Two variants of three have shares: the third has the rest; where some dossiers are of none, those have it."""
    variants = {"a": {"title": "A", "share": "50 %"}, "b": {"title": "B", "share": "20 %"}, "c": {"title": "C"}}
    found = operation(tmp_path, clerks(), one_step("5 min", gap="60 min", variants=variants)).procedures[0]
    assert kind_shares(found, ("a", "b", "c"), float) == {"a": approx(0.5), "b": approx(0.2), "c": approx(0.3)}
    assert kind_shares(found, (None, "a", "b"), float) == {None: approx(0.3), "a": approx(0.5), "b": approx(0.2)}


# what is said


def test_what_is_taken_for_granted_is_said(tmp_path: Path) -> None:
    """Allowances used in part, steps without a time, time given in part and missing shares are named, once each."""
    steps = {
        "check": {"title": "Check", "role": "clerk", "allowance": "1 working day", "next": "look"},
        "look": {"title": "Look", "role": "clerk", "next": [{"to": "sign"}, {"to": "file"}]},
        "sign": {"title": "Sign", "role": "clerk", "work": "5 min", "end": "completed"},
        "file": {"title": "File", "role": "clerk", "work": "5 min", "end": "completed"},
    }
    place = office({"c": post("clerk", share="50 %")}, DAYTIME)
    result = simulate(operation(tmp_path, place, procedure(steps, gap="90 min")), Plan(replications=1, cases=20))
    said = " | ".join(each.render("en") for each in result.assumptions)
    for words in ("30 to 100 %", "most often 80 %", "P/look", "only a part of their time", "ways out of look"):
        assert said.count(words) == 1, said


def test_procedures_that_do_not_tell_how_many_come_are_left_out_and_named(tmp_path: Path) -> None:
    """Beside a procedure with a demand, one without is not simulated; by themselves all are, each dossier alone."""
    silent = one_step("5 min", "SILENT")
    found = operation(tmp_path / "both", clerks(), silent, one_step("5 min", gap="60 min"))
    result = simulate(found, Plan(replications=1, cases=20))
    assert set(result.procedures) == {"P"}
    assert any("SILENT" in each.render("en") for each in result.warnings)
    alone = simulate(operation(tmp_path / "alone", clerks(), silent), Plan(replications=1, cases=20))
    assert alone.procedures["SILENT"].lead_time.wall.mean.value == approx(5)
    assert alone.procedures["SILENT"].in_progress.value is None
    assert any("no demand is stated" in each.render("en") for each in alone.assumptions)
