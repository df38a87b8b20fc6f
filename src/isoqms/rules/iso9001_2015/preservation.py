"""Of the procedure's own records it is said who keeps them, how long, on what.

Asks: Has each record of the procedure a keeper, a retention and a medium?
Why: A record everybody may keep is the one that is not there when it is asked for.
Ground: iso
Clause: 8.5.4
Decided how: The entries under “records” of the procedure; kinds of records kept for several procedures are asked about
    by 7.5.3/integrity.
Left to the auditor: Can the record still be read after ten years?
Bad:
    id: DD-01
    title: {vi: Hòa giải tranh chấp, en: Mediate a dispute}
    records:
      minutes: {title: {vi: Biên bản, en: Minutes}, retention: vĩnh viễn}  # here
    steps: {settle: {title: {vi: Hòa giải, en: Mediate}, role: head, end: completed}}
Good:
    id: DD-02
    title: {vi: Hòa giải tranh chấp, en: Mediate a dispute}
    records:
      minutes: {title: {vi: Biên bản, en: Minutes}, kept_by: {vi: Văn thư, en: Clerk}, retention: 5 năm, medium: paper}
    steps: {settle: {title: {vi: Hòa giải, en: Mediate}, role: head, end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.asking import missing
from isoqms.rules.results import Absent, Evidence, Found, NotApplicable, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "8.5.4/preserve"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("8.5.4",)
EVIDENCE = (Evidence.PROCEDURE,)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss keeper, retention and medium of records."""
    if not procedure.records:
        yield NotApplicable(procedure.at, procedure.id, Message("the procedure lists no records of its own"))
    for id_, record in procedure.records.items():
        yield Seen(record.at, id_)
        if lacking := missing(record, "kept_by", "retention", "medium"):
            message = Message("the record “{id}” lacks {fields}", id=id_, fields=lacking)
            yield Absent(record.at, id_, message, Message("write what is missing"))
