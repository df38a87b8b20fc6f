"""The figures of the risk register agree with each other.

Asks: Is what remains of each risk at most what it was, lower only with controls, and is no acceptance run out?
Why: A level that falls without anything done about it was wished away.
Ground: iso
Clause: 6.1.2
Decided how: “before”, “after”, “controls” and “accepted” of each risk in qms/risks.yaml.
Left to the auditor: Do the controls work?
Bad:
    # file: risks.yaml
    entries:
      late: {title: Trễ hẹn, before: {likelihood: 4, impact: 4}, after: {likelihood: 2, impact: 4}}  # here
      lost: {title: Mất, before: {likelihood: 2, impact: 2}, after: {likelihood: 3, impact: 2}, controls: [Tủ]}  # here
      few: {title: Ít người, before: {likelihood: 3, impact: 4}, accepted: {by: head-post, until: 2026-06-30}}  # here
Good:
    # file: risks.yaml
    entries:
      late: {title: Trễ, before: {likelihood: 4, impact: 4}, after: {likelihood: 2, impact: 4}, controls: [Nhắc hạn]}
      few: {title: Ít người, before: {likelihood: 3, impact: 4}, accepted: {by: head-post, until: 2027-06-30}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.rules.asking import unwritten
from isoqms.rules.engine import Objection
from isoqms.rules.results import Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "6.1.2/risk-consistency"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("6.1.2",)
EVIDENCE = (Evidence.DOCUMENTS,)


def check_system(system: System) -> Iterator[Found]:
    """Object to levels that contradict each other, and to acceptances that ran out."""
    register = system.documents.risks
    if register is None:
        yield unwritten(system, "risks")
        return
    for id_, risk in register.entries.items():
        yield Seen(risk.at, id_)
        before, after = risk.before, risk.after
        if before and after and after.size > before.size:
            message = Message("the risk “{id}” is rated higher with controls than without", id=id_)
            yield Objection(
                risk.at, id_, message, Message("correct the levels, or drop the control that makes it worse")
            )
        elif before and after and after.size < before.size and not risk.controls:
            message = Message("the level of the risk “{id}” falls without any control", id=id_)
            yield Objection(
                risk.at, id_, message, Message("write what keeps it in check, or the level without controls")
            )
        if risk.accepted is not None and risk.accepted.until < system.as_of:
            message = Message("the acceptance of the risk “{id}” ran out on {day}", id=id_, day=risk.accepted.until)
            yield Objection(risk.at, id_, message, Message("act on it, or have it accepted again until a later day"))
