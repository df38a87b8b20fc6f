"""The legal basis is in force on the day the document is issued.

Asks: Is every rule under “legal_basis” in force on the day the procedure was issued or took effect?
Why: A procedure that stands on a repealed decree asks for papers nobody may ask for, and its decisions can be annulled.
Ground: law
Clause: 5.1.2, 7.5.3
Decided how: The period of each rule, “from” and “to”, both days included, against the day on which the procedure takes
    effect, else was issued, else the day of the published document it was taken from. A rule without a period and a
    document without a day are not asked.
Left to the auditor: Is the period right? Does a rule that came later ask for something else?
Bad:
    id: MC-01
    title: {vi: Tiếp nhận hồ sơ một cửa, en: One-stop reception}
    issue: {number: 1, issued: 2025-11-18}
    legal_basis:
      nd1: {document: 01/2018/NĐ-CP, from: 2018-06-21, to: 2025-06-30}  # here
      nd2: {document: 02/2025/NĐ-CP, from: 2025-07-01}
      nd3: {document: 03/2026/NĐ-CP, from: 2026-03-01}  # here
    steps:
      receive: {title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}, allowance: 1 ngày, end: completed}
Good:
    id: MC-02
    title: {vi: Tiếp nhận hồ sơ một cửa, en: One-stop reception}
    issue: {number: 1, issued: 2025-11-18}
    legal_basis:
      nd2: {document: 02/2025/NĐ-CP, from: 2025-07-01}
      nd4: {document: 04/2019/NĐ-CP}
    steps:
      receive: {title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}, allowance: 1 ngày, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Severity
from isoqms.procedure import LegalRule, Procedure
from isoqms.procedure.validity import in_force, issue_day
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message

ID = "arithmetic/basis-in-force"
SEVERITY = Severity.ERROR
GROUND = Ground.LAW
CLAUSES = ("5.1.2", "7.5.3")


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to rules whose period does not hold the day of the document."""
    day = issue_day(procedure)
    if day is None:
        return
    for id_, rule in procedure.legal_basis.items():
        if in_force(rule.from_, rule.to, day):
            continue
        message = Message(
            "{rule} {period}; this document is of {day}", rule=rule.document, period=_period(rule), day=day
        )
        fix = Message("cite the rule in force on that day, or correct its period")
        yield Objection(rule.at, id_, message, fix)


def _period(rule: LegalRule) -> Message:
    if rule.from_ is not None and rule.to is not None:
        return Message("is in force from {first} to {last}", first=rule.from_, last=rule.to)
    if rule.to is not None:
        return Message("was in force until {last}", last=rule.to)
    return Message("is in force from {first}", first=rule.from_)
