"""Effectiveness from data: the figure a criterion names, measured after the actions from what the register holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from isoqms.register.lifecycle.document import Document, merged
from isoqms.register.lifecycle.nonconformity import Nonconformity
from isoqms.register.lifecycle.values import FigureSource
from isoqms.register.records import models
from isoqms.register.records.facts import same_kind

RECURRENCE: Final = "recurrence"
"""The figure every register can measure: how many of the same process and requirement were found since."""
_PLACES: Final = Decimal("0.0001")


def measured(alias: str, record: Nonconformity, today: date) -> Document | None:
    """Return value, source and period of the figure of a criterion, as members of a review; None when there is none.

    Of recorded figures all periods count that lie wholly after the last action: weighted by their cases where each
    period names them, else alike. Simulated figures prove nothing and are left out.
    """
    done, criterion = record.last_completion, record.criterion
    if done is None or criterion is None or not criterion.metric:
        return None
    if criterion.metric == RECURRENCE:
        found = same_kind(alias, record, done, today)
        return _review(Decimal(len(found)), FigureSource.REGISTER, done, today)
    return _recorded(alias, criterion.metric, record.process, done, today)


def _review(value: Decimal, source: FigureSource, first: date, last: date) -> Document:
    period = {"period_from": first.isoformat(), "period_to": last.isoformat()}
    return {"value": str(value), "source": source.value, **period}


def _recorded(alias: str, metric: str, process: str, first: date, last: date) -> Document | None:
    rows = models.Measurement.objects.using(alias).filter(
        metric=metric, process__in=("", process), period_from__gte=first, period_to__lte=last
    )
    found = [row for row in rows.order_by("period_from") if row.source != FigureSource.SIMULATION]
    own = [row for row in found if row.process == process] or found
    if not own:
        return None
    value = _mean(own)
    return _review(value, FigureSource(own[0].source), own[0].period_from, max(row.period_to for row in own))


def _mean(rows: list[Any]) -> Decimal:
    weights = [Decimal(row.cases) if all(each.cases for each in rows) else Decimal(1) for row in rows]
    products = [Decimal(row.value) * weight for row, weight in zip(rows, weights, strict=True)]
    mean = sum(products, Decimal(0)) / sum(weights, Decimal(0))
    return Decimal(rows[0].value) if len(rows) == 1 else Decimal(f"{mean.quantize(_PLACES).normalize():f}")


def filled(alias: str, record: Nonconformity, changes: Document, today: date) -> Document:
    """Return what is brought to a review, with the measured figure where the person names no value."""
    brought = changes.get("review") or {}
    if not isinstance(brought, dict) or "value" in brought:
        return changes
    found = measured(alias, record, today)
    return changes if found is None else merged(changes, {"review": {**found, **brought}})
