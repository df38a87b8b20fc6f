"""The numbers of the steps run on without gaps and repeats.

Asks: Within each stage, do the published numbers of the steps run from one on, each once?
Why: A missing number is often a row that was lost when the table was copied, with its time; a number that comes twice
    makes every reference to it doubtful.
Ground: convention
Clause: 7.5.2
Decided how: Numbers are compared with what stands before them (I.1 is no 1). Where no stage uses the number of another,
    they are taken to run on through all stages, else to begin anew in each. A letter behind a number (2a, 2b) divides
    it; letters alone (a, b, c) are counted like numbers. Steps without a number are not asked. Where the numbers begin
    anew within a stage, the step where they do is named once.
Left to the auditor: Was a step lost?
Bad:
    id: HT-20
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    steps:
      receive: {number: 1, title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}, allowance: 1 ngày, next: check}
      check: {number: 3, title: {vi: Kiểm tra hồ sơ, en: Check it}, allowance: 1 ngày, next: sign}  # here
      sign: {number: 3, title: {vi: Ký duyệt, en: Sign}, allowance: 1 ngày, end: completed}  # here
Good:
    id: HT-21
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    stages:
      one: {title: Giai đoạn 1}
      two: {title: Giai đoạn 2}
    steps:
      receive: {number: 1, title: {vi: Tiếp nhận, en: Receive}, stage: one, allowance: 1 ngày, next: check}
      check: {number: 2a, title: {vi: Kiểm tra, en: Check}, stage: one, allowance: 1 ngày, next: verify}
      verify: {number: 2b, title: {vi: Xác minh, en: Verify}, stage: one, allowance: 1 ngày, next: sign}
      sign: {number: 1, title: {vi: Ký duyệt, en: Sign}, stage: two, allowance: 1 ngày, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.numbering import gaps, repeated
from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message

ID = "arithmetic/numbering"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("7.5.2",)


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to numbers that are missing or come twice."""
    for gap in gaps(procedure):
        message = Message("number {missing} is missing before step {step}", missing=gap.missing, step=gap.step.number)
        fix = Message("see whether a row of the table was lost; else number the steps without a gap")
        yield Objection(gap.step.at, gap.step.id, message, fix)
    for step, before in repeated(procedure):
        message = Message(
            "number {number} was used before, for “{other}”", number=step.number, other=before.title or before.id
        )
        fix = Message("number the step on; if a new stage begins here, say so under “stages:”")
        yield Objection(step.at, step.id, message, fix)
