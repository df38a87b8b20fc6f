"""Every nonconformity was corrected, and its consequences dealt with.

Asks: Does each nonconformity hold what was done at once and what became of the consequences?
Why: The applicant with the wrong paper cannot wait for the analysis.
Ground: iso
Clause: 10.2.1
Decided how: The fields of the records: “correction”, “consequences”. What need not be there yet is not judged until its
    day, and objected to after it. Without a source of such records nothing can be judged.
Left to the auditor: Was the correction sufficient?
Bad:
    # file: records.yaml
    nonconformity:
      - {id: R-1, on: 2026-03-02, correction: Cấp lại}  # here
Good:
    # file: records.yaml
    nonconformity:
      - {id: R-1, on: 2026-03-02, correction: Cấp lại, consequences: Đã xin lỗi}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.recorded import filled_in
from isoqms.rules.results import Evidence, Found
from isoqms.rules.system import System

ID = "10.2.1/reacted"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("10.2.1",)
EVIDENCE = (Evidence.RECORDS,)

_NEEDED = (
    "correction",
    "consequences",
)


def check_system(system: System) -> Iterator[Found]:
    """Miss corrections."""
    yield from filled_in(system, RecordKind.NONCONFORMITY, _NEEDED)
