"""What a change is judged by: how long dossiers take, how often on time, what it asks of the applicant."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final

from isoqms.metrics import Figure, Unit
from isoqms.simulate import codes, estimate
from isoqms.simulate.assemble import NO_CLOCK, NO_LIMIT, Assembly
from isoqms.simulate.pooled import within
from isoqms.simulate.result import Journey
from isoqms.simulate.totals import Totals


class Measure(StrEnum):
    """One figure of a procedure by which it is said what changes are worth."""

    MEAN = "mean"
    """From receipt to the end by the wall clock, on average."""
    P90 = "p90"
    """The time in which nine of ten dossiers are done."""
    WORKING_MEAN = "working_mean"
    """From receipt to the end by the statutory clock, in working time, on average."""
    WORKING_P90 = "working_p90"
    """The working time on the statutory clock in which nine of ten dossiers are done."""
    LEGAL = "legal"
    """The share of dossiers on time by the legal limit."""
    COMMITTED = "committed"
    """The share of dossiers on time by the limit the office committed itself to."""
    VISITS = "visits"
    """How often an applicant goes there."""
    HOURS = "hours"
    """Hours of an applicant at counters, in line and at the applicant's own work."""

    @property
    def unit(self) -> Unit:
        """What the measure is counted in."""
        return _UNITS[self]

    @property
    def more_is_better(self) -> bool:
        """Whether a higher figure is what is wanted."""
        return self in _ON_TIME


QUICK: Final = (Measure.MEAN, Measure.P90)
"""What can be said where lead times alone are counted."""
TIMES: Final = (*QUICK, Measure.LEGAL, Measure.COMMITTED)

_UNITS: Final = {
    Measure.MEAN: Unit.MINUTES,
    Measure.P90: Unit.MINUTES,
    Measure.WORKING_MEAN: Unit.WORKING_MINUTES,
    Measure.WORKING_P90: Unit.WORKING_MINUTES,
    Measure.LEGAL: Unit.SHARE,
    Measure.COMMITTED: Unit.SHARE,
    Measure.VISITS: Unit.TIMES,
    Measure.HOURS: Unit.HOURS,
}
_ON_TIME: Final = {
    Measure.LEGAL: (codes.P_LEGAL_IN_TIME, codes.P_LEGAL),
    Measure.COMMITTED: (codes.P_LEGAL_IN_TIME + 2, codes.P_LEGAL + 2),
}
_P90: Final = (0.9,)

Figures = Mapping[tuple[str, Measure], Figure]
"""Figures by the procedure and the measure, each with what it was in every replication."""


def figures_of(totals: Totals, measures: Collection[Measure]) -> Figures:
    """Return the figures of every procedure in the sums of a run."""
    journeys = Assembly(totals).journeys() if {Measure.VISITS, Measure.HOURS}.intersection(measures) else {}
    return {
        (line.id, measure): _figure(totals, number, measure, journeys.get(line.id))
        for number, line in enumerate(totals.tables.lines)
        for measure in measures
    }


def _figure(totals: Totals, line: int, measure: Measure, journey: Journey | None) -> Figure:
    unit = measure.unit
    if measure is Measure.MEAN:
        return estimate.ratio(totals.of_line(line)[codes.P_LEAD], totals.counted(line), unit)
    if measure is Measure.P90:
        return within([each.lead_tallies[line] for each in totals.replications], _P90, unit)[0]
    if measure is Measure.WORKING_MEAN:
        started = totals.of_line(line)[codes.P_STARTED]
        return totals.per(line, totals.of_line(line)[codes.P_STATUTORY], started, unit, NO_CLOCK)
    if measure is Measure.WORKING_P90:
        return within([each.statutory_tallies[line] for each in totals.replications], _P90, unit, NO_CLOCK)[0]
    if measure in _ON_TIME:
        return totals.on_time(line, *_ON_TIME[measure], NO_LIMIT)
    assert journey is not None, measure
    return journey.visits if measure is Measure.VISITS else journey.hours
