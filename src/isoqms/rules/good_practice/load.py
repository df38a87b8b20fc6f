"""Nobody is so busy that every small delay becomes a long one.

Asks: Is at most 85 % of the time of those who fill each role used?
Why: The last tenth of the time is what absorbs illness and busy days; without it waits multiply.
Ground: convention
Clause: 7.1.2
Decided how: By simulation of an ordinary week of all procedures the organisation carries out and that state their
    demand. Told only when the whole margin of error lies above 85 %. Roles that cannot keep up at all are told by
    7.1.2/capacity. Without a simulation, or where a part of the work is not stated, nothing can be judged.
Left to the auditor: Is there a plan for the weeks in which one of them is away?
Bad:
    # file: organisation.yaml
    offices: {ward: {title: Phường, calendar: vn, day_length: 8 giờ, hours: {mon: ["08:00..17:00"]}}}
    roles:
      officer: {title: {vi: Công chức, en: Officer}}  # here
    # file: procedure.yaml
    id: GP-01
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps: {receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, work: 1 giờ, end: completed}}
    # file: estimates.yaml
    busy: {officer: 0.93}
Good:
    # file: procedure.yaml
    id: GP-02
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps: {receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, work: 20 phút, end: completed}}
    # file: estimates.yaml
    busy: {officer: 0.71}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from isoqms.metrics.estimates import NoEstimate
from isoqms.problem import Ground, Severity
from isoqms.rules.engine import Objection
from isoqms.rules.estimated import known_use, percent, place_of_role, unknown_use
from isoqms.rules.results import Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "7.1.2/load"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("7.1.2",)
EVIDENCE = (Evidence.SIMULATION, Evidence.ORGANISATION)

MOST: Final = 0.85


def check_system(system: System) -> Iterator[Found]:
    """Object to roles whose people have hardly any time left."""
    estimate = system.estimate
    if isinstance(estimate, NoEstimate):
        yield Insufficient(system.at, "", estimate.reason)
        return
    yield from (each for each in unknown_use(system, estimate) if each.subject not in estimate.overloaded)
    for role, busy in known_use(system, estimate).items():
        at = place_of_role(system, role)
        yield Seen(at, role)
        if role not in estimate.overloaded and busy.value is not None and busy.low is not None and busy.low > MOST:
            message = Message(
                "{share} % of the time of those who fill the role “{role}” is used; above {most} % waits grow long",
                share=percent(busy.value),
                role=role,
                most=percent(MOST),
            )
            fix = Message("add people, give them more time for it, or cut work; “isoqms simulate” shows what waits")
            yield Objection(at, role, message, fix)
