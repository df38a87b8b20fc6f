"""Risks and opportunities are kept apart.

Asks: Does the register hold entries of both kinds, each on its own?
Why: Thinking only of what may go wrong misses what could go better; the next edition is expected to ask for both
    apart.
Ground: iso
Clause: 6.1.1, 6.1.2
Decided how: The kinds of the entries in qms/risks.yaml.
Left to the auditor: Is the good one more than a risk turned round?
Bad:
    # file: risks.yaml
    entries:  # here
      late: {title: {vi: Trễ hẹn, en: Late}, kind: risk}
Good:
    # file: risks.yaml
    entries:
      late: {title: {vi: Trễ hẹn, en: Late}, kind: risk}
      data: {title: {vi: Bỏ giấy tờ đã có dữ liệu, en: Drop papers the data hold}, kind: opportunity}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import RiskKind
from isoqms.rules.asking import unwritten
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "6.1.2/opportunity-split"
SEVERITY = Severity.INFO
GROUND = Ground.ISO
CLAUSES = ("6.1.1", "6.1.2")
EVIDENCE = (Evidence.DOCUMENTS,)


def check_system(system: System) -> Iterator[Found]:
    """Miss opportunities beside the risks."""
    register = system.documents.risks
    if register is None:
        yield unwritten(system, "risks")
        return
    kinds = {entry.kind for entry in register.entries.values()}
    yield Seen(register.at, "risks")
    if register.entries and (lacking := [str(kind) for kind in RiskKind if kind not in kinds]):
        message = Message("the register holds no entry of kind {kinds}", kinds=lacking)
        yield Absent(
            register.at, "risks", message, Message("look for what is missing, and write it as an entry of its own")
        )
