"""What the quality documents of an office say: one class for each thing an officer writes under an id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import Any

from isoqms.procedure.located import Located, model
from isoqms.procedure.parts import Confirmed
from isoqms.qms.decisions import ConfirmedAt, SignedDecision
from isoqms.words import Text

ALL = "all"
"""Stands for every procedure of the system where ids of procedures are listed."""


class IssueKind(StrEnum):
    """Where an issue of the context lies."""

    INTERNAL = "internal"
    EXTERNAL = "external"


class EntryKind(StrEnum):
    """What an entry of the document register stands for."""

    DOCUMENT = "document"
    RECORD = "record"
    EXTERNAL = "external"


class EntryState(StrEnum):
    """Whether people are to work by a document."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    OBSOLETE = "obsolete"


class RiskKind(StrEnum):
    """A risk, or the ISO 9001 opposite of one."""

    RISK = "risk"
    OPPORTUNITY = "opportunity"


class About(StrEnum):
    """What a message to applicants serves."""

    INFORMATION = "information"
    FEEDBACK = "feedback"
    COMPLAINT = "complaint"
    CORRECTION = "correction"
    INCIDENT = "incident"
    RESULT = "result"


@model
class NotApplied(Located):
    """A clause that is not applied, and why the service conforms all the same."""

    reason: Text
    no_effect: Text | None = None


@model
class SmallOffice(Located):
    """What an office of few people states about duties it cannot keep apart."""

    distinct_people: int | None = None
    borrowed_reviewer: Text | None = None
    accepted_risk: Text | None = None


@model
class GradeWords(Located):
    """What the office calls its grades of nonconformities."""

    major: Text | None = None
    minor: Text | None = None
    observation: Text | None = None


@model
class TimeLimits(Located):
    """Time limits for the work on a nonconformity, in working days."""

    triage: int | None = None
    containment_of_major: int | None = None
    plan_of_major: int | None = None
    plan_of_minor: int | None = None


@model
class Escalation(Located):
    """When who is told: days before a due day, working days after it, numbers of extensions and attempts."""

    owner_before: int | None = None
    quality_manager_after: int | None = None
    top_management_after: int | None = None
    extensions_told: int | None = None
    extensions_escalated: int | None = None
    attempt_escalated: int | None = None


@model
class SmallOfficePeople(Located):
    """How many different people an office of few people needs for a nonconformity, by grade."""

    people_for_major: int | None = None
    people_for_minor: int | None = None


@model
class ContextIssue(Located):
    """An issue inside or outside the office that bears on quality."""

    title: Text
    kind: IssueKind
    risks: tuple[str, ...] = ()
    dismissed: Text | None = None


@model
class Climate(Located):
    """Whether climate change is a relevant issue, and why."""

    relevant: bool
    reason: Text | None = None
    decided: date | None = None


@model
class PartyRequirement(Located):
    """What an interested party needs, and what meets it."""

    title: Text
    relevant: bool = True
    procedures: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    excluded: Text | None = None


@model
class Party(Located):
    """Somebody who cares about the results of the office."""

    title: Text
    requirements: Mapping[str, PartyRequirement] = field(default_factory=dict)


@model
class CompetenceRequirement(Located):
    """One thing a role must be able to do, and how that is acquired."""

    title: Text
    kind: str | None = None


@model
class RoleCompetence(Located):
    """What a role must be able to do."""

    requires: Mapping[str, CompetenceRequirement] = field(default_factory=dict)


@model
class CompetenceEvidence(Located):
    """A certificate, course or record that shows a competence, with its validity."""

    what: Text
    since: date | None = None
    until: date | None = None


@model
class CompetenceGap(Located):
    """What is done about a competence somebody lacks."""

    action: Text
    due: date | None = None
    owner: str | None = None


@model
class Person(Located):
    """Somebody who holds a post, under a code: evidence and gaps by requirement."""

    post: str
    roles: tuple[str, ...] = ()
    evidence: Mapping[str, CompetenceEvidence] = field(default_factory=dict)
    gaps: Mapping[str, CompetenceGap] = field(default_factory=dict)


@model
class Training(Located):
    """A training for some roles, and how it was judged whether it helped."""

    title: Text
    held: date
    roles: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    effectiveness: Text | None = None
    judged: date | None = None


@model
class DocumentEntry(Located):
    """An entry of the document register: a document kept current, a kind of record, or a document of others."""

    title: Text
    kind: EntryKind = EntryKind.DOCUMENT
    version: str | None = None
    state: EntryState = EntryState.IN_FORCE
    issued: date | None = None
    effective: date | None = None
    withdrawn: date | None = None
    review_by: date | None = None
    author: str | None = None
    reviewer: str | None = None
    approver: str | None = None
    approved: date | None = None
    decision: str | None = None
    signed: SignedDecision | None = None
    language: tuple[str, ...] = ()
    format: str | None = None
    location: str | None = None
    file: str | None = None
    sha256: str | None = None
    published: tuple[Text, ...] = ()
    access: str | None = None
    retention: str | None = None
    disposition: str | None = None
    identified: Text | None = None
    procedure: str | None = None
    stamp: str | None = None
    confirmed: ConfirmedAt | None = None
    clauses: tuple[str, ...] = ()
    replaces: str | None = None
    procedures: tuple[str, ...] = ()


@model
class Plan(Located):
    """How an objective is to be reached."""

    what: Text | None = None
    resources: Text | None = None
    who: str | None = None
    when: date | None = None
    evaluation: Text | None = None


@model
class Objective(Located):
    """A quality objective with its plan."""

    title: Text
    metric: str | None = None
    unit: str | None = None
    baseline: Any = None
    target: Any = None
    by: date | None = None
    policy: Text | None = None
    roles: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    frequency: str | None = None
    communicated: Text | None = None
    plan: Plan | None = None


@model
class SystemIndicator(Located):
    """A figure by which procedures are judged, kept for several of them in one place."""

    title: Text
    procedures: tuple[str, ...] = ()
    unit: str | None = None
    target: Any = None
    method: Text | None = None
    data: Text | None = None
    quality_check: Text | None = None
    frequency: str | None = None
    analysed: str | None = None
    owner: str | None = None


@model
class Level(Located):
    """How likely something is and how much it matters, each from 1 up."""

    likelihood: int
    impact: int

    @property
    def size(self) -> int:
        """Likelihood times impact, as the risk method of public offices counts it."""
        return self.likelihood * self.impact


@model
class RiskAction(Located):
    """What is done about a risk or opportunity."""

    what: Text
    owner: str | None = None
    due: date | None = None
    effectiveness: Text | None = None


@model
class Acceptance(Located):
    """Somebody accepts what remains of a risk, until a day."""

    by: str
    until: date
    reason: Text | None = None


@model
class RiskEntry(Located):
    """A risk or opportunity of the system or of some procedures."""

    title: Text
    kind: RiskKind = RiskKind.RISK
    procedures: tuple[str, ...] = ()
    stamp: str | None = None
    confirmed: Confirmed | None = None
    owner: str | None = None
    before: Level | None = None
    controls: tuple[Text, ...] = ()
    after: Level | None = None
    action: RiskAction | None = None
    accepted: Acceptance | None = None

    @property
    def level(self) -> int | None:
        """The level as things stand: with the controls where that was rated, else without."""
        rated = self.after or self.before
        return rated.size if rated else None


@model
class NoneIdentified(Located):
    """A procedure was looked at on a day and no risk was found."""

    date: date
    by: str | None = None


@model
class LegalEntry(Located):
    """A legal rule the office works by, with its period of validity."""

    document: str
    title: Text | None = None
    issued: date | None = None
    from_: date | None = field(default=None, metadata={"name": "from"})
    to: date | None = None
    replaced_by: str | None = None
    checked: date | None = None
    source: str | None = None


@model
class CommunicationRow(Located):
    """One row of the communication plan."""

    what: Text
    about: About | None = None
    direction: str | None = None
    when: Text | None = None
    whom: Text | None = None
    how: Text | None = None
    who: str | None = None
    procedures: tuple[str, ...] = ()


@model
class Provider(Located):
    """Somebody outside the office who does part of its work."""

    title: Text
    provides: Text | None = None
    by_law: bool = False
    agencies: tuple[Text, ...] = ()
    procedures: tuple[str, ...] = ()
    criteria: Text | None = None
    evaluated: date | None = None
    result: Text | None = None
    next_evaluation: date | None = None
    controls: Text | None = None
    indicator: str | None = None
    agreement: str | None = None
    record: str | None = None
