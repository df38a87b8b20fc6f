"""Every improvement shows what it was worth.

Asks: Does each improvement hold a figure before and after?
Why: An improvement nobody measured may have been a change.
Ground: iso
Clause: 10.3
Decided how: The fields of the records: “before”, “after”. What need not be there yet is not judged until its day, and
    objected to after it. Without a source of such records nothing can be judged.
Left to the auditor: Was it worth the work?
Bad:
    # file: records.yaml
    improvement:
      - {id: R-1, on: 2026-03-02, before: 10}  # here
Good:
    # file: records.yaml
    improvement:
      - {id: R-1, on: 2026-03-02, before: 10, after: 8}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.recorded import filled_in
from isoqms.rules.results import Evidence, Found
from isoqms.rules.system import System

ID = "10.3/measured-gain"
SEVERITY = Severity.INFO
GROUND = Ground.ISO
CLAUSES = ("10.3",)
EVIDENCE = (Evidence.RECORDS,)

_NEEDED = (
    "before",
    "after",
)


def check_system(system: System) -> Iterator[Found]:
    """Miss figures of improvements."""
    yield from filled_in(system, RecordKind.IMPROVEMENT, _NEEDED)
