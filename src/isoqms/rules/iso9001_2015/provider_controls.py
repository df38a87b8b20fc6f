"""It is settled how the part done outside is controlled, and by which figure it is followed.

Asks: Has each provider controls and an indicator?
Why: What is outside can spoil as much as what is inside, and is seen later.
Ground: iso
Clause: 8.4.2
Decided how: “controls” and “indicator” of the entries in qms/providers.yaml. Without the file nothing can be judged.
Left to the auditor: Is the control in proportion to what can be spoilt?
Bad:
    # file: providers.yaml
    providers:
      bhxh: {title: Bảo hiểm xã hội, by_law: true}  # here
Good:
    # file: providers.yaml
    providers:
      bhxh: {title: Bảo hiểm xã hội, by_law: true, controls: Hạn con, indicator: on-time}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.rules.asking import missing, unwritten
from isoqms.rules.results import Absent, Evidence, Found, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "8.4.2/controls"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("8.4.2",)
EVIDENCE = (Evidence.DOCUMENTS,)


def check_system(system: System) -> Iterator[Found]:
    """Miss controls and indicators of providers."""
    held = system.documents.providers
    if held is None:
        yield unwritten(system, "providers")
        return
    for id_, provider in held.providers.items():
        yield Seen(provider.at, id_)
        if lacking := missing(provider, "controls", "indicator"):
            message = Message("the provider “{id}” lacks {fields}", id=id_, fields=lacking)
            yield Absent(provider.at, id_, message, Message("write what is missing"))
