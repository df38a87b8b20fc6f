"""The limit is longer than the steps need by their own allowances.

Why: A promise with room that nobody uses tells the applicant too late a day. Taking the room away is honest, but it is
    a paper cut: no step, person or order changes, and no dossier is done earlier.
Found: The time promised to the applicant (else that of the law) is longer than the longest course through the steps by
    their own allowances.
Decides: The office for its own promise; the limit of the law stays as it is.
Left to people: Is the room there for something that is not written, such as a busy month?
Example:
    id: DD-01
    title: {vi: Xác nhận, en: A confirmation}
    limits: {legal: {within: 10 ngày làm việc}}  # here
    steps:
      check: {title: {vi: Xét, en: Look}, role: officer, allowance: 3 ngày làm việc, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, allowance: 1 ngày làm việc, end: completed}
Near miss:
    id: DD-02
    title: {vi: Xác nhận, en: A confirmation}
    limits: {legal: {within: 4 ngày làm việc}}
    steps:
      check: {title: {vi: Xét, en: Look}, role: officer, allowance: 3 ngày làm việc, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, allowance: 1 ngày làm việc, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.critical import timing
from isoqms.graph.flow import ANY
from isoqms.improve.opportunities.deciding import own_promise
from isoqms.improve.opportunities.opportunity import Effort, Found
from isoqms.improve.opportunities.view import View
from isoqms.procedure import Procedure
from isoqms.words import Message

ID = "unused-allowance"
EFFORT = Effort.REVISE


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield once a promise that is longer than the steps allow themselves."""
    limit = procedure.limits.committed or procedure.limits.legal
    if limit is None or limit.within is None or limit.variants:
        return
    by = view.convention(procedure)
    promised = limit.within.under(by)
    found = timing(procedure, ANY, by)
    missing = [id_ for id_ in (*found.untimed, *found.by_effort) if procedure.steps[id_].counted]
    longest = by.working_minutes(found.counted.longest)
    if promised is None or missing or not longest or by.working_minutes(promised) <= longest:
        return
    days = longest / by.day_minutes
    within = f"{float(days):.10g} ngày làm việc"
    change = {"procedure": procedure.id, "limits": {"committed": {"within": within, "from": limit.from_}}}
    yield Found(
        at=limit.at,
        place="limit",
        title=Message(
            "Promise {after} instead of {before}: more the steps do not allow themselves",
            after=found.counted.longest,
            before=limit.within,
        ),
        decision=own_promise(),
        changes=(change,),
        questions=(Message("is the room there for something that is not written, such as a busy month?"),),
        paper_cut=True,
    )
