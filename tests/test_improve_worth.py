"""What sets of changes are worth, and how a whole is shared out among those who bring it about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulated import clerks, operation, procedure

from isoqms.improve.worth.attribution import Sharing
from isoqms.improve.worth.grouping import NeverPossibleError, bound, each_alone
from isoqms.improve.worth.measures import Measure
from isoqms.improve.worth.shapley import Shares, shares
from isoqms.improve.worth.valuing import Valuing
from isoqms.metrics import Figure
from isoqms.scenario import Scenario, scenario_of_data
from isoqms.simulate import Plan
from isoqms.simulate.replicate import Runner
from isoqms.words import Message

PLAYERS = ("a", "b", "c", "d")


@st.composite
def games(draw: st.DrawFn, most: int = 5) -> tuple[tuple[str, ...], dict[frozenset[str], list[float]]]:
    """Draw any value for every set of a few players, in two replications."""
    players = tuple("abcdefgh"[: draw(st.integers(1, most))])
    number = st.floats(-1e6, 1e6, allow_nan=False)
    sets = [frozenset(each) for size in range(len(players) + 1) for each in combinations(players, size)]
    return players, {each: [draw(number), draw(number)] for each in sets}


def means(found: Shares) -> dict[str, float]:
    """Return each player's share."""
    return {player: share.mean for player, share in found.of.items()}


@given(games(), st.booleans())
def test_shares_make_up_the_whole(game: Any, drawn: bool) -> None:
    """Whatever sets are worth, the shares add up to what all bring about, and the residue is rounding."""
    players, worth = game
    found = shares(players, worth.__getitem__, most_exact=0 if drawn else 10, pairs=3)
    whole = worth[frozenset(players)]
    for replication, value in enumerate(whole):
        total = sum(share.values[replication] for share in found.of.values())
        assert total == pytest.approx(value - worth[frozenset()][replication], abs=1e-7)
    assert abs(found.residue) < 1e-7


@given(games())
def test_who_adds_alike_gets_alike(game: Any) -> None:
    """Two players that may stand in for one another in every set have the same share."""
    players, worth = game
    twin = dict(worth)
    for side, value in worth.items():
        twin[side] = value
        twin[side | {"twin"}] = worth[side | {"a"}]
        if "a" in side:
            twin[side | {"twin"}] = [2 * each for each in value]
    found = means(shares((*players, "twin"), twin.__getitem__))
    assert found["a"] == pytest.approx(found["twin"], rel=1e-9, abs=1e-6)


@given(games(), st.booleans())
def test_who_adds_nothing_gets_nothing(game: Any, drawn: bool) -> None:
    """A player without whom every set is worth as much has no share, and the others keep theirs."""
    players, worth = game
    found = shares((*players, "idle"), lambda side: worth[side - {"idle"}], most_exact=0 if drawn else 10, pairs=3)
    assert found.of["idle"].values == (0.0, 0.0)
    if not drawn:
        assert means(found) == pytest.approx({**means(shares(players, worth.__getitem__)), "idle": 0.0}, abs=1e-6)


def test_four_changes_by_hand() -> None:
    """Four changes, of which a and b help each other by 6, c does half of what d does: worked out by hand.

    v(S) = 10 [a] + 4 [b] + 6 [a, b] + 8 max(c/2, d) with c, d as 0 or 1. a: 10 + 6/2; b: 4 + 6/2; c gets 4 in the half
    of the orders in which it comes before d, d the rest of 8.
    """

    def worth(side: frozenset[str]) -> Sequence[float]:
        both = 6.0 if {"a", "b"} <= side else 0.0
        either = 8.0 if "d" in side else 4.0 if "c" in side else 0.0
        return [10.0 * ("a" in side) + 4.0 * ("b" in side) + both + either]

    expected = {"a": 13.0, "b": 7.0, "c": 2.0, "d": 6.0}
    assert means(shares(PLAYERS, worth)) == pytest.approx(expected, abs=1e-9)


@settings(max_examples=20)
@given(games(most=4))
def test_drawn_shares_come_close_to_the_exact_ones(game: Any) -> None:
    """Of many orders the drawn shares are within six of their own standard errors of the exact ones."""
    players, worth = game
    exact = means(shares(players, worth.__getitem__))
    drawn = shares(players, worth.__getitem__, most_exact=0, pairs=400)
    for player, share in drawn.of.items():
        centre = share.mean
        error = (sum((each - centre) ** 2 for each in share.drawn) / 399 / 400) ** 0.5
        assert centre == pytest.approx(exact[player], abs=6 * error + 1e-6)


@pytest.mark.parametrize("players", [(), ("a", "a")])
def test_players_are_named_once(players: tuple[str, ...]) -> None:
    """No players, or one named twice, is a mistake of the caller."""
    with pytest.raises(ValueError, match="players"):
        shares(players, lambda side: [0.0])


# values of sets of changes by simulation


def fixed(minutes: int, after: str | None = None, **more: Any) -> dict[str, Any]:
    """Return a step of exactly so many minutes."""
    onward = {"next": after} if after else {"end": "completed"}
    return {"role": "clerk", "work": f"{minutes} minutes", **onward, **more}


NO_QUEUE = {
    "id": "p",
    "title": "P",
    "demand": {"gap": "1000 minutes", "source": "estimated"},
    "steps": {"one": fixed(30, "two"), "two": fixed(50, "three"), "three": fixed(20)},
}


def changes(**made: dict[str, Any]) -> Scenario:
    """Return a scenario of these changes of the procedure p."""
    data = {id_: {"procedure": "p", **change} for id_, change in made.items()}
    scenario, problems = scenario_of_data({"id": "s", "title": "S", "changes": data})
    assert scenario is not None and not problems
    return scenario


def valuing(folder: Path, scenario: Scenario, procedure: dict[str, Any] = NO_QUEUE, people: int = 50) -> Valuing:
    """Return what the changes are worth where nobody stands in line, unless people are few."""
    made = operation(folder, clerks(people), procedure)
    return Valuing(made, scenario, Plan(cases=200, replications=4))


def test_without_queues_each_change_gets_what_it_takes_away(tmp_path: Path) -> None:
    """Where nobody waits for anybody, changes neither help nor hinder each other: efficiency, symmetry, null player."""
    scenario = changes(
        halve={"step": "two", "scale": {"work": 0.5}},
        drop={"step": "three", "remove": True},
        idle={"step": "one", "set": {"work": "30 minutes"}},
        quick={"step": "one", "set": {"wait": "0 minutes"}},
    )
    [mean] = [
        each
        for each in Sharing(valuing(tmp_path, scenario), tuple(scenario.changes)).attributions(["p"])
        if each.measure is Measure.MEAN
    ]
    assert mean.saving.value == pytest.approx(45.0, abs=1e-9)
    assert {id_: share.value for id_, share in mean.shares.items()} == pytest.approx(
        {"halve": 25.0, "drop": 20.0, "idle": 0.0, "quick": 0.0}, abs=1e-9
    )
    assert abs(mean.residue) < 1e-9


def test_an_overloaded_office_has_a_value_too(tmp_path: Path) -> None:
    """A horizon that ends gives figures where people never keep up, and what another person is worth there."""
    demand = {"demand": {"gap": "60 minutes", "source": "estimated"}}
    scenario, _ = scenario_of_data({"id": "s", "title": "S", "changes": {"more": {"post": "clerks", "add": 1}}})
    assert scenario is not None
    found = valuing(tmp_path, scenario, {**NO_QUEUE, **demand}, people=1)
    saving = found.saving(["more"], "p", Measure.MEAN)
    assert saving.low is not None and saving.low > 1000.0


def test_what_makes_things_worse_is_negative(tmp_path: Path) -> None:
    """A step that takes longer has a negative saving."""
    found = valuing(tmp_path, changes(slow={"step": "two", "scale": {"work": 2}}))
    assert found.saving(["slow"], "p", Measure.MEAN).value == pytest.approx(-50.0, abs=1e-9)


def test_the_same_set_is_simulated_once(tmp_path: Path) -> None:
    """A set asked for again, in whatever order, is the same outcome."""
    found = valuing(tmp_path, changes(a={"step": "two", "scale": {"work": 2}}, b={"step": "one", "scale": {"work": 2}}))
    assert found.of(["a", "b"]) is found.of(("b", "a"))


def test_changes_that_need_each_other_share_as_one(tmp_path: Path) -> None:
    """A way that leads past a join makes sense only with the step that no longer waits: they are taken together."""
    forked = {
        "id": "p",
        "title": "P",
        "demand": {"gap": "1000 minutes", "source": "estimated"},
        "steps": {
            "start": {"role": "clerk", "work": "10 minutes", "parallel": ["left", "right"]},
            "left": fixed(30, "end"),
            "right": fixed(40, "end"),
            "end": fixed(5, join="all"),
        },
    }
    scenario = changes(
        one_way={"step": "start", "set": {"next": "left"}},
        no_join={"step": "end", "set": {"join": None}},
        quick={"step": "left", "scale": {"work": 0.5}},
    )
    sharing = Sharing(valuing(tmp_path, scenario, forked), tuple(scenario.changes))
    [mean] = [each for each in sharing.attributions(["p"]) if each.measure is Measure.MEAN]
    assert set(mean.shares) == {"one_way", "quick"}
    [binding] = sharing.bindings
    assert set(binding.changes) == {"one_way", "no_join"}
    assert mean.saving.value == pytest.approx(25.0, abs=1e-9)


def test_coupled_intervals_are_narrow(tmp_path: Path) -> None:
    """Where no queue is in the way, what a change is worth is known far more closely than the lead time itself."""
    uneven = {**NO_QUEUE, "steps": {**NO_QUEUE["steps"], "two": {**fixed(50, "three"), "work": "20..80 minutes"}}}
    found = valuing(tmp_path, changes(drop={"step": "three", "remove": True}), uneven)
    saving, before = found.saving(["drop"], "p", Measure.MEAN), found.of(()).figure("p", Measure.MEAN)
    assert saving.half_width is not None and before.half_width is not None
    assert saving.half_width * 1000 < before.half_width


def test_intervals_of_savings_hold_the_truth(tmp_path: Path) -> None:
    """Of the 95 % intervals of three changes in an office with queues, over 25 fixed seeds, at least nine in ten hold.

    The truth is that of the same horizon, the first 400 dossiers, from 25 times as many replications.
    """
    work = {"mean": "70 min", "distribution": "exponential"}
    busy = {**NO_QUEUE, "demand": {"gap": "120 minutes", "source": "estimated"}}
    busy["steps"] = {"one": fixed(10, "two"), "two": {**fixed(0, "three"), "work": work}, "three": fixed(5)}
    made = operation(tmp_path, clerks(2), busy)
    scenario = changes(
        quick={"step": "two", "scale": {"work": 0.9}},
        drop={"step": "three", "remove": True},
        fewer={"demand": {"scale": 0.9}},
    )

    def savings(seed: int, replications: int) -> dict[str, Figure]:
        found = Valuing(made, scenario, Plan(cases=400, replications=replications, seed=seed, detail=False))
        return {id_: found.saving([id_], "p", Measure.MEAN) for id_ in scenario.changes}

    truth = savings(987_654, 500)
    held = [
        (saving.low or 0.0) <= (truth[id_].value or 0.0) <= (saving.high or 0.0)
        for seed in range(1, 26)
        for id_, saving in savings(seed, 20).items()
    ]
    assert sum(held) >= 0.9 * len(held), f"{sum(held)} of {len(held)}"


def test_dated_days_count_the_dossiers_that_come_in_them(tmp_path: Path) -> None:
    """On dated days as well each change gets what it takes away, and people who cannot keep up are told."""
    scenario = changes(drop={"step": "three", "remove": True}, halve={"step": "two", "scale": {"work": 0.5}})
    made = operation(tmp_path, clerks(1), {**NO_QUEUE, "demand": {"gap": "95 minutes", "source": "estimated"}})
    plan = Plan(start=date(2026, 3, 2), days=5, replications=2, warm_up=1)
    found = Valuing(made, scenario, plan)
    assert (found.saving(["drop", "halve"], "p", Measure.MEAN).value or 0.0) > 45
    assert any("100" in each.render("en") or "105" in each.render("en") for each in found.warnings(()))
    assert not found.warnings(["drop", "halve"])


def test_where_all_changes_together_are_refused_no_set_is_searched():
    """Of many changes that cannot even be made together, it is said at once: their sets are not gone through."""
    asked: list[frozenset[str]] = []

    def why(changes: frozenset[str]) -> Message:
        asked.append(changes)
        return Message("never")

    groups = each_alone([f"c{number}" for number in range(40)])
    with pytest.raises(NeverPossibleError, match="never"):
        bound(groups, frozenset(groups), why)
    assert asked == [frozenset(groups)]


def test_what_asks_otherwise_of_applicants_alone_is_not_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A trip less changes no dossier's course: the first run stands, and the trips are those of the changed one."""
    steps = {
        "submit": {"title": "Hand in", "actor": "applicant", "visits": 1, "next": "do"},
        "do": {"title": "Do", "role": "clerk", "work": "5 to 20 min", "end": "completed"},
    }
    operation_ = operation(tmp_path, clerks(2), procedure(steps, "p", gap="20 min"))
    changes = {
        "trip": {"title": "T", "procedure": "p", "step": "submit", "set": {"visits": 0}},
        "quick": {"title": "Q", "procedure": "p", "step": "do", "set": {"work": "5 min"}},
    }
    scenario, problems = scenario_of_data({"id": "s", "title": "S", "changes": changes})
    assert scenario is not None and not problems
    runs: list[object] = []
    one = Runner._one
    monkeypatch.setattr(Runner, "_one", lambda self, number: (runs.append(number), one(self, number))[1])
    valued = Valuing(operation_, scenario, Plan(cases=100, replications=2), (Measure.MEAN, Measure.VISITS))
    outcomes = {ids: valued.of(ids) for ids in ((), ("trip",), ("quick",), ("trip", "quick"))}
    assert len(runs) == 6, "as it is and twice with quick work: a trip less alone is not run"
    visits = [outcome.figure("p", Measure.VISITS).value for outcome in outcomes.values()]
    assert visits == [1, 0, 1, 0]
    means = [outcome.figure("p", Measure.MEAN).value for outcome in outcomes.values()]
    assert means[0] == means[1] != means[2] == means[3]
