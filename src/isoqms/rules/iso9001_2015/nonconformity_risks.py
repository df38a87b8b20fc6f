"""After every nonconformity the risks and the system were looked at again.

Asks: Does each nonconformity say whether risks were updated and the system changed, be it that neither was needed?
Why: What went wrong was a risk nobody had written down, or had rated too low.
Ground: iso
Clause: 10.2.1
Decided how: The fields of the records: “risks_updated”, “system_changed”. What need not be there yet is not judged
    until its day, and objected to after it. Without a source of such records nothing can be judged.
Left to the auditor: Was the question asked in earnest?
Bad:
    # file: records.yaml
    nonconformity:
      - {id: R-1, on: 2026-03-02, risks_updated: Không cần}  # here
Good:
    # file: records.yaml
    nonconformity:
      - {id: R-1, on: 2026-03-02, risks_updated: Không cần, system_changed: Không cần}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.recorded import filled_in
from isoqms.rules.results import Evidence, Found
from isoqms.rules.system import System

ID = "10.2.1/risk-qms-update"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("10.2.1",)
EVIDENCE = (Evidence.RECORDS,)

_NEEDED = (
    "risks_updated",
    "system_changed",
)


def check_system(system: System) -> Iterator[Found]:
    """Miss the look back at risks and system."""
    yield from filled_in(system, RecordKind.NONCONFORMITY, _NEEDED)
