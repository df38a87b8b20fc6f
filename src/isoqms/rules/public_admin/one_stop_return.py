"""The applicant gets the result where the dossier was handed in.

Asks: Is the result handed out by the role or the unit that received the dossier?
Why: One stop means one place: who must look for the result elsewhere was not served by one.
Ground: law
Clause: 8.5.1, 8.2.1
Decided how: Nghị định 118/2025/NĐ-CP, in force since 1 July 2025. The first step of the office and the last ones
    before a result are compared by role, unit and counter; a procedure in which the applicant comes in person to the
    authority is to be judged by people. Asked of offices in Vietnam only.
Left to the auditor: Does the applicant in fact go to one place only?
Bad:
    id: MC-01
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, next: sign}
      sign: {title: {vi: Ký và trả, en: Sign and hand out}, role: head, end: completed}  # here
Good:
    id: MC-02
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, next: return}
      return: {title: {vi: Trả kết quả, en: Hand out}, role: officer, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.flow import End, ways
from isoqms.problem import Ground, Severity
from isoqms.procedure import Actor, Ending, Procedure, Step
from isoqms.rules.engine import Objection
from isoqms.rules.results import Evidence, Found, NotApplicable, Seen
from isoqms.rules.system import System
from isoqms.rules.vietnam import elsewhere
from isoqms.words import Message

ID = "public/one-stop-return"
SEVERITY = Severity.WARNING
GROUND = Ground.LAW
CLAUSES = ("8.5.1", "8.2.1")
EVIDENCE = (Evidence.PROCEDURE, Evidence.ORGANISATION)


def check(procedure: Procedure, system: System) -> Iterator[Found]:
    """Object to a result handed out elsewhere than where the dossier was received."""
    if abroad := elsewhere(procedure, system):
        yield abroad
        return
    first = next((step for step in procedure.steps.values() if step.actor is None and step.role), None)
    if first is None:
        yield NotApplicable(procedure.at, procedure.id, Message("no step of the office receives the dossier"))
        return
    last = {way.source for way in ways(procedure) if way.target == End(Ending.COMPLETED)}
    for id_ in sorted(last):
        step = procedure.steps[id_]
        if step.actor in (Actor.APPLICANT, Actor.SYSTEM, Actor.AGENCY):
            continue
        yield Seen(step.at, id_)
        if not _same_place(first, step):
            message = Message(
                "“{last}” hands out the result, “{first}” received the dossier: other people, another place",
                last=id_,
                first=first.id,
            )
            fix = Message("let the one-stop unit hand it out, or write the same “unit” or “counter” at both steps")
            yield Objection(step.at, id_, message, fix)


def _same_place(first: Step, last: Step) -> bool:
    shared = bool(set(first.role) & set(last.role))
    same = (first.unit and first.unit == last.unit) or (first.counter and first.counter == last.counter)
    return shared or bool(same) or first.id == last.id
