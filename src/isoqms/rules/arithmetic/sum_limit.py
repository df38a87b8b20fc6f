"""The steps fit into the legal limit.

Asks: Do the published times of the steps, added up on the longest way, stay within the limit the law sets?
Why: An office that keeps every step on time is late all the same when the steps add up to more than the law allows.
Ground: law
Clause: 5.1.2, 8.2.2
Decided how: The times of all steps during which the statutory clock runs are added up, for each kind of dossier by
    itself; of parallel branches and of branches that exclude one another the longest counts, loops are passed once.
    Hours are set against days by the day that the document or the office states; without one, or where working days
    stand beside calendar days, only what is too long under every reading is objected to. Of a range the upper end
    counts, and “same day” ends with the working day in which the step begins, for the limit has to hold when every step
    takes all it may: after two days and two hours, with the third day. The parts of the limit given to stages are asked
    in the same way.
Left to the auditor: Is the limit the one in force? Are the times of the steps kept?
Bad:
    id: DD-01
    title: {vi: Cấp lại giấy chứng nhận, en: Reissue a certificate}
    limits:
      legal: {within: 10 ngày làm việc}  # here
    steps:
      receive: {number: 1, title: {vi: Tiếp nhận hồ sơ, en: Receive the dossier}, allowance: 0.5 ngày, next: appraise}
      appraise: {number: 2, title: {vi: Thẩm định hồ sơ, en: Appraise the dossier}, allowance: 9 ngày, next: sign}
      sign: {number: 3, title: {vi: Ký duyệt, en: Sign}, allowance: 2 ngày, next: stamp}
      stamp: {number: 4, title: {vi: Đóng dấu, en: Stamp}, allowance: 1/2 ngày, end: completed}
    ---
    id: HT-10
    title: {vi: Đăng ký liên thông, en: Linked registration}
    variants:
      verified: {title: {vi: phải xác minh, en: with verification}}
    limits:
      legal: {within: 3 ngày làm việc, variants: {verified: 5 ngày làm việc}}  # here
    steps:
      birth:
        title: {vi: Đăng ký khai sinh, en: Register the birth}
        allowance: ≤ 1 ngày làm việc
        parallel: [residence, card]
      residence:
        title: {vi: Đăng ký thường trú, en: Register the residence}
        allowance: ≤ 2 ngày làm việc
        in_variant: {verified: {allowance: ≤ 5 ngày làm việc}}
        next: return
      card: {title: {vi: Cấp thẻ BHYT, en: Issue the card}, allowance: ≤ 2 ngày làm việc, next: return}
      return: {title: {vi: Trả kết quả, en: Return the results}, join: all, end: completed}
Good:
    id: HT-11
    title: {vi: Đăng ký liên thông, en: Linked registration}
    limits:
      legal: {within: 4 ngày làm việc}
    steps:
      birth:
        title: {vi: Đăng ký khai sinh, en: Register the birth}
        allowance: ≤ 1 ngày làm việc
        parallel: [residence, card]
      residence: {title: {vi: Đăng ký thường trú, en: Register the residence}, allowance: 2 ngày làm việc, next: return}
      card: {title: {vi: Cấp thẻ BHYT, en: Issue the card}, allowance: 2 ngày làm việc, next: return}
      return: {title: {vi: Trả kết quả, en: Return the results}, join: all, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.set_against import Unlike, exceeding
from isoqms.graph.sum_words import difference, for_cases, told
from isoqms.graph.sums import sums
from isoqms.graph.yardstick import yardstick
from isoqms.problem import Ground, Severity
from isoqms.procedure import Limit, Procedure
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message

ID = "arithmetic/sum-limit"
SEVERITY = Severity.ERROR
GROUND = Ground.LAW
CLAUSES = ("5.1.2", "8.2.2")


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object where the steps take longer than the law allows."""
    legal = procedure.limits.legal
    if legal is None:
        return
    office = context.organisation.office(procedure.office) if context.organisation else None
    by = yardstick(procedure, office)
    for found in exceeding(sums(procedure, by), legal, procedure, by):
        what = Message(
            "the steps add up to {sum}, the legal limit is {limit}", sum=told(found, procedure), limit=found.stated
        )
        yield Objection(legal.at, "legal", for_cases(_by_law(what, legal, procedure), found, procedure), _fix(found))
    for stage, part in legal.stages.items():
        within = frozenset(id_ for id_, step in procedure.steps.items() if step.stage == stage)
        title = procedure.stages[stage].title if stage in procedure.stages else stage
        for found in exceeding(sums(procedure, by, within), Limit(part), procedure, by):
            what = Message(
                "the steps of “{stage}” add up to {sum}, the law gives this stage {limit}",
                stage=title,
                sum=told(found, procedure),
                limit=found.stated,
            )
            yield Objection(legal.at, stage, for_cases(what, found, procedure), _fix(found))


def _by_law(what: Message, legal: Limit, procedure: Procedure) -> Message:
    if legal.basis is None:
        return what
    rule = procedure.legal_basis.get(legal.basis)
    basis = [part for part in (rule.article, rule.document) if part] if rule else legal.basis
    return Message("{what} ({basis})", what=what, basis=basis)


def _fix(found: Unlike) -> Message:
    by = difference(found)
    if by is None:
        return Message("shorten these steps or do some of them at the same time; correct the limit if it is miscopied")
    return Message(
        "take {difference} off these steps or do some of them at the same time; correct the limit if it is miscopied",
        difference=by,
    )
