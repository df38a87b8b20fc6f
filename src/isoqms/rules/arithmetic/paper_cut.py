"""A shortened time says which step was shortened.

Asks: Where a shorter time is published, does it come from single steps, or was every figure cut by the same share?
Why: Days taken off on paper, with no change of step, person or order, are taken from the people who do the work; the
    first busy month brings them back as late dossiers.
Ground: convention
Clause: 6.3, 10.3
Decided how: A paper cut is seen where only the whole is published before and after, or where all published times, two
    at least, are cut by one share. A procedure that was abolished (nothing is left) is not asked.
Left to the auditor: What was changed in the work itself? Who was asked whether the shorter time can be kept?
Bad:
    id: TN-05
    title: {vi: Thành lập tổ chức, en: Set up an organisation}
    published_times:
      - {part: Toàn bộ thủ tục, before: 15 ngày, after: "10,5 ngày"}  # here
    steps:
      appraise: {title: {vi: Thẩm định hồ sơ, en: Appraise the dossier}, allowance: 8 ngày, next: sign}
      sign: {title: {vi: Ký duyệt, en: Sign}, allowance: 2.5 ngày, end: completed}
    ---
    id: TN-06
    title: {vi: Thành lập tổ chức, en: Set up an organisation}
    published_times:
      - {part: Thẩm định, before: 10 ngày, after: 7 ngày}  # here
      - {part: Ký duyệt, before: 5 ngày, after: "3,5 ngày"}
    steps:
      appraise: {title: {vi: Thẩm định hồ sơ, en: Appraise the dossier}, allowance: 7 ngày, next: sign}
      sign: {title: {vi: Ký duyệt, en: Sign}, allowance: 3.5 ngày, end: completed}
Good:
    id: TN-07
    title: {vi: Thành lập tổ chức, en: Set up an organisation}
    published_times:
      - {part: Thẩm định, before: 10 ngày, after: 6 ngày}
      - {part: Ký duyệt, before: 5 ngày, after: 5 ngày}
      - {part: Toàn bộ thủ tục, before: 15 ngày, after: 11 ngày}
    steps:
      appraise: {title: {vi: Thẩm định hồ sơ, en: Appraise the dossier}, allowance: 6 ngày, next: sign}
      sign: {title: {vi: Ký duyệt, en: Sign}, allowance: 5 ngày, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.reductions import is_whole, shortenings
from isoqms.graph.yardstick import yardstick
from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message

ID = "arithmetic/paper-cut"
SEVERITY = Severity.INFO
GROUND = Ground.CONVENTION
CLAUSES = ("6.3", "10.3")


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object once to a saving that no change of the work explains."""
    entries = procedure.published_times
    cuts = shortenings(procedure)
    if not cuts or len(cuts) < len(entries):
        return
    office = context.organisation.office(procedure.office) if context.organisation else None
    by = yardstick(procedure, office)
    shares = {cut.share(by) for cut in cuts}
    share = shares.pop() if len(shares) == 1 else None
    if len(cuts) > 1 and share:
        message = Message(
            "every published time was cut by the same share, {percent} %: days were shortened on paper",
            percent=round(float(1 - share) * 100, 1),
        )
    elif len(cuts) == 1 and share != 0 and is_whole(entries[0]):
        message = Message(
            "{before} became {after} with no step named that takes less time",
            before=cuts[0].before,
            after=cuts[0].after,
        )
    else:
        return
    fix = Message("name the steps that were shortened and what was changed in them: a step, a person, the order")
    yield Objection(entries[0].at, "published_times", message, fix)
