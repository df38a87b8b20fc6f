"""The steps add up to the total the document states.

Asks: Do the published times of the steps, added up on the longest way, give the total which the document itself states
    for them: its total row, its own processing time, the committed limit?
Why: A total that is not the sum of its steps is a copying error in one of them, and nobody knows in which; the
    applicant is promised one time, the officers keep another.
Ground: convention
Clause: 7.5.2
Decided how: As for arithmetic/sum-limit, but “same day” agrees with no further time as well as with a day. The
    general total is asked of the dossiers that take longest, the total of a variant of those alone. Where a total
    is stated, a longer committed limit is slack and no problem. A step without any time counts as no time and is
    named; where a remark at such a step holds a time, the total is said to include untimed steps, or the document
    publishes the shortening of some steps and leaves others without a time, only a sum that is too large is
    objected to. A sum over the legal limit that is also the total is left to arithmetic/sum-limit.
Left to the auditor: Which of the figures is the right one?
Bad:
    id: TN-02
    title: {vi: Giải thể tổ chức, en: Dissolve an organisation}
    limits:
      legal: {within: 15 ngày làm việc}
      total: {within: "10,5 ngày làm việc"}  # here
    steps:
      receive: {title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}, allowance: 0.5 ngày làm việc, next: appraise}
      appraise: {title: {vi: Thẩm định hồ sơ, en: Appraise the dossier}, allowance: 6 ngày làm việc, next: sign}
      sign: {title: {vi: Ký duyệt, en: Sign}, allowance: 3 ngày làm việc, end: completed}
    ---
    id: KH-04
    title: {vi: Công nhận trung tâm, en: Recognise a centre}
    limits:
      committed: {within: 56 giờ}  # here
    notes: [{vi: "Tính mỗi ngày 08 giờ làm việc.", en: A day has 8 working hours.}]
    steps:
      receive: {title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}, allowance: 4 giờ, next: opinions}
      opinions: {title: {vi: Lấy ý kiến, en: Ask for opinions}, parallel: [police, health]}
      police: {title: {vi: Cho ý kiến (công an), en: Give an opinion (police)}, allowance: 3 ngày, next: sign}
      health: {title: {vi: Cho ý kiến (y tế), en: Give an opinion (health)}, allowance: 5 ngày, next: sign}
      sign: {title: {vi: Ký duyệt, en: Sign}, allowance: 4 giờ, join: all, end: completed}
Good:
    id: KH-05
    title: {vi: Công nhận trung tâm, en: Recognise a centre}
    limits:
      committed: {within: 48 giờ}
    notes: [{vi: "Tính mỗi ngày 08 giờ làm việc.", en: A day has 8 working hours.}]
    steps:
      receive: {title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}, allowance: 4 giờ, next: opinions}
      opinions: {title: {vi: Lấy ý kiến, en: Ask for opinions}, parallel: [police, health]}
      police: {title: {vi: Cho ý kiến (công an), en: Give an opinion (police)}, allowance: 3 ngày, next: sign}
      health: {title: {vi: Cho ý kiến (y tế), en: Give an opinion (health)}, allowance: 5 ngày, next: sign}
      sign: {title: {vi: Ký duyệt, en: Sign}, allowance: 4 giờ, join: all, end: completed}
    ---
    id: DT-15
    title: {vi: Cấp đổi giấy chứng nhận, en: Exchange a certificate}
    limits:
      committed:
        within: null
        appointments: [{within: 3 ngày làm việc}, {within: 2 ngày làm việc}]
    steps:
      verify: {title: {vi: Kiểm tra hồ sơ, en: Check the dossier}, allowance: 3 ngày, next: tax}
      tax: {title: {vi: Nộp thuế, en: Pay the tax}, actor: applicant, clock: stopped, next: issue}
      issue: {title: {vi: Cấp giấy chứng nhận, en: Issue the certificate}, allowance: 2 ngày, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from isoqms.graph.reductions import shortened_parts
from isoqms.graph.set_against import Unlike, exceeding, limit_of, unlike
from isoqms.graph.sum_words import difference, for_cases, told, with_untimed
from isoqms.graph.sums import StepSum, sums
from isoqms.graph.yardstick import Order, Yardstick, stated, yardstick
from isoqms.problem import Ground, Severity
from isoqms.procedure import Limit, Procedure
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message

ID = "arithmetic/sum-total"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("7.5.2",)


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to totals that are not the sum of their steps."""
    named = {name: limit for name, limit in procedure.limits.named().items() if name != "legal"}
    if not named:
        return
    office = context.organisation.office(procedure.office) if context.organisation else None
    by = yardstick(procedure, office)
    each = sums(procedure, by)
    told_already: list[Unlike] = []
    for name, limit in reversed(named.items()):
        for found in _unlike(name, limit, procedure, each, by):
            if not any(_same(found, other, by) for other in told_already):
                told_already.append(found)
                yield _objection(name, limit, found, procedure)


def _unlike(name: str, limit: Limit, procedure: Procedure, each: Sequence[StepSum], by: Yardstick) -> Iterator[Unlike]:
    may_fill = limit.includes_untimed or shortened_parts(procedure)
    judged = [replace(one, open=True) if may_fill and one.untimed else one for one in each]
    for found in unlike(judged, partial(limit_of, limit), lambda variant: variant in limit.variants, by):
        slack = found.order is Order.LESS and name == "committed" and procedure.limits.total is not None
        if not slack and not _over_law(found, procedure, by):
            yield found


def _over_law(found: Unlike, procedure: Procedure, by: Yardstick) -> bool:
    """Say whether the sum is over the law, and the total is the legal limit: one error, not two."""
    legal = procedure.limits.legal
    if found.order is not Order.MORE or legal is None or not exceeding([found.sum], legal, procedure, by):
        return False
    within = stated(limit_of(legal, found.sum.variant))
    return any(by.compare(mine, law) is Order.SAME for mine in stated(found.stated) for law in within)


def _same(one: Unlike, other: Unlike, by: Yardstick) -> bool:
    figures, others = stated(one.stated), stated(other.stated)
    return one.sum == other.sum and any(by.compare(mine, its) is Order.SAME for mine in figures for its in others)


def _objection(name: str, limit: Limit, found: Unlike, procedure: Procedure) -> Objection:
    figures = {"sum": told(found, procedure), "total": found.stated}
    if name == "total":
        what = Message("the steps add up to {sum}, the document states {total}", **figures)
    else:
        what = Message("the steps add up to {sum}, the committed limit is {total}", **figures)
    what = for_cases(with_untimed(what, found.sum, procedure), found, procedure)
    return Objection(limit.at, name, what, _fix(found))


def _fix(found: Unlike) -> Message:
    by = difference(found)
    if by is None:
        return Message("compare each step with the signed document, then correct the step or the total")
    if found.order is Order.MORE:
        return Message("{difference} too much: correct a step, or state the sum as the total", difference=by)
    return Message("{difference} missing: correct a step, or state the sum as the total", difference=by)
