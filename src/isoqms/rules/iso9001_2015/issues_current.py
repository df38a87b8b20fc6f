"""The office knows what bears on quality, inside and outside.

Asks: Does the context hold at least one internal and one external issue?
Why: Who looks inside only is surprised by the law, who looks outside only by the own people.
Ground: iso
Clause: 4.1
Decided how: The issues of qms/context.yaml by their kind. The standard asks for no document: without the file nothing
    can be judged. When it was reviewed is asked by 4.1/issues-reviewed.
Left to the auditor: Are these the issues that matter?
Bad:
    # file: context.yaml
    issues:  # here
      law: {title: {vi: Luật đổi nhanh, en: Laws change fast}, kind: external}
Good:
    # file: context.yaml
    issues:
      law: {title: {vi: Luật đổi nhanh, en: Laws change fast}, kind: external}
      few: {title: {vi: Ít người, en: Few people}, kind: internal}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import IssueKind
from isoqms.rules.asking import unwritten
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "4.1/issues-current"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("4.1",)
EVIDENCE = (Evidence.DOCUMENTS,)


def check_system(system: System) -> Iterator[Found]:
    """Miss internal or external issues."""
    context = system.documents.context
    if context is None:
        yield unwritten(system, "context")
        return
    yield from (Seen(issue.at, id_) for id_, issue in context.issues.items())
    kinds = {issue.kind for issue in context.issues.values()}
    if lacking := [str(kind) for kind in IssueKind if kind not in kinds]:
        message = Message("the context names no issue of kind {kinds}", kinds=lacking)
        yield Absent(context.at, "issues", message, Message("add what bears on quality from that side"))
