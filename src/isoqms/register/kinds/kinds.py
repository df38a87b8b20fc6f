"""The kinds of records there are: the class of each and the letters its references begin with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from isoqms.register.kinds import audits, people, steering
from isoqms.register.lifecycle.nonconformity import Nonconformity
from isoqms.register.lifecycle.order import Life


class Kind(StrEnum):
    """A kind of record."""

    NONCONFORMITY = "nonconformity"
    IMPROVEMENT = "improvement"
    FINDING = "finding"
    PROGRAMME = "programme"
    AUDIT = "audit"
    INSPECTION = "inspection"
    COMPLAINT = "complaint"
    SURVEY = "survey"
    REVIEW = "review"
    MEASUREMENT = "measurement"
    EVIDENCE = "evidence"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Form:
    """How records of a kind look; no letters where the reference is not one of ours."""

    record: type[Any]
    letters: str = ""
    lives: tuple[Life, ...] = ()
    """Days that follow one another."""


FORMS: Final = MappingProxyType(
    {
        Kind.NONCONFORMITY: Form(Nonconformity, "NC"),
        Kind.IMPROVEMENT: Form(steering.Improvement, "IM", (("raised_on", "due"),)),
        Kind.FINDING: Form(audits.Finding, "FD"),
        Kind.PROGRAMME: Form(audits.Programme, "AP"),
        Kind.AUDIT: Form(audits.Audit, "AU", (("starts_on", "ends_on"),)),
        Kind.INSPECTION: Form(
            audits.Inspection, "IN", (("inspected_on", "explanation_due"), ("inspected_on", "explanation_received"))
        ),
        Kind.COMPLAINT: Form(steering.Complaint, "CP", (("received_on", "acknowledged_on", "response_on"),)),
        Kind.SURVEY: Form(steering.Survey, "SV"),
        Kind.REVIEW: Form(steering.ManagementReview, "MR"),
        Kind.MEASUREMENT: Form(steering.Measurement, "KP"),
        Kind.EVIDENCE: Form(people.EvidenceFile),
        Kind.ACCOUNT: Form(people.Account, lives=(("posts.*.since", "posts.*.until"),)),
    }
)
