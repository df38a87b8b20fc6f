"""Progress towards every objective is measured.

Asks: Is there a measurement for every objective that has begun?
Why: An objective looked at only in December is reached in January.
Ground: iso
Clause: 6.2.1, 9.1.1
Decided how: A record of a measurement whose “indicator” is the metric of the objective. Without a source, or
    where it holds less than a year, nothing can be judged.
Left to the auditor: Was anything done when the figure was off?
Bad:
    # file: objectives.yaml
    objectives:
      on-time: {title: Đúng hẹn, metric: share-on-time}  # here
    # file: records.yaml
    since: 2025-01-02
    measurement:
      - {id: M-1, on: 2026-03-31, indicator: other}
Good:
    # file: objectives.yaml
    objectives:
      on-time: {title: Đúng hẹn, metric: share-on-time}
    # file: records.yaml
    measurement:
      - {id: M-1, on: 2026-03-31, indicator: share-on-time}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RecordKind
from isoqms.rules.asking import required
from isoqms.rules.recorded import YEAR, missed, nothing_kept
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "6.2.1/monitored"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("6.2.1", "9.1.1")
EVIDENCE = (Evidence.RECORDS, Evidence.DOCUMENTS)


def check_system(system: System) -> Iterator[Found]:
    """Miss measurements of objectives."""
    held, records = system.documents.objectives, system.records.of(RecordKind.MEASUREMENT)
    if held is None:
        yield required(system, "objectives")
        return
    if not records:
        yield nothing_kept(system, RecordKind.MEASUREMENT)
        return
    measured = {record.held.get("indicator"): record for record in records}
    for id_, objective in held.objectives.items():
        if objective.metric in measured:
            yield Seen(measured[objective.metric].at, id_)
        else:
            message = Message("nothing was measured for the objective “{id}”", id=id_)
            fix = Message("measure it as often as it says, and record the figure")
            yield missed(system, RecordKind.MEASUREMENT, YEAR, Absent(objective.at, id_, message, fix))
