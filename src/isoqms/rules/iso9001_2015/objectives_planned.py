"""For every objective it is said how it is to be reached.

Asks: Has each objective a plan with work, resources, somebody who answers, a day, and a way to judge the result?
Why: A target without a plan is reached by luck.
Ground: iso
Clause: 6.2.2
Decided how: “plan” of each objective in qms/objectives.yaml. Where the day of a plan or an objective is past, and no
    measurement of the metric since then is on record, it is told that nobody knows what came of it.
Left to the auditor: Is the plan followed?
Bad:
    # file: objectives.yaml
    objectives:
      on-time: {title: {vi: Đúng hẹn, en: On time}}  # here
      once: {title: {vi: Một lần, en: Once}, plan: {what: Tờ hướng dẫn, who: officer}}  # here
Good:
    # file: objectives.yaml
    objectives:
      on-time:
        title: {vi: Đúng hẹn, en: On time}
        plan: {what: Nhắc hạn, resources: Phần mềm, who: officer, when: 2027-06-30, evaluation: So từng tháng}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.qms import Objective, RecordKind
from isoqms.rules.asking import missing, required
from isoqms.rules.results import Absent, Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "6.2.2/plan-complete"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("6.2.2",)
EVIDENCE = (Evidence.DOCUMENTS,)

_NEEDED = ("what", "resources", "who", "when", "evaluation")


def check_system(system: System) -> Iterator[Found]:
    """Miss plans, and what makes them complete."""
    held = system.documents.objectives
    if held is None:
        yield required(system, "objectives")
        return
    for id_, objective in held.objectives.items():
        yield Seen(objective.at, id_)
        lacking = missing(objective.plan, *_NEEDED) if objective.plan else list(_NEEDED)
        if lacking:
            message = Message("the plan of the objective “{id}” lacks {fields}", id=id_, fields=lacking)
            yield Absent(objective.at, id_, message, Message("write what is missing under “plan”"))
        yield from _past(id_, objective, system)


def _past(id_: str, objective: Objective, system: System) -> Iterator[Insufficient]:
    """Say of an objective whose day, or whose plan's day, is past that nobody knows what came of it."""
    days = (objective.by, objective.plan.when if objective.plan else None)
    past = max((day for day in days if day is not None and day < system.as_of), default=None)
    if past is None:
        return
    measured = system.records.of(RecordKind.MEASUREMENT) or ()
    if not any(each.on >= past and each.held.get("indicator") == objective.metric for each in measured):
        message = Message(
            "the day set for the objective “{id}”, {day}, is past; nothing says what came of it", id=id_, day=past
        )
        yield Insufficient(objective.at, id_, message)
