"""There are enough people to keep up with the dossiers that come.

Asks: Can those who fill each role do all the work that comes to them in the hours they have for it?
Why: Where more comes in than can go out, the line grows every week, whatever the procedure says.
Ground: iso
Clause: 7.1.2
Decided how: By simulation of an ordinary week of all procedures the organisation carries out and that state their
    demand. A role is told when its work needs all the time of its people, or more. Without a simulation, or where a
    part of the work is not stated, nothing can be judged.
Left to the auditor: Does the office hire, lend people, or take on less?
Bad:
    # file: organisation.yaml
    offices: {ward: {title: Phường, calendar: vn, day_length: 8 giờ, hours: {mon: ["08:00..17:00"]}}}
    roles:
      officer: {title: {vi: Công chức, en: Officer}}  # here
    # file: procedure.yaml
    id: GP-01
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps: {receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, work: 2 giờ, end: completed}}
    # file: estimates.yaml
    busy: {officer: 1.0}
    overloaded: [officer]
Good:
    # file: procedure.yaml
    id: GP-02
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps: {receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, work: 20 phút, end: completed}}
    # file: estimates.yaml
    busy: {officer: 0.91}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.metrics.estimates import NoEstimate
from isoqms.problem import Ground, Severity
from isoqms.rules.estimated import known_use, place_of_role, unknown_use
from isoqms.rules.results import Absent, Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "7.1.2/capacity"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("7.1.2",)
EVIDENCE = (Evidence.SIMULATION, Evidence.ORGANISATION)


def check_system(system: System) -> Iterator[Found]:
    """Miss people where more work comes than can be done."""
    estimate = system.estimate
    if isinstance(estimate, NoEstimate):
        yield Insufficient(system.at, "", estimate.reason)
        return
    yield from (each for each in unknown_use(system, estimate) if each.subject not in estimate.overloaded)
    own = set(system.roles_of_the_system())
    for role in sorted({*known_use(system, estimate), *(estimate.overloaded & own)}):
        at = place_of_role(system, role)
        yield Seen(at, role)
        if role in estimate.overloaded:
            message = Message("those who fill the role “{role}” can never keep up with the work that comes", role=role)
            fix = Message("add people, give them more time for it, or cut work; “isoqms simulate” shows what waits")
            yield Absent(at, role, message, fix)
