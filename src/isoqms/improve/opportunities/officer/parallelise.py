"""Two steps that need nothing of each other are done at the same time.

Why: In a row the second waits for the first, though it could have begun with it.
Found: A row of steps by different people in which the later steps take in nothing that the earlier ones give out: the
    order of the course goes further than the order of the information. Where steps that decide nothing do not say what
    they take in and give out, the office is asked; nothing is guessed.
Decides: The office, or the issuer of the rule that lays down the order.
Left to people: Can the dossier be in two places at once, as a copy or in the system?
Example:
    id: XD-05
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps:
      receive: {title: {vi: Nhận, en: Receive}, role: officer, outputs: [hồ sơ], work: 5 phút, next: plan}
      plan:  # here
        title: {vi: Xét quy hoạch, en: Check the plan}
        role: expert
        inputs: [hồ sơ]
        outputs: [ý kiến quy hoạch]
        work: 1 giờ
        next: land
      land:
        title: {vi: Xét đất, en: Check the land}
        role: clerk
        inputs: [hồ sơ]
        outputs: [ý kiến đất]
        work: 1 giờ
        next: sign
      sign: {title: {vi: Ký, en: Sign}, role: head, inputs: [ý kiến quy hoạch, ý kiến đất], end: completed}
Near miss:
    id: XD-06
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps:
      receive: {title: {vi: Nhận, en: Receive}, role: officer, outputs: [hồ sơ], work: 5 phút, next: plan}
      plan:
        title: {vi: Xét quy hoạch, en: Check the plan}
        role: expert
        inputs: [hồ sơ]
        outputs: [ý kiến quy hoạch]
        work: 1 giờ
        next: land
      land:
        title: {vi: Xét đất, en: Check the land}
        role: clerk
        inputs: [hồ sơ, ý kiến quy hoạch]
        outputs: [ý kiến đất]
        work: 1 giờ
        next: sign
      sign: {title: {vi: Ký, en: Sign}, role: head, inputs: [ý kiến quy hoạch, ý kiến đất], end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from isoqms.improve.opportunities.deciding import of_order
from isoqms.improve.opportunities.opportunity import Effort, Found
from isoqms.improve.opportunities.rows import only_before, only_next, rows
from isoqms.improve.opportunities.view import View
from isoqms.improve.opportunities.words import all_named, named, plain_all
from isoqms.procedure import Actor, Procedure, Step
from isoqms.words import Message

ID = "parallelise"
EFFORT = Effort.REVISE

_Branch: TypeAlias = tuple[Step, ...]


def look(procedure: Procedure, view: View) -> Iterator[Found | Message]:
    """Yield neighbours in a row that could go side by side; ask where steps do not say what they need and give."""
    silent = []
    for row in rows(procedure):
        worked = [step for step in row if step.actor is not Actor.APPLICANT]
        for one, other in pairwise(worked):
            if row.index(other) != row.index(one) + 1 or _same_hands(one, other):
                continue
            if not (one.outputs and other.inputs):
                if not (view.decides(one) or view.decides(other) or other.end):
                    silent.append((one, other))
            elif not _needs([other], [one]):
                yield _found(procedure, view, *_branches(row, row.index(other)))
    if silent:
        yield Message(
            "which of these need each other's result? Write inputs and outputs: {pairs}",
            pairs=[Message("“{one}” → “{other}”", one=named(one), other=named(other)) for one, other in silent],
        )


def _same_hands(one: Step, other: Step) -> bool:
    """Say whether somebody does both, so that they could not be done at once."""
    if one.actor is not None or other.actor is not None:
        return one.actor is other.actor and one.agency == other.agency
    return not set(one.role).isdisjoint(other.role)


def _needs(later: Sequence[Step], earlier: Sequence[Step]) -> bool:
    given = frozenset().union(*(plain_all(step.outputs) for step in earlier))
    return not given.isdisjoint(frozenset().union(*(plain_all(step.inputs) for step in later)))


def _branches(row: Sequence[Step], cut: int) -> tuple[_Branch, _Branch]:
    """Return the steps on both sides of a cut that can go side by side: the first branch as long as it can be, too."""
    begin, end = cut - 1, cut + 1
    while begin > 1 and _joins([row[begin - 1]], row[cut:end], row[begin:cut]):
        begin -= 1
    while end < len(row) - 1 and _joins(row[begin:cut], [row[end]], row[cut:end]):
        end += 1
    return tuple(row[begin:cut]), tuple(row[cut:end])


def _joins(earlier: Sequence[Step], later: Sequence[Step], own: Sequence[Step]) -> bool:
    """Say whether a branch can take in one more step: it needs or serves its own branch, and not the other."""
    told = all(step.outputs for step in earlier) and all(step.inputs for step in later)
    apart = not any(_same_hands(one, other) for one in earlier for other in later)
    serves = _needs(later, own) or _needs(own, earlier)
    return told and apart and serves and not _needs(later, earlier)


def _found(procedure: Procedure, view: View, one: _Branch, other: _Branch) -> Found:
    before, after = only_before(procedure, one[0]), only_next(procedure, other[-1])
    changes: tuple[dict[str, object], ...] = ()
    why_not = None
    if before is None or only_next(procedure, before) is None:
        why_not = Message("the way to these steps begins at a choice; a scenario cannot add the step where they part")
    elif after is None or after.join is not None:
        why_not = Message("no single step follows in which both could meet")
    else:
        changes = (
            {"procedure": procedure.id, "step": before.id, "set": {"parallel": [one[0].id, other[0].id]}},
            {"procedure": procedure.id, "step": one[-1].id, "set": {"next": after.id}},
            {"procedure": procedure.id, "step": after.id, "set": {"join": "all"}},
        )
    return Found(
        at=one[0].at,
        place=f"{one[0].id}.{other[0].id}",
        title=Message("{one} and {other} at the same time", one=_quoted(one), other=_quoted(other)),
        decision=of_order(view, procedure, (*one, *other)),
        steps=tuple(step.id for step in (*one, *other)),
        changes=changes,
        not_simulated=why_not,
        questions=(Message("can the dossier be in two places at once, as a copy or in the system?"),),
    )


def _quoted(steps: Sequence[Step]) -> list[Message]:
    return [Message("“{step}”", step=each) for each in all_named(steps)]
