"""What was taken off the parts adds up to what was taken off the whole.

Asks: Where shortened times are published, do the days taken off single steps add up to the days taken off the whole?
Why: The part of a saving that no step explains was cut on paper, and somebody's time is now missing.
Ground: convention
Clause: 6.3
Decided how: The pairs of times under “published_times” are taken: those whose words name the whole procedure against
    the others of the same source. Without a pair for the whole, the legal limit against the committed limit is taken.
    The parts are taken to follow one another.
Left to the auditor: Which step gave up the days that are not explained? Do shortened steps lie on parallel branches?
Bad:
    id: LD-01
    title: {vi: Cấp lại giấy phép, en: Reissue a licence}
    published_times:
      - {part: Đề xuất kết quả, before: 7 ngày, after: 5 ngày}
      - {part: Ký duyệt, before: 6 ngày làm việc, after: 4 ngày làm việc}
      - {part: Trả kết quả, before: 3 ngày làm việc, after: 2 ngày làm việc}
      - {part: Toàn bộ thủ tục, before: 22 ngày, after: 15 ngày}  # here
    steps:
      propose: {title: {vi: Đề xuất kết quả, en: Propose the result}, allowance: 5 ngày, next: sign}
      sign: {title: {vi: Ký duyệt, en: Sign}, allowance: 4 ngày làm việc, next: return}
      return: {title: {vi: Trả kết quả, en: Return the result}, allowance: 2 ngày làm việc, end: completed}
Good:
    id: LD-02
    title: {vi: Rút tiền ký quỹ, en: Withdraw a deposit}
    published_times:
      - {part: Thẩm định, before: 7 ngày, after: 5 ngày}
      - {part: Ký duyệt, before: 3 ngày, after: 2 ngày}
      - {part: Toàn bộ, before: 10 ngày, after: 7 ngày}
    steps:
      appraise: {title: {vi: Thẩm định hồ sơ, en: Appraise the dossier}, allowance: 5 ngày, next: sign}
      sign: {title: {vi: Ký duyệt, en: Sign}, allowance: 2 ngày, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.reductions import Shortening, parts_of, sum_of, unexplained
from isoqms.graph.yardstick import written, yardstick
from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message

ID = "arithmetic/sum-reduction"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("6.3",)


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to a shortening of the whole that its parts do not explain."""
    if not procedure.published_times:
        return
    office = context.organisation.office(procedure.office) if context.organisation else None
    whole = unexplained(procedure, yardstick(procedure, office))
    if whole is None:
        return
    parts = parts_of(whole, procedure)
    message = Message(
        "the parts were shortened by {sum} together ({parts}), the whole by {whole} ({before} → {after})",
        sum=written(sum_of(parts)),
        parts=[_pair(part) for part in parts],
        whole=written(whole.by),
        before=whole.before,
        after=whole.after,
    )
    fix = Message("name every step that was shortened with its time before and after, or correct the whole")
    entry = whole.entry
    at = entry.at if entry else procedure.published_times[0].at
    yield Objection(at, "published_times", message, fix)


def _pair(part: Shortening) -> Message:
    return Message("{before} → {after}", before=part.before, after=part.after)
