"""Every internal audit was reported to those who lead.

Asks: Has each internal audit a day of report and a result?
Why: What the leaders never hear they cannot mend.
Ground: iso
Clause: 9.2.2
Decided how: The fields of the records: “reported”, “result”. What need not be there yet is not judged until its day,
    and objected to after it. Without a source of such records nothing can be judged.
Left to the auditor: Was anything done without undue delay?
Bad:
    # file: records.yaml
    audit:
      - {id: R-1, on: 2026-03-02, reported: 2026-03-09}  # here
Good:
    # file: records.yaml
    audit:
      - {id: R-1, on: 2026-03-02, reported: 2026-03-09, result: Hai lưu ý}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.recorded import filled_in
from isoqms.rules.results import Evidence, Found
from isoqms.rules.system import System

ID = "9.2.2/reported"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("9.2.2",)
EVIDENCE = (Evidence.RECORDS,)

_NEEDED = (
    "reported",
    "result",
)


def check_system(system: System) -> Iterator[Found]:
    """Miss the report of audits."""
    yield from filled_in(system, RecordKind.AUDIT, _NEEDED)
