"""Of every wrong result it is on record what was wrong, what was done, and who decided.

Asks: Does each wrong result hold what was wrong, what was done, and who decided?
Why: Wrong results that nobody counts look like none.
Ground: iso
Clause: 8.7.2
Decided how: The fields of the records: “description”, “action”, “decided_by”. Without a source of such records nothing
    can be judged.
Left to the auditor: Was the applicant told?
Bad:
    # file: records.yaml
    wrong_result:
      - {id: R-1, on: 2026-03-02, description: Sai tên}  # here
Good:
    # file: records.yaml
    wrong_result:
      - {id: R-1, on: 2026-03-02, description: Sai tên, action: Cấp lại, decided_by: head-post}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.recorded import filled_in
from isoqms.rules.results import Evidence, Found
from isoqms.rules.system import System

ID = "8.7.2/record"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("8.7.2",)
EVIDENCE = (Evidence.RECORDS,)

_NEEDED = (
    "description",
    "action",
    "decided_by",
)


def check_system(system: System) -> Iterator[Found]:
    """Miss parts of the record."""
    yield from filled_in(system, RecordKind.WRONG_RESULT, _NEEDED)
