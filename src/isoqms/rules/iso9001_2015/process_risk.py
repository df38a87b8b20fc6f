"""Somebody thought about what may go wrong in the process.

Asks: Is at least one risk or opportunity linked to the procedure, or is it dated that none was found?
Why: The standard asks for risks of each process to be considered; an empty page and a forgotten page look the same.
Ground: iso
Clause: 4.4.1, 6.1.1
Decided how: Risks are those under “risks” of the procedure and those in qms/risks.yaml that name it; a procedure
    without any may stand there under “none_identified”.
Left to the auditor: Are these the risks that matter?
Bad:
    id: HN-01  # here
    title: {vi: Công nhận hộ nghèo, en: Recognise a poor household}
    steps:
      decide: {title: {vi: Quyết định, en: Decide}, role: head, end: completed}
Good:
    # file: procedure.yaml
    id: HN-02
    title: {vi: Công nhận hộ nghèo, en: Recognise a poor household}
    steps:
      decide: {title: {vi: Quyết định, en: Decide}, role: head, end: completed}
    # file: risks.yaml
    entries:
      wrong: {title: {vi: Xét sai đối tượng, en: The wrong household is chosen}, procedures: [HN-02]}
    ---
    # file: procedure.yaml
    id: HN-03
    title: {vi: Công nhận hộ nghèo, en: Recognise a poor household}
    steps:
      decide: {title: {vi: Quyết định, en: Decide}, role: head, end: completed}
    # file: risks.yaml
    none_identified: {HN-03: {date: 2026-01-20, by: head}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "4.4.1/risk-linked"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("4.4.1", "6.1.1")
EVIDENCE = (Evidence.PROCEDURE, Evidence.DOCUMENTS)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Miss a risk, an opportunity, or the note that there is none."""
    risks = system.documents.risks
    linked = system.risks_of(procedure)
    if linked:
        yield from (Seen(each.at, id_) for id_, each in linked.items())
    elif risks is not None and procedure.id in risks.none_identified:
        yield Seen(risks.none_identified[procedure.id].at, procedure.id)
    else:
        message = Message("no risk or opportunity is linked to the procedure, and nothing says that none was found")
        fix = Message("name the procedure at an entry of qms/risks.yaml, or put it there under “none_identified”")
        yield Absent(procedure.at, "risks", message, fix)
