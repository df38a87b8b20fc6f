"""Internal audits follow a programme.

Asks: Does the programme of internal audits hold frequency, methods, responsibilities, planning, reporting, and what
    was considered: importance of the processes, changes, earlier results?
Why: Audits without a programme visit whoever is easy to visit.
Ground: iso
Clause: 9.2.2
Decided how: The fields of the records: “frequency”, “methods”, “responsibilities”, “planning”, “reporting”,
    “considered”. What need not be there yet is not judged until its day, and objected to after it. Without a source of
    such records nothing can be judged.
Left to the auditor: Does what is risky come first?
Bad:
    # file: records.yaml
    audit_programme:
      - {id: R-1, on: 2026-03-02, frequency: x}  # here
      - id: R-2  # here
        on: 2025-01-02
        frequency: Hai cuộc mỗi năm
        methods: {not_yet: 2025-12-31}
        responsibilities: Thư ký ISO
        planning: Quý I và quý III
        reporting: {not_yet: 2025-12-31}
        considered: Thay đổi tháng 1
Good:
    # file: records.yaml
    audit_programme:
      - id: R-1
        on: 2026-03-02
        frequency: Hai cuộc mỗi năm
        methods: Xem hồ sơ, hỏi người làm
        responsibilities: Thư ký ISO
        planning: Quý I và quý III
        reporting: Trong 5 ngày
        considered: Tầm quan trọng, thay đổi, kết quả trước
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.recorded import filled_in
from isoqms.rules.results import Evidence, Found
from isoqms.rules.system import System

ID = "9.2.2/programme"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("9.2.2",)
EVIDENCE = (Evidence.RECORDS,)

_NEEDED = (
    "frequency",
    "methods",
    "responsibilities",
    "planning",
    "reporting",
    "considered",
)


def check_system(system: System) -> Iterator[Found]:
    """Miss the programme and its parts."""
    yield from filled_in(system, RecordKind.AUDIT_PROGRAMME, _NEEDED, needed=True)
