"""A step that takes zero days is the return of the result.

Asks: Does every step other than the return of the result take some time?
Why: Nobody does anything in no time. A zero in the middle of a table hides the time in a neighbouring step, or a figure
    that was lost when the table was copied.
Ground: convention
Clause: 8.1
Decided how: A published time whose longest figure is zero, in a step during which the clock runs. The return is known
    by its title, or because the dossier is completed after it. Words such as “at once” or “not counted” are no zero.
Left to the auditor: How long does the step really take?
Bad:
    id: CT-01
    title: {vi: Chứng thực chữ ký, en: Certify a signature}
    steps:
      receive: {title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}, allowance: 0.5 ngày, next: sign}
      sign: {title: {vi: Ký chứng thực, en: Sign the certificate}, allowance: 0 ngày, next: return}  # here
      return: {title: {vi: Trả kết quả, en: Return the result}, allowance: 0 ngày, end: completed}
Good:
    id: CT-02
    title: {vi: Chứng thực chữ ký, en: Certify a signature}
    steps:
      receive: {title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}, allowance: 0.5 ngày, next: sign}
      sign: {title: {vi: Ký chứng thực, en: Sign the certificate}, allowance: ngay, next: return}
      return: {title: {vi: Trả kết quả, en: Return the result}, allowance: 0 ngày, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.sum_words import short_names
from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.procedure.returning import returns_result
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message

ID = "arithmetic/zero-day"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("8.1",)


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to steps other than the return that take zero time."""
    for step in procedure.steps.values():
        amounts = step.allowance.high if step.allowance else ()
        if not step.counted or not amounts or any(amount.value for amount in amounts) or returns_result(step):
            continue
        message = Message(
            "step {step} is given “{time}” and is not the return of the result",
            step=short_names(procedure, [step.id]),
            time=step.allowance,
        )
        fix = Message("write the time it takes; or “ngay” (at once), or “không tính thời gian” (not counted) and why")
        yield Objection(step.at, step.id, message, fix)
