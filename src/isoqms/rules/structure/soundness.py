"""Parallel branches meet again, and nothing of a dossier stays behind.

Asks: Whatever choices are made, does every dossier come to one end, without getting stuck, without being twice at the
    same step, and without being under way elsewhere when it ends?
Why: A dossier stuck at a join is late without anybody being responsible; one that is twice at a step is worked on
    twice; one that ends while a branch goes on leaves work and papers without a case.
Ground: iso
Clause: 4.4.1, 8.5.1
Decided how: All states a dossier can come to are visited, for each variant by itself, with parallel branches in any
    order. A join of all waits for the branches that can come together, a join of any goes on with the first and gives
    up the others on their way to it. A bound closes a way after that many rounds, two at most being tried. Conditions
    in words and channels are not understood: every way counts as possible. Problems that other rules name (no end, no
    way on, unknown steps) are not repeated.
Left to the auditor: Can a fault that was found occur in practice, or do the conditions rule it out?
Bad:
    id: DT-01
    title: {vi: Chấp thuận đầu tư, en: Investment approval}
    steps:
      receive:
        title: {vi: Tiếp nhận, en: Receive}
        next:
          - {to: tax, when: {vi: cần ý kiến thuế, en: tax opinion needed}}
          - {to: land, default: true}
      tax: {title: {vi: Xin ý kiến thuế, en: Ask the tax office}, next: draft}
      land: {title: {vi: Xin ý kiến đất đai, en: Ask the land office}, next: draft}
      draft: {title: {vi: Dự thảo, en: Draft}, join: all, end: completed}  # here
    ---
    id: DT-02
    title: {vi: Chấp thuận đầu tư, en: Investment approval}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, parallel: [tax, land]}
      tax: {title: {vi: Xin ý kiến thuế, en: Ask the tax office}, next: draft}
      land: {title: {vi: Xin ý kiến đất đai, en: Ask the land office}, next: draft}
      draft: {title: {vi: Dự thảo, en: Draft}, end: completed}  # here
    ---
    id: DT-03
    title: {vi: Chấp thuận đầu tư, en: Investment approval}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, parallel: [tax, land]}
      tax:  # here
        title: {vi: Xin ý kiến thuế, en: Ask the tax office}
        next:
          - {to: draft, when: {vi: đồng ý, en: agreed}}
          - {end: refused, when: {vi: không đồng ý, en: not agreed}}
      land: {title: {vi: Xin ý kiến đất đai, en: Ask the land office}, next: draft}
      draft: {title: {vi: Dự thảo, en: Draft}, join: all, end: completed}
Good:
    id: DT-04
    title: {vi: Chấp thuận đầu tư, en: Investment approval}
    steps:
      receive: {title: {vi: Tiếp nhận, en: Receive}, parallel: [tax, land]}
      tax: {title: {vi: Xin ý kiến thuế, en: Ask the tax office}, next: draft}
      land: {title: {vi: Xin ý kiến đất đai, en: Ask the land office}, next: draft}
      draft:
        title: {vi: Dự thảo, en: Draft}
        join: all
        next:
          - {end: completed, when: {vi: các cơ quan đồng ý, en: all agreed}}
          - {end: refused, when: {vi: có cơ quan không đồng ý, en: one did not agree}}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.questions import is_complete
from isoqms.graph.soundness import Fault, Undecided, Unsound, soundness
from isoqms.graph.tokens import FaultKind
from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message

ID = "wf/soundness"
SEVERITY = Severity.ERROR
GROUND = Ground.ISO
CLAUSES = ("4.4.1", "8.5.1")

_SHOWN = 6
"""Steps shown of the way to a fault, counted back from it."""


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to each fault found, with one way a dossier comes to it."""
    if not is_complete(procedure):
        return
    match soundness(procedure):
        case Unsound(faults):
            for fault in faults:
                if fault.kind not in (FaultKind.NO_WAY, FaultKind.NEVER_ENDS):
                    yield _objection(fault, procedure)
        case Undecided():
            message = Message("so much runs in parallel here that the course of a dossier cannot be judged")
            fix = Message("split the procedure in two, the first ending with “end: handed_over”")
            yield Objection(procedure.at, "", message, fix)


def _objection(fault: Fault, procedure: Procedure) -> Objection:
    step, others = fault.step, [f"“{other}”" for other in fault.others]
    if fault.kind is FaultKind.DEADLOCK:
        message = Message(
            "a dossier gets stuck at “{step}”, which waits for a branch from {others} that does not come",
            step=step,
            others=others,
        )
        fix = Message("take “join: all” out where only one of the ways is taken; where all are, split with “parallel:”")
    elif fault.kind is FaultKind.UNSYNCHRONISED:
        message = Message(
            "a dossier is twice at “{step}”: it comes from {others} at the same time, and nothing joins the branches",
            step=step,
            others=others,
        )
        fix = Message("write “join: all” where the branches meet, or “join: any” if the first of them is enough")
    else:
        message = Message(
            "a dossier ends at “{step}” while it is still under way at {others}", step=step, others=others
        )
        fix = Message("let the branches meet at a step with “join: all” and end the dossier after it")
    path = fault.path
    if fault.kind is FaultKind.LEFT_BEHIND:
        # where the dossier still is, it is not done
        path = tuple(done for done in path if done not in fault.others)
    if path:
        message = Message("{problem} (for example after {path})", problem=message, path=_shown(path))
    if fault.variant is not None:
        message = Message("variant “{variant}”: {problem}", variant=fault.variant, problem=message)
    return Objection(procedure.steps[step].at, step, message, fix)


def _shown(path: tuple[str, ...]) -> str:
    return ("… → " if len(path) > _SHOWN else "") + " → ".join(path[-_SHOWN:])
