"""What a rule of conformity says of an object, and the result a reader gets: never that something conforms.

A rule yields what it found: an objection, something asked for that is not there, something nobody can judge from the
files, a reason why the question does not arise, or a place it looked at without an objection.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from isoqms.problem import Position, Problem
from isoqms.procedure import Suppression
from isoqms.rules.engine import Objection
from isoqms.words import Message


class Evidence(StrEnum):
    """What a rule looks at; the letters are those of the catalogue of checks."""

    PROCEDURE = "procedure"
    ORGANISATION = "organisation"
    DOCUMENTS = "documents"
    RECORDS = "records"
    LOG = "log"
    SIMULATION = "simulation"
    VERSIONS = "versions"


class Absent(NamedTuple):
    """Something asked for is not there.

    An office that claims a quality system for the object has failed to write it; without that claim nothing follows but
    that the evidence is insufficient.
    """

    at: Position
    subject: str
    message: Message
    fix: Message


class Insufficient(NamedTuple):
    """What cannot be judged from the files, and what would be needed."""

    at: Position
    subject: str
    missing: Message


class NotApplicable(NamedTuple):
    """Why a question does not arise for an object."""

    at: Position
    subject: str
    reason: Message


class Seen(NamedTuple):
    """A place that was looked at without an objection."""

    at: Position
    subject: str = ""


Found: TypeAlias = Objection | Absent | Insufficient | NotApplicable | Seen
"""What a rule may yield."""


class Status(StrEnum):
    """The result of one rule for one object.

    `passed` means that no rule objects, never that the object conforms; `accepted` that somebody answers for each
    objection until a day; `outside_scope` that the scope does not name the procedure: what the law or a plain check
    objects to there counts under no clause.
    """

    PASSED = "passed"
    FAILED = "failed"
    ACCEPTED = "accepted"
    NOT_APPLICABLE = "not_applicable"
    OUTSIDE = "outside_scope"
    INSUFFICIENT = "insufficient_evidence"


class Told(NamedTuple):
    """A problem a rule found, and the acceptance that covers it, if one does."""

    problem: Problem
    accepted: Suppression | None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one rule says of one object: a procedure by its id, or the quality system as a whole (an empty id).

    `evidence` are the places looked at; `told` the objections, `lacking` what could not be judged, `reasons` why the
    question does not arise; `outside` says that the reason is the scope, and that `told` counts under no clause.
    """

    rule: str
    object: str
    at: Position
    evidence: tuple[Position, ...] = ()
    told: tuple[Told, ...] = ()
    lacking: tuple[Insufficient, ...] = ()
    reasons: tuple[NotApplicable, ...] = ()
    outside: bool = False

    @property
    def status(self) -> Status:
        """The result in one word: an objection weighs more than missing evidence, and that more than silence."""
        if self.outside:
            return Status.OUTSIDE
        if any(each.accepted is None for each in self.told):
            return Status.FAILED
        if self.lacking:
            return Status.INSUFFICIENT
        if self.told:
            return Status.ACCEPTED
        return Status.NOT_APPLICABLE if self.reasons and not self.evidence else Status.PASSED
