"""What an hour of an applicant counts as: stated with its source, never assumed."""

from __future__ import annotations

from dataclasses import dataclass

from isoqms.procedure import Organisation


@dataclass(frozen=True, slots=True)
class Income:
    """Income per person and hour in whole units of a currency, and who says so."""

    per_hour: int
    source: str
    year: int | None = None
    currency: str | None = None

    def __post_init__(self) -> None:
        if self.per_hour < 1 or not self.source.strip():
            raise ValueError(f"no income with a source: {self.per_hour!r}, {self.source!r}")


def stated_income(organisation: Organisation | None) -> Income | None:
    """Return the income an organisation states, if it does."""
    held = organisation.compliance_cost if organisation else None
    return Income(held.income_per_hour, held.source, held.year, held.currency) if held else None
