"""The procedures of a quality system against the clauses: what was judged where, and where nothing was.

A hole is a place nobody could judge; it is justified where the question does not arise there, with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from isoqms.framework import Framework
from isoqms.report.conformity_words import STATUSES
from isoqms.rules.clauses import ClauseResult, by_clause
from isoqms.rules.conformity import SYSTEM, Judgement
from isoqms.rules.results import Status
from isoqms.words import phrase


class Mark(StrEnum):
    """What stands in one place of the matrix: a result, or why there is none."""

    FAILED = "failed"
    INSUFFICIENT = "insufficient_evidence"
    ACCEPTED = "accepted"
    PASSED = "passed"
    NOT_APPLICABLE = "not_applicable"
    OUTSIDE = "outside_scope"
    NOT_LOOKED_AT = "not_looked_at"


SIGNS: Final = {
    Mark.FAILED: "✗",
    Mark.INSUFFICIENT: "?",
    Mark.ACCEPTED: "(✗)",
    Mark.PASSED: "·",
    Mark.NOT_APPLICABLE: "–",
    Mark.OUTSIDE: "o",
    Mark.NOT_LOOKED_AT: "",
}
"""A sign for each, the weightiest first."""

WORDS: Final = {
    **{Mark(status): words for status, words in STATUSES.items()},
    Mark.NOT_LOOKED_AT: phrase("no check rule looks at it"),
}
"""What each mark says."""

HOLES: Final = (Mark.INSUFFICIENT, Mark.NOT_LOOKED_AT)
JUSTIFIED: Final = (Mark.NOT_APPLICABLE, Mark.OUTSIDE, Mark.ACCEPTED)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An object, a procedure or the system as a whole, with a mark for each clause."""

    object: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Objects against clauses."""

    clauses: tuple[ClauseResult, ...]
    rows: tuple[MatrixRow, ...]


def matrix(judgement: Judgement, edition: Framework, whole: bool = True) -> Matrix:
    """Return the matrix of a quality system.

    Args:
        judgement: what the rules said.
        edition: whose clauses are the columns.
        whole: whether the system stands in a row of its own and clauses asked of it alone have a column.
    """
    clauses = by_clause(judgement, edition)
    if not whole:
        clauses = tuple(each for each in clauses if any(result.object != SYSTEM for result in each.results))
    objects = dict.fromkeys(result.object for result in judgement.results)
    held = [{status: {r.object for r in each.results if r.status is status} for status in Status} for each in clauses]
    rows = []
    for object_ in objects:
        if object_ != SYSTEM or whole:
            marks = tuple(_mark(by_status, object_) for by_status in held)
            rows.append(MatrixRow(object_, marks))
    return Matrix(clauses, tuple(rows))


def _mark(by_status: dict[Status, set[str]], object_: str) -> Mark:
    found = {str(status) for status, objects in by_status.items() if object_ in objects}
    if Mark.OUTSIDE in found <= {Mark.NOT_APPLICABLE, Mark.OUTSIDE}:
        return Mark.OUTSIDE
    return next((mark for mark in Mark if mark in found), Mark.NOT_LOOKED_AT)
