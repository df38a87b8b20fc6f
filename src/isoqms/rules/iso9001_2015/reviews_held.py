"""The leaders have reviewed the system.

Asks: Is there a management review on record?
Why: A system its leaders never look at is run by nobody.
Ground: iso
Clause: 9.3.1
Decided how: At least one record of a management review. Whether it is recent enough is asked by 9.3.1/review-recent.
    Without a source of reviews nothing can be judged.
Left to the auditor: Were those who decide there?
Bad:
    # file: records.yaml
    review: []
    # file: scope.yaml
    statement: Giải quyết
    # file: organisation.yaml
    offices: {xa: {title: Xã, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 giờ}}  # here
Good:
    # file: records.yaml
    review:
      - {id: X-1, on: 2026-01-12}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.recorded import filled_in
from isoqms.rules.results import Evidence, Found
from isoqms.rules.system import System

ID = "9.3.1/interval"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("9.3.1",)
EVIDENCE = (Evidence.RECORDS,)


def check_system(system: System) -> Iterator[Found]:
    """Miss a review by the leaders."""
    yield from filled_in(system, RecordKind.REVIEW, (), needed=True)
