"""For every objective it is said how it is to be reached.

Asks: Has each objective a plan with work, resources, somebody who answers, a day, and a way to judge the result?
Why: A target without a plan is reached by luck.
Ground: iso
Clause: 6.2.2
Decided how: “plan” of each objective in qms/objectives.yaml.
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
        plan: {what: Nhắc hạn, resources: Phần mềm, who: officer, when: 2026-06-30, evaluation: So từng tháng}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.rules.asking import missing, required
from isoqms.rules.results import Absent, Evidence, Found, Seen
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
