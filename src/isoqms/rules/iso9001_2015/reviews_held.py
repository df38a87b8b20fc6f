"""The leaders have reviewed the system.

Asks: Is there a management review on record, and does each say who of the top management led it?
Why: A system its leaders never look at is run by nobody.
Ground: iso
Clause: 9.3.1
Decided how: At least one record of a management review; “chair” of each, where its source keeps that. Whether it is
    recent enough is asked by 9.3.1/review-recent. Without a source of reviews, or with an empty one of less
    than a year, nothing can be judged.
Left to the auditor: Were those who decide there from the beginning to the end?
Bad:
    # file: records.yaml
    since: 2025-01-02
    review: []
    # file: scope.yaml
    statement: Giải quyết
    # file: organisation.yaml
    offices: {xa: {title: Xã, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 giờ}}  # here
    ---
    # file: records.yaml
    review:
      - {id: X-1, on: 2026-01-12, chair: ""}  # here
Good:
    # file: records.yaml
    review:
      - {id: X-1, on: 2026-01-12, chair: head-post}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.recorded import filled_in
from isoqms.rules.results import Absent, Evidence, Found
from isoqms.rules.system import System
from isoqms.words import Message

ID = "9.3.1/interval"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("9.3.1",)
EVIDENCE = (Evidence.RECORDS,)


def check_system(system: System) -> Iterator[Found]:
    """Miss a review by the leaders, and the leaders in it."""
    yield from filled_in(system, RecordKind.REVIEW, (), needed=True)
    for review in system.records.of(RecordKind.REVIEW) or ():
        if "chair" in review.held and not review.held["chair"]:
            message = Message("the review “{id}” does not say who of the top management led it", id=review.id)
            yield Absent(review.at, review.id, message, Message("write what is missing into the record"))
