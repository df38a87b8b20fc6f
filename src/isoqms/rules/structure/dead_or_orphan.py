"""Every step is reached and goes on in one manner.

Asks: Does some dossier come to every step, does every step say in one manner how it goes on, and is no way written
    twice?
Why: A step nobody comes to is work that is planned and not done; a step after which nothing is written is a dossier
    nobody looks for.
Ground: iso
Clause: 4.4.1
Decided how: Of steps that only lead to one another, the first is named. A step goes on by exactly one of “next” (one
    way is taken), “parallel” (all ways are taken) and “end” (the dossier is finished).
Left to the auditor: Are steps done that the procedure does not name?
Bad:
    id: HT-01
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, next: register}
      verify: {title: {vi: Xác minh, en: Verify}, next: register}  # here
      register: {title: {vi: Ghi sổ, en: Enter in the register}, end: completed}
    ---
    id: HT-02
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    steps:
      receive:
        title: {vi: Tiếp nhận, en: Receive}
        next:
          - {to: register, when: {vi: đủ giấy tờ, en: complete}}
          - {to: explain, when: {vi: thiếu giấy tờ, en: incomplete}}
      explain:  # here
        title: {vi: Hướng dẫn bổ sung, en: Explain what is missing}
      register: {title: {vi: Ghi sổ, en: Enter in the register}, end: completed}
    ---
    id: HT-03
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    steps:
      receive:  # here
        title: {vi: Tiếp nhận, en: Receive}
        next: register
        end: returned
      register: {title: {vi: Ghi sổ, en: Enter in the register}, end: completed}
    ---
    id: HT-04
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    steps:
      receive:
        title: {vi: Tiếp nhận, en: Receive}
        next:
          - {to: register, when: {vi: đủ giấy tờ, en: complete}}
          - {to: register, when: {vi: đủ giấy tờ, en: complete}}  # here
      register: {title: {vi: Ghi sổ, en: Enter in the register}, end: completed}
Good:
    id: HT-05
    title: {vi: Đăng ký khai sinh, en: Register a birth}
    steps:
      receive:
        title: {vi: Tiếp nhận, en: Receive}
        next:
          - {to: verify, when: {vi: cần xác minh, en: to be verified}}
          - {to: register, default: true}
          - {end: returned, when: {vi: thiếu giấy tờ, en: incomplete}}
      verify: {title: {vi: Xác minh, en: Verify}, next: register}
      register: {title: {vi: Ghi sổ, en: Enter in the register}, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.questions import manners, orphans
from isoqms.problem import Ground, Position, Severity
from isoqms.procedure import Ending, Procedure, Step
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message

ID = "wf/dead-or-orphan"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("4.4.1",)


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to steps nobody comes to, steps that do not say how to go on, and ways written twice."""
    for step in orphans(procedure):
        message = Message("no dossier ever comes to step “{step}”", step=step.id)
        fix = Message("lead another step to it with “next: {step}”, or take it out", step=step.id)
        yield Objection(step.at, step.id, message, fix)
    for step in procedure.steps.values():
        yield from _going_on(step)
        yield from _written_twice(step)
        yield from _handing_over(step)


def _going_on(step: Step) -> Iterator[Objection]:
    held = manners(step)
    if not held:
        message = Message("nothing follows step “{step}”", step=step.id)
        fix = Message("write “next:” and the step that follows, or “end: completed” if the dossier is finished here")
        yield Objection(step.at, step.id, message, fix)
    elif len(held) > 1:
        message = Message("step “{step}” goes on by {manners} at once", step=step.id, manners=held)
        fix = Message("keep one of them; a refusal beside other ways is one of the ways under “next:”")
        yield Objection(step.at, step.id, message, fix)


def _written_twice(step: Step) -> Iterator[Objection]:
    seen = set()
    for place, what, key in (*_ways(step), *((step.at, target, target) for target in step.parallel)):
        if key in seen:
            message = Message("the way from “{step}” to “{target}” is written twice", step=step.id, target=what)
            fix = Message("take one of them out, or write under “when:” what tells them apart")
            yield Objection(place, step.id, message, fix)
        seen.add(key)


def _ways(step: Step) -> Iterator[tuple[Position, str, object]]:
    for branch in step.next:
        yield branch.at, branch.leads_to, (branch.leads_to, branch.when, branch.variants, branch.channels)


def _handing_over(step: Step) -> Iterator[Objection]:
    ends = [step.end, *(branch.end for branch in step.next)]
    if step.hands_over_to and Ending.HANDED_OVER not in ends:
        message = Message(
            "step “{step}” names a procedure that goes on, but no dossier is handed over there", step=step.id
        )
        fix = Message("write “end: handed_over”, or take “hands_over_to:” out")
        yield Objection(step.at, step.id, message, fix)
