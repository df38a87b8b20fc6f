"""Audits in the vocabulary of ISO 19011: programme, audit, checklist, finding; and inspections, which are no audits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from isoqms.register.lifecycle.document import Prose, no_members
from isoqms.register.lifecycle.nonconformity import Evidence, Requirement


class AuditState(StrEnum):
    """Where an audit stands."""

    PLANNED = "planned"
    PREPARED = "prepared"
    IN_PROGRESS = "in_progress"
    REPORTING = "reporting"
    REPORTED = "reported"
    FOLLOWING_UP = "following_up"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class AuditMethod(StrEnum):
    """Where auditors and auditees meet."""

    ON_SITE = "on_site"
    REMOTE = "remote"
    HYBRID = "hybrid"


class FindingState(StrEnum):
    """Where a finding stands."""

    DRAFT = "draft"
    COMMUNICATED = "communicated"
    AGREED = "agreed"
    CONTESTED = "contested"
    CLOSED = "closed"


class FindingGrade(StrEnum):
    """What evidence shows beside a requirement; an agreed scale, not one of ISO 9001."""

    CONFORMING = "conforming"
    GOOD_PRACTICE = "good_practice"
    OFI = "ofi"
    OBSERVATION = "observation"
    NC_MINOR = "nc_minor"
    NC_MAJOR = "nc_major"


class TeamRole(StrEnum):
    """What a member of an audit team is there for."""

    LEAD = "lead"
    AUDITOR = "auditor"
    EXPERT = "expert"
    OBSERVER = "observer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A set of audits for a period and a purpose."""

    reference: str
    office: str = ""
    state: str = "open"
    period_from: date | None = None
    period_to: date | None = None
    objectives: Prose = ""
    risks: tuple[Prose, ...] = ()
    resources: Prose = ""
    coverage_rule: Prose = ""
    responsible: str = ""
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember:
    """A member of an audit team; who owns or works in an audited process needs a mitigation on record."""

    role: TeamRole
    competence: Prose = ""
    independent: Prose = ""
    mitigation: Prose = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """A question on a clause or a step, what checks say beforehand, and what was seen."""

    requirement: str
    question: Prose
    process: str = ""
    check_results: tuple[str, ...] = ()
    checked: Prose = ""
    """What checks said of it beforehand; what the auditor saw is the note."""
    note: Prose = ""
    evidence: tuple[Prose, ...] = ()
    grade: FindingGrade | None = None
    not_sampled_reason: Prose = ""

    @property
    def assessed(self) -> bool:
        """Whether it was judged, or left out with the reason."""
        return self.grade is not None or bool(self.not_sampled_reason.strip())

    @property
    def shown(self) -> bool:
        """Whether it is on record what was seen: in words of the auditor, or as evidence."""
        return bool(self.note.strip()) or any(each.strip() for each in self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """One audit: scope, criteria, team, checklist, and what its report says."""

    reference: str
    state: AuditState = AuditState.PLANNED
    office: str = ""
    programme: str = ""
    title: Prose = ""
    scope: Prose = ""
    processes: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    method: AuditMethod = AuditMethod.ON_SITE
    starts_on: date | None = None
    ends_on: date | None = None
    client: str = ""
    auditee: str = ""
    sampling_plan: Prose = ""
    team: Mapping[str, TeamMember] = field(default_factory=no_members)
    checklist: Mapping[str, ChecklistItem] = field(default_factory=no_members)
    previous_audit: str = ""
    summary: Prose = ""
    limitations: Prose = ""
    disagreements: Prose = ""
    distribution: tuple[str, ...] = ()
    reported_on: date | None = None
    report_stamp: str = ""
    """SHA-256 of audit and findings as they were reported."""
    cancelled_reason: Prose = ""
    ended_on: date | None = None

    @property
    def auditors(self) -> frozenset[str]:
        """Who assesses: the team without experts and observers."""
        return frozenset(key for key, each in self.team.items() if each.role in (TeamRole.LEAD, TeamRole.AUDITOR))

    @property
    def lead(self) -> str:
        """Who leads the team, the first by name as long as there are several; empty while nobody does."""
        return min((key for key, each in self.team.items() if each.role is TeamRole.LEAD), default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Evidence evaluated against a requirement."""

    reference: str
    auditor: str
    state: FindingState = FindingState.DRAFT
    office: str = ""
    audit: str = ""
    process: str = ""
    grade: FindingGrade | None = None
    statement: Prose = ""
    requirements: Mapping[str, Requirement] = field(default_factory=no_members)
    evidence: Mapping[str, Evidence] = field(default_factory=no_members)
    sampling_note: Prose = ""
    check_results: tuple[str, ...] = ()
    contested_reason: Prose = ""
    nonconformity: str = ""
    improvement: str = ""
    found_on: date | None = None
    ended_on: date | None = None


class InspectionFinding(StrEnum):
    """What an inspection of the public service found, by kind: no text, so that nothing is said of persons."""

    NONE = "none"
    WORKING_HOURS = "working_hours"
    COUNTER_UNATTENDED = "counter_unattended"
    DOSSIERS_LATE = "dossiers_late"
    APOLOGY_MISSING = "apology_missing"
    PAPERS_BEYOND_LIST = "papers_beyond_list"
    POSTING_OUTDATED = "posting_outdated"
    SYSTEM_NOT_UPDATED = "system_not_updated"
    OTHER = "other"


class InspectionOutcome(StrEnum):
    """What followed from an inspection."""

    ACCEPTED = "accepted"
    REMEDY_REQUIRED = "remedy_required"
    NONCONFORMITY = "nonconformity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """A public-service inspection of a unit: day, kinds of findings, explanation due and received, outcome."""

    reference: str
    state: str = "recorded"
    office: str = ""
    unit: str = ""
    inspected_on: date | None = None
    surprise: bool = True
    decision: str = ""
    findings: tuple[InspectionFinding, ...] = ()
    dossiers: tuple[str, ...] = ()
    explanation_due: date | None = None
    explanation_received: date | None = None
    outcome: InspectionOutcome | None = None
    nonconformity: str = ""
    ended_on: date | None = None
