"""The corrective action was judged by a criterion fixed beforehand.

Asks: Does each nonconformity hold how effectiveness is judged, and the result?
Why: Who fixes the criterion afterwards always succeeds.
Ground: iso
Clause: 10.2.1
Decided how: The fields of the records: “criterion”, “effective”. What need not be there yet is not judged until its
    day, and objected to after it. Without a source of such records nothing can be judged.
Left to the auditor: Is the result believable?
Bad:
    # file: records.yaml
    nonconformity:
      - {id: R-1, on: 2026-03-02, criterion: Ba tháng không lặp lại}  # here
      - {id: R-2, on: 2026-03-02, criterion: Ba tháng không lặp lại, effective: {not_yet: 2026-06-30}}  # here
Good:
    # file: records.yaml
    nonconformity:
      - {id: R-1, on: 2026-03-02, criterion: Ba tháng không lặp lại, effective: Có}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.recorded import filled_in
from isoqms.rules.results import Evidence, Found
from isoqms.rules.system import System

ID = "10.2.1/effective"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("10.2.1",)
EVIDENCE = (Evidence.RECORDS,)

_NEEDED = (
    "criterion",
    "effective",
)


def check_system(system: System) -> Iterator[Found]:
    """Miss the judgement of effectiveness."""
    yield from filled_in(system, RecordKind.NONCONFORMITY, _NEEDED)
