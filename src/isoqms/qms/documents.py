"""The quality documents of an office, each a file in its folder `qms`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from isoqms.problem import Position, Problem
from isoqms.procedure import Suppression
from isoqms.procedure.build import Reading, build
from isoqms.procedure.located import Located, model
from isoqms.qms.decisions import Announcement
from isoqms.qms.parts import (
    Climate,
    CommunicationRow,
    ContextIssue,
    DocumentEntry,
    Escalation,
    GradeWords,
    LegalEntry,
    NoneIdentified,
    NotApplied,
    Objective,
    Party,
    Person,
    Provider,
    RiskEntry,
    RoleCompetence,
    SmallOffice,
    SmallOfficePeople,
    SystemIndicator,
    TimeLimits,
    Training,
)
from isoqms.source import Keys
from isoqms.words import Text


@model
class QualityDocument(Located):
    """What every quality document may say of itself."""

    document: str | None = None
    reviewed: date | None = None
    notes: tuple[Text, ...] = ()
    suppress: tuple[Suppression, ...] = ()


@model
class Scope(QualityDocument):
    """Which services and places the system covers, and what is not applied."""

    statement: Text = field(kw_only=True)
    sites: tuple[Text, ...] = ()
    offices: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    outside: Mapping[str, Text] = field(default_factory=dict)
    not_applicable: Mapping[str, NotApplied] = field(default_factory=dict)
    small_office: SmallOffice | None = None


@model
class Policy(QualityDocument):
    """The quality policy and what it must contain."""

    statement: Text = field(kw_only=True)
    purpose: Text | None = None
    frame_for_objectives: Text | None = None
    commitment_to_requirements: Text | None = None
    commitment_to_improvement: Text | None = None
    issues: tuple[str, ...] = ()
    published: tuple[Text, ...] = ()


@model
class Surroundings(QualityDocument):
    """The context of the office: its issues, climate, interested parties."""

    issues: Mapping[str, ContextIssue] = field(default_factory=dict)
    climate: Climate | None = None
    parties: Mapping[str, Party] = field(default_factory=dict)


@model
class CompetenceList(QualityDocument):
    """What each role must be able to do, and the evidence for each person."""

    roles: Mapping[str, RoleCompetence] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    trainings: Mapping[str, Training] = field(default_factory=dict)


@model
class DocumentRegister(QualityDocument):
    """The documents, kinds of records and outside documents of the system."""

    documents: Mapping[str, DocumentEntry] = field(kw_only=True)


@model
class Objectives(QualityDocument):
    """Quality objectives with their plans, and indicators of the procedures."""

    objectives: Mapping[str, Objective] = field(default_factory=dict)
    indicators: Mapping[str, SystemIndicator] = field(default_factory=dict)


@model
class RiskRegister(QualityDocument):
    """Risks and opportunities, how they are rated, and up to what level they are borne."""

    method: Text | None = None
    accept_up_to: int | None = None
    entries: Mapping[str, RiskEntry] = field(default_factory=dict)
    none_identified: Mapping[str, NoneIdentified] = field(default_factory=dict)


@model
class LegalRegister(QualityDocument):
    """The legal rules the office works by, and the decisions that announced its procedures."""

    rules: Mapping[str, LegalEntry] = field(kw_only=True)
    announcements: Mapping[str, Announcement] = field(default_factory=dict)


@model
class CommunicationPlan(QualityDocument):
    """What is told to whom, when, how and by whom."""

    messages: Mapping[str, CommunicationRow] = field(kw_only=True)


@model
class ProviderList(QualityDocument):
    """Who outside the office does part of the work."""

    providers: Mapping[str, Provider] = field(kw_only=True)


@model
class CorrectiveActionRules(QualityDocument):
    """What the office set for itself about nonconformities; whatever is left out is as the program has it."""

    grades: GradeWords | None = None
    limits: TimeLimits | None = None
    escalation: Escalation | None = None
    recurrence_limit: int | None = None
    window_periods: int | None = None
    window_days_least: int | None = None
    small_office: SmallOfficePeople | None = None


AnyDocument: TypeAlias = (
    Scope
    | Policy
    | Surroundings
    | CompetenceList
    | DocumentRegister
    | Objectives
    | RiskRegister
    | LegalRegister
    | CommunicationPlan
    | ProviderList
    | CorrectiveActionRules
)

KINDS: Mapping[str, type[Any]] = {
    "scope": Scope,
    "policy": Policy,
    "context": Surroundings,
    "competence": CompetenceList,
    "documents": DocumentRegister,
    "objectives": Objectives,
    "risks": RiskRegister,
    "legal": LegalRegister,
    "communication": CommunicationPlan,
    "providers": ProviderList,
    "corrective-action": CorrectiveActionRules,
}
"""The quality documents by the name of their file without its ending; the schema is `qms-` and that name."""


def member_of(name: str) -> str:
    """Return where `QualityDocuments` holds the document of a name."""
    return name.replace("-", "_")


@dataclass(frozen=True, slots=True)
class QualityDocuments:
    """The quality documents of one organisation; a document nobody wrote is None.

    `unread` names those that are there but cannot be read.
    """

    scope: Scope | None = None
    policy: Policy | None = None
    context: Surroundings | None = None
    competence: CompetenceList | None = None
    documents: DocumentRegister | None = None
    objectives: Objectives | None = None
    risks: RiskRegister | None = None
    legal: LegalRegister | None = None
    communication: CommunicationPlan | None = None
    providers: ProviderList | None = None
    corrective_action: CorrectiveActionRules | None = None
    unread: frozenset[str] = frozenset()

    def written(self) -> Mapping[str, AnyDocument]:
        """Return the documents there are, by their names."""
        held = {name: getattr(self, member_of(name)) for name in KINDS if name not in self.unread}
        return {name: document for name, document in held.items() if document is not None}

    def suppressions(self) -> Iterable[Suppression]:
        """Yield the objections somebody accepted, from every document."""
        for document in self.written().values():
            yield from document.suppress


def read_document(name: str, data: Mapping[str, Any], at: Callable[[Keys], Position]) -> tuple[Any, list[Problem]]:
    """Build the quality document `name` from data that fits its schema, with the problems of values nobody can read.

    Raises:
        ValueError: no quality document has that name.
    """
    if name not in KINDS:
        raise ValueError(f"no quality document is called {name!r}; there are {', '.join(KINDS)}")
    reading = Reading(at)
    return build(KINDS[name], data, (), reading), reading.problems
