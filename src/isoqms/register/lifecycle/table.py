"""The life of a nonconformity as one table, to be read beside the domain's own (transitions T0-T13).

A row names the line, the verb, the states, who may, the guards in the order of the line, what the step may bring and
what it puts on record. The rows A1-A5 are the steps of one action, E1-E7 the work between two transitions.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from isoqms.register.lifecycle import effects
from isoqms.register.lifecycle.guards import closing as c
from isoqms.register.lifecycle.guards import planning as p
from isoqms.register.lifecycle.guards import reporting as r
from isoqms.register.lifecycle.guards import working as w
from isoqms.register.lifecycle.move import Move
from isoqms.register.lifecycle.values import OPEN, ActionState, State
from isoqms.register.lifecycle.who import Role

_S, _A = State, ActionState
_REPORT: Final = (
    "office", "source", "statement", "detected_on", "requirements.*", "evidence.*",
    "audit", "auditor", "recurrence_of", "check_result", "complaint", "process",
)  # fmt: skip
_ACCEPTED: Final = frozenset({_S.TRIAGED, _S.ANALYSING, _S.PLANNED, _S.IMPLEMENTING, _S.VERIFYING})
_WORKING: Final = _ACCEPTED - {_S.VERIFYING}  # in VERIFYING actions are frozen

MOVES: Final = (
    Move(id="T0", verb="withdraw", sources=frozenset({_S.DRAFT}), target=_S.WITHDRAWN, who=(Role.REPORTER,),
         guards=(r.reason_given,),
         effect=effects.ended),
    Move(id="T1", verb="register", sources=frozenset({_S.DRAFT}), target=_S.REPORTED, who=(Role.ANYONE,),
         guards=(r.statement_written, r.requirement_named, r.evidence_given, r.detected_by_today, r.source_named,
                 r.nothing_ahead),
         brings=_REPORT, effect=effects.reported),
    Move(id="T2", verb="accept", sources=frozenset({_S.REPORTED}), target=_S.TRIAGED, who=(Role.QUALITY_MANAGER,),
         guards=(r.grade_given, r.grade_as_found, r.process_named, r.owner_named, r.containment_decided,
                 r.consequence_noted, r.major_is_contained, r.days_in_order, w.only_proposals_edited),
         brings=("grade", "process", "owner", "containment", "actions.*", "consequence"), effect=effects.accepted),
    Move(id="T3", verb="reject", sources=frozenset({_S.REPORTED, _S.TRIAGED}), target=_S.REJECTED,
         who=(Role.QUALITY_MANAGER,),
         guards=(r.rejected_from_outside, r.rejection_coded, r.duplicate_linked, r.auditor_consents),
         brings=("rejection", "duplicate_of"), effect=effects.ended),
    Move(id="T4", verb="analyse", sources=frozenset({_S.TRIAGED}), target=_S.ANALYSING, who=(Role.NC_OWNER,),
         guards=(r.containment_under_way,)),
    Move(id="T5", verb="close", sources=frozenset({_S.TRIAGED}), target=_S.CLOSED, who=(Role.QUALITY_MANAGER,),
         guards=(c.closer_is_not_owner, c.is_minor, c.no_action_needed, c.correction_done, p.similar_searched,
                 c.seldom_enough, r.nothing_ahead, r.days_in_order),
         brings=("action_need", "similar_search"), effect=effects.ended),
    Move(id="T6", verb="plan", sources=frozenset({_S.ANALYSING}), target=_S.PLANNED, who=(Role.NC_OWNER,),
         guards=(p.method_recorded, p.cause_confirmed, p.causes_verified, p.similar_searched,
                 p.corrective_action_planned, p.causes_covered, p.actions_complete, p.criterion_fixed,
                 p.window_long_enough, p.window_not_too_short, p.target_improves, p.reviewer_may_judge,
                 p.changes_answered, p.actions_lie_ahead, r.nothing_ahead, r.days_in_order,
                 w.only_proposals_edited),
         brings=("analysis", "causes.*", "actions.*", "criterion", "similar_search", "risk_change", "qms_change"),
         effect=effects.planned),
    Move(id="T7", verb="return", sources=frozenset({_S.PLANNED}), target=_S.ANALYSING, who=(Role.APPROVER,),
         guards=(r.reason_given,)),
    Move(id="T8", verb="approve", sources=frozenset({_S.PLANNED}), target=_S.IMPLEMENTING, who=(Role.APPROVER,),
         guards=(p.approver_stands_apart, p.actions_lie_ahead),
         effect=effects.plan_approved),
    Move(id="T9", verb="implemented", sources=frozenset({_S.IMPLEMENTING}), target=_S.VERIFYING, who=(Role.NC_OWNER,),
         guards=(c.actions_finished, c.actions_verified_by_others, c.causes_still_covered, c.changes_approved),
         brings=("risk_change.approved_version", "qms_change.approved_version"), effect=effects.implemented),
    Move(id="T10", verb="replan", sources=frozenset({_S.IMPLEMENTING}), target=_S.ANALYSING, who=(Role.NC_OWNER,),
         guards=(p.approver_agrees, r.reason_given)),
    Move(id="T11", verb="effective", sources=frozenset({_S.VERIFYING}), target=_S.CLOSED, who=(Role.REVIEWER,),
         guards=(c.reviewer_stands_apart, c.reviewer_fits_audit, c.residual_risk_recorded, c.enough_persons,
                 c.window_elapsed, c.value_measured, c.measured_not_simulated, c.value_on_record,
                 c.value_as_measured, c.period_inside_window, c.criterion_came_first, c.criterion_met,
                 c.none_new_in_window),
         brings=("review",), effect=effects.effective),
    Move(id="T12", verb="ineffective", sources=frozenset({_S.VERIFYING}), target=_S.ANALYSING, who=(Role.REVIEWER,),
         guards=(c.reviewer_stands_apart, c.reviewer_fits_audit, c.value_measured, c.value_as_measured,
                 c.period_inside_window, r.reason_given),
         brings=("review",), effect=effects.not_effective),
    Move(id="T13", verb="extend", sources=_ACCEPTED, target=None, who=(Role.APPROVER,),
         guards=(r.reason_given, c.extension_named, c.original_due_kept),
         brings=("actions.*.due", "review_postponed_to"), effect=effects.extended),

    Move(id="A1", verb="action approve", sources=_WORKING, target=None, who=(Role.QUALITY_MANAGER, Role.APPROVER),
         guards=(w.approved_apart_from_plan, w.action_assigned),
         action=(frozenset({_A.PROPOSED}), _A.APPROVED), effect=effects.action_approved),
    Move(id="A2", verb="action start", sources=_WORKING, target=None, who=(Role.ACTION_OWNER,),
         action=(frozenset({_A.APPROVED}), _A.IN_PROGRESS)),
    Move(id="A3", verb="action done", sources=_WORKING, target=None, who=(Role.ACTION_OWNER,),
         guards=(w.action_evidenced, w.done_by_today, w.done_in_its_time, w.only_this_action),
         brings=("actions.*.evidence", "actions.*.done_on"),
         action=(frozenset({_A.APPROVED, _A.IN_PROGRESS}), _A.DONE), effect=effects.action_done),
    Move(id="A4", verb="action verify", sources=_WORKING, target=None, who=(Role.ANYONE,),
         guards=(w.verifier_is_not_doer,),
         action=(frozenset({_A.DONE}), _A.VERIFIED), effect=effects.action_verified),
    Move(id="A5", verb="action cancel", sources=_WORKING, target=None, who=(Role.APPROVER,),
         guards=(r.reason_given, w.canceller_stands_apart),
         action=(frozenset(_A) - {_A.VERIFIED, _A.CANCELLED}, _A.CANCELLED), effect=effects.action_cancelled),

    Move(id="E1", verb="edit", sources=frozenset({_S.DRAFT}), target=None, who=(Role.REPORTER,), brings=_REPORT),
    Move(id="E2", verb="add", sources=OPEN - {_S.DRAFT}, target=None, who=(Role.ANYONE,),
         guards=(w.something_added,),
         brings=("addenda.*",), effect=effects.added),
    Move(id="E3", verb="correct", sources=frozenset({_S.TRIAGED}), target=None,
         who=(Role.NC_OWNER, Role.QUALITY_MANAGER),
         guards=(r.nothing_ahead, r.days_in_order, w.only_proposals_edited),
         brings=("action_need", "similar_search", "actions.*")),
    Move(id="E4", verb="draft plan", sources=frozenset({_S.ANALYSING}), target=None, who=(Role.NC_OWNER,),
         guards=(r.nothing_ahead, r.days_in_order, w.only_proposals_edited),
         brings=("analysis", "causes.*", "actions.*", "criterion", "similar_search", "risk_change", "qms_change")),
    Move(id="E5", verb="record version", sources=frozenset({_S.IMPLEMENTING}), target=None,
         who=(Role.NC_OWNER, Role.QUALITY_MANAGER),
         brings=("risk_change.approved_version", "qms_change.approved_version")),
    Move(id="E6", verb="regrade", sources=_WORKING, target=None, who=(Role.QUALITY_MANAGER,),
         guards=(w.grade_changes, r.reason_given, w.second_signs, r.containment_decided, r.major_is_contained,
                 r.days_in_order, w.only_proposals_edited),
         brings=("grade", "containment", "actions.*")),
    Move(id="E7", verb="hand over", sources=_ACCEPTED, target=None, who=(Role.QUALITY_MANAGER,),
         guards=(r.reason_given, w.somebody_new, w.only_open_handed_over, p.reviewer_may_judge),
         brings=("owner", "criterion.reviewer", "actions.*.owner"), effect=effects.handed_over),
)  # fmt: skip
"""Every step there is."""

BY_VERB: Final = MappingProxyType({move.verb: move for move in MOVES})
"""The steps by the verb people use."""
