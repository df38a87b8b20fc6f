"""Of every computer system it is known who runs it.

Asks: Does organisation.yaml name who runs each system the procedures use?
Why: When a system is down somebody must be called, and the office must know whether that is itself.
Ground: iso
Clause: 7.1.3
Decided how: The systems named at steps of procedures in scope, with “owner” under “systems” of organisation.yaml.
Left to the auditor: Is the equipment fit, and what happens when it is down?
Bad:
    # file: procedure.yaml
    id: TL-01
    title: {vi: Cấp trích lục, en: Issue an extract}
    steps: {search: {title: {vi: Tra cứu, en: Search}, role: officer, systems: [register], end: completed}}
    # file: organisation.yaml
    offices: {xa: {title: Xã, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 giờ}}
    systems:
      register: {title: {vi: Phần mềm hộ tịch, en: Civil status software}}  # here
Good:
    # file: procedure.yaml
    id: TL-02
    title: {vi: Cấp trích lục, en: Issue an extract}
    steps: {search: {title: {vi: Tra cứu, en: Search}, role: officer, systems: [register], end: completed}}
    # file: organisation.yaml
    offices: {xa: {title: Xã, calendar: vn, hours: {mon: ["08:00..17:00"]}, day_length: 8 giờ}}
    systems:
      register: {title: {vi: Phần mềm hộ tịch, en: Civil status software}, owner: {vi: Bộ Tư pháp, en: Ministry}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.rules.results import Absent, Evidence, Found, NotApplicable, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "7.1.3/infrastructure"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("7.1.3",)
EVIDENCE = (Evidence.PROCEDURE, Evidence.ORGANISATION)


def check_system(system: System) -> Iterator[Found]:
    """Miss who runs the systems the procedures use."""
    known = system.organisation.systems if system.organisation else {}
    steps = (step for procedure in system.covered() for step in procedure.steps.values())
    used = dict.fromkeys(id_ for step in steps for id_ in step.systems)
    if not used:
        yield NotApplicable(system.at, "systems", Message("no procedure uses a computer system"))
    for id_ in used:
        if id_ in known:
            yield Seen(known[id_].at, id_)
            if not known[id_].owner:
                message = Message("nothing says who runs the system “{id}”", id=id_)
                yield Absent(known[id_].at, id_, message, Message("write “owner:” at the system"))
