"""The cause of every nonconformity was looked for, and so were similar cases.

Asks: Does each nonconformity hold its cause, and whether it exists elsewhere?
Why: Without the cause the next one is on its way.
Ground: iso
Clause: 10.2.1
Decided how: The fields of the records: “cause”, “similar_cases”. What need not be there yet is not judged until its
    day, and objected to after it. Without a source of such records nothing can be judged.
Left to the auditor: Is it the cause, or the next thing at hand?
Bad:
    # file: records.yaml
    nonconformity:
      - {id: R-1, on: 2026-03-02, cause: Mẫu cũ}  # here
Good:
    # file: records.yaml
    nonconformity:
      - {id: R-1, on: 2026-03-02, cause: Mẫu cũ, similar_cases: Không}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.recorded import filled_in
from isoqms.rules.results import Evidence, Found
from isoqms.rules.system import System

ID = "10.2.1/cause"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("10.2.1",)
EVIDENCE = (Evidence.RECORDS,)

_NEEDED = (
    "cause",
    "similar_cases",
)


def check_system(system: System) -> Iterator[Found]:
    """Miss causes."""
    yield from filled_in(system, RecordKind.NONCONFORMITY, _NEEDED)
