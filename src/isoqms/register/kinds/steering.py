"""What the management steers by: improvements, complaints, surveys, reviews, measured figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from isoqms.metrics import FigureSource
from isoqms.register.lifecycle.document import Prose, no_members


class ImprovementState(StrEnum):
    """Where an improvement stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"


class ComplaintState(StrEnum):
    """Where a complaint stands."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ASSESSED = "assessed"
    INVESTIGATING = "investigating"
    RESPONDED = "responded"
    CLOSED = "closed"
    ESCALATED_EXTERNAL = "escalated_external"


class Reaction(StrEnum):
    """What the complainant said to the answer."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement:
    """An observation or an opportunity for improvement, never a nonconformity."""

    reference: str
    state: ImprovementState = ImprovementState.OPEN
    office: str = ""
    process: str = ""
    finding: str = ""
    statement: Prose = ""
    owner: str = ""
    due: date | None = None
    declined_reason: Prose = ""
    result: Prose = ""
    """What came of it, in words."""
    value: Decimal | None = None
    """What was measured when it was done."""
    measured_in: str = ""
    """Its unit, such as % or days."""
    measured_from: str = ""
    """The series or record the value was taken from."""
    raised_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A complaint about a service; who complains is kept under another name."""

    reference: str
    state: ComplaintState = ComplaintState.RECEIVED
    office: str = ""
    received_on: date | None = None
    channel: str = ""
    complainant: str = ""
    """A pseudonym."""
    process: str = ""
    case_reference: str = ""
    description: Prose = ""
    remedy_sought: Prose = ""
    acknowledged_on: date | None = None
    severity: str = ""
    safety: bool = False
    complexity: str = ""
    impact: Prose = ""
    immediate_action: Prose = ""
    owner: str = ""
    investigation: Prose = ""
    response_on: date | None = None
    decision: Prose = ""
    reaction: Reaction | None = None
    recourse_informed: bool = False
    nonconformity: str = ""
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A survey of satisfaction: how many were asked, answered, and were satisfied."""

    reference: str
    state: str = "recorded"
    office: str = ""
    process: str = ""
    question: Prose = ""
    channel: str = ""
    period_from: date | None = None
    period_to: date | None = None
    asked: int = 0
    answered: int = 0
    satisfied: int = 0
    ended_on: date | None = None

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """Return the interval (95 %) in which the share of the satisfied lies; None without answers.

        Source: Wilson (1927), the score interval, which also holds for few answers and shares near 0 or 1. It speaks
        for those who might have answered, not for those who were not asked or did not want to.
        """
        if not self.answered:
            return None
        n, p, z2 = Decimal(self.answered), Decimal(self.satisfied) / self.answered, Decimal("3.841458820694124")
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = (z2 * (p * (1 - p) / n + z2 / (4 * n * n))).sqrt() / (1 + z2 / n)
        places = Decimal("0.0001")
        return max(Decimal(0), middle - half).quantize(places), min(Decimal(1), middle + half).quantize(places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a management review decided."""

    text: Prose
    owner: str = ""
    due: date | None = None
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagementReview:
    """A review by the management: the inputs of clause 9.3.2 by their letter, and the decisions."""

    reference: str
    state: str = "planned"
    office: str = ""
    held_on: date | None = None
    chair: str = ""
    participants: tuple[str, ...] = ()
    inputs: Mapping[str, Prose] = field(default_factory=no_members)
    decisions: Mapping[str, Decision] = field(default_factory=no_members)
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A figure measured over a period."""

    reference: str
    metric: str
    state: str = "recorded"
    office: str = ""
    process: str = ""
    period_from: date | None = None
    period_to: date | None = None
    value: Decimal | None = None
    measured_in: str = ""
    """Its unit, such as % or days."""
    cases: int = 0
    """How many cases the figure rests on."""
    source: FigureSource | None = None
    evidence: str = ""
    ended_on: date | None = None
