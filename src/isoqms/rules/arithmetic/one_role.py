"""Every step has one role that answers for it.

Asks: Does every step of the office name exactly one role that is responsible for it?
Why: What nobody answers for is not done, and what two answer for each takes for done by the other.
Ground: iso
Clause: 4.4.1, 5.3
Decided how: Steps of the applicant, of another agency and of a system are named by “actor” and are not asked. A step
    done in some variants only may name its role there. Several roles that do a step together are named as a question.
Left to the auditor: Is the role that answers for the step the one that has the authority to decide it?
Bad:
    id: TD-01
    title: {vi: Cấp tờ khai thuế đất, en: Issue a tax declaration}
    steps:
      evaluate: {title: {vi: Kiểm tra hồ sơ, en: Check the dossier}, role: officer, next: prepare}
      prepare: {title: {vi: Lập tờ khai, en: Prepare the declaration}, next: review}  # here
      review:  # here
        title: {vi: Soát xét tờ khai, en: Review the declaration}
        role: [officer, head]
        end: completed
Good:
    id: TD-02
    title: {vi: Cấp tờ khai thuế đất, en: Issue a tax declaration}
    steps:
      submit: {title: {vi: Nộp hồ sơ, en: Hand in the dossier}, actor: applicant, next: evaluate}
      evaluate: {title: {vi: Kiểm tra hồ sơ, en: Check the dossier}, role: officer, next: review}
      review: {title: {vi: Soát xét tờ khai, en: Review the declaration}, role: head, end: completed}
"""

from __future__ import annotations

from collections.abc import Iterator

from isoqms.graph.sum_words import short_names
from isoqms.problem import Ground, Severity
from isoqms.procedure import Procedure, Step
from isoqms.rules.engine import Context, Objection
from isoqms.words import Message, Renderable

ID = "arithmetic/one-role"
SEVERITY = Severity.WARNING
GROUND = Ground.ISO
CLAUSES = ("4.4.1", "5.3")


def check(procedure: Procedure, context: Context) -> Iterator[Objection]:
    """Object to steps nobody or more than one answers for."""
    for step in procedure.steps.values():
        [name] = short_names(procedure, [step.id])
        if step.actor is None and not _roles(step):
            message = Message("step {step} names nobody who is responsible for it", step=name)
            fix = Message("write who does the step: one role, or the applicant, another agency or a system")
            yield Objection(step.at, step.id, message, fix)
        elif len(step.role) > 1:
            titles = [_title(role, context) for role in step.role]
            message = Message(
                "step {step} names {count} roles ({roles}): which of them answers for it?",
                step=name,
                count=len(titles),
                roles=titles,
            )
            fix = Message("name the one that answers for the step first and alone; the others belong into its title")
            yield Objection(step.at, step.id, message, fix)


def _roles(step: Step) -> bool:
    """Say whether every dossier finds a role here."""
    own = [part.role for part in step.in_variant.values() if part.role]
    return bool(step.role) or (bool(own) and set(step.variants) <= step.in_variant.keys())


def _title(role: str, context: Context) -> Renderable | str:
    known = context.organisation.roles.get(role) if context.organisation else None
    return known.title if known else role
