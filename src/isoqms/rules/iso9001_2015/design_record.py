"""Every design of a service is on record from its inputs to its changes.

Asks: Does each design hold stages, inputs, reviews with verification and validation, outputs and changes?
Why: A service nobody designed is designed by its first complaint.
Ground: iso
Clause: 8.3.2, 8.3.3, 8.3.4, 8.3.5, 8.3.6
Decided how: The fields of the records: “stages”, “inputs”, “controls”, “outputs”, “changes”. Without a source of such
    records nothing can be judged.
Left to the auditor: Was it tried before it was opened?
Bad:
    # file: records.yaml
    design:
      - {id: R-1, on: 2026-03-02, stages: x}  # here
Good:
    # file: records.yaml
    design:
      - {id: R-1, on: 2026-03-02, stages: x, inputs: x, controls: x, outputs: x, changes: không}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.recorded import filled_in
from isoqms.rules.results import Evidence, Found
from isoqms.rules.system import System

ID = "8.3.2-6/design-record"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = (
    "8.3.2",
    "8.3.3",
    "8.3.4",
    "8.3.5",
    "8.3.6",
)
EVIDENCE = (Evidence.RECORDS,)

_NEEDED = (
    "stages",
    "inputs",
    "controls",
    "outputs",
    "changes",
)


def check_system(system: System) -> Iterator[Found]:
    """Miss parts of the design."""
    yield from filled_in(system, RecordKind.DESIGN, _NEEDED)
