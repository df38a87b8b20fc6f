"""The figures of indicators can be trusted.

Asks: Does every indicator say where its data come from and how it is made sure that they are right?
Why: A figure from the ones it judges, checked by nobody, is always good.
Ground: iso
Clause: 7.1.5.1
Decided how: “method”, “data” and “quality_check” of the indicators in qms/objectives.yaml, and a record of the
    register that answers clause 7.1.5.1.
Left to the auditor: Follow one figure back to the dossiers: does it hold?
Bad:
    # file: objectives.yaml
    indicators:
      on-time: {title: {vi: Đúng hẹn, en: On time}, method: {vi: Đếm, en: Count}}  # here
    # file: documents.yaml
    documents: {DO: {title: Kết quả đo, kind: record, clauses: ["7.1.5.1"]}}
Good:
    # file: objectives.yaml
    indicators:
      on-time:
        title: {vi: Đúng hẹn, en: On time}
        method: {vi: Đếm, en: Count}
        data: {vi: Hệ thống một cửa, en: One-stop system}
        quality_check: {vi: Đối chiếu 20 hồ sơ mỗi tháng, en: Twenty dossiers compared each month}
    # file: documents.yaml
    documents: {DO: {title: Kết quả đo, kind: record, clauses: ["7.1.5.1"]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import EntryKind
from isoqms.rules.asking import missing, required
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "7.1.5.1/measure-fit"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("7.1.5.1",)
EVIDENCE = (Evidence.DOCUMENTS,)


def check_system(system: System) -> Iterator[Found]:
    """Miss where figures come from, how they are checked, and the record of it."""
    held, register = system.documents.objectives, system.documents.documents
    if held is None:
        yield required(system, "objectives")
        return
    for id_, indicator in held.indicators.items():
        yield Seen(indicator.at, id_)
        if lacking := missing(indicator, "method", "data", "quality_check"):
            message = Message("the indicator “{id}” lacks {fields}", id=id_, fields=lacking)
            yield Absent(indicator.at, id_, message, Message("write what is missing"))
    entries = register.documents.values() if register else ()
    if not any(entry.kind is EntryKind.RECORD and "7.1.5.1" in entry.clauses for entry in entries):
        message = Message("no record shows that the measuring is fit")
        yield Absent(
            held.at, "indicators", message, Message("add a kind of record with clause 7.1.5.1 to qms/documents.yaml")
        )
