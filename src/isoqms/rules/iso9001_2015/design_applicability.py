"""Either services are designed in an orderly way, or it is said why that is not the office's to do.

Asks: Does the scope leave clause 8.3 out with a reason, or does the register hold records of design?
Why: A commune carries out what law and province designed; it must say so, or show its own design.
Ground: iso
Clause: 8.3.1
Decided how: “not_applicable” of the scope names 8.3, or a record of the register answers a clause of 8.3.
Left to the auditor: Did the office design a service of its own all the same?
Bad:
    # file: scope.yaml
    statement: Giải quyết  # here
    procedures: []
    # file: documents.yaml
    documents: {HS: {title: Hồ sơ, kind: record, clauses: ["8.6"]}}
Good:
    # file: scope.yaml
    statement: Giải quyết
    not_applicable: {"8.3": {reason: Luật quy định, no_effect: Không thiết kế}}
    # file: documents.yaml
    documents: {HS: {title: Hồ sơ, kind: record, clauses: ["8.6"]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import EntryKind
from isoqms.rules.asking import required
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "8.3.1/applicability"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("8.3.1",)
EVIDENCE = (Evidence.DOCUMENTS,)

_DESIGN = "8.3"


def check_system(system: System) -> Iterator[Found]:
    """Miss records of design, or the reason why there are none."""
    scope, register = system.documents.scope, system.documents.documents
    if scope is None:
        yield required(system, "scope")
        return
    entries = register.documents.items() if register else ()
    records = {
        id_: entry
        for id_, entry in entries
        if entry.kind is EntryKind.RECORD and any(number.startswith(f"{_DESIGN}.") for number in entry.clauses)
    }
    yield from (Seen(entry.at, id_) for id_, entry in records.items())
    if _DESIGN in scope.not_applicable:
        yield Seen(scope.not_applicable[_DESIGN].at, _DESIGN)
    elif not records:
        message = Message("nothing shows how services are designed, and the scope does not leave clause 8.3 out")
        yield Absent(
            scope.at,
            _DESIGN,
            message,
            Message("add records of design, or write under “not_applicable” why there are none"),
        )
