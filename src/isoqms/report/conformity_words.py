"""What the results of rules are called wherever conformity is told."""

from __future__ import annotations

from datetime import date
from typing import Final

from isoqms.rules.results import Status
from isoqms.words import phrase

STATUSES: Final = {
    Status.PASSED: phrase("no objection"),
    Status.FAILED: phrase("objection"),
    Status.ACCEPTED: phrase("accepted until a day"),
    Status.NOT_APPLICABLE: phrase("not applicable"),
    Status.OUTSIDE: phrase("outside the scope"),
    Status.INSUFFICIENT: phrase("insufficient evidence"),
}
"""Results in words: never that something conforms."""


def shown_day(day: date, lang: str) -> str:
    """Return a day as the language writes it."""
    return f"{day:%d/%m/%Y}" if lang == "vi" else day.isoformat()
