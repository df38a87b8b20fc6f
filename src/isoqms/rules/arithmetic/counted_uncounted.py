"""Whether a step's time counts is said in one way.

Asks: Do the words beside a step, its time and the state of the clock agree on whether its time counts?
Why: Time that is written down and left out of the count lets a late dossier look punctual; time that is counted
    although the law leaves it out lets the office look late.
Ground: convention
Clause: 8.2.2
Decided how: Three cases are objected to. A step of the office itself is marked as not counted and has a time. A step
    whose clock runs says in words that its time is not counted, and yet has one, or is done by somebody else. A step of
    the office between counted steps, which does not return the result, is “not counted” with no word why.
Left to the auditor: Which times does the law leave out?
Bad:
    id: HT-30
    title: {vi: Cấp bản sao, en: Issue a copy}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, allowance: 1 ngày, next: check}
      check: {title: {vi: Kiểm tra, en: Check}, role: officer, clock: uncounted, allowance: 3 ngày, next: ask}  # here
      ask:  # here
        title: {vi: Xác minh, en: Verify}
        role: officer
        allowance: 5 ngày
        notes: [thời gian xác minh không tính vào thời hạn]
        next: number
      number:  # here
        title: {vi: Lấy số, en: Number it}
        role: officer
        allowance: không tính thời gian
        next: sign
      sign: {title: {vi: Ký, en: Sign}, role: head, allowance: 1 ngày, next: return}
      return: {title: {vi: Trả kết quả, en: Return it}, role: officer, allowance: không tính thời gian, end: completed}
Good:
    id: HT-31
    title: {vi: Cấp bản sao, en: Issue a copy}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, allowance: 1 ngày, next: ask}
      ask:
        title: {vi: Trả lời xác minh, en: Answer the inquiry}
        actor: agency
        clock: stopped
        allowance: 5 ngày
        notes: [thời gian xác minh không tính vào thời hạn]
        next: sign
      sign: {title: {vi: Ký, en: Sign}, role: head, allowance: 1 ngày, next: return}
      return: {title: {vi: Trả kết quả, en: Return it}, role: officer, allowance: không tính thời gian, end: completed}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from isoqms.graph.sum_words import short_names
from isoqms.problem import Ground, Severity
from isoqms.procedure import Clock, Procedure, Step
from isoqms.procedure.returning import returns_result
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message
from isoqms.worktime import Kind

ID = "arithmetic/counted-uncounted"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("8.2.2",)

_LEFT_OUT: Final = re.compile(
    r"không (?:được )?tính (?:vào )?(?:thời gian|thời hạn|tổng)|không tính vào|đồng hồ dừng|tạm dừng tính|dừng tính|"
    r"\bnot counted\b|\bclock (?:is )?stop|excluded from (?:the )?total|\bnot included in (?:the )?(?:total|limit)",
    re.IGNORECASE,
)
"""How texts say that a time is left out of the count."""


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to steps that say two things about their time."""
    steps = list(procedure.steps.values())
    counted = [index for index, step in enumerate(steps) if step.counted and _has_figure(step)]
    for index, step in enumerate(steps):
        between = bool(counted) and counted[0] < index < counted[-1]
        found = _marked_but_timed(step) or _running_but_left_out(step) or _silent(step, between)
        if found is not None:
            what, fix = found
            [name] = short_names(procedure, [step.id])
            yield Objection(step.at, step.id, Message("step {step}: {what}", step=name, what=what), fix)


def _has_figure(step: Step) -> bool:
    return bool(step.allowance and any(amount.value for amount in (*step.allowance.low, *step.allowance.high)))


def _says_left_out(step: Step) -> bool:
    texts = (*step.notes, *((step.title,) if step.title else ()))
    return any(_LEFT_OUT.search(words) for text in texts for words in text)


def _marked_but_timed(step: Step) -> tuple[Message, Message] | None:
    outside = (Clock.UNCOUNTED, Clock.NOT_STARTED)
    if step.clock not in outside or step.actor is not None or not _has_figure(step):
        return None
    return (
        Message("{time} of the office's own time is marked as not counted", time=step.allowance),
        Message("take “clock:” out so that the time counts, or say who else takes this time"),
    )


def _running_but_left_out(step: Step) -> tuple[Message, Message] | None:
    if not step.counted or not _says_left_out(step) or not (_has_figure(step) or step.actor is not None):
        return None
    return (
        Message("its words say that the time is not counted, and yet it counts"),
        Message("write “clock: stopped” (or uncounted), or take the words out"),
    )


def _silent(step: Step, between: bool) -> tuple[Message, Message] | None:
    uncounted = step.allowance is not None and step.allowance.kind is Kind.UNCOUNTED
    if not uncounted or not between or step.actor is not None or returns_result(step) or _says_left_out(step):
        return None
    return (
        Message("its time is not counted although it lies between counted steps, and no word says why"),
        Message("write the time it takes; or name who else takes it, or the rule that leaves it out"),
    )
