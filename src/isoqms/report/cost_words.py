"""Exact amounts in words: money with its currency, rates, numbers of times and minutes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from isoqms.improve.cost.amounts import Amount, to_places
from isoqms.procedure import Provenance, Task
from isoqms.report.quantity import marked
from isoqms.words import Message

TASKS: Final = {
    Task.PREPARE: Message("preparing the dossier"),
    Task.FILE: Message("handing in"),
    Task.INSPECTION: Message("inspection, appraisal"),
    Task.PAY: Message("paying"),
    Task.SUPPLEMENT: Message("supplementing"),
    Task.COLLECT: Message("collecting the result"),
}
"""What an applicant is busy with."""


SOURCES: Final = {
    Provenance.ESTIMATED: Message("estimated"),
    Provenance.PUBLISHED: Message("published"),
    Provenance.OBSERVED: Message("observed"),
    Provenance.MEASURED: Message("measured"),
}
"""Where a figure comes from."""


def grouped(number: int | Decimal, lang: str) -> str:
    """Return an exact number with the marks of a language.

    >>> grouped(1024000, "vi"), grouped(Decimal("77.44"), "vi")
    ('1.024.000', '77,44')
    """
    return marked(f"{number:,}", lang)


def money(amount: int, currency: str | None, lang: str) -> str:
    """Return an amount with its currency, where one is known."""
    return Amount(amount, currency).render(lang)


def percent(rate: Decimal | None, lang: str) -> str:
    """Return a rate to two decimals, or a dash where there is none."""
    return "–" if rate is None else f"{grouped(rate, lang)} %"


def decimal(value: Fraction, lang: str, most: int = 2) -> str:
    """Return a number with at most so many decimals, and no more than it needs.

    >>> decimal(Fraction(3, 2), "vi"), decimal(Fraction(3), "en"), decimal(Fraction(1, 3), "en")
    ('1,5', '3', '0.33')
    """
    rounded = to_places(value, most)
    places = next(places for places in range(most + 1) if to_places(value, places) == rounded)
    return grouped(to_places(value, places) if places else int(rounded), lang)
