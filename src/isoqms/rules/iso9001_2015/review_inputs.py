"""The review of the leaders had everything before it that it must have.

Asks: Were earlier actions, changes around, performance, resources, effectiveness of actions on risks, and improvements
    laid before each review?
Why: A review of half the picture decides half.
Ground: iso
Clause: 9.3.2
Decided how: The fields of the records: “earlier_actions”, “context_changes”, “performance”, “resources”,
    “risk_actions”, “improvement”. Without a source of such records nothing can be judged.
Left to the auditor: Was it considered, or only attached?
Bad:
    # file: records.yaml
    review:
      - {id: R-1, on: 2026-03-02, earlier_actions: x}  # here
Good:
    # file: records.yaml
    review:
      - id: R-1
        on: 2026-03-02
        earlier_actions: Biên bản 2025
        context_changes: BC-01
        performance: MT-01
        resources: Đủ người
        risk_actions: RR-01
        improvement: Bỏ ba giấy tờ
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.recorded import filled_in
from isoqms.rules.results import Evidence, Found
from isoqms.rules.system import System

ID = "9.3.2/inputs"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("9.3.2",)
EVIDENCE = (Evidence.RECORDS,)

_NEEDED = (
    "earlier_actions",
    "context_changes",
    "performance",
    "resources",
    "risk_actions",
    "improvement",
)


def check_system(system: System) -> Iterator[Found]:
    """Miss inputs of reviews."""
    yield from filled_in(system, RecordKind.REVIEW, _NEEDED)
