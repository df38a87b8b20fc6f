"""The steps of all records other than nonconformities, as one table to be read beside the domain's audit model."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from isoqms.register.kinds import audit_guards as a
from isoqms.register.kinds import finding_guards as f
from isoqms.register.kinds import guards as g
from isoqms.register.kinds.kinds import Kind
from isoqms.register.kinds.role_names import ANYONE
from isoqms.register.kinds.rule import Rule
from isoqms.register.lifecycle.values import Duty

_QM, _AUDITOR, _TOP = Duty.QUALITY_MANAGER, Duty.AUDITOR, Duty.TOP_MANAGEMENT
_K = Kind
_ACCOUNT: Final = ("name", "office", "duties", "processes", "posts.*")
_FINDING: Final = (
    "office", "audit", "process", "grade", "statement", "requirements.*", "evidence.*", "sampling_note",
    "check_results", "found_on",
)  # fmt: skip
_CORRECTED: Final = tuple(each for each in _FINDING if each not in ("office", "audit", "check_results"))
_PROGRAMME: Final = (
    "office", "period_from", "period_to", "objectives", "risks", "resources", "coverage_rule", "responsible",
)  # fmt: skip
_AUDIT: Final = (
    "office", "programme", "title", "scope", "processes", "locations", "criteria", "method", "starts_on", "ends_on",
    "client", "auditee", "sampling_plan", "team.*", "checklist.*", "previous_audit",
)  # fmt: skip
_TEAM: Final = (a.team_led, a.team_qualified, a.team_independent, a.process_has_another_auditor)
_REPORT: Final = ("summary", "limitations", "disagreements", "distribution")
_INSPECTION: Final = (
    "office", "unit", "inspected_on", "surprise", "decision", "findings", "dossiers", "explanation_due",
)  # fmt: skip
_COMPLAINT: Final = (
    "office", "received_on", "channel", "complainant", "process", "case_reference", "description", "remedy_sought",
)  # fmt: skip
_TOLD: Final = (*_COMPLAINT, "acknowledged_on", "response_on")
_ASSESSED: Final = ("severity", "safety", "complexity", "impact", "immediate_action", "owner", "process")
_SURVEY: Final = (
    "office", "process", "question", "channel", "period_from", "period_to", "asked", "answered", "satisfied",
)  # fmt: skip
_MEASURED: Final = (
    "metric", "office", "process", "period_from", "period_to", "value", "measured_in", "cases", "source", "evidence",
)  # fmt: skip
_GAINED: Final = ("result", "value", "measured_in", "measured_from")
_FIGURE: Final = ("metric", "value", "measured_in", "period_from", "period_to", "source", "evidence")
_REVIEW: Final = ("office", "held_on", "chair", "participants", "inputs.*", "decisions.*")

RULES: Final = (
    Rule(id="P1", kind=_K.ACCOUNT, verb="add", who=(_QM, _TOP), needs=("name",), brings=_ACCOUNT,
         guards=(g.named_shortly, g.not_for_oneself)),
    Rule(id="P2", kind=_K.ACCOUNT, verb="change", sources=("",), who=(_QM, _TOP), needs=("name",), brings=_ACCOUNT,
         guards=(g.not_for_oneself,)),
    Rule(id="P3", kind=_K.ACCOUNT, verb="leave", sources=("",), who=(_QM, _TOP), needs=("left_on",),
         brings=("left_on",)),

    Rule(id="V1", kind=_K.EVIDENCE, verb="add", needs=("name", "media_type", "size_bytes"),
         brings=("name", "media_type", "size_bytes"), guards=(g.named_by_content,),
         notes="added_on", signs="added_by"),

    Rule(id="F1", kind=_K.FINDING, verb="draft", who=(_AUDITOR, _QM), brings=_FINDING,
         guards=(f.grade_fits, f.not_own_work), signs="auditor"),
    Rule(id="F2", kind=_K.FINDING, verb="edit", sources=("draft",), who=("auditor",), brings=_FINDING,
         guards=(f.grade_fits, f.not_own_work)),
    Rule(id="F3", kind=_K.FINDING, verb="communicate", sources=("draft",), target="communicated", who=("auditor",),
         needs=("audit", "grade", "statement", "found_on"), brings=_FINDING, past=("found_on",),
         guards=(f.graded_with_ground, f.grade_fits, f.not_own_work, f.of_this_audit)),
    Rule(id="F4", kind=_K.FINDING, verb="agree", sources=("communicated", "contested"), target="agreed",
         guards=(f.not_the_auditor, f.answers_for_the_audited)),
    Rule(id="F5", kind=_K.FINDING, verb="contest", sources=("communicated",), target="contested",
         needs=("contested_reason",), brings=("contested_reason",),
         guards=(f.not_the_auditor, f.answers_for_the_audited)),
    Rule(id="F6", kind=_K.FINDING, verb="close", sources=("agreed", "contested"), target="closed",
         who=("auditor", _QM), brings=("nonconformity", "improvement"), guards=(f.followed_up,), notes="ended_on"),
    Rule(id="F7", kind=_K.FINDING, verb="settle", sources=("draft",), target="closed", who=("auditor",),
         needs=("grade", "statement", "found_on"), brings=("nonconformity", "improvement"), past=("found_on",),
         guards=(f.outside_audit, f.grade_fits, f.followed_up), notes="ended_on"),
    Rule(id="F8", kind=_K.FINDING, verb="correct", sources=("communicated", "agreed", "contested"),
         target="communicated", who=("auditor",), needs=("grade", "statement", "found_on"), brings=_CORRECTED,
         past=("found_on",), guards=(f.graded_with_ground, f.grade_fits, f.not_own_work, f.of_this_audit),
         reasoned=True),

    Rule(id="G1", kind=_K.PROGRAMME, verb="plan", who=(_QM,), needs=("period_from", "period_to", "objectives"),
         brings=_PROGRAMME, guards=(g.period_in_order,)),
    Rule(id="G2", kind=_K.PROGRAMME, verb="change", sources=("open",), who=(_QM,), brings=_PROGRAMME,
         guards=(g.period_in_order,)),
    Rule(id="G3", kind=_K.PROGRAMME, verb="close", sources=("open",), target="closed", who=(_QM,), notes="ended_on"),

    Rule(id="U1", kind=_K.AUDIT, verb="plan", who=(_QM,), needs=("title",), brings=_AUDIT),
    Rule(id="U2", kind=_K.AUDIT, verb="change", sources=("planned", "prepared"), who=(_QM, "lead"), brings=_AUDIT),
    Rule(id="U3", kind=_K.AUDIT, verb="prepare", sources=("planned",), target="prepared", who=(_QM, "lead"),
         needs=("scope", "criteria", "team", "processes", "checklist"), brings=_AUDIT, guards=_TEAM),
    Rule(id="U4", kind=_K.AUDIT, verb="start", sources=("prepared",), target="in_progress", who=("lead",),
         needs=("starts_on",), guards=_TEAM[1:]),
    Rule(id="U5", kind=_K.AUDIT, verb="assess", sources=("in_progress",), who=("lead", "auditors"),
         brings=("checklist.*",), guards=(a.judged_by_others, a.seen_on_record)),
    Rule(id="U6", kind=_K.AUDIT, verb="conclude", sources=("in_progress",), target="reporting", who=("lead",),
         brings=("checklist.*", "ends_on"), guards=(a.checklist_assessed, a.judged_by_others, a.seen_on_record)),
    Rule(id="U7", kind=_K.AUDIT, verb="report", sources=("reporting",), target="reported", who=("lead",),
         needs=("summary", "distribution"), brings=_REPORT,
         guards=(a.nonconformities_found, a.findings_communicated), notes="reported_on", stamps="report_stamp",
         meaning="approved"),
    Rule(id="U8", kind=_K.AUDIT, verb="follow up", sources=("reported",), target="following_up", who=("lead", _QM)),
    Rule(id="U9", kind=_K.AUDIT, verb="close", sources=("reported", "following_up"), target="closed",
         who=("lead", _QM), guards=(a.findings_led_on, a.settled, a.report_unchanged), notes="ended_on",
         meaning="approved"),
    Rule(id="U10", kind=_K.AUDIT, verb="cancel", sources=("planned", "prepared", "in_progress"), target="cancelled",
         who=(_QM,), needs=("cancelled_reason",), brings=("cancelled_reason",), notes="ended_on"),
    Rule(id="U11", kind=_K.AUDIT, verb="report anew", sources=("reported", "following_up"), target="reported",
         who=("lead",), needs=("summary", "distribution"), brings=_REPORT,
         guards=(a.nonconformities_found, a.findings_communicated), notes="reported_on", stamps="report_stamp",
         reasoned=True, meaning="approved"),

    Rule(id="I1", kind=_K.INSPECTION, verb="record", who=(_QM, _TOP), needs=("unit", "inspected_on", "findings"),
         brings=_INSPECTION, past=("inspected_on",), guards=(g.codes_alone,)),
    Rule(id="I2", kind=_K.INSPECTION, verb="explained", sources=("recorded",), target="explained", who=(_QM, _TOP),
         needs=("explanation_received",), brings=("explanation_received",), past=("explanation_received",),
         guards=(g.codes_alone,)),
    Rule(id="I3", kind=_K.INSPECTION, verb="conclude", sources=("recorded", "explained"), target="closed",
         who=(_QM, _TOP), needs=("outcome",), brings=("outcome", "nonconformity"), guards=(g.codes_alone,),
         notes="ended_on"),

    Rule(id="C1", kind=_K.COMPLAINT, verb="receive", needs=("received_on", "channel", "description"),
         brings=_COMPLAINT, past=("received_on",)),
    Rule(id="C2", kind=_K.COMPLAINT, verb="acknowledge", sources=("received",), target="acknowledged",
         needs=("acknowledged_on",), brings=("acknowledged_on",), past=("acknowledged_on",)),
    Rule(id="C3", kind=_K.COMPLAINT, verb="assess", sources=("acknowledged",), target="assessed", who=(_QM,),
         needs=("severity", "owner"), brings=_ASSESSED, meaning="reviewed"),
    Rule(id="C4", kind=_K.COMPLAINT, verb="investigate", sources=("assessed",), target="investigating",
         who=("owner",)),
    Rule(id="C5", kind=_K.COMPLAINT, verb="respond", sources=("assessed", "investigating"), target="responded",
         who=("owner",), needs=("investigation", "response_on", "decision"),
         brings=("investigation", "response_on", "decision", "nonconformity"), past=("response_on",)),
    Rule(id="C6", kind=_K.COMPLAINT, verb="close", sources=("responded",), target="closed", who=("owner", _QM),
         needs=("reaction",), brings=("reaction", "recourse_informed", "nonconformity"), notes="ended_on"),
    Rule(id="C7", kind=_K.COMPLAINT, verb="escalate", sources=("responded",), target="escalated_external",
         who=("owner", _QM), needs=("recourse_informed",), brings=("reaction", "recourse_informed"), reasoned=True,
         notes="ended_on"),
    Rule(id="C8", kind=_K.COMPLAINT, verb="correct",
         sources=("received", "acknowledged", "assessed", "investigating", "responded"), who=(_QM,),
         needs=("received_on", "channel", "description"), brings=_TOLD,
         past=("received_on", "acknowledged_on", "response_on"), reasoned=True),

    Rule(id="S1", kind=_K.SURVEY, verb="record", who=(ANYONE,), needs=("question", "period_from", "period_to", "asked"),
         brings=_SURVEY, past=("period_to",), guards=(g.answers_add_up, g.period_in_order)),
    Rule(id="S2", kind=_K.SURVEY, verb="correct", sources=("recorded",), who=(_QM,), brings=_SURVEY,
         past=("period_to",), guards=(g.answers_add_up, g.period_in_order), reasoned=True),

    Rule(id="K1", kind=_K.MEASUREMENT, verb="record", needs=_FIGURE,
         brings=_MEASURED, past=("period_to",), guards=(g.period_in_order,)),
    Rule(id="K2", kind=_K.MEASUREMENT, verb="correct", sources=("recorded",), who=(_QM,), brings=_MEASURED,
         past=("period_to",), guards=(g.period_in_order,), reasoned=True),

    Rule(id="M1", kind=_K.REVIEW, verb="plan", who=(_QM, _TOP), brings=_REVIEW),
    Rule(id="M2", kind=_K.REVIEW, verb="change", sources=("planned",), who=(_QM, _TOP), brings=_REVIEW),
    Rule(id="M3", kind=_K.REVIEW, verb="hold", sources=("planned",), target="held", who=(_TOP, "chair"),
         needs=("held_on", "chair", "inputs", "decisions"), brings=_REVIEW, past=("held_on",), notes="ended_on",
         meaning="approved"),

    Rule(id="O1", kind=_K.IMPROVEMENT, verb="raise", needs=("statement",),
         brings=("office", "process", "finding", "statement", "owner", "due"), notes="raised_on"),
    Rule(id="O2", kind=_K.IMPROVEMENT, verb="accept", sources=("open",), target="accepted", who=(_QM,),
         needs=("owner", "due"), brings=("owner", "due", "process"), meaning="approved"),
    Rule(id="O3", kind=_K.IMPROVEMENT, verb="decline", sources=("open",), target="declined", who=(_QM,),
         needs=("declined_reason",), brings=("declined_reason",), notes="ended_on", meaning="reviewed"),
    Rule(id="O4", kind=_K.IMPROVEMENT, verb="done", sources=("accepted",), target="done", who=("owner",),
         needs=("result", "value", "measured_in", "measured_from"), brings=_GAINED, notes="ended_on"),
)  # fmt: skip
"""Every step of these records."""

BY_KIND: Final = MappingProxyType({kind: tuple(rule for rule in RULES if rule.kind is kind) for kind in Kind})
"""The steps of each kind; none for nonconformities, which have a table of their own."""
