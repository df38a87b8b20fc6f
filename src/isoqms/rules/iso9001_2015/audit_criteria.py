"""Every internal audit says by what and over what it audits.

Asks: Has each internal audit criteria, a scope and a team?
Why: An audit without criteria finds what the auditor dislikes.
Ground: iso
Clause: 9.2.2
Decided how: The fields of the records: “criteria”, “scope”, “team”. Without a source of such records nothing can be
    judged.
Left to the auditor: Are criteria and scope fit for what matters this year?
Bad:
    # file: records.yaml
    audit:
      - {id: R-1, on: 2026-03-02, criteria: ISO 9001}  # here
Good:
    # file: records.yaml
    audit:
      - {id: R-1, on: 2026-03-02, criteria: ISO 9001, scope: Hộ tịch, team: [officer-post]}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.recorded import filled_in
from isoqms.rules.results import Evidence, Found
from isoqms.rules.system import System

ID = "9.2.2/criteria-scope"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("9.2.2",)
EVIDENCE = (Evidence.RECORDS,)

_NEEDED = (
    "criteria",
    "scope",
    "team",
)


def check_system(system: System) -> Iterator[Found]:
    """Miss criteria, scope and team of audits."""
    yield from filled_in(system, RecordKind.AUDIT, _NEEDED, needed=True)
