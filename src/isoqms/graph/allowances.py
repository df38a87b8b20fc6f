"""How long a step takes at least and at most, and on what that figure stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from isoqms.graph.flow import Dossiers, Every, is_done
from isoqms.procedure import Clock, Effort, Procedure, Step
from isoqms.worktime import Bound, Convention, Duration, Kind, Span


class Basis(StrEnum):
    """On what the time of a step stands.

    `allowance`: its published limit. `effort`: it has none, so its work and its wait are added up. `open`: a lower
    bound alone, which is then also taken for the upper. `unknown`: nothing says how long, so it counts as no time.
    `passed`: these dossiers go on without doing the step.
    """

    ALLOWANCE = "allowance"
    EFFORT = "effort"
    OPEN = "open"
    UNKNOWN = "unknown"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Length:
    """How long a step takes, elapsed: at least `low`, at most `high`."""

    low: Span
    high: Span
    basis: Basis
    clock: Clock
    cases: bool
    """Whether its allowance gives other figures for some dossiers, which are not counted here."""
    same_day: bool = False
    """Whether it is done at the latest when the working day ends in which it begins; `high` is then a whole day."""

    @property
    def counted(self) -> Length:
        """The part of it during which the statutory clock runs: all or nothing."""
        return self if self.clock is Clock.RUNNING else Length(Span(), Span(), self.basis, self.clock, self.cases)

    def end(self, which: Bound) -> Span:
        """Return the shortest or longest time."""
        return self.low if which == "low" else self.high


def lengths(procedure: Procedure, dossiers: Dossiers, convention: Convention) -> Mapping[str, Length]:
    """Return how long each step takes for `dossiers`; for `ANY`, with no variant's own figures and no step passed.

    The convention says what days are meant where a figure does not.
    """
    variant = None if isinstance(dossiers, Every) else dossiers
    return {
        id_: _length(step, variant, convention)
        if is_done(step, dossiers)
        else Length(Span(), Span(), Basis.PASSED, step.clock, False)
        for id_, step in procedure.steps.items()
    }


def _length(step: Step, variant: str | None, convention: Convention) -> Length:
    allowance = step.allowance_in(variant)
    low, high, basis = _of_duration(allowance, convention) if allowance else (None, None, Basis.UNKNOWN)
    if low is None or high is None:
        low, high, basis = _of_effort(step, variant, convention)
    same_day = allowance is not None and allowance.kind is Kind.SAME_DAY
    return Length(low, high, basis, step.clock, bool(allowance and allowance.cases), same_day)


def _of_duration(duration: Duration, convention: Convention) -> tuple[Span | None, Span | None, Basis]:
    low, high = duration.under(convention, "low"), duration.under(convention, "high")
    return (low, low, Basis.OPEN) if high is None and low is not None else (low, high, Basis.ALLOWANCE)


def _of_effort(step: Step, variant: str | None, convention: Convention) -> tuple[Span, Span, Basis]:
    low, high, known = Span(), Span(), False
    for effort in step.efforts_in(variant):
        shortest, longest = extreme(effort, "low", convention), extreme(effort, "high", convention)
        low, high = low + (shortest or Span()), high + (longest or shortest or Span())
        known = known or longest is not None or shortest is not None
    return low, high, Basis.EFFORT if known else Basis.UNKNOWN


def extreme(effort: Effort, which: Bound, convention: Convention) -> Span | None:
    """Return the shortest or longest time an effort states: its end figure, else the nearest to it that it has."""
    near, far = (effort.min, effort.max) if which == "low" else (effort.max, effort.min)
    seen = effort.quantiles[:1] if which == "low" else effort.quantiles[-1:]
    for figure in (effort.stated, near, *seen, effort.usual, effort.mean, far):
        span = figure.under(convention, which) if figure else None
        if span is not None:
            return span
    return None
