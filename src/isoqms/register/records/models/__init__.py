"""The tables of the register."""

from isoqms.register.records.models.audits import Audit, ChecklistItem, Finding, Inspection, Programme
from isoqms.register.records.models.event import Event, Head
from isoqms.register.records.models.nonconformity import (
    Action,
    Cause,
    CauseAnalysis,
    Criterion,
    EvidenceItem,
    Nonconformity,
    Requirement,
    Review,
)
from isoqms.register.records.models.people import Account, EvidenceFile, Post
from isoqms.register.records.models.steering import (
    Complaint,
    Decision,
    Improvement,
    ManagementReview,
    Measurement,
    Survey,
)

__all__ = [
    "Account",
    "Action",
    "Audit",
    "Cause",
    "CauseAnalysis",
    "ChecklistItem",
    "Complaint",
    "Criterion",
    "Decision",
    "Event",
    "EvidenceFile",
    "EvidenceItem",
    "Finding",
    "Head",
    "Improvement",
    "Inspection",
    "ManagementReview",
    "Measurement",
    "Nonconformity",
    "Post",
    "Programme",
    "Requirement",
    "Review",
    "Survey",
]
