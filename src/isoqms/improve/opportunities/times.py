"""Minutes of work of several steps together, as a scenario file writes them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Final

from isoqms.procedure import Effort, Provenance, Step
from isoqms.worktime import Bound, Convention, Duration

_PARTS: Final = ("min", "usual", "max")
_ENDS: Final[dict[str, Bound]] = {"min": "low", "usual": "high", "max": "high"}


def added_work(steps: Iterable[Step], convention: Convention) -> dict[str, Any] | None:
    """Return the work of `steps` together, as plain data; None where one of them gives no times that can be added.

    The shortest, the usual and the longest times are added each by themselves: the mean is that of the sum, the spread
    a little wider.
    """
    sums = dict.fromkeys(_PARTS, Fraction(0))
    sources = []
    for step in steps:
        parts = _parts(step.work, convention) if step.work else None
        if parts is None or step.work is None:
            return None
        sums = {name: sums[name] + parts[name] for name in _PARTS}
        sources.append(step.work.source)
    weakest = min(sources, key=list(Provenance).index)
    return {**{name: f"{_plain(minutes)} phút" for name, minutes in sums.items()}, "source": str(weakest)}


def usual_work(steps: Iterable[Step], convention: Convention) -> Fraction | None:
    """Return the usual minutes of work of `steps` together; None where one of them does not tell."""
    found = [_parts(step.work, convention) if step.work else None for step in steps]
    return sum((parts["usual"] for parts in found if parts), Fraction(0)) if all(found) else None


def _parts(work: Effort, convention: Convention) -> dict[str, Fraction] | None:
    """Return the shortest, the usual and the longest minutes of a work given by those, or by one time alone."""
    if work.stated is not None and work.stated.low == work.stated.high:
        held = dict.fromkeys(_PARTS, work.stated)
    elif work.distribution is None and work.min and work.usual and work.max:
        held = {"min": work.min, "usual": work.usual, "max": work.max}
    else:
        return None
    minutes = {name: _minutes(time, _ENDS[name], convention) for name, time in held.items()}
    known = {name: each for name, each in minutes.items() if each is not None}
    return known if len(known) == len(_PARTS) else None


def _minutes(time: Duration, which: Bound, convention: Convention) -> Fraction | None:
    span = time.under(convention, which)
    return None if span is None else convention.working_minutes(span)


def _plain(minutes: Fraction) -> str:
    return f"{float(minutes):.10g}"
