"""The leaders reviewed the system within a year.

Asks: Was the last management review held in the last twelve months?
Why: Budgets and posts are decided every year; so should be what they are for.
Ground: convention
Clause: 9.3.1
Decided how: The day of the last record of a management review. Twelve months are a custom and no requirement. Without
    a source of reviews nothing can be judged.
Left to the auditor: Was it a review of the system, or the yearly report?
Bad:
    # file: records.yaml
    review:
      - {id: X-1, on: 2024-01-12}  # here
Good:
    # file: records.yaml
    review:
      - {id: X-1, on: 2024-01-12}
      - {id: X-2, on: 2026-01-12}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.engine import Objection
from isoqms.rules.recorded import nothing_kept
from isoqms.rules.results import Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "9.3.1/review-recent"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("9.3.1",)
EVIDENCE = (Evidence.RECORDS,)

_AT_MOST = timedelta(days=366)


def check_system(system: System) -> Iterator[Found]:
    """Object to a last review that is too long ago."""
    reviews = system.records.of(RecordKind.REVIEW)
    if not reviews:
        yield nothing_kept(system, RecordKind.REVIEW)
        return
    last = max(reviews, key=lambda review: review.on)
    yield Seen(last.at, last.id)
    if last.on + _AT_MOST < system.as_of:
        message = Message("the last management review was on {day}", day=last.on)
        yield Objection(last.at, last.id, message, Message("hold one, and plan the next"))
