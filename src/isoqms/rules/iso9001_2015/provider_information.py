"""A chosen provider knows what is asked of it.

Asks: Is each chosen provider bound by an agreement in force that says what is asked?
Why: What was never agreed cannot be held against anybody.
Ground: iso
Clause: 8.4.3
Decided how: “agreement” of entries in qms/providers.yaml names a document in force of the register. Authorities that
    act in their own competence (“by_law”) are bound by law and not asked.
Left to the auditor: Does the agreement say what matters?
Bad:
    # file: providers.yaml
    providers:
      host: {title: Đơn vị phần mềm}  # here
      old: {title: Đơn vị cũ, agreement: TT-1}  # here
    # file: documents.yaml
    documents: {TT-1: {title: Thỏa thuận, state: obsolete}}
Good:
    # file: providers.yaml
    providers:
      host: {title: Đơn vị phần mềm, agreement: TT-2}
      bhxh: {title: Bảo hiểm xã hội, by_law: true}
    # file: documents.yaml
    documents: {TT-2: {title: Thỏa thuận}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import EntryState
from isoqms.rules.asking import unwritten
from isoqms.rules.engine import Objection
from isoqms.rules.results import Absent, Evidence, Found, NotApplicable, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "8.4.3/info"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("8.4.3",)
EVIDENCE = (Evidence.DOCUMENTS,)


def check_system(system: System) -> Iterator[Found]:
    """Miss agreements with chosen providers, and object to old ones."""
    held, register = system.documents.providers, system.documents.documents
    if held is None:
        yield unwritten(system, "providers")
        return
    chosen = {id_: each for id_, each in held.providers.items() if not each.by_law}
    if not chosen:
        yield NotApplicable(held.at, "providers", Message("the office chose no provider itself"))
    for id_, provider in chosen.items():
        yield Seen(provider.at, id_)
        entry = register.documents.get(provider.agreement or "") if register else None
        if provider.agreement is None:
            message = Message("no agreement binds the provider “{id}”", id=id_)
            yield Absent(
                provider.at, id_, message, Message("add the agreement to the register and name it under “agreement”")
            )
        elif entry is not None and entry.state is not EntryState.IN_FORCE:
            message = Message("the agreement with “{id}” is not in force", id=id_)
            yield Objection(provider.at, id_, message, Message("renew it, or name the one in force"))
