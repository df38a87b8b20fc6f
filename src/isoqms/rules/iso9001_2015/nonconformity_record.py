"""Of every nonconformity it is on record what it was, what was done, and what came of it.

Asks: Does each nonconformity hold description, requirement, action and result?
Why: The standard asks for these records in so many words.
Ground: iso
Clause: 10.2.2
Decided how: The fields of the records: “description”, “requirement”, “action”, “result”. What need not be there yet is
    not judged until its day, and objected to after it. Without a source of such records nothing can be judged.
Left to the auditor: Can somebody who was not there understand it?
Bad:
    # file: records.yaml
    nonconformity:
      - {id: R-1, on: 2026-03-02, description: x}  # here
Good:
    # file: records.yaml
    nonconformity:
      - {id: R-1, on: 2026-03-02, description: x, requirement: x, action: x, result: x}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.recorded import filled_in
from isoqms.rules.results import Evidence, Found
from isoqms.rules.system import System

ID = "10.2.2/record-intact"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("10.2.2",)
EVIDENCE = (Evidence.RECORDS,)

_NEEDED = (
    "description",
    "requirement",
    "action",
    "result",
)


def check_system(system: System) -> Iterator[Found]:
    """Miss parts of the record."""
    yield from filled_in(system, RecordKind.NONCONFORMITY, _NEEDED)
