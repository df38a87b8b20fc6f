"""Every step says how long it takes, and of what kind that time is.

Asks: Does every step have a time? Is work kept apart from waiting? Is it known whether a plain day is a working day?
Why: A limit can be kept only if it is spread over the steps; a time that mixes work and waiting hides what can be cut.
Ground: convention
Clause: 8.1, 8.5.1
Decided how: A time is an allowance, a work or a wait. None is asked of a step a system does by itself, of one during
    which the clock has not started or does not count, nor of any when a total says that it covers steps without a
    time. Work of the office that is stated in calendar days, weeks or months contains waiting. A plain day is unclear
    when the organisation has several offices and the procedure names none of them.
Left to the auditor: Are the times realistic?
Bad:
    id: TD-01
    title: {vi: Xác nhận tình trạng hôn nhân, en: Certificate of marital status}
    office: ward
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, allowance: ½ ngày, next: verify}
      verify: {title: {vi: Xác minh, en: Verify}, role: officer, next: sign}  # here
      sign: {title: {vi: Ký xác nhận, en: Sign}, role: head, allowance: 4 giờ làm việc, end: completed}
    ---
    id: TD-02
    title: {vi: Xác nhận tình trạng hôn nhân, en: Certificate of marital status}
    office: ward
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, allowance: ½ ngày, next: verify}
      verify: {title: {vi: Xác minh, en: Verify}, role: officer, work: 2 tuần, end: completed}  # here
    ---
    id: TD-03
    title: {vi: Xác nhận tình trạng hôn nhân, en: Certificate of marital status}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, allowance: 1 giờ, next: verify}
      verify: {title: {vi: Xác minh, en: Verify}, role: officer, allowance: 3 ngày, end: completed}  # here
Good:
    id: TD-04
    title: {vi: Xác nhận tình trạng hôn nhân, en: Certificate of marital status}
    office: ward
    steps:
      submit: {title: {vi: Nộp hồ sơ, en: Hand in the dossier}, actor: applicant, clock: not_started, next: receive}
      receive: {title: {vi: Tiếp nhận, en: Receive}, role: officer, allowance: ½ ngày, next: verify}
      verify: {title: {vi: Xác minh, en: Verify}, role: officer, work: 2 giờ, wait: 1..3 ngày làm việc, next: sign}
      sign: {title: {vi: Ký xác nhận, en: Sign}, role: head, allowance: 4 giờ làm việc, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.problem import Ground, Position, Severity
from isoqms.procedure import Actor, Clock, Procedure, Step
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message
from isoqms.worktime import Duration

ID = "wf/time"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("8.1", "8.5.1")

_OUTSIDE = (Clock.NOT_STARTED, Clock.UNCOUNTED)


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to steps without a time, to work that contains waiting, and to days nobody can count."""
    covered = any(limit.includes_untimed for limit in procedure.limits.named().values())
    for step in procedure.steps.values():
        if not (covered or _timed(step) or step.actor is Actor.SYSTEM or step.clock in _OUTSIDE):
            message = Message("no time is given for step “{step}”", step=step.id)
            fix = Message(
                "write “allowance:” as published, or “work:” and “wait:”; or “includes_untimed: true” beside "
                "a total that covers it"
            )
            yield Objection(step.at, step.id, message, fix)
        if step.role and not step.actor and (waiting := _calendar_work(step)):
            message = Message(
                "“{time}” of work at “{step}” cannot all be work: it is calendar time", time=waiting, step=step.id
            )
            fix = Message("write under “work:” the hours somebody works on it, and the rest under “wait:”")
            yield Objection(step.at, step.id, message, fix)
    yield from _unclear_days(procedure, context)


def _timed(step: Step) -> bool:
    own = (step.allowance, step.work, step.wait)
    return any(own) or any(part.allowance or part.work or part.wait for part in step.in_variant.values())


def _calendar_work(step: Step) -> Duration | None:
    """Return the first time of work in the step that belongs to the calendar."""
    efforts = [step.work, *(part.work for part in step.in_variant.values())]
    for duration in (time for effort in efforts if effort for time in effort.figures):
        span = duration.span("high") or duration.span("low")
        if span is not None and not span.only_working_time:
            return duration
    return None


def _unclear_days(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object once, at the first plain day, when no office says what a day is."""
    organisation = context.organisation
    if organisation is None or organisation.office(procedure.office) is not None or procedure.office is not None:
        return
    for at, subject, duration in _allowances(procedure):
        if duration.has_plain_days:
            message = Message("“{time}”: no office says whether these are working days", time=duration)
            fix = Message("name the office under “office:”, or write working days or calendar days")
            yield Objection(at, subject, message, fix)
            return


def _allowances(procedure: Procedure) -> Iterator[tuple[Position, str, Duration]]:
    for name, limit in procedure.limits.named().items():
        if limit.within is not None:
            yield limit.at, name, limit.within
    for step in procedure.steps.values():
        for duration in (step.allowance, *(part.allowance for part in step.in_variant.values())):
            if duration is not None:
                yield step.at, step.id, duration
