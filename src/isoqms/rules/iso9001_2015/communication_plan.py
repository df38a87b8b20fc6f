"""It is settled who tells what to whom, when and how.

Asks: Has every row of the communication plan what, when, whom, how and who?
Why: What everybody thinks somebody told is told by nobody.
Ground: iso
Clause: 7.4
Decided how: The rows of qms/communication.yaml. The standard asks for no document: without the file nothing can be
    judged.
Left to the auditor: Did the message arrive?
Bad:
    # file: communication.yaml
    messages:
      board: {what: {vi: Niêm yết, en: Posting}}  # here
Good:
    # file: communication.yaml
    messages:
      board: {what: Niêm yết, when: Trong 5 ngày, whom: Người dân, how: Bảng tin, who: officer}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.rules.asking import missing, unwritten
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "7.4/plan"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("7.4",)
EVIDENCE = (Evidence.DOCUMENTS,)


def check_system(system: System) -> Iterator[Found]:
    """Miss parts of the rows."""
    plan = system.documents.communication
    if plan is None:
        yield unwritten(system, "communication")
        return
    for id_, row in plan.messages.items():
        yield Seen(row.at, id_)
        if lacking := missing(row, "when", "whom", "how", "who"):
            message = Message("the row “{id}” lacks {fields}", id=id_, fields=lacking)
            yield Absent(row.at, id_, message, Message("write what is missing"))
