"""One check is made by one role, not by several after each other.

Why: A second look at the same thing finds little, and each look waits in a line.
Found: Two steps in a row, by different roles of the office, with the same words for title, or with the same inputs and
    the same outputs. The later one stays: it answers for the result.
Decides: The issuer of the rule the earlier check stands on; where none is named, the office is asked.
Left to people: What has the first check found in the last year that the second would have let pass?
Example:
    id: XD-03
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps:
      look: {title: {vi: Soát xét hồ sơ, en: Review the dossier}, role: expert, work: 20 phút, next: check}  # here
      check: {title: {vi: Soát xét hồ sơ, en: Review the dossier}, role: officer, work: 20 phút, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}
Near miss:
    id: XD-04
    title: {vi: Cấp giấy phép, en: Issue a permit}
    steps:
      look: {title: {vi: Soát xét bản vẽ, en: Review the drawings}, role: expert, work: 20 phút, next: check}
      check: {title: {vi: Soát xét hồ sơ, en: Review the dossier}, role: officer, work: 20 phút, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.improve.opportunities.deciding import of_substance
from isoqms.improve.opportunities.opportunity import Effort, Found
from isoqms.improve.opportunities.rows import of_office, only_before
from isoqms.improve.opportunities.view import View
from isoqms.improve.opportunities.words import named, plain, plain_all
from isoqms.procedure import Procedure, Step
from isoqms.words import Message

ID = "one-review"
EFFORT = Effort.REVISE


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield the checks that the next step makes again."""
    for later in procedure.steps.values():
        earlier = only_before(procedure, later)
        if earlier is None or not of_office(earlier) or not of_office(later):
            continue
        if set(earlier.role).isdisjoint(later.role) and _same(earlier, later):
            yield Found(
                at=earlier.at,
                place=earlier.id,
                title=Message("Leave out “{step}”: the next step makes the same check", step=named(earlier)),
                decision=of_substance(view, procedure, [earlier]),
                steps=(earlier.id, later.id),
                changes=({"procedure": procedure.id, "step": earlier.id, "remove": True},),
                questions=(Message("what did the first check find in the last year that the second would not have?"),),
            )


def _same(one: Step, other: Step) -> bool:
    if one.title and other.title and plain(one.title) == plain(other.title):
        return True
    inputs, outputs = plain_all(one.inputs), plain_all(one.outputs)
    alike = inputs == plain_all(other.inputs) and outputs == plain_all(other.outputs)
    return bool(inputs and outputs) and alike
