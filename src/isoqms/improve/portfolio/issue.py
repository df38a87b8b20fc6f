"""Whether and when a procedure was issued, as far as its own file tells."""

from __future__ import annotations

from datetime import date

from isoqms.procedure import Procedure


def is_draft(procedure: Procedure) -> bool:
    """Say whether nothing in a file points to an issue: no issue, nobody who approves, no published document."""
    return procedure.issue is None and not procedure.approvers and procedure.source is None


def is_issued(procedure: Procedure) -> bool:
    """Say whether a file proves that it was issued: by a day, by a decision, or as taken from a published document.

    The number of an issue alone is no proof: it stands in every draft.
    """
    if issued_on(procedure) or (procedure.issue and procedure.issue.decision):
        return True
    return procedure.issue is None and procedure.adopts is None and procedure.source is not None


def issued_on(procedure: Procedure) -> date | None:
    """Return the day an office issued a procedure; None where its file gives none.

    It is the day in force or of issue, else the last approval, else the first revision by a decision. The date of a
    published document counts only for a file taken from it that tells of no issue of its own.
    """
    issue = procedure.issue
    if issue and (issue.effective or issue.issued):
        return issue.effective or issue.issued
    approved = [each.date for each in procedure.approvers if each.date]
    if approved:
        return max(approved)
    decided = [each.date for each in procedure.revisions if each.decision]
    if decided:
        return min(decided)
    own = issue is None and procedure.adopts is None and procedure.source is not None
    return procedure.source.issued if own and procedure.source else None


def drafted_on(procedure: Procedure) -> date | None:
    """Return the first day somebody signed a file as its author or revised it; None where it gives none."""
    days = [each.date for each in procedure.authors if each.date] + [each.date for each in procedure.revisions]
    return min(days, default=None)
