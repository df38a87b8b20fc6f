"""The applicant comes once instead of several times.

Why: A trip costs half a day of work, more than most fees.
Found: At least two trips on the ordinary course of a dossier handed in at the counter, the last of them to a step of
    the office at which nothing is paid: the result can be sent.
Decides: The issuer of the rule that asks the applicant to come; where none is named, the office is asked. Where handing
    in online is only partial, because somebody has to appear, the issuer of the highest rule the procedure stands on.
Takes for granted: Sending takes as many minutes as handing out. Post fees are not counted.
Left to people: Must the applicant be there in person, to sign or to show an original?
Example:
    id: TL-01
    title: {vi: Trích lục, en: An extract}
    steps:
      submit: {title: {vi: Nộp, en: Hand in}, actor: applicant, visits: 1, next: draft}
      draft: {title: {vi: Soạn, en: Draft}, role: officer, work: 10 phút, next: return}
      return: {title: {vi: Trả, en: Return}, role: officer, work: 3 phút, visits: 1, end: completed}  # here
Near miss:
    id: TL-02
    title: {vi: Trích lục, en: An extract}
    steps:
      submit: {title: {vi: Nộp, en: Hand in}, actor: applicant, visits: 1, next: draft}
      draft: {title: {vi: Soạn, en: Draft}, role: officer, work: 10 phút, next: return}
      return: {title: {vi: Gửi, en: Send}, role: officer, work: 3 phút, visits: 0, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.flow import kinds
from isoqms.graph.journey import applicant_journey
from isoqms.improve.opportunities.deciding import of_substance, of_whole
from isoqms.improve.opportunities.opportunity import Effort, Found, Relief
from isoqms.improve.opportunities.rows import of_office
from isoqms.improve.opportunities.view import View
from isoqms.improve.opportunities.words import named
from isoqms.procedure import Ending, Procedure
from isoqms.words import Message

ID = "merge-visits"
EFFORT = Effort.REVISE

_COUNTER = "counter"


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield the last steps for which an applicant comes a second time."""
    channel = _COUNTER if _COUNTER in procedure.channels else None
    dossiers = kinds(procedure)[0]
    trips = applicant_journey(procedure, dossiers, view.convention(procedure), channel).ordinary.trips
    for step in procedure.steps.values():
        last = step.end in (Ending.COMPLETED, Ending.HANDED_OVER)
        if trips > 1 and last and of_office(step) and step.visits and not step.pays:
            yield Found(
                at=step.at,
                place=step.id,
                title=Message("Send the result of “{step}” instead of having it fetched", step=named(step)),
                decision=of_whole(procedure) if _must_appear(procedure) else of_substance(view, procedure, [step]),
                steps=(step.id,),
                changes=({"procedure": procedure.id, "step": step.id, "set": {"visits": 0, "counter": None}},),
                assumes=Message("sending takes as many minutes as handing out; post fees are not counted"),
                questions=(Message("must the applicant be there in person, to sign or to show an original?"),),
                relief=Relief(visits=step.visits),
            )


def _must_appear(procedure: Procedure) -> bool:
    """Say whether even who hands in online has to come in person."""
    details = procedure.channel_details.get("online")
    return details is not None and details.level == "partial"
