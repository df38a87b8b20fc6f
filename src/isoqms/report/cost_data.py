"""What complying costs the applicant, as plain data for other programs: amounts as integers, never added to days."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from isoqms.improve.cost.amounts import Saving, to_places
from isoqms.improve.cost.comparison import Comparison, ItemPair
from isoqms.improve.cost.income import Income
from isoqms.improve.cost.item import Item
from isoqms.improve.cost.waiting import WaitingDays, waiting_saving
from isoqms.words import LANGUAGES, Message, Renderable


def income_data(income: Income) -> dict[str, Any]:
    """Return what an hour counts as."""
    held = {"per_hour": income.per_hour, "source": income.source, "year": income.year, "currency": income.currency}
    return {name: value for name, value in held.items() if value is not None}


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """Return the bills of a procedure before and after, item by item."""
    before, after = comparison.before, comparison.after
    parts = {
        "tasks": comparison.saving(lambda bill: bill.tasks),
        "fees": comparison.saving(lambda bill: bill.fees),
        "per_dossier": comparison.per_dossier,
    }
    told = not before.nothing_known
    return {
        "complete": not comparison.unknown,
        **{name: saving_data(saving) if told else None for name, saving in parts.items()},
        "hours": {"before": _number(before.hours), "after": _number(after.hours)},
        "dossiers": {"before": _optional(before.dossiers), "after": _optional(after.dossiers)},
        "yearly": saving_data(comparison.yearly) if comparison.yearly and told else None,
        "yearly_by": _parts(comparison) if told else None,
        "items": [_item_data(pair) for pair in comparison.items()],
        "unknown": [_both(each) for each in comparison.unknown],
        "assumed": [_both(each) for each in comparison.assumed],
    }


def waiting_data(before: WaitingDays | Message, after: WaitingDays | Message) -> dict[str, Any]:
    """Return what the method `waiting_days` gives, or why it gives nothing."""
    if isinstance(before, Message) or isinstance(after, Message):
        why = before if isinstance(before, Message) else after
        return {"yearly": None, "reason": _both(why)} if isinstance(why, Message) else {}
    return {
        "days": {"before": _number(before.days), "after": _number(after.days)},
        "hours_per_day": _number(before.hours_per_day),
        "per_hour": before.per_hour,
        "dossiers": {"before": _number(before.dossiers), "after": _number(after.dossiers)},
        "yearly": saving_data(waiting_saving(before, after)),
    }


def saving_data(saving: Saving) -> dict[str, Any]:
    """Return an amount before and after, what is saved, and the rate in percent as text, exact to two decimals."""
    rate = None if saving.percent is None else str(saving.percent)
    return {"before": saving.before, "after": saving.after, "saved": saving.saved, "percent": rate}


def _parts(comparison: Comparison) -> dict[str, int] | None:
    found = comparison.by_number
    return {"cost_of_a_dossier": found.alike.saved, "number_of_dossiers": found.by_number} if found else None


def _item_data(pair: ItemPair) -> dict[str, Any]:
    item = pair.item
    held = {
        "id": item.id,
        "step": item.step,
        "title": _both(item.title),
        "fee": item.is_fee,
        "task": str(item.task) if item.task else None,
        "source": str(item.source),
        "before": _once(pair.before),
        "after": _once(pair.after),
    }
    return {
        **{name: value for name, value in held.items() if value not in (None, "")},
        "cost": saving_data(pair.saving),
    }


def _once(item: Item | None) -> dict[str, Any] | None:
    if item is None:
        return None
    return {
        "times": _number(item.times),
        "minutes": _number(item.minutes),
        "money": _number(item.money),
        "service": item.service,
    }


def _both(text: Renderable) -> dict[str, str]:
    return {lang: text.render(lang) for lang in LANGUAGES}


def _optional(value: Fraction | None) -> str | int | None:
    return None if value is None else _number(value)


def _number(value: Fraction) -> str | int:
    """Return a number exactly where it is whole, else as text to six decimals."""
    return int(value) if value.denominator == 1 else str(to_places(value, 6).normalize())
