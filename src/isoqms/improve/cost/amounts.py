"""Exact amounts: rounding once and half up, what is saved, and the rate of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from isoqms.words import Message

CURRENCIES: Final[Mapping[str, Message]] = {"VND": Message("dong")}
"""Currencies that people call by a name; the others by their code."""


def whole(amount: Fraction) -> int:
    """Return an amount in whole units of the currency, halves rounded up.

    >>> whole(Fraction(5, 2)), whole(Fraction(-5, 2))
    (3, -2)
    """
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def to_places(value: Fraction, places: int) -> Decimal:
    """Return a number with so many decimals, halves rounded up.

    >>> str(to_places(Fraction(793, 1024) * 100, 2))
    '77.44'
    """
    return Decimal(f"{whole(value * 10**places)}E-{places}")  # exact, whatever the precision of the context


@dataclass(frozen=True, slots=True)
class Saving:
    """An amount before and after a change; less than nothing is saved when it becomes dearer."""

    before: int
    after: int

    @property
    def saved(self) -> int:
        """What is saved."""
        return self.before - self.after

    @property
    def percent(self) -> Decimal | None:
        """What is saved of every hundred, to two decimals; None where there was nothing to save."""
        return to_places(Fraction(100 * self.saved, self.before), 2) if self.before else None

    def times(self, number: Fraction, after: Fraction | None = None) -> Saving:
        """Return the same for a number of dossiers, and perhaps another number after the change."""
        return Saving(whole(self.before * number), whole(self.after * (number if after is None else after)))


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in whole units of a currency, to be put into words.

    >>> Amount(1024000, "USD").render("vi"), Amount(-5, "USD").render("en")
    ('1.024.000 USD', '−5 USD')
    """

    units: int
    currency: str | None = None

    def render(self, lang: str) -> str:
        """Return the amount with the marks of a language, and its currency where one is known."""
        figure = f"{self.units:,}".replace(",", "." if lang == "vi" else ",").replace("-", "−")
        name = CURRENCIES.get(self.currency or "")
        return f"{figure} {name.render(lang) if name else self.currency or ''}".strip()
