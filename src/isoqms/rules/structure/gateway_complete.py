"""A choice says which way to take, and a join has something to join.

Asks: Where one of several ways is taken, does each say when, is at most one the default, do the shares make up the
    whole, and has every dossier a way? Do joins stand where branches meet?
Why: Where the text does not say which way to take, two officers treat equal dossiers differently.
Ground: iso
Clause: 4.4.1
Decided how: A way has a condition when it says “when”, “default”, “variants” or “channels”; one single way without any
    is read as the default. Shares are compared with 100 % by variant, rounding to one decimal allowed for. Whether
    parallel branches meet in the right kind of join is judged by wf/soundness.
Left to the auditor: Are the conditions lawful and clear, do they exclude one another, and do they cover all cases?
Bad:
    id: XD-01
    title: {vi: Cấp giấy phép xây dựng, en: Building permit}
    steps:
      check:
        title: {vi: Kiểm tra hồ sơ, en: Check the dossier}
        next:
          - {to: appraise}
          - {to: supplement}  # here
      supplement: {title: {vi: Bổ sung hồ sơ, en: Supplement the dossier}, next: check}
      appraise: {title: {vi: Thẩm định, en: Appraise}, end: completed}
    ---
    id: XD-02
    title: {vi: Cấp giấy phép xây dựng, en: Building permit}
    steps:
      check:  # here
        title: {vi: Kiểm tra hồ sơ, en: Check the dossier}
        next:
          - {to: appraise, share: 80 %, when: {vi: đủ, en: complete}}
          - {end: returned, share: 10 %, when: {vi: thiếu, en: incomplete}}
      appraise: {title: {vi: Thẩm định, en: Appraise}, end: completed}
    ---
    id: XD-03
    title: {vi: Cấp giấy phép xây dựng, en: Building permit}
    steps:
      check: {title: {vi: Kiểm tra hồ sơ, en: Check the dossier}, next: appraise}
      appraise: {title: {vi: Thẩm định, en: Appraise}, join: all, end: completed}  # here
Good:
    id: XD-04
    title: {vi: Cấp giấy phép xây dựng, en: Building permit}
    steps:
      check:
        title: {vi: Kiểm tra hồ sơ, en: Check the dossier}
        next:
          - {to: inspect, share: 85 %, default: true}
          - {end: returned, share: 15 %, when: {vi: thiếu, en: incomplete}}
      inspect: {title: {vi: Phân công, en: Assign}, parallel: [visit, appraise]}
      visit: {title: {vi: Kiểm tra thực địa, en: Visit the site}, next: decide}
      appraise: {title: {vi: Thẩm định bản vẽ, en: Appraise the drawings}, next: decide}
      decide: {title: {vi: Quyết định, en: Decide}, join: all, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from isoqms.graph.flow import kinds
from isoqms.graph.questions import idle_joins, is_complete, stranded
from isoqms.problem import Ground, Severity
from isoqms.procedure import Branch, Procedure, Step
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message

ID = "wf/gateway-complete"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("4.4.1",)

_ROUNDING = Fraction(1, 2000)
"""Half of the last place of a share written with one decimal, as a share of the whole."""


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to choices that leave open which way to take, and to joins without branches."""
    for step in procedure.steps.values():
        if len(step.next) > 1:
            yield from _conditions(step)
            yield from _defaults(step)
        yield from _nothing_shared(step)
        yield from _shares(step, procedure)
    yield from _stranded(procedure)
    if is_complete(procedure):
        yield from _joins(procedure)


def _conditions(step: Step) -> Iterator[Objection]:
    bare: dict[str, Branch] = {}
    for way in step.next:
        if not _condition(way):
            bare.setdefault(way.leads_to, way)
    allowed = 0 if any(way.default for way in step.next) else 1
    for way in list(bare.values())[allowed:]:
        message = Message(
            "nothing says when a dossier goes from “{step}” to “{target}”", step=step.id, target=way.leads_to
        )
        fix = Message("write the condition under “when:”; only the way taken when no condition holds needs none")
        yield Objection(way.at, step.id, message, fix)


def _condition(way: Branch) -> bool:
    return bool(way.when or way.default or way.variants or way.channels)


def _defaults(step: Step) -> Iterator[Objection]:
    for way in [way for way in step.next if way.default][1:]:
        message = Message("step “{step}” has more than one default way", step=step.id)
        fix = Message("keep “default: true” on the one way taken when no other condition holds")
        yield Objection(way.at, step.id, message, fix)


def _nothing_shared(step: Step) -> Iterator[Objection]:
    for way in step.next:
        if way.share == 0:
            message = Message(
                "the way from “{step}” to “{target}” has a share of 0 %: no dossier takes it",
                step=step.id,
                target=way.leads_to,
            )
            fix = Message("write its real share, or take the way out")
            yield Objection(way.at, step.id, message, fix)


def _shares(step: Step, procedure: Procedure) -> Iterator[Objection]:
    for variant in kinds(procedure):
        ways = [way for way in step.next if way.open_to(variant)]
        given = [way.share for way in ways if way.share is not None]
        if not given:
            continue
        total = sum(given, Fraction(0))
        rest = len(ways) - len(given)
        off = abs(total - 1) > _ROUNDING * len(ways) if not rest else total >= 1
        if off:
            percent = f"{float(total * 100):.10g}"
            if rest:
                message = Message(
                    "the shares given at “{step}” make up {percent} % already, so that nothing is left "
                    "for the other ways",
                    step=step.id,
                    percent=percent,
                )
            else:
                message = Message(
                    "the shares of the ways out of “{step}” make up {percent} %, not 100 %",
                    step=step.id,
                    percent=percent,
                )
            yield Objection(step.at, step.id, message, Message("correct the shares, or leave one of them out"))
            return


def _stranded(procedure: Procedure) -> Iterator[Objection]:
    for id_, variants in stranded(procedure).items():
        if named := [variant for variant in variants if variant is not None]:
            message = Message("dossiers of variant {variants} have no way on from “{step}”", step=id_, variants=named)
            fix = Message("name these variants on one of the ways, or add a way without “variants:”")
            yield Objection(procedure.steps[id_].at, id_, message, fix)


def _joins(procedure: Procedure) -> Iterator[Objection]:
    for id_, ways in idle_joins(procedure).items():
        if ways > 1:
            message = Message(
                "the ways that lead to “{step}” are never taken at the same time, so that “join: any” "
                "has nothing to choose from",
                step=id_,
            )
        else:
            message = Message("“{step}” joins branches, but only one way leads to it", step=id_)
        fix = Message("take “join:” out, or let the parallel branches meet here")
        yield Objection(procedure.steps[id_].at, id_, message, fix)
