"""The review of the leaders decided something.

Asks: Does each review hold decisions on improvement, on changes of the system, and on resources, be it that none is
    needed?
Why: A meeting that decides nothing was a report.
Ground: iso
Clause: 9.3.3
Decided how: The fields of the records: “improvements”, “changes”, “resource_needs”. Without a source of such records
    nothing can be judged.
Left to the auditor: Were the decisions carried out?
Bad:
    # file: records.yaml
    review:
      - {id: R-1, on: 2026-03-02, improvements: x}  # here
Good:
    # file: records.yaml
    review:
      - {id: R-1, on: 2026-03-02, improvements: x, changes: không, resource_needs: không}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.recorded import filled_in
from isoqms.rules.results import Evidence, Found
from isoqms.rules.system import System

ID = "9.3.3/outputs"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("9.3.3",)
EVIDENCE = (Evidence.RECORDS,)

_NEEDED = (
    "improvements",
    "changes",
    "resource_needs",
)


def check_system(system: System) -> Iterator[Found]:
    """Miss decisions of reviews."""
    yield from filled_in(system, RecordKind.REVIEW, _NEEDED, needed=True)
