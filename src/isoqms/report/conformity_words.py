"""What the results of rules are called wherever conformity is told."""

from __future__ import annotations

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
