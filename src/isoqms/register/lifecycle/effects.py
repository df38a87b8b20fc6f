"""What a step itself puts on record: days, who approved, the plan as it was approved, counts."""

from __future__ import annotations

from collections.abc import Collection

from isoqms.register.lifecycle.case import Case
from isoqms.register.lifecycle.document import Document, to_document
from isoqms.register.lifecycle.nonconformity import Baseline
from isoqms.register.lifecycle.values import AT_ONCE, ActionKind, ActionState, Grade


def reported(case: Case) -> Document:
    """Note the day of the report."""
    return {"reported_on": case.on.isoformat()}


def accepted(case: Case) -> Document:
    """Note the day and the first grade; what limits harm or puts the fault right may begin."""
    return {
        "triaged_on": case.on.isoformat(),
        "original_grade": Grade.MAJOR if case.facts.found_major else case.after.grade,
        "actions": _approved(case, AT_ONCE),
    }


def _approved(case: Case, kinds: Collection[ActionKind]) -> Document:
    return {
        key: {"state": ActionState.APPROVED.value, **({"original_due": each.due.isoformat()} if each.due else {})}
        for key, each in case.after.actions.items()
        if each.state is ActionState.PROPOSED and each.kind in kinds
    }


def ended(case: Case) -> Document:
    """Note the day of the end."""
    return {"ended_on": case.on.isoformat()}


def planned(case: Case) -> Document:
    """Note the day the plan was submitted."""
    return {"planned_on": case.on.isoformat()}


def plan_approved(case: Case) -> Document:
    """Approve what is proposed and keep the plan as it was approved, beside earlier ones."""
    record, actions = case.after, _approved(case, tuple(ActionKind))
    if record.criterion is None:
        raise ValueError(f"{record.reference} has no criterion")
    baseline = Baseline(
        approved_by=case.by.id,
        approved_on=case.on,
        causes=record.causes,
        actions=record.actions,
        criterion=record.criterion,
    )
    return {
        "approved_by": case.by.id,
        "actions": actions,
        "baselines": {f"v{len(record.baselines) + 1}": to_document(baseline)},
    }


def implemented(case: Case) -> Document:
    """Note the day the work was finished."""
    return {"implemented_on": case.on.isoformat()}


def effective(case: Case) -> Document:
    """Note who judged it effective, and the end."""
    return {"reviewed_by": case.by.id, **ended(case)}


def not_effective(case: Case) -> Document:
    """Note who judged, and begin anew."""
    return {"reviewed_by": case.by.id, "iteration": case.after.iteration + 1, "review_postponed_to": None}


def extended(case: Case) -> Document:
    """Count the extension."""
    return {"extensions": case.after.extensions + 1}


def added(case: Case) -> Document:
    """Sign what was added."""
    new = case.after.addenda.keys() - case.before.addenda.keys()
    return {"addenda": {key: {"by": case.by.id, "on": case.on.isoformat()} for key in new}}


def handed_over(case: Case) -> Document:
    """Remember who was in charge before."""
    record = case.before
    if case.after.owner == record.owner:
        return {}
    return {"former_owners": sorted({*record.former_owners, record.owner})}


def action_approved(case: Case) -> Document:
    """Keep the day first promised."""
    due = case.act.due
    return {"actions": {case.action: {"original_due": due.isoformat() if due else None}}}


def action_done(case: Case) -> Document:
    """Mark what was done before its plan was approved here as entered later, with the reason."""
    planned, done = case.before.planned_since(case.action), case.act.done_on
    if planned is None or done is None or done >= planned:
        return {}
    return {"actions": {case.action: {"entered_later": case.reason}}}


def action_verified(case: Case) -> Document:
    """Note who verified the action, and when."""
    return {"actions": {case.action: {"verified_by": case.by.id, "verified_on": case.on.isoformat()}}}


def action_cancelled(case: Case) -> Document:
    """Note who cancelled the action, and why."""
    return {"actions": {case.action: {"cancelled_by": case.by.id, "cancelled_reason": case.reason}}}
