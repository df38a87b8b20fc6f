"""Lines that change slowly: estimates at a high load meet the truth, and their intervals cover it."""

from __future__ import annotations

from array import array
from itertools import chain
from math import exp
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest import approx
from simulated import clerks, one_step, operation

from isoqms.metrics import Unit
from isoqms.simulate import Plan, codes, simulate
from isoqms.simulate.estimate import change, quantile
from isoqms.simulate.length import COUNTED, LEFT_OUT
from isoqms.simulate.pooled import LOWEST, RATIO, Tally, merged, within

WORK = {"mean": "16 min", "distribution": "exponential"}
SEEDS = range(1, 13)


def bisect(share: float, slow: float, quick: float, waiting: float) -> float:
    """Return the time within which a share of the dossiers of a line M/M/2 are done, by halving.

    With probability `waiting` a wait of rate `slow` comes before the work of rate `quick`.
    """
    low, high = 0.0, 10_000.0
    for _ in range(100):
        middle = (low + high) / 2
        both = (quick * exp(-slow * middle) - slow * exp(-quick * middle)) / (quick - slow)
        late = (1 - waiting) * exp(-quick * middle) + waiting * both
        low, high = (middle, high) if late > 1 - share else (low, middle)
    return low


def test_intervals_cover_the_truth_where_a_line_is_long(tmp_path: Path) -> None:
    """M/M/2 at 95 %: of 12 seeds fixed beforehand at least 9 cover the mean and the ninth tenth, and none is far off.

    Where 95 % cover, fewer than 9 of 12 do in one case of 400. Erlang's second formula gives who waits.
    """
    gap = 16 / (2 * 0.95)
    found = operation(tmp_path, clerks(2), one_step(WORK, gap=f"{gap:.9f} min"))
    quick, load = 1 / 16, 0.95
    waiting = 2 * load**2 / (1 + load)
    slow = 2 * quick - 1 / gap
    truth = {"mean": 16 + waiting / slow, "p50": bisect(0.5, slow, quick, waiting)}
    truth["p90"] = bisect(0.9, slow, quick, waiting)
    assert truth["mean"] == approx(16 / (1 - load**2))
    runs = [simulate(found, Plan(seed=seed)).procedures["P"].lead_time.wall for seed in SEEDS]
    for name, true in truth.items():
        figures = [getattr(run, name) for run in runs]
        assert sum(each.low <= true <= each.high for each in figures) >= 9, name
        assert sum(each.value for each in figures) / len(figures) == approx(true, rel=0.05), name


def test_runs_are_as_long_as_the_load_asks_for(tmp_path: Path) -> None:
    """At 95 % runs are many times as long as at 50 %, and more is left out before; the numbers are those promised."""
    busy = operation(tmp_path / "busy", clerks(), one_step(WORK, gap=f"{16 / 0.95:.9f} min"))
    calm = operation(tmp_path / "calm", clerks(), one_step(WORK, gap="32 min"))
    one, other = (simulate(each, Plan(replications=2)) for each in (busy, calm))
    assert (other.cases, other.warnings) == (4000, ())
    assert one.cases == approx(2 * COUNTED * 1444, rel=0.001)
    assert one.warm_up.dossiers >= LEFT_OUT * 1444
    assert one.warnings == ()


def test_dossiers_asked_for_are_kept_and_said_to_be_too_few(tmp_path: Path) -> None:
    """Who asks for 1,000 dossiers at such a load gets them, with a warning that names how many would do."""
    found = operation(tmp_path, clerks(), one_step(WORK, gap=f"{16 / 0.95:.9f} min"))
    result = simulate(found, Plan(replications=2, cases=1000))
    assert result.cases == 2000
    (said,) = [each.render("en") for each in result.warnings]
    assert int(said.rpartition("--cases ")[2].rstrip("”")) == approx(COUNTED * 1444, rel=0.001)


# quantiles of all runs together


def tally(*times: float) -> Tally:
    """Return the tally of times, as the kernel keeps it."""
    bins = array("d", [0.0]) * (codes.BINS * codes.B_COLUMNS)
    for each in sorted(times):
        row = cell(each) * codes.B_COLUMNS
        bins[row + codes.B_SHORTEST] = bins[row + codes.B_SHORTEST] or each
        bins[row + codes.B_COUNT] += 1
        bins[row + codes.B_LONGEST] = each
    return Tally.of(bins, 0)


def cell(minutes: float) -> int:
    """Return the cell of a time."""
    return next(number for number in range(codes.BINS) if LOWEST * RATIO**number > minutes)


def test_a_busy_run_counts_with_all_its_slow_dossiers() -> None:
    """Nine runs of ten quick dossiers and one of ninety slow ones: half of all are slow, though one run only is."""
    runs = [tally(*[10.0] * 10) for _ in range(9)] + [tally(*[1000.0] * 90)]
    half, most = within(runs, (0.5, 0.9), Unit.MINUTES)
    assert half.value == approx(10, rel=0.01)
    assert most.value == approx(1000, rel=0.01)
    assert half.high == approx(1000, rel=0.02)  # nor is it known whether half are


@given(st.lists(st.lists(st.floats(0.02, 1e5), max_size=30), min_size=2, max_size=8), st.sampled_from((0.5, 0.9, 0.95)))
def test_a_quantile_of_runs_is_that_of_their_dossiers(runs: list[list[float]], share: float) -> None:
    """However dossiers are divided among runs, the time is that of their histogram, and lies in its interval."""
    tallies = [tally(*run) for run in runs]
    (figure,) = within(tallies, (share,), Unit.MINUTES)
    expected = quantile(merged(tallies), share, LOWEST, RATIO) if any(runs) else None
    if expected is None:
        assert figure.value is None
        return
    assert figure.value == approx(expected, rel=RATIO - 1)
    assert min(chain(*runs)) <= figure.value <= max(chain(*runs))
    if figure.low is not None and figure.high is not None:
        assert 0 <= figure.low <= figure.value <= figure.high


def test_a_time_that_is_always_the_same_is_known_exactly() -> None:
    """Of equal times nothing is chance, nor is their cell of the histogram their length."""
    (figure,) = within([tally(60.0, 60.0), tally(60.0)], (0.9,), Unit.MINUTES)
    assert (figure.low, figure.value, figure.high) == (60.0, 60.0, 60.0)


def test_times_of_one_cell_are_known_to_lie_between_them() -> None:
    """Two times too near each other for the histogram to tell apart: all of its interval that is known."""
    (figure,) = within([tally(60.0, 60.2), tally(60.0)], (0.9,), Unit.MINUTES)
    assert (figure.low, figure.value, figure.high) == (60.0, approx(60.1), 60.2)


def test_changes_of_quantiles_are_told_from_pairs() -> None:
    """All dossiers a tenth slower: the ninth tenth is a tenth slower too, far more surely than either is known."""
    times = [[10.0 * RATIO ** (3 * run + each) for each in range(60)] for run in range(10)]
    before, after = (
        within([tally(*(factor * each for each in run)) for run in times], (0.9,), Unit.MINUTES)[0]
        for factor in (1.0, RATIO**10)
    )
    assert before.value is not None
    by = change(before, after)
    assert by.value == approx(before.value * (RATIO**10 - 1))
    assert before.half_width is not None
    assert by.half_width is not None
    assert by.half_width < 0.3 * before.half_width


@pytest.mark.parametrize("share", [0.5, 0.9])
def test_one_run_gives_a_time_without_an_interval(share: float) -> None:
    """Dossiers of one run are alike: how surely its quantile is known is not told."""
    (figure,) = within([tally(1.0, 2.0, 3.0)], (share,), Unit.MINUTES)
    assert figure.value is not None
    assert (figure.low, figure.high) == (None, None)
