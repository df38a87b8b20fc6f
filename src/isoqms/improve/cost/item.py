"""One thing an applicant spends in a procedure, and what is counted of a procedure with what is not known of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from isoqms.procedure import Provenance, Task
from isoqms.words import Message, Renderable


@dataclass(frozen=True, slots=True)
class Item:
    """One thing an applicant spends; its id stays the same when the procedure is simplified.

    `times` is how often it arises in a dossier on average; `minutes` of the applicant and `money` are those of one
    time, `service` the part of the money that is hired service. `cost` is that of one dossier on average, in whole
    units of the currency. `step` is empty for a fee paid in several steps.
    """

    id: str
    step: str
    title: Renderable
    is_fee: bool
    task: Task | None
    times: Fraction
    minutes: Fraction
    money: Fraction
    service: int
    source: Provenance
    cost: int


@dataclass(slots=True)
class Counted:
    """Items of a procedure, what nothing is stated of, and what was taken for granted."""

    items: list[Item] = field(default_factory=list)
    unknown: list[Message] = field(default_factory=list)
    assumed: list[Message] = field(default_factory=list)
