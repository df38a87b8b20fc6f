"""Of every result it is on record who released it and on what ground.

Asks: Does each release hold who released the result and the evidence?
Why: A result nobody released is nobody's fault.
Ground: iso
Clause: 8.6
Decided how: The fields of the records: “released_by”, “evidence”. Without a source of such records nothing can be
    judged.
Left to the auditor: Take five dossiers: is the signature there?
Bad:
    # file: records.yaml
    release:
      - {id: R-1, on: 2026-03-02, released_by: head-post}  # here
Good:
    # file: records.yaml
    release:
      - {id: R-1, on: 2026-03-02, released_by: head-post, evidence: Tờ trình 12}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.recorded import filled_in
from isoqms.rules.results import Evidence, Found
from isoqms.rules.system import System

ID = "8.6/release-record"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("8.6",)
EVIDENCE = (Evidence.RECORDS,)

_NEEDED = (
    "released_by",
    "evidence",
)


def check_system(system: System) -> Iterator[Found]:
    """Miss who released results."""
    yield from filled_in(system, RecordKind.RELEASE, _NEEDED)
