"""What was closed does not come back.

Asks: Did no nonconformity come again in the same procedure against a requirement that an earlier one, closed since,
    was against?
Why: The same thing twice says that the cause was another, or that it was not removed.
Ground: iso
Clause: 10.2.1
Decided how: “requirement” and “closed” of the records and the procedure they are about; of several clauses, steps or
    provisions one in common is enough. The later record is told. Without a source nothing can be judged.
Left to the auditor: Is it a matter of the whole system by now?
Bad:
    # file: records.yaml
    nonconformity:
      - {id: N-1, on: 2026-01-12, procedure: KS-01, requirement: 8.6, closed: 2026-02-27}
      - {id: N-2, on: 2026-05-04, procedure: KS-01, requirement: 8.6}  # here
      - {id: N-3, on: 2026-01-12, procedure: KS-03, requirement: ["clause: 8.6", "step: ky"], closed: 2026-02-27}
      - {id: N-4, on: 2026-05-04, procedure: KS-03, requirement: ["clause: 7.2", "step: ky"]}  # here
Good:
    # file: records.yaml
    nonconformity:
      - {id: N-1, on: 2026-01-12, procedure: KS-01, requirement: 8.6, closed: 2026-02-27}
      - {id: N-2, on: 2026-05-04, procedure: KS-01, requirement: [7.2, 8.6.1]}
      - {id: N-3, on: 2026-05-04, procedure: KS-03, requirement: 8.6}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import Record, RecordKind
from isoqms.rules.engine import Objection
from isoqms.rules.recorded import day, names_in, nothing_kept
from isoqms.rules.results import Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "10.2.1/recurrence"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("10.2.1",)
EVIDENCE = (Evidence.RECORDS,)


def check_system(system: System) -> Iterator[Found]:
    """Object to nonconformities that came again after they were closed."""
    records = system.records.of(RecordKind.NONCONFORMITY)
    if not records:
        yield nothing_kept(system, RecordKind.NONCONFORMITY)
        return
    for record in records:
        yield Seen(record.at, record.id)
        earlier = next((each for each in records if _came_again(each, record)), None)
        if earlier is not None:
            message = Message(
                "“{id}” is the same as “{other}”, which was closed before", id=record.id, other=earlier.id
            )
            yield Objection(record.at, record.id, message, Message("look for the cause again, with both before you"))


def _came_again(earlier: Record, later: Record) -> bool:
    closed = day(earlier, "closed")
    common = set(names_in(earlier, "requirement")) & set(names_in(later, "requirement"))
    return closed is not None and closed < later.on and bool(common) and earlier.procedure == later.procedure
