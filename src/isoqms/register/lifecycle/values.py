"""The words a nonconformity is described in: states, grades, origins, kinds of actions and causes."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a nonconformity stands; three states are the end of it."""

    DRAFT = "draft"
    REPORTED = "reported"
    TRIAGED = "triaged"
    ANALYSING = "analysing"
    PLANNED = "planned"
    IMPLEMENTING = "implementing"
    VERIFYING = "verifying"
    CLOSED = "closed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


TERMINAL: Final = frozenset({State.CLOSED, State.REJECTED, State.WITHDRAWN})
"""States nothing leads out of: what comes back is a new nonconformity which names the old one."""
OPEN: Final = frozenset(State) - TERMINAL


class Grade(StrEnum):
    """How grave a nonconformity is; an observation is an improvement and never stands in this book."""

    MAJOR = "major"
    MINOR = "minor"


class Origin(StrEnum):
    """How a nonconformity came to light."""

    INTERNAL_AUDIT = "internal_audit"
    EXTERNAL_AUDIT = "external_audit"
    COMPLAINT = "complaint"
    PROCESS_MONITORING = "process_monitoring"
    MANAGEMENT_REVIEW = "management_review"
    SELF_REPORTED = "self_reported"
    NONCONFORMING_OUTPUT = "nonconforming_output"
    CHECK = "check"


AUDITS: Final = frozenset({Origin.INTERNAL_AUDIT, Origin.EXTERNAL_AUDIT})
"""Origins with an auditor, who has a say when the nonconformity is rejected or closed."""


class RequirementKind(StrEnum):
    """What is not met: a clause of the standard, a process, a step of a procedure, or a legal basis."""

    CLAUSE = "clause"
    PROCESS = "process"
    STEP = "step"
    LEGAL_BASIS = "legal_basis"


class Rejection(StrEnum):
    """Why a reported nonconformity is none, or not one for this book."""

    UNFOUNDED = "unfounded"
    DUPLICATE = "duplicate"
    OUT_OF_SCOPE = "out_of_scope"


class ActionKind(StrEnum):
    """What an action is for: it removes the fault found, limits its harm, removes its cause, or betters something."""

    CORRECTION = "correction"
    CONTAINMENT = "containment"
    CORRECTIVE = "corrective"
    IMPROVEMENT = "improvement"


AT_ONCE: Final = frozenset({ActionKind.CORRECTION, ActionKind.CONTAINMENT})
"""Kinds which put the fault right or limit its harm, and wait for no plan."""


class ActionState(StrEnum):
    """Where an action stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    VERIFIED = "verified"
    CANCELLED = "cancelled"


ACTION_OPEN: Final = frozenset({ActionState.PROPOSED, ActionState.APPROVED, ActionState.IN_PROGRESS})
"""States in which something of an action is still to be done."""


class Method(StrEnum):
    """How causes were looked for."""

    FIVE_WHYS = "five_whys"
    ISHIKAWA = "ishikawa"
    TIMELINE = "timeline"
    FAULT_TREE = "fault_tree"
    PARETO = "pareto"
    OTHER = "other"


class Category(StrEnum):
    """The bones of a cause-and-effect diagram for public administrations."""

    LAW = "law"
    PROCEDURE = "procedure"
    PEOPLE = "people"
    ORGANISATION = "organisation"
    SYSTEMS = "systems"
    DATA = "data"
    APPLICANT = "applicant"
    WORKLOAD = "workload"


class Verification(StrEnum):
    """How it was made sure that a cause is one."""

    DATA = "data"
    OBSERVATION = "observation"
    REPRODUCTION = "reproduction"
    INTERVIEW = "interview"
    DOCUMENT = "document"


class Direction(StrEnum):
    """On which side of the target a measured value meets it."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"


class Duty(StrEnum):
    """A standing duty in the quality management of an office, held by a person."""

    QUALITY_MANAGER = "quality_manager"
    AUDITOR = "auditor"
    TOP_MANAGEMENT = "top_management"
