"""A run under a scenario beside the run without it: what changes, from pairs of equal replications."""

from __future__ import annotations

from dataclasses import replace

from isoqms.simulate.estimate import change
from isoqms.simulate.result import (
    Burden,
    Change,
    LeadTime,
    Named,
    OnTime,
    ProcedureResult,
    Result,
    Spread,
    WorkTime,
)
from isoqms.words import Text


def compared(before: Result, after: Result, id_: str, title: Text) -> Result:
    """Return the result `after` with what the scenario of this id and title changes in each procedure.

    Both must come from the same seed and the same number of replications: then each dossier meets the same luck. How
    many those are, a precision asked for decides without the scenario.

    Raises:
        ValueError: the runs have unlike numbers of replications.
    """
    changes = {
        each: _change(before.procedures[each], now)
        for each, now in after.procedures.items()
        if each in before.procedures
    }
    return replace(
        after,
        scenario=Named(id_, title),
        precision=before.precision,
        overload_without=before.overload,
        changes=changes,
    )


def _change(before: ProcedureResult, after: ProcedureResult) -> Change:
    one, other = before.on_time, after.on_time
    return Change(
        lead_time=LeadTime(
            _spread(before.lead_time.wall, after.lead_time.wall),
            _spread(before.lead_time.statutory, after.lead_time.statutory),
        ),
        on_time=OnTime(
            change(one.legal, other.legal),
            change(one.committed, other.committed),
            change(one.index766, other.index766),
            change(one.report06a, other.report06a),
        ),
        work_time=WorkTime(change(before.work_time.mean, after.work_time.mean)),
        in_progress=change(before.in_progress, after.in_progress),
        first_time_right=change(before.first_time_right, after.first_time_right),
        journey=Burden(
            change(before.journey.visits, after.journey.visits), change(before.journey.hours, after.journey.hours)
        ),
    )


def _spread(one: Spread, other: Spread) -> Spread:
    return Spread(
        change(one.mean, other.mean), change(one.p50, other.p50), change(one.p90, other.p90), change(one.p95, other.p95)
    )
