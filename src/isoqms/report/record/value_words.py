"""What the values of a record are called: origins, grades, kinds of actions, methods, groups of causes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from isoqms.metrics import FigureSource
from isoqms.register.kinds.audits import AuditMethod, FindingGrade, InspectionFinding, InspectionOutcome, TeamRole
from isoqms.register.kinds.steering import Reaction
from isoqms.register.lifecycle.state_names import ACTION_STATE_NAMES, DIRECTION_NAMES, GRADE_NAMES, STATE_NAMES
from isoqms.register.lifecycle.values import (
    ActionKind,
    ActionState,
    Category,
    Direction,
    Duty,
    Grade,
    Method,
    Origin,
    Rejection,
    RequirementKind,
    State,
    Verification,
)
from isoqms.words import Message, Renderable
from isoqms.worktime import Day

_MARK: Final = re.compile(r"#[0-9a-f]{12}\b")

_NAMES: Final[Mapping[type, Mapping[Any, Message]]] = MappingProxyType(
    {
        State: STATE_NAMES,
        ActionState: ACTION_STATE_NAMES,
        Grade: GRADE_NAMES,
        Origin: {
            Origin.INTERNAL_AUDIT: Message("internal audit"),
            Origin.EXTERNAL_AUDIT: Message("external audit"),
            Origin.COMPLAINT: Message("complaint"),
            Origin.PROCESS_MONITORING: Message("monitoring of the process"),
            Origin.MANAGEMENT_REVIEW: Message("management review"),
            Origin.SELF_REPORTED: Message("reported by staff"),
            Origin.NONCONFORMING_OUTPUT: Message("result that does not meet requirements"),
            Origin.CHECK: Message("check of the documents"),
        },
        RequirementKind: {
            RequirementKind.CLAUSE: Message("clause"),
            RequirementKind.PROCESS: Message("process"),
            RequirementKind.STEP: Message("step"),
            RequirementKind.LEGAL_BASIS: Message("legal basis"),
        },
        Rejection: {
            Rejection.UNFOUNDED: Message("unfounded"),
            Rejection.DUPLICATE: Message("entered already"),
            Rejection.OUT_OF_SCOPE: Message("outside the scope"),
        },
        ActionKind: {
            ActionKind.CORRECTION: Message("correction"),
            ActionKind.CONTAINMENT: Message("containment"),
            ActionKind.CORRECTIVE: Message("corrective action"),
            ActionKind.IMPROVEMENT: Message("improvement"),
        },
        Method: {
            Method.FIVE_WHYS: Message("five whys"),
            Method.ISHIKAWA: Message("cause-and-effect diagram"),
            Method.TIMELINE: Message("timeline of changes"),
            Method.FAULT_TREE: Message("fault tree"),
            Method.PARETO: Message("Pareto of the register"),
            Method.OTHER: Message("another method"),
        },
        Category: {
            Category.LAW: Message("law and rules"),
            Category.PROCEDURE: Message("procedure and method"),
            Category.PEOPLE: Message("people and competence"),
            Category.ORGANISATION: Message("organisation and roles"),
            Category.SYSTEMS: Message("information systems"),
            Category.DATA: Message("data and documents"),
            Category.APPLICANT: Message("applicants and others outside"),
            Category.WORKLOAD: Message("workload and capacity"),
        },
        Verification: {
            Verification.DATA: Message("by data"),
            Verification.OBSERVATION: Message("by observation"),
            Verification.REPRODUCTION: Message("by reproduction"),
            Verification.INTERVIEW: Message("by interview"),
            Verification.DOCUMENT: Message("by a document"),
        },
        Direction: DIRECTION_NAMES,
        FigureSource: {
            FigureSource.RECORDED: Message("recorded figure"),
            FigureSource.REGISTER: Message("counted in the register"),
            FigureSource.DOSSIERS: Message("measured on dossiers"),
            FigureSource.SIMULATION: Message("estimated by simulation"),
        },
        FindingGrade: {
            FindingGrade.CONFORMING: Message("meets the requirement"),
            FindingGrade.GOOD_PRACTICE: Message("good practice"),
            FindingGrade.OFI: Message("recommendation for improvement"),
            FindingGrade.OBSERVATION: Message("observation"),
            FindingGrade.NC_MINOR: Message("minor nonconformity"),
            FindingGrade.NC_MAJOR: Message("major nonconformity"),
        },
        AuditMethod: {
            AuditMethod.ON_SITE: Message("on site"),
            AuditMethod.REMOTE: Message("remotely"),
            AuditMethod.HYBRID: Message("on site and remotely"),
        },
        Duty: {
            Duty.QUALITY_MANAGER: Message("quality manager"),
            Duty.AUDITOR: Message("auditor"),
            Duty.TOP_MANAGEMENT: Message("top management"),
        },
        Reaction: {
            Reaction.ACCEPTED: Message("satisfied with the answer"),
            Reaction.REJECTED: Message("not satisfied with the answer"),
            Reaction.NO_ANSWER: Message("said nothing"),
        },
        InspectionFinding: {
            InspectionFinding.NONE: Message("nothing found"),
            InspectionFinding.WORKING_HOURS: Message("working hours not kept"),
            InspectionFinding.COUNTER_UNATTENDED: Message("nobody at the counter"),
            InspectionFinding.DOSSIERS_LATE: Message("dossiers late"),
            InspectionFinding.APOLOGY_MISSING: Message("no apology for late dossiers"),
            InspectionFinding.PAPERS_BEYOND_LIST: Message("papers asked for beyond the list"),
            InspectionFinding.POSTING_OUTDATED: Message("what is posted is out of date"),
            InspectionFinding.SYSTEM_NOT_UPDATED: Message("the system was not kept up to date"),
            InspectionFinding.OTHER: Message("something else"),
        },
        InspectionOutcome: {
            InspectionOutcome.ACCEPTED: Message("explanation accepted"),
            InspectionOutcome.REMEDY_REQUIRED: Message("to be put right"),
            InspectionOutcome.NONCONFORMITY: Message("entered as nonconformity"),
        },
        TeamRole: {
            TeamRole.LEAD: Message("leader of the team"),
            TeamRole.AUDITOR: Message("auditor"),
            TeamRole.EXPERT: Message("technical expert"),
            TeamRole.OBSERVER: Message("observer of the audit"),
        },
    }
)
"""By the class of the value: two classes may write different things alike."""


def told_of_check(result: str) -> str:
    """Return the ids of check results as people read them: without the marks by which programs tell them apart.

    >>> told_of_check("arithmetic/sum-limit@QT-01#28884137d531 qt-01.yaml:4:3")
    'arithmetic/sum-limit@QT-01 qt-01.yaml:4:3'
    """
    return _MARK.sub("", result)


def in_words(value: Any) -> Renderable:
    """Return a value of a record in words; a text stays as it is.

    >>> in_words(Category.DATA).render("en"), in_words(Verification.DATA).render("en"), in_words(True).render("en")
    ('data and documents', 'by data', 'yes')
    """
    if isinstance(value, bool):
        return Message("yes") if value else Message("no")
    if isinstance(value, date):
        return Day(value)
    named = _NAMES.get(type(value), {}).get(value)
    return named or Message("{text}", text=value)
