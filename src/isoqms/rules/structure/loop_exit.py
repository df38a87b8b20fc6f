"""A loop is made a limited number of times, and then leads somewhere.

Asks: Does every loop have a bound or a time limit, and does it say where the dossier goes when the bound is reached?
Why: A dossier returned without limit is never late and never finished; the applicant comes again and again.
Ground: convention
Clause: 8.5.1
Decided how: A loop is a way to a step written earlier from which the dossier can come back. It is bounded when every
    round passes a way with “at_most”. A time limit is a “sub_limit” on one of its steps, or a legal or committed limit
    of the procedure if the clock runs all around the loop. Circles without any way out are named by wf/start-end.
Left to the auditor: Is the bound sensible, and is it the one the law sets?
Bad:
    id: GP-01
    title: {vi: Cấp giấy phép, en: Issue a licence}
    steps:
      check:
        title: {vi: Kiểm tra, en: Check}
        next:
          - {to: supplement, when: {vi: thiếu, en: incomplete}}
          - {end: completed, default: true}
      supplement:
        title: {vi: Bổ sung hồ sơ, en: Supplement the dossier}
        actor: applicant
        clock: stopped
        next: check  # here
    ---
    id: GP-02
    title: {vi: Cấp giấy phép, en: Issue a licence}
    steps:
      check:
        title: {vi: Kiểm tra, en: Check}
        next:
          - {to: supplement, when: {vi: thiếu, en: incomplete}, at_most: 1}  # here
          - {end: completed, default: true}
      supplement: {title: {vi: Bổ sung hồ sơ, en: Supplement the dossier}, actor: applicant, next: check}
Good:
    id: GP-03
    title: {vi: Cấp giấy phép, en: Issue a licence}
    steps:
      check:
        title: {vi: Kiểm tra, en: Check}
        next:
          - {to: supplement, when: {vi: thiếu, en: incomplete}, at_most: 1, at_bound: refuse}
          - {end: completed, default: true}
      supplement: {title: {vi: Bổ sung hồ sơ, en: Supplement the dossier}, actor: applicant, next: check}
      refuse: {title: {vi: Trả hồ sơ, en: Return the dossier}, end: returned}
    ---
    id: GP-04
    title: {vi: Cấp giấy phép, en: Issue a licence}
    limits: {legal: {within: 5 ngày làm việc}}
    steps:
      draft: {title: {vi: Dự thảo, en: Draft}, next: review}
      review:
        title: {vi: Duyệt dự thảo, en: Review the draft}
        next:
          - {to: draft, when: {vi: cần sửa, en: to be corrected}}
          - {end: completed, default: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.loops import Loop, loops
from isoqms.problem import Ground, Position, Severity
from isoqms.procedure import Procedure
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message

ID = "wf/loop-exit"
SEVERITY = Severity.WARNING
GROUND = Ground.CONVENTION
CLAUSES = ("8.5.1",)


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to loops without bound or time limit, to bounds without an exit, and to exits without a bound."""
    told: set[Position] = set()
    for loop in loops(procedure):
        if loop.exits:
            for objection in _objections(loop, procedure):
                if objection.at not in told:
                    told.add(objection.at)
                    yield objection
    for step in procedure.steps.values():
        for way in step.next:
            if way.at_bound and way.at_most is None:
                message = Message("a way out of “{step}” says where to go at a bound, but has none", step=step.id)
                fix = Message("write “at_most:” and how often a dossier may go this way, or take “at_bound:” out")
                yield Objection(way.at, step.id, message, fix)


def _objections(loop: Loop, procedure: Procedure) -> Iterator[Objection]:
    last, head = loop.back.source, loop.head.id
    if loop.bound is None and not _limited(loop, procedure):
        message = Message("a dossier may go back from “{last}” to “{head}” any number of times", last=last, head=head)
        fix = Message(
            "write “at_most:” and the number of rounds on a way of the loop and “at_bound:” and the step that then "
            "follows, or a “sub_limit:” on one of its steps"
        )
        yield Objection(loop.back.at, last, message, fix)
    for way in loop.bounding:
        if way.branch and not way.branch.at_bound:
            message = Message(
                "a dossier may go from “{last}” to “{head}” at most {count} times, and nothing says what happens then",
                last=way.source,
                head=str(way.target),
                count=way.at_most,
            )
            fix = Message("write “at_bound:” and the step that follows when the bound is reached")
            yield Objection(way.at, way.source, message, fix)


def _limited(loop: Loop, procedure: Procedure) -> bool:
    if any(step.sub_limit for step in loop.steps):
        return True
    limits = (procedure.limits.legal, procedure.limits.committed)
    has_limit = any(limit and (limit.within or limit.variants) for limit in limits)
    return has_limit and all(step.counted for step in loop.steps)
