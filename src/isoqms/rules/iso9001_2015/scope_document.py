"""There is a scope, approved, that names services and places.

Asks: Does the scope state what the system covers, at which places, and is it an approved document in force?
Why: Everything else is asked inside the scope; who leaves it open can be asked anything.
Ground: iso
Clause: 4.3
Decided how: qms/scope.yaml with “sites” and “procedures”, and the entry of the register it names under “document”.
Left to the auditor: Are the boundaries honest?
Bad:
    # file: scope.yaml
    statement: {vi: Giải quyết thủ tục hành chính, en: Administrative procedures}  # here
    procedures: []
    # file: documents.yaml
    documents: {PV: {title: Phạm vi}}
Good:
    # file: scope.yaml
    document: PV
    statement: {vi: Giải quyết thủ tục hành chính, en: Administrative procedures}
    sites: [Trụ sở]
    procedures: [P]
    # file: documents.yaml
    documents: {PV: {title: Phạm vi, state: in_force, approver: head-post, approved: 2026-01-02}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import EntryState
from isoqms.rules.asking import missing, required
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "4.3/scope-doc"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("4.3",)
EVIDENCE = (Evidence.DOCUMENTS,)


def check_system(system: System) -> Iterator[Found]:
    """Miss the scope, what it must name, and its approval."""
    scope = system.documents.scope
    if scope is None:
        yield required(system, "scope")
        return
    yield Seen(scope.at, "scope")
    if lacking := missing(scope, "sites", "procedures"):
        message = Message("the scope lacks {fields}", fields=lacking)
        yield Absent(scope.at, "scope", message, Message("write the places and the ids of the procedures"))
    register = system.documents.documents
    entry = register.documents.get(scope.document or "") if register else None
    if entry is None or entry.state is not EntryState.IN_FORCE or missing(entry, "approver", "approved"):
        message = Message("no approved document in force holds the scope")
        fix = Message(
            "name its entry under “document”, with approver, day of approval and “state: in_force” in the register"
        )
        yield Absent(scope.at, "document", message, fix)
