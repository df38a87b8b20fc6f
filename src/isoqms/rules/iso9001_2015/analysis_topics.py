"""What is measured is also understood.

Asks: Does each analysis speak of the service, satisfaction, the system, planning, actions on risks, providers, and the
    need to improve?
Why: Figures that are filed and not read change nothing.
Ground: iso
Clause: 9.1.3
Decided how: The fields of the records: “service”, “satisfaction”, “system”, “planning”, “risk_actions”, “providers”,
    “improvement”. Without a source of such records nothing can be judged.
Left to the auditor: Are the conclusions right?
Bad:
    # file: records.yaml
    analysis:
      - {id: R-1, on: 2026-03-02, service: x}  # here
Good:
    # file: records.yaml
    analysis:
      - id: R-1
        on: 2026-03-02
        service: Đúng hẹn 97 %
        satisfaction: 93 %
        system: Đã vận hành như hoạch định
        planning: Kế hoạch xong
        risk_actions: Có tác dụng
        providers: Đúng hạn 90 %
        improvement: Bớt hai giấy tờ
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.recorded import filled_in
from isoqms.rules.results import Evidence, Found
from isoqms.rules.system import System

ID = "9.1.3/analysis"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("9.1.3",)
EVIDENCE = (Evidence.RECORDS,)

_NEEDED = (
    "service",
    "satisfaction",
    "system",
    "planning",
    "risk_actions",
    "providers",
    "improvement",
)


def check_system(system: System) -> Iterator[Found]:
    """Miss topics of the analysis."""
    yield from filled_in(system, RecordKind.ANALYSIS, _NEEDED)
