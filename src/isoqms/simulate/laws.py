"""What a stated time means to the simulator: an effort or an allowance in, the law of its minutes out.

A plain time is always the same; a range is even; an upper bound, and an allowance, is used in part, as the organisation
assumes (`allowance_use`), gathered around the usual part. Of the parts of an estimate: least, usual and most make a
triangle, mean and standard deviation a lognormal law, a mean alone an exponential one, unless a distribution is named.
Time of the calendar runs on the clock on the wall, a month being 30 days; all other time is working time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import Final, NamedTuple

from isoqms.problem import Ground, Position, Problem, Severity
from isoqms.procedure import AllowanceUse, Effort
from isoqms.simulate import spread
from isoqms.simulate.spread import Known, Law
from isoqms.words import Message
from isoqms.worktime import Convention, Duration, Kind, Span

RULE: Final = "simulate/time"

_NEEDED: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    name: (frozenset(needed.split()), frozenset(allowed.split()))
    for name, needed, allowed in (
        ("fixed", "usual", ""),
        ("uniform", "min max", ""),
        ("triangular", "min usual max", ""),
        ("pert", "min usual max", ""),
        ("lognormal", "mean sd", "min max"),
        ("gamma", "mean sd", "min max"),
        ("exponential", "mean", "min max"),
        ("quantiles", "quantiles", ""),
        ("at_most", "max", ""),
    )
}
"""The figures each distribution is made of, and those that may cut it off."""

_MEANT: Final = ("fixed", "uniform", "triangular", "lognormal", "exponential", "quantiles", "at_most")
"""What an estimate that names no distribution is taken for: the one its figures make."""

_SILENT: Final = (Kind.UNCOUNTED, Kind.OFFICE_HOURS, Kind.BY_AGREEMENT, Kind.AT_LEAST)


class Use(NamedTuple):
    """The part of an allowance that is really used, as shares of it."""

    min: float
    usual: float
    max: float

    @classmethod
    def of(cls, stated: AllowanceUse | None) -> Use:
        """Return the assumption of an organisation, or the one made where it states none."""
        return cls(float(stated.min), float(stated.usual), float(stated.max)) if stated else ASSUMED_USE


ASSUMED_USE: Final = Use(0.3, 0.8, 1.0)
"""What is assumed where an organisation says nothing; every result that rests on it must show it."""


@dataclass(frozen=True, slots=True)
class Timed:
    """What was made of a stated time.

    `law` is None where the words give no length: nobody knows it. `assumed` says that the law rests on the assumption
    about the use of allowances. With problems there is no law.
    """

    law: Law | None
    assumed: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """What an office means by its times: the length of its day, its plain days, the use it makes of allowances.

    `known` are the quantile tables made on the way; the laws of all offices of a run share them.
    """

    convention: Convention
    use: Use
    known: Known


class _WrongError(Exception):
    """A time cannot be what it says."""

    def __init__(self, message: Message, fix: Message) -> None:
        super().__init__(message.render("en"))
        self.message, self.fix = message, fix


def law_of_effort(effort: Effort, measure: Measure, subject: str = "") -> Timed:
    """Return the law of a work or a wait, or what is wrong with it, at its line.

    Args:
        effort: as the procedure states it.
        measure: of the office that carries it out.
        subject: the id of the step, for the problem.
    """
    try:
        return _stated(effort.stated, measure) if effort.stated is not None else _estimated(effort, measure)
    except _WrongError as wrong:
        return _objection(wrong, effort.at, subject)


def law_of_allowance(allowance: Duration, measure: Measure, at: Position, subject: str = "") -> Timed:
    """Return the law of the time a step takes of its allowance: the longest time allowed times the use made of it.

    Args:
        allowance: the published limit of the step.
        measure: of the office that carries it out.
        at: where the step stands, and `subject` its id, for the problem.
    """
    try:
        if allowance.kind in _SILENT:
            return Timed(None)
        if allowance.kind is Kind.IMMEDIATE:
            return Timed(spread.fixed(0.0))
        return _used(*_minutes(allowance, measure), measure)
    except _WrongError as wrong:
        return _objection(wrong, at, subject)


def use_problems(stated: AllowanceUse | None) -> tuple[Problem, ...]:
    """Return what is wrong with an organisation's assumption about its allowances; asked before its laws are."""
    if stated is None or stated.min <= stated.usual <= stated.max:
        return ()
    message = Message("the usual use of allowances does not lie between the least and the most")
    wrong = _WrongError(message, Message("write min ≤ usual ≤ max"))
    return _objection(wrong, stated.at, "allowance_use").problems


def _objection(wrong: _WrongError, at: Position, subject: str) -> Timed:
    problem = Problem(at, RULE, Severity.ERROR, Ground.FORMAT, wrong.message, wrong.fix, subject)
    return Timed(None, problems=(problem,))


def _stated(duration: Duration, measure: Measure) -> Timed:
    """Return the law of a plain time."""
    if duration.kind in _SILENT:
        return Timed(None)
    if duration.kind is Kind.IMMEDIATE:
        return Timed(spread.fixed(0.0))
    high, wall = _minutes(duration, measure)
    if duration.kind in (Kind.AT_MOST, Kind.SAME_DAY):
        return _used(high, wall, measure)
    low, low_wall = _minutes(duration, measure, least=True)
    if low and high and low_wall != wall:
        raise _mixture(duration)
    if low > high:
        raise _WrongError(
            Message("“{time}” is reversed: the first end is the longer one", time=duration),
            Message("write the shorter time first; a week is 7 calendar days unless it says working week"),
        )
    return Timed(spread.uniform(low, high, wall=wall))


def _used(longest: float, wall: bool, measure: Measure) -> Timed:
    """Return the law of what is used of a time, gathered around the usual part."""
    low, usual, high = (share * longest for share in measure.use)
    return Timed(spread.pert(low, usual, high, measure.known, wall=wall), assumed=True)


def _estimated(effort: Effort, measure: Measure) -> Timed:
    """Return the law of an estimate given by its parts."""
    every = {name: getattr(effort, name) for name in ("min", "usual", "max", "mean", "sd")}
    named = {name: value for name, value in every.items() if value is not None}
    given = frozenset([*named, *(["quantiles"] if effort.quantiles else [])])
    if given == {"min"}:
        return Timed(None)  # how long at most, nobody says
    kind = _kind(effort.distribution, given)
    figures, wall = _figures([*named.values(), *effort.quantiles], measure)
    part = dict(zip(named, figures, strict=False))
    if kind == "at_most":
        return _used(part["max"], wall, measure)
    quantiles = figures[len(named) :]
    _check_order(part, quantiles)
    return Timed(_law(kind, part, quantiles, measure.known, wall))


def _kind(distribution: str | None, given: frozenset[str]) -> str:
    """Return the distribution that the figures given make."""
    for name in (distribution,) if distribution else _MEANT:
        needed, allowed = _NEEDED[name]
        if needed <= given <= needed | allowed:
            return name
    held = sorted(given)
    if distribution is None:
        raise _WrongError(
            Message("no distribution is made of {figures} alone", figures=held),
            Message("write min and max, or min, usual and max, or mean and sd, or one of usual, mean and max alone"),
        )
    needed, allowed = _NEEDED[distribution]
    if missing := sorted(needed - given):
        message = Message("a time that is “{distribution}” needs {figures}", distribution=distribution, figures=missing)
    else:
        surplus = sorted(given - needed - allowed)
        message = Message("{figures} plays no part in “{distribution}”", distribution=distribution, figures=surplus)
    fix = Message("“{distribution}” is made of {figures}", distribution=distribution, figures=sorted(needed))
    raise _WrongError(message, fix)


def _figures(durations: Sequence[Duration], measure: Measure) -> tuple[list[float], bool]:
    """Return the minutes of the figures of one time, all on the same clock, and whether that hangs on the wall."""
    minutes: list[float] = []
    clocks: dict[bool, Duration] = {}
    for duration in durations:
        if duration.kind not in (Kind.FIXED, Kind.AT_MOST, Kind.IMMEDIATE, Kind.SAME_DAY):
            raise _WrongError(
                Message("“{time}” is no single figure", time=duration),
                Message("write one number and a unit under each of min, usual, max, mean and sd"),
            )
        figure, wall = _minutes(duration, measure)
        minutes.append(figure)
        if figure:
            clocks[wall] = duration
    if len(clocks) > 1:
        one, other = clocks[False], clocks[True]
        message = Message("“{one}” is working time and “{other}” time of the calendar", one=one, other=other)
        raise _WrongError(message, Message("write all figures of one time in the same kind of days"))
    return minutes, True in clocks


def _minutes(duration: Duration, measure: Measure, *, least: bool = False) -> tuple[float, bool]:
    """Return the longest or the least time in minutes, and whether they are those of the clock on the wall."""
    span, convention = duration.under(measure.convention, "low" if least else "high") or Span(), measure.convention
    wall = span.calendar_days + span.months * convention.month_days
    work = span.working_minutes + span.working_days * convention.day_minutes
    if wall and work:
        raise _mixture(duration)
    try:
        minutes = float(wall * 1440 or work)
    except OverflowError:
        minutes = inf
    if not isfinite(minutes):
        raise _WrongError(Message("“{time}” is too long", time=duration), Message("write a time that can pass"))
    return minutes, bool(wall)


def _mixture(duration: Duration) -> _WrongError:
    message = Message("“{time}” mixes working time with time of the calendar", time=duration)
    return _WrongError(message, Message("write one of them here and the other in a step of its own"))


def _check_order(part: Mapping[str, float], quantiles: Sequence[float]) -> None:
    """Object to figures that contradict each other."""
    least, most = part.get("min", 0.0), part.get("max", inf)
    if least > most:
        raise _WrongError(Message("min is longer than max"), Message("write the shorter time under min"))
    for name in ("usual", "mean"):
        if not least <= part.get(name, least) <= most:
            message = Message("“{figure}” does not lie between min and max", figure=name)
            raise _WrongError(message, Message("write min ≤ {figure} ≤ max", figure=name))
    if "mean" in part and (least == most or part.get("sd", 1) <= 0 or part["mean"] <= 0 < part.get("sd", 0)):
        message = Message("a time that spreads around its mean cannot have these figures: they leave no room for it")
        raise _WrongError(message, Message("write “usual:” alone for a time that is always the same"))
    if quantiles and (len(quantiles) < 2 or list(quantiles) != sorted(quantiles)):
        message = Message("the quantiles do not rise")
        raise _WrongError(
            message, Message("write at least two, the shortest time first, at equal steps of probability")
        )


def _law(kind: str, part: Mapping[str, float], quantiles: Sequence[float], known: Known, wall: bool) -> Law:
    """Return the law of a kind made of figures that agree."""
    least, most = part.get("min", 0.0), part.get("max", inf)
    match kind:
        case "fixed":
            return spread.fixed(part["usual"], wall=wall)
        case "uniform":
            return spread.uniform(least, most, wall=wall)
        case "triangular":
            return spread.triangular(least, part["usual"], most, wall=wall)
        case "pert":
            return spread.pert(least, part["usual"], most, known, wall=wall)
        case "lognormal":
            return spread.lognormal(part["mean"], part["sd"], known, least, most, wall=wall)
        case "gamma":
            return spread.gamma(part["mean"], part["sd"], known, least, most, wall=wall)
        case "exponential":
            return spread.exponential(part["mean"], least, most, wall=wall)
        case "quantiles":
            return spread.quantiles(quantiles, wall=wall)
    raise ValueError(f"no distribution is called {kind!r}")
