"""The office promises no more time than the law gives it.

Asks: Is the limit the office commits itself to no longer than the limit the law sets?
Why: A promise longer than the law allows announces that the law will be broken, and every date given by it is wrong.
Ground: law
Clause: 5.1.2, 8.2.2
Decided how: The committed limit is set against the legal one, for each kind of dossier by itself, and only what is
    longer under every reading of the days is objected to. Where the law gives several times, the longest counts.
Left to the auditor: Which of the two limits is written on the receipt?
Bad:
    id: HT-12
    title: {vi: Đăng ký kết hôn, en: Register a marriage}
    limits:
      legal: {within: 15 ngày làm việc}
      committed: {within: 20 ngày làm việc}  # here
    steps: {sign: {title: {vi: Ký giấy, en: Sign}, allowance: 20 ngày làm việc, end: completed}}
    ---
    id: HT-13
    title: {vi: Đăng ký kết hôn, en: Register a marriage}
    variants:
      abroad: {title: {vi: yếu tố nước ngoài, en: with somebody abroad}}
    limits:
      legal: {within: 1 ngày làm việc, variants: {abroad: 10 ngày làm việc}}
      committed: {within: 9 ngày làm việc}  # here
    steps: {sign: {title: {vi: Ký giấy, en: Sign}, allowance: 9 ngày làm việc, end: completed}}
Good:
    id: HT-14
    title: {vi: Đăng ký kết hôn, en: Register a marriage}
    limits:
      legal: {within: 15 ngày}
      committed: {within: 15 ngày làm việc}
    steps: {sign: {title: {vi: Ký giấy, en: Sign}, allowance: 15 ngày, end: completed}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.set_against import limit_of
from isoqms.graph.yardstick import Order, Yardstick, stated, yardstick
from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message
from isoqms.worktime import Duration

ID = "arithmetic/committed-limit"
SEVERITY = Severity.ERROR
GROUND = Ground.LAW
CLAUSES = ("5.1.2", "8.2.2")


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to a promise that is longer than the law allows."""
    legal, committed = procedure.limits.legal, procedure.limits.committed
    if legal is None or committed is None:
        return
    office = context.organisation.office(procedure.office) if context.organisation else None
    by = yardstick(procedure, office)
    variants = dict.fromkeys((None, *procedure.variants, *legal.variants, *committed.variants))
    pairs = ((limit_of(committed, variant), limit_of(legal, variant)) for variant in variants)
    for promised, allowed in dict.fromkeys(pairs):
        if promised is not None and allowed is not None and _longer(promised, allowed, by):
            message = Message(
                "the committed limit is {committed}, the law allows {legal}", committed=promised, legal=allowed
            )
            fix = Message("promise at most what the law allows; correct the limit that is miscopied")
            yield Objection(committed.at, "committed", message, fix)


def _longer(promised: Duration, allowed: Duration, by: Yardstick) -> bool:
    """Say whether some time promised is surely longer than every time allowed."""
    most = stated(allowed)
    return bool(most) and any(
        all(by.compare(amounts, case) is Order.MORE for case in most) for amounts in stated(promised)
    )
