"""Of every indicator it is settled when it is measured and when somebody looks at it.

Asks: Has each indicator a method, a frequency, a time of analysis, somebody who answers, and is there a record of
    results?
Why: A figure nobody looks at costs work and changes nothing.
Ground: iso
Clause: 9.1.1
Decided how: “method”, “frequency”, “analysed” and “owner” of the indicators in qms/objectives.yaml, and a kind of
    record of the register that answers clause 9.1.1.
Left to the auditor: Is it measured when it says, and did anything follow?
Bad:
    # file: objectives.yaml
    indicators:
      on-time: {title: Đúng hẹn, method: Đếm, frequency: hằng tháng, owner: head}  # here
    # file: documents.yaml
    documents: {DO: {title: Kết quả đo, kind: record, clauses: ["9.1.1"]}}
Good:
    # file: objectives.yaml
    indicators:
      on-time: {title: Đúng hẹn, method: Đếm, frequency: hằng tháng, analysed: giao ban, owner: head}
    # file: documents.yaml
    documents: {DO: {title: Kết quả đo, kind: record, clauses: ["9.1.1"]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import EntryKind
from isoqms.rules.asking import missing, required
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "9.1.1/plan"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("9.1.1",)
EVIDENCE = (Evidence.DOCUMENTS,)


def check_system(system: System) -> Iterator[Found]:
    """Miss parts of the plan of measuring, and the record of its results."""
    held, register = system.documents.objectives, system.documents.documents
    if held is None:
        yield required(system, "objectives")
        return
    for id_, indicator in held.indicators.items():
        yield Seen(indicator.at, id_)
        if lacking := missing(indicator, "method", "frequency", "analysed", "owner"):
            message = Message("the indicator “{id}” lacks {fields}", id=id_, fields=lacking)
            yield Absent(indicator.at, id_, message, Message("write what is missing"))
    entries = register.documents.values() if register else ()
    if not any(entry.kind is EntryKind.RECORD and "9.1.1" in entry.clauses for entry in entries):
        message = Message("no kind of record keeps the results of measuring")
        yield Absent(
            held.at, "indicators", message, Message("add a kind of record with clause 9.1.1 to qms/documents.yaml")
        )
