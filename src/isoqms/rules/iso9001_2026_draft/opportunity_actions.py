"""What could go better is worked on as well.

Asks: Has every entry of the kind “opportunity” an action with owner, day and a way to judge it?
Why: What is only written down is a wish; the next edition is expected to ask for this apart from risks.
Ground: convention
Clause: 6.1.2
Decided how: “action” of the entries of that kind in qms/risks.yaml. The drafts of the edition of 2026 were not
    confirmed, so this is good practice here. Without the file nothing can be judged.
Left to the auditor: Is it worth the work?
Bad:
    # file: risks.yaml
    entries:
      data: {title: {vi: Bỏ giấy tờ, en: Drop papers}, kind: opportunity}  # here
Good:
    # file: risks.yaml
    entries:
      data:
        title: {vi: Bỏ giấy tờ, en: Drop papers}
        kind: opportunity
        action: {what: Rà hồ sơ, owner: officer, due: 2026-12-31, effectiveness: Số giấy tờ giảm}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RiskKind
from isoqms.rules.asking import missing, unwritten
from isoqms.rules.results import Absent, Evidence, Found, NotApplicable, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "6.1.3/opportunity-actions"
SEVERITY = Severity.INFO
GROUND = Ground.CONVENTION
CLAUSES = ("6.1.2",)
EVIDENCE = (Evidence.DOCUMENTS,)


def check_system(system: System) -> Iterator[Found]:
    """Miss actions on what could go better."""
    register = system.documents.risks
    if register is None:
        yield unwritten(system, "risks")
        return
    entries = {id_: each for id_, each in register.entries.items() if each.kind is RiskKind.OPPORTUNITY}
    if not entries:
        yield NotApplicable(
            register.at, "risks", Message("the register holds no entry of kind {kinds}", kinds="opportunity")
        )
    for id_, entry in entries.items():
        yield Seen(entry.at, id_)
        lacking = missing(entry.action, "owner", "due", "effectiveness") if entry.action else ["action"]
        if lacking:
            message = Message("the entry “{id}” lacks {fields}", id=id_, fields=lacking)
            yield Absent(entry.at, id_, message, Message("write what is missing"))
