"""It is decided, with a reason, whether climate change matters.

Asks: Does the context say whether climate change is a relevant issue, and why?
Why: The amendment of 2024 asks every organisation to decide; a reasoned “no” is an answer, silence is none.
Ground: iso
Clause: 4.1, 4.2
Decided how: “climate” in qms/context.yaml. The standard asks for no document: without the file nothing can be judged.
Left to the auditor: Is the reason a reason?
Bad:
    # file: context.yaml
    issues: {law: {title: Luật đổi nhanh, kind: external}}  # here
    ---
    # file: context.yaml
    climate: {relevant: false}  # here
Good:
    # file: context.yaml
    climate: {relevant: false, reason: {vi: Chỉ nhận hồ sơ trên mạng, en: Dossiers come online only}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.rules.asking import unwritten
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "4.1/climate-determined"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("4.1", "4.2")
EVIDENCE = (Evidence.DOCUMENTS,)


def check_system(system: System) -> Iterator[Found]:
    """Miss the decision on climate change, or its reason."""
    context = system.documents.context
    if context is None:
        yield unwritten(system, "context")
    elif context.climate is None:
        message = Message("nothing says whether climate change is a relevant issue")
        yield Absent(context.at, "climate", message, Message("write “climate:” with “relevant:” and “reason:”"))
    else:
        yield Seen(context.climate.at, "climate")
        if not context.climate.reason:
            message = Message("the decision on climate change has no reason")
            yield Absent(context.climate.at, "climate", message, Message("write “reason:”"))
