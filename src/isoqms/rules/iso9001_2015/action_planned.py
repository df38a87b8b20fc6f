"""What is too risky is acted on, or somebody bears it until a day.

Asks: Has every risk above the level the office bears an action with owner, day and a way to judge it, or an acceptance
    that has not run out?
Why: A risk that is written down and left is a risk taken without anybody taking it.
Ground: iso
Clause: 6.1.2
Decided how: The level with controls, else without, against “accept_up_to” of qms/risks.yaml. Where neither is rated,
    nothing can be judged. Entries of the other kind are not asked for a level. Of an action whose day is past no file
    says whether it was done: that is told as not known.
Left to the auditor: Is the action in proportion?
Bad:
    # file: risks.yaml
    accept_up_to: 6
    entries:
      late: {title: {vi: Trễ hẹn, en: Late}, before: {likelihood: 4, impact: 4}}  # here
      lost:
        title: {vi: Mất giấy tờ, en: Papers lost}
        before: {likelihood: 3, impact: 5}
        action: {what: Khóa tủ}  # here
Good:
    # file: risks.yaml
    accept_up_to: 6
    entries:
      late:
        title: {vi: Trễ hẹn, en: Late}
        before: {likelihood: 4, impact: 4}
        action: {what: Danh sách sắp hạn, owner: officer, due: 2026-12-31, effectiveness: Tỷ lệ đúng hẹn}
      few: {title: Ít người, before: {likelihood: 3, impact: 4}, accepted: {by: head-post, until: 2027-06-30}}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from isoqms.problem import Ground, Severity
from isoqms.qms import RiskEntry, RiskKind
from isoqms.rules.asking import missing, unwritten
from isoqms.rules.results import Absent, Evidence, Found, Insufficient, Seen
from isoqms.rules.system import System
from isoqms.words import Message

ID = "6.1.2/action-planned"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("6.1.2",)
EVIDENCE = (Evidence.DOCUMENTS,)

_NEEDED = ("owner", "due", "effectiveness")


def check_system(system: System) -> Iterator[Found]:
    """Miss actions on risks above what the office bears."""
    register = system.documents.risks
    if register is None:
        yield unwritten(system, "risks")
        return
    risks = {id_: each for id_, each in register.entries.items() if each.kind is RiskKind.RISK}
    if register.accept_up_to is None or any(each.level is None for each in risks.values()):
        missing_ = Message("not every risk has a level, or nothing says up to which level risks are borne")
        yield Insufficient(register.at, "accept_up_to", missing_)
    yield from _past_actions(register.entries, system.as_of)
    for id_, risk in risks.items():
        yield Seen(risk.at, id_)
        if risk.level is not None and register.accept_up_to is not None and risk.level > register.accept_up_to:
            yield from _of_risk(id_, risk, register.accept_up_to, system)


def _past_actions(entries: Mapping[str, RiskEntry], day: date) -> Iterator[Insufficient]:
    for id_, entry in entries.items():
        due = entry.action.due if entry.action else None
        if due is not None and due < day:
            message = Message(
                "the action on “{id}” was due on {day}; nothing says whether it was done", id=id_, day=due
            )
            yield Insufficient(entry.at, id_, message)


def _of_risk(id_: str, risk: RiskEntry, borne: int, system: System) -> Iterator[Found]:
    accepted = risk.accepted is not None and risk.accepted.until >= system.as_of
    fix = Message("write an action with owner, day and effectiveness, or who accepts the risk and until when")
    if risk.action is None and not accepted:
        message = Message(
            "the risk “{id}” has level {level}, above {borne}, and nothing is done about it",
            id=id_,
            level=risk.level,
            borne=borne,
        )
        yield Absent(risk.at, id_, message, fix)
    elif risk.action is not None and (lacking := missing(risk.action, *_NEEDED)):
        message = Message("the action on the risk “{id}” lacks {fields}", id=id_, fields=lacking)
        yield Absent(risk.action.at, id_, message, fix)
