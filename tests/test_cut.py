"""`isoqms cut`: prices are what `simulate --scenario` says, and sets reach the target; where none does, it says so."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from simulated import DAYTIME, clerks, office, post, procedure, put

from isoqms.cli.main import cli
from isoqms.improve.cutting import Cutting, Wanted, cutting, most_sets
from isoqms.improve.opportunities.opportunity import Decision, Effort, Opportunity, Relief, Side
from isoqms.improve.priced import MEASURES, Price, Pricing
from isoqms.improve.smallest import Method
from isoqms.improve.target import Target, burden, may_be_decided, reaching
from isoqms.improve.worth.measures import Measure
from isoqms.metrics import Figure
from isoqms.problem import Position
from isoqms.procedure import Authority
from isoqms.report.cut_target import answer as told_of_target
from isoqms.report.cut_text import savings
from isoqms.report.cut_words import Group, group_of
from isoqms.scenario import operation_of
from isoqms.simulate import Plan
from isoqms.simulate.student import quantile as student
from isoqms.words import Message
from isoqms.workspace.load import load
from isoqms.worktime import Convention, Duration, parse_duration

SAMPLE = Path(__file__).parent.parent / "processes" / "xa-vi-du" / "vn-vidu-gpxd-nha-o.yaml"
ID = "vn-vidu-gpxd-nha-o"
SMALL = ("--replications", "3", "--cases", "300")


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["--lang", "en", "cut", *args], catch_exceptions=False)


def answer(*args: str) -> dict[str, Any]:
    done = run(*args, "--format", "json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def slow_office(folder: Path, **more: Any) -> Path:
    """Write an office with two clerks' steps in a row, a head who signs once a day, and a supplement loop."""
    roles = {"clerks": post("clerk", people=2), "head": post("head")}
    steps = {
        "receive": {
            "title": "Receive",
            "role": "clerk",
            "work": "10 min",
            "next": [
                {"to": "draft", "default": True},
                {"to": "more", "share": "20 %", "at_most": 1, "at_bound": "draft"},
            ],
        },
        "more": {"title": "Supplement", "actor": "applicant", "wait": "2 days", "clock": "stopped", "next": "receive"},
        "draft": {"title": "Draft", "role": "clerk", "work": "20 min", "next": "number"},
        "number": {"title": "Number", "role": "clerk", "work": "5 min", "next": "sign"},
        "sign": {"title": "Sign", "role": "head", "work": "2 min", "batch": {"at": ["16:00"]}, "end": "completed"},
    }
    limits = {"legal": {"within": "1 working day", "from": "receipt"}}
    put(folder, office(roles, DAYTIME), procedure(steps, "P", gap="90 min", limits=limits, **more))
    return folder


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    """The answer to a target for the sample building permit, and the folder of its scenarios."""
    folder = tmp_path_factory.mktemp("scenarios")
    args = (str(SAMPLE), *SMALL, "--target", "8 ngày làm việc", "--on-time", "88%", "--scenarios", str(folder))
    return answer(*args), folder


def simulated(scenario: Path) -> dict[str, Any]:
    args = ["simulate", str(SAMPLE), "--seed", "1", *SMALL, "--scenario", str(scenario), "--format", "json"]
    done = CliRunner().invoke(cli, args, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_every_scenario_is_simulated_to_the_same_figures(sample):
    """`isoqms simulate --scenario` with the printed options gives each saving and its interval, to the last bit."""
    found, folder = sample
    by_id = {each["id"]: each for each in found["opportunities"] if each["savings"]}
    assert {path.stem for path in folder.glob("*.yaml")} >= set(by_id) and len(by_id) > 5
    for id_, each in by_id.items():
        change = simulated(folder / f"{id_}.yaml")["changes"][ID]
        told = {
            "working_p90": change["lead_time"]["statutory"]["p90"],
            "working_mean": change["lead_time"]["statutory"]["mean"],
            "mean": change["lead_time"]["wall"]["mean"],
            "p90": change["lead_time"]["wall"]["p90"],
        }
        for measure, by in told.items():
            saving = each["savings"][measure]
            assert (saving["value"], saving["low"], saving["high"]) == (-by["value"], -by["high"], -by["low"]), id_
        on_time = change["on_time"]["legal"]
        assert each["savings"]["legal"]["value"] == on_time["value"]


def test_every_set_is_simulated_to_the_same_figures(sample):
    """A set's scenario reaches the target in `isoqms simulate` by exactly the figures told of it."""
    found, folder = sample
    sets = found["target"]["sets"]
    assert found["target"]["reached"] and sets
    for place, each in enumerate(sets, start=1):
        after = simulated(folder / f"set-{place}.yaml")["procedures"][ID]
        assert after["lead_time"]["statutory"]["p90"] == each["figures"]["working_p90"]
        assert after["on_time"]["legal"] == each["figures"]["legal"]
        assert after["lead_time"]["statutory"]["p90"]["value"] <= 8 * 480
        assert after["on_time"]["legal"]["value"] >= 0.88


def test_scenarios_say_who_decides_and_pass_the_check(sample):
    """Each file names who decides in both languages, and `isoqms check` finds nothing wrong with it."""
    _, folder = sample
    path = next(iter(folder.glob("sign-more-often*.yaml")))
    assert "Who decides: the office itself" in path.read_text(encoding="utf-8")
    done = CliRunner().invoke(cli, ["check", str(SAMPLE), *map(str, folder.glob("*.yaml"))], catch_exceptions=False)
    assert "format/scenario" not in done.output


def test_what_makes_it_slower_is_shown_as_such(tmp_path):
    """A cut that lengthens the way has a negative saving and stands under the cuts that make it slower."""
    roles = {"clerks": post("clerk"), "chief": post("chief", people=1), "heads": post("head", people=3)}
    data = office(roles, DAYTIME)
    data["roles"]["chief"]["kind"] = data["roles"]["head"]["kind"] = "decides"
    steps = {
        "draft": {"title": "Draft", "role": "clerk", "work": "10 min", "next": "review"},
        "review": {"title": "Review", "role": "chief", "work": "55 min", "next": "sign"},
        "sign": {"title": "Sign", "role": "head", "work": "30 min", "end": "completed"},
    }
    put(tmp_path, data, procedure(steps, "P", gap="90 min"))
    found = answer(str(tmp_path), *SMALL)
    delegated = next(each for each in found["opportunities"] if each["kind"] == "delegate")
    assert delegated["savings"]["mean"]["high"] < 0 and delegated["outcome"] == "slower"
    assert "This would make it slower" in run(str(tmp_path), *SMALL).stdout


def test_signing_when_it_arrives_saves_the_wait(tmp_path):
    """With one hour of signing a day the opportunity without it saves hours, and its interval says so."""
    found = answer(str(slow_office(tmp_path)), *SMALL)
    best = next(each for each in found["opportunities"] if each["id"] == "sign-more-often.P.sign")
    assert best["savings"]["mean"]["low"] > 3 * 60
    assert best["decided_by"] == "office" and best["outcome"] == "helps"


def test_contradictory_cuts_are_never_in_one_set(tmp_path):
    """Two ways to sign more often change the same value: the largest set holds one of them."""
    found = answer(str(slow_office(tmp_path)), *SMALL, "--target", "5 min")["target"]
    assert not found["reached"] and found["sets"] == []
    closest = found["closest"]["opportunities"]
    assert sum("sign-more-often" in id_ for id_ in closest) <= 1
    assert found["closest"]["missing"] > 0 and found["method"] == "exact"


def test_no_set_reaches_it_is_said_with_the_floor(tmp_path):
    """Where no set reaches the target the page says so, and how close one can come."""
    shown = run(str(slow_office(tmp_path)), *SMALL, "--target", "5 min").stdout
    assert "No set of these changes reaches it." in shown and "The closest one can come" in shown


def test_a_target_reached_today_needs_nothing(tmp_path):
    """A generous target is reached as things are."""
    found = answer(str(slow_office(tmp_path)), *SMALL, "--target", "60 working days")["target"]
    assert found["sets"] == [{**found["sets"][0], "opportunities": []}]
    assert "reached as things are" in run(str(tmp_path), *SMALL, "--target", "60 working days").stdout


def test_only_what_the_office_may_decide_is_used(tmp_path):
    """`--within office` leaves out what others, or nobody known, would decide."""
    found = answer(str(SAMPLE), *SMALL, "--target", "8 working days", "--within", "office")
    by = {each["id"]: each["decided_by"] for each in found["opportunities"]}
    assert {by[id_] for id_ in found["target"]["among"]} == {"office"}
    assert found["target"]["beyond_authority"]
    assert all(by[id_] != "office" for id_ in found["target"]["beyond_authority"])


def test_at_most_so_many_changes(tmp_path):
    """With `--max-changes 1` no set of two is looked at."""
    found = answer(str(slow_office(tmp_path)), *SMALL, "--target", "5 min", "--max-changes", "1")["target"]
    assert found["looked_at"] == 1 + len(found["among"]) and len(found["closest"]["opportunities"]) <= 1


def test_the_same_seed_gives_the_same_answer(tmp_path):
    """Twice the same question gives the same answer, whatever has been asked in between."""
    folder = str(slow_office(tmp_path))
    assert answer(folder, *SMALL, "--target", "1 working day") == answer(folder, *SMALL, "--target", "1 working day")
    assert answer(folder, *SMALL) != answer(folder, *SMALL, "--seed", "2")


def test_dated_days_are_priced_like_simulated(tmp_path):
    """With --days and --from the savings are those `isoqms simulate --scenario` tells for these days."""
    folder = str(slow_office(tmp_path))
    dated = ("--days", "20", "--from", "2026-03-02", "--replications", "3")
    scenarios = tmp_path.parent / f"{tmp_path.name}-scenarios"
    found = answer(folder, *dated, "--scenarios", str(scenarios))
    each = next(each for each in found["opportunities"] if each["id"] == "sign-more-often.P.sign")
    args = ["simulate", folder, *dated, "--scenario", str(scenarios / f"{each['id']}.yaml"), "--format", "json"]
    after = json.loads(CliRunner().invoke(cli, args, catch_exceptions=False).stdout)
    mean, by = (after[name]["P"]["lead_time"]["wall"]["mean"] for name in ("procedures", "changes"))
    assert found["today"]["P"]["mean"]["value"] == pytest.approx(mean["value"] - by["value"], rel=1e-12)
    assert each["savings"]["mean"]["value"] == -by["value"]


def test_people_shared_with_others_are_told(tmp_path):
    """When a post gets a person more, the other procedures its people do gain as well, and that is said."""
    steps = {"work": {"title": "Work", "role": "clerk", "work": "12 min", "end": "completed"}}
    put(tmp_path, clerks(), *(procedure(steps, id_, gap="30 min") for id_ in ("P", "Q")))
    found = answer(str(tmp_path), "--procedure", "P", *SMALL)
    more = next(each for each in found["opportunities"] if each["kind"] == "shift-staff")
    assert more["procedure"] == "P" and more["concerns"] == ["P"]
    assert more["elsewhere"]["Q"]["low"] > 0


def test_nothing_is_left_out_where_nobody_stands_in_line(tmp_path):
    """Dossiers that come one by one have no usual state to wait for: no first 0 of them are told of."""
    steps = {"work": {"title": "Work", "role": "clerk", "work": "12 min", "end": "completed"}}
    put(tmp_path, clerks(), procedure(steps, "P"))
    said = run(str(tmp_path), *SMALL).output
    assert "Dossiers counted: 300 (runs, each with other luck: 3)." in said
    assert "after the first" not in said


def test_what_several_procedures_share_is_one_opportunity(tmp_path):
    """One person more in a post is one opportunity, told for the procedure that gains most."""
    steps = {"work": {"title": "Work", "role": "clerk", "work": "12 min", "end": "completed"}}
    put(tmp_path, clerks(), *(procedure(steps, id_, gap="30 min") for id_ in ("P", "Q")))
    more = [each for each in answer(str(tmp_path), *SMALL)["opportunities"] if each["kind"] == "shift-staff"]
    assert len(more) == 1 and more[0]["concerns"] == ["P", "Q"]


def test_a_paper_cut_is_shown_as_one(tmp_path):
    """A limit longer than the steps' own allowances is flagged; no time is saved and it never serves a target."""
    steps = {"work": {"title": "Work", "role": "clerk", "allowance": "1 working day", "end": "completed"}}
    limits = {"legal": {"within": "5 working days", "from": "receipt"}}
    put(tmp_path, clerks(), procedure(steps, "P", gap="120 min", limits=limits))
    found = answer(str(tmp_path), *SMALL, "--target", "10 min")
    cut = next(each for each in found["opportunities"] if each["kind"] == "unused-allowance")
    assert cut["paper_cut"] and cut["outcome"] == "paper_cut" and cut["savings"]["mean"]["value"] == 0
    assert cut["id"] not in found["target"]["among"]
    assert "no step, person or order changed" in run(str(tmp_path), *SMALL).stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--target", "soon"), "soon"),
        (("--target", "0 days"), "is no time to reach"),
        (("--on-time", "120%"), "is no share"),
        (("--within", "office"), "--within is about a target"),
        (("--max-changes", "2"), "--max-changes is about a target"),
        (("--limit", "legal", "--target", "1 day"), "give --on-time too"),
        (("--on-time", "90%", "--limit", "committed"), "has no limit “committed”"),
        (("--days", "5"), "--days and --from go together"),
        (("--procedure", "Q"), "there is no procedure “Q”"),
    ],
)
def test_wrong_usage_is_refused(tmp_path, args, said):
    """What cannot be meant ends with exit code 2 and says what to write instead."""
    done = run(str(slow_office(tmp_path)), *args)
    assert done.exit_code == 2 and said in done.output


def test_a_target_is_for_one_procedure(tmp_path):
    """With several procedures a target needs to know which."""
    steps = {"work": {"title": "Work", "role": "clerk", "work": "5 min", "end": "completed"}}
    put(tmp_path, clerks(), *(procedure(steps, id_, gap="60 min") for id_ in ("P", "Q")))
    done = run(str(tmp_path), "--target", "1 hour")
    assert done.exit_code == 2 and "--procedure" in done.output


def test_what_cannot_be_simulated_is_refused_at_its_line(tmp_path):
    """An office nobody of which fills a role is refused with the place, exit code 1."""
    steps = {"work": {"title": "Work", "role": "nobody", "work": "5 min", "end": "completed"}}
    data = clerks()
    data["roles"]["nobody"] = {"title": "Nobody", "kind": "handles"}
    put(tmp_path, data, procedure(steps, "P", gap="60 min"))
    done = run(str(tmp_path))
    assert done.exit_code == 1 and "p.yaml" in done.output


def test_the_chart_shows_its_numbers(tmp_path):
    """The Pareto chart is written in both formats; every number drawn is printed below it."""
    done = run(str(slow_office(tmp_path / "office")), *SMALL, "--charts", str(tmp_path / "charts"))
    assert done.exit_code == 0
    assert {path.name for path in (tmp_path / "charts").iterdir()} == {"pareto.svg", "pareto.png"}


def cut(folder: Path, replications: int = 3, wanted: Wanted | None = None) -> Cutting:
    workspace = load([folder])
    operation = operation_of(workspace)
    return cutting(operation, workspace.procedures, ["P"], Plan(replications=replications, cases=300), wanted)


def test_prices_rest_on_pairs(tmp_path):
    """The interval of a saving is narrower than that of two runs with luck of their own would be."""
    found = cut(slow_office(tmp_path), replications=10)
    price = next(each for each in found.prices if each.opportunity.kind == "check-at-intake")
    sides = [found.figure(ids, "P", Measure.MEAN) for ids in (frozenset(), frozenset((price.opportunity.id,)))]
    apart = sum((each.half_width or 0.0) ** 2 for each in sides) ** 0.5
    assert 0 < (price.savings[Measure.MEAN].half_width or 0.0) < apart
    assert set(price.savings) == set(MEASURES)
    assert group_of(price) is Group.HELPS


@pytest.mark.parametrize(
    ("measure", "by", "group", "said"),
    [
        (Measure.WORKING_MEAN, -30.0, Group.NO_DIFFERENCE, "nothing that is more than chance"),
        (Measure.P90, -30.0, Group.SLOWER, "9 of 10 dossiers 30 min"),
        (Measure.WORKING_P90, 30.0, Group.HELPS, "on the clock of the limit 30 working min"),
        (Measure.LEGAL, -0.1, Group.SLOWER, "fewer on time by the legal limit"),
        (Measure.VISITS, 0.4, Group.HELPS, "trips fewer"),
        (Measure.VISITS, 0.04, Group.NO_DIFFERENCE, "nothing that is more than chance"),
        (Measure.VISITS, -0.4, Group.NO_DIFFERENCE, "trips more"),
    ],
)
def test_the_heading_is_that_of_what_is_told(measure, by, group, said):
    """A cut stands under the heading that its own sentence asks for, whatever else became different."""
    found = {each: Figure(0.0, -1.0, 1.0, each.unit) for each in MEASURES}
    found[measure] = Figure(by, by - abs(by) / 10, by + abs(by) / 10, measure.unit)
    assert group_of(Price(opportunity("x"), "P", found)) is group
    assert said in savings(found, 480.0, "en")


def opportunity(
    id_: str, *changes: dict[str, Any], by: Authority | None = Authority.OFFICE, **more: Any
) -> Opportunity:
    data = {f"{id_}.{n}": change for n, change in enumerate(changes)}
    return Opportunity(
        id=id_,
        kind="delegate",
        side=Side.OFFICER,
        effort=more.pop("effort", Effort.ARRANGE),
        procedures=("P",),
        at=Position("p.yaml"),
        steps=(),
        title=Message("x"),
        changes=data,
        decision=Decision(by),
        not_simulated=None,
        assumes=None,
        questions=(),
        relief=Relief(),
        paper_cut=False,
    )


def test_a_change_that_breaks_the_course_is_refused_with_reason(tmp_path):
    """A cut under which dossiers would never end is not priced, and says why; others are."""
    operation = operation_of(load([slow_office(tmp_path)]))
    breaks = opportunity("breaks", {"procedure": "P", "step": "number", "set": {"next": "draft"}})
    quick = opportunity("quick", {"procedure": "P", "step": "draft", "scale": {"work": 0.5}})
    pricing = Pricing(operation, [breaks, quick], Plan(replications=2, cases=100))
    refused = pricing.price("breaks")
    assert refused.refused is not None and not refused.savings and group_of(refused) is Group.REFUSED
    assert "never end" in refused.refused.render("en")
    assert pricing.of(frozenset(("breaks", "quick"))) is None
    assert (pricing.price("quick").savings[Measure.MEAN].value or 0.0) > 0


def test_an_unknown_step_is_refused(tmp_path):
    """A cut about a step that does not exist is refused with the reason."""
    operation = operation_of(load([slow_office(tmp_path)]))
    pricing = Pricing(operation, [opportunity("x", {"procedure": "P", "step": "sing", "remove": True})], Plan(cases=50))
    assert pricing.price("x").refused is not None


def test_nothing_to_cut_is_no_failure(tmp_path):
    """Where nothing is found the answer is an empty list."""
    steps = {"work": {"title": "Work", "role": "clerk", "work": "5 min", "end": "completed"}}
    put(tmp_path, clerks(), procedure(steps, "P", gap="60 min"))
    assert answer(str(tmp_path), *SMALL)["opportunities"] == []
    assert "Opportunities found in 1 procedure: 0." in run(str(tmp_path), *SMALL).stdout


def duration(text: str) -> Duration:
    found = parse_duration(text)
    assert isinstance(found, Duration)
    return found


@pytest.mark.parametrize(
    ("text", "measure", "minutes"),
    [
        ("8 ngày làm việc", Measure.WORKING_P90, 8 * 480),
        ("4 giờ làm việc", Measure.WORKING_P90, 240),
        ("10 ngày theo lịch", Measure.P90, 10 * 1440),
    ],
)
def test_a_target_is_counted_on_the_clock_it_is_stated_in(text, measure, minutes):
    """Working time is counted on the statutory clock, calendar time on the wall clock."""
    target = Target.of(duration(text), Convention(480))
    assert (target.measure, target.minutes) == (measure, minutes)


def test_a_time_without_end_is_no_target():
    """A target must have a longest time."""
    with pytest.raises(ValueError, match="no longest time"):
        Target.of(duration("theo thỏa thuận"), Convention(480))


def test_an_unknown_authority_is_above_all():
    """What nobody is named for may not be decided within any authority, and weighs most among equal sets."""
    known, unknown = opportunity("a", by=Authority.LAW), opportunity("b", by=None)
    assert may_be_decided(known, Authority.LAW) and not may_be_decided(unknown, Authority.LAW)
    assert may_be_decided(unknown, None)
    assert burden([known]) < burden([unknown]) and burden([opportunity("c")]) < burden([known])


def test_equal_sets_are_ranked_by_who_decides_and_what_it_takes(tmp_path):
    """Of two cuts that each reach a target alone, the one the office may decide comes first."""
    operation = operation_of(load([slow_office(tmp_path)]))
    none = {"procedure": "P", "step": "sign", "set": {"batch": None}}
    cuts = [opportunity("law", none, by=Authority.LAW), opportunity("own", none, effort=Effort.INVEST)]
    pricing = Pricing(operation, cuts, Plan(replications=2, cases=200))
    target = Target.of(duration("5 giờ làm việc"), Convention(480))
    found = reaching(target, "P", pricing)
    assert found.found.sets == (frozenset(("own",)), frozenset(("law",)))
    assert pricing.clashes(["law", "own"]) == (frozenset(("law", "own")),)


def test_fewer_sets_are_looked_at_where_each_takes_longer(tmp_path):
    """How many sets are simulated depends on the dossiers of each, not on the speed of the machine."""
    found = cut(slow_office(tmp_path))
    assert most_sets(found.plan, found.base) == 600
    assert most_sets(Plan(cases=1_000_000, replications=10), found.base) == 80 or found.base.cases < 1_000_000


def test_a_target_with_few_changes_allowed_says_how_many(tmp_path):
    """Where only so many changes were allowed, it is not said that no set at all reaches the target."""
    folder = str(slow_office(tmp_path))
    few = run(folder, *SMALL, "--target", "1 working minute", "--max-changes", "1").stdout
    assert "No set of these changes with at most 1 of them reaches it." in few
    assert "No set of these changes reaches it." in run(folder, *SMALL, "--target", "1 working minute").stdout


def test_a_set_built_step_by_step_is_not_called_the_smallest(tmp_path):
    """With a gap it is told how many changes the set has, and how many fewer might do; not that no fewer reach it."""
    found = cut(slow_office(tmp_path))
    first, second = [price.opportunity.id for price in found.prices if price.savings][:2]
    exact = reaching(Target.of(duration("8 giờ làm việc"), Convention(480)), "P", found.pricing)
    pair = frozenset((first, second))
    built = replace(exact, found=replace(exact.found, sets=(pair,), method=Method.STEP_BY_STEP, gap=1))
    said = "\n".join(told_of_target(replace(found, reaching=built), "en"))
    assert "2 changes reach it" in said and "A smaller set might do, by up to 1 fewer" in said
    assert "No fewer than" not in said


def test_a_chosen_set_is_told_with_luck_that_did_not_choose_it(tmp_path):
    """The best of many sets owes something to their luck: it is simulated once more with the next seed, and told."""
    place = slow_office(tmp_path)
    found = cut(place, wanted=Wanted(Target.of(duration("6 giờ làm việc"), Convention(480)), "P"))
    assert found.reaching is not None and found.reaching.found.sets
    chosen = found.reaching.found.sets[0]
    other = Pricing(found.operation, found.pricing.opportunities, replace(found.plan, seed=found.plan.seed + 1))
    figures = [each.figure("P", Measure.WORKING_P90) for each in (other.of(chosen), found.reaching.afresh[chosen])]
    assert figures[0] == figures[1] != found.figure(chosen, "P", Measure.WORKING_P90)
    assert "Simulated once more, with luck it was not chosen by: 9 of 10 in" in "\n".join(told_of_target(found, "en"))
    lucky = replace(found.reaching.target, minutes=figures[1].high - 1e-6)
    assert chosen not in reaching(lucky, "P", found.pricing).surely


def test_savings_told_together_have_wider_margins_too(tmp_path):
    """Data carry both margins, each by itself and all at once (Bonferroni); the page says how much wider those are."""
    args = str(slow_office(tmp_path)), *SMALL
    found = answer(*args)
    many = found["told_together"]
    assert many == sum(bool(each["savings"]) for each in found["opportunities"]) > 2
    for each in found["opportunities"]:
        for measure, saving in each["savings"].items():
            both = each["savings_jointly"][measure]
            if saving.get("low") is not None:
                ratio = student(1 - 0.025 / many, 2) / student(0.975, 2)
                assert both["high"] - both["low"] == pytest.approx((saving["high"] - saving["low"]) * ratio)
    assert f"For all {many} at once they would be {ratio:.1f} times as wide." in run(*args).stdout


def test_a_cut_under_which_somebody_cannot_keep_up_reaches_nothing(tmp_path):
    """Delegated, the favoured service is quick and the chief's other service waits without end: no figure is told.

    The chief is asked for 3/20 and 48/60 of the time today, and for 3/20 more then: 110 %.
    """
    roles = {"clerks": post("clerk", people=5), "chief": post("chief"), "heads": post("head")}
    data = office(roles, DAYTIME)
    data["roles"]["chief"]["kind"] = data["roles"]["head"]["kind"] = "decides"
    steps = {
        "review": {"title": "Review", "role": "chief", "work": "3 min", "next": "sign"},
        "sign": {"title": "Sign", "role": "head", "work": "3 min", "batch": {"at": ["16:00"]}, "end": "completed"},
    }
    other = {"do": {"title": "Decide", "role": "chief", "work": "48 min", "end": "completed"}}
    put(tmp_path, data, procedure(steps, "P", gap="20 min", priority=1), procedure(other, "Q", gap="60 min"))
    args = (str(tmp_path), *SMALL, "--procedure", "P", "--target", "5 working hours")
    found = answer(*args)
    delegated = next(each for each in found["opportunities"] if each["kind"] == "delegate")
    assert (delegated["outcome"], delegated["savings"], delegated["elsewhere"]) == ("overloads", {}, {})
    assert set(delegated["overloads"]) == {"P", "Q"} and "chief cannot keep up" in delegated["overloads"]["Q"]["en"]
    sets = [each["opportunities"] for each in found["target"]["sets"]]
    assert sets and [delegated["id"]] not in sets
    assert [delegated["id"]] in found["target"]["overloading"] and delegated["id"] in found["target"]["among"]
    page = run(*args).stdout
    assert "With this, people could no longer keep up:" in page
    assert "with this, chief cannot keep up" in page and "Procedures concerned: P; Q." in page
    assert "Not counted as reaching it, as somebody could no longer keep up with them (sets): 1." in page


def test_parts_of_one_cut_have_titles_of_their_own(tmp_path):
    """Fewer dossiers sent back and a longer receipt are two changes: each title says which step or way it concerns."""
    made = next(each for each in cut(slow_office(tmp_path)).prices if each.opportunity.kind == "check-at-intake")
    titles = [change["title"]["en"] for change in made.opportunity.changes.values()]
    assert [each.partition(" (at ")[2] for each in titles] == ["“Receive”, way to “Supplement”)", "“Receive”)"]
