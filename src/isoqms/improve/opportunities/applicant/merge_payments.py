"""The applicant pays once instead of several times.

Why: Each payment is a queue of its own, or a login of its own.
Found: Fees paid at two or more steps of the ordinary course of a dossier.
Decides: The issuer of the rule the fees stand on, else the office.
Left to people: Is every amount known when the dossier is handed in?
Example:
    id: CT-03
    title: {vi: Chứng thực, en: Certification}
    fees: {phi: {title: {vi: Phí, en: Fee}, amount: 2000}, le-phi: {title: {vi: Lệ phí, en: Charge}, amount: 8000}}
    steps:
      submit: {title: {vi: Nộp, en: Hand in}, actor: applicant, pays: [phi], next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, next: return}
      return: {title: {vi: Trả, en: Return}, role: officer, pays: [le-phi], work: 3 phút, end: completed}  # here
Near miss:
    id: CT-04
    title: {vi: Chứng thực, en: Certification}
    fees: {phi: {title: {vi: Phí, en: Fee}, amount: 2000}, le-phi: {title: {vi: Lệ phí, en: Charge}, amount: 8000}}
    steps:
      submit: {title: {vi: Nộp, en: Hand in}, actor: applicant, pays: [phi, le-phi], next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, next: return}
      return: {title: {vi: Trả, en: Return}, role: officer, work: 3 phút, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.flow import ANY
from isoqms.graph.net import net
from isoqms.improve.opportunities.deciding import of_fee
from isoqms.improve.opportunities.opportunity import Effort, Found, Relief
from isoqms.improve.opportunities.view import View
from isoqms.improve.opportunities.words import named
from isoqms.procedure import Procedure, Step
from isoqms.words import Message

ID = "merge-payments"
EFFORT = Effort.ARRANGE


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield the steps at which a dossier pays once more after it has paid."""
    course = net(procedure, ANY)
    paying = [step for id_ in course.order if _pays(procedure, step := procedure.steps[id_])]
    for later in paying:
        before = course.before(later.id)
        earlier = next((step for step in paying if step.id in before and step is not later), None)
        if earlier is not None:
            yield Found(
                at=later.at,
                place=later.id,
                title=Message("Pay in “{first}” what is paid in “{later}”", first=named(earlier), later=named(later)),
                decision=of_fee(procedure, (*earlier.pays, *later.pays)),
                steps=(earlier.id, later.id),
                not_simulated=Message("how long paying takes is not in the file; the payments spared are told"),
                questions=(Message("is every amount known when the dossier is handed in?"),),
                relief=Relief(payments=1),
            )


def _pays(procedure: Procedure, step: Step) -> bool:
    """Say whether something that is not free is paid in a step."""
    return any(id_ not in procedure.fees or procedure.fees[id_].due() != 0 for id_ in step.pays)
