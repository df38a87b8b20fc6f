"""What is promised to applicants can be kept.

Asks: Are at least 9 of 10 dossiers done within each limit the office publishes, by the law and as it promised?
Why: A limit that is missed every third time is a trap for whoever planned by it.
Ground: iso
Clause: 8.2.2
Decided how: By the latest log of dossiers of the procedure, where one is at hand: the dossiers done in time, of those
    judged. Else by simulation of an ordinary week; then a limit is told only when the whole margin of error lies below
    9 of 10. Without either nothing can be judged. The 9 of 10 is ours.
Left to the auditor: Is the limit set by somebody who may also set the number of people?
Bad:
    # file: procedure.yaml
    id: GP-01
    title: {vi: Cấp giấy phép, en: Issue a permit}
    limits:
      legal: {within: 5 ngày làm việc}  # here
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, work: 2 giờ, end: completed}}
    # file: estimates.yaml
    procedures: {GP-01: {nine_in_ten: 3900, on_time: {legal: 0.71}}}
    ---
    # file: procedure.yaml
    id: GP-02
    title: {vi: Cấp giấy phép, en: Issue a permit}
    limits: {legal: {within: 5 ngày làm việc}}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, work: 2 giờ, end: completed}}
    # file: records.yaml
    log:
      - {id: L-1, on: 2026-09-30, procedure: GP-02, dossiers: 240, judged: 230, on_time: 184}  # here
Good:
    # file: procedure.yaml
    id: GP-03
    title: {vi: Cấp giấy phép, en: Issue a permit}
    limits: {legal: {within: 5 ngày làm việc}, committed: {within: 4 ngày làm việc}}
    steps: {sign: {title: {vi: Ký, en: Sign}, role: head, work: 2 giờ, end: completed}}
    # file: estimates.yaml
    procedures: {GP-03: {nine_in_ten: 1700, on_time: {legal: 0.98, committed: 0.93}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from isoqms.metrics.estimates import NoEstimate
from isoqms.metrics.figure import Figure
from isoqms.problem import Ground, Position, Severity
from isoqms.procedure import Procedure
from isoqms.rules.engine import Objection
from isoqms.rules.estimated import percent
from isoqms.rules.recorded import latest_log, number
from isoqms.rules.results import Evidence, Found, Insufficient, NotApplicable, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "8.2.2/claim-feasible"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("8.2.2",)
EVIDENCE = (Evidence.SIMULATION, Evidence.LOG, Evidence.PROCEDURE)

ENOUGH: Final = 0.9
_PROMISED: Final = {"legal": Message("the legal limit"), "committed": Message("the committed limit")}
_FIX: Final = Message("cut what holds dossiers up (“isoqms simulate” shows it), or promise what can be kept")


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Object to limits that are missed more than once in ten times."""
    limits = {name: limit for name, limit in procedure.limits.named().items() if name in _PROMISED}
    log = latest_log(system, procedure)
    judged, on_time = (number(log, name) if log else None for name in ("judged", "on_time"))
    if not limits:
        yield NotApplicable(procedure.at, procedure.id, Message("no limit is published for the whole procedure"))
    elif log and judged and on_time is not None:
        yield Seen(log.at, log.id)
        if on_time / judged < ENOUGH:
            message = Message(
                "by the log “{id}” only {share} % of the dossiers were done in time",
                id=log.id,
                share=percent(on_time / judged),
            )
            yield Objection(log.at, log.id, message, _FIX)
    elif isinstance(system.estimate, NoEstimate):
        yield Insufficient(procedure.at, procedure.id, system.estimate.reason)
    elif procedure.id not in system.estimate.procedures:
        missing = Message("the procedure was left out of the simulation: it does not say how many dossiers come")
        yield Insufficient(procedure.at, procedure.id, missing)
    else:
        found = system.estimate.procedures[procedure.id].on_time
        for name, limit in limits.items():
            if name in found:
                yield from _estimated(limit.at, name, found[name])


def _estimated(at: Position, name: str, share: Figure) -> Iterator[Found]:
    if share.value is None or share.low is None or share.high is None:
        yield Insufficient(at, name, Message("{reason}", reason=share.reason or Message("the simulation gives none")))
        return
    yield Seen(at, name)
    if share.high < ENOUGH:
        message = Message(
            "by simulation only {share} % of the dossiers are done within {limit} (from {low} to {high} %)",
            share=percent(share.value),
            limit=_PROMISED[name],
            low=percent(share.low),
            high=percent(share.high),
        )
        yield Objection(at, name, message, _FIX)
    elif share.low < ENOUGH:
        missing = Message("the margin of error of the simulation is too wide to tell whether the limit is kept")
        yield Insufficient(at, name, missing)
