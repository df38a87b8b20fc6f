"""What interested parties need leads somewhere.

Asks: Has every party a requirement, and is each requirement met by a procedure or left aside with a reason?
Why: A need written down and linked to nothing is a promise to nobody.
Ground: iso
Clause: 4.2
Decided how: Parties and requirements of qms/context.yaml; a requirement that is not relevant needs “excluded”. The
    standard asks for no document: without the file nothing can be judged.
Left to the auditor: Are these the right parties?
Bad:
    # file: context.yaml
    parties:
      people: {title: {vi: Người dân, en: Applicants}}  # here
      staff:
        title: {vi: Công chức, en: Officers}
        requirements:
          clear: {title: {vi: Rõ việc, en: Clear duties}}  # here
Good:
    # file: context.yaml
    parties:
      people:
        title: {vi: Người dân, en: Applicants}
        requirements:
          on-time: {title: {vi: Đúng hẹn, en: On time}, procedures: [all]}
          report: {title: {vi: Báo cáo, en: Reports}, relevant: false, excluded: {vi: Ngoài phạm vi, en: Out of scope}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.rules.asking import unwritten
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "4.2/parties-traced"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("4.2",)
EVIDENCE = (Evidence.DOCUMENTS, Evidence.PROCEDURE)


def check_system(system: System) -> Iterator[Found]:
    """Miss requirements of parties, and what meets them."""
    context = system.documents.context
    if context is None:
        yield unwritten(system, "context")
        return
    if not context.parties:
        message = Message("the context names no interested party")
        yield Absent(context.at, "parties", message, Message("write them under “parties”"))
    for id_, party in context.parties.items():
        yield Seen(party.at, id_)
        if not party.requirements:
            message = Message("nothing says what “{party}” needs", party=id_)
            yield Absent(party.at, id_, message, Message("write at least one requirement"))
        for name, need in party.requirements.items():
            if not need.procedures and not need.excluded:
                message = Message(
                    "the requirement “{need}” of “{party}” is met by no procedure and left aside without a reason",
                    need=name,
                    party=id_,
                )
                yield Absent(need.at, name, message, Message("name the procedures that meet it, or write “excluded:”"))
