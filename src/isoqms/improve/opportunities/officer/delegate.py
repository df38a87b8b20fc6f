"""Who has reviewed a dossier signs it.

Why: Approval by the highest person of the office is the narrowest place; the head of the division has read the dossier.
Found: The last step of a deciding role, where everything comes to it from another deciding role of the same office.
Decides: The issuer of the rule that says who decides; where none is named, the office is asked.
Takes for granted: Whoever signs takes as many minutes for it as the person before, and signs when it is ready.
Left to people: Does the rule allow that the power to decide is given on? Who answers for the result?
Example:
    id: HK-01
    title: {vi: Đăng ký hộ kinh doanh, en: Register a business}
    steps:
      draft: {title: {vi: Dự thảo, en: Draft}, role: officer, work: 30 phút, next: review}
      review: {title: {vi: Soát, en: Review}, role: chief, work: 10 phút, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}  # here
Near miss:
    id: HK-02
    title: {vi: Đăng ký hộ kinh doanh, en: Register a business}
    steps:
      draft: {title: {vi: Dự thảo, en: Draft}, role: officer, work: 30 phút, next: sign}
      sign: {title: {vi: Ký, en: Sign}, role: head, work: 5 phút, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.flow import ANY, ways
from isoqms.graph.reach import onward, reached
from isoqms.improve.opportunities.deciding import of_substance
from isoqms.improve.opportunities.opportunity import Effort, Found
from isoqms.improve.opportunities.rows import into
from isoqms.improve.opportunities.view import View
from isoqms.improve.opportunities.words import named
from isoqms.procedure import Procedure, Step
from isoqms.words import Message, Renderable, Text

ID = "delegate"
EFFORT = Effort.REVISE


def look(procedure: Procedure, view: View) -> Iterator[Found]:
    """Yield the approvals that could be given by whoever reviewed before."""
    for step in procedure.steps.values():
        role = _reviewer(procedure, view, step)
        if role is None:
            continue
        batch = {"batch": None} if step.batch else {}
        who: Renderable = view.organisation.roles[role].title if view.organisation else Text.of(role)
        yield Found(
            at=step.at,
            place=step.id,
            title=Message("Let {role} decide in “{step}”", role=who, step=named(step)),
            decision=of_substance(view, procedure, [step]),
            steps=(step.id,),
            changes=({"procedure": procedure.id, "step": step.id, "set": {"role": [role], **batch}},),
            questions=(Message("does the rule allow that the power to decide is given on, and who answers for it?"),),
        )


def _reviewer(procedure: Procedure, view: View, step: Step) -> str | None:
    """Return the deciding role from which every dossier comes to an approval by another; None where there is none."""
    if not view.decides(step) or len(step.role) != 1 or step.in_variant or _is_decided_later(procedure, view, step):
        return None
    before = [procedure.steps[way.source] for way in into(procedure, step.id) if not way.loop]
    roles = {each.role for each in before}
    if len(roles) != 1 or not before or not view.decides(before[0]) or step.role in roles:
        return None
    [(role, *others)] = roles
    same_office = view.organisation and _office(view, role) == _office(view, step.role[0])
    return role if not others and same_office else None


def _office(view: View, role: str) -> str | None:
    known = view.organisation.roles.get(role) if view.organisation else None
    return known.office if known else None


def _is_decided_later(procedure: Procedure, view: View, step: Step) -> bool:
    """Say whether another role decides after the step, so that it is not the last word."""
    later = onward((way.source, way.target) for way in ways(procedure, ANY) if not way.loop)
    after = [procedure.steps[id_] for id_ in reached(later, step.id) if isinstance(id_, str)]
    return any(each is not step and each.role != step.role and view.decides(each) for each in after)
