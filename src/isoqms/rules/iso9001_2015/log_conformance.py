"""Dossiers take the course the procedure describes.

Asks: Do at most 5 in 100 dossiers of the latest log stray from the procedure?
Why: When many dossiers go another way, either the procedure is wrong or nobody works by it.
Ground: iso
Clause: 8.1
Decided how: The latest log of dossiers of the procedure: those that took a way which is not in it, of all dossiers in
    the log. The 5 in 100 is ours. Without a log nothing can be judged.
Left to the auditor: Take three that strayed: was there a reason, and was it written down?
Bad:
    # file: procedure.yaml
    id: GP-01
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: records.yaml
    log:
      - {id: L-1, on: 2026-06-30, procedure: GP-01, dossiers: 180, deviating: 2}
      - {id: L-2, on: 2026-09-30, procedure: GP-01, dossiers: 200, deviating: 31}  # here
Good:
    # file: procedure.yaml
    id: GP-02
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, end: completed}}
    # file: records.yaml
    log:
      - {id: L-3, on: 2026-09-30, procedure: GP-02, dossiers: 200, deviating: 3}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.engine import Objection
from isoqms.rules.recorded import latest_log, number
from isoqms.rules.results import Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "8.1/log-conformance"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("8.1",)
EVIDENCE = (Evidence.LOG, Evidence.PROCEDURE)

MOST: Final = 0.05


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Object to a log in which many dossiers went another way."""
    log = latest_log(system, procedure)
    if log is None:
        missing = Message("no log of dossiers of this procedure is at hand to compare with its steps")
        yield Insufficient(procedure.at, procedure.id, missing)
        return
    dossiers, deviating = number(log, "dossiers"), number(log, "deviating")
    if not dossiers or deviating is None:
        missing = Message("the log “{id}” does not say how many dossiers strayed, and of how many", id=log.id)
        yield Insufficient(log.at, log.id, missing)
        return
    yield Seen(log.at, log.id)
    if deviating / dossiers > MOST:
        message = Message(
            "{deviating} of {dossiers} dossiers of the log “{id}” took a way that is not in the procedure",
            deviating=int(deviating),
            dossiers=int(dossiers),
            id=log.id,
        )
        fix = Message("look why, then correct the procedure or the work")
        yield Objection(log.at, log.id, message, fix)
