"""Of which day a document is, and what is in force on a day."""

from __future__ import annotations

from datetime import date

from isoqms.procedure.procedure import Procedure


def issue_day(procedure: Procedure) -> date | None:
    """Return the day a procedure takes effect, else its day of issue, else that of the document it was taken from."""
    issue = procedure.issue
    own = (issue.effective or issue.issued) if issue else None
    return own or (procedure.source.issued if procedure.source else None)


def in_force(first: date | None, last: date | None, day: date) -> bool:
    """Say whether a period, both days included and open where nothing is given, holds a day."""
    return (first is None or first <= day) and (last is None or day <= last)
