"""The steps of a procedure and the ways between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import time
from enum import StrEnum
from fractions import Fraction
from typing import Any

from isoqms.procedure.costs import CostItem
from isoqms.procedure.located import Located, model
from isoqms.procedure.parts import Authority, Effort, Provenance
from isoqms.words import Text
from isoqms.worktime import Duration


class Actor(StrEnum):
    """Who does a step when it is nobody of the office."""

    APPLICANT = "applicant"
    AGENCY = "agency"
    SYSTEM = "system"


class Clock(StrEnum):
    """What the statutory clock does during a step."""

    RUNNING = "running"
    NOT_STARTED = "not_started"
    STOPPED = "stopped"
    RESTARTS = "restarts"
    UNCOUNTED = "uncounted"


class Ending(StrEnum):
    """How a dossier ends."""

    COMPLETED = "completed"
    REFUSED = "refused"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    HANDED_OVER = "handed_over"


class Join(StrEnum):
    """What a step waits for when several ways lead to it at the same time."""

    ALL = "all"
    ANY = "any"


@model
class Branch(Located):
    """One way out of a step: to another step, or to an end."""

    to: str | None = field(default=None, metadata={"shorthand": True})
    end: Ending | None = None
    share: Fraction | None = None
    when: Text | None = None
    default: bool = False
    variants: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    at_most: int | None = None
    at_bound: str | None = None
    source: Provenance = Provenance.ESTIMATED

    @property
    def leads_to(self) -> str:
        """Where the way leads, as the file says it: the id of a step, or “end: ” and the manner."""
        return self.to or f"end: {self.end}"

    def open_to(self, variant: str | None) -> bool:
        """Say whether dossiers of `variant` may go this way; None stands for a dossier of no variant."""
        return not self.variants or variant in self.variants


@model
class Batch(Located):
    """The step is done for several dossiers together: at fixed hours, or when enough of them wait."""

    at_: tuple[time, ...] = field(default=(), metadata={"name": "at"})
    size: int | None = None


@model
class StepVariant(Located):
    """What is different in a step for one variant."""

    role: tuple[str, ...] = ()
    allowance: Duration | None = None
    work: Effort | None = None
    wait: Effort | None = None


@model
class Step(Located):
    """One step: who does it, how long it may take, what it needs and gives, and what follows."""

    id: str = field(metadata={"given": True})
    number: Any = None
    title: Text | None = None
    role: tuple[str, ...] = ()
    actor: Actor | None = None
    agency: Text | None = None
    unit: str | None = None
    counter: str | None = None
    stage: str | None = None
    allowance: Duration | None = None
    work: Effort | None = None
    wait: Effort | None = None
    clock: Clock = Clock.RUNNING
    sub_limit: Duration | None = None
    extends_by: Duration | None = None
    interruptible: bool = True
    batch: Batch | None = None
    visits: int | None = None
    papers: tuple[Text, ...] = ()
    pays: tuple[str, ...] = ()
    costs: Mapping[str, CostItem] = field(default_factory=dict)
    fields: int | None = None
    inputs: tuple[Text, ...] = ()
    outputs: tuple[Text, ...] = ()
    forms: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    changed_by: Authority | None = None
    clauses: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    in_variant: Mapping[str, StepVariant] = field(default_factory=dict)
    next: tuple[Branch, ...] = ()
    parallel: tuple[str, ...] = ()
    join: Join | None = None
    end: Ending | None = None
    hands_over_to: str | None = None
    notes: tuple[Text, ...] = ()

    def name(self, lang: str) -> str:
        """Return the title of the step, or its id when it has none."""
        return (self.title.render(lang) if self.title else "") or self.id

    @property
    def short_name(self) -> str:
        """The published number of the step, or its id where it has none."""
        return self.id if self.number is None else str(self.number)

    def allowance_in(self, variant: str | None) -> Duration | None:
        """Return the published limit of the step for dossiers of `variant`."""
        special = self.in_variant.get(variant) if variant else None
        return special.allowance if special and special.allowance else self.allowance

    def efforts_in(self, variant: str | None) -> tuple[Effort, ...]:
        """Return the work and the wait of the step for dossiers of `variant`, as far as they are stated."""
        special = self.in_variant.get(variant) if variant else None
        held = ((special and special.work) or self.work, (special and special.wait) or self.wait)
        return tuple(effort for effort in held if effort)

    def done_in(self, variant: str | None) -> bool:
        """Say whether dossiers of `variant` pass the step; None stands for a dossier of no variant."""
        return not self.variants or variant in self.variants

    @property
    def counted(self) -> bool:
        """Whether the statutory clock runs during the step."""
        return self.clock is Clock.RUNNING
