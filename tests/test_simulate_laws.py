"""What a stated time means to the simulator: the laws of times, their quantiles, their tables, and what is refused."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise
from math import comb, erf, exp, factorial, fsum, inf, isclose, log, log1p, pi, sqrt, tan
from statistics import NormalDist

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from isoqms.problem import Position
from isoqms.procedure import AllowanceUse, Effort
from isoqms.resources import schema_text
from isoqms.simulate import codes, laws, spread, student
from isoqms.simulate.chance import drawn
from isoqms.simulate.laws import Measure, Use, law_of_allowance, law_of_effort, use_problems
from isoqms.simulate.octaves import CELLS, OCTAVES, SIZE
from isoqms.simulate.quantiles import beta_quantile, beta_shares, gamma_quantile, gamma_shares, normal_quantile
from isoqms.worktime import Amount, Basis, Convention, Duration, Unit, parse_duration

HERE = Position("qt.yaml", 7, 3)
TAILS = [m * 2.0**-k for k in (1, 2, 3, 5, 8, 13, 21, 30, 40) for m in (0.51, 0.6, 0.77, 0.99)]
NEAR_ENDS = (1e-9, 1e-6, 1e-3, 0.1, 0.3, 0.4999, 0.5001, 0.7, 0.9, 0.999, 1 - 1e-6, 1 - 1e-9)


# --- quantiles


def erlang_above(x: float, shape: int) -> float:
    """Return the probability that the sum of `shape` exponential times of mean 1 is more than `x`."""
    return exp(-x) * fsum(x**i / factorial(i) for i in range(shape))


@pytest.mark.parametrize("shape", [1, 2, 5, 20])
@pytest.mark.parametrize("x", [0.1, 1.0, 3.0, 10.0, 20.0, 40.0])
def test_gamma_of_whole_shape_is_an_erlang_law(shape, x):
    """Waiting for n exponential times: the closed sum of Poisson's probabilities."""
    lower, upper = gamma_shares(x, shape)
    assert isclose(upper, erlang_above(x, shape), rel_tol=1e-12)
    assert isclose(lower, 1 - erlang_above(x, shape), rel_tol=1e-12, abs_tol=1e-15)
    assert isclose(gamma_quantile(lower, upper, shape), x, rel_tol=1e-10)


@pytest.mark.parametrize("x", [0.001, 0.3, 2.0, 9.0])
def test_gamma_of_shape_a_half_is_a_squared_normal_number(x):
    """P(x) = erf √x for shape 1/2 (DLMF 8.4.1)."""
    assert isclose(gamma_shares(x, 0.5)[0], erf(sqrt(x)), rel_tol=1e-12)


@pytest.mark.parametrize(("p", "q"), [(1, 1), (2, 3), (5, 1), (1, 5), (4, 2), (20, 30)])
@pytest.mark.parametrize("x", [0.001, 0.1, 0.35, 0.5, 0.8, 0.999])
def test_beta_of_whole_parameters_is_a_sum_of_binomials(p, q, x):
    """I_x(p, q) is the probability of at least p successes in p + q - 1 trials (DLMF 8.17.5)."""
    n = p + q - 1
    wins = [comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(n + 1)]
    lower, upper = beta_shares(x, p, q)
    assert isclose(lower, fsum(wins[p:]), rel_tol=1e-11, abs_tol=1e-300)
    assert isclose(upper, fsum(wins[:p]), rel_tol=1e-11, abs_tol=1e-300)
    assert isclose(beta_quantile(lower, upper, p, q), x, rel_tol=1e-10)


def test_ends_of_the_laws():
    """What cannot happen has probability none, and the ends are where they are."""
    assert gamma_shares(0.0, 3.0) == (0.0, 1.0)
    assert gamma_shares(inf, 3.0) == (1.0, 0.0)
    assert (gamma_quantile(0.0, 1.0, 2.0), gamma_quantile(1.0, 0.0, 2.0)) == (0.0, inf)
    assert (beta_shares(0.0, 2, 3), beta_shares(1.0, 2, 3)) == ((0.0, 1.0), (1.0, 0.0))
    assert (beta_quantile(0.0, 1.0, 2, 3), beta_quantile(1.0, 0.0, 2, 3)) == (0.0, 1.0)


@pytest.mark.parametrize("shape", [0.05, 0.3, 1.0, 2.7, 40.0, 3000.0])
def test_gamma_quantiles_lead_back(shape):
    """Deep in either tail the quantile has the probability it was asked for."""
    for p in TAILS:
        low, high = gamma_quantile(p, 1 - p, shape), gamma_quantile(1 - p, p, shape)
        assert low < 1e-290 or isclose(gamma_shares(low, shape)[0], p, rel_tol=1e-10)
        assert isclose(gamma_shares(high, shape)[1], p, rel_tol=1e-10)


def test_gamma_of_large_shape_goes_on_from_the_exact_one():
    """Where the cube root takes over, no quantile changes by more than one part in a hundred thousand."""
    for p in TAILS:
        for lower, upper in ((p, 1 - p), (1 - p, p)):
            exact, rooted = gamma_quantile(lower, upper, 1e4), gamma_quantile(lower, upper, 1e4 * (1 + 1e-12))
            assert isclose(exact, rooted, rel_tol=1e-5)
            assert isclose(gamma_shares(rooted, 1e4 * (1 + 1e-12))[0], lower, rel_tol=1e-4)


@given(st.floats(0.02, 500), st.floats(0.02, 500), st.floats(1e-12, 0.5), st.floats(1.0001, 1.9))
def test_quantiles_rise(p, q, tail, more):
    """A larger probability never has a smaller quantile."""
    other = min(tail * more, 0.5)
    assume(other > tail * 1.00001)  # nearer than that, the last bit decides
    assert gamma_quantile(tail, 1 - tail, p) <= gamma_quantile(other, 1 - other, p)
    assert gamma_quantile(1 - tail, tail, p) >= gamma_quantile(1 - other, other, p)
    assert beta_quantile(tail, 1 - tail, p, q) <= beta_quantile(other, 1 - other, p, q)
    assert beta_quantile(1 - tail, tail, p, q) >= beta_quantile(1 - other, other, p, q)


# --- Student's t


def t_below(t: float, df: int) -> float:
    """Return the closed form of the t distribution for a whole number of degrees of freedom.

    Source: M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
    """
    from math import atan, cos, sin

    angle = atan(t / sqrt(df))
    if df == 1:
        return 0.5 + angle / pi
    term = cos(angle) if df % 2 else 1.0
    total, start = term, 2 if df % 2 else 1
    for k in range(start, df - 2, 2):
        term *= cos(angle) ** 2 * k / (k + 1)
        total += term
    within = 2 / pi * (angle + sin(angle) * total) if df % 2 else sin(angle) * total
    return 0.5 + within / 2


@pytest.mark.parametrize("p", [0.5001, 0.55, 0.75, 0.9, 0.95, 0.975, 0.995, 0.9999, 1 - 1e-9])
def test_t_of_one_and_two_degrees(p):
    """Cauchy's law, and the algebraic one of two degrees."""
    assert isclose(student.quantile(p, 1), tan(pi * (p - 0.5)), rel_tol=1e-7 if p > 0.9999 else 1e-10)
    exact = (2 * p - 1) * sqrt(2 / (4 * p * (1 - p)))
    assert isclose(student.quantile(p, 2), exact, rel_tol=1e-10)
    assert isclose(student.quantile(1 - p, 2), -student.quantile(1 - (1 - p), 2), rel_tol=1e-7)


@pytest.mark.parametrize("df", [3, 4, 5, 6, 9, 10, 19, 24, 29, 99, 500])
@pytest.mark.parametrize("p", [0.51, 0.7, 0.9, 0.95, 0.975, 0.995, 0.9995])
def test_t_of_any_whole_number_of_degrees(df, p):
    """The closed sums of odd and even degrees give the probability back."""
    assert isclose(t_below(student.quantile(p, df), df), p, rel_tol=1e-11)
    assert isclose(t_below(student.quantile(1 - p, df), df), 1 - p, rel_tol=1e-10)


def test_t_of_many_degrees_is_normal():
    """With ever more replications the interval becomes the normal one; the first correction is (z³ + z) / 4n."""
    z = NormalDist().inv_cdf(0.975)
    assert isclose(student.quantile(0.975, 10**6), z + (z**3 + z) / (4 * 10**6), rel_tol=1e-9)
    assert student.quantile(0.5, 7) == 0.0


@pytest.mark.parametrize(("p", "df"), [(0.0, 3), (1.0, 3), (float("nan"), 3), (0.9, 0), (0.9, -1)])
def test_t_asks_for_a_probability_and_degrees(p, df):
    """There is no interval from one replication."""
    with pytest.raises(ValueError, match="degrees of freedom"):
        student.quantile(p, df)


# --- laws as they are drawn


def time_at(u: float, law: spread.Law) -> float:
    """Draw from a law as the kernel does."""
    return drawn(u, (law.kind, law.a, law.b, law.c, law.d), law.table)


def moments(law: spread.Law, points: int = 8_000) -> tuple[float, float]:
    """Return mean and standard deviation of a law by the midpoint rule on a grid that is fine in both tails.

    The substitution u = sin²(πs/2) brings the ends near; its weight is π/2 sin(πs).
    """
    from math import sin

    places = [(i + 0.5) / points for i in range(points)]
    weighed = [(time_at(sin(pi * s / 2) ** 2, law), pi / 2 * sin(pi * s) / points) for s in places]
    mean = fsum(time * weight for time, weight in weighed)
    return mean, sqrt(fsum((time - mean) ** 2 * weight for time, weight in weighed))


def pert_quantile(low: float, mode: float, high: float, u: float) -> float:
    """Return the exact quantile of a pert law."""
    p = 1 + 4 * (mode - low) / (high - low)
    return low + (high - low) * beta_quantile(u, 1 - u, p, 6 - p)


LOG_SIGMA = sqrt(log1p(0.5**2))
EXACT = {  # a law, its quantile and its mean and standard deviation in closed form
    "fixed": (spread.fixed(12.5), lambda u: 12.5, 12.5, 0.0),
    "uniform": (spread.uniform(10, 40), lambda u: 10 + 30 * u, 25.0, 30 / sqrt(12)),
    "triangular": (
        spread.triangular(5, 10, 20),
        lambda u: 5 + sqrt(u * 15 * 5) if u < 1 / 3 else 20 - sqrt((1 - u) * 15 * 10),
        35 / 3,
        sqrt((25 + 100 + 400 - 50 - 100 - 200) / 18),
    ),
    "pert": (
        spread.pert(10, 20, 60, {}),
        lambda u: pert_quantile(10, 20, 60, u),
        25.0,
        sqrt((25 - 10) * (60 - 25) / 7),
    ),
    "pert at its end": (
        spread.pert(0, 60, 60, {}),
        lambda u: 60 * u ** (1 / 5),
        50.0,
        sqrt(50 * 10 / 7),
    ),
    "exponential": (spread.exponential(30), lambda u: -30 * log1p(-u), 30.0, 30.0),
    "lognormal": (
        spread.lognormal(40, 20, {}),
        lambda u: 40 * exp(LOG_SIGMA * NormalDist().inv_cdf(u) - LOG_SIGMA**2 / 2),
        40.0,
        20.0,
    ),
    "gamma of shape one": (spread.gamma(30, 30, {}), lambda u: -30 * log1p(-u), 30.0, 30.0),
    "gamma": (spread.gamma(30, 15, {}), lambda u: 7.5 * gamma_quantile(u, 1 - u, 4), 30.0, 15.0),
    "quantiles": (
        spread.quantiles([10, 20, 60]),
        lambda u: 10 + 20 * u if u < 0.5 else 20 + 80 * (u - 0.5),
        27.5,
        sqrt(((100 + 200 + 400) / 3 + (400 + 1200 + 3600) / 3) / 2 - 27.5**2),
    ),
    "exponential, at most its mean": (
        spread.exponential(30, high=30),
        lambda u: -30 * log1p(-u * (1 - exp(-1))),
        30 * (1 - 2 / exp(1)) / (1 - 1 / exp(1)),
        30 * sqrt(1 - exp(1) / (exp(1) - 1) ** 2),
    ),
}


@pytest.mark.parametrize("name", EXACT)
def test_a_law_gives_the_quantiles_of_its_closed_form(name):
    """Whatever the chance, the time is that of the law, to what a table of straight lines can be wrong by."""
    law, quantile, _, _ = EXACT[name]
    for u in NEAR_ENDS:
        exact = quantile(u)  # in minutes: what is absolute is far below what a sum of times is exact to
        assert isclose(time_at(u, law), exact, rel_tol=2e-5 if law.kind == codes.TABLE else 1e-12, abs_tol=1e-14)


@pytest.mark.parametrize("name", EXACT)
def test_a_law_knows_its_mean_and_spread(name):
    """Mean and standard deviation are those of the closed form, and those of what is drawn."""
    law, _, mean, sd = EXACT[name]
    assert isclose(law.mean, mean, rel_tol=1e-12)
    assert isclose(law.sd, sd, rel_tol=1e-9)
    drawn_mean, drawn_sd = moments(law)
    assert isclose(drawn_mean, mean, rel_tol=1e-5)
    assert isclose(drawn_sd, sd, rel_tol=1e-4, abs_tol=1e-6)


CUT = {
    "lognormal, below": spread.lognormal(40, 30, {}, low=20),
    "lognormal, above": spread.lognormal(40, 30, {}, high=60),
    "lognormal, both": spread.lognormal(40, 30, {}, low=30, high=45),
    "gamma, below": spread.gamma(40, 30, {}, low=20),
    "gamma, above": spread.gamma(40, 50, {}, high=60),
    "gamma, both": spread.gamma(40, 5, {}, low=39, high=45),
    "exponential, below": spread.exponential(40, low=20),
    "exponential, both": spread.exponential(40, low=30, high=60),
}


@pytest.mark.parametrize("name", CUT)
def test_a_law_that_is_cut_off_stays_inside_and_knows_its_mean(name):
    """What is cut off is never drawn, and the mean stated for the uncut law is no longer the mean."""
    law = CUT[name]
    low = {"lognormal, below": 20, "lognormal, both": 30, "gamma, below": 20, "gamma, both": 39}.get(name, 0)
    low = {"exponential, below": 20, "exponential, both": 30}.get(name, low)
    high = {"above": 60, "both": 45}.get(name.split(", ")[1], inf) if name != "exponential, both" else 60
    times = [time_at(u, law) for u in (2.0**-53, *NEAR_ENDS, 1 - 2.0**-53)]
    assert all(low * (1 - 1e-8) <= time <= high * (1 + 1e-8) for time in times)
    assert isclose(times[0], low, rel_tol=1e-5) or low == 0
    assert isclose(times[-1], high, rel_tol=1e-5) or high == inf
    drawn_mean, drawn_sd = moments(law)
    assert isclose(law.mean, drawn_mean, rel_tol=1e-5)
    assert isclose(law.sd, drawn_sd, rel_tol=1e-4)
    assert not isclose(law.mean, 40, rel_tol=1e-3)


SHAPES = {  # how wrong a table may be at worst, as the docstring of spread.py says
    "pert of an early mode": (spread.pert(0, 0, 1, {}), lambda lower, upper: beta_quantile(lower, upper, 1, 5), 2e-5),
    "pert of a late mode": (
        spread.pert(0, 0.9, 1, {}),
        lambda lower, upper: beta_quantile(lower, upper, 4.6, 1.4),
        2e-5,
    ),
    "narrow lognormal": (
        spread.lognormal(exp(0.005), exp(0.005) * sqrt(exp(0.01) - 1), {}),
        lambda lower, upper: exp(0.1 * normal_quantile(lower, upper)),
        2e-5,
    ),
    "wide lognormal": (
        spread.lognormal(exp(2), exp(2) * sqrt(exp(4) - 1), {}),
        lambda lower, upper: exp(2 * normal_quantile(lower, upper)),
        1e-4,
    ),
    "gamma of shape a quarter": (
        spread.gamma(0.25, 0.5, {}),
        lambda lower, upper: gamma_quantile(lower, upper, 0.25),
        4e-4,
    ),
    "gamma of shape 100": (spread.gamma(100, 10, {}), lambda lower, upper: gamma_quantile(lower, upper, 100.0), 2e-5),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_table_is_as_near_as_it_says(name):
    """Between any two knots, from the middle to the last octave, a tabled time is wrong by no more than is stated."""
    law, quantile, allowed = SHAPES[name]
    chance = random.Random(20260714)
    for octave in range(1, OCTAVES + 1):
        for _ in range(12):
            p = 2.0**-octave * chance.uniform(0.5, 1.0)
            assert isclose(time_at(p, law), quantile(p, 1 - p), rel_tol=allowed)
            above = 1 - (1 - p)  # what is left of p beside 1
            assert isclose(time_at(1 - p, law), quantile(1 - p, above), rel_tol=allowed)


@pytest.mark.parametrize("name", SHAPES)
def test_a_table_is_laid_out_as_chance_reads_it(name):
    """Both tails, each octave from its outer end inwards, meeting in the median, and never falling as chance rises."""
    law, quantile, _ = SHAPES[name]
    assert len(law.table) == SIZE == 2 * OCTAVES * (CELLS + 1)
    row, half = CELLS + 1, SIZE // 2
    assert isclose(law.table[row - 1], quantile(0.5, 0.5), rel_tol=1e-9)
    assert isclose(law.table[half + row - 1], quantile(0.5, 0.5), rel_tol=1e-9)
    assert isclose(law.table[row], quantile(0.125, 0.875), rel_tol=1e-8)
    assert isclose(law.table[half], quantile(0.75, 0.25), rel_tol=1e-8)
    times = [time_at(u, law) for u in (*(p / 2**45 for p in range(1, 400)), *(i / 997 for i in range(1, 997)))]
    assert all(one <= other for one, other in pairwise(times[:399]))
    assert all(one <= other for one, other in pairwise(times[399:]))


def test_one_shape_is_worked_out_once():
    """A hundred allowances used in the same way need one table, stretched; equal laws share theirs."""
    known = {}
    made = [spread.pert(0.3 * m, 0.8 * m, m, known) for m in range(60, 660, 6)]
    assert len({key for key in known if len(key) == 2}) == 1
    assert isclose(made[-1].table[777] / made[-1].mean, made[0].table[777] / made[0].mean, rel_tol=1e-12)
    assert spread.pert(0.3 * 60, 0.8 * 60, 60, known).table is made[0].table
    assert spread.pert(0.3 * 60, 0.8 * 60, 60, {}) == made[0]
    assert hash(made[0]) == hash(spread.pert(0.3 * 60, 0.8 * 60, 60, known))


@pytest.mark.parametrize(
    "make",
    [
        lambda: spread.fixed(float("nan")),
        lambda: spread.uniform(3, 2),
        lambda: spread.uniform(1, inf),
        lambda: spread.uniform(-1, 2),
        lambda: spread.triangular(1, 5, 4),
        lambda: spread.pert(2, 1, 4, {}),
        lambda: spread.exponential(-1),
        lambda: spread.exponential(5, high=4),
        lambda: spread.exponential(inf),
        lambda: spread.lognormal(5, 0, {}),
        lambda: spread.lognormal(5, float("nan"), {}),
        lambda: spread.gamma(0, 1, {}),
        lambda: spread.gamma(5, 1, {}, low=6),
        lambda: spread.quantiles([1]),
        lambda: spread.quantiles([2, 1]),
    ],
)
def test_impossible_figures_are_a_programmers_error(make):
    """Whoever builds a law past the reading of files is told at once."""
    with pytest.raises(ValueError, match="no law of time"):
        make()


@given(
    st.floats(1e-3, 1e5),
    st.floats(0.01, 3),
    st.sampled_from(["lognormal", "gamma"]),
    st.floats(1e-12, 1),
    st.floats(0, 1),
)
def test_more_chance_is_never_less_time(mean, spread_out, kind, chance, share):
    """Every law rises with the chance drawn: the base of comparing scenarios dossier by dossier."""
    assume(chance < 1 and share > 0 and 0.5 not in (chance, chance * share))  # no key gives exactly a half
    law = getattr(spread, kind)(mean, mean * spread_out, {})
    assert time_at(chance * share, law) <= time_at(chance, law) * (1 + 1e-12)


# --- what people write

NORMAL_DAY = Measure(Convention(480), Use(0.3, 0.8, 1.0), {})


def minutes(text: str):
    """Read a duration as the model does."""
    read = parse_duration(text)
    assert not hasattr(read, "template"), read
    return read


def effort(**parts) -> Effort:
    """Build an effort from texts."""
    texts = {name: value for name, value in parts.items() if name not in ("quantiles", "distribution")}
    values = {name: minutes(value) for name, value in texts.items()}
    if "quantiles" in parts:
        values["quantiles"] = tuple(minutes(value) for value in parts["quantiles"])
    return Effort(at=HERE, distribution=parts.get("distribution"), **values)


@pytest.mark.parametrize(
    ("parts", "kind", "mean"),
    [
        ({"stated": "30 phút"}, codes.FIXED, 30),
        ({"stated": "1 ngày làm việc"}, codes.FIXED, 480),
        ({"stated": "15..45 min"}, codes.UNIFORM, 30),
        ({"stated": "≤ 60 phút"}, codes.TABLE, 60 * 4.5 / 6),
        ({"stated": "ngay"}, codes.FIXED, 0),
        ({"stated": "trong ngày"}, codes.TABLE, 480 * 4.5 / 6),
        ({"usual": "20 min"}, codes.FIXED, 20),
        ({"max": "60 min"}, codes.TABLE, 60 * 4.5 / 6),
        ({"min": "10 min", "max": "20 min"}, codes.UNIFORM, 15),
        ({"min": "10 min", "usual": "15 min", "max": "35 min"}, codes.TRIANGULAR, 20),
        ({"min": "10 min", "usual": "15 min", "max": "20 min", "distribution": "pert"}, codes.TABLE, 15),
        ({"min": "10 min", "max": "20 min", "distribution": "uniform"}, codes.UNIFORM, 15),
        ({"mean": "10 min", "sd": "5 min"}, codes.TABLE, 10),
        ({"mean": "10 min", "sd": "5 min", "distribution": "gamma"}, codes.TABLE, 10),
        ({"mean": "10 min"}, codes.EXPONENTIAL, 10),
        ({"quantiles": ["5 min", "10 min", "1 giờ"]}, codes.QUANTILES, 21.25),
        ({"max": "60 min", "distribution": "at_most"}, codes.TABLE, 60 * 4.5 / 6),
        ({"min": "20 min", "usual": "20 min", "max": "20 min"}, codes.FIXED, 20),
        ({"min": "20 min", "max": "20 min"}, codes.FIXED, 20),
        ({"mean": "0 min"}, codes.FIXED, 0),
    ],
)
def test_each_way_of_stating_a_time_has_its_law(parts, kind, mean):
    """The words and figures people write give the kind of law and the mean they mean."""
    timed = law_of_effort(effort(**parts), NORMAL_DAY)
    assert timed.problems == ()
    assert timed.law is not None
    assert timed.law.kind == kind
    assert isclose(timed.law.mean, mean, rel_tol=1e-12)
    assert timed.assumed == (
        ("stated" in parts and parts["stated"][0] in "≤t") or set(parts) - {"distribution"} == {"max"}
    )


@pytest.mark.parametrize("words", ["theo thỏa thuận", "giờ hành chính", "không tính thời gian", "ít nhất 5 ngày"])
def test_words_without_a_length_stay_unknown(words):
    """Nothing is invented where nobody knows how long it takes."""
    assert law_of_effort(effort(stated=words), NORMAL_DAY) == laws.Timed(None)
    assert law_of_allowance(minutes(words), NORMAL_DAY, HERE) == laws.Timed(None)


def test_a_least_time_alone_is_no_length():
    """A lower bound does not say how long it takes."""
    assert law_of_effort(effort(min="10 min"), NORMAL_DAY) == laws.Timed(None)


@pytest.mark.parametrize(
    ("text", "longest", "wall"),
    [
        ("0,5 ngày làm việc", 240, False),
        ("4 giờ", 240, False),
        ("2 ngày theo lịch", 2880, True),
        ("1 tuần", 7 * 1440, True),
        ("1 tháng", 30 * 1440, True),
        ("1 ngày", 480, False),
        ("3–5 ngày làm việc", 2400, False),
        ("trong ngày", 480, False),
    ],
)
def test_an_allowance_is_used_in_part(text, longest, wall):
    """Least, usual and most of the longest time allowed, on the clock that time belongs to."""
    timed = law_of_allowance(minutes(text), NORMAL_DAY, HERE)
    assert timed.assumed
    assert timed.law is not None
    assert timed.law.wall == wall
    assert isclose(timed.law.mean, longest * (0.3 + 4 * 0.8 + 1.0) / 6, rel_tol=1e-12)
    assert isclose(time_at(1e-15, timed.law), 0.3 * longest, rel_tol=1e-3)
    assert time_at(1 - 1e-15, timed.law) <= longest


def test_at_once_takes_no_time_and_assumes_nothing():
    """“Ngay” is not an allowance of which a part is used."""
    assert law_of_allowance(minutes("ngay"), NORMAL_DAY, HERE) == laws.Timed(spread.fixed(0.0))


def test_a_plain_day_is_what_the_office_takes_it_for():
    """An office that counts calendar days has its plain days on the wall clock, and a working day of its own length."""
    calendar = Measure(Convention(450, plain_days=Basis.CALENDAR), NORMAL_DAY.use, {})
    plain = law_of_effort(effort(stated="1 ngày"), calendar).law
    working = law_of_effort(effort(stated="1 ngày làm việc"), calendar).law
    assert plain == spread.fixed(1440.0, wall=True)
    assert working == spread.fixed(450.0)


def test_one_use_of_everything_is_no_spread():
    """An office sure that every allowance is used up has fixed times."""
    certain = Measure(Convention(480), Use(1.0, 1.0, 1.0), {})
    timed = law_of_allowance(minutes("1 giờ"), certain, HERE)
    assert timed == laws.Timed(spread.fixed(60.0), assumed=True)


def test_the_assumption_is_the_organisations():
    """Its own figures are taken; without any, those that every result shows."""
    stated = AllowanceUse(at=HERE, min=Fraction(1, 2), usual=Fraction(3, 4), max=Fraction(1))
    assert Use.of(stated) == Use(0.5, 0.75, 1.0)
    assert Use.of(None) is laws.ASSUMED_USE
    assert use_problems(stated) == use_problems(None) == ()
    wrong = AllowanceUse(at=HERE, min=Fraction(9, 10), usual=Fraction(3, 4), max=Fraction(1))
    (problem,) = use_problems(wrong)
    assert (problem.at, problem.rule, problem.subject) == (HERE, "simulate/time", "allowance_use")


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"min": "30 min", "max": "20 min"}, "min is longer"),
        ({"min": "30 min", "usual": "20 min", "max": "40 min"}, "“usual” does not lie"),
        ({"min": "10 min", "usual": "50 min", "max": "40 min"}, "“usual” does not lie"),
        ({"mean": "50 min", "max": "40 min"}, "“mean” does not lie"),
        ({"mean": "5 min", "sd": "1 min", "min": "10 min"}, "“mean” does not lie"),
        ({"mean": "10 min", "sd": "0 min"}, "leave no room"),
        ({"mean": "0 min", "sd": "3 min"}, "leave no room"),
        ({"mean": "20 min", "min": "20 min", "max": "20 min"}, "leave no room"),
        ({"quantiles": ["10 min", "5 min"]}, "do not rise"),
        ({"quantiles": ["10 min"]}, "do not rise"),
        ({"usual": "10 min", "max": "20 min"}, "max, usual alone"),
        ({"sd": "10 min"}, "sd alone"),
        ({"mean": "10 min", "distribution": "gamma"}, "needs sd"),
        ({"min": "10 min", "max": "20 min", "distribution": "pert"}, "needs usual"),
        ({"min": "10 min", "usual": "12 min", "max": "20 min", "distribution": "uniform"}, "usual plays no part"),
        ({"min": "1 giờ", "max": "2 ngày theo lịch"}, "time of the calendar"),
        ({"stated": "1 giờ + 2 ngày theo lịch"}, "mixes working time"),
        ({"min": "1..2 giờ", "max": "3 giờ"}, "no single figure"),
        ({"mean": "theo thỏa thuận"}, "no single figure"),
    ],
)
def test_what_cannot_be_is_a_problem_at_its_line(parts, words):
    """Figures that contradict each other are told with their place and what to write; nothing is drawn from them."""
    timed = law_of_effort(effort(**parts), NORMAL_DAY, "check")
    assert timed.law is None
    (problem,) = timed.problems
    assert (problem.at, problem.rule, problem.subject) == (HERE, "simulate/time", "check")
    assert words in problem.message.render("en")
    assert problem.fix.render("en")


def test_a_time_beyond_all_numbers_is_a_problem():
    """What no clock can count is told, not drawn."""
    endless = Duration.fixed(Amount(Fraction(10) ** 400, Unit.MINUTE))
    (problem,) = law_of_effort(Effort(at=HERE, usual=endless), NORMAL_DAY).problems
    assert "too long" in problem.message.render("en")


def test_a_range_that_an_office_s_week_turns_round_is_a_problem():
    """What no reading of the text alone could refuse is refused once the days of the office are known."""
    long_days = Measure(Convention(480, plain_days=Basis.CALENDAR), NORMAL_DAY.use, {})
    reversed_here = law_of_effort(effort(stated="10 ngày .. 1 tuần"), long_days)
    assert [problem.rule for problem in reversed_here.problems] == ["simulate/time"]


def test_ends_on_unlike_clocks_are_a_problem():
    """A range from working hours to calendar days runs on no clock."""
    timed = law_of_effort(effort(stated="4 giờ .. 2 tuần"), NORMAL_DAY)
    assert len(timed.problems) == 1


def test_zero_belongs_to_any_clock():
    """A least time of nothing does not make calendar time working time."""
    timed = law_of_effort(effort(min="0 phút", max="2 ngày theo lịch"), NORMAL_DAY)
    assert timed.law == spread.uniform(0.0, 2880.0, wall=True)


@given(
    st.fixed_dictionaries(
        {},
        optional={name: st.integers(0, 50).map(lambda n: f"{n} min") for name in ("min", "usual", "max", "mean", "sd")},
    ),
    st.lists(st.integers(0, 50).map(lambda n: f"{n} min"), max_size=4),
    st.sampled_from([None, *sorted(laws._NEEDED)]),
)
def test_every_estimate_is_a_law_or_a_problem(parts, quantiles, distribution):
    """Whatever figures come together, there is a law whose mean lies within its bounds, or a problem, never a crash."""
    given_parts = {**parts, **({"quantiles": quantiles} if quantiles else {}), "distribution": distribution}
    timed = law_of_effort(effort(**given_parts), NORMAL_DAY)
    assert not (timed.law and timed.problems)
    if timed.law:
        assert 0 <= timed.law.mean < inf
        assert 0 <= timed.law.sd < inf
        assert time_at(0.25, timed.law) <= time_at(0.75, timed.law)


def test_stated_closed_forms_of_logarithms():
    """The lognormal law is stated by its own mean and spread, not by those of its logarithm."""
    law = spread.lognormal(100, 50, {})
    middle = time_at(0.5 - 1e-12, law)
    assert isclose(middle, 100 / sqrt(1.25), rel_tol=1e-8)
    assert isclose(log(time_at(0.9, law) / middle), LOG_SIGMA * NormalDist().inv_cdf(0.9), rel_tol=1e-4)


@pytest.mark.parametrize(
    ("said", "parts", "kind"),
    [
        ("min, usual and max make a triangle", {"min": "5 min", "usual": "8 min", "max": "20 min"}, codes.TRIANGULAR),
        ("min and max any time between alike", {"min": "5 min", "max": "20 min"}, codes.UNIFORM),
        ("mean and sd a lognormal spread", {"mean": "8 min", "sd": "4 min"}, codes.TABLE),
        ("mean alone an exponential one", {"mean": "8 min"}, codes.EXPONENTIAL),
        ("max alone is used like an allowance", {"max": "20 min"}, codes.TABLE),
    ],
)
def test_the_manual_says_which_shape_figures_without_one_make(said, parts, kind):
    """The sentence of the schema names the shape that is really drawn from, for each set of figures."""
    (told,) = {line.strip() for line in schema_text("procedure").splitlines() if "The shape of the spread" in line}
    assert said in told
    law = law_of_effort(effort(**parts), NORMAL_DAY).law
    assert law is not None
    assert law.kind == kind
