"""Risks and opportunities follow from the context and from what parties need.

Asks: Is every issue of the context traced to a risk or opportunity, or dismissed with a reason, and every relevant
    requirement of a party as well?
Why: Risks thought up at a desk are other risks than those the context brings.
Ground: iso
Clause: 6.1.1
Decided how: “risks” and “dismissed” of issues, “risks”, “procedures” and “excluded” of requirements in
    qms/context.yaml. A requirement met by procedures counts as considered. The standard asks for no document: without
    the file nothing can be judged.
Left to the auditor: Which risk is missing?
Bad:
    # file: context.yaml
    issues:
      law: {title: {vi: Luật đổi nhanh, en: Laws change fast}, kind: external}  # here
Good:
    # file: context.yaml
    issues:
      law: {title: {vi: Luật đổi nhanh, en: Laws change fast}, kind: external, risks: [outdated]}
      few: {title: {vi: Ít người, en: Few people}, kind: internal, dismissed: {vi: Đã đủ, en: All posts are filled}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.rules.asking import unwritten
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "6.1.1/risk-scope"
SEVERITY = Severity.INFO
GROUND = Ground.ISO
CLAUSES = ("6.1.1",)
EVIDENCE = (Evidence.DOCUMENTS,)


def check_system(system: System) -> Iterator[Found]:
    """Miss what follows from issues and requirements."""
    context = system.documents.context
    if context is None:
        yield unwritten(system, "context")
        return
    fix = Message("name the risk or opportunity that follows, or say why none does")
    for id_, issue in context.issues.items():
        yield Seen(issue.at, id_)
        if not issue.risks and not issue.dismissed:
            yield Absent(issue.at, id_, Message("no risk or opportunity follows from the issue “{id}”", id=id_), fix)
    for party in context.parties.values():
        for id_, need in party.requirements.items():
            if not need.risks and not need.procedures and not need.excluded:
                message = Message("no risk or opportunity follows from the requirement “{id}”", id=id_)
                yield Absent(need.at, id_, message, fix)
