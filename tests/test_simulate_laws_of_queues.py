"""Laws that hold in every queue, whatever the numbers: nothing is lost, nobody waits less than no time, chance is kept.

Dossiers are followed one by one through the log of a run; waits are computed again by the textbook recursions.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from procedures import Block, blocks
from pytest import approx
from simulated import (
    REPLICATIONS,
    Data,
    Story,
    Visit,
    clerks,
    office,
    one_step,
    operation,
    post,
    procedure,
    tell,
    within,
)

from isoqms.scenario import Operation, apply, scenario_of_data
from isoqms.simulate import Plan, simulate

RANDOM = {"mean": "10 min", "distribution": "exponential"}
ONCE = Plan(seed=1, replications=1, cases=600, warm_up=0)


def complete(visits: list[Visit]) -> list[tuple[float, float, float]]:
    """Return joining, start and end of the visits that came to their end."""
    return [(v.joined, v.start, v.end) for v in visits if v.start is not None and v.end is not None]


# one queue, dossier by dossier


def test_evenly_spaced_dossiers_that_fit_never_wait(tmp_path: Path) -> None:
    """D/D/1: one dossier every 10 minutes and 6 minutes of work: no wait, 6 minutes each, 60 % of the time used."""
    found = operation(tmp_path, clerks(), one_step("6 min", gap="10 min", demand={"spacing": "even"}))
    story = tell(found, ONCE)
    assert {round(two - one, 6) for (one, _, _), (two, _, _) in pairwise(complete(story.of("work")))} == {10.0}
    assert all(start == joined and end == approx(joined + 6) for joined, start, end in complete(story.of("work")))
    result = simulate(found, Plan(replications=2, cases=1000))
    assert result.procedures["P"].lead_time.wall.mean.value == approx(6)
    assert result.roles["clerk"].waiting.value == 0
    assert result.roles["clerk"].utilisation.value == approx(0.6, rel=1e-3)


def test_evenly_spaced_dossiers_of_two_kinds_wait_as_computed_by_hand(tmp_path: Path) -> None:
    """Every 10 minutes one dossier that takes 14 minutes and 5 minutes later one that takes 2 … by Lindley's recursion.

    The wait of the next is what is left of the wait and the work of the one before it when it comes.
    """
    kinds = [
        one_step(work, id_, "24 min", demand={"spacing": "even"}) for work, id_ in (("14 min", "A"), ("9 min", "B"))
    ]
    visits = complete(tell(operation(tmp_path, clerks(), *kinds), ONCE).of("work"))
    wait = visits[0][1] - visits[0][0]
    for (came, start, end), (comes, starts, _) in pairwise(visits):
        wait = max(0.0, wait + (end - start) - (comes - came))
        assert starts - comes == approx(wait, abs=1e-6)


@pytest.mark.parametrize("people", [1, 2, 5])
def test_waits_follow_from_arrivals_and_work_alone(people: int, tmp_path: Path) -> None:
    """G/G/c first come, first served: every start is the larger of the coming and the moment somebody is free.

    Source: Kiefer and Wolfowitz, On the theory of queues with many servers, 1955.
    """
    work = {"mean": "10 min", "sd": "12 min", "distribution": "gamma"}
    found = operation(tmp_path, clerks(people), one_step(work, gap=f"{12 / people:g} min"))
    visits = complete(tell(found, Plan(seed=8, replications=1, cases=3000, warm_up=0)).of("work"))
    assert len(visits) >= 3000
    free = [0.0] * people
    waited = 0
    for joined, start, end in visits:
        free.sort()
        assert start == approx(max(joined, free[0]), abs=1e-6)
        waited += start > joined
        free[0] = end
    assert waited > 300


@settings(max_examples=8)
@given(seed=st.integers(1, 10**6), people=st.integers(1, 4), load=st.floats(0.3, 0.95))
def test_another_person_never_lengthens_a_wait(seed: int, people: int, load: float, tmp_path_factory: Any) -> None:
    """First come, first served: by the same luck, no dossier waits longer with one person more."""
    folder = tmp_path_factory.mktemp("queue")
    kind = one_step(RANDOM, gap=f"{10 / (people * load):.2f} min")
    plan = Plan(seed=seed, replications=1, cases=1200, warm_up=0)
    few, more = (
        {visit.dossier: visit for visit in tell(operation(folder, clerks(number), kind), plan).of("work")}
        for number in (people, people + 1)
    )
    shared = few.keys() & more.keys()
    assert len(shared) >= 500
    for key in shared:
        one, other = complete([few[key], more[key]]) or (None, None)
        if one is None or other is None:
            continue
        assert other[0] == one[0]
        assert other[2] - other[1] == approx(one[2] - one[1])
        assert 0 <= other[1] - other[0] <= one[1] - one[0] + 1e-6


# ways, however they are put together


@settings(max_examples=40)
@given(block=blocks(("row", "all", "any")))
def test_branches_in_branches_take_the_sum_the_largest_or_the_smallest(block: Block, tmp_path_factory: Any) -> None:
    """Fixed times that nobody works: one after the other add up, all to meet is the largest, any is the smallest."""
    block.build(f"s{number}" for number in range(10_000))
    steps = {}
    for id_, step in block.steps.items():
        minutes = step.pop("allowance").split(" ")[0].split("..")[0]
        steps[id_] = {"title": id_, "actor": "agency", "wait": f"{minutes} min", **step}
    steps[block.exit].setdefault("end", "completed")
    found = operation(tmp_path_factory.mktemp("ways"), clerks(), procedure(steps, gap="4 min"))
    result = simulate(found, Plan(replications=2, cases=30)).procedures["P"]
    assert result.lead_time.wall.mean.value == approx(block.shortest(), abs=1e-6)
    assert result.endings["completed"].value == 1
    assert result.steps[block.exit].visits.value == 1


# an office

PATHS = {
    "receive": {"title": "Receive", "role": "desk", "work": "2..9 min", "next": "check"},
    "check": {
        "title": "Check",
        "role": "desk",
        "work": {"min": "5 min", "usual": "9 min", "max": "30 min"},
        "next": [{"to": "ask", "share": "20 %", "at_most": 3, "at_bound": "split"}, {"to": "split", "share": "80 %"}],
    },
    "ask": {"title": "Ask", "actor": "applicant", "wait": "1 calendar day", "next": "check"},
    "split": {"title": "Split", "actor": "system", "work": "0 min", "parallel": ["verify", "consult"]},
    "verify": {"title": "Verify", "role": "officer", "work": {**RANDOM, "mean": "40 min"}, "next": "sign"},
    "consult": {"title": "Consult", "actor": "agency", "wait": {**RANDOM, "mean": "90 min"}, "next": "sign"},
    "sign": {"title": "Sign", "role": "leader", "join": "all", "work": "3 min", "end": "completed"},
}
OFFICE = office({"d": post("desk", people=2), "o": post("officer", people=3), "l": post("leader")})


def paths(id_: str = "P", gap: str = "25 min", **changes: Data) -> Data:
    """Return the procedure of an office, with some of its steps changed."""
    return procedure({step: {**data, **changes.get(step, {})} for step, data in PATHS.items()}, id_, gap)


def test_nobody_waits_less_than_no_time_and_nothing_ends_before_it_begins(tmp_path: Path) -> None:
    """Joining, start and end of every visit stand in this order."""
    story = tell(operation(tmp_path, OFFICE, paths()), ONCE)
    assert len(story.visits) > 3000
    assert all(joined <= start <= end for joined, start, end in complete(list(story.visits)))


def test_what_comes_in_goes_out_or_is_inside(tmp_path: Path) -> None:
    """Each dossier passes each step as often as its ways lead there, and ends once: none is lost or doubled."""
    dossiers = tell(operation(tmp_path, OFFICE, paths()), ONCE).dossiers().values()
    finished = [visits for visits in dossiers if any(each.step == "sign" and each.end for each in visits)]
    assert len(finished) >= 600
    for visits in finished:
        count = {step: sum(each.step == step for each in visits) for step in PATHS}
        assert count["receive"] == count["verify"] == count["consult"] == count["sign"] == 1
        assert count["check"] == count["ask"] + 1 <= 4
        one, two = (next(each.end for each in visits if each.step == step) for step in ("verify", "consult"))
        assert one is not None
        assert two is not None
        assert next(each.joined for each in visits if each.step == "sign") == max(one, two)


def test_no_more_people_work_than_there_are(tmp_path: Path) -> None:
    """At no moment are more dossiers at work in the steps of a role than people fill it."""
    story = tell(operation(tmp_path, OFFICE, paths()), ONCE)
    for steps, people in ((("receive", "check"), 2), (("verify",), 3), (("sign",), 1)):
        visits = [times for step in steps for times in complete(story.of(step))]
        changes = sorted(
            [(end, -1) for _, start, end in visits if end > start] + [(s, 1) for _, s, e in visits if e > s]
        )
        at_work = 0
        for _, change in changes:
            at_work += change
            assert at_work <= people


def test_dossiers_inside_are_those_that_come_times_how_long_they_stay(tmp_path: Path) -> None:
    """Little's law: with one dossier every 25 minutes, those in progress are the mean lead time over 25, within 99 %.

    Source: Little, A proof for the queuing formula L = λW, 1961.
    """
    result = simulate(operation(tmp_path, OFFICE, paths()), Plan(seed=6, replications=REPLICATIONS, cases=4000))
    found = result.procedures["P"]
    assert found.lead_time.wall.mean.value is not None
    assert within(found.in_progress, found.lead_time.wall.mean.value / 25)
    officer = result.roles["officer"]
    assert officer.waiting.value is not None
    assert within(officer.queue_length, officer.waiting.value / 25)


def test_use_is_work_that_comes_over_people_there(tmp_path: Path) -> None:
    """The use of a role is the minutes of work that come in a minute over its people: 40 / 25 / 3 for the officers."""
    result = simulate(operation(tmp_path, OFFICE, paths()), Plan(seed=6, replications=REPLICATIONS, cases=4000))
    assert within(result.roles["officer"].utilisation, 40 / 25 / 3)
    assert within(result.roles["leader"].utilisation, 3 / 25)


# chance


def durations(story: Story) -> Mapping[tuple[str, int, str, int], float]:
    """Return how long each visit took, by dossier, step and turn; people abound, so that nobody waits."""
    found = {}
    for dossier, visits in story.dossiers().items():
        turns: dict[str, int] = {}
        for visit in visits:
            turns[visit.step] = turn = turns.get(visit.step, 0) + 1
            if visit.end is not None:
                found[*dossier, visit.step, turn] = visit.end - (
                    visit.start if visit.start is not None else visit.joined
                )
    return found


def coming(story: Story) -> dict[tuple[str, int], float]:
    """Return when each dossier came."""
    return {dossier: visits[0].joined for dossier, visits in story.dossiers().items()}


AMPLE = office({"d": post("desk", people=90), "o": post("officer", people=90), "l": post("leader", people=90)})


def same(one: Story, other: Story, but: str = "") -> int:
    """Hold two stories to be alike dossier by dossier, one step apart; return how many times were compared."""
    early, late = coming(one), coming(other)
    assert all(early[key] == late[key] for key in early.keys() & late.keys())
    left, right = durations(one), durations(other)
    kept = [key for key in left.keys() & right.keys() if key[2] != but]
    assert all(left[key] == approx(right[key], abs=1e-6) for key in kept)
    return len(kept)


def test_a_change_of_one_step_leaves_every_other_draw_as_it_was(tmp_path: Path) -> None:
    """With other work at one step, every dossier comes as it came, goes as it went and takes as long elsewhere."""
    before = tell(operation(tmp_path / "a", AMPLE, paths()), ONCE)
    after = tell(operation(tmp_path / "b", AMPLE, paths(verify={"work": "35..95 min"})), ONCE)
    assert same(before, after, but="verify") > 3000
    left, right = durations(before), durations(after)
    shared = [key for key in left.keys() & right.keys() if key[2] == "verify"]
    assert len(shared) > 500
    assert sum(left[key] != right[key] for key in shared) > 0.99 * len(shared)
    # the same luck with another law: who took longer than another still does
    ranked = sorted(shared, key=lambda key: left[key])
    assert all(right[one] <= right[two] + 1e-6 for one, two in pairwise(ranked))


def test_another_procedure_beside_it_leaves_the_draws_of_a_procedure_as_they_were(tmp_path: Path) -> None:
    """What a dossier meets does not depend on which other procedures are simulated."""
    alone = tell(operation(tmp_path / "a", AMPLE, paths()), ONCE)
    beside = tell(operation(tmp_path / "b", AMPLE, paths(), paths("A", "40 min"), paths("Z", "60 min")), ONCE)
    own = Story(tuple(each for each in beside.visits if each.procedure == "P"), beside.origin)
    assert same(alone, own) > 1000


def test_the_order_of_steps_in_the_file_leaves_the_draws_as_they_were(tmp_path: Path) -> None:
    """Keys are made of ids: the same steps written in another order meet the same luck."""
    turned = paths()
    turned["steps"] = dict(reversed(turned["steps"].items()))
    turned["start"] = "receive"
    assert same(
        tell(operation(tmp_path / "a", AMPLE, paths()), ONCE), tell(operation(tmp_path / "b", AMPLE, turned), ONCE)
    )


def test_the_same_seed_gives_the_same_result_and_another_seed_another(tmp_path: Path) -> None:
    """A result is a function of the files, the plan and the seed, to the last digit."""
    found = operation(tmp_path, OFFICE, paths())
    one, again, other = (simulate(found, Plan(seed=seed, replications=3, cases=300)).to_data() for seed in (1, 1, 2))
    assert one == again
    assert one["procedures"]["P"]["lead_time"] != other["procedures"]["P"]["lead_time"]


def test_results_do_not_depend_on_the_names_or_the_order_of_files(tmp_path: Path) -> None:
    """The same procedures in files of other names, so read in another order, give the same result to the last digit."""
    kinds = [paths("A", "60 min"), paths("B", "80 min"), paths("C", "90 min")]
    plan = Plan(seed=4, replications=3, cases=300)
    one = simulate(operation(tmp_path / "a", OFFICE, *kinds), plan)
    names = {"A": "z", "B": "m", "C": "a"}
    other = simulate(operation(tmp_path / "b", OFFICE, *reversed(kinds), names=names.__getitem__), plan)
    assert one.to_data() == other.to_data()


def test_threads_change_nothing_in_the_result(tmp_path: Path) -> None:
    """Replications shared out over two threads give the result of one thread, to the last digit."""
    found = operation(tmp_path, OFFICE, paths())
    plans = [Plan(seed=3, replications=5, cases=300, threads=threads) for threads in (1, 2)]
    one, two = (simulate(found, plan).to_data() for plan in plans)
    assert one == two


# scenarios


def under(office: Operation, **changes: Data) -> Operation:
    """Return an operation under a scenario of these changes."""
    scenario, problems = scenario_of_data({"id": "S", "title": "Scenario", "changes": changes})
    assert scenario is not None, problems
    return apply(office, scenario)


def test_a_step_taken_out_lasts_no_time_and_leaves_every_other_draw_as_it_was(tmp_path: Path) -> None:
    """Without the verification, dossiers come as they came, pass the other steps as before and wait for no officer."""
    office_ = operation(tmp_path, AMPLE, paths())
    removed = under(office_, cut={"procedure": "P", "step": "verify", "remove": True})
    before, after = tell(office_, ONCE), tell(removed, ONCE)
    assert same(before, after, but="verify") > 3000
    assert after.of("verify") == []
    signed = {visit.dossier: visit.joined for visit in after.of("sign")}
    consulted = {visit.dossier: visit.end for visit in after.of("consult")}
    assert all(consulted[key] == at for key, at in signed.items() if key in consulted)
    found = simulate(removed, Plan(replications=2, cases=300))
    assert found.procedures["P"].steps["verify"].visits.value == 0
    assert found.roles["officer"].utilisation.value in (0, None)


def test_work_multiplied_takes_so_much_longer_for_each_dossier(tmp_path: Path) -> None:
    """Half the work at a step is half the work of each dossier there, and the same elsewhere."""
    office_ = operation(tmp_path, AMPLE, paths())
    halved = under(office_, half={"procedure": "P", "step": "check", "scale": {"work": 0.5}})
    before, after = tell(office_, ONCE), tell(halved, ONCE)
    assert same(before, after, but="check") > 3000
    left, right = durations(before), durations(after)
    shared = [key for key in left.keys() & right.keys() if key[2] == "check"]
    assert len(shared) > 600
    assert all(right[key] == approx(left[key] / 2, rel=1e-4) for key in shared)


def test_a_person_added_to_a_post_by_a_scenario_never_lengthens_a_wait(tmp_path: Path) -> None:
    """The same dossiers with one clerk more wait less in sum, and none waits longer."""
    office_ = operation(tmp_path, clerks(2), one_step(RANDOM, gap="6 min"))
    more = under(office_, help={"post": "clerks", "add": 1})
    waits = [
        {visit.dossier: visit.start - visit.joined for visit in tell(each, ONCE).of("work") if visit.start is not None}
        for each in (office_, more)
    ]
    shared = waits[0].keys() & waits[1].keys()
    assert len(shared) >= 600
    assert all(waits[1][key] <= waits[0][key] + 1e-6 for key in shared)
    assert sum(waits[1][key] for key in shared) < 0.5 * sum(waits[0][key] for key in shared)
