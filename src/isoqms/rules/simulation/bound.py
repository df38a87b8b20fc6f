"""When a way has been taken as often as allowed, there is another one.

Asks: Where a way may be taken only a number of times and no exit is named, is there another way to go?
Why: A dossier that has come to the bound and has no other way stays where it is for ever.
Ground: iso
Clause: 4.4.1, 8.5.1
Decided how: Looked at are the ways of a loop, for no other is taken twice. Another way is one without a bound of its
    own that is open to the same variants and channels. That a bound should name its exit is said by wf/loop-exit.
Left to the auditor: Is the exit the one the law provides for?
Bad:
    id: GH-01
    title: {vi: Đăng ký hộ kinh doanh, en: Register a household business}
    steps:
      check:
        title: {vi: Kiểm tra hồ sơ, en: Check the dossier}
        next: [{to: ask, when: {vi: thiếu, en: incomplete}}, {end: completed, default: true}]
      ask: {title: {vi: Yêu cầu bổ sung, en: Ask for what is missing}, next: supplement}
      supplement:
        title: {vi: Bổ sung hồ sơ, en: Supplement the dossier}
        actor: applicant
        next: [{to: check, at_most: 2}]  # here
Good:
    id: GH-02
    title: {vi: Đăng ký hộ kinh doanh, en: Register a household business}
    steps:
      check:
        title: {vi: Kiểm tra hồ sơ, en: Check the dossier}
        next:
          - {to: supplement, when: {vi: thiếu, en: incomplete}, at_most: 2, at_bound: refuse}
          - {end: completed, default: true}
      supplement: {title: {vi: Bổ sung hồ sơ, en: Supplement the dossier}, actor: applicant, next: check}
      refuse: {title: {vi: Từ chối, en: Refuse}, end: refused}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.loops import loops
from isoqms.problem import Ground, Position, Severity
from isoqms.procedure import Branch, Procedure, Step
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message

ID = "simulate/bound"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("4.4.1", "8.5.1")


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to bounds of loops after which some dossier has nowhere to go."""
    told: set[Position] = set()
    for loop in loops(procedure):
        for way in loop.bounding:
            branch = way.branch
            if branch is None or branch.at_bound or way.at in told:
                continue
            if not _another(procedure.steps[way.source], branch, procedure):
                told.add(way.at)
                message = Message(
                    "a dossier that has gone from “{step}” to “{target}” {count} times has no way on",
                    step=way.source,
                    target=branch.leads_to,
                    count=branch.at_most,
                )
                fix = Message("write “at_bound:” and the step that then follows, or add another way")
                yield Objection(way.at, way.source, message, fix)


def _another(step: Step, bounded: Branch, procedure: Procedure) -> bool:
    """Say whether every dossier the bounded way is open to finds another one."""
    others = [way for way in step.next if way is not bounded and way.at_most is None]
    variants: list[str | None] = [id_ for id_ in procedure.variants if bounded.open_to(id_)]
    channels = bounded.channels or procedure.channels or (None,)
    return all(
        any(way.open_to(variant) and (not way.channels or channel in way.channels) for way in others)
        for variant in variants or [None]
        for channel in channels
    )
