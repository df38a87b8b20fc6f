"""From replications to figures, and from figures to the result other programs read."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from math import sqrt
from statistics import fmean, stdev
from typing import Any, get_type_hints

import pytest
import simulation_results
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from isoqms.metrics import Figure, Unit
from isoqms.resources import schema_text
from isoqms.simulate import estimate, result
from isoqms.simulate.compare import compared
from isoqms.simulate.estimate import change, mean, quantile, ratio
from isoqms.simulate.result import as_data
from isoqms.words import Text

T_9 = 2.262157  # Student's t, 97.5 %, nine degrees of freedom, from any table

numbers = st.floats(0, 1e6)


def test_the_mean_has_the_interval_of_student() -> None:
    """Ten replications: the mean, and to either side t times the standard error."""
    values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0]
    figure = mean(values, Unit.MINUTES)
    half = T_9 * stdev(values) / sqrt(10)
    assert figure.value == pytest.approx(fmean(values))
    assert (figure.low, figure.high) == pytest.approx((fmean(values) - half, fmean(values) + half), rel=1e-6)


def test_replications_without_data_are_left_out() -> None:
    """A replication in which nobody came says nothing about how long it took."""
    assert mean([2.0, None, 4.0], Unit.MINUTES) == mean([2.0, 4.0], Unit.MINUTES)


def test_one_replication_has_a_value_and_no_interval() -> None:
    """An interval from one run would be too narrow: there is none, and the reason is said."""
    figure = ratio([30.0], [40.0], Unit.SHARE)
    assert (figure.value, figure.low, figure.high) == (0.75, None, None)
    assert figure.reason == estimate.ONE_REPLICATION
    assert mean([5.0, None], Unit.MINUTES).reason == estimate.ONE_REPLICATION


def test_no_data_is_no_figure() -> None:
    """Where no dossier came there is no share of them, and the reason given is kept."""
    assert mean([None, None], Unit.MINUTES).reason == estimate.NO_DOSSIER
    assert ratio([0.0], [0.0], Unit.SHARE).value is None


def test_a_share_is_of_all_dossiers_not_of_replications() -> None:
    """One busy replication with 90 of 100 and one quiet one with 0 of 1: 90 in 101, not 45 in 100."""
    figure = ratio([90.0, 0.0], [100.0, 1.0], Unit.SHARE)
    assert figure.value == pytest.approx(90 / 101)


def test_the_interval_of_a_ratio_holds_the_truth_as_often_as_it_says() -> None:
    """Of 400 estimates from seeds fixed here, 92 to 98 in 100 hold the share that was put in; divisors vary."""
    held = 0
    for seed in range(400):
        chance = random.Random(seed)
        bottoms = [float(chance.randint(20, 200)) for _ in range(20)]
        tops = [float(sum(chance.random() < 0.8 for _ in range(int(bottom)))) for bottom in bottoms]
        figure = ratio(tops, bottoms, Unit.SHARE)
        assert figure.low is not None
        assert figure.high is not None
        held += figure.low <= 0.8 <= figure.high
    assert 0.92 * 400 <= held <= 0.98 * 400


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=20))
def test_shares_stay_shares(pairs: list[tuple[int, int]]) -> None:
    """Neither value nor interval leaves 0 to 1, and the interval holds the value."""
    figure = ratio([min(pair) for pair in pairs], [max(pair) for pair in pairs], Unit.SHARE)
    if figure.low is not None and figure.high is not None and figure.value is not None:
        assert 0 <= figure.low <= figure.value <= figure.high <= 1


def test_never_late_is_no_certainty() -> None:
    """300 dossiers without one late: that one in a hundred is late has not been ruled out (the rule of three)."""
    figure = ratio([100.0] * 3, [100.0] * 3, Unit.SHARE)
    assert (figure.value, figure.high) == (1.0, 1.0)
    assert figure.low == pytest.approx(0.99, abs=0.0005)
    assert ratio([0.0] * 3, [100.0] * 3, Unit.SHARE).high == pytest.approx(0.01, abs=0.0005)


def test_a_pair_of_runs_cancels_common_luck() -> None:
    """Two scenarios that differ by exactly 2 in every replication: the difference is 2, however far apart those lie."""
    before = mean([10.0, 50.0, 90.0, 20.0], Unit.MINUTES)
    after = mean([12.0, 52.0, 92.0, 22.0], Unit.MINUTES)
    found = change(before, after)
    assert (found.value, found.low, found.high) == pytest.approx((2.0, 2.0, 2.0))
    assert found.unit is Unit.MINUTES


def test_the_change_of_a_share_is_paired_too() -> None:
    """The divisors of both runs count: 5 more of 100 in each replication are 5 percentage points."""
    before = ratio([50.0, 80.0, 120.0], [100.0, 100.0, 200.0], Unit.SHARE)
    after = ratio([55.0, 85.0, 130.0], [100.0, 100.0, 200.0], Unit.SHARE)
    assert change(before, after).value == pytest.approx(0.05, abs=1e-3)


def test_what_cannot_be_compared() -> None:
    """A missing figure stays missing with its reason; unlike units and unlike runs are a programmer's mistake."""
    some, none = mean([1.0, 2.0], Unit.MINUTES), mean([None, None], Unit.MINUTES)
    assert change(some, none).reason == estimate.NO_DOSSIER
    assert change(mean([1.0], Unit.MINUTES), mean([3.0], Unit.MINUTES)).value == 2.0
    with pytest.raises(ValueError, match="cannot be set against"):
        change(some, mean([1.0, 2.0], Unit.HOURS))
    with pytest.raises(ValueError, match="cannot be paired"):
        change(some, mean([1.0, 2.0, 3.0], Unit.MINUTES))


def test_a_change_between_exact_figures_is_exact() -> None:
    """Where nothing random went in, the difference is as certain as they are."""
    assert change(Figure.exact(2, Unit.PEOPLE), Figure.exact(3, Unit.PEOPLE)) == Figure.exact(1, Unit.PEOPLE)


@given(st.lists(st.floats(1.0, 1e6), min_size=1, max_size=200), st.sampled_from([0.1, 0.5, 0.9, 0.95, 1.0]))
def test_quantiles_of_a_log_histogram(values: list[float], p: float) -> None:
    """Counted in classes of one per cent, a quantile is within half a per cent of the sorted values'."""
    first, step = 1.0, 1.01
    counts = [0] * 1600
    for value in values:
        index = 1
        while first * step**index <= value:
            index += 1
        counts[index] += 1
    exact = sorted(values)[max(0, -(-int(p * 1000) * len(values) // 1000) - 1)]
    found = quantile(counts, p, first, step)
    assert found is not None
    assert abs(found / exact - 1) <= 0.005 + 1e-9


def test_a_quantile_of_nothing() -> None:
    """No values, no quantile; values below the first class stand for nothing; a share is a share."""
    assert quantile([0, 0], 0.5, 1.0) is None
    assert quantile([5, 1], 0.5, 1.0) == 0.0
    with pytest.raises(ValueError, match=r"1\.5"):
        quantile([1], 1.5, 1.0)


# the tree of results

SCHEMA = json.loads(schema_text("result"))
MAKERS = (
    simulation_results.result,
    simulation_results.office,
    simulation_results.dated,
    simulation_results.with_scenario,
)


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_results_fit_their_schema(make: Callable[[], result.Result]) -> None:
    """What is written for other programs is what the schema promises, and survives JSON."""
    data = make().to_data()
    assert not list(Draft202012Validator(SCHEMA).iter_errors(data))
    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_what_was_not_asked_for_is_not_there() -> None:
    """A steady run has no dates, a run without a scenario no changes; warnings stay, even when there are none."""
    plain = replace(simulation_results.result(), warnings=()).to_data()
    assert not {"from", "days", "scenario", "changes"} & plain.keys()
    assert plain["warnings"] == []
    assert simulation_results.dated().to_data()["from"] == "2026-01-05"
    assert simulation_results.with_scenario().to_data()["scenario"]["id"] == "sign-twice"


def test_the_paths_other_programs_read() -> None:
    """The figures stand where the documentation says."""
    data = simulation_results.result().to_data()
    told = data["procedures"]["QT-XD-03"]
    assert told["lead_time"]["statutory"]["p90"]["unit"] == "working min"
    assert told["on_time"]["index766"]["value"] == pytest.approx(0.92)
    assert told["settled"] == {"value": None, "unit": "share", "reason": told["settled"]["reason"]}
    assert set(told["settled"]["reason"]) == {"vi", "en"}
    assert told["steps"]["ky"]["waiting"]["batch"]["value"] == 600
    assert "lead_times" not in told
    assert data["roles"]["lanh_dao"]["coverage"]["value"] == 0.6


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (result.Result, ""),
        (result.ProcedureResult, "procedure"),
        (result.StepResult, "step"),
        (result.RoleResult, "role"),
        (result.Change, "change"),
        (result.Journey, "journey"),
        (result.OnTime, "on_time"),
        (result.Spread, "spread"),
        (result.LeadTime, "lead_time"),
        (result.Limit, "limit"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_the_schema_names_what_the_program_names(kind: type, name: str) -> None:
    """Every field of a result is in the schema, and the schema has no other."""
    held = {each.metadata.get("name", each.name) for each in fields(kind) if not each.metadata.get("hidden")}
    assert set((SCHEMA["$defs"][name] if name else SCHEMA)["properties"]) == held


def test_units_and_causes_are_those_of_the_schema() -> None:
    """The lists in the schema are the lists in the program."""
    assert SCHEMA["$defs"]["value"]["properties"]["unit"]["enum"] == [str(unit) for unit in Unit]
    assert SCHEMA["$defs"]["waiting"]["propertyNames"]["enum"] == [*result.CAUSES, result.REWORK]
    assert SCHEMA["$defs"]["step"]["properties"]["source"]["enum"] == [*result.SOURCES, result.NO_TIME]


def test_texts_without_a_language_stay_plain() -> None:
    """A title written once is one text, a title in two languages two."""
    assert as_data(Text.of("Tiếp nhận")) == "Tiếp nhận"
    assert as_data(Text.of({"vi": "a", "en": "b"})) == {"vi": "a", "en": "b"}


def figures_of(value: Any) -> list[Figure]:
    """Every figure in a part of a result."""
    if isinstance(value, Figure):
        return [value]
    if is_dataclass(value):
        return [found for each in fields(value) for found in figures_of(getattr(value, each.name))]
    return []


def test_two_runs_are_compared_procedure_by_procedure() -> None:
    """The result under the scenario carries what it changes; a procedure of one run only is not compared."""
    before = simulation_results.office()
    after = replace(before, procedures={id_: before.procedures[id_] for id_ in ("QT-01", "QT-02")})
    found = compared(before, after, "s", Text.of("Thử"))
    assert found.scenario == result.Named("s", Text.of("Thử"))
    assert list(found.changes) == ["QT-01", "QT-02"]
    assert {figure.value for figure in figures_of(found.changes["QT-01"])} == {0.0}
    assert get_type_hints(result.Change).keys() == {each.name for each in fields(result.Change)}
    assert not list(Draft202012Validator(SCHEMA).iter_errors(found.to_data()))
