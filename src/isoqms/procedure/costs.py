"""What a procedure costs the applicant: single items kept by name, and the income an hour of theirs is worth."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from isoqms.procedure.located import Located, model
from isoqms.procedure.parts import Provenance
from isoqms.words import Text
from isoqms.worktime import Duration


class Task(StrEnum):
    """What the applicant is busy with when an item arises."""

    PREPARE = "prepare"
    FILE = "file"
    INSPECTION = "inspection"
    PAY = "pay"
    SUPPLEMENT = "supplement"
    COLLECT = "collect"


@model
class CostItem(Located):
    """One thing a step costs the applicant each time it is passed: time, hired service, money spent.

    `share` is the part of the dossiers that have it. Money is in whole units of the currency; what is not stated of an
    item costs nothing.
    """

    title: Text | None = None
    task: Task | None = None
    takes: Duration | None = None
    service: int | None = None
    spends: int | None = None
    share: Fraction | None = None
    source: Provenance = Provenance.ESTIMATED
    note: Text | None = None


@model
class ComplianceCost(Located):
    """What an hour of an applicant counts as, and who says so; there is no figure without its source."""

    income_per_hour: int
    source: str
    year: int | None = None
    currency: str | None = None
