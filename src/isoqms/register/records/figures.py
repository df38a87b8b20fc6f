"""Effectiveness from data: the figure a criterion names, measured after the actions from what the register holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from isoqms.metrics import Asked, FigureSource, Measured, Promise, measured_by, overdue_share
from isoqms.register.kinds.kinds import Kind
from isoqms.register.lifecycle.document import Document, merged
from isoqms.register.lifecycle.nonconformity import Nonconformity
from isoqms.register.lifecycle.values import ActionState
from isoqms.register.records import mapping, models
from isoqms.register.records.facts import same_kind
from isoqms.words import Message
from isoqms.worktime import Day

if TYPE_CHECKING:
    from isoqms.register.records.book import Book

RECURRENCE: Final = "recurrence"
"""How many others of the same process and requirement were found since."""
OVERDUE_SHARE: Final = "overdue_share"
"""The share, from 0 to 1, of the other actions of the process that fell due and were not done in time."""
_PLACES: Final = Decimal("0.0001")


def figure_for(book: Book, record: Nonconformity, since: date | None) -> Measured | None:
    """Return the figure by which a nonconformity is judged, since a day; None while there is nothing to ask.

    The register answers from what was recorded and from its own records; other sources follow as the book names them.
    """
    criterion = record.criterion
    if since is None or criterion is None or not criterion.metric:
        return None
    asked = Asked(name=criterion.metric, first=since, last=book.today, process=record.process, subject=record.reference)
    return measured_by((RecordedFigures(book.alias), RegisterFigures(book.alias), *book.figures), asked)


@dataclass(frozen=True, slots=True)
class RecordedFigures:
    """The figures people recorded, by the name they gave them."""

    alias: str

    def measured(self, asked: Asked) -> Measured | None:
        """Return the mean of all periods that lie wholly inside, of the process itself where it has figures of its own.

        It is weighted by the cases where each period names them. Simulated figures prove nothing and are left out.
        """
        rows = models.Measurement.objects.using(self.alias).filter(metric=asked.name, process__in=("", asked.process))
        held = list(rows.order_by("period_from", "reference"))
        inside = [row for row in held if asked.first <= row.period_from <= row.period_to <= asked.last]
        real = [row for row in inside if row.source != FigureSource.SIMULATION]
        own = [row for row in real if row.process == asked.process] or real
        if own:
            return Measured(
                first=own[0].period_from,
                last=max(row.period_to for row in own),
                value=_mean(own),
                source=FigureSource(own[0].source),
            )
        return Measured(first=asked.first, last=asked.last, reason=_lacking(asked, bool(inside))) if held else None


def _lacking(asked: Asked, simulated: bool) -> Message:
    if simulated:
        return Message("of “{name}” only simulated figures are recorded, which prove nothing", name=asked.name)
    return Message(
        "no figure of “{name}” is recorded for a period that lies wholly between {first} and {last}",
        name=asked.name,
        first=Day(asked.first),
        last=Day(asked.last),
    )


def _mean(rows: list[Any]) -> Decimal:
    weights = [Decimal(row.cases) if all(each.cases for each in rows) else Decimal(1) for row in rows]
    products = [Decimal(row.value) * weight for row, weight in zip(rows, weights, strict=True)]
    return Decimal(rows[0].value) if len(rows) == 1 else _rounded(sum(products, Decimal(0)) / sum(weights, Decimal(0)))


def _rounded(value: Decimal) -> Decimal:
    return Decimal(f"{value.quantize(_PLACES).normalize():f}")


@dataclass(frozen=True, slots=True)
class RegisterFigures:
    """The figures the register counts in its own records."""

    alias: str

    def measured(self, asked: Asked) -> Measured | None:
        """Return how often the same came back, or the share of what was overdue."""
        if asked.name == RECURRENCE:
            return self._recurrence(asked)
        return self._overdue(asked) if asked.name == OVERDUE_SHARE else None

    def _recurrence(self, asked: Asked) -> Measured:
        """Count what was found after the first day: on that day itself the actions were not yet done."""
        found = mapping.read(self.alias, Kind.NONCONFORMITY, asked.subject)
        if found is None:
            raise ValueError(f"recurrence of what is not in the register: {asked.subject!r}")
        count = len(same_kind(self.alias, found[0], asked.first, asked.last))
        return _counted(asked, Decimal(count))

    def _overdue(self, asked: Asked) -> Measured:
        rows = models.Action.objects.using(self.alias).filter(due__gte=asked.first, due__lte=asked.last)
        rows = rows.filter(of__process=asked.process).exclude(of_id=asked.subject)
        rows = rows.exclude(state=ActionState.CANCELLED)
        promises = [Promise(*each) for each in rows.values_list("due", "done_on")]
        late, fallen = overdue_share(promises, asked.first, asked.last)
        if not fallen:
            reason = Message(
                "no action of “{process}” fell due between {first} and {last}",
                process=asked.process,
                first=Day(asked.first),
                last=Day(asked.last),
            )
            return Measured(first=asked.first, last=asked.last, reason=reason)
        return _counted(asked, _rounded(Decimal(late) / fallen))


def _counted(asked: Asked, value: Decimal) -> Measured:
    return Measured(first=asked.first, last=asked.last, value=value, source=FigureSource.REGISTER)


def filled(changes: Mapping[str, Any], figure: Measured | None) -> Mapping[str, Any]:
    """Return what is brought to a review, with the measured figure where the person names no value."""
    brought = changes.get("review") or {}
    if figure is None or figure.value is None or not isinstance(brought, dict) or "value" in brought:
        return changes
    found: Document = {
        "value": str(figure.value),
        "source": figure.source,
        "period_from": figure.first.isoformat(),
        "period_to": figure.last.isoformat(),
    }
    return merged(changes, {"review": {**found, **brought}})
