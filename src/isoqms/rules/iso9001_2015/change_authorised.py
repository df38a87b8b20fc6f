"""Every change made while the work went on was looked at and authorised.

Asks: Does each change hold the result of its review, who authorised it, and what follows?
Why: What is changed in passing is found out by the next applicant.
Ground: iso
Clause: 8.5.6
Decided how: The fields of the records: “review”, “authorised_by”, “actions”. Without a source of such records nothing
    can be judged.
Left to the auditor: Was it right to change it then?
Bad:
    # file: records.yaml
    change:
      - {id: R-1, on: 2026-03-02, review: x}  # here
Good:
    # file: records.yaml
    change:
      - {id: R-1, on: 2026-03-02, review: x, authorised_by: head-post, actions: x}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.recorded import filled_in
from isoqms.rules.results import Evidence, Found
from isoqms.rules.system import System

ID = "8.5.6/change-record"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("8.5.6",)
EVIDENCE = (Evidence.RECORDS,)

_NEEDED = (
    "review",
    "authorised_by",
    "actions",
)


def check_system(system: System) -> Iterator[Found]:
    """Miss reviews of changes."""
    yield from filled_in(system, RecordKind.CHANGE, _NEEDED)
