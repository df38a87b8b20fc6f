"""The steps of a stage add up to the subtotal of the stage.

Asks: Do the published times of the steps of each stage give the total stated for that stage?
Why: Subtotals are what two offices divide a limit by; where one is wrong, each office counts on time the other has.
Ground: convention
Clause: 7.5.2
Decided how: As for arithmetic/sum-total, the steps of other stages left out. The total of a stage is the one written
    beside it, else the part of the document's total or of the committed limit given to it.
Left to the auditor: Which of the figures is the right one?
Bad:
    id: DD-04
    title: {vi: Điều chỉnh quyết định, en: Adjust a decision}
    stages:
      one: {title: Giai đoạn 1, total: "4,5 ngày"}
      two: {title: Giai đoạn 2, total: 02 ngày}  # here
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, stage: one, allowance: "0,5 ngày", next: appraise}
      appraise: {title: {vi: Thẩm định hồ sơ, en: Appraise the dossier}, stage: one, allowance: 4 ngày, next: decide}
      decide: {title: {vi: Quyết định, en: Decide}, stage: two, allowance: 3 ngày, next: update}
      update: {title: {vi: Chỉnh lý hồ sơ, en: Update the records}, stage: two, allowance: 1 ngày, end: completed}
Good:
    id: DD-05
    title: {vi: Điều chỉnh quyết định, en: Adjust a decision}
    stages:
      one: {title: Giai đoạn 1, total: "4,5 ngày"}
      two: {title: Giai đoạn 2, total: 04 ngày}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, stage: one, allowance: "0,5 ngày", next: appraise}
      appraise: {title: {vi: Thẩm định hồ sơ, en: Appraise the dossier}, stage: one, allowance: 4 ngày, next: decide}
      decide: {title: {vi: Quyết định, en: Decide}, stage: two, allowance: 3 ngày, next: update}
      update: {title: {vi: Chỉnh lý hồ sơ, en: Update the records}, stage: two, allowance: 1 ngày, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TypeVar

from isoqms.graph.set_against import Unlike, unlike
from isoqms.graph.sum_words import difference, for_cases, told, with_untimed
from isoqms.graph.sums import sums
from isoqms.graph.yardstick import yardstick
from isoqms.problem import Ground, Position, Severity
from isoqms.procedure import Procedure
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message
from isoqms.worktime import Duration

ID = "arithmetic/sum-stage"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("7.5.2",)
T = TypeVar("T")


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to subtotals that are not the sum of their steps."""
    if not procedure.stages:
        return
    office = context.organisation.office(procedure.office) if context.organisation else None
    by = yardstick(procedure, office)
    for stage, title in ((id_, each.title) for id_, each in procedure.stages.items()):
        at, total = _total(procedure, stage)
        if total is None:
            continue
        within = frozenset(id_ for id_, step in procedure.steps.items() if step.stage == stage)
        for found in unlike(sums(procedure, by, within), partial(_same, total), partial(_same, False), by):
            what = Message(
                "the steps of “{stage}” add up to {sum}, the total stated for it is {total}",
                stage=title,
                sum=told(found, procedure),
                total=found.stated,
            )
            what = for_cases(with_untimed(what, found.sum, procedure), found, procedure)
            yield Objection(at, stage, what, _fix(found))


def _same(value: T, _variant: str | None) -> T:
    return value


def _total(procedure: Procedure, stage: str) -> tuple[Position, Duration | None]:
    """Return the total of a stage and where it is stated: beside the stage, else as part of a total or a promise."""
    own = procedure.stages[stage]
    if own.total is not None:
        return own.at, own.total
    parts = [limit for limit in (procedure.limits.total, procedure.limits.committed) if limit and stage in limit.stages]
    return (parts[0].at, parts[0].stages[stage]) if parts else (own.at, None)


def _fix(found: Unlike) -> Message:
    by = difference(found)
    if by is None:
        return Message("compare each step of the stage with the signed document, then correct the step or the total")
    return Message("correct a step or the total of the stage: they are {difference} apart", difference=by)
